//! The files that only read: `preflight.sql` and `verify.sql`. Each is one statement with one result set.

use super::comment;
use crate::dialects::Dialect;
use crate::plan::Plan;

/// `check` is a reserved word everywhere.
fn check_column(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::MySql => "`check`",
        Dialect::PostgreSql | Dialect::Sqlite => "\"check\"",
    }
}

/// The rows one after the other; in groups, and groups of groups, where the database takes few at a time.
fn union_all(plan: &Plan, mut rows: Vec<String>, indentation: &str) -> String {
    let most = plan.flavour.map_or(usize::MAX, |flavour| flavour.most_in_union);
    let between = format!("\n{indentation}UNION ALL\n");
    while rows.len() > most {
        let group = |rows: &[String]| {
            format!("{indentation}SELECT * FROM (\n{}\n{indentation})", rows.join(&between))
        };
        rows = rows.chunks(most).map(group).collect();
    }
    rows.join(&between)
}

/// `preflight.sql`.
pub fn preflight(dialect: Dialect, plan: &Plan, title: &str) -> String {
    let mut rows: Vec<String> = Vec::new();
    for probe in &plan.probes {
        let columns = if rows.is_empty() {
            [check_column(dialect), "severity", "violations", "message"].map(|name| format!(" AS {name}"))
        } else {
            [const { String::new() }; 4]
        };
        let [check, severity, violations, message] = columns;
        rows.push(format!(
            "SELECT {}{check}, {}{severity}, ({}){violations},\n    {}{message}",
            dialect.literal(probe.check),
            dialect.literal(probe.severity.word()),
            probe.violations,
            probe.message
        ));
    }
    let mut lines = vec![
        comment(&format!("{title}: preflight.sql")),
        comment(
            "Only reads. A row with severity 'block' and violations above 0 means: do not run up.sql yet.",
        ),
        String::new(),
    ];
    lines.push(format!("{};", union_all(plan, rows, "")));
    lines.join("\n") + "\n"
}

/// `verify.sql`.
pub fn verify(dialect: Dialect, plan: &Plan, title: &str) -> String {
    let mut rows: Vec<String> = Vec::new();
    for comparison in &plan.comparisons {
        let columns = if rows.is_empty() { format!(" AS {}", check_column(dialect)) } else { String::new() };
        let [expected, actual] = if rows.is_empty() { [" AS expected", " AS actual"] } else { ["", ""] };
        rows.push(format!(
            "    SELECT {}{columns},\n        ({}){expected},\n        ({}){actual}",
            dialect.literal(&comparison.check),
            comparison.expected,
            comparison.actual
        ));
    }
    if rows.is_empty() {
        let (check, journal) = (check_column(dialect), dialect.object(&plan.journal));
        rows.push(format!(
            "    SELECT 'up.sql has run' AS {check}, 1 AS expected,\n        \
             (SELECT count(*) FROM {journal} AS j WHERE j.step = 'up') AS actual"
        ));
    }
    let check = check_column(dialect);
    let mut lines = vec![
        comment(&format!("{title}: verify.sql")),
        comment(
            "Only reads. Run it right after up.sql, before the application writes; every row has to be ok.",
        ),
        String::new(),
    ];
    lines.push(format!(
        "SELECT c.{check}, c.expected, c.actual, c.expected = c.actual AS ok\nFROM (\n{}\n) AS c;",
        union_all(plan, rows, "    ")
    ));
    lines.join("\n") + "\n"
}

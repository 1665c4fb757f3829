//! `report.md`: what was recognised, decided and planned, and how to go on, for people.

use super::markdown::{cell, code, prose, table};
use super::{Subject, wiring};
use crate::api::{Conversion, Finding};
use crate::dialects::Dialect;

/// Writes the file.
pub fn render(subject: &Subject<'_>) -> String {
    let conversion = subject.conversion;
    let mut lines = vec![format!("# {}", prose(&subject.title)), String::new()];
    lines.extend(recognised(conversion));
    section(
        &mut lines,
        "Decisions",
        conversion
            .decisions
            .iter()
            .map(|decision| format!("- {} _{}_", prose(&decision.what), prose(&decision.reason))),
    );
    section(&mut lines, "Findings", conversion.findings.iter().map(finding));
    let steps = conversion.steps.iter().enumerate();
    section(
        &mut lines,
        "Steps",
        steps.map(|(number, step)| format!("{}. {}", number + 1, prose(&step.purpose))),
    );
    if subject.plan.is_some() {
        lines.extend(waits(subject));
        lines.extend(how_to_run(subject.dialect()));
        lines.extend(code_changes(subject));
    }
    format!("{}\n", lines.join("\n").trim_end())
}

fn section(lines: &mut Vec<String>, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        lines.extend([format!("## {title}"), String::new()]);
        lines.extend(items);
        lines.push(String::new());
    }
}

fn recognised(conversion: &Conversion) -> Vec<String> {
    let detection = &conversion.detection;
    let mut lines = vec!["## Recognised".to_owned(), String::new()];
    match (&detection.layout, &detection.version) {
        (Some(layout), Some(version)) => lines.push(format!(
            "{layout} {version}, {} % sure, in {} tables of {}.",
            (detection.confidence * 100.0).round() as u32,
            detection.table_count,
            detection.dialect
        )),
        _ => lines
            .push(format!("No known layout in {} tables of {}.", detection.table_count, detection.dialect)),
    }
    lines.push(String::new());
    for (name, role) in &detection.roles {
        let columns: Vec<String> = role
            .columns
            .iter()
            .map(
                |(field, column)| {
                    if field == column { code(column) } else { format!("{} ({field})", code(column)) }
                },
            )
            .collect();
        let extra = if role.extra.is_empty() {
            String::new()
        } else {
            format!("; yours: {}", role.extra.iter().map(|name| code(name)).collect::<Vec<_>>().join(", "))
        };
        lines.push(format!("- **{name}** is {}: {}{extra}", code(&role.table), columns.join(", ")));
    }
    if !detection.roles.is_empty() {
        lines.push(String::new());
    }
    lines
}

fn finding(finding: &Finding) -> String {
    let place = finding.span.as_ref().map(|span| format!(" (line {})", span.start.line)).unwrap_or_default();
    format!(
        "- **{}** `{}`{place}: {} {} {}",
        finding.severity,
        finding.code,
        prose(&finding.what),
        prose(&finding.why),
        prose(&finding.next)
    )
}

fn how_to_run(dialect: Dialect) -> Vec<String> {
    let run = match dialect {
        Dialect::PostgreSql => {
            |file: &str| format!("psql -v ON_ERROR_STOP=1 -f migration/{file} \"$DATABASE_URL\"")
        }
        Dialect::MySql => |file: &str| format!("mariadb \"$DATABASE\" < migration/{file}"),
        Dialect::Sqlite => |file: &str| format!("sqlite3 -header -box app.db < migration/{file}"),
    };
    let mut lines = vec![
        "## How to run it".to_owned(),
        String::new(),
        "Try it on a copy of the database first. Then stop the application, take a backup, and:".to_owned(),
        String::new(),
        "```sh".to_owned(),
    ];
    lines.extend([
        format!("{}   # no row may say block with violations above 0", run("preflight.sql")),
        run("up.sql"),
        format!("{}   # every row has to be ok", run("verify.sql")),
    ]);
    lines.extend([
        "```".to_owned(),
        String::new(),
        "Deploy the application for the new version. To go back, run `down.sql`; when you are sure, `cleanup.sql`.".to_owned(),
        String::new(),
    ]);
    lines
}

/// What others wait for meanwhile, and which steps take longer the more rows there are.
fn waits(subject: &Subject<'_>) -> Vec<String> {
    let steps = &subject.conversion.steps;
    let mut lines = vec!["## What waits while up.sql runs".to_owned(), String::new()];
    lines.push(
        match subject.dialect() {
            Dialect::PostgreSql => "PostgreSQL holds a lock until the transaction ends, with everything that waits behind it. So the step that locks first counts, and how long the steps after it take.",
            Dialect::MySql => "Each statement takes its locks for itself. At its beginning and its end a change of a table also waits for whoever is using it, and lets nobody past.",
            Dialect::Sqlite => "SQLite has one writer at a time, so one lock covers the whole database. In WAL mode reading goes on.",
        }
        .to_owned(),
    );
    lines.push(String::new());
    let locks = steps.iter().enumerate().flat_map(|(number, step)| {
        step.locks.iter().map(move |lock| {
            let on = lock.on.as_deref().map_or_else(|| "the whole database".to_owned(), cell);
            let what = if lock.waiting == "everything" { "reading and writing" } else { "writing" };
            let until = if lock.until == "step" { "it ends" } else { "the transaction ends" };
            vec![(number + 1).to_string(), on, what.to_owned(), until.to_owned()]
        })
    });
    let locks: Vec<Vec<String>> = locks.collect();
    if locks.is_empty() {
        lines.push("Nothing that is there today is locked against reading or writing.".to_owned());
    } else {
        lines.extend(table(&["step", "on", "what waits", "until"], &locks));
    }
    lines.push(String::new());
    let long = steps.iter().enumerate().filter(|(_, step)| !step.in_proportion_to.is_empty());
    let long: Vec<String> = long
        .map(|(number, step)| {
            let tables: Vec<String> = step.in_proportion_to.iter().map(|table| code(table)).collect();
            format!("- Step {} takes longer the more rows there are in {}.", number + 1, tables.join(", "))
        })
        .collect();
    lines.extend(long);
    lines.extend(["- Every other step takes a moment.".to_owned(), String::new()]);
    lines
}

/// Where it stands what the application has to change.
fn code_changes(subject: &Subject<'_>) -> Vec<String> {
    let Some(file) = wiring::changes::file(subject) else { return Vec::new() };
    vec![
        "## In your code".to_owned(),
        String::new(),
        format!(
            "`wiring/{}` says what has to change, and the files beside it are the code that is new.",
            file.path
        ),
        String::new(),
    ]
}

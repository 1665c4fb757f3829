//! `report.md`: what was recognised, decided and planned, and how to go on, for people.

use super::Subject;
use crate::api::{Conversion, Finding};
use crate::dialects::Dialect;

/// Writes the file.
pub fn render(subject: &Subject<'_>) -> String {
    let conversion = subject.conversion;
    let mut lines = vec![format!("# {}", plain(&subject.title)), String::new()];
    lines.extend(recognised(conversion));
    section(
        &mut lines,
        "Decisions",
        conversion
            .decisions
            .iter()
            .map(|decision| format!("- {} *{}*", plain(&decision.what), plain(&decision.reason))),
    );
    section(&mut lines, "Findings", conversion.findings.iter().map(finding));
    let steps = conversion.steps.iter().enumerate();
    section(
        &mut lines,
        "Steps",
        steps.map(|(number, step)| format!("{}. {}", number + 1, plain(&step.purpose))),
    );
    if subject.plan.is_some() {
        lines.extend(how_to_run(subject.dialect()));
        lines.extend(code_changes().into_iter().map(str::to_owned));
    }
    lines.join("\n") + "\n"
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
            (detection.confidence * 100.0).round(),
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
    lines.push(String::new());
    lines
}

fn finding(finding: &Finding) -> String {
    let place = finding.span.as_ref().map(|span| format!(" (line {})", span.start.line)).unwrap_or_default();
    format!(
        "- **{}** `{}`{place}: {} {} {}",
        finding.severity,
        finding.code,
        plain(&finding.what),
        plain(&finding.why),
        plain(&finding.next)
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

/// What the application has to change (lucia 3, docs/pages/upgrade-v3/index.md).
fn code_changes() -> Vec<&'static str> {
    vec![
        "## In your code",
        "",
        "- Passwords that Lucia 2 hashed start with `s2:`. Verify them with `LegacyScrypt` from `lucia` (3.0.1 or newer).",
        "- Look a password up by `provider_id` and `provider_user_id`, as `useKey` did; a user may have several.",
        "- Look an OAuth account up by `provider_id` and `provider_user_id`, as `getKey` did.",
        "- The adapter takes two names now: `{ user, session }`.",
        "- The session cookie keeps its name and its value, so nobody is signed out.",
        "",
    ]
}

/// User text as code, whatever backticks it has.
fn code(text: &str) -> String {
    let text = one_line(text);
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    if longest == 0 {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// User text inside prose: it must neither start a block nor bring markup of its own. Our own messages mark names
/// with backticks, which stay.
fn plain(text: &str) -> String {
    let mut escaped = String::new();
    for character in one_line(text).chars() {
        if matches!(character, '<' | '>' | '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split(|character: char| character.is_control() || character.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

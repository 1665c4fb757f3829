//! What is run to get people out of a database into SuperTokens' bulk import.

use super::comment;
use crate::decide::supertokens::import::Export;
use crate::dialects::Dialect;

/// How each client prints one row a line and nothing else, and sends it to the core.
fn how_to_run(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql => "psql -qAtX -f bulk-import.sql mydb",
        Dialect::MySql => "mysql --batch --raw --skip-column-names mydb < bulk-import.sql",
        Dialect::Sqlite => "sqlite3 -batch -noheader -list my.db < bulk-import.sql",
    }
}

/// The two files, by name.
pub fn files(dialect: Dialect, export: &Export, title: &str) -> [(&'static str, String); 2] {
    let mut lines = vec![
        comment(&format!("{title}: bulk-import.sql")),
        comment("Only reads. Run bulk-import-check.sql first: it counts what this leaves out."),
        comment(
            "Each row is the body of one request to the core, 10.0 or later. They have hashes of passwords in them:",
        ),
        comment("let them go from one program to the other, and to no file."),
        comment(&format!("  {} |", how_to_run(dialect))),
        comment("    while IFS= read -r body; do printf %s \"$body\" | curl -sS -H \"api-key: $API_KEY\" \\"),
        comment(
            "      -H 'content-type: application/json' --data-binary @- \"$CORE/bulk-import/users\"; done",
        ),
        comment(
            "The core works them off every five minutes: GET /bulk-import/users?status=FAILED says whom it could not take.",
        ),
        String::new(),
    ];
    lines.extend(export.people.iter().map(|statement| format!("{statement};")));
    let checks = [
        comment(&format!("{title}: bulk-import-check.sql")),
        comment("Only reads. How many people and logins bulk-import.sql leaves out or changes, and why."),
        String::new(),
        format!("{};", export.checks),
    ];
    [
        ("supertokens/bulk-import.sql", lines.join("\n") + "\n"),
        ("supertokens/bulk-import-check.sql", checks.join("\n") + "\n"),
    ]
}

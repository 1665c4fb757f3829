//! Lucia to the sessions of its guides of 2025 and 2026: a session is an id and the hash of a secret.
//!
//! The cookies that people have hold an id and no secret, so no old session can become a new one: the guide itself says
//! so. The old table stays until cleanup, and with `down.sql` its sessions go on.
//!
//! Sources: github.com/lucia-auth/lucia, commit bcee3868, pages/sessions/basic.md and inactivity-timeout.md (2025);
//! commit e1ef2bc6, code/auth_session.ts (2026). Both show SQLite only; the types of the others are ours.

use super::login_table::foreign_key;
use super::login_tables;
use crate::decide::migration;
use crate::decide::names::{NewName, free_index};
use crate::decide::options::{OptionShape, Options};
use crate::decide::storage::{referring_column, storage_options};
use crate::decide::{Decided, Decision, NewTable, Target};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};
use crate::model::schema::{Column, ForeignKey, Index, Key, Schema, Table};
use crate::model::types::{DataType, TypeKind};
use crate::recognise::{FoundRole, Recognition};

/// What the two guides call things.
struct Guide {
    options: &'static [OptionShape],
    verified: &'static str,
}

/// The target of 2025.
pub const TARGET_2025: Target = Target {
    name: "lucia-sessions-2025",
    title: "the sessions of Lucia's guide of 2025",
    purpose: "No library: a session is an id and the hash of a secret; everybody signs in once more.",
    options: &OPTIONS_2025,
    decide: |schema, recognition, options| {
        decide(&Guide { options: &OPTIONS_2025, verified: "last_verified_at" }, schema, recognition, options)
    },
};

/// The target of 2026.
pub const TARGET_2026: Target = Target {
    name: "lucia-sessions-2026",
    title: "the sessions of Lucia's code of 2026",
    purpose: "No library: the one file that Lucia's site is now; everybody signs in once more.",
    options: &OPTIONS_2026,
    decide: |schema, recognition, options| {
        decide(
            &Guide { options: &OPTIONS_2026, verified: "token_last_verified_at" },
            schema,
            recognition,
            options,
        )
    },
};

const OPTIONS_2025: [OptionShape; 5] = options("session");
const OPTIONS_2026: [OptionShape; 5] = options("auth_session");

const fn options(table: &'static str) -> [OptionShape; 5] {
    let [oauth, password, passwordless, providers] = login_tables::OPTIONS;
    [
        OptionShape {
            name: "session_table",
            label: "Table for sessions",
            default: table,
            reason: "The guide calls it so.",
            choices: &[],
        },
        oauth,
        password,
        passwordless,
        providers,
    ]
}

fn decide(guide: &Guide, schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(mut changes) = changes else { return decided };
    let Some((role, old)) =
        recognition.roles.get("session").and_then(|role| Some((role, schema.table(&role.table)?)))
    else {
        decided.findings.push(no_sessions());
        return decided;
    };
    let taken = match recognition.roles.contains_key("key") {
        true => {
            let Some(keys) = login_tables::decide(schema, recognition, options, &mut decided) else {
                return decided;
            };
            let names =
                [&keys.oauth, &keys.password, &keys.passwordless].map(|table| table.name.name.clone());
            changes.keys = Some(keys);
            names.to_vec()
        }
        false => Vec::new(),
    };
    let table = session_table(guide, schema, recognition, role, old, options, &taken, &mut decided);
    changes.created.push(NewTable {
        purpose: format!("Create {} for sessions.", table.name),
        cause: format!("The rows of `{}` cannot become its rows: they have no secret.", old.name),
        table,
    });
    changes.unused.push(old.name.clone());
    explain(old, &mut decided);
    migration::finish(&mut decided, changes);
    decided
}

fn no_sessions() -> Finding {
    Finding::new(
        "role_missing",
        Severity::Block,
        "No session table was recognised.",
        "The new one takes the type of its users from it. No migration was written.",
        "Paste the session table too, or name it with --map session=TABLE.",
        None,
    )
}

fn explain(old: &Table, decided: &mut Decided) {
    decided.findings.push(Finding::new(
        "sessions_end",
        Severity::Warning,
        format!("The sessions of `{}` are not taken over.", old.name),
        "A cookie of the old sessions holds an id, and the new ones want a secret beside it.",
        format!("Everybody signs in once more. `{}` stays until cleanup.sql, so down.sql lets the old sessions go on.", old.name),
        Some(old.span),
    ));
    decided.decisions.push(Decision::new(
        "There is no column for the end of a session.",
        "The guide computes it from the moments in the row and a constant in the code.",
        Some(old.span),
    ));
}

#[expect(clippy::too_many_arguments, reason = "each is a different thing, and there is one caller")]
fn session_table(
    guide: &Guide,
    schema: &Schema,
    recognition: &Recognition,
    role: &FoundRole,
    old: &Table,
    options: &Options,
    taken: &[String],
    decided: &mut Decided,
) -> Table {
    let dialect = schema.dialect;
    let names =
        NewName { schema, beside: old, shapes: guide.options, option: "session_table", prefix: "lucia" };
    let name = names.free(options, taken, &mut decided.findings);
    let mut table = Table::new(old.name.sibling(name));
    table.span = old.span;
    table.options = storage_options(dialect, old);
    table.columns.push(Column::new("id", dialect.short_text()));
    if let Some(user) = role.columns.get("user_id").and_then(|name| old.column(name)) {
        table.columns.push(user_column(schema, recognition, old, user));
        table.foreign_keys.extend(refers_to_user(old, user).filter(|_| schema.admits_foreign_keys()));
        let wanted = format!("{}_user_id_idx", table.name.name);
        table.indexes.push(Index::over(free_index(schema, old, &wanted, taken), ["user_id"]));
    }
    table.columns.push(Column::new("secret_hash", bytes(dialect)));
    for name in [guide.verified, "created_at"] {
        table.columns.push(Column::new(name, dialect.moment()));
    }
    table.primary_key =
        Some(Key { name: None, columns: vec!["id".to_owned()], rest: None, span: Span::default() });
    table
}

/// Of the type of the column in the old table; in MySQL with its character set.
fn user_column(schema: &Schema, recognition: &Recognition, old: &Table, user: &Column) -> Column {
    let users = recognition.roles.get("user").and_then(|role| schema.table(&role.table));
    let of = users.unwrap_or(old);
    referring_column(schema.dialect, "user_id", user, of, old)
}

fn refers_to_user(old: &Table, user: &Column) -> Option<ForeignKey> {
    let key = foreign_key(old, &user.name)?;
    let columns = vec!["user_id".to_owned()];
    Some(ForeignKey { name: None, columns, on_column: false, ..key.clone() })
}

/// SHA-256 of a secret.
fn bytes(dialect: Dialect) -> DataType {
    let (text, length) = match dialect {
        Dialect::PostgreSql => ("bytea", None),
        Dialect::MySql => ("binary(32)", Some(32)),
        Dialect::Sqlite => ("BLOB", None),
    };
    DataType {
        text: text.to_owned(),
        kind: TypeKind::Binary { length },
        unsigned: false,
        array_dimensions: 0,
    }
}

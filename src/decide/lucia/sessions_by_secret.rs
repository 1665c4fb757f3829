//! Lucia to the sessions of its guides of 2025 and 2026: a session is an id and the hash of a secret.
//!
//! The cookies that people have hold an id and no secret, so no old session can become a new one: the guide itself says
//! so. Those of 2025 hold a secret, but 2026 reads it otherwise. The old table stays until cleanup, and with `down.sql` its sessions go on.
//!
//! Sources: github.com/lucia-auth/lucia, commit bcee3868, pages/sessions/basic.md and inactivity-timeout.md (2025);
//! commit e1ef2bc6, code/auth_session.ts (2026). Both show SQLite only; the types of the others are ours.

use super::login_table::{foreign_key, with_user};
use super::login_tables;
use crate::decide::migration;
use crate::decide::names::{NewName, free_index};
use crate::decide::options::{OptionShape, Options};
use crate::decide::storage::{referring_column, storage_options};
use crate::decide::{Decided, Decision, NewTable, Target};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, ForeignKey, Index, Key, Schema, Table};
use crate::model::types::{DataType, TypeKind};
use crate::recognise::Recognition;

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

const OPTIONS_2025: [OptionShape; 8] = options("session");
const OPTIONS_2026: [OptionShape; 8] = options("auth_session");

const fn options(table: &'static str) -> [OptionShape; 8] {
    let [oauth, password, passwordless, providers, foreign_keys, passwords, own] = login_tables::OPTIONS;
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
        foreign_keys,
        passwords,
        own,
    ]
}

fn decide(guide: &Guide, schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(mut changes) = changes else { return decided };
    let Some(users) = Users::find(schema, recognition, options) else {
        decided.findings.push(no_sessions());
        return decided;
    };
    let taken = match recognition.roles.contains_key("key") {
        true => {
            login_tables::decide(schema, recognition, options, &mut changes, &mut decided);
            let Some(keys) = &changes.keys else { return decided };
            keys.tables().map(|table| table.name.name.clone()).collect()
        }
        false => Vec::new(),
    };
    let table = session_table(guide, schema, &users, options, &taken, &mut decided);
    let new = table.name.clone();
    changes.created.push(NewTable {
        purpose: format!("Create {} for sessions.", table.name),
        cause: match users.sessions {
            Some(old) => format!(
                "The rows of `{}` cannot become its rows: their cookies are of another kind.",
                old.name
            ),
            None => "There is no session table in the text.".to_owned(),
        },
        table,
    });
    if let Some(old) = users.sessions {
        changes.unused.push(old.name.clone());
        explain(schema, recognition, old, &new, &mut decided);
    }
    decided.decisions.push(Decision::new(
        "There is no column for the end of a session.",
        "The guide computes it from the moments in the row and a constant in the code.",
        Some(users.beside.span),
    ));
    migration::finish(&mut decided, changes);
    decided
}

/// Where the type of users' ids comes from.
struct Users<'a> {
    /// The old sessions.
    sessions: Option<&'a Table>,
    /// The table that the new one stands beside.
    beside: &'a Table,
    /// The table of users.
    users: Option<&'a Table>,
    /// A column with a user's id.
    column: Option<&'a Column>,
    /// The foreign key from it.
    reference: Option<ForeignKey>,
}

impl<'a> Users<'a> {
    /// The column of the sessions, or else of the keys, or else of the users themselves.
    fn find(schema: &'a Schema, recognition: &Recognition, options: &Options) -> Option<Self> {
        let of = |name: &str, field: &str| {
            let role = recognition.roles.get(name)?;
            let table = schema.table(&role.table)?;
            Some((table, role.columns.get(field).and_then(|name| table.column(name))))
        };
        let (sessions, users) = (of("session", "user_id"), of("user", "id"));
        let referring = [sessions, of("key", "user_id")].into_iter().flatten();
        let referring = referring.filter_map(|(table, column)| Some((table, column?))).next();
        let beside = sessions.or(users).map(|(table, _)| table).or(referring.map(|(table, _)| table))?;
        let reference = match referring {
            Some((table, column)) => refers_to_user(table, column),
            None => users.and_then(|(table, id)| Some(reference(table, id?))),
        };
        Some(Self {
            sessions: sessions.map(|(table, _)| table),
            beside,
            users: users.map(|(table, _)| table),
            column: referring.map(|(_, column)| column).or(users.and_then(|(_, id)| id)),
            reference: reference.filter(|_| login_tables::admits_foreign_keys(schema, options)),
        })
    }
}

fn reference(users: &Table, id: &Column) -> ForeignKey {
    ForeignKey {
        name: None,
        columns: vec!["user_id".to_owned()],
        foreign_table: users.name.clone(),
        foreign_columns: vec![id.name.clone()],
        on_delete: None,
        on_update: None,
        rest: None,
        on_column: false,
        span: users.span,
    }
}

fn no_sessions() -> Finding {
    Finding::new(
        "role_missing",
        Severity::Block,
        "No table of sessions, keys or users was recognised.",
        "The new one takes the type of its users from one of them. No migration was written.",
        "Paste one of them too, or name it with --map session=TABLE.",
        None,
    )
}

fn explain(schema: &Schema, recognition: &Recognition, old: &Table, new: &ObjectName, decided: &mut Decided) {
    let mut next = format!(
        "Everybody signs in once more. `{}` stays until cleanup.sql, so down.sql lets the old sessions go on.",
        old.name
    );
    let referring = schema.referring(&old.name).filter(|table| table.name != old.name);
    let referring: Vec<String> = referring.map(|table| format!("`{}`", table.name)).collect();
    if !referring.is_empty() {
        let names = referring.join(", ");
        next.push_str(&format!(
            " {names} refers to the old ones: to note new ones there, let it refer to `{new}` instead."
        ));
    }
    let has_secrets =
        recognition.roles.get("session").is_some_and(|role| role.columns.contains_key("secret_hash"));
    decided.findings.push(Finding::new(
        "sessions_end",
        Severity::Warning,
        format!("The sessions of `{}` are not taken over.", old.name),
        if has_secrets {
            "The secret in a cookie of 2025 is a text that is hashed as it is; the code of 2026 decodes it first, and comes to another hash."
        } else {
            "A cookie of the old sessions holds an id, and the new ones want a secret beside it."
        },
        next,
        Some(old.span),
    ));
}

fn session_table(
    guide: &Guide,
    schema: &Schema,
    users: &Users<'_>,
    options: &Options,
    taken: &[String],
    decided: &mut Decided,
) -> Table {
    let (dialect, beside) = (schema.dialect, users.beside);
    let names = NewName { schema, beside, shapes: guide.options, option: "session_table", prefix: "lucia" };
    let name = names.free(options, taken, &mut decided.findings);
    let mut table = Table::new(beside.name.sibling(name));
    table.span = beside.span;
    table.options = storage_options(dialect, beside);
    table.columns.push(Column::new("id", dialect.short_text()));
    if let Some(user) = users.column {
        let of = users.users.unwrap_or(beside);
        table.columns.push(referring_column(dialect, "user_id", user, of, beside));
        table.foreign_keys.extend(users.reference.clone());
        let wanted = format!("{}_user_id_idx", table.name.name);
        table.indexes.push(Index::over(free_index(schema, beside, &wanted, taken), ["user_id"]));
    }
    table.columns.push(Column::new("secret_hash", bytes(dialect)));
    for name in [guide.verified, "created_at"] {
        table.columns.push(Column::new(name, dialect.moment()));
    }
    table.primary_key =
        Some(Key { name: None, columns: vec!["id".to_owned()], rest: None, span: Span::default() });
    table
}

fn refers_to_user(old: &Table, user: &Column) -> Option<ForeignKey> {
    let key = foreign_key(old, &user.name)?;
    Some(ForeignKey {
        name: None,
        columns: vec!["user_id".to_owned()],
        on_delete: with_user(key.on_delete.as_ref()),
        on_update: with_user(key.on_update.as_ref()),
        on_column: false,
        ..key.clone()
    })
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

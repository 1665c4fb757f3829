//! The password of a user in the user table, as Lucia 3's later guides have it.
//!
//! The official upgrade page does so too, and loses by it: users without a password stop it or are deleted, of several
//! passwords one is left, and the names that people sign in with are gone. Here the column may be empty, and a table
//! beside says for each name who it is, with the hash of those alone that have another one than the user.

use crate::decide::columns::triggers_on;
use crate::decide::migration::keep_table;
use crate::decide::storage::referring_column;
use crate::decide::{AddedColumn, Decided, FOUND, KeysChange, OWNER, PasswordOnUser, TableChange};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Schema, Table};
use crate::recognise::FoundRole;

/// The column of the upgrade page (lucia, branch v3, docs/pages/upgrade-v3/*.md).
const COLUMN: &str = "hashed_password";

/// The table that keeps what is needed to go back.
const KEEP: &str = "_authmorph_user";

/// The column, and the change of the user table; none where there is no such table in the text, which is then said.
pub fn decide(
    schema: &Schema,
    keys: &Table,
    [id, user, hash]: [&str; 3],
    role: &FoundRole,
    users: Option<&(ObjectName, String)>,
    decided: &mut Decided,
) -> Option<(PasswordOnUser, TableChange)> {
    let found = users.and_then(|(name, id)| schema.table(name).zip(Some(id)));
    let Some((table, user_id)) = found.filter(|(table, id)| table.column(id).is_some()) else {
        decided.findings.push(no_users());
        return None;
    };
    let column = column(schema.dialect, table, keys, keys.column(hash)?);
    let on_user =
        PasswordOnUser { table: table.name.clone(), id: user_id.clone(), column: column.name.clone() };
    let keep = keep_table(schema.dialect, table, KEEP, user_id, |column| column.name == *user_id);
    let mut change = TableChange {
        purpose: format!("Give {} the password of each user.", table.name),
        cause: "You have chosen passwords=user.".to_owned(),
        quiet: triggers_on(schema, table, &[]).cloned().collect(),
        ..TableChange::new(table.clone(), user_id, keep)
    };
    change.to.columns.push(column.clone());
    let hashes = first_hashes(schema.dialect, keys, [id, user, hash], role);
    let value = change.look_up(hashes, format!("t.{}", schema.dialect.identifier(user_id)));
    change.added.push(AddedColumn { column, value: Some(value) });
    Some((on_user, change))
}

/// A user without a password has none, so the column may be empty.
fn column(dialect: Dialect, table: &Table, keys: &Table, hash: &Column) -> Column {
    let mut name = COLUMN.to_owned();
    while table.columns.iter().any(|other| dialect.same_name(&other.name, &name)) {
        name = format!("lucia_{name}");
    }
    let mut column = Column { nullable: true, ..referring_column(dialect, &name, hash, keys, table) };
    if table.is_strict() && !keys.is_strict() {
        // A `STRICT` table knows five types, of which this is the one for a hash.
        column.data_type = dialect.short_text();
    }
    column
}

/// For each user the password of their first key that has one: the first by the key's id, so that every run says the same.
fn first_hashes(dialect: Dialect, keys: &Table, [id, user, hash]: [&str; 3], role: &FoundRole) -> String {
    let column = |alias: &str, name: &str| format!("{alias}.{}", dialect.identifier(name));
    // Keys that end work once, and are no logins.
    let expires = role.columns.get("expires");
    let login = expires.map(|name| format!(" AND {} IS NULL", column("s", name))).unwrap_or_default();
    let (of_user, first, own_hash) = (column("s", user), column("s", id), column("s", hash));
    let table = dialect.object(&keys.name);
    let rows = format!("{table} AS s WHERE {own_hash} IS NOT NULL{login}");
    match dialect {
        Dialect::PostgreSql => format!(
            "SELECT DISTINCT ON ({of_user}) {of_user} AS {OWNER}, {own_hash} AS {FOUND} FROM {rows} ORDER BY {of_user}, {first}"
        ),
        Dialect::MySql | Dialect::Sqlite => format!(
            "SELECT f.{OWNER}, {} AS {FOUND} FROM (SELECT {of_user} AS {OWNER}, min({first}) AS id FROM {rows} GROUP BY {of_user}) AS f JOIN {table} AS k ON {} = f.id",
            column("k", hash),
            column("k", id)
        ),
    }
}

fn no_users() -> Finding {
    Finding::new(
        "option_unknown",
        Severity::Error,
        "The option `passwords` cannot be `user`: no table of users is in the text.",
        "It stays `table`.",
        "Paste the table of users too, or name it with --map user=TABLE.",
        None,
    )
}

/// What `down.sql` has no key for.
pub fn undo_needs_names(change: &KeysChange) -> Finding {
    let users = change.on_user.as_ref().map(|on_user| on_user.table.to_string()).unwrap_or_default();
    let names = &change.password.name;
    Finding::new(
        "undo_loses_new_logins",
        Severity::Warning,
        format!("down.sql makes a key for each row of `{names}`, and for no password of `{users}` beside."),
        "A key begins with the name that somebody signs in with, and only that table says it.",
        format!(
            "When somebody signs up, write a row of `{names}` too, also if your application finds users by an address of theirs."
        ),
        Some(change.table.span),
    )
}

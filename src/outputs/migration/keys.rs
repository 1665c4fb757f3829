//! Keys into the new tables, and the rows of the new tables back into keys.

use super::steps::{and_done, guarded_statement};
use super::{Statement, StepStatements};
use crate::decide::KeysChange;
use crate::decide::lucia::first_key::NewKeys;
use crate::decide::lucia::login_tables::{HASH, PROVIDER, PROVIDER_USER, USER};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::types::TypeKind;
use crate::plan::rows::{KeyKind, KeyRows};

/// Writes the step.
pub fn write(dialect: Dialect, journal: &ObjectName, keys: &KeysChange) -> StepStatements {
    let rows = KeyRows { dialect, keys };
    let kinds = rows.kinds();
    let up = kinds.iter().map(|kind| copy(&rows, journal, *kind)).collect();
    let mut down: Vec<Statement> = kinds.iter().map(|kind| update(&rows, *kind)).collect();
    down.push(delete(&rows, journal));
    down.extend(kinds.iter().map(|kind| insert(&rows, *kind)));
    if let Some(last) = down.last_mut() {
        last.must_hold = Some(carried_back(&rows));
    }
    if dialect == Dialect::MySql {
        down = down.into_iter().flat_map(|statement| while_tables_exist(&rows, journal, statement)).collect();
    }
    StepStatements { up, down }
}

/// One `INSERT … SELECT` of the keys of a kind.
fn copy(rows: &KeyRows<'_>, journal: &ObjectName, kind: KeyKind) -> Statement {
    let (dialect, keys) = (rows.dialect, rows.keys);
    let mut columns = vec![PROVIDER_USER, USER];
    let mut values = vec![rows.remainder("k"), rows.column("k", &keys.user)];
    if !matches!(kind, KeyKind::OfOneProvider(_)) {
        columns.insert(0, PROVIDER);
        values.insert(0, rows.provider("k"));
    }
    if kind == KeyKind::Password {
        columns.push(HASH);
        values.push(rows.copied_hash());
    }
    columns.extend(keys.extra.iter().map(String::as_str));
    values.extend(keys.extra.iter().map(|name| rows.column("k", name)));
    let destination = dialect.object(&rows.destination(kind).name);
    let mut sql = format!(
        "INSERT INTO {destination} ({})\nSELECT\n    {}\nFROM {} AS k\nWHERE {}",
        dialect.identifiers(columns),
        values.join(",\n    "),
        rows.table(),
        rows.is(kind)
    );
    if dialect != Dialect::PostgreSql {
        // Without a transaction that stops at an error, a second run must not bring back what the application deleted.
        sql.push_str(&format!(
            "\n    AND NOT EXISTS (SELECT 1 FROM {} AS j WHERE j.step = 'up')",
            dialect.object(journal)
        ));
    }
    if dialect == Dialect::MySql {
        // What an interrupted run has copied already.
        sql.push_str(&format!(
            "\n    AND NOT EXISTS (SELECT 1 FROM {destination} AS d WHERE {})",
            rows.matches(kind)
        ));
    }
    let what = match kind {
        KeyKind::Password => "Keys with a password, whatever their provider.",
        KeyKind::OAuth => "Keys without a password whose provider is an OAuth provider.",
        KeyKind::OfOneProvider(_) => "Keys without a password whose provider has a table of its own.",
        KeyKind::Passwordless => {
            "Keys without a password whose provider is none (magic links, user names, …)."
        }
    };
    Statement::with(what, sql)
}

/// A row of the new table exists for the key `k`.
fn exists(rows: &KeyRows<'_>, kind: KeyKind, and: &str) -> String {
    format!("EXISTS (SELECT 1 FROM {} AS d WHERE {}{and})", rows.logins(kind), rows.matches(kind))
}

/// Kinds that win over this one, should the application have written the same login into two tables.
fn stronger(rows: &KeyRows<'_>, kind: KeyKind) -> impl Iterator<Item = KeyKind> {
    rows.kinds().into_iter().take_while(move |other| *other != kind)
}

/// Keys whose login the application has changed since.
fn update(rows: &KeyRows<'_>, kind: KeyKind) -> Statement {
    let (dialect, keys) = (rows.dialect, rows.keys);
    let has_hash = kind == KeyKind::Password;
    let mut pairs: Vec<(&str, &str)> = vec![(keys.user.as_str(), USER)];
    if has_hash {
        pairs.push((keys.hash.as_str(), HASH));
    }
    pairs.extend(keys.extra.iter().map(|name| (name.as_str(), name.as_str())));
    let mut differences: Vec<String> = pairs
        .iter()
        .map(|(own, other)| {
            let cast = if is_comparable(rows, own) { "" } else { "::text" };
            let (own, other) = (rows.column("k", own), rows.column("d", other));
            dialect.differs(&format!("{own}{cast}"), &format!("{other}{cast}"))
        })
        .collect();
    let mut assignments: Vec<String> = pairs
        .iter()
        .map(|(own, other)| {
            format!(
                "{} = (SELECT {} FROM {} AS d WHERE {})",
                dialect.identifier(own),
                rows.column("d", other),
                rows.logins(kind),
                rows.matches(kind)
            )
        })
        .collect();
    // A key that passes to somebody else is not their first one. The mark comes before the user: MySQL assigns in turn.
    if let Some(primary) = &keys.single_use.primary {
        let (_, no) = dialect.truth(keys.table.column(primary));
        let (mark, passes) =
            (dialect.identifier(primary), format!("NOT {}", exists(rows, kind, &same_user(rows))));
        assignments.insert(
            0,
            format!("{mark} = CASE WHEN {passes} THEN {no} ELSE {} END", rows.column("k", primary)),
        );
    }
    if !has_hash {
        assignments.push(format!("{} = NULL", dialect.identifier(&keys.hash)));
        differences.push(format!("{} IS NOT NULL", rows.column("k", &keys.hash)));
    }
    let changed = format!("\n        AND ({})\n    ", differences.join(" OR "));
    let mut condition = exists(rows, kind, &changed);
    for other in stronger(rows, kind) {
        condition.push_str(&format!("\n    AND NOT {}", exists(rows, other, "")));
    }
    let table = rows.table();
    let mut statement = Statement::with(
        format!("What the application has changed in {} since.", rows.destination(kind).name),
        format!("UPDATE {table} AS k\nSET\n    {}\nWHERE {condition}", assignments.join(",\n    ")),
    );
    statement.must_hold = Some(format!("NOT EXISTS (SELECT 1 FROM {table} AS k WHERE {condition})"));
    statement
}

fn same_user(rows: &KeyRows<'_>) -> String {
    format!(" AND {} = {}", rows.column("d", USER), rows.column("k", &rows.keys.user))
}

/// PostgreSQL has no equality for some types (`json`, `xml`, `point`); as text, everything can be compared.
fn is_comparable(rows: &KeyRows<'_>, column: &str) -> bool {
    let column = rows.keys.table.column(column).filter(|_| rows.dialect == Dialect::PostgreSql);
    column.is_none_or(|column| {
        let data_type = &column.data_type;
        let kind = &data_type.kind;
        let plain = kind.is_integer() || kind.is_text() || matches!(kind, TypeKind::Boolean | TypeKind::Uuid);
        plain && data_type.array_dimensions == 0 || !rows.keys.extra.contains(&column.name)
    })
}

/// Keys whose login the application has deleted since: it must not work again.
fn delete(rows: &KeyRows<'_>, journal: &ObjectName) -> Statement {
    let conditions = unlinked(rows);
    let alias = if rows.dialect == Dialect::MySql { "k " } else { "" };
    let whole = and_done(rows.dialect, journal);
    Statement::with(
        "Logins that the application has deleted since must not work again.",
        format!(
            "DELETE {alias}FROM {} AS k\nWHERE {}{}{whole}",
            rows.table(),
            conditions.join("\n    AND "),
            rows.and_login("k"),
        ),
    )
}

/// The conditions that no new table has the login of the key `k` any more, and that nothing forbids that it goes.
fn unlinked(rows: &KeyRows<'_>) -> Vec<String> {
    let kinds = rows.kinds();
    let conditions = kinds.iter().map(|kind| format!("NOT {}", exists(rows, *kind, "")));
    conditions.chain(rows.keys.kept_by.as_ref().map(|kept_by| format!("NOT {kept_by}"))).collect()
}

/// Keys for logins that the application has written since.
fn insert(rows: &KeyRows<'_>, kind: KeyKind) -> Statement {
    let (dialect, keys) = (rows.dialect, rows.keys);
    let (provider, remainder) = (rows.new_provider(kind), rows.column("d", PROVIDER_USER));
    let id = dialect.concatenate(&[&provider, "':'", &remainder]);
    let mut columns = vec![keys.id.as_str(), keys.user.as_str(), keys.hash.as_str()];
    columns.extend(keys.extra.iter().map(String::as_str));
    columns.extend(keys.single_use.primary.as_deref());
    let hash = if kind == KeyKind::Password { rows.column("d", HASH) } else { "NULL".to_owned() };
    let mut values = vec![id, rows.column("d", USER), hash];
    values.extend(keys.extra.iter().map(|name| rows.column("d", name)));
    values.extend(keys.single_use.primary.as_ref().map(|primary| is_first(rows, kind, primary)));
    for (column, value) in said_again(rows, kind, &columns) {
        columns.push(column);
        values.push(value);
    }
    let sql = format!(
        "INSERT INTO {table} ({})\nSELECT\n    {}\nFROM {} AS d\nWHERE {}",
        dialect.identifiers(columns),
        values.join(",\n    "),
        rows.logins(kind),
        lacks_key(rows, kind),
        table = rows.table(),
    );
    Statement::with(format!("What the application has added to {} since.", rows.destination(kind).name), sql)
}

/// Columns of the application's own that say what the id says, under the names that the new tables have for it, and that
/// must have a value.
fn said_again<'a>(rows: &KeyRows<'a>, kind: KeyKind, written: &[&str]) -> Vec<(&'a str, String)> {
    let keys = rows.keys;
    let needed = keys.table.columns.iter().filter(|column| {
        !column.nullable
            && column.default.is_none()
            && column.generated.is_none()
            && !written.contains(&column.name.as_str())
    });
    let same = |column: &str, name: &str| rows.dialect.same_name(column, name);
    needed
        .filter_map(|column| {
            let name = [PROVIDER, PROVIDER_USER, USER].into_iter().find(|name| same(&column.name, name))?;
            let value = if name == PROVIDER { rows.new_provider(kind) } else { rows.column("d", name) };
            Some((column.name.as_str(), value))
        })
        .collect()
}

/// Whether the new row `d` becomes its user's first key.
fn is_first(rows: &KeyRows<'_>, kind: KeyKind, primary: &str) -> String {
    let new = NewKeys {
        dialect: rows.dialect,
        keys: &rows.keys.table,
        key_user: &rows.keys.user,
        rows: rows.destination(kind),
        user: USER,
        order: if matches!(kind, KeyKind::OfOneProvider(_)) {
            [PROVIDER_USER; 2]
        } else {
            [PROVIDER, PROVIDER_USER]
        },
        among: None,
    };
    new.is_first(primary)
}

/// Every login has its key, and every key its login.
fn carried_back(rows: &KeyRows<'_>) -> String {
    let kinds = rows.kinds().into_iter();
    let lacking = kinds.map(|kind| {
        format!("NOT EXISTS (SELECT 1 FROM {} AS d WHERE {})", rows.logins(kind), lacks_key(rows, kind))
    });
    let mut conditions: Vec<String> = lacking.collect();
    let unlinked = unlinked(rows);
    conditions.push(format!(
        "NOT EXISTS (SELECT 1 FROM {} AS k WHERE {})",
        rows.table(),
        unlinked.join(" AND ") + &rows.and_login("k")
    ));
    let differs = rows.dialect.differs(&rows.column("d", HASH), &rows.column("k", &rows.keys.hash));
    conditions.push(format!(
        "NOT EXISTS (SELECT 1 FROM {} AS k JOIN {} AS d ON {} WHERE {differs})",
        rows.table(),
        rows.logins(KeyKind::Password),
        rows.matches(KeyKind::Password)
    ));
    conditions.join("\n    AND ")
}

/// There is no key for the row `d` of a new table. An id without a colon was copied with an empty remainder,
/// and is there under its old form.
fn lacks_key(rows: &KeyRows<'_>, kind: KeyKind) -> String {
    let (provider, remainder) = (rows.new_provider(kind), rows.column("d", PROVIDER_USER));
    let id = rows.dialect.concatenate(&[&provider, "':'", &remainder]);
    let (table, own) = (rows.table(), rows.column("k", &rows.keys.id));
    format!(
        "NOT EXISTS (SELECT 1 FROM {table} AS k WHERE {own} = {id})\n    \
         AND NOT ({remainder} = '' AND EXISTS (SELECT 1 FROM {table} AS k WHERE {own} = {provider}))"
    )
}

/// A run of `down.sql` that stopped after it had dropped one of the new tables has carried everything back already.
fn while_tables_exist(rows: &KeyRows<'_>, journal: &ObjectName, statement: Statement) -> Vec<Statement> {
    let tables = rows.keys.tables().map(|table| &table.name);
    let conditions: Vec<String> =
        [journal].into_iter().chain(tables).map(|name| rows.dialect.relation_exists(name)).collect();
    guarded_statement(&conditions.join("\n    AND "), &statement)
}

//! Law 2: no login, session or row is lost. What goes where is computed here once more, from the rows themselves.

use std::collections::BTreeMap;

use authmorph::decide::evolution::{Operation, Part};
use authmorph::decide::{KeysChange, SessionChange, TableChange};
use authmorph::dialects::Dialect;
use authmorph::model::names::ObjectName;

use crate::case::{Case, Sample, changes_sessions, for_each_of};
use crate::support::Database;

pub fn preflight_finds_nothing_that_blocks(case: &Case) {
    let rows = case.before().database.rows(case.script("preflight"));
    // The journal, and every table that will be created.
    assert!(rows.len() > case.changes().created.len(), "{rows:#?}");
    for row in &rows {
        let blocks = row[1].as_deref() == Some("block") && row[2].as_deref() != Some("0");
        assert!(!blocks, "{row:?}");
        assert!(row[3].as_deref().is_some_and(|message| !message.is_empty()), "{row:?}");
    }
    case.before().assert_untouched();
}

pub fn verify_is_content(case: &Case) {
    let rows = case.after().database.rows(case.script("verify"));
    assert!(!rows.is_empty());
    for row in rows {
        assert!(matches!(row[3].as_deref(), Some("t" | "1")), "{row:?}");
    }
    case.after().assert_untouched();
}

#[test]
fn verify_notices_what_is_wrong() {
    for_each_of(Sample::First, |case| {
        let Some(keys) = &case.changes().keys else { return };
        let database = case.migrated();
        let password = case.dialect.object(&keys.password.name);
        if database.value(&format!("SELECT count(*) FROM {password};")) == "0" {
            return;
        }
        database.run(&format!("DELETE FROM {password};")).unwrap();
        let wrong = database
            .rows(case.script("verify"))
            .into_iter()
            .filter(|row| !matches!(row[3].as_deref(), Some("t" | "1")));
        assert_eq!(wrong.count(), 2, "the passwords and the number of keys");
    });
}

pub fn every_key_is_in_the_right_table(case: &Case) {
    let Some(keys) = &case.changes().keys else { return };
    let database = &case.after().database;
    let old = old_keys(case, keys, &case.before().database);
    let with_password: Vec<String> =
        old.iter().filter(|(_, _, hash)| hash.is_some()).map(|(id, _, _)| provider(id).to_owned()).collect();
    let mut expected: BTreeMap<String, Vec<Vec<Option<String>>>> = BTreeMap::new();
    for (id, user, hash) in old {
        let remainder = id.split_once(':').map(|(_, remainder)| remainder.to_owned()).unwrap_or_default();
        let provider = provider(&id).to_owned();
        let kind = match &hash {
            Some(_) => "password",
            None if keys.of_one_provider.iter().any(|own| own.provider == provider) => &*provider,
            None if keys.passwordless_providers.contains(&provider) || with_password.contains(&provider) => {
                "passwordless"
            }
            None => "oauth",
        };
        let kind = kind.to_owned();
        let mut row = vec![Some(provider), Some(remainder), Some(user)];
        row.extend(hash.map(Some));
        expected.entry(kind).or_default().push(row);
    }
    let own = keys.of_one_provider.iter().map(|own| (&*own.provider, &own.table));
    for (kind, table) in
        [("oauth", &keys.oauth), ("password", &keys.password), ("passwordless", &keys.passwordless)]
            .into_iter()
            .chain(own)
    {
        let name = case.dialect.object(&table.name);
        let provider = match table.column("provider_id") {
            Some(_) => "provider_id".to_owned(),
            None => case.dialect.literal(kind),
        };
        let query = match &keys.on_user {
            _ if kind != "password" => format!("SELECT {provider}, provider_user_id, user_id FROM {name};"),
            None => format!("SELECT {provider}, provider_user_id, user_id, hashed_password FROM {name};"),
            Some(on_user) => format!(
                "SELECT n.{provider}, n.provider_user_id, n.user_id, coalesce(n.hashed_password, u.{}) FROM {name} AS n LEFT JOIN {} AS u ON u.{} = n.user_id;",
                case.dialect.identifier(&on_user.column),
                case.dialect.object(&on_user.table),
                case.dialect.identifier(&on_user.id),
            ),
        };
        let mut actual = database.rows(&query);
        let mut expected = expected.remove(kind).unwrap_or_default();
        actual.sort();
        expected.sort();
        assert_eq!(actual, expected, "{kind}");
    }
}

/// Where passwords stand with the user, everybody who has one has one there, and the table beside has those alone that
/// are others. The rest of their rows is as it was.
pub fn every_user_has_their_password(case: &Case) {
    let Some((keys, on_user)) =
        case.changes().keys.as_ref().and_then(|keys| Some((keys, keys.on_user.as_ref()?)))
    else {
        return;
    };
    let (before, after) = (&case.before().database, &case.after().database);
    let users = case.from.table(&on_user.table).unwrap();
    let columns = |with: Option<&str>| {
        let own = users.columns.iter().map(|column| column.name.as_str());
        let columns: Vec<&str> = std::iter::once(&*on_user.id).chain(own).chain(with).collect();
        format!("SELECT {} FROM {};", case.dialect.identifiers(columns), case.dialect.object(&on_user.table))
    };
    let mut passwords: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, user, hash) in old_keys(case, keys, before) {
        passwords.entry(user).or_default().extend(hash);
    }
    let mut expected = before.rows(&columns(None));
    let mut actual = after.rows(&columns(Some(&on_user.column)));
    for row in &mut actual {
        let own = row.pop().unwrap();
        let known = row[0].as_ref().and_then(|id| passwords.get(id)).cloned().unwrap_or_default();
        match own {
            None => assert!(known.is_empty(), "{row:?} has no password"),
            Some(hash) => assert!(known.contains(&hash), "{row:?} has the password of somebody else"),
        }
    }
    expected.sort();
    actual.sort();
    assert_eq!(actual, expected);
    let doubled = format!(
        "SELECT count(*) FROM {} AS n JOIN {} AS u ON u.{} = n.user_id WHERE NOT ({});",
        case.dialect.object(&keys.password.name),
        case.dialect.object(&on_user.table),
        case.dialect.identifier(&on_user.id),
        case.dialect.differs("n.hashed_password", &format!("u.{}", case.dialect.identifier(&on_user.column)))
    );
    assert_eq!(after.value(&doubled), "0", "hashes that the user has already");
}

fn provider(id: &str) -> &str {
    id.split_once(':').map_or(id, |(provider, _)| provider)
}

fn old_keys(case: &Case, keys: &KeysChange, database: &Database) -> Vec<(String, String, Option<String>)> {
    let columns = case.dialect.identifiers([keys.id.as_str(), keys.user.as_str(), keys.hash.as_str()]);
    // Keys that end work once, and are no logins.
    let logins = keys.single_use.expires.as_ref();
    let logins = logins.map(|name| format!(" WHERE {} IS NULL", case.dialect.identifier(name)));
    let table = case.dialect.object(&keys.table.name);
    let rows = database.rows(&format!("SELECT {columns} FROM {table}{};", logins.unwrap_or_default()));
    rows.into_iter().map(|row| (row[0].clone().unwrap(), row[1].clone().unwrap(), row[2].clone())).collect()
}

pub fn every_session_ends_when_it_did(case: &Case) {
    let Some(session) = &case.changes().session else { return };
    if changes_sessions(case, session) {
        // Their ids change too; that is in another file.
        return;
    }
    let database = &case.after().database;
    let mut expected: Vec<(String, i128)> = milliseconds(case, session, &case.before().database);
    let expires = match case.dialect {
        Dialect::PostgreSql => "floor(extract(epoch FROM expires_at))::text",
        Dialect::MySql => "TIMESTAMPDIFF(SECOND, '1970-01-01', expires_at)",
        Dialect::Sqlite if session.in_milliseconds => "expires_at / 1000",
        Dialect::Sqlite => "expires_at",
    };
    let table = case.dialect.object(&session.from.name);
    let rows =
        database.rows(&format!("SELECT {}, {expires} FROM {table};", case.dialect.identifier(&session.id)));
    let mut actual: Vec<(String, i128)> = rows
        .into_iter()
        .map(|row| (row[0].clone().unwrap(), row[1].as_ref().unwrap().parse().unwrap()))
        .collect();
    for (_, end) in &mut expected {
        *end /= 1000;
    }
    expected.sort();
    actual.sort();
    assert_eq!(actual, expected);
}

fn milliseconds(case: &Case, session: &SessionChange, database: &Database) -> Vec<(String, i128)> {
    let table = case.dialect.object(&session.from.name);
    let idle = case.dialect.identifier(&session.idle);
    let idle = if case.dialect == Dialect::Sqlite { format!("CAST({idle} AS TEXT)") } else { idle };
    let rows =
        database.rows(&format!("SELECT {}, {idle} FROM {table};", case.dialect.identifier(&session.id)));
    rows.into_iter().map(|row| (row[0].clone().unwrap(), row[1].as_ref().unwrap().parse().unwrap())).collect()
}

/// Tables and columns that the migration has no business with are as they were, to the byte.
pub fn everything_else_is_untouched(case: &Case) {
    let (before, after) = (case.before().rows(), case.after().rows());
    let session = case.changes().session.as_ref().map(|session| shown(case, &session.from.name));
    // What becomes of these is in another file.
    let changed: Vec<String> =
        case.changes().tables.iter().flat_map(tables_of).map(|name| shown(case, name)).collect();
    for (table, rows) in &before.tables {
        if changed.contains(table) {
            continue;
        }
        if Some(table) == session.as_ref() {
            assert_eq!(without_times(case, after.rows(table)), without_times(case, rows), "{table}");
        } else if table == "sqlite_sequence" {
            // New tables count their rows too.
            assert!(rows.iter().all(|row| after.rows(table).contains(row)), "{table}");
        } else {
            let (table, rows) = renamed(case, table, rows);
            assert_eq!(without_added(case, &table, after.rows(&table)), rows, "{table}");
        }
    }
}

/// The rows without columns that come empty.
fn without_added(case: &Case, table: &str, rows: &[String]) -> Vec<String> {
    let stages = case.changes().evolution.iter().flat_map(|evolution| &evolution.stages);
    let parts = stages.flat_map(|stage| &stage.operations).filter_map(|operation| match operation {
        Operation::Alter(name, parts) if shown(case, name) == table => Some(parts),
        _ => None,
    });
    let added: Vec<String> = parts
        .flatten()
        .filter_map(|part| match part {
            Part::AddColumn(column) => Some(format!("{}=NULL", column.name)),
            _ => None,
        })
        .collect();
    if added.is_empty() {
        return rows.to_vec();
    }
    let stays = |part: &&str| !added.iter().any(|added| added == part);
    rows.iter().map(|row| row.split(", ").filter(stays).collect::<Vec<_>>().join(", ")).collect()
}

/// The table and its rows under the names that they get.
fn renamed(case: &Case, table: &str, rows: &[String]) -> (String, Vec<String>) {
    let Some(evolution) = &case.changes().evolution else { return (table.to_owned(), rows.to_vec()) };
    let mut rows = rows.to_vec();
    for operation in evolution.stages.iter().flat_map(|stage| &stage.operations) {
        let Operation::Alter(name, parts) = operation else { continue };
        for part in parts.iter().filter(|_| shown(case, name) == table) {
            let Part::RenameColumn(from, to) = part else { continue };
            let columns = rows.iter_mut().flat_map(|row| {
                row.match_indices(&format!("{from}=")).next().map(|(at, _)| at).map(|at| (row, at))
            });
            for (row, at) in columns {
                row.replace_range(at..at + from.len(), to);
            }
        }
    }
    let to = evolution.renames().find(|(from, _)| shown(case, from) == table);
    (to.map_or_else(|| table.to_owned(), |(_, to)| shown(case, to)), rows)
}

/// The table that changes, and those that follow it.
fn tables_of(change: &TableChange) -> impl Iterator<Item = &ObjectName> {
    let following = change.following.iter().flat_map(|following| &following.columns);
    std::iter::once(&change.from.name).chain(following.map(|follower| &follower.table.name))
}

pub fn shown(case: &Case, name: &authmorph::model::names::ObjectName) -> String {
    match (&name.schema, case.dialect) {
        (Some(schema), Dialect::PostgreSql) if schema == "public" => name.name.clone(),
        _ => name.to_string(),
    }
}

/// The rows of the session table without the columns that change.
fn without_times(case: &Case, rows: &[String]) -> Vec<String> {
    let Some(session) = &case.changes().session else { return rows.to_vec() };
    let times = [&session.active, &session.idle, &session.expires].map(|column| format!("{column}="));
    let stays = |part: &&str| !times.iter().any(|time| part.starts_with(time));
    let mut rows: Vec<String> =
        rows.iter().map(|row| row.split(", ").filter(stays).collect::<Vec<_>>().join(", ")).collect();
    rows.sort();
    rows
}

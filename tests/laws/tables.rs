//! Laws 2 and 3 for tables that lose rows or columns, or get another identity.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use authmorph::decide::{Follower, TableChange};
use authmorph::dialects::Dialect;
use authmorph::model::schema::{IndexTarget, Table};
use authmorph::model::types::TypeKind;
use sha2::{Digest, Sha256};

use crate::application::{NEW_END, copy_row};
use crate::case::{Case, for_each};
use crate::doubles;
use crate::support::migrations::{Road, file, roads, stopped_by_rows};
use crate::support::{self, Database, Ignoring};
use crate::undo::assert_as_before;

/// The rows of a table by their identity, each as `column → value`.
type Rows = BTreeMap<String, BTreeMap<String, Option<String>>>;

fn rows(database: &Database, case: &Case, change: &TableChange, columns: &[String]) -> Rows {
    let names = case.dialect.identifiers(columns.iter().map(String::as_str));
    let table = case.dialect.object(&change.from.name);
    let position = columns.iter().position(|name| *name == change.id).unwrap();
    let found = database.rows(&format!("SELECT {names} FROM {table};"));
    let with_names = |row: Vec<Option<String>>| {
        let id = row[position].clone().unwrap();
        (id, columns.iter().cloned().zip(row).collect())
    };
    found.into_iter().map(with_names).collect()
}

/// Columns that no other change touches: the session's times have their own laws.
fn columns(case: &Case, of: &authmorph::model::schema::Table) -> Vec<String> {
    let session = case.changes().session.as_ref();
    let times = session.map(|session| [&session.active, &session.idle, &session.expires]);
    let is_time = |name: &String| times.is_some_and(|times| times.contains(&name));
    // What the database computes follows by itself.
    let stored = of.columns.iter().filter(|column| column.generated.is_none());
    stored.map(|column| column.name.clone()).filter(|name| !is_time(name)).collect()
}

fn hashed(id: &str) -> String {
    let is_hash = id.len() == 64 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_hash { id.to_owned() } else { format!("{:x}", Sha256::digest(id)) }
}

/// How a row is called afterwards.
fn now_called(change: &TableChange, id: &str) -> String {
    match change.rekey {
        // Sessions that end stay under their names where something refers to them.
        Some(_) if change.altered.is_empty() => hashed(id),
        _ => id.to_owned(),
    }
}

/// Columns of the table itself that name rows that are called otherwise now.
fn follow(change: &TableChange, known: &[String], row: &mut BTreeMap<String, Option<String>>) {
    let own = followers(change).filter(|follower| follower.table.name == change.from.name);
    for follower in own {
        if let Some(Some(value)) = row.get_mut(&follower.column)
            && known.contains(value)
        {
            *value = now_called(change, value);
        }
    }
}

/// What refers to rows that are called otherwise now.
fn followers(change: &TableChange) -> impl Iterator<Item = &Follower> {
    let is_rekeyed = change.rekey.is_some();
    change.following.iter().filter(move |_| is_rekeyed).flat_map(|following| &following.columns)
}

/// The column in which sessions end that something refers to, and its value.
fn ended<'a>(case: &Case, change: &'a TableChange) -> Option<(&'a String, &'a String)> {
    // Elsewhere columns get other values for other reasons.
    if !case.road.target.starts_with("lucia") {
        return None;
    }
    let altered = change.altered.first()?;
    Some((&altered.name, &altered.value))
}

/// Tables that refer to rows with another identity are as they were, apart from that.
pub fn what_refers_to_rows_follows_them(case: &Case) {
    for change in &case.changes().tables {
        let id = std::slice::from_ref(&change.id);
        let known: Vec<String> = rows(&case.before().database, case, change, id).into_keys().collect();
        let mut tables: Vec<&Table> = followers(change).map(|follower| &follower.table).collect();
        tables.dedup_by_key(|table| &table.name);
        for table in tables.into_iter().filter(|table| table.name != change.from.name) {
            let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            let query = format!(
                "SELECT {} FROM {};",
                case.dialect.identifiers(columns.iter().copied()),
                case.dialect.object(&table.name)
            );
            let following: Vec<&str> = followers(change)
                .filter(|follower| follower.table.name == table.name)
                .map(|follower| follower.column.as_str())
                .collect();
            let mut expected = case.before().database.rows(&query);
            for (name, value) in expected.iter_mut().flat_map(|row| columns.iter().zip(row)) {
                if let Some(id) = value.as_ref().filter(|id| following.contains(name) && known.contains(id)) {
                    *value = Some(now_called(change, id));
                }
            }
            let mut actual = case.after().database.rows(&query);
            expected.sort();
            actual.sort();
            assert_eq!(actual, expected, "{}", table.name);
        }
    }
}

/// What refers to the rows, before `up.sql`.
fn referred(case: &Case, change: &TableChange) -> Vec<String> {
    let (dialect, database) = (case.dialect, &case.before().database);
    let mut referred: Vec<String> = Vec::new();
    for other in case.from.referring(&change.from.name) {
        let keys = other
            .foreign_keys
            .iter()
            .filter(|key| dialect.same_object(&key.foreign_table, &change.from.name));
        for key in keys {
            let to_id = key.foreign_columns.iter().position(|name| *name == change.id).unwrap_or(0);
            let column = dialect.identifier(&key.columns[to_id]);
            let rows = database.rows(&format!("SELECT {column} FROM {};", dialect.object(&other.name)));
            referred.extend(rows.into_iter().filter_map(|mut row| row.remove(0)));
        }
    }
    referred
}

/// The sessions whose end has passed, and that nothing refers to. Those of the cases ended long ago, or end long after us.
fn expired(case: &Case, change: &TableChange) -> Vec<String> {
    let (dialect, database) = (case.dialect, &case.before().database);
    let session = case.changes().session.as_ref();
    let end = session.map_or_else(|| "expires_at".to_owned(), |session| session.idle.clone());
    let end = change
        .from
        .columns
        .iter()
        .map(|column| &column.name)
        .find(|name| **name == "expiresAt")
        .unwrap_or(&end);
    let (table, id) = (dialect.object(&change.from.name), dialect.identifier(&change.id));
    let end = match dialect {
        Dialect::Sqlite => format!("CAST({} AS TEXT)", dialect.identifier(end)),
        _ => dialect.identifier(end),
    };
    let is_datetime =
        change.from.columns.iter().any(|column| matches!(column.data_type.kind, TypeKind::DateTime { .. }));
    let has_passed = |end: &str| match end.parse::<i128>() {
        // Lucia 2 has milliseconds, and so has Prisma.
        Ok(number) if session.is_some() || is_datetime => number < 1_790_000_000_000,
        Ok(number) => number < 1_790_000_000,
        Err(_) => end < "2026",
    };
    let referred = referred(case, change);
    let rows = database.rows(&format!("SELECT {id}, {end} FROM {table};"));
    let rows = rows.into_iter().filter(|row| has_passed(row[1].as_deref().unwrap()));
    rows.filter_map(|mut row| row.remove(0)).filter(|id| !referred.contains(id)).collect()
}

/// The identities of the rows that go.
fn going(case: &Case, change: &TableChange, rows: &Rows) -> BTreeSet<String> {
    use authmorph::decide::Rows;
    let Some(removal) = &change.removed else { return BTreeSet::new() };
    let all = rows.keys().cloned();
    match &removal.rows {
        Rows::All => all.collect(),
        Rows::With(column) => all.filter(|id| rows[id][column].is_some()).collect(),
        Rows::Expired { .. } => expired(case, change).into_iter().collect(),
        Rows::Doubles(doubles) => doubles::going(doubles, &rows.values().cloned().collect::<Vec<_>>()),
    }
}

/// The column comes, or gets other values.
fn comes(change: &TableChange, name: &str) -> bool {
    let added = change.added.iter().map(|added| &added.column.name);
    added.chain(change.altered.iter().map(|altered| &altered.name)).any(|other| other == name)
}

/// The column under its new name.
fn new_name(change: &TableChange, name: &str) -> String {
    let renamed = change.renamed.iter().find(|(old, _)| old == name);
    renamed.map_or(name, |(_, new)| new).to_owned()
}

/// The column under its old name.
fn old_name(change: &TableChange, name: &str) -> String {
    let renamed = change.renamed.iter().find(|(_, new)| new == name);
    renamed.map_or(name, |(old, _)| old).to_owned()
}

/// Rows that went because another was like that one.
fn shadows(change: &TableChange, rows: &Rows, of: &str) -> Vec<String> {
    use authmorph::decide::Rows;
    let Some(Rows::Doubles(doubles)) = change.removed.as_ref().map(|removal| &removal.rows) else {
        return Vec::new();
    };
    let is_alike =
        |row: &BTreeMap<String, Option<String>>| doubles.alike.iter().all(|name| row[name] == rows[of][name]);
    rows.iter().filter(|(id, row)| *id != of && is_alike(row)).map(|(id, _)| id.clone()).collect()
}

/// Tables that lose rows or columns, or get another identity; what comes is in another file.
fn losing(case: &Case) -> impl Iterator<Item = &TableChange> {
    let changes = case.changes().tables.iter();
    let is_lucia = case.road.target.starts_with("lucia");
    changes.filter(move |change| {
        !change.dropped.is_empty()
            || change.removed.is_some()
            || change.rekey.is_some()
            || is_lucia && !change.altered.is_empty()
    })
}

pub fn only_what_was_to_go_is_gone(case: &Case) {
    for change in losing(case) {
        let before = rows(&case.before().database, case, change, &columns(case, &change.from));
        assert!(!before.is_empty(), "the case has no row in {}", change.from.name);
        let mut left = columns(case, &change.to);
        // What comes is in another file.
        left.retain(|name| !comes(change, name) || ended(case, change).is_some());
        let mut expected = Rows::new();
        let going = going(case, change, &before);
        for (id, row) in before.into_iter().filter(|(id, _)| !going.contains(id)) {
            let mut row: BTreeMap<_, _> =
                row.into_iter().map(|(name, value)| (new_name(change, &name), value)).collect();
            row.retain(|name, _| left.contains(name));
            let id = now_called(change, &id);
            row.insert(change.id.clone(), Some(id.clone()));
            expected.insert(id, row);
        }
        let known: Vec<String> =
            rows(&case.before().database, case, change, std::slice::from_ref(&change.id))
                .into_keys()
                .collect();
        for row in expected.values_mut() {
            follow(change, &known, row);
        }
        let mut actual = rows(&case.after().database, case, change, &left);
        if let Some((name, value)) = ended(case, change) {
            for row in actual.values_mut().chain(expected.values_mut()) {
                row.remove(name);
            }
            let (table, name) = (case.dialect.object(&change.from.name), case.dialect.identifier(name));
            let going_on = format!("SELECT count(*) FROM {table} WHERE {name} > {value};");
            assert_eq!(case.after().database.value(&going_on), "0", "{table}");
        }
        assert_eq!(actual, expected, "{}", change.from.name);
    }
}

/// The identity of a row that comes after `up.sql`.
fn new_row(change: &TableChange) -> &'static str {
    match &change.to.column(&change.id).unwrap().data_type.kind {
        TypeKind::Uuid => "00000000-0000-4000-8000-000000000001",
        kind if kind.is_integer() => "9001",
        _ => "new:row",
    }
}

/// The columns of text that have to differ from row to row, apart from the identity.
fn others(case: &Case, table: &Table, id: &String) -> Vec<String> {
    let table = case.decided.to.table(&table.name).unwrap();
    let keys = table.uniques.iter().map(|key| key.columns.as_slice().to_vec());
    let indexes = table.indexes.iter().filter(|index| index.unique && index.predicate.is_none());
    let indexed = indexes.map(|index| {
        let columns = index.parts.iter().filter_map(|part| match &part.target {
            IndexTarget::Column(name) => Some(name.clone()),
            IndexTarget::Expression(_) => None,
        });
        columns.collect::<Vec<_>>()
    });
    let is_text = |name: &String| table.column(name).is_some_and(|column| column.data_type.kind.is_text());
    // A new identity makes a difference of its own.
    let without_id = |columns: &Vec<String>| !columns.contains(id);
    let mut last: Vec<String> = keys
        .chain(indexed)
        .filter(without_id)
        .filter_map(|columns| columns.into_iter().rfind(is_text))
        .collect();
    last.dedup();
    last
}

/// What the application has written since, in the columns that both versions have.
#[test]
fn down_carries_the_rows_back() {
    for_each(|case| {
        for change in losing(case) {
            let (database, written) = (case.database(), new_row(change));
            let mut new_row = written.to_owned();
            let all = columns(case, &change.from);
            let mut expected = rows(&database, case, change, &all);
            database.run(case.script("up")).unwrap();
            let now = rows(&database, case, change, &columns(case, &change.to));
            let going = going(case, change, &expected);
            let staying: Vec<String> = expected.keys().filter(|id| !going.contains(*id)).cloned().collect();
            let now_called = |id: &str| now_called(change, id);
            let (dialect, id) = (case.dialect, case.dialect.identifier(&change.id));
            let table = dialect.object(&change.from.name);
            if let Some(first) = staying.first() {
                let condition = format!("{id} = {}", dialect.literal(&now_called(first)));
                let others = others(case, &change.to, &change.id);
                let mut new = vec![(change.id.as_str(), dialect.literal(written))];
                new.extend(others.iter().map(|name| (name.as_str(), dialect.literal(written))));
                database.run(&copy_row(case, &change.to, &new, &condition)).unwrap();
                // A database that counts rows gives it a number of its own.
                let then = rows(&database, case, change, std::slice::from_ref(&change.id));
                new_row = then.keys().find(|id| !now.contains_key(*id)).unwrap().clone();
                if !change.forgets_new_rows {
                    let mut row = now[&now_called(first)].clone();
                    row.retain(|name, _| !comes(change, name) || ended(case, change).is_some());
                    for name in &others {
                        row.insert(name.clone(), Some(written.to_owned()));
                    }
                    row.insert(change.id.clone(), Some(new_row.clone()));
                    let row = row.into_iter().map(|(name, value)| (old_name(change, &name), value)).collect();
                    expected.insert(new_row.clone(), row);
                }
            }
            let referred = referred(case, change);
            if let Some(second) = staying.iter().skip(1).find(|id| !referred.contains(id)) {
                let condition = format!("{id} = {}", dialect.literal(&now_called(second)));
                database.run(&format!("DELETE FROM {table} WHERE {condition};")).unwrap();
                for shadow in shadows(change, &expected, second) {
                    expected.remove(&shadow);
                }
                expected.remove(second);
            }
            database.run(case.script("down")).unwrap();
            let mut after = rows(&database, case, change, &all);
            // What the dropped columns hold for a new row has to be there, and to fit the column; no more is promised.
            let is_lucia = case.road.target.starts_with("lucia");
            let altered = change.altered.iter().filter(|_| !is_lucia).map(|altered| altered.name.as_str());
            let dropped: Vec<&str> =
                change.dropped.iter().map(|column| column.name.as_str()).chain(altered).collect();
            for rows in [&mut after, &mut expected] {
                if let Some(row) = rows.get_mut(&new_row) {
                    // What the database numbers, it numbers.
                    let is_numbered = |name: &str| {
                        change.from.column(name).is_some_and(|column| column.auto_number.is_some())
                    };
                    row.retain(|name, _| !dropped.contains(&name.as_str()) && !is_numbered(name));
                }
            }
            assert_eq!(after, expected, "{}", change.from.name);
        }
    });
}

/// A session that is made after `up.sql`, and that a row of another table refers to, stays with that row; but it is over.
#[test]
fn down_keeps_what_refers_to_a_new_row() {
    let count = Cell::new(0);
    for_each(|case| {
        for change in &case.changes().tables {
            let Some((ends, value)) =
                change.following.as_ref().and_then(|following| following.harmless.as_ref())
            else {
                continue;
            };
            let (dialect, table) = (case.dialect, case.dialect.object(&change.from.name));
            for follower in followers(change).filter(|follower| follower.is_direct) {
                let database = case.database();
                let (of, column) =
                    (dialect.object(&follower.table.name), dialect.identifier(&follower.column));
                database.run(case.script("up")).unwrap();
                let referred =
                    database.rows(&format!("SELECT {column} FROM {of} WHERE {column} IS NOT NULL;"));
                // A row that others hang on cannot be changed by itself.
                let deeper = followers(change).filter(|follower| !follower.is_direct).flat_map(|follower| {
                    let column = dialect.identifier(&follower.column);
                    database.rows(&format!("SELECT {column} FROM {};", dialect.object(&follower.table.name)))
                });
                let deeper: Vec<String> = deeper.filter_map(|mut row| row.remove(0)).collect();
                let mut old = referred.into_iter().filter_map(|mut row| row.remove(0));
                let Some(old) = old.find(|id| !deeper.contains(id)) else { continue };
                let new = "f".repeat(64);
                let id = dialect.identifier(&change.id);
                let others = others(case, &change.to, &change.id);
                let mut values = vec![(change.id.as_str(), dialect.literal(&new))];
                values.extend(others.iter().map(|name| (name.as_str(), dialect.literal("new:row"))));
                let condition = format!("{id} = {}", dialect.literal(&old));
                database.run(&copy_row(case, &change.to, &values, &condition)).unwrap();
                let point =
                    format!("UPDATE {of} SET {column} = '{new}' WHERE {column} = {};", dialect.literal(&old));
                database.run(&point).unwrap();
                let number = format!("SELECT count(*) FROM {of};");
                let before = database.value(&number);
                database
                    .run(case.script("down"))
                    .unwrap_or_else(|error| panic!("{error}\n{}", case.script("down")));
                assert_eq!(database.value(&number), before, "{}", follower.table.name);
                let dangling = format!(
                    "SELECT count(*) FROM {of} AS f WHERE {column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} AS t WHERE t.{id} = f.{column});"
                );
                assert_eq!(database.value(&dangling), "0", "{}", follower.table.name);
                // Back on the old row, everything is as it was, but for the session that is over.
                let is_new = format!("{id} LIKE 'ffffffffffffffff%'");
                let end = case.changes().session.as_ref().map_or(ends, |session| &session.idle);
                let end = dialect.identifier(end);
                let long_ago = if case.changes().session.is_some() { "946684800000" } else { value };
                let over = format!("SELECT count(*) FROM {table} WHERE {is_new} AND {end} <= {long_ago};");
                assert_eq!(database.value(&over), "1", "{}", change.from.name);
                database
                    .run(&format!(
                        "UPDATE {of} SET {column} = {} WHERE {column} LIKE 'ffffffffffffffff%'; DELETE FROM {table} WHERE {is_new};",
                        dialect.literal(&rekeyed_from(case, change, &old))
                    ))
                    .unwrap();
                // Nothing else has noted what this test has done.
                let notes = follower.table.columns.iter().any(|column| column.on_update.is_some());
                if case.from.triggers.is_empty() && !notes {
                    assert_as_before(case, &database);
                }
                count.set(count.get() + 1);
            }
        }
    });
    assert!(count.get() > 0 || std::env::var_os("CASE").is_some());
}

/// The row's identity before it was that.
fn rekeyed_from(case: &Case, change: &TableChange, now: &str) -> String {
    let id = std::slice::from_ref(&change.id);
    let before = rows(&case.before().database, case, change, id);
    before.into_keys().find(|old| now_called(change, old) == now).unwrap()
}

/// A session that is extended after `up.sql` stays extended after `down.sql`.
#[test]
fn down_keeps_what_was_written_to_rows_with_another_identity() {
    for_each(|case| {
        let Some(session) = &case.changes().session else { return };
        let Some(change) = case.changes().tables.iter().find(|change| change.rekey.is_some()) else { return };
        let database = case.database();
        let (table, id) = (case.dialect.object(&session.from.name), case.dialect.identifier(&change.id));
        let before = rows(&database, case, change, std::slice::from_ref(&change.id));
        database.run(case.script("up")).unwrap();
        // An expired one may have been dropped.
        let is_there = |old: &&String| {
            let is_it = format!("{id} = '{}'", now_called(change, old));
            database.value(&format!("SELECT count(*) FROM {table} WHERE {is_it};")) == "1"
        };
        let Some(first) = before.keys().find(is_there) else { return };
        let moment = session.moment(case.dialect, &NEW_END.to_string());
        let expires = case.dialect.identifier(&session.expires);
        database
            .run(&format!(
                "UPDATE {table} SET {expires} = {moment} WHERE {id} = '{}';",
                now_called(change, first)
            ))
            .unwrap();
        database.run(case.script("down")).unwrap();
        let idle = case.dialect.identifier(&session.idle);
        let first = case.dialect.literal(first);
        let end = database.value(&format!("SELECT {idle} FROM {table} WHERE {id} = {first};"));
        assert_eq!(end, NEW_END.to_string());
    });
}

/// Roads on which rows are in the way: `preflight.sql` says which, and `up.sql` that is run nevertheless changes nothing.
#[test]
fn what_rows_forbid_is_said_and_changes_nothing() {
    let mut count = 0;
    for dialect in authmorph::dialects::ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        for road in stopped_by_rows(dialect) {
            let (request, conversion) = road.convert();
            let script = |name: &str| file(&conversion, &format!("migration/{name}.sql"));
            let database = server.database();
            database.run(&request.sources[0].text).unwrap();
            let (catalog, rows) = (database.catalog(), database.snapshot());
            let said = database.rows(script("preflight"));
            let check = road.stopped_by();
            let blocks = |row: &[Option<String>]| {
                row[0].as_deref() == check
                    && row[1].as_deref() == Some("block")
                    && row[2].as_deref() != Some("0")
            };
            let is_said = said.iter().any(|row| blocks(row));
            assert!(is_said, "{}: {said:#?}", road.name());
            assert!(database.run(script("up")).is_err(), "{}", road.name());
            if dialect == Dialect::MySql {
                // It has no transactions, but what was begun can be undone.
                database.run(script("down")).unwrap();
            }
            database.catalog().assert_same(&catalog, Ignoring::NOTHING);
            database.snapshot().assert_same(&rows);
            count += 1;
        }
    }
    assert!(count > 0);
}

/// The roads that are not gone, by words of their names, and the finding that says why.
const REFUSED: &[(&str, &str)] = &[
    ("mysql adapter=pg", "adapter_does_not_fit"),
    ("sqlite adapter=pg", "adapter_does_not_fit"),
    ("sqlite lucia-2/keys-only adapter=kysely", "adapter_does_not_fit"),
    ("sqlite lucia-2/keys-only adapter=typeorm", "adapter_does_not_fit"),
    ("sqlite lucia-2/rich adapter=kysely", "adapter_does_not_fit"),
    ("sqlite lucia-2/rich adapter=typeorm", "adapter_does_not_fit"),
    ("sqlite lucia-3/rich adapter=kysely", "adapter_does_not_fit"),
    ("sqlite lucia-3/rich adapter=typeorm", "adapter_does_not_fit"),
    ("postgresql lucia-2/expressions user_ids=text", "ids_calculated_with"),
    // Its triggers mention the user table, which would be called otherwise.
    ("mysql authjs-5/rich adapter=typeorm user_ids=text", "adapter_does_not_fit"),
    // Row-level security of its `Session` names the table.
    ("postgresql lucia-3/rich adapter=kysely", "fixed_name_taken"),
    ("nextauth-3/referred nextauth-4 sessions=end", "removed_rows_referenced"),
    ("sqlite lucia-2/strict-epoch lucia-3 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-2/strict-epoch lucia-sessions-2024 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-2/strict-epoch better-auth-1 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-2/strict-epoch authjs-5 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-3/rich better-auth-1 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-3/rich authjs-5 adapter=prisma", "strict_table_for_prisma"),
];

/// Databases whose users have numbers for ids, which the adapters for Kysely and TypeORM do not make: SQLite cannot make
/// texts of them, and the others have to be told to.
const NUMBERED: &[&str] = &[
    "nextauth-3/official",
    "nextauth-3/dump",
    "nextauth-3/referred",
    "nextauth-3/constraints",
    "nextauth-4/by-hand",
    "authjs-5/pg",
    "mysql authjs-5/rich",
    "mysql lucia-2/checks",
    "mysql lucia-3/rich",
    "postgresql lucia-2/expressions",
    "postgresql lucia-2/many-keys",
    "postgresql lucia-2/sessions-only",
];

/// Why the road is not gone.
pub fn refused(road: &Road) -> Option<&'static str> {
    let name = road.name();
    let is_it = |words: &str| words.split(' ').all(|word| name.contains(word));
    let has = |option: &str, values: &[&str]| {
        road.set.get(option).is_some_and(|value| values.contains(&value.as_str()))
    };
    let stay_numbers = road.dialect == Dialect::Sqlite || !has("user_ids", &["text"]);
    if NUMBERED.iter().any(|words| is_it(words)) && has("adapter", &["kysely", "typeorm"]) && stay_numbers {
        return Some("adapter_does_not_fit");
    }
    REFUSED.iter().find(|(words, _)| is_it(words)).map(|(_, code)| *code)
}

#[test]
fn what_is_refused_is_refused_for_its_reason() {
    let mut wrong = Vec::new();
    for dialect in authmorph::dialects::ALL.iter().copied() {
        for road in roads(dialect) {
            let (_, conversion) = road.convert();
            let refused = refused(&road);
            let has_migration = conversion.files.iter().any(|file| file.output == "migration");
            let says = |code: &str| conversion.findings.iter().any(|finding| finding.code == code);
            if has_migration != refused.is_none() || refused.is_some_and(|code| !says(code)) {
                wrong.push(format!("{}: {:?}", road.name(), conversion.blocked_by));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

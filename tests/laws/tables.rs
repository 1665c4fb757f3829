//! Laws 2 and 3 for tables that lose rows or columns, or get another identity.

use std::collections::BTreeMap;

use authmorph::decide::TableChange;
use authmorph::dialects::Dialect;
use authmorph::model::schema::{IndexTarget, Table};
use authmorph::model::types::TypeKind;
use sha2::{Digest, Sha256};

use crate::application::{NEW_END, copy_row};
use crate::case::{Case, for_each};
use crate::support::migrations::{file, roads, stopped_by_rows};
use crate::support::{self, Database, Ignoring};

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

/// Which of the rows go.
fn goes(change: &TableChange, row: &BTreeMap<String, Option<String>>) -> bool {
    use authmorph::decide::Rows;
    change.removed.as_ref().is_some_and(|removal| match &removal.rows {
        Rows::All => true,
        Rows::With(column) => row.get(column).is_some_and(Option::is_some),
    })
}

/// Tables that lose rows or columns, or get another identity; what comes is in another file.
fn losing(case: &Case) -> impl Iterator<Item = &TableChange> {
    let changes = case.changes().tables.iter();
    changes.filter(|change| !change.dropped.is_empty() || change.removed.is_some() || change.rekey.is_some())
}

pub fn only_what_was_to_go_is_gone(case: &Case) {
    for change in losing(case) {
        let before = rows(&case.before().database, case, change, &columns(case, &change.from));
        assert!(!before.is_empty(), "the case has no row in {}", change.from.name);
        let left = columns(case, &change.to);
        let mut expected = Rows::new();
        for (id, mut row) in before.into_iter().filter(|(_, row)| !goes(change, row)) {
            row.retain(|name, _| left.contains(name));
            let id = if change.rekey.is_some() { hashed(&id) } else { id };
            row.insert(change.id.clone(), Some(id.clone()));
            expected.insert(id, row);
        }
        assert_eq!(rows(&case.after().database, case, change, &left), expected, "{}", change.from.name);
    }
}

/// The identity of a row that comes after `up.sql`.
fn new_row(change: &TableChange) -> &'static str {
    match change.to.column(&change.id).unwrap().data_type.kind {
        TypeKind::Uuid => "00000000-0000-4000-8000-000000000001",
        _ => "new:row",
    }
}

/// The columns of text that have to differ from row to row, apart from the identity.
fn others(case: &Case, table: &Table) -> Vec<String> {
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
    let mut last: Vec<String> =
        keys.chain(indexed).filter_map(|columns| columns.into_iter().rfind(is_text)).collect();
    last.dedup();
    last
}

/// What the application has written since, in the columns that both versions have.
#[test]
fn down_carries_the_rows_back() {
    for_each(|case| {
        for change in losing(case) {
            let (database, new_row) = (case.database(), new_row(change));
            let all = columns(case, &change.from);
            let mut expected = rows(&database, case, change, &all);
            database.run(case.script("up")).unwrap();
            let now = rows(&database, case, change, &columns(case, &change.to));
            let staying: Vec<String> =
                expected.iter().filter(|(_, row)| !goes(change, row)).map(|(id, _)| id.clone()).collect();
            let now_called = |id: &str| if change.rekey.is_some() { hashed(id) } else { id.to_owned() };
            let (dialect, id) = (case.dialect, case.dialect.identifier(&change.id));
            let table = dialect.object(&change.from.name);
            if let Some(first) = staying.first() {
                let condition = format!("{id} = {}", dialect.literal(&now_called(first)));
                let others = others(case, &change.to);
                let mut new = vec![(change.id.as_str(), dialect.literal(new_row))];
                new.extend(others.iter().map(|name| (name.as_str(), dialect.literal(new_row))));
                database.run(&copy_row(case, &change.to, &new, &condition)).unwrap();
                if !change.forgets_new_rows {
                    let mut row = now[&now_called(first)].clone();
                    for name in others.iter().chain([&change.id]) {
                        row.insert(name.clone(), Some(new_row.to_owned()));
                    }
                    expected.insert(new_row.to_owned(), row);
                }
            }
            if let Some(second) = staying.get(1) {
                let condition = format!("{id} = {}", dialect.literal(&now_called(second)));
                database.run(&format!("DELETE FROM {table} WHERE {condition};")).unwrap();
                expected.remove(second);
            }
            database.run(case.script("down")).unwrap();
            let mut after = rows(&database, case, change, &all);
            // What the dropped columns hold for a new row has to be there, and to fit the column; no more is promised.
            let dropped: Vec<&str> = change.dropped.iter().map(|column| column.name.as_str()).collect();
            for rows in [&mut after, &mut expected] {
                if let Some(row) = rows.get_mut(new_row) {
                    row.retain(|name, _| !dropped.contains(&name.as_str()));
                }
            }
            assert_eq!(after, expected, "{}", change.from.name);
        }
    });
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
        let Some(first) = before.keys().next() else { return };
        database.run(case.script("up")).unwrap();
        let moment = session.moment(case.dialect, &NEW_END.to_string());
        let expires = case.dialect.identifier(&session.expires);
        database
            .run(&format!("UPDATE {table} SET {expires} = {moment} WHERE {id} = '{}';", hashed(first)))
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

/// The roads that are not gone, and the finding that says why.
pub const REFUSED: &[(&str, &str)] = &[
    ("lucia-2/rich lucia-sessions-2024", "removed_rows_referenced"),
    ("sqlite lucia-2/strict-epoch lucia-3 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-2/strict-epoch lucia-sessions-2024 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-2/strict-epoch better-auth-1 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-2/strict-epoch authjs-5 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-3/rich better-auth-1 adapter=prisma", "strict_table_for_prisma"),
    ("sqlite lucia-3/rich authjs-5 adapter=prisma", "strict_table_for_prisma"),
];

#[test]
fn what_is_refused_is_refused_for_its_reason() {
    let mut wrong = Vec::new();
    for dialect in authmorph::dialects::ALL.iter().copied() {
        for road in roads(dialect) {
            let (_, conversion) = road.convert();
            let refused = REFUSED.iter().find(|(name, _)| road.name().contains(name));
            let has_migration = conversion.files.iter().any(|file| file.output == "migration");
            let says = |code: &str| conversion.findings.iter().any(|finding| finding.code == code);
            if has_migration != refused.is_none() || refused.is_some_and(|(_, code)| !says(code)) {
                wrong.push(format!("{}: {:?}", road.name(), conversion.blocked_by));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

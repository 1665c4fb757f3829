//! The tables become those that the later core makes in an empty database, no row is lost, and the way leads back.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::Dialect;

use crate::anchors::{self, Place};
use crate::support::{self, Catalog, Database, Dump, Ignoring, Row, migrations};

/// Which text of the old core's tables is pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// As a person or the documentation writes it.
    Written,
    /// As the database tells it: MySQL's has the names and indexes that InnoDB adds.
    Dumped,
}

/// From one core to another.
pub struct Pair {
    pub dialect: Dialect,
    pub from: String,
    pub to: String,
    pub at: Place,
    pub text: Text,
}

impl Pair {
    fn name(&self) -> String {
        format!("{} {} to {} {:?} {:?}", self.dialect.name(), self.from, self.to, self.at, self.text)
    }

    pub fn schema(&self) -> String {
        anchors::schema(self.dialect, &self.from, self.at)
    }

    pub fn convert(&self, text: String) -> Conversion {
        convert(self.dialect, text, &anchors::target(&self.to))
    }

    /// The old core's database with rows.
    pub fn start(&self) -> Database {
        anchors::database(self.dialect, &self.from, self.at).unwrap()
    }

    /// What an empty database of the newer core holds.
    pub fn end(&self) -> Catalog {
        static KNOWN: Mutex<BTreeMap<String, Catalog>> = Mutex::new(BTreeMap::new());
        let name = format!("{:?} {} {:?}", self.dialect, self.to, self.at);
        let mut known = KNOWN.lock().unwrap();
        let catalog = known.entry(name).or_insert_with(|| {
            let database = support::server(self.dialect).unwrap().database();
            database.run(&anchors::schema(self.dialect, &self.to, self.at)).unwrap();
            database.catalog()
        });
        catalog.clone()
    }
}

pub fn convert(dialect: Dialect, text: String, target: &str) -> Conversion {
    convert_with(dialect, text, target, &[])
}

/// The same with options.
pub fn convert_with(dialect: Dialect, text: String, target: &str, set: &[(&str, &str)]) -> Conversion {
    let request = Request {
        set: set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        sources: vec![Source { name: "schema.sql".to_owned(), text }],
        dialect: Some(dialect.name().to_owned()),
        to: Some(target.to_owned()),
        ..Request::default()
    };
    authmorph::convert(&request)
}

pub const OURS: Ignoring<'static> =
    Ignoring { prefix: Some("_authmorph_"), column_order: true, ..Ignoring::NOTHING };

fn check(pair: &Pair) {
    let database = pair.start();
    let text = match pair.text {
        Text::Dumped => database.dump(Dump::Schema),
        Text::Written => pair.schema(),
    };
    let conversion = pair.convert(text);
    let script = |name: &str| migrations::file(&conversion, &format!("migration/{name}.sql"));
    let (rows, catalog) = (database.snapshot(), database.catalog());
    let query = query_of_rows(pair);
    let old = sorted_rows(&database, &query);
    for row in database.rows(script("preflight")) {
        assert!(row[1].as_deref() != Some("block") || row[2].as_deref() == Some("0"), "preflight: {row:?}");
    }
    database.run(script("up")).unwrap_or_else(|error| panic!("up.sql: {error}"));
    database.catalog().assert_same(&pair.end(), OURS);
    let verified = database.rows(script("verify"));
    assert!(verified.iter().all(|row| matches!(row[3].as_deref(), Some("t" | "1"))), "{verified:#?}");
    assert_eq!(old, sorted_rows(&database, &query));
    database.run(script("down")).unwrap_or_else(|error| panic!("down.sql: {error}"));
    database.snapshot().assert_same(&rows);
    let restored = Ignoring { column_order: true, ..Ignoring::NOTHING };
    database.catalog().assert_same(&catalog, restored);
}

/// Asks for the rows of every table that both cores have, with the columns that both have.
fn query_of_rows(pair: &Pair) -> String {
    let tables =
        |anchor: &str| anchors::tables(pair.dialect, &anchors::schema(pair.dialect, anchor, pair.at));
    let new = tables(&pair.to);
    let mut query = String::new();
    for old in tables(&pair.from) {
        let Some(new) = new.iter().find(|new| new.name == old.name) else { continue };
        let shared = old.columns.iter().filter(|column| new.column(&column.name).is_some());
        let columns = pair.dialect.identifiers(shared.map(|column| column.name.as_str()));
        let name = pair.dialect.object(&old.name);
        // What copies of signing keys are added to is told by verify.sql.
        query.push_str(&format!("SELECT {}, {columns} FROM {name};\n", pair.dialect.literal(&name)));
    }
    query
}

fn sorted_rows(database: &Database, query: &str) -> Vec<Row> {
    let mut rows = database.rows(query);
    rows.sort();
    rows
}

/// Checks all pairs, and tells every one that fails. They come in an order in which any part of them is a fair sample,
/// because all of them take hours.
fn check_all(pairs: impl Iterator<Item = Pair>) {
    let only = std::env::var("CASE").unwrap_or_default();
    let mut broken = Vec::new();
    let mut count = 0;
    let mut pairs: Vec<Pair> = pairs.filter(|pair| pair.name().contains(&only)).collect();
    let all = pairs.len();
    let mut places: Vec<usize> = (0..all).map(|place| place * 7919 % all).collect();
    pairs.sort_by_cached_key(|_| places.pop());
    for pair in pairs {
        count += 1;
        println!("{count} of {all}: {}", pair.name());
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(&pair))) {
            let message = panic.downcast_ref::<String>().cloned();
            let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            println!("  fails");
            broken.push(format!("== {} ==\n{}", pair.name(), message.unwrap_or_default()));
        }
    }
    assert!(broken.is_empty(), "{} of {count} pairs fail:\n{}", broken.len(), broken.join("\n"));
    println!("{count} pairs");
}

/// Where the tables may be. SuperTokens has schemas in PostgreSQL only.
fn places(dialect: Dialect) -> Vec<Place> {
    let mut places = vec![Place::USUAL, Place { prefix: "st_", schema: None }];
    if dialect == Dialect::PostgreSql {
        places.push(Place { prefix: "", schema: Some("auth") });
        // Long enough for names that the database cuts.
        places.push(Place { prefix: "supertokens_", schema: Some("auth") });
    }
    places
}

/// Neighbours where a core changes what is there, and long ways, some in every place; with `THOROUGH` every pair in
/// every place.
fn pairs(dialect: Dialect) -> Vec<Pair> {
    let thorough = std::env::var_os("THOROUGH").is_some();
    let anchors = anchors::anchors(dialect);
    let mut pairs = Vec::new();
    for (first, from) in anchors.iter().enumerate() {
        for (second, to) in anchors.iter().enumerate().skip(first + 1) {
            // Core 9.1.0 had a column that 9.1.1 took away again; no target leads there.
            if anchors::target(from) == anchors::target(to) || same_to_the_reader(from, to) || to == "9.1.0" {
                continue;
            }
            let long = second + 1 == anchors.len();
            let steps =
                ["3.3", "3.5", "4.0", "5.0", "6.0", "7.0", "8.0", "9.0", "9.3", "10.0", "12.0", "12.1.1"];
            for (number, at) in places(dialect).into_iter().enumerate() {
                let sampled = match number {
                    0 => second == first + 1 && steps.contains(&to.as_str()) || long && first % 8 == 0,
                    _ => long && first == 2 * number || to == "7.0" && from == "5.0" && number == 3,
                };
                let pair = |text| Pair { dialect, from: from.clone(), to: to.clone(), at, text };
                let is_mysql = dialect == Dialect::MySql;
                if thorough || sampled {
                    pairs.push(pair(if is_mysql { Text::Dumped } else { Text::Written }));
                }
                if is_mysql && number == 0 && long && (thorough || first % 8 == 1) {
                    pairs.push(pair(Text::Written));
                }
            }
        }
    }
    pairs
}

/// Cores that have the same tables: there is nothing to migrate.
fn same_to_the_reader(from: &str, to: &str) -> bool {
    matches!(
        (from, to),
        ("3.3", "3.4") | ("3.15", "3.16") | ("4.5", "4.6") | ("10.1", "11.0") | ("11.3", "11.4")
    )
}

#[test]
fn every_core_becomes_every_later_one_in_postgresql() {
    if support::server(Dialect::PostgreSql).is_some() {
        check_all(pairs(Dialect::PostgreSql).into_iter());
    }
}

#[test]
fn every_core_becomes_every_later_one_in_mysql() {
    if support::server(Dialect::MySql).is_some() {
        check_all(pairs(Dialect::MySql).into_iter());
    }
}

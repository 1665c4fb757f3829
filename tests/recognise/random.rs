//! The labelled schemas with other table names, a prefix, a schema, another order of columns, and with columns and
//! tables of the application around them: what they are stays the same.

use authmorph::dialects::Dialect;
use authmorph::dialects::ddl::create_schema;
use authmorph::model::names::ObjectName;
use authmorph::model::schema::{Column, Schema, Table};
use authmorph::model::types::{DataType, TypeKind};
use authmorph::parse::parse;
use proptest::prelude::*;

use super::detect;
use super::labelled::{Labelled, all, wrong};

/// What is changed.
#[derive(Debug, Clone)]
struct Change {
    names: Names,
    seed: u64,
    shuffle: bool,
    columns: bool,
    tables: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Names {
    Same,
    Prefix(String),
    Schema(String),
    Random,
}

fn change() -> impl Strategy<Value = Change> {
    let names = prop_oneof![
        Just(Names::Same),
        "[a-z]{2,6}_".prop_map(Names::Prefix),
        "[a-z]{3,8}".prop_map(Names::Schema),
        Just(Names::Random),
    ];
    (names, any::<u64>(), any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(names, seed, shuffle, columns, tables)| Change { names, seed, shuffle, columns, tables })
}

/// A row of numbers that look random, from a seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Names that say nothing.
const WORDS: &[&str] =
    &["alder", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan", "willow"];

fn renamed(name: &ObjectName, position: usize, change: &Change) -> ObjectName {
    match &change.names {
        Names::Same => name.clone(),
        Names::Prefix(prefix) => name.sibling(format!("{prefix}{}", name.name)),
        Names::Schema(schema) => ObjectName { schema: Some(schema.clone()), name: name.name.clone() },
        Names::Random => name.sibling(format!("{}_{position}", WORDS[position % WORDS.len()])),
    }
}

fn apply(mut schema: Schema, change: &Change) -> Schema {
    let mut numbers = Numbers(change.seed);
    let names: Vec<(ObjectName, ObjectName)> = schema
        .tables
        .iter()
        .enumerate()
        .map(|(position, table)| (table.name.clone(), renamed(&table.name, position, change)))
        .collect();
    let dialect = schema.dialect;
    let new_name = |old: &ObjectName| {
        let found = names.iter().find(|(name, _)| dialect.same_object(name, old));
        found.map_or_else(|| old.clone(), |(_, new)| new.clone())
    };
    for table in &mut schema.tables {
        table.name = new_name(&table.name);
        for key in &mut table.foreign_keys {
            key.foreign_table = new_name(&key.foreign_table);
        }
        if change.columns {
            for name in ["favourite_colour", "shoe_size"] {
                let mut column = text_column(name);
                column.nullable = true;
                table.columns.push(column);
            }
        }
        if change.shuffle {
            for last in (1..table.columns.len()).rev() {
                table.columns.swap(last, numbers.below(last + 1));
            }
        }
    }
    if change.tables {
        let mut note = Table::new(ObjectName::new("note"));
        note.columns = vec![text_column("title"), text_column("body")];
        let mut picture = Table::new(ObjectName::new("picture"));
        picture.columns = vec![text_column("file_name"), text_column("author")];
        schema.tables.insert(0, note);
        schema.tables.push(picture);
    }
    schema
}

fn text_column(name: &str) -> Column {
    let kind = TypeKind::Varchar { length: Some(40) };
    Column::new(name, DataType { text: "VARCHAR(40)".to_owned(), kind, unsigned: false, array_dimensions: 0 })
}

/// Without foreign keys, nothing but its name tells a user table that has only an id.
fn needs_its_names(schema: &Schema) -> bool {
    schema.tables.iter().all(|table| table.foreign_keys.is_empty())
}

fn hold(schema: &Labelled, change: &Change) -> Result<(), TestCaseError> {
    let dialect = Dialect::from_name(&schema.dialect).unwrap();
    let (parsed, _) = parse(&schema.text, dialect);
    let random = change.names == Names::Random;
    if random && needs_its_names(&parsed) {
        return Ok(());
    }
    if dialect == Dialect::Sqlite && matches!(change.names, Names::Schema(_)) {
        return Ok(());
    }
    let text = create_schema(&apply(parsed, change)).join(";\n") + ";\n";
    let detection = detect(&schema.dialect, &text);
    let mut expected = schema.expected.clone();
    if random {
        // The variant may rest on a name where the structure is the same.
        expected.variant = None;
        if expected.versions.iter().any(|version| version == "sessions-2024") {
            expected.versions = vec!["3".to_owned(), "sessions-2024".to_owned()];
        }
        expected.beside = None;
    }
    if expected.beside.is_some() || (random && schema.expected.beside.is_some()) {
        return Ok(());
    }
    if let Some(what) = wrong(&expected, &detection) {
        return Err(TestCaseError::fail(format!("{}: {what}\n{text}", schema.title)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_order_and_neighbours_do_not_matter(change in change(), pick in any::<prop::sample::Index>()) {
        let schemas = all();
        hold(&schemas[pick.index(schemas.len())], &change)?;
    }
}

/// Every labelled schema under names of that kind, shuffled, and with columns and tables of an application.
fn every_labelled_schema_stands(names: &Names) {
    let mut failures = Vec::new();
    for (position, schema) in all().iter().enumerate() {
        let (names, seed) = (names.clone(), position as u64);
        let change = Change { names, seed, shuffle: true, columns: true, tables: true };
        failures.extend(hold(schema, &change).err().map(|failure| failure.to_string()));
    }
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_labelled_schema_stands_its_own_names() {
    every_labelled_schema_stands(&Names::Same);
}

#[test]
fn every_labelled_schema_stands_a_prefix() {
    every_labelled_schema_stands(&Names::Prefix("shop_".to_owned()));
}

#[test]
fn every_labelled_schema_stands_a_schema() {
    every_labelled_schema_stands(&Names::Schema("auth".to_owned()));
}

#[test]
fn every_labelled_schema_stands_random_names() {
    every_labelled_schema_stands(&Names::Random);
}

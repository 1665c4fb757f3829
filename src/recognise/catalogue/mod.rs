//! How well a schema fits a library with many tables.

mod reading;

use std::collections::BTreeMap;

use super::FoundRole;
use super::candidate::{NO_NAME, NearMiss, same_word};
use super::fit::Fit;
use super::mapping::{self, Mapping};
use super::words::{Spelled, number};
use crate::dialects::Dialect;
use crate::layouts::{Catalogue, CatalogueTable, Layout, StepMark};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Schema, Table};
use crate::model::types::TypeKind;
use crate::order::arrange;
use reading::Reading;

/// A column of a catalogue's table.
struct Wanted {
    name: &'static str,
    number: u64,
    kind: &'static str,
    /// Whether it came later than the table.
    later: bool,
}

fn wanted(table: &'static CatalogueTable) -> Vec<Wanted> {
    table
        .columns
        .split_whitespace()
        .map(|column| {
            let (column, later) = match column.split_once('@') {
                Some((column, _)) => (column, true),
                None => (column, false),
            };
            let (name, kind) = column.split_once(':').unwrap_or((column, "x"));
            Wanted { name, number: number(name), kind, later }
        })
        .collect()
}

/// A table that has the columns of a catalogue's table.
struct Pair<'a> {
    table: &'a Table,
    shape: &'static CatalogueTable,
    columns: BTreeMap<&'static str, String>,
    score: i32,
}

/// Holds a table against one of the catalogue; where a column is missing, says which, and how many were found before it.
fn pair<'a, 'b>(
    spelled: &Spelled<'a>,
    shape: &'static CatalogueTable,
    wanted: &'b [Wanted],
) -> Result<Pair<'a>, (usize, &'b Wanted)> {
    let table = spelled.table;
    let mut columns = BTreeMap::new();
    for column in wanted {
        let found = spelled.called(column.name, column.number).next();
        match found.filter(|found| is_kind(found, column.kind)) {
            Some(found) => {
                columns.insert(column.name, found.name.clone());
            }
            None if !column.later => return Err((columns.len(), column)),
            None => {}
        }
    }
    let matched = i32::try_from(columns.len()).unwrap_or(i32::MAX);
    let unknown = i32::try_from(table.columns.len()).unwrap_or(i32::MAX) - matched;
    Ok(Pair { table, shape, columns, score: 2 * matched - unknown })
}

fn is_kind(column: &Column, kind: &str) -> bool {
    let found = &column.data_type.kind;
    match kind {
        "n" => found.is_integer() || matches!(found, TypeKind::Decimal { .. }),
        "t" => found.is_text() || matches!(found, TypeKind::Other | TypeKind::Uuid | TypeKind::Json),
        _ => true,
    }
}

/// The tables that were found, by their names in the catalogue.
struct Found<'a> {
    schema: &'a Schema,
    catalogue: &'static Catalogue,
    pairs: BTreeMap<&'static str, Pair<'a>>,
    prefix: String,
}

impl<'a> Found<'a> {
    fn table(&self, name: &str) -> Option<&'a Table> {
        self.pairs.get(name).map(|pair| pair.table)
    }

    /// The place of a release among all of them.
    fn position(&self, release: &str) -> usize {
        self.catalogue.releases.iter().position(|other| other.name == release).unwrap_or(usize::MAX)
    }

    /// Whether a step was taken; none when the text does not say.
    fn shows(&self, mark: StepMark) -> Option<bool> {
        match mark {
            StepMark::Column(table, column) => {
                let table = self.table(table)?;
                Some(table.columns.iter().any(|found| same_word(&found.name, column)))
            }
            StepMark::Length(table, column, length) => {
                let table = self.table(table)?;
                let column = table.columns.iter().find(|found| same_word(&found.name, column))?;
                Some(column.data_type.kind.length().is_none_or(|found| found >= length))
            }
            StepMark::NoReference(table, to) => {
                let written = self.schema.tables.iter().any(|table| !table.foreign_keys.is_empty());
                let (table, to) = (self.table(table)?, self.table(to)?);
                let dialect = self.schema.dialect;
                let refers =
                    table.foreign_keys.iter().any(|key| dialect.same_object(&key.foreign_table, &to.name));
                written.then_some(!refers)
            }
        }
    }
}

/// Holds a schema against a layout that is a catalogue.
pub fn fit(
    schema: &Schema,
    tables: &[Spelled<'_>],
    (layout, catalogue): (&'static Layout, &'static Catalogue),
    mapping: &Mapping,
    taken: &[ObjectName],
) -> Fit {
    let mut fit = Fit::new(layout);
    let found = find(schema, tables, catalogue, (mapping, taken), &mut fit);
    let weight: u32 = found.pairs.values().map(|pair| pair.shape.weight).sum();
    for (name, pair) in &found.pairs {
        fit.roles.insert(name, FoundRole::of(pair.table, pair.columns.clone()));
    }
    fit.whole = weight >= catalogue.enough && schema.dialect != Dialect::Sqlite;
    if !fit.whole {
        closeness(&mut fit, catalogue, weight);
        return fit;
    }
    let reading = Reading::of(&found);
    reading.report(&found, &mut fit);
    fit.confidence = (fit.confidence * 100.0).round() / 100.0;
    fit
}

/// What is said of a text that has too few of the tables.
fn closeness(fit: &mut Fit, catalogue: &Catalogue, weight: u32) {
    fit.confidence = (f64::from(weight) / f64::from(catalogue.enough) * 0.49).min(0.49);
    fit.confidence = (fit.confidence * 100.0).round() / 100.0;
    let mut telling: Vec<&CatalogueTable> = catalogue.tables.iter().collect();
    arrange(&mut telling, |left, right| right.weight.cmp(&left.weight));
    let absent = telling.into_iter().filter(|table| !fit.roles.contains_key(table.name)).take(2);
    fit.lacks = absent
        .map(|table| {
            let names: Vec<String> = wanted(table)
                .iter()
                .filter(|column| !column.later)
                .take(4)
                .map(|column| format!("`{}`", column.name))
                .collect();
            format!("no table has the columns of `{}`: {} …", table.name, names.join(", "))
        })
        .collect();
}

/// Pairs the text's tables with the catalogue's: by columns, and by names where several have the same.
fn find<'a>(
    schema: &'a Schema,
    tables: &[Spelled<'a>],
    catalogue: &'static Catalogue,
    (mapping, taken): (&Mapping, &[ObjectName]),
    fit: &mut Fit,
) -> Found<'a> {
    let dialect = schema.dialect;
    let mut pairs = Vec::new();
    let shapes: Vec<_> = catalogue.tables.iter().map(|shape| (shape, wanted(shape))).collect();
    for spelled in tables {
        let table = spelled.table;
        let ours = table.name.name.starts_with("_authmorph_");
        if ours || taken.iter().any(|name| dialect.same_object(name, &table.name)) {
            continue;
        }
        for (shape, wanted) in &shapes {
            let lacks = |column: &Wanted| !column.later && !spelled.may_have(column.number);
            if mapping.is_empty() && wanted.iter().any(lacks) {
                continue;
            }
            match pair(spelled, shape, wanted) {
                Ok(pair) => pairs.push(pair),
                Err((fields, missing)) if mapping::table(mapping, shape.name).is_some() => {
                    fit.misses.push((
                        shape.name,
                        NearMiss {
                            table: table.name.clone(),
                            fields,
                            contradicts: false,
                            lack: format!("`{}` has no column `{}`", table.name, missing.name),
                            span: table.span,
                            name_rank: NO_NAME,
                        },
                    ));
                }
                Err(_) => {}
            }
        }
    }
    let prefix = common_prefix(&pairs);
    let named = |pair: &Pair| match mapping::table(mapping, pair.shape.name) {
        Some(name) => mapping::named_table(schema, name).is_some_and(|table| table.name == pair.table.name),
        None => pair.table.name.name.strip_prefix(prefix.as_str()) == Some(pair.shape.name),
    };
    let mut chosen: Vec<(bool, Pair)> = pairs.into_iter().map(|pair| (named(&pair), pair)).collect();
    // A table with more columns of its own than of the catalogue is another's, and so is one that is nothing special.
    chosen.retain(|(named, pair)| *named || (pair.shape.weight > 0 && pair.score > 0));
    chosen.retain(|(named, pair)| *named || mapping::table(mapping, pair.shape.name).is_none());
    arrange(&mut chosen, |(left_named, left), (right_named, right)| {
        right_named.cmp(left_named).then(right.score.cmp(&left.score))
    });
    let mut found: BTreeMap<&'static str, Pair> = BTreeMap::new();
    for (_, pair) in chosen {
        let free = !found.values().any(|other| other.table.name == pair.table.name);
        if free && !found.contains_key(pair.shape.name) {
            found.insert(pair.shape.name, pair);
        }
    }
    Found { schema, catalogue, pairs: found, prefix }
}

/// What stands before most of the names.
fn common_prefix(pairs: &[Pair<'_>]) -> String {
    let mut votes: BTreeMap<&str, u32> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.shape.weight > 0) {
        if let Some(prefix) = pair.table.name.name.strip_suffix(pair.shape.name) {
            *votes.entry(prefix).or_default() += pair.shape.weight;
        }
    }
    let best =
        votes.into_iter().max_by(|left, right| left.1.cmp(&right.1).then(right.0.len().cmp(&left.0.len())));
    best.map(|(prefix, _)| prefix.to_owned()).unwrap_or_default()
}

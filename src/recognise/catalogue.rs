//! How well a schema fits a library with many tables: which of its releases has run, and which steps were taken.

use std::collections::BTreeMap;

use super::candidate::{NO_NAME, NearMiss, same_word};
use super::fit::Fit;
use super::mapping::{self, Mapping};
use super::{Evidence, FoundRole};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::layouts::{Catalogue, CatalogueTable, Layout, StepMark};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Schema, Table};
use crate::model::types::TypeKind;

/// A column of a catalogue's table.
struct Wanted {
    name: &'static str,
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
            Wanted { name, kind, later }
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

fn pair<'a>(
    table: &'a Table,
    shape: &'static CatalogueTable,
    wanted: &[Wanted],
) -> Result<Pair<'a>, NearMiss> {
    let mut columns = BTreeMap::new();
    let mut missing = None;
    for column in wanted {
        let found = table.columns.iter().find(|found| same_word(&found.name, column.name));
        match found.filter(|found| is_kind(found, column.kind)) {
            Some(found) => {
                columns.insert(column.name, found.name.clone());
            }
            None if !column.later => missing = missing.or(Some(column.name)),
            None => {}
        }
    }
    if let Some(name) = missing {
        return Err(NearMiss {
            table: table.name.clone(),
            fields: columns.len(),
            contradicts: false,
            lack: format!("`{}` has no column `{name}`", table.name),
            span: table.span,
            name_rank: NO_NAME,
        });
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
    layout: &'static Layout,
    catalogue: &'static Catalogue,
    mapping: &Mapping,
    taken: &[ObjectName],
) -> Fit {
    let mut fit = Fit::new(layout);
    let found = find(schema, catalogue, mapping, taken, &mut fit);
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
    telling.sort_by_key(|table| std::cmp::Reverse(table.weight));
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
    catalogue: &'static Catalogue,
    mapping: &Mapping,
    taken: &[ObjectName],
    fit: &mut Fit,
) -> Found<'a> {
    let dialect = schema.dialect;
    let mut pairs = Vec::new();
    let shapes: Vec<_> = catalogue.tables.iter().map(|shape| (shape, wanted(shape))).collect();
    for table in &schema.tables {
        let ours = table.name.name.starts_with("_authmorph_");
        if ours || taken.iter().any(|name| dialect.same_object(name, &table.name)) {
            continue;
        }
        for (shape, wanted) in &shapes {
            match pair(table, shape, wanted) {
                Ok(pair) => pairs.push(pair),
                Err(miss) if mapping::table(mapping, shape.name).is_some() => {
                    fit.misses.push((shape.name, miss));
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
    chosen.sort_by(|(left_named, left), (right_named, right)| {
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

/// The two readings of a schema.
struct Reading {
    /// The newest release whose tables are there.
    booted: usize,
    /// The table that says so.
    newest_table: &'static str,
    /// The newest release that the text proves.
    proven: usize,
    /// Steps up to [`Reading::proven`] that were not taken, by their place in the catalogue.
    gaps: Vec<usize>,
    /// The first release that the tables are too old for.
    end: usize,
}

impl Reading {
    fn of(found: &Found<'_>) -> Self {
        let (booted, newest_table) = found
            .pairs
            .values()
            .map(|pair| (found.position(pair.shape.since), pair.shape.name))
            .max_by_key(|(position, _)| *position)
            .unwrap_or_default();
        let steps = found.catalogue.steps;
        let mut proven = booted;
        let mut shown = Vec::new();
        for step in steps {
            let to = found.position(step.to);
            // A foreign key that is missing proves nothing alone: other things drop foreign keys too.
            let weak = matches!(step.mark, StepMark::NoReference(..));
            let is_before = weak && proven + 1 < to;
            let shows = if is_before { None } else { found.shows(step.mark) };
            if shows == Some(true) {
                proven = proven.max(to);
            }
            shown.push((to, shows));
        }
        for refinement in found.catalogue.refinements {
            if has_index(found, refinement.index) {
                proven = proven.max(found.position(refinement.to));
            }
        }
        let gaps: Vec<usize> = (0..shown.len())
            .filter(|place| {
                shown.get(*place).is_some_and(|(to, shows)| *to <= proven && *shows == Some(false))
            })
            .collect();
        let next_step =
            shown.iter().filter(|(to, shows)| *to > proven && *shows == Some(false)).map(|(to, _)| *to).min();
        let next_table = found
            .catalogue
            .tables
            .iter()
            .filter(|shape| !found.pairs.contains_key(shape.name))
            .map(|shape| found.position(shape.since))
            .filter(|since| *since > proven)
            .min();
        let last = found.catalogue.releases.len();
        let end = next_step.unwrap_or(last).min(next_table.unwrap_or(last));
        Self { booted, newest_table, proven, gaps, end }
    }

    /// The releases that the tables are ready for, newest first.
    fn versions(&self, found: &Found<'_>) -> Vec<&'static str> {
        let first_gap = self.gaps.first().and_then(|place| found.catalogue.steps.get(*place));
        let (from, to) = match first_gap {
            None => (self.proven, self.end),
            Some(gap) => {
                let to = found.position(gap.to);
                let before = found.catalogue.steps.iter().map(|step| found.position(step.to));
                (before.filter(|step| *step < to).max().unwrap_or(0), to)
            }
        };
        let exists = |release: &&crate::layouts::Release| release.dialects.contains(&found.schema.dialect);
        let releases = found.catalogue.releases.get(from..to).unwrap_or_default();
        let mut names: Vec<&'static str> =
            releases.iter().filter(exists).map(|release| release.name).collect();
        names.reverse();
        if names.is_empty() {
            names.extend(found.catalogue.releases.get(from).map(|release| release.name));
        }
        names
    }

    fn report(&self, found: &Found<'_>, fit: &mut Fit) {
        fit.versions = self.versions(found);
        let level = fit.versions.first().map_or(0, |version| found.position(version));
        let expected = found.catalogue.tables.iter().filter(|shape| {
            let until = if shape.until.is_empty() { usize::MAX } else { found.position(shape.until) };
            found.position(shape.since) <= level.max(self.booted) && level < until
        });
        let expected: Vec<&str> = expected.map(|shape| shape.name).collect();
        let missing: Vec<&str> =
            expected.iter().copied().filter(|name| !found.pairs.contains_key(name)).collect();
        let part = 1.0 - missing.len() as f64 / expected.len().max(1) as f64;
        fit.confidence = 0.6 + 0.4 * part;
        self.explain(found, fit);
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().take(6).map(|name| format!("`{name}`")).collect();
            let more = if missing.len() > 6 { " …" } else { "" };
            let what = format!(
                "{} of the {} tables of this core are not in the text: {}{more}",
                missing.len(),
                expected.len(),
                names.join(", ")
            );
            fit.evidence.push(Evidence::new(false, what.clone(), None));
            fit.lacks.push(what);
        }
        self.gap_findings(found, fit);
    }

    fn explain(&self, found: &Found<'_>, fit: &mut Fit) {
        let mut telling: Vec<&Pair> = found.pairs.values().collect();
        telling.sort_by_key(|pair| std::cmp::Reverse(pair.shape.weight));
        for pair in telling.into_iter().take(3) {
            let what = format!("`{}` has the columns of SuperTokens' `{}`", pair.table.name, pair.shape.name)
                .replace("SuperTokens", fit.layout.title);
            fit.evidence.push(Evidence::new(true, what, Some(pair.table.span)));
        }
        if !found.prefix.is_empty() {
            let what = format!("the tables have the prefix `{}`", found.prefix);
            fit.evidence.push(Evidence::new(true, what, None));
        }
        let name =
            |position: usize| found.catalogue.releases.get(position).map_or("", |release| release.name);
        let span = found.table(self.newest_table).map(|table| table.span);
        let what = format!(
            "`{}` came with core {}, so that core or a newer one has run",
            found.table(self.newest_table).map(|table| table.name.to_string()).unwrap_or_default(),
            name(self.booted)
        );
        fit.evidence.push(Evidence::new(true, what, span));
        let taken = found
            .catalogue
            .steps
            .iter()
            .rev()
            .find(|step| found.shows(step.mark) == Some(true) && found.position(step.to) <= self.proven);
        if let Some(step) = taken {
            let (what, span) = say(found, step.mark, true);
            let what = format!("{what}: the step to {} was taken", step.to);
            fit.evidence.push(Evidence::new(true, what, span));
        }
        let newest = found.catalogue.refinements.iter().rev().find(|it| has_index(found, it.index));
        if let Some(refinement) = newest {
            let what = format!("the index `{}` is there since {}", refinement.index, refinement.exact);
            fit.evidence.push(Evidence::new(true, what, None));
        }
    }

    /// The distance between the two readings.
    fn gap_findings(&self, found: &Found<'_>, fit: &mut Fit) {
        let proven = found.catalogue.releases.get(self.proven).map_or("", |release| release.name);
        for step in self.gaps.iter().filter_map(|place| found.catalogue.steps.get(*place)) {
            let (what, span) = say(found, step.mark, false);
            fit.confidence -= 0.02;
            fit.evidence.push(Evidence::new(
                false,
                format!("{what}: the step to {} was not taken", step.to),
                span,
            ));
            fit.findings.push(Finding::new(
                "step_not_taken",
                Severity::Warning,
                format!(
                    "A core of {proven} or newer has made its tables, but the step to {} was not taken: {what}.",
                    step.to
                ),
                format!(
                    "{} makes new tables when it starts, but never changes old ones; a core of {} or newer fails on these.",
                    fit.layout.title, step.to
                ),
                format!("Carry out what the core's CHANGELOG.md says of {} before anything else.", step.to),
                span,
            ));
        }
    }
}

/// What a step's mark shows, in words.
fn say(found: &Found<'_>, mark: StepMark, taken: bool) -> (String, Option<crate::findings::Span>) {
    let (name, what) = match mark {
        StepMark::Column(table, column) => (
            table,
            if taken { format!("has a column `{column}`") } else { format!("has no column `{column}`") },
        ),
        StepMark::Length(table, column, length) => (
            table,
            if taken {
                format!("has room for {length} characters in `{column}`")
            } else {
                format!("has no room for {length} characters in `{column}`")
            },
        ),
        StepMark::NoReference(table, to) => {
            (table, if taken { format!("does not refer to `{to}`") } else { format!("refers to `{to}`") })
        }
    };
    match found.table(name) {
        Some(table) => (format!("`{}` {what}", table.name), Some(table.span)),
        None => (format!("`{name}` {what}"), None),
    }
}

fn has_index(found: &Found<'_>, name: &str) -> bool {
    let mut indexes = found.pairs.values().flat_map(|pair| &pair.table.indexes);
    indexes.any(|index| index.name.as_deref() == Some(name))
}

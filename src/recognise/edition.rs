//! Which adapter, generator or release gave a layout its shape.

use super::Evidence;
use super::candidate::{ends_with_word, same_word};
use super::fit::Fit;
use crate::findings::Span;
use crate::layouts::{Edition, Kind, Mark, Naming};
use crate::model::schema::{Column, ForeignKey, IndexTarget, Schema, Table};
use crate::model::types::TypeKind;

/// A mark that must hold counts as much as so many hints.
const MUST: i32 = 2;

/// Chooses the edition that fits best, and with it the versions.
pub fn choose(fit: &mut Fit, schema: &Schema) {
    let mut best: Option<(&'static Edition, i32)> = None;
    for edition in fit.layout.editions {
        let Some(score) = score(edition, fit, schema) else { continue };
        if best.is_none_or(|(_, other)| score > other) {
            best = Some((edition, score));
        }
    }
    fit.edition = best;
    if let Some((edition, _)) = best {
        fit.versions = edition.versions.to_vec();
        explain(edition, fit, schema);
    }
    for role in fit.layout.roles.iter().filter(|role| !role.narrows.is_empty()) {
        if fit.roles.contains_key(role.name) {
            fit.versions.retain(|version| role.narrows.contains(version));
        }
    }
    if fit.versions.is_empty() {
        fit.versions = fit.layout.versions.to_vec();
    }
}

/// How well an edition fits; none when something contradicts it or too little speaks for it.
fn score(edition: &Edition, fit: &Fit, schema: &Schema) -> Option<i32> {
    let mut score: i32 = 0;
    for mark in edition.must {
        match holds(mark, fit, schema) {
            Some(true) => score += MUST,
            Some(false) => return None,
            None => {}
        }
    }
    // Of a text with half of the tables, not every edition that it does not contradict is one that it shows.
    if usize::try_from(score).unwrap_or(0) <= edition.must.len() {
        return None;
    }
    for mark in edition.hints {
        match holds(mark, fit, schema) {
            Some(true) => score += 1,
            Some(false) => score -= 1,
            None => {}
        }
    }
    Some(score)
}

/// The adapter's shape: that of the mapper whose own file the text is, whatever its tables look like; else of the edition.
pub fn variant(edition: Option<&'static Edition>, schema: &Schema) -> Option<&'static str> {
    let found = edition.and_then(|edition| edition.variant);
    let is_its_own = |mapper| found.is_some_and(|variant| of_mapper(variant) == mapper);
    schema.mapper.filter(|mapper| !is_its_own(*mapper)).or(found)
}

/// The mapper that a starter's or an older release's shape is read by.
fn of_mapper(variant: &str) -> &str {
    match variant {
        "t3" | "sv" => "drizzle",
        "prisma-legacy" => "prisma",
        variant => variant,
    }
}

/// One observation that says which marks decided.
fn explain(edition: &'static Edition, fit: &mut Fit, schema: &Schema) {
    let name = match (edition.title, edition.variant) {
        (Some(title), _) => title.to_owned(),
        (None, Some(shape)) if variant(Some(edition), schema) == Some(shape) => format!("the {shape} shape"),
        (None, Some(_)) => return,
        (None, None) => return,
    };
    let marks = edition.must.iter().chain(edition.hints);
    let shown: Vec<(String, Option<Span>)> = marks
        .filter(|mark| holds(mark, fit, schema) == Some(true))
        .filter_map(|mark| say(mark, fit, schema))
        .take(4)
        .collect();
    let span = shown.iter().find_map(|(_, span)| *span);
    let reasons: Vec<String> = shown.into_iter().map(|(reason, _)| reason).collect();
    if !reasons.is_empty() {
        fit.evidence.push(Evidence::new(true, format!("it is {name}: {}", reasons.join(", ")), span));
    }
}

fn table<'a>(fit: &Fit, schema: &'a Schema, role: &str) -> Option<&'a Table> {
    schema.table(&fit.roles.get(role)?.table)
}

fn column<'a>(fit: &Fit, schema: &'a Schema, role: &str, field: &str) -> Option<&'a Column> {
    let table = table(fit, schema, role)?;
    let mapped = fit.roles.get(role).and_then(|found| found.columns.get(field));
    match mapped {
        Some(name) => table.column(name),
        None => table.columns.iter().find(|column| same_word(&column.name, field)),
    }
}

/// Whether the mark holds; none when the text does not say.
fn holds(mark: &Mark, fit: &Fit, schema: &Schema) -> Option<bool> {
    let column = |role, field| column(fit, schema, role, field);
    let table = |role| table(fit, schema, role);
    match *mark {
        Mark::Has(role, field) => table(role).map(|_| column(role, field).is_some()),
        Mark::Lacks(role, field) => table(role).map(|_| column(role, field).is_none()),
        Mark::Type(role, field, kind) => column(role, field).map(|column| is_kind(column, kind)),
        Mark::Nullable(role, field) => column(role, field).map(|column| column.nullable),
        Mark::NotNull(role, field) => column(role, field).map(|column| !column.nullable),
        Mark::Key(role, fields) => table(role).map(|table| has_key(table, fields)),
        Mark::NoKey(role) => table(role).map(|table| table.primary_key.is_none()),
        Mark::Unique(role, fields) => table(role).map(|table| is_unique(table, fields)),
        Mark::NotUnique(role, fields) => table(role).map(|table| !is_unique(table, fields)),
        Mark::Index(role, field) => table(role).map(|table| is_indexed(table, field)),
        Mark::NoIndex(role, field) => {
            let some = schema.tables.iter().any(|table| !table.indexes.is_empty());
            table(role).map(|table| some && !is_indexed(table, field))
        }
        Mark::Cascades(role) => any_key(table(role), |key| key.on_delete.as_deref() == Some("CASCADE")),
        Mark::NoCascade(role) => {
            any_key(table(role), |key| key.on_delete.as_deref() == Some("CASCADE")).map(|cascades| !cascades)
        }
        Mark::UpdatesCascade(role) => any_key(table(role), |key| key.on_update.as_deref() == Some("CASCADE")),
        Mark::NoUpdateCascade(role) => {
            any_key(table(role), |key| key.on_update.as_deref() == Some("CASCADE")).map(|cascades| !cascades)
        }
        Mark::Refers(role) => table(role).map(|table| !table.foreign_keys.is_empty()),
        Mark::NoReference(role) => table(role).map(|table| table.foreign_keys.is_empty()),
        Mark::Default(role, field) => column(role, field).map(has_default),
        Mark::NoDefault(role, field) => column(role, field).map(|column| !has_default(column)),
        Mark::Numbered(role, field) => {
            let key_of_sqlite = schema.dialect == crate::dialects::Dialect::Sqlite;
            column(role, field).map(|column| {
                column.auto_number.is_some()
                    || column.default.as_ref().is_some_and(|default| default.text.starts_with("nextval"))
                    || (key_of_sqlite
                        && column.data_type.kind == TypeKind::Integer
                        && table(role).is_some_and(|table| has_key(table, &[field])))
            })
        }
        Mark::Named(role, field, naming) => column(role, field).map(|column| is_named(&column.name, naming)),
        Mark::Table(role, name) => table(role).map(|table| is_called(&table.name.name, name)),
        Mark::Absent(role) => Some(!fit.roles.contains_key(role)),
        Mark::Beside(name) => {
            let is_it = |table: &Table| is_called(&table.name.name, name);
            Some(schema.tables.iter().any(is_it))
        }
        Mark::Dialect(dialect) => Some(schema.dialect == dialect),
    }
}

/// None when the table has no foreign key: PlanetScale and half pastes have none.
fn any_key(table: Option<&Table>, is_so: impl Fn(&ForeignKey) -> bool) -> Option<bool> {
    let keys = &table?.foreign_keys;
    if keys.is_empty() { None } else { Some(keys.iter().any(is_so)) }
}

fn has_default(column: &Column) -> bool {
    column.default.is_some() || column.auto_number.is_some()
}

fn is_kind(column: &Column, kind: Kind) -> bool {
    let found = &column.data_type.kind;
    let precise = matches!(found, TypeKind::DateTime { precision: Some(3) });
    match kind {
        Kind::Text => found.is_text(),
        Kind::Varchar(length) => *found == TypeKind::Varchar { length: Some(length) },
        Kind::LongText => *found == TypeKind::Text,
        Kind::Integer => found.is_integer(),
        Kind::Uuid => *found == TypeKind::Uuid || found.length() == Some(36),
        Kind::DateTime => matches!(found, TypeKind::DateTime { .. } | TypeKind::Instant { .. }),
        // Prisma writes DATETIME without a precision in SQLite.
        Kind::Milliseconds => precise || column.data_type.text.eq_ignore_ascii_case("datetime"),
        Kind::Zoned => matches!(found, TypeKind::Instant { .. }),
        Kind::Date => *found == TypeKind::Date,
        Kind::Binary => matches!(found, TypeKind::Binary { .. }),
    }
}

fn same_columns(columns: &[String], fields: &[&str]) -> bool {
    columns.len() == fields.len()
        && fields.iter().all(|field| columns.iter().any(|column| same_word(column, field)))
}

fn has_key(table: &Table, fields: &[&str]) -> bool {
    table.primary_key.as_ref().is_some_and(|key| same_columns(&key.columns, fields))
}

fn is_unique(table: &Table, fields: &[&str]) -> bool {
    has_key(table, fields)
        || table.uniques.iter().any(|key| same_columns(&key.columns, fields))
        || table.indexes.iter().filter(|index| index.unique && index.predicate.is_none()).any(|index| {
            let columns: Vec<String> = index
                .parts
                .iter()
                .filter_map(|part| match &part.target {
                    IndexTarget::Column(name) => Some(name.clone()),
                    IndexTarget::Expression(_) => None,
                })
                .collect();
            columns.len() == index.parts.len() && same_columns(&columns, fields)
        })
}

fn is_indexed(table: &Table, field: &str) -> bool {
    table.indexes.iter().any(|index| {
        index
            .parts
            .first()
            .is_some_and(|part| matches!(&part.target, IndexTarget::Column(name) if same_word(name, field)))
    })
}

fn is_named(name: &str, naming: Naming) -> bool {
    let snake = name.contains('_');
    match naming {
        Naming::Snake => snake,
        // Without quotes PostgreSQL folds `userId` to `userid`.
        Naming::Camel => !snake,
    }
}

fn is_called(name: &str, wanted: &str) -> bool {
    name == wanted || (name.ends_with(wanted) && ends_with_word(name, wanted))
}

/// The mark in words, and where it is seen.
fn say(mark: &Mark, fit: &Fit, schema: &Schema) -> Option<(String, Option<Span>)> {
    let of_column = |role, field, what: &str| {
        let table = table(fit, schema, role)?;
        let column = column(fit, schema, role, field)?;
        Some((format!("`{}.{}` {what}", table.name, column.name), Some(column.span)))
    };
    let of_table = |role, what: String| {
        let table = table(fit, schema, role)?;
        Some((format!("`{}` {what}", table.name), Some(table.span)))
    };
    let list =
        |fields: &[&str]| fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(" and ");
    match *mark {
        Mark::Has(role, field) => of_column(role, field, "is there"),
        Mark::Lacks(role, field) => of_table(role, format!("has no `{field}`")),
        Mark::Type(role, field, _) => {
            let column = column(fit, schema, role, field)?;
            of_column(role, field, &format!("is {}", column.data_type.text))
        }
        Mark::Nullable(role, field) => of_column(role, field, "admits NULL"),
        Mark::NotNull(role, field) => of_column(role, field, "does not admit NULL"),
        Mark::Key(role, fields) => of_table(role, format!("has its primary key over {}", list(fields))),
        Mark::NoKey(role) => of_table(role, "has no primary key".to_owned()),
        Mark::Unique(role, fields) => of_table(role, format!("has {} unique", list(fields))),
        Mark::NotUnique(role, fields) => of_table(role, format!("does not have {} unique", list(fields))),
        Mark::Index(role, field) => of_table(role, format!("has an index over `{field}`")),
        Mark::NoIndex(role, field) => of_table(role, format!("has no index over `{field}`")),
        Mark::Cascades(role) => of_table(role, "goes with its user (ON DELETE CASCADE)".to_owned()),
        Mark::NoCascade(role) => of_table(role, "does not go with its user".to_owned()),
        Mark::UpdatesCascade(role) => of_table(role, "says ON UPDATE CASCADE".to_owned()),
        Mark::NoReference(role) => of_table(role, "has no foreign key".to_owned()),
        Mark::Default(role, field) => of_column(role, field, "has a default"),
        Mark::Numbered(role, field) => of_column(role, field, "is numbered by the database"),
        Mark::Named(role, field, Naming::Snake) => of_column(role, field, "is written with an underscore"),
        Mark::Beside(name) => Some((format!("there is a table `{name}`"), None)),
        Mark::Absent(_)
        | Mark::NoUpdateCascade(_)
        | Mark::Refers(_)
        | Mark::NoDefault(..)
        | Mark::Named(..)
        | Mark::Table(..)
        | Mark::Dialect(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layouts;

    /// The role that a mark is about.
    fn role(mark: &Mark) -> Option<&'static str> {
        match *mark {
            Mark::Has(role, _)
            | Mark::Lacks(role, _)
            | Mark::Type(role, _, _)
            | Mark::Nullable(role, _)
            | Mark::NotNull(role, _)
            | Mark::Key(role, _)
            | Mark::NoKey(role)
            | Mark::Unique(role, _)
            | Mark::NotUnique(role, _)
            | Mark::Index(role, _)
            | Mark::NoIndex(role, _)
            | Mark::Cascades(role)
            | Mark::NoCascade(role)
            | Mark::UpdatesCascade(role)
            | Mark::NoUpdateCascade(role)
            | Mark::Refers(role)
            | Mark::NoReference(role)
            | Mark::Default(role, _)
            | Mark::NoDefault(role, _)
            | Mark::Numbered(role, _)
            | Mark::Named(role, _, _)
            | Mark::Absent(role)
            | Mark::Table(role, _) => Some(role),
            Mark::Beside(_) | Mark::Dialect(_) => None,
        }
    }

    #[test]
    fn marks_speak_of_roles_that_there_are() {
        for layout in layouts::ALL {
            for edition in layout.editions {
                assert!(!edition.versions.is_empty(), "{}", layout.title);
                for role in edition.must.iter().chain(edition.hints).filter_map(role) {
                    assert!(layout.roles.iter().any(|shape| shape.name == role), "{} {role}", layout.title);
                }
            }
        }
    }
}

//! What tells rows apart, and what finds them: unique indexes and plain ones that an adapter's documents lacked.

use super::Scene;
use crate::decide::Decision;
use crate::decide::accounts::columns::are_unique;
use crate::decide::accounts::source::Source;
use crate::decide::evolution::{Claim, Moment, Operation};
use crate::decide::names::free_index;
use crate::dialects::Dialect;
use crate::model::schema::{Index, Table};

/// What has to differ from row to row.
pub struct Unique {
    pub role: &'static str,
    pub fields: &'static [&'static str],
    pub check: &'static str,
    /// Rows that go because another says the same, where the user wants that.
    pub removal: &'static str,
    pub rows: &'static str,
    pub reason: &'static str,
}

/// Characters of a column that a key of MySQL with two such columns takes: 3072 bytes, of up to 4 for each character.
const KEY_CHARACTERS: u32 = 383;

/// Decides them, and the indexes over the fields that rows of a role are found by.
pub fn decide(scene: &mut Scene<'_, '_>, uniques: &[Unique], found_by: &[(&str, &str)]) {
    for unique in uniques {
        make_unique(scene, unique);
    }
    for (role, field) in found_by {
        let Some(source) = Source::of(scene.context, role) else { continue };
        index_field(scene, &source, field);
    }
}

fn make_unique(scene: &mut Scene<'_, '_>, unique: &Unique) {
    let Some(source) = Source::of(scene.context, unique.role) else { return };
    let Some(columns) = lacking(&source, unique) else { return };
    let table = source.table;
    let mut index = index(scene, table, &columns, "key");
    index.unique = true;
    let names = columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    scene.decided.decisions.push(Decision::new(
        format!("{names} of `{}` become unique.", table.name),
        unique.reason,
        Some(table.span),
    ));
    let is_resolved = scene.resolved.contains(&unique.role);
    scene.claims.extend((!is_resolved).then(|| Claim {
        name: unique.check,
        when: Moment::Before,
        expected: "SELECT 0".to_owned(),
        actual: format!(
            "SELECT count(*) FROM (SELECT {0} FROM {{table}} GROUP BY {0} HAVING count(*) > 1) AS d",
            source.dialect.identifiers(columns.iter().copied())
        ),
        message: format!(
            "{} in {}. Keep one of each, or choose --set duplicates=keep-newest.",
            unique.rows, table.name
        ),
        tables: vec![("table", table.name.clone())],
    }));
    let purpose = format!("Let {} differ from row to row of {}.", columns.join(" and "), table.name);
    let create = Operation::CreateIndex(table.name.clone(), index);
    scene.stage(&format!("unique {}", unique.role), purpose, unique.reason, vec![create]);
}

/// The columns that are to become unique; none where they are, or cannot be.
pub fn lacking<'a>(source: &Source<'a>, unique: &Unique) -> Option<Vec<&'a str>> {
    let columns: Option<Vec<&str>> = unique.fields.iter().map(|field| source.name(field)).collect();
    let can_be = |columns: &Vec<&str>| {
        !are_unique(source.table, columns) && fits(source.dialect, source.table, columns)
    };
    columns.filter(can_be)
}

fn index_field(scene: &mut Scene<'_, '_>, source: &Source<'_>, field: &str) {
    let table = source.table;
    let Some(name) = source.name(field) else { return };
    // MySQL makes an index for each foreign key.
    let by_key = source.dialect == Dialect::MySql
        && table.foreign_keys.iter().any(|key| key.columns.first().is_some_and(|first| first == name));
    if by_key || begins_with(table, name) || !fits(source.dialect, table, &[name]) {
        return;
    }
    let index = index(scene, table, &[name], "idx");
    let purpose = format!("Find the rows of {} by {name}.", table.name);
    let cause = "Looking for them would read the whole table.";
    let create = Operation::CreateIndex(table.name.clone(), index);
    scene.stage(&format!("{field} of {}", source.role.table.name), purpose, cause, vec![create]);
}

fn index(scene: &mut Scene<'_, '_>, table: &Table, columns: &[&str], ending: &str) -> Index {
    let wanted = format!("{}_{}_{ending}", table.name.name, columns.join("_"));
    let name = free_index(scene.context.schema, table, &wanted, &scene.taken);
    scene.taken.push(name.clone());
    Index::over(name, columns.iter().copied())
}

/// Whether something finds rows by that column.
fn begins_with(table: &Table, column: &str) -> bool {
    let first = |index: &Index| index.parts.first().and_then(|part| part.target.column().cloned());
    let keys = table.primary_key.iter().chain(&table.uniques);
    keys.into_iter().any(|key| key.columns.first().is_some_and(|name| name == column))
        || table
            .indexes
            .iter()
            .any(|index| index.predicate.is_none() && first(index).is_some_and(|name| name == column))
}

/// MySQL: whether a key can be over the whole of these columns.
fn fits(dialect: Dialect, table: &Table, columns: &[&str]) -> bool {
    let fits = |name: &&str| {
        table.column(name).is_some_and(|column| {
            let kind = &column.data_type.kind;
            !kind.is_text() || kind.length().is_some_and(|length| length <= KEY_CHARACTERS)
        })
    };
    dialect != Dialect::MySql || columns.iter().all(fits)
}

//! Which of several rows that say the same goes: computed here once more, from the rows.

use std::collections::{BTreeMap, BTreeSet};

use authmorph::decide::doubles::{Doubles, Stays};
use authmorph::model::names::ObjectName;

use crate::case::Case;
use crate::support::Database;

/// A row as `column → value`.
type Row = BTreeMap<String, Option<String>>;

/// Numbers by their size, all else letter by letter; nothing comes last, whatever is wanted.
fn key(stays: Stays, value: Option<&String>) -> (u8, i128, String) {
    let Some(value) = value else { return (1, 0, String::new()) };
    let sign = if stays == Stays::Newest { -1 } else { 1 };
    match value.parse::<i128>() {
        Ok(number) => (0, sign * number, String::new()),
        // The cases' texts have as many characters each.
        Err(_) => (0, 0, value.chars().map(|one| if sign > 0 { one } else { inverse(one) }).collect()),
    }
}

fn inverse(one: char) -> char {
    char::from_u32(0x1_0000 - u32::from(one)).unwrap()
}

/// The identities of the rows that go.
pub fn going(doubles: &Doubles, rows: &[Row]) -> BTreeSet<String> {
    let value = |row: &Row, name: &String| row[name].clone();
    let mut alike: BTreeMap<Vec<Option<String>>, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        alike.entry(doubles.alike.iter().map(|name| value(row, name)).collect()).or_default().push(row);
    }
    let order = |row: &&&Row| {
        let by = doubles.by.as_ref().map(|by| key(doubles.stays, row[by].as_ref()));
        (by, key(doubles.stays, row[&doubles.id].as_ref()))
    };
    let mut going = BTreeSet::new();
    for group in alike.values().filter(|group| group.len() > 1) {
        let stays = group.iter().min_by_key(order).unwrap();
        let others = group.iter().filter(|row| row[&doubles.id] != stays[&doubles.id]);
        going.extend(others.map(|row| value(row, &doubles.id).unwrap()));
    }
    going
}

/// The same, of a table.
pub fn going_of(case: &Case, doubles: &Doubles, table: &ObjectName, database: &Database) -> BTreeSet<String> {
    let names: Vec<&String> =
        doubles.alike.iter().chain(&doubles.by).chain(std::iter::once(&doubles.id)).collect();
    let columns = case.dialect.identifiers(names.iter().map(|name| name.as_str()));
    let rows = database.rows(&format!("SELECT {columns} FROM {};", case.dialect.object(table)));
    let with_names =
        |row: Vec<Option<String>>| names.iter().map(|name| (*name).clone()).zip(row).collect::<Row>();
    let rows: Vec<Row> = rows.into_iter().map(with_names).collect();
    going(doubles, &rows)
}

/// The rows of a table that are not copied.
pub fn left_out(case: &Case, table: &ObjectName, database: &Database) -> BTreeSet<String> {
    let copies = case.changes().copies.iter().filter(|copy| copy.from.name == *table);
    let doubles = copies.filter_map(|copy| copy.doubles.as_ref());
    doubles.flat_map(|doubles| going_of(case, doubles, table, database)).collect()
}

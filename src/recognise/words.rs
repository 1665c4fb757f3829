//! Words as numbers.
//!
//! Every table is held against every role of every layout, and hardly any column has the name that is looked for. So
//! names are compared by a number for their word first, and letter by letter only where that is the same.

use super::candidate::{ascii_letters, letters, same_word};
use super::weight;
use crate::layouts::{FieldShape, Need, RoleShape};
use crate::model::schema::{Column, Schema, Table};

/// A number for a name: the same for the same word, and for others hardly ever.
pub fn number(name: &str) -> u64 {
    // FNV-1a, see RFC 9923.
    let start = 0xcbf2_9ce4_8422_2325;
    let add = |number: u64, byte: u8| (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    if name.is_ascii() {
        ascii_letters(name).fold(start, add)
    } else {
        letters(name).bytes().fold(start, add)
    }
}

/// One bit for a word.
fn bit(number: u64) -> u128 {
    1 << (number >> 57)
}

/// One bit for the last letter of a name; all of them where it is none of ASCII.
fn ending(name: &str) -> u128 {
    match ascii_letters(name).next_back() {
        Some(letter) if name.is_ascii() => 1 << (letter & 127),
        _ => u128::MAX,
    }
}

/// A table with the numbers of its columns' names.
pub struct Spelled<'a> {
    /// The table.
    pub table: &'a Table,
    numbers: Vec<u64>,
    /// The bits of all of them: most words are excluded by one look at it.
    bits: u128,
    /// The bit of the last letter of the table's name.
    ending: u128,
    /// The columns by which rows are found or proven, whatever they are called.
    pub telling: Vec<&'a Column>,
}

impl<'a> Spelled<'a> {
    /// The tables of a schema.
    pub fn all(schema: &'a Schema) -> Vec<Self> {
        schema.tables.iter().map(Self::of).collect()
    }

    fn of(table: &'a Table) -> Self {
        let numbers: Vec<u64> = table.columns.iter().map(|column| number(&column.name)).collect();
        let bits = numbers.iter().fold(0, |bits, number| bits | bit(*number));
        let telling = table.columns.iter().filter(|column| weight::is_telling(table, column)).collect();
        Self { table, numbers, bits, ending: ending(&table.name.name), telling }
    }

    /// The columns whose name is that word, of which the number is given as well.
    pub fn called<'b>(&'b self, word: &'b str, number: u64) -> impl Iterator<Item = &'a Column> + 'b {
        let numbers = if self.may_have(number) { self.numbers.as_slice() } else { &[] };
        let columns = numbers.iter().zip(&self.table.columns);
        let alike = columns.filter(move |(other, _)| **other == number).map(|(_, column)| column);
        alike.filter(move |column| column.name == word || same_word(word, &column.name))
    }

    /// Whether a column may have the word of that number for its name.
    pub fn may_have(&self, number: u64) -> bool {
        self.bits & bit(number) != 0
    }
}

/// A name with its number.
pub type Name = (&'static str, u64);

/// What a field is called: its own name first.
pub struct FieldNames {
    names: Vec<Name>,
    bits: u128,
}

impl FieldNames {
    fn of(field: &'static FieldShape) -> Self {
        let names = std::iter::once(field.name).chain(field.also.iter().copied());
        let names: Vec<Name> = names.map(|name| (name, number(name))).collect();
        let bits = names.iter().fold(0, |bits, (_, number)| bits | bit(*number));
        Self { names, bits }
    }

    /// The names that a column of the table may have.
    pub fn in_table(&self, table: &Spelled<'_>) -> &[Name] {
        if table.bits & self.bits == 0 { &[] } else { &self.names }
    }
}

/// The names of a role's fields with their numbers.
pub struct RoleNames {
    fields: Vec<FieldNames>,
    /// For each field that a table must have, the bits of its names.
    must: Vec<u128>,
    /// The bits of the last letters of the usual names of the role's table.
    endings: u128,
    /// The columns that the role's table never has.
    pub never: Vec<Name>,
}

impl RoleNames {
    /// The names of the role's fields.
    pub fn of(role: &'static RoleShape) -> Self {
        let fields: Vec<FieldNames> = role.fields.iter().map(FieldNames::of).collect();
        let must = role.fields.iter().zip(&fields).filter(|(field, _)| field.need == Need::Must);
        let must = must.map(|(_, names)| names.bits).collect();
        let endings = role.usual_tables.iter().fold(0, |endings, name| endings | ending(name));
        Self { fields, must, endings, never: role.never.iter().map(|name| (*name, number(name))).collect() }
    }

    /// In the order of the fields.
    pub fn each(&self) -> impl Iterator<Item = &FieldNames> {
        self.fields.iter()
    }

    /// Whether a table may have one of the usual names, with or without a prefix.
    pub fn may_be_called_so(&self, table: &Spelled<'_>) -> bool {
        self.endings & table.ending != 0
    }

    /// How many of the fields that it must have a table has at most, and whether these are all.
    pub fn at_most(&self, table: &Spelled<'_>) -> (usize, bool) {
        let found = self.must.iter().filter(|bits| table.bits & **bits != 0).count();
        (found, found == self.must.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::ObjectName;
    use crate::model::types::{DataType, TypeKind};

    #[test]
    fn the_same_word_has_the_same_number() {
        let names =
            ["user_id", "userId", "USERID", "_user__id", "userid\u{212a}", "USERIDk", "Ünï", "ünï_", "", "_"];
        for (left, right) in names.iter().flat_map(|left| names.iter().map(move |right| (left, right))) {
            assert_eq!(same_word(left, right), number(left) == number(right), "{left} and {right}");
        }
    }

    #[test]
    fn columns_are_found_in_their_order() {
        let mut table = Table::new(ObjectName::new("t"));
        let names = ["id", "userId", "user_id", "e"];
        let text = || DataType {
            text: "text".to_owned(),
            kind: TypeKind::Other,
            unsigned: false,
            array_dimensions: 0,
        };
        table.columns = names.map(|name| Column::new(name, text())).to_vec();
        let schema = Schema { tables: vec![table], ..Schema::new(crate::dialects::Dialect::Sqlite) };
        let tables = Spelled::all(&schema);
        let found = |word| {
            tables[0].called(word, number(word)).map(|column| column.name.as_str()).collect::<Vec<_>>()
        };

        assert_eq!(found("USER_ID"), ["userId", "user_id"]);
        assert!(found("email").is_empty());
    }
}

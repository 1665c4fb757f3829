//! Words as numbers.
//!
//! Every table is held against every role of every layout, and hardly any column has the name that is looked for. So
//! names are compared by a number for their word first, and letter by letter only where that is the same.

use super::candidate::{ascii_letters, letters, same_word};
use crate::layouts::FieldShape;
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
fn bit(number: u64) -> u64 {
    1 << (number >> 58)
}

/// A table with the numbers of its columns' names.
pub struct Spelled<'a> {
    /// The table.
    pub table: &'a Table,
    numbers: Vec<u64>,
    /// The bits of all of them: most words are excluded by one look at it.
    bits: u64,
}

impl<'a> Spelled<'a> {
    /// The tables of a schema.
    pub fn all(schema: &'a Schema) -> Vec<Self> {
        schema.tables.iter().map(Self::of).collect()
    }

    fn of(table: &'a Table) -> Self {
        let numbers: Vec<u64> = table.columns.iter().map(|column| number(&column.name)).collect();
        let bits = numbers.iter().fold(0, |bits, number| bits | bit(*number));
        Self { table, numbers, bits }
    }

    /// The columns whose name is that word, of which the number is given as well.
    pub fn called<'b>(&'b self, word: &'b str, number: u64) -> impl Iterator<Item = &'a Column> + 'b {
        let may_be = self.bits & bit(number) != 0;
        let columns = self.numbers.iter().zip(&self.table.columns).filter(move |_| may_be);
        let alike = columns.filter(move |(other, _)| **other == number).map(|(_, column)| column);
        alike.filter(move |column| column.name == word || same_word(word, &column.name))
    }
}

/// The names of a role's fields, each with its number: of each field its own name first, then what else it is called.
pub struct FieldNames(Vec<Vec<(&'static str, u64)>>);

impl FieldNames {
    /// The names of these fields.
    pub fn of(fields: &'static [FieldShape]) -> Self {
        let names = |field: &'static FieldShape| {
            std::iter::once(field.name).chain(field.also.iter().copied()).map(|name| (name, number(name)))
        };
        Self(fields.iter().map(|field| names(field).collect()).collect())
    }

    /// In the order of the fields.
    pub fn each(&self) -> impl Iterator<Item = &[(&'static str, u64)]> {
        self.0.iter().map(Vec::as_slice)
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

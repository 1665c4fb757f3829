//! What a new table shares with the one that it stands beside: in MySQL engine, character set and collation.

use crate::dialects::Dialect;
use crate::model::schema::{Column, Table};
use crate::model::types::DataType;

/// The character set and collation that a MySQL table gives to its columns, as far as its options say.
fn charset(table: &Table) -> (Option<String>, Option<String>) {
    let find = |words: &[&str]| {
        table.options.iter().find_map(|option| {
            let (name, value) = option.split_once('=').or_else(|| option.rsplit_once(' '))?;
            let name = name.trim().to_ascii_uppercase();
            let name = name.strip_prefix("DEFAULT ").unwrap_or(&name).trim();
            words.contains(&name).then(|| value.trim().to_owned())
        })
    };
    (find(&["CHARSET", "CHARACTER SET"]), find(&["COLLATE"]))
}

/// The type that holds whatever a column holds, in a table that is not `STRICT`. In one that is, `ANY` keeps every value as
/// it is; elsewhere SQLite takes the word for a number's, and a column without a type for what `ANY` says
/// (sqlite.org/stricttables.html, "The ANY datatype").
pub fn type_outside(from: &Table, column: &Column) -> DataType {
    if from.is_strict() && column.data_type.text.eq_ignore_ascii_case("any") {
        return DataType { text: String::new(), ..column.data_type.clone() };
    }
    column.data_type.clone()
}

/// The table options that a table beside this one should share: in MySQL engine, character set and collation.
pub fn storage_options(dialect: Dialect, table: &Table) -> Vec<String> {
    if dialect != Dialect::MySql {
        return Vec::new();
    }
    let shared = |option: &&String| {
        let upper = option.to_ascii_uppercase();
        [
            "ENGINE",
            "DEFAULT CHARSET",
            "CHARSET",
            "DEFAULT CHARACTER SET",
            "CHARACTER SET",
            "COLLATE",
            "DEFAULT COLLATE",
            "ROW_FORMAT",
        ]
        .iter()
        .any(|word| upper.starts_with(word))
    };
    table.options.iter().filter(shared).cloned().collect()
}

/// A column of a table that refers to one of another: of its type, and in MySQL of its character set, which the other
/// table may say for it.
pub fn referring_column(dialect: Dialect, name: &str, like: &Column, of: &Table, within: &Table) -> Column {
    let is_text = dialect == Dialect::MySql && like.data_type.kind.is_text();
    let (set, collation) = if is_text && charset(of) != charset(within) { charset(of) } else { (None, None) };
    Column {
        character_set: like.character_set.clone().or(set),
        collation: like.collation.clone().or(collation),
        ..Column::new(name, like.data_type.clone())
    }
}

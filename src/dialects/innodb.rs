//! What MySQL and MariaDB add to the tables that a person writes: names, and an index for a foreign key that has none.
//!
//! A dump shows both. A text that was written by hand does not, and who drops one of the indexes has to know which are
//! left. Sources: MySQL manual, "FOREIGN KEY Constraints"; `foreign_key_prefix` and `make_unique_key_name` in the server
//! (sql/sql_table.cc), `dict_create_add_foreign_id` in InnoDB (dict/dict0crea.cc). Held against MariaDB.

use super::{Dialect, default_names};
use crate::model::schema::{ForeignKey, Index, IndexPart, IndexTarget, Schema, Table};
use crate::order::arrange;

/// The schema as the database has it.
pub fn completed(schema: &Schema) -> Schema {
    let mut completed = schema.clone();
    for table in &mut completed.tables {
        table.indexes.extend(indexes_of_foreign_keys(table));
        // Names are counted in the order in which the text has the keys.
        arrange(&mut table.indexes, |left, right| left.span.start.cmp(&right.span.start));
        table.indexes = default_names::indexes(Dialect::MySql, table);
        name_foreign_keys(table);
    }
    completed
}

/// An index for each foreign key whose columns are not the first ones of another key.
fn indexes_of_foreign_keys(table: &Table) -> Vec<Index> {
    let mut made: Vec<Index> = Vec::new();
    // A reference beside a column is read by MariaDB and newer MySQL alone, so nobody can know.
    for key in table.foreign_keys.iter().filter(|key| !key.on_column && !is_served(table, key)) {
        let columns = key.columns.iter().map(String::as_str);
        let index = Index { name: key.name.clone(), span: key.span, ..Index::over(String::new(), columns) };
        if made.iter().any(|other| other.parts.len() > index.parts.len() && begins_with(other, key)) {
            continue;
        }
        made.retain(|other| !index.parts.starts_with(&other.parts));
        made.push(index);
    }
    made
}

/// Whether a key that was written begins with the columns of the foreign key.
fn is_served(table: &Table, key: &ForeignKey) -> bool {
    let keys = table.primary_key.iter().chain(&table.uniques);
    keys.into_iter().any(|other| other.columns.starts_with(&key.columns))
        || table.indexes.iter().any(|index| begins_with(index, key))
}

fn begins_with(index: &Index, key: &ForeignKey) -> bool {
    let is_whole = |part: &IndexPart, column: &String| {
        part.target == IndexTarget::Column(column.clone()) && part.prefix_length.is_none()
    };
    index.method.as_deref().is_none_or(|method| method == "btree")
        && index.parts.len() >= key.columns.len()
        && index.parts.iter().zip(&key.columns).all(|(part, column)| is_whole(part, column))
}

/// `table_ibfk_1` and so on, behind the highest number that there is.
fn name_foreign_keys(table: &mut Table) {
    let start = format!("{}_ibfk_", table.name.name);
    let number = |key: &ForeignKey| key.name.as_ref()?.strip_prefix(&start)?.parse::<u32>().ok();
    let mut last = table.foreign_keys.iter().filter_map(number).max().unwrap_or(0);
    for key in table.foreign_keys.iter_mut().filter(|key| key.name.is_none() && !key.on_column) {
        last += 1;
        key.name = Some(format!("{start}{last}"));
    }
}

#[cfg(test)]
mod tests {
    use super::completed;
    use crate::dialects::Dialect;
    use crate::model::schema::{IndexTarget, Table};
    use crate::parse::parse;

    fn names(table: &Table) -> Vec<String> {
        let indexes = table.indexes.iter().map(|index| {
            let columns = index.parts.iter().map(|part| match &part.target {
                IndexTarget::Column(column) => column.as_str(),
                IndexTarget::Expression(_) => "()",
            });
            format!("{} {}", index.name.as_deref().unwrap_or_default(), columns.collect::<Vec<_>>().join(","))
        });
        let keys = table.foreign_keys.iter().filter_map(|key| key.name.clone());
        indexes.chain(keys).collect()
    }

    /// Held against MariaDB 10.11: this is what `SHOW CREATE TABLE` says of the same text.
    #[test]
    fn names_and_indexes_are_those_of_the_database() {
        let sql = "CREATE TABLE a (x INT, y INT, PRIMARY KEY (x, y), KEY (y));
            CREATE TABLE b (
              x INT, y INT, z INT, w INT, PRIMARY KEY (x), KEY (y), UNIQUE KEY (z, y),
              FOREIGN KEY (x, y) REFERENCES a (x, y), FOREIGN KEY (x) REFERENCES a (x),
              FOREIGN KEY (y) REFERENCES a (y), FOREIGN KEY (z) REFERENCES a (x),
              CONSTRAINT mine FOREIGN KEY (w) REFERENCES a (x), FOREIGN KEY (w, y) REFERENCES a (x, y),
              FOREIGN KEY (y, x) REFERENCES a (x, y));";
        let (schema, findings) = parse(sql, Dialect::MySql);
        assert_eq!(findings, []);
        assert_eq!(names(&completed(&schema).tables[1]), EXPECTED);
    }

    const EXPECTED: &[&str] = &[
        "y y", "x x,y", "w w,y", "y_2 y,x", "b_ibfk_1", "b_ibfk_2", "b_ibfk_3", "b_ibfk_4", "mine",
        "b_ibfk_5", "b_ibfk_6",
    ];
}

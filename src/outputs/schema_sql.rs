//! `schema.sql`: the whole result as SQL, for a new database.

use super::migration::{Item, script_text};
use crate::dialects::ddl::create_schema;
use crate::model::schema::{OtherObject, Schema};

/// Writes the file; `from` is the schema as it was.
pub fn render(from: &Schema, to: &Schema, title: &str) -> String {
    let about = match from == to {
        true => "The schema as it is, for a new database.",
        false => "The resulting schema, for a new database. Yours gets there by migration/up.sql.",
    };
    let mut items = vec![Item::Comment(format!("{title}: schema.sql")), Item::Comment(about.to_owned())];
    let gone = gone_columns(from, to);
    // Statements that are kept as text still call a column by its old name.
    let is_outdated =
        |other: &OtherObject| other.identifiers.iter().any(|word| gone.contains(&word.as_str()));
    let mut schema = to.clone();
    schema.others.retain(|other| !is_outdated(other));
    for other in to.others.iter().filter(|other| is_outdated(other)) {
        items
            .push(Item::Comment(format!("Left out, because it names a column that is gone: {}", other.text)));
    }
    items.extend(
        create_schema(&schema).into_iter().flat_map(|statement| [Item::Blank, Item::Statement(statement)]),
    );
    script_text(to.dialect, &items)
}

/// Columns of tables that are still there, but not they.
fn gone_columns<'schema>(from: &'schema Schema, to: &Schema) -> Vec<&'schema str> {
    let tables = from.tables.iter().filter_map(|table| Some((table, to.table(&table.name)?)));
    let columns = tables.flat_map(|(before, after)| {
        before.columns.iter().filter(|column| after.column(&column.name).is_none())
    });
    columns.map(|column| column.name.as_str()).collect()
}

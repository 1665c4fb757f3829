//! The rows in the user's own text, as rows of the rehearsal.

use std::collections::BTreeMap;

use super::table_rows::TableRows;
use super::value::Value;
use crate::model::schema::{Column, Schema, Table};
use crate::parse::{Given, GivenRows};

/// Rows of a table by their columns' names.
pub type ByName = Vec<BTreeMap<String, Value>>;

/// The table's rows in the text, statement by statement; the remarks say which cannot be used.
pub fn of_table(
    schema: &Schema,
    table: &Table,
    given: &[GivenRows],
    remarks: &mut Vec<String>,
) -> Vec<TableRows> {
    let own = given.iter().filter(|given| schema.dialect.same_object(&given.table, &table.name));
    own.filter_map(|given| match columns(schema, table, given) {
        Ok(columns) => Some(rows(table, &columns, given, remarks)),
        Err(unknown) => {
            remarks.push(format!(
                "{}: {} rows of your text are not used, because it has no column {unknown}.",
                table.name,
                given.rows.len()
            ));
            None
        }
    })
    .collect()
}

/// Says which rows belong to no table.
pub fn without_table(schema: &Schema, given: &[GivenRows]) -> Vec<String> {
    let is_there = |given: &&GivenRows| {
        schema.tables.iter().any(|table| schema.dialect.same_object(&given.table, &table.name))
    };
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for given in given.iter().filter(|given| !is_there(given)) {
        *names.entry(given.table.to_string()).or_default() += given.rows.len();
    }
    let said = |(name, count): (String, usize)| {
        format!("{name}: {count} rows of your text are not used, because there is no such table.")
    };
    names.into_iter().map(said).collect()
}

/// The rows with the names of their columns, for keys to see.
pub fn by_name(own: &TableRows) -> ByName {
    let named = |row: &Vec<Value>| {
        let pairs = own.columns.iter().zip(row);
        pairs.map(|(column, value)| (column.name.clone(), value.clone())).collect()
    };
    own.rows.iter().map(named).collect()
}

/// The columns that the statement means, or the name of one that is not there.
fn columns<'a>(schema: &Schema, table: &'a Table, given: &GivenRows) -> Result<Vec<&'a Column>, String> {
    if given.columns.is_empty() {
        return Ok(table.columns.iter().collect());
    }
    let find = |name: &String| {
        let is_it = |column: &&Column| schema.dialect.same_name(&column.name, name);
        table.columns.iter().find(is_it).ok_or_else(|| name.clone())
    };
    given.columns.iter().map(find).collect()
}

fn rows(table: &Table, columns: &[&Column], given: &GivenRows, remarks: &mut Vec<String>) -> TableRows {
    let whole: Vec<&Vec<Given>> = given.rows.iter().filter(|row| row.len() == columns.len()).collect();
    if whole.len() < given.rows.len() {
        remarks.push(format!(
            "{}: {} rows of your text are not used, because they have not as many values as there are columns.",
            table.name,
            given.rows.len() - whole.len()
        ));
    }
    // What is computed takes no value, not even its own.
    let settable: Vec<(usize, &Column)> =
        columns.iter().copied().enumerate().filter(|(_, column)| column.generated.is_none()).collect();
    let pick = |row: &&Vec<Given>| {
        settable.iter().filter_map(|(place, column)| Some(value(column, row.get(*place)?))).collect()
    };
    TableRows {
        table: table.name.clone(),
        columns: settable.iter().map(|(_, column)| (*column).clone()).collect(),
        rows: whole.iter().map(pick).collect(),
        doubts: Vec::new(),
        troubles: 0,
        is_own: true,
    }
}

fn value(column: &Column, given: &Given) -> Value {
    match given {
        Given::Null => Value::Null,
        // `COPY` writes everything as text; to a key a number has to be one.
        Given::Text(text) if column.data_type.kind.is_integer() && text.parse::<i64>().is_ok() => {
            Value::Number(text.clone())
        }
        Given::Text(text) => Value::Text(text.clone()),
        Given::Number(number) => Value::Number(number.clone()),
        Given::Truth(truth) => Value::Truth(*truth),
        Given::Sql(sql) => Value::Expression(sql.clone()),
    }
}

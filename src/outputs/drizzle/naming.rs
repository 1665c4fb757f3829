//! What tables, columns, enums and types are called in the Drizzle text.

use std::collections::BTreeMap;

use super::circles::circles;
use super::core::{Core, TABLE_PROPERTIES};
use crate::dialects::Dialect;
use crate::model::lookup::Lookup;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, EnumType, Schema, Table, View};
use crate::model::views::ViewColumn;
use crate::outputs::given_names::{GivenNames, given_names};
use crate::outputs::library_names::LibraryNames;
use crate::outputs::options::Keys;
use crate::outputs::typescript::names::{Names, camel_case, pascal_case, plain_or_camel_case};

/// All names of a file.
#[derive(Debug)]
pub struct Naming<'schema> {
    schema: &'schema Schema,
    library: &'schema LibraryNames,
    /// PostgreSQL's schemas and MySQL's databases other than the usual one, with their variables.
    pub schemas: Vec<(&'schema str, String)>,
    /// The enum types with their variables.
    pub enums: Vec<(&'schema EnumType, String)>,
    /// The tables.
    pub tables: Vec<NamedTable<'schema>>,
    lookup: Lookup<'schema>,
    /// The views whose columns are known.
    pub views: Vec<NamedView<'schema>>,
    /// Their places, by their names without a schema.
    view_places: BTreeMap<&'schema str, Vec<usize>>,
    /// Names of variables that are left for others.
    pub variables: Names,
}

/// A table with its names.
#[derive(Debug)]
pub struct NamedTable<'schema> {
    /// The table.
    pub table: &'schema Table,
    /// Its variable.
    pub variable: String,
    /// The type of its rows.
    pub row: String,
    /// The type of what is inserted.
    pub new_row: String,
    /// The property of each column.
    pub keys: Vec<String>,
    /// The names of its constraints and indexes.
    pub given: GivenNames,
    /// The mode of each column that a library wants to be given in one.
    pub modes: Vec<Option<&'static str>>,
    /// The same for all tables that refer to each other in a circle.
    pub circle: usize,
}

/// A view with its names.
#[derive(Debug)]
pub struct NamedView<'schema> {
    /// The view.
    pub view: &'schema View,
    /// Its columns.
    pub columns: Vec<ViewColumn<'schema>>,
    /// Its variable.
    pub variable: String,
    /// The type of its rows.
    pub row: String,
    /// The property of each column.
    pub keys: Vec<String>,
}

impl NamedTable<'_> {
    /// The property of the column of that name.
    pub fn key(&self, column: &str) -> Option<&str> {
        let position = self.table.columns.iter().position(|known| known.name == column)?;
        self.keys.get(position).map(String::as_str)
    }

    /// The properties of the columns of those names, unless one is missing.
    pub fn all_keys(&self, columns: &[String]) -> Option<Vec<&str>> {
        columns.iter().map(|column| self.key(column)).collect()
    }
}

impl<'schema> Naming<'schema> {
    /// Names everything in the schema.
    pub fn new(schema: &'schema Schema, core: &Core, keys: Keys, library: &'schema LibraryNames) -> Self {
        let case = match keys {
            Keys::Camel => camel_case,
            Keys::AsIs => plain_or_camel_case,
        };
        let mut variables = Names::for_variables(core.importable);
        let mut types = Names::for_types(&[core.any_column, core.extra]);
        let table_names: Vec<&str> = schema.tables.iter().map(|table| table.name.name.as_str()).collect();
        let table_variables = variables.take_all(&table_names, case, "table", "Table");
        let rows = types.take_all(&table_names, pascal_case, "Row", "Row");
        // TypeScript knows no enumeration without values.
        let enums: Vec<&EnumType> = schema.enums.iter().filter(|known| !known.values.is_empty()).collect();
        let enum_names: Vec<&str> = enums.iter().map(|known| known.name.name.as_str()).collect();
        let enum_variables = variables.take_all(&enum_names, case, "enumeration", "Enum");
        let views = views(schema, case, &mut variables, &mut types);
        let mut view_places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, named) in views.iter().enumerate() {
            view_places.entry(&named.view.name.name).or_default().push(place);
        }
        let mut schema_names: Vec<&str> = Vec::new();
        let of_tables = schema.tables.iter().map(|table| &table.name);
        let of_views = views.iter().map(|named| &named.view.name);
        let qualified = enums.iter().map(|known| &known.name).chain(of_tables).chain(of_views);
        for name in qualified.filter_map(named_schema) {
            if !schema_names.contains(&name) {
                schema_names.push(name);
            }
        }
        let schema_variables = variables.take_all(&schema_names, case, "schema", "Schema");
        let tables = schema
            .tables
            .iter()
            .zip(table_variables.into_iter().zip(rows))
            .zip(given_names(schema).into_iter().zip(circles(schema)))
            .map(|((table, (variable, row)), (constraints, circle))| {
                let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
                let given = |column: &str| match keys {
                    Keys::Camel => library.property(schema.dialect, &table.name, column),
                    Keys::AsIs => None,
                };
                let mut free = Names::for_properties(TABLE_PROPERTIES);
                let keys = free.take_all_but(&columns, given, case, ["column", "Column"]);
                let mode = |column: &&str| library.mode(schema.dialect, &table.name, column);
                let modes = columns.iter().map(mode).collect();
                let new_row = types.take(&format!("New{row}"), "Row");
                NamedTable { table, variable, row, new_row, keys, given: constraints, modes, circle }
            })
            .collect();
        Self {
            schema,
            library,
            schemas: schema_names.into_iter().zip(schema_variables).collect(),
            enums: enums.into_iter().zip(enum_variables).collect(),
            tables,
            lookup: Lookup::of(schema.dialect, schema.tables.iter().map(|table| &table.name)),
            view_places,
            views,
            variables,
        }
    }

    /// The schema.
    pub fn schema(&self) -> &'schema Schema {
        self.schema
    }

    /// The table of that name.
    pub fn table(&self, name: &ObjectName) -> Option<&NamedTable<'schema>> {
        self.tables.get(self.lookup.place(name)?)
    }

    /// The mode in which a library wants to be given the column.
    pub fn mode(&self, table: &Table, column: &Column) -> Option<&'static str> {
        self.library.mode(self.schema.dialect, &table.name, &column.name)
    }

    /// The views of that name, in whichever schema.
    pub fn views_called(&self, name: &str) -> impl Iterator<Item = &NamedView<'schema>> {
        let places = self.view_places.get(name).into_iter().flatten();
        places.filter_map(|place| self.views.get(*place))
    }

    /// The variable of the enum type of that name.
    pub fn enumeration(&self, name: &ObjectName) -> Option<&str> {
        self.enums
            .iter()
            .find(|(known, _)| self.schema.dialect.same_object(&known.name, name))
            .map(|(_, variable)| variable.as_str())
    }

    /// The variable of the schema that the name is in, unless it is the usual one.
    pub fn schema_variable(&self, name: &ObjectName) -> Option<&str> {
        let wanted = named_schema(name)?;
        self.schemas.iter().find(|(known, _)| *known == wanted).map(|(_, variable)| variable.as_str())
    }
}

/// The views whose columns are known. drizzle-kit leaves out those of a database that is named.
fn views<'schema>(
    schema: &'schema Schema,
    case: fn(&str, &str) -> String,
    variables: &mut Names,
    types: &mut Names,
) -> Vec<NamedView<'schema>> {
    let mut views = Vec::new();
    for known in schema.views_with_columns() {
        let (view, Some(columns)) = (known.view, known.columns) else { continue };
        if schema.dialect == Dialect::MySql && view.name.schema.is_some() {
            continue;
        }
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let keys = Names::for_properties(TABLE_PROPERTIES).take_all(&names, case, "column", "Column");
        let variable = variables.take(&case(&view.name.name, "view"), "View");
        let row = types.take(&pascal_case(&view.name.name, "Row"), "Row");
        views.push(NamedView { view, columns, variable, row, keys });
    }
    views
}

/// The schema of a name, unless it is where tables are anyway: Drizzle does not let `public` be named.
pub(super) fn named_schema(name: &ObjectName) -> Option<&str> {
    name.schema.as_deref().filter(|schema| !matches!(*schema, "public" | "main"))
}

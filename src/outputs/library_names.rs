//! Names in code that a library's own adapters look for: properties of Drizzle's tables, models and fields of Prisma.

use crate::dialects::Dialect;
use crate::layouts::Layout;
use crate::layouts::wiring::{self, Properties, Wiring};
use crate::model::names::ObjectName;
use crate::outputs::typescript::names::camel_case;
use crate::recognise::FoundRole;
use std::collections::BTreeMap;

/// The library whose tables a schema has.
#[derive(Debug, Clone)]
pub struct Library {
    /// Its layout.
    pub layout: &'static Layout,
    /// The version of it.
    pub version: &'static str,
    /// What made the tables, when that could be recognised.
    pub variant: Option<&'static str>,
    /// What reads the tables, by the driver's name: as the user has chosen it, or as what made them does.
    pub driver: Option<&'static str>,
    /// SQLite with Drizzle: whether moments are seconds, where the library's own schema has milliseconds today.
    pub in_seconds: bool,
    /// The table of each role.
    pub roles: BTreeMap<&'static str, FoundRole>,
}

impl Library {
    /// How it is told about its tables, if that is known.
    pub fn wiring(&self) -> Option<&'static Wiring> {
        wiring::of(self.layout.name, self.version)
    }
}

/// Names that code has to use.
#[derive(Debug, Clone, Default)]
pub struct LibraryNames {
    tables: Vec<TableNames>,
}

#[derive(Debug, Clone)]
struct TableNames {
    table: ObjectName,
    model: Option<&'static str>,
    properties: Vec<(String, String)>,
    made: Vec<String>,
    modes: Vec<(String, &'static str)>,
}

impl LibraryNames {
    /// The names that a library looks for.
    pub fn of(library: Option<&Library>) -> Self {
        let Some((library, wiring)) = library.and_then(|library| Some((library, library.wiring()?))) else {
            return Self::default();
        };
        let property = |field: &str| match wiring.properties {
            Properties::Any => None,
            Properties::Field => Some(field.to_owned()),
            Properties::CamelField => Some(camel_case(field, field)),
        };
        let mode = |field: &str| {
            let (_, mode) = wiring.modes.iter().find(|(known, _)| *known == field)?;
            Some(if library.in_seconds { mode.trim_end_matches("_ms") } else { mode })
        };
        let tables = library.roles.iter().map(|(name, role)| TableNames {
            table: role.table.clone(),
            model: wiring.models.iter().find(|(role, _)| role == name).map(|(_, model)| *model),
            properties: role
                .columns
                .iter()
                .filter_map(|(field, column)| Some((column.clone(), property(field)?)))
                .collect(),
            made: of_fields(role, wiring.made_by_prisma),
            modes: role
                .columns
                .iter()
                .filter_map(|(field, column)| Some((column.clone(), mode(field)?)))
                .collect(),
        });
        Self { tables: tables.collect() }
    }

    fn table(&self, dialect: Dialect, table: &ObjectName) -> Option<&TableNames> {
        self.tables.iter().find(|known| dialect.same_object(&known.table, table))
    }

    /// The name of the column in code.
    pub fn property(&self, dialect: Dialect, table: &ObjectName, column: &str) -> Option<String> {
        let known = self.table(dialect, table)?;
        known.properties.iter().find(|(name, _)| name == column).map(|(_, property)| property.clone())
    }

    /// The mode in which Drizzle has to give a column of SQLite that holds whole numbers.
    pub fn mode(&self, dialect: Dialect, table: &ObjectName, column: &str) -> Option<&'static str> {
        let known = self.table(dialect, table).filter(|_| dialect == Dialect::Sqlite)?;
        known.modes.iter().find(|(name, _)| name == column).map(|(_, mode)| *mode)
    }

    /// Whether Prisma's client has to make the column's value, because neither the library nor the database does.
    pub fn is_made_by_prisma(&self, dialect: Dialect, table: &ObjectName, column: &str) -> bool {
        self.table(dialect, table).is_some_and(|known| known.made.iter().any(|name| name == column))
    }

    /// The name of the table's model.
    pub fn model(&self, dialect: Dialect, table: &ObjectName) -> Option<&'static str> {
        self.table(dialect, table)?.model
    }
}

/// The columns of these fields, and those that are called so and are none of the library's.
fn of_fields(role: &FoundRole, fields: &[&str]) -> Vec<String> {
    let known = role.columns.iter().filter(|(field, _)| fields.contains(*field)).map(|(_, column)| column);
    known.chain(role.extra.iter().filter(|column| fields.contains(&column.as_str()))).cloned().collect()
}

/// What a tool for code calls a table and its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedInCode {
    /// The table.
    pub table: ObjectName,
    /// Drizzle's variable, or Prisma's model.
    pub name: String,
    /// Each column with its name in code.
    pub columns: Vec<(String, String)>,
}

impl NamedInCode {
    /// What the column is called.
    pub fn column(&self, column: &str) -> Option<&str> {
        self.columns.iter().find(|(name, _)| name == column).map(|(_, property)| property.as_str())
    }
}

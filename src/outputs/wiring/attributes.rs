//! Columns that the application added to a library's tables: what a driver gives for them, under which name.

use super::Wired;
use super::drivers::Mapper;
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;
use crate::outputs::kysely::values::{Value, value};
use crate::outputs::typescript::literals;
use crate::outputs::typescript::names::{Names, camel_case, is_plain_key};
use crate::outputs::typescript::types::{Member, Type};
use crate::recognise::FoundRole;

/// A column of the application's own.
pub struct Attribute<'a> {
    /// The column.
    pub column: &'a Column,
    /// What it is called in a row.
    pub key: String,
    /// What the application calls it.
    pub property: String,
    /// Its type in a row.
    pub row_type: Type,
}

/// Words in names of columns that hold what should not leave the database by accident.
const SECRET: &[&str] = &["password", "hash", "secret", "token", "recovery"];

impl Attribute<'_> {
    /// Whether it holds what should not be shown by accident.
    pub fn is_secret(&self) -> bool {
        let name = self.column.name.to_lowercase();
        SECRET.iter().any(|word| name.contains(word))
    }

    /// The value in a row of that name.
    pub fn of_row(&self, row: &str) -> String {
        if is_plain_key(&self.key) {
            format!("{row}.{}", self.key)
        } else {
            format!("{row}[{}]", literals::string(&self.key))
        }
    }

    /// It in an interface for rows.
    pub fn member(&self) -> Member {
        let comment = self.column.comment.as_deref().map(literals::documentation).unwrap_or_default();
        Member { comment, name: self.key.clone(), member_type: self.row_type.clone() }
    }
}

impl<'a> Wired<'a> {
    /// The table of a role.
    pub fn table(&self, role: &str) -> Option<&'a Table> {
        self.schema.table(&self.library.roles.get(role)?.table)
    }

    /// The columns of a role's table that are no field of it; `taken` are names that the library gives.
    pub fn attributes(&self, role: &str, taken: &[&str]) -> Vec<Attribute<'a>> {
        let (Some(table), Some(role)) = (self.table(role), self.role(role)) else { return Vec::new() };
        let columns: Vec<&Column> =
            table.columns.iter().filter(|column| role.extra.contains(&column.name)).collect();
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let properties = Names::for_properties(taken).take_all(&names, camel_case, "attribute", "Attribute");
        columns
            .into_iter()
            .zip(properties)
            .map(|(column, property)| Attribute {
                key: self.key(role, &column.name),
                property,
                row_type: self.type_of(column),
                column,
            })
            .collect()
    }

    /// What a column is called in a row.
    fn key(&self, role: &FoundRole, column: &str) -> String {
        let named = self.in_code(&role.table).and_then(|named| named.column(column));
        named.unwrap_or(column).to_owned()
    }

    /// The type of the column of a field.
    pub fn field_type(&self, role: &str, field: &str) -> Option<Type> {
        let column = self.table(role)?.column(self.role(role)?.columns.get(field)?)?;
        Some(self.type_of(column))
    }

    fn type_of(&self, column: &Column) -> Type {
        let known = match value(self.dialect, self.schema.base_type(&column.data_type)) {
            Value::Plain(name) => name,
            Value::Alias("Int8" | "Numeric") => "string",
            Value::Alias("Timestamp") => "Date",
            Value::Alias("Point") => "{ x: number; y: number }",
            Value::Alias(_) => "unknown",
        };
        let known = match self.driver.mapper {
            Some(Mapper::Prisma) => in_prisma(&column.data_type.kind).unwrap_or(known),
            _ => known,
        };
        let own = self.driver.gives.iter().find(|(usual, _)| *usual == known).map_or(known, |(_, own)| own);
        let mut row_type = Type::name(own);
        for _ in 0..column.data_type.array_dimensions {
            row_type = Type::Array(Box::new(row_type));
        }
        if column.nullable && own != "unknown" { row_type.or_null() } else { row_type }
    }
}

/// Where Prisma gives something else than the driver does.
fn in_prisma(kind: &TypeKind) -> Option<&'static str> {
    match kind {
        TypeKind::BigInteger => Some("bigint"),
        TypeKind::Boolean => Some("boolean"),
        TypeKind::Binary { .. } => Some("Uint8Array"),
        TypeKind::Date | TypeKind::DateTime { .. } | TypeKind::Instant { .. } | TypeKind::Time { .. } => {
            Some("Date")
        }
        TypeKind::Decimal { .. } | TypeKind::Json | TypeKind::Jsonb => Some("unknown"),
        _ => None,
    }
}

//! Column types as Drizzle says them, and as a type of our own where it has no word for them.

use super::naming::Naming;
use crate::dialects::Dialect;
use crate::model::schema::{AutoNumber, Column};
use crate::model::types::TypeKind;
use crate::outputs::typescript::syntax::Node;

mod mysql;
mod postgresql;
mod sqlite;

pub use postgresql::is_understood;

/// What a column's values are in TypeScript, as far as its default can be written with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// Strings.
    Text,
    /// One of these strings.
    OneOf(Vec<String>),
    /// Numbers.
    Number,
    /// Truth values.
    Boolean,
    /// Anything else: a default is written as SQL.
    Other,
}

/// What makes a column of a type.
#[derive(Debug, Clone, PartialEq)]
pub enum Maker {
    /// A function of the package.
    Package(&'static str),
    /// The variable of an enum type.
    Enumeration(String),
    /// A type of our own.
    Custom(CustomType),
}

/// A type of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomType {
    /// What drizzle-kit writes for it.
    pub sql: String,
    /// What its values are in TypeScript.
    pub data: CustomData,
}

/// What the values of a type of our own are in TypeScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomData {
    /// Strings.
    Text,
    /// Numbers.
    Number,
    /// Truth values that the driver knows.
    Boolean,
    /// Truth values that the database keeps as 0 and 1.
    BooleanAsNumber,
    /// Bytes.
    Bytes,
    /// Points in time.
    Date,
    /// JSON that the database keeps as text.
    JsonAsText,
    /// Unknown.
    Unknown,
}

impl CustomType {
    /// The call that makes the type.
    pub fn maker(&self) -> Node {
        let data = match self.data {
            CustomData::Text => "{ data: string }",
            CustomData::Number => "{ data: number }",
            CustomData::Boolean => "{ data: boolean }",
            CustomData::BooleanAsNumber => "{ data: boolean; driverData: number }",
            CustomData::Bytes => "{ data: Uint8Array }",
            CustomData::Date => "{ data: Date }",
            CustomData::JsonAsText => "{ data: unknown; driverData: string }",
            CustomData::Unknown => "{ data: unknown }",
        };
        let mut properties = vec![property("dataType", "()", Node::string(&self.sql))];
        match self.data {
            CustomData::BooleanAsNumber => {
                properties.push(property(
                    "toDriver",
                    "(value)",
                    Node::call("Number", vec![Node::name("value")]),
                ));
                properties.push(property(
                    "fromDriver",
                    "(value)",
                    Node::call("Boolean", vec![Node::name("value")]),
                ));
            }
            CustomData::JsonAsText => {
                properties.push(property(
                    "toDriver",
                    "(value)",
                    Node::call("JSON.stringify", vec![Node::name("value")]),
                ));
                properties.push(property(
                    "fromDriver",
                    "(value)",
                    Node::call("JSON.parse", vec![Node::name("value")]),
                ));
            }
            _ => {}
        }
        Node::Call {
            function: "customType".to_string(),
            type_argument: Some(data.to_string()),
            arguments: vec![Node::spread_object(properties)],
        }
    }

    fn values(&self) -> Values {
        match self.data {
            CustomData::Text => Values::Text,
            CustomData::Number => Values::Number,
            CustomData::Boolean => Values::Boolean,
            _ => Values::Other,
        }
    }
}

fn property(name: &str, parameters: &str, body: Node) -> crate::outputs::typescript::syntax::Property {
    crate::outputs::typescript::syntax::Property::new(name, Node::arrow(parameters, body))
}

/// How a column of a type is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Builder {
    /// What makes it.
    pub maker: Maker,
    /// What it is told besides the name.
    pub options: Vec<(&'static str, Node)>,
    /// What its values are.
    pub values: Values,
    /// The values of an inline enumeration, which stand between the name and the options.
    pub members: Option<Vec<String>>,
    /// `.array()`, so many times.
    pub array_dimensions: u8,
}

impl Builder {
    fn package(function: &'static str, values: Values) -> Self {
        Self {
            maker: Maker::Package(function),
            options: Vec::new(),
            values,
            members: None,
            array_dimensions: 0,
        }
    }

    fn custom(sql: impl Into<String>, data: CustomData) -> Self {
        let custom = CustomType { sql: sql.into(), data };
        let values = custom.values();
        Self { maker: Maker::Custom(custom), options: Vec::new(), values, members: None, array_dimensions: 0 }
    }

    fn option(mut self, name: &'static str, value: Node) -> Self {
        self.options.push((name, value));
        self
    }

    fn number_option(self, name: &'static str, value: Option<u32>) -> Self {
        match value {
            Some(value) => self.option(name, Node::number(value)),
            None => self,
        }
    }

    /// The same in a mode, where it holds SQLite's whole numbers. A default is then written as SQL.
    pub fn in_mode(self, mode: &'static str) -> Self {
        if self.maker != Maker::Package("integer") {
            return self;
        }
        let values = if mode == "boolean" { Values::Boolean } else { Values::Other };
        Self { values, ..self.text_option("mode", mode) }
    }

    fn text_option(self, name: &'static str, value: &str) -> Self {
        self.option(name, Node::string(value))
    }

    fn true_option(self, name: &'static str, wanted: bool) -> Self {
        if wanted { self.option(name, Node::Constant("true".to_string())) } else { self }
    }
}

/// How the column is made. `alone_in_primary_key`: SQLite treats such an `INTEGER` in its own way.
pub fn builder(
    dialect: Dialect,
    naming: &Naming<'_>,
    column: &Column,
    alone_in_primary_key: bool,
) -> Builder {
    match dialect {
        Dialect::PostgreSql => postgresql::builder(naming, column),
        Dialect::MySql => mysql::builder(column),
        Dialect::Sqlite => sqlite::builder(column, alone_in_primary_key),
    }
}

/// What the values of a type are when it has to be a type of our own.
fn custom_data(kind: &TypeKind) -> CustomData {
    match kind {
        TypeKind::Boolean => CustomData::Boolean,
        TypeKind::Binary { .. } => CustomData::Bytes,
        TypeKind::Json | TypeKind::Jsonb => CustomData::Unknown,
        kind if kind.is_integer() => CustomData::Number,
        TypeKind::Real | TypeKind::Double => CustomData::Number,
        TypeKind::DateTime { .. } | TypeKind::Instant { .. } => CustomData::Date,
        _ => CustomData::Text,
    }
}

/// The first word of a type as written, in lower case: `varchar` of `VARCHAR(15)`.
fn first_word(text: &str) -> String {
    text.split(|character: char| !character.is_alphanumeric() && character != '_')
        .next()
        .unwrap_or_default()
        .to_lowercase()
}

fn is_serial(column: &Column) -> bool {
    column.auto_number == Some(AutoNumber::Serial)
}

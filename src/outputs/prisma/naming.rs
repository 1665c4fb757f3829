//! What tables, columns and enumerations are called in the Prisma schema.

use std::collections::BTreeSet;

use super::types::{FieldType, field_type};
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::lookup::Lookup;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, IndexTarget, Schema, Table};
use crate::model::types::TypeKind;
use crate::outputs::given_names::{GivenNames, given_names};
use crate::outputs::library_names::LibraryNames;
use crate::outputs::typescript::names::{Names, camel_case, pascal_case};

/// Names that a model cannot have: Prisma's types, and what its client uses.
const RESERVED: &[&str] = &[
    "BigInt",
    "Boolean",
    "Bytes",
    "DateTime",
    "Decimal",
    "Float",
    "Int",
    "Json",
    "Prisma",
    "PrismaClient",
    "String",
    "Unsupported",
];

/// All names of a schema.
#[derive(Debug)]
pub struct Naming<'schema> {
    /// The schema.
    pub schema: &'schema Schema,
    /// The enumerations.
    pub enums: Vec<Enumeration<'schema>>,
    /// The models, one per table.
    pub models: Vec<Model<'schema>>,
    lookup: Lookup<'schema>,
    /// Tables of other databases whose names are taken: in MySQL and SQLite Prisma knows one database only.
    pub left_out: Vec<&'schema Table>,
    /// Whether the tables' schemas have to be said.
    pub says_schemas: bool,
}

/// An enumeration.
#[derive(Debug)]
pub struct Enumeration<'schema> {
    /// Its name in Prisma.
    pub name: String,
    /// Its name in the database; none where MySQL has it on a column.
    pub type_name: Option<&'schema ObjectName>,
    /// MySQL: whose type it is.
    pub column: Option<(&'schema ObjectName, &'schema str)>,
    /// Its values in Prisma and in the database.
    pub values: Vec<(String, &'schema str)>,
    /// Where it was created.
    pub span: Span,
}

/// A table as a model.
#[derive(Debug)]
pub struct Model<'schema> {
    /// The table.
    pub table: &'schema Table,
    /// Its name in Prisma.
    pub name: String,
    /// The name of each column's field.
    pub fields: Vec<String>,
    /// The type of each field.
    pub types: Vec<FieldType>,
    /// The names of the table's constraints and indexes.
    pub given: GivenNames,
}

impl<'schema> Model<'schema> {
    /// The position of the column of that name.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.table.columns.iter().position(|known| known.name == column)
    }

    /// The fields of the columns of those names, unless one is missing.
    pub fn fields_of(&self, columns: &[String]) -> Option<Vec<&str>> {
        columns.iter().map(|column| Some(self.fields.get(self.position(column)?)?.as_str())).collect()
    }

    /// The types of the fields of those columns.
    pub fn types_of(&self, columns: &[String]) -> Vec<&FieldType> {
        columns.iter().filter_map(|column| self.types.get(self.position(column)?)).collect()
    }

    /// Whether Prisma can take these columns for a key: no list, and no type that it does not know.
    pub fn can_be_key(&self, columns: &[String]) -> bool {
        let types = self.types_of(columns);
        !columns.is_empty()
            && types.len() == columns.len()
            && types.iter().all(|known| known.is_known() && !known.list && !known.is_long)
    }

    /// The lists of columns by which Prisma knows that a row is the only one.
    pub fn criteria(&self) -> Vec<Vec<String>> {
        let keys = self.table.primary_key.iter().chain(&self.table.uniques).map(|key| key.columns.clone());
        let indexes = self.table.indexes.iter().filter(|index| index.unique && index.predicate.is_none());
        let indexes = indexes.filter_map(|index| {
            let columns = index.parts.iter().map(|part| match &part.target {
                IndexTarget::Column(name) if part.prefix_length.is_none() => Some(name.clone()),
                _ => None,
            });
            columns.collect::<Option<Vec<String>>>()
        });
        keys.chain(indexes).filter(|columns| self.can_be_key(columns)).collect()
    }

    /// Whether Prisma's client can address its rows.
    pub fn is_addressable(&self, dialect: Dialect) -> bool {
        let is_primary = |columns: &[String]| {
            dialect == Dialect::Sqlite
                && self.table.primary_key.as_ref().is_some_and(|key| key.columns == columns)
        };
        let is_required = |column: &String| self.table.column(column).is_some_and(|column| !column.nullable);
        self.criteria().iter().any(|columns| is_primary(columns) || columns.iter().all(is_required))
    }
}

impl<'schema> Naming<'schema> {
    /// Names everything in the schema.
    pub fn new(schema: &'schema Schema, library: &LibraryNames) -> Self {
        let mut types = Names::for_types(RESERVED);
        let mut taken = BTreeSet::new();
        let mut is_left_out = |table: &&Table| {
            let is_first = taken.insert(table.name.name.to_ascii_lowercase());
            schema.dialect != Dialect::PostgreSql && !is_first
        };
        let (left_out, tables): (Vec<&Table>, Vec<&Table>) = schema.tables.iter().partition(&mut is_left_out);
        let table_names: Vec<&str> = tables.iter().map(|table| table.name.name.as_str()).collect();
        let mut named = tables.iter().map(|table| library.model(schema.dialect, &table.name));
        let mut given = |_: &str| named.next().flatten().map(str::to_owned);
        let names = types.take_all_but(&table_names, &mut given, model_name, ["Model", "Model"]);
        let enums = enumerations(schema, &mut types);
        let lookup = Lookup::of(schema.dialect, tables.iter().map(|table| &table.name));
        let says_schemas = says_schemas(schema);
        let mut naming = Self { schema, enums, models: Vec::new(), lookup, left_out, says_schemas };
        let given = schema.tables.iter().zip(given_names(schema));
        let mut left = tables.iter().peekable();
        let said = given.filter(|(table, _)| left.next_if(|said| std::ptr::eq(**said, *table)).is_some());
        naming.models = said
            .zip(names)
            .map(|((table, given), name)| {
                let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
                let property = |column: &str| library.property(schema.dialect, &table.name, column);
                let mut free = Names::for_properties(&[]);
                let fields = free.take_all_but(&columns, property, field_name, ["field", "Field"]);
                let types = table.columns.iter().map(|column| field_type(&naming, table, column)).collect();
                Model { table, name, fields, types, given }
            })
            .collect();
        naming
    }

    /// The dialect of the schema.
    pub fn dialect(&self) -> Dialect {
        self.schema.dialect
    }

    /// The model of the table of that name.
    pub fn model(&self, name: &ObjectName) -> Option<&Model<'schema>> {
        self.models.get(self.lookup.place(name)?)
    }

    /// The enumeration of a column.
    pub fn enumeration(&self, table: &Table, column: &Column) -> Option<&Enumeration<'schema>> {
        let TypeKind::Enumeration { name, .. } = &column.data_type.kind else { return None };
        self.enums.iter().find(|known| match (name, known.type_name, known.column) {
            (Some(name), Some(type_name), _) => self.schema.dialect.same_object(type_name, name),
            (None, _, Some((of_table, of_column))) => *of_table == table.name && of_column == column.name,
            _ => false,
        })
    }

    /// `@@schema("auth")`, where schemas are said.
    pub fn schema_attribute(&self, name: &ObjectName) -> Option<String> {
        let schema = name.schema.as_deref().unwrap_or("public");
        self.says_schemas.then(|| format!("@@schema({})", super::text::string(schema)))
    }
}

fn says_schemas(schema: &Schema) -> bool {
    let names = schema.tables.iter().map(|table| &table.name);
    let mut names = names.chain(schema.enums.iter().map(|known| &known.name));
    schema.dialect == Dialect::PostgreSql
        && names.any(|name| name.schema.as_deref().is_some_and(|schema| schema != "public"))
}

fn enumerations<'schema>(schema: &'schema Schema, names: &mut Names) -> Vec<Enumeration<'schema>> {
    let mut known = Vec::new();
    for found in schema.enums.iter().filter(|known| !known.values.is_empty()) {
        known.push(Enumeration {
            name: names.take(&model_name(&found.name.name, "Enumeration"), "Enum"),
            type_name: Some(&found.name),
            column: None,
            values: values(&found.values),
            span: found.span,
        });
    }
    for table in &schema.tables {
        for column in &table.columns {
            if let TypeKind::Enumeration { name: None, values: list } = &column.data_type.kind
                && !list.is_empty()
            {
                let words = format!("{}_{}", table.name.name, column.name);
                known.push(Enumeration {
                    name: names.take(&model_name(&words, "Enumeration"), "Enum"),
                    type_name: None,
                    column: Some((&table.name, &column.name)),
                    values: values(list),
                    span: column.span,
                });
            }
        }
    }
    known
}

fn values(list: &[String]) -> Vec<(String, &str)> {
    let mut names = Names::for_properties(&[]);
    let all: Vec<&str> = list.iter().map(String::as_str).collect();
    names.take_all(&all, value_name, "value", "Value").into_iter().zip(all).collect()
}

/// Prisma's names begin with a letter and hold letters, digits and underscores, of ASCII only.
fn plain(name: &str, case: fn(&str, &str) -> String, fallback: &str) -> String {
    let ascii: String =
        name.chars().map(|character| if character.is_ascii() { character } else { ' ' }).collect();
    match case(&ascii, fallback) {
        name if name.starts_with('_') => format!("{fallback}{}", name.trim_start_matches('_')),
        name => name,
    }
}

fn model_name(name: &str, fallback: &str) -> String {
    plain(name, pascal_case, fallback)
}

fn field_name(name: &str, fallback: &str) -> String {
    plain(name, camel_case, fallback)
}

/// A value keeps its name where Prisma allows it.
fn value_name(name: &str, fallback: &str) -> String {
    let keep = |text: &str, fallback: &str| {
        let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let words: Vec<&str> = text.split(|character| !is_word(character)).collect();
        let name = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
        match name.chars().next() {
            None => fallback.to_owned(),
            Some(first) if first.is_ascii_alphabetic() => name,
            Some(_) => format!("_{name}"),
        }
    };
    plain(name, keep, fallback)
}

/// What a relation is called after the field that it goes by: `user` for `userId`.
pub fn relation_name(field: &str, target: &str) -> String {
    match field.strip_suffix("Id").filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => field_name(target, "relation"),
    }
}

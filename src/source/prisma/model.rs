//! The models and enums of a Prisma schema, with the names that they have in the database.

use std::collections::BTreeMap;

use super::syntax::{Attribute, Block, FieldType, Line, Value};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;

/// All models and enums.
pub(super) struct Models<'a> {
    pub models: Vec<Model<'a>>,
    pub enums: Vec<Enumeration<'a>>,
    /// Where among them each name is.
    model_names: BTreeMap<&'a str, usize>,
    enum_names: BTreeMap<&'a str, usize>,
}

/// A model.
pub(super) struct Model<'a> {
    pub block: &'a Block,
    pub schema: Option<&'a str>,
    pub table: ObjectName,
    pub fields: Vec<Field<'a>>,
}

/// A field that is a column, or one side of a relation.
pub(super) struct Field<'a> {
    pub line: &'a Line,
    pub data_type: &'a FieldType,
    pub column: &'a str,
}

/// An enum.
pub(super) struct Enumeration<'a> {
    pub block: &'a Block,
    pub schema: Option<&'a str>,
    pub name: ObjectName,
    /// The values, each with its name in the file and in the database.
    pub values: Vec<(&'a str, &'a str)>,
}

/// The attributes of a block.
pub(super) fn block_attributes<'a>(block: &'a Block, name: &str) -> impl Iterator<Item = &'a Attribute> {
    let all = block.lines.iter().filter(|line| line.name.is_empty()).flat_map(|line| &line.attributes);
    all.filter(move |attribute| attribute.name.strip_prefix('@') == Some(name))
}

fn text_of<'a>(block: &'a Block, name: &str) -> Option<&'a str> {
    block_attributes(block, name).next()?.argument("name").and_then(Value::text)
}

impl<'a> Models<'a> {
    /// Finds them in the blocks.
    pub fn of(blocks: &'a [Block], dialect: Dialect) -> Self {
        let mut all = Self {
            models: Vec::new(),
            enums: Vec::new(),
            model_names: BTreeMap::new(),
            enum_names: BTreeMap::new(),
        };
        for block in blocks {
            let schema = block_attributes(block, "schema").next();
            let schema = schema.and_then(|attribute| attribute.argument("map")).and_then(Value::text);
            let name = text_of(block, "map").unwrap_or(&block.name);
            // MySQL's schemas are databases of their own, which one conversion does not reach over.
            let qualified = schema.filter(|schema| dialect != Dialect::Sqlite && *schema != "public");
            let name = ObjectName { schema: qualified.map(str::to_owned), name: name.to_owned() };
            match block.kind.as_str() {
                "model" => {
                    all.model_names.insert(&block.name, all.models.len());
                    all.models.push(Model { block, schema, table: name, fields: fields(block) });
                }
                "enum" => {
                    all.enum_names.insert(&block.name, all.enums.len());
                    let values = block.lines.iter().filter(|line| !line.name.is_empty()).map(|line| {
                        let mapped = attribute(line, "map").and_then(|map| map.argument("name"));
                        (line.name.as_str(), mapped.and_then(Value::text).unwrap_or(&line.name))
                    });
                    all.enums.push(Enumeration { block, schema, name, values: values.collect() });
                }
                _ => {}
            }
        }
        all
    }

    /// The model of that name.
    pub fn model(&self, name: &str) -> Option<&Model<'a>> {
        self.models.get(*self.model_names.get(name)?)
    }

    /// The enum of that name.
    pub fn enumeration(&self, name: &str) -> Option<&Enumeration<'a>> {
        self.enums.get(*self.enum_names.get(name)?)
    }
}

fn fields(block: &Block) -> Vec<Field<'_>> {
    let lines = block.lines.iter().filter(|line| !line.name.is_empty());
    lines
        .filter_map(|line| {
            let mapped = attribute(line, "map").and_then(|map| map.argument("name")).and_then(Value::text);
            let data_type = line.data_type.as_ref()?;
            Some(Field { line, data_type, column: mapped.unwrap_or(&line.name) })
        })
        .collect()
}

/// The attribute of that name.
pub(super) fn attribute<'a>(line: &'a Line, name: &str) -> Option<&'a Attribute> {
    line.attributes.iter().find(|attribute| attribute.name == name)
}

impl<'a> Model<'a> {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.line.name == name)
    }

    /// The columns of the fields that are named in `[a, b(sort: Desc)]`.
    pub fn columns(&self, value: &Value) -> Option<Vec<String>> {
        let names = value.items().iter().map(|item| Some(self.field(item.name()?)?.column.to_owned()));
        names.collect::<Option<Vec<String>>>().filter(|names| !names.is_empty())
    }

    /// The columns of the primary key.
    pub fn primary_key(&self) -> Option<Vec<String>> {
        if let Some(field) = self.fields.iter().find(|field| attribute(field.line, "id").is_some()) {
            return Some(vec![field.column.to_owned()]);
        }
        self.columns(block_attributes(self.block, "id").next()?.argument("fields")?)
    }
}

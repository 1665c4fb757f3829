//! Names for what a migration creates.

use super::options::{OptionShape, Options};
use crate::findings::{Finding, Severity};
use crate::model::schema::{Schema, Table};

/// A new table's name, which an option says.
pub struct NewName<'a> {
    pub schema: &'a Schema,
    /// The table that it will stand beside.
    pub beside: &'a Table,
    pub shapes: &'a [OptionShape],
    /// The option's name.
    pub option: &'a str,
    /// What goes before the name where something has it already.
    pub prefix: &'a str,
}

impl NewName<'_> {
    /// A name that nothing in the text has, nor any of those that are taken.
    pub fn free(&self, options: &Options, taken: &[String], findings: &mut Vec<Finding>) -> String {
        let option = self.option;
        let wanted = match options.get(option).trim() {
            "" => self.shapes.iter().find(|shape| shape.name == option).map_or("", |shape| shape.default),
            name => name,
        };
        self.free_like(wanted, &format!("{option}=NAME"), taken, findings)
    }

    /// The same for a name that follows from something else; `setting` says how to choose another.
    pub fn free_like(
        &self,
        wanted: &str,
        setting: &str,
        taken: &[String],
        findings: &mut Vec<Finding>,
    ) -> String {
        let schema = self.schema;
        let wanted = schema.dialect.fit_name(wanted);
        let name = self.free_of(&wanted, taken);
        if name != wanted {
            findings.push(Finding::new(
                "name_taken",
                Severity::Warning,
                format!("There already is a `{wanted}`, so the new table is called `{name}`."),
                "Writing into a table of yours could mix its rows with ours.",
                format!("Choose another name with --set {setting} if you like."),
                schema.table(&self.beside.name.sibling(wanted.as_str())).map(|table| table.span),
            ));
        }
        name
    }

    /// That name, or another that nothing in the text has, nor any of those that are taken.
    pub fn free_of(&self, wanted: &str, taken: &[String]) -> String {
        let (schema, prefix) = (self.schema, self.prefix);
        let mut name = wanted.to_owned();
        let mut number = 1;
        while is_taken(schema, self.beside, &name)
            || taken.iter().any(|other| schema.dialect.same_name(other, &name))
        {
            name = match number {
                1 => schema.dialect.fit_name(&format!("{prefix}_{wanted}")),
                _ => format!("{prefix}{number}_{}", wanted.chars().take(40).collect::<String>()),
            };
            number += 1;
        }
        name
    }
}

/// A name for an index, which nothing beside the table has.
pub fn free_index(schema: &Schema, beside: &Table, wanted: &str, taken: &[String]) -> String {
    let wanted = schema.dialect.fit_name(wanted);
    let mut name = wanted.clone();
    let mut number = 2;
    while is_taken(schema, beside, &name) || taken.contains(&name) {
        name = format!("{}_{number}", wanted.chars().take(50).collect::<String>());
        number += 1;
    }
    name
}

/// Whether a table, index, view or anything else beside the table has that name.
pub fn is_taken(schema: &Schema, beside: &Table, name: &str) -> bool {
    let dialect = schema.dialect;
    let name = beside.name.sibling(name);
    schema.tables.iter().any(|table| {
        dialect.same_object(&table.name, &name)
            || table
                .indexes
                .iter()
                .any(|index| index.name.as_deref().is_some_and(|index| dialect.same_name(index, &name.name)))
    }) || schema.views.iter().any(|view| dialect.same_object(&view.name, &name))
        || schema
            .others
            .iter()
            .filter_map(|other| other.name.as_ref())
            .any(|other| dialect.same_object(other, &name))
}

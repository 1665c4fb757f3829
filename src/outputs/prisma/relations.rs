//! Relations: a foreign key is a field on either side.

use super::keys::mapped;
use super::naming::{Model, Naming, relation_name};
use super::text::{Line, attribute, list, string};
use crate::dialects::Dialect;
use crate::model::schema::{ForeignKey, Table};
use crate::order::arrange;
use crate::outputs::drizzle::keys::is_default_clause;
use crate::outputs::drizzle::relations::plural_of;
use crate::outputs::links::need_names;
use crate::outputs::losses::Losses;
use crate::outputs::typescript::names::{Names, camel_case, pascal_case};

/// A foreign key that Prisma can say.
#[derive(Debug)]
pub struct Link<'naming, 'schema> {
    from: &'naming Model<'schema>,
    to: &'naming Model<'schema>,
    fields: Vec<&'naming str>,
    references: Vec<&'naming str>,
    key: &'schema ForeignKey,
    constraint: &'naming str,
    actions: [&'static str; 2],
    /// Tells apart several relations between the same two models.
    name: Option<String>,
}

/// Every foreign key that Prisma can say; the others are told, by the position of their table.
pub fn links<'naming, 'schema>(
    naming: &'naming Naming<'schema>,
    losses: &mut [Losses],
) -> Vec<Link<'naming, 'schema>> {
    let mut links: Vec<Link<'naming, 'schema>> = Vec::new();
    for (from, losses) in naming.models.iter().zip(losses) {
        for (key, constraint) in from.table.foreign_keys.iter().zip(&from.given.foreign_keys) {
            let called =
                format!("the foreign key from {} to `{}`", key.columns.join(", "), key.foreign_table);
            if let Some(rest) = key.rest.as_deref().filter(|rest| !is_default_clause(rest)) {
                losses.missing(format!("`{rest}` of {called}"));
            }
            match link(naming, from, key, constraint) {
                Ok(link) => links.push(link),
                Err(reason) => losses.missing(format!("{called}, {reason}")),
            }
        }
    }
    let ends = links.iter().map(|link| (link.from.name.as_str(), link.to.name.as_str()));
    let need_names = need_names(&ends.collect::<Vec<_>>());
    let mut names = Names::for_properties(&[]);
    for (link, needs_name) in links.iter_mut().zip(need_names) {
        if needs_name {
            link.name = Some(names.take(&format!("{}_{}", link.from.name, link.fields.join("_")), "Again"));
        }
    }
    links
}

fn link<'naming, 'schema>(
    naming: &'naming Naming<'schema>,
    from: &'naming Model<'schema>,
    key: &'schema ForeignKey,
    constraint: &'naming str,
) -> Result<Link<'naming, 'schema>, &'static str> {
    let to = naming.model(&key.foreign_table).ok_or("which is not in the text")?;
    let columns = if key.foreign_columns.is_empty() {
        to.table.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default()
    } else {
        key.foreign_columns.clone()
    };
    let sorted = |columns: &[String]| {
        let mut columns = columns.to_vec();
        arrange(&mut columns, Ord::cmp);
        columns
    };
    if !to.criteria().iter().any(|known| sorted(known) == sorted(&columns)) {
        return Err("whose target is no key in Prisma");
    }
    let (fields, references) = from
        .fields_of(&key.columns)
        .zip(to.fields_of(&columns))
        .ok_or("which names a column that is not there")?;
    let (of_fields, of_references) = (from.types_of(&key.columns), to.types_of(&columns));
    let is_alike = of_fields.len() == of_references.len()
        && of_fields
            .iter()
            .zip(&of_references)
            .all(|(field, reference)| field.is_known() && !field.list && field.name == reference.name);
    if !is_alike {
        return Err("whose columns have another type in Prisma than their targets");
    }
    let actions = [action(&key.on_delete), action(&key.on_update)];
    let [Some(on_delete), Some(on_update)] = actions else {
        return Err("because of what it does when the target changes");
    };
    if [on_delete, on_update].contains(&"SetNull") && !is_optional(from.table, key) {
        return Err("which would put NULL where none is allowed");
    }
    let actions = [on_delete, on_update];
    Ok(Link { from, to, fields, references, key, constraint, actions, name: None })
}

/// Prisma's word for an action.
fn action(written: &Option<String>) -> Option<&'static str> {
    match written.as_deref() {
        None | Some("NO ACTION") => Some("NoAction"),
        Some("CASCADE") => Some("Cascade"),
        Some("RESTRICT") => Some("Restrict"),
        Some("SET NULL") => Some("SetNull"),
        Some("SET DEFAULT") => Some("SetDefault"),
        Some(_) => None,
    }
}

fn is_optional(table: &Table, key: &ForeignKey) -> bool {
    key.columns.iter().any(|column| table.column(column).is_some_and(|column| column.nullable))
}

/// The fields of a model that are relations.
pub fn fields(naming: &Naming<'_>, model: &Model<'_>, links: &[Link<'_, '_>]) -> Vec<Line> {
    let mut names = Names::for_properties(&[]);
    names.reserve(model.fields.iter().map(String::as_str));
    let mut lines = Vec::new();
    for link in links.iter().filter(|link| std::ptr::eq(link.from, model)) {
        let wanted = match link.fields.as_slice() {
            [field] => relation_name(field, &link.to.name),
            _ => camel_case(&link.to.name, "relation"),
        };
        let mut line = link.outgoing(naming);
        line.name = names.take(&wanted, "Relation");
        lines.push(line);
    }
    for link in links.iter().filter(|link| std::ptr::eq(link.to, model)) {
        let mut line = link.incoming(naming);
        line.name = names.take(&link.incoming_name(), "Relation");
        lines.push(line);
    }
    lines
}

impl Link<'_, '_> {
    fn outgoing(&self, naming: &Naming<'_>) -> Line {
        let mut arguments: Vec<String> = self.name.iter().map(|name| string(name)).collect();
        arguments.push(format!("fields: {}", list(self.fields.iter().copied())));
        arguments.push(format!("references: {}", list(self.references.iter().copied())));
        let [on_delete, on_update] = self.actions;
        arguments.push(format!("onDelete: {on_delete}"));
        arguments.push(format!("onUpdate: {on_update}"));
        if naming.dialect() != Dialect::Sqlite {
            let usual = format!("{}_{}_fkey", self.from.table.name.name, self.key.columns.join("_"));
            arguments.extend(mapped(self.constraint, &usual));
        }
        let mark = if is_optional(self.from.table, self.key) { "?" } else { "" };
        let mut attributes = vec![attribute("relation", &arguments)];
        attributes.extend(ignored(naming, self.from, self.to));
        Line { of_type: format!("{}{mark}", self.to.name), attributes, ..Line::default() }
    }

    fn incoming(&self, naming: &Naming<'_>) -> Line {
        let mark = if self.gives_one() { "?" } else { "[]" };
        let name = self.name.as_ref().map(|name| attribute("relation", &[string(name)]));
        let mut attributes: Vec<String> = name.into_iter().collect();
        attributes.extend(ignored(naming, self.to, self.from));
        Line { of_type: format!("{}{mark}", self.from.name), attributes, ..Line::default() }
    }

    /// Whether one row at most refers to each target.
    fn gives_one(&self) -> bool {
        self.from.criteria().contains(&self.key.columns)
    }

    fn incoming_name(&self) -> String {
        let singular = camel_case(&self.from.name, "relation");
        let plural = if self.gives_one() { singular } else { plural_of(&singular) };
        match &self.name {
            None => plural,
            Some(_) => format!("{plural}By{}", pascal_case(&self.fields.join("_"), "Column")),
        }
    }
}

/// A model whose rows Prisma's client cannot address is not among its relations either.
fn ignored(naming: &Naming<'_>, here: &Model<'_>, there: &Model<'_>) -> Option<String> {
    let dialect = naming.dialect();
    (here.is_addressable(dialect) && !there.is_addressable(dialect)).then(|| "@ignore".to_owned())
}

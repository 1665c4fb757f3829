//! `relations`: what Drizzle's relational queries need to know about the foreign keys.

use std::collections::BTreeMap;

use super::naming::{NamedTable, Naming};
use super::uses::Uses;
use crate::model::schema::ForeignKey;
use crate::outputs::links::need_names;
use crate::outputs::typescript::names::Names;
use crate::outputs::typescript::syntax::{Node, Property};

/// A foreign key between two tables of the schema.
struct Link<'naming, 'schema> {
    from: &'naming NamedTable<'schema>,
    to: &'naming NamedTable<'schema>,
    fields: Vec<&'naming str>,
    references: Vec<&'naming str>,
    /// Whether each target has one row at most that refers to it.
    is_unique: bool,
    /// Tells apart several foreign keys between the same two tables.
    name: Option<String>,
}

/// The relations of each table that has any: the constant's name and value.
pub fn relations(naming: &Naming<'_>, uses: &mut Uses) -> Vec<(String, Node)> {
    let links = links(naming);
    let (mut going, mut coming) = (BTreeMap::new(), BTreeMap::new());
    for link in &links {
        going.entry(link.from.variable.as_str()).or_insert_with(Vec::new).push(link);
        coming.entry(link.to.variable.as_str()).or_insert_with(Vec::new).push(link);
    }
    let mut constants = Vec::new();
    for table in &naming.tables {
        let mut names = Names::for_properties(&[]);
        names.reserve(table.keys.iter().map(String::as_str));
        let mut properties = Vec::new();
        let (mut has_one, mut has_many) = (false, false);
        for link in going.get(table.variable.as_str()).into_iter().flatten() {
            has_one = true;
            properties.push(Property::new(names.take(&outgoing_name(link), "Relation"), link.outgoing()));
        }
        for link in coming.get(table.variable.as_str()).into_iter().flatten() {
            if link.gives_one() {
                has_one = true
            } else {
                has_many = true
            }
            properties.push(Property::new(names.take(&incoming_name(link), "Relation"), link.incoming()));
        }
        if properties.is_empty() {
            continue;
        }
        let parameters = match (has_one, has_many) {
            (true, true) => "({ one, many })",
            (true, false) => "({ one })",
            _ => "({ many })",
        };
        let arguments =
            vec![Node::name(&table.variable), Node::arrow(parameters, Node::spread_object(properties))];
        uses.relations = true;
        let name = uses.variable(&format!("{}Relations", table.variable), "Of");
        constants.push((name, Node::call("relations", arguments)));
    }
    constants
}

fn is_same(left: &NamedTable<'_>, right: &NamedTable<'_>) -> bool {
    left.variable == right.variable
}

fn links<'naming, 'schema>(naming: &'naming Naming<'schema>) -> Vec<Link<'naming, 'schema>> {
    let mut links: Vec<Link<'naming, 'schema>> = Vec::new();
    for from in &naming.tables {
        for key in &from.table.foreign_keys {
            let Some(target) = naming.target(key) else { continue };
            let Some(fields) = from.all_keys(&key.columns) else { continue };
            let is_unique = is_unique(from, key);
            let is_same_link = |known: &Link<'_, '_>| {
                is_same(known.to, target.table) && known.fields == fields && known.references == target.keys
            };
            // Those of one table stand together.
            if links.iter().rev().take_while(|known| is_same(known.from, from)).any(is_same_link) {
                continue;
            }
            links.push(Link {
                from,
                to: target.table,
                fields,
                references: target.keys,
                is_unique,
                name: None,
            });
        }
    }
    let ends = links.iter().map(|link| (link.from.variable.as_str(), link.to.variable.as_str()));
    let need_names = need_names(&ends.collect::<Vec<_>>());
    for (link, needs_name) in links.iter_mut().zip(need_names) {
        if needs_name {
            link.name = Some(format!("{}_{}", link.from.variable, link.fields.join("_")));
        }
    }
    links
}

fn is_unique(from: &NamedTable<'_>, key: &ForeignKey) -> bool {
    let covers = |columns: &Vec<String>| {
        columns.len() == key.columns.len() && key.columns.iter().all(|column| columns.contains(column))
    };
    let table = from.table;
    table.primary_key.iter().chain(&table.uniques).any(|unique| covers(&unique.columns))
}

/// `user` for `userId`; the target's name when the column's does not tell.
fn outgoing_name(link: &Link<'_, '_>) -> String {
    match link.fields.as_slice() {
        [field] => match without_id(field).filter(|name| !name.is_empty()) {
            Some(name) => name.to_string(),
            None => link.to.variable.clone(),
        },
        _ => link.to.variable.clone(),
    }
}

fn without_id(field: &str) -> Option<&str> {
    field.strip_suffix("_id").or_else(|| field.strip_suffix("Id"))
}

/// `sessions` for `session`, and what tells several apart.
fn incoming_name(link: &Link<'_, '_>) -> String {
    let variable = &link.from.variable;
    let plural = if link.gives_one() { variable.clone() } else { plural_of(variable) };
    match &link.name {
        None => plural,
        Some(_) => {
            let field = link.fields.join("_");
            let by = crate::outputs::typescript::names::pascal_case(&field, "Column");
            format!("{plural}By{by}")
        }
    }
}

/// The plural of a table's variable, as far as its last letters tell; a name that ends in `s` counts as one already.
pub fn plural_of(name: &str) -> String {
    let before_y =
        name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']) && !stem.is_empty());
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with('s') => name.to_string(),
        None if name.ends_with(['x', 'z']) || name.ends_with("ch") || name.ends_with("sh") => {
            format!("{name}es")
        }
        None if name.ends_with("hild") => format!("{name}ren"),
        None => format!("{name}s"),
    }
}

impl Link<'_, '_> {
    fn outgoing(&self) -> Node {
        let members = |table: &NamedTable<'_>, keys: &[&str]| {
            Node::Array(keys.iter().map(|key| Node::name(format!("{}.{key}", table.variable))).collect())
        };
        let mut options = vec![
            Property::new("fields", members(self.from, &self.fields)),
            Property::new("references", members(self.to, &self.references)),
        ];
        options.extend(self.name.as_ref().map(|name| Property::new("relationName", Node::string(name))));
        Node::call("one", vec![Node::name(&self.to.variable), Node::spread_object(options)])
    }

    /// Whether the target knows the referring row as one. Drizzle's `one` takes a name only together with columns,
    /// and then believes that the row is always there; `many` does not.
    fn gives_one(&self) -> bool {
        self.is_unique && self.name.is_none()
    }

    fn incoming(&self) -> Node {
        let function = if self.gives_one() { "one" } else { "many" };
        let mut arguments = vec![Node::name(&self.from.variable)];
        arguments
            .extend(self.name.as_ref().map(|name| Node::object(vec![("relationName", Node::string(name))])));
        Node::call(function, arguments)
    }
}

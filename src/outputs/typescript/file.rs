//! A TypeScript file: imports and statements with a blank line between them.

use std::collections::{BTreeMap, BTreeSet};

use super::doc::Doc;
use super::syntax::{Node, assignment};
use super::types::{self, Type};

/// A file that is being written.
#[derive(Debug, Default)]
pub struct File {
    /// What is imported, by module.
    imports: BTreeMap<String, BTreeSet<Import>>,
    statements: Vec<String>,
}

/// Something imported. Sorted by its name, whether it is a type or not.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Import {
    name: String,
    is_type: bool,
}

impl File {
    /// Imports a value.
    pub fn import(&mut self, module: &str, name: &str) {
        self.add_import(module, name, false);
    }

    /// Imports all of a module, as `schema`.
    pub fn import_all(&mut self, module: &str, name: &str) {
        self.import(module, &format!("* as {name}"));
    }

    /// Imports what a module exports first of all.
    pub fn import_default(&mut self, module: &str, name: &str) {
        self.import(module, &format!("default as {name}"));
    }

    /// Imports a type.
    pub fn import_type(&mut self, module: &str, name: &str) {
        self.add_import(module, name, true);
    }

    fn add_import(&mut self, module: &str, name: &str, is_type: bool) {
        self.imports
            .entry(module.to_string())
            .or_default()
            .insert(Import { name: name.to_string(), is_type });
    }

    /// Adds a constant, exported or not.
    pub fn constant(&mut self, comment: &[String], exported: bool, name: &str, value: &Node) {
        let keyword = if exported { "export const" } else { "const" };
        self.statement(comment, assignment(format!("{keyword} {name} ="), value, false), ";");
    }

    /// Adds exported names for types, one right after the other.
    pub fn type_aliases(&mut self, aliases: &[(&str, Type)]) {
        let lines = aliases
            .iter()
            .map(|(name, meaning)| Doc::Concat(vec![types::alias(name, meaning), Doc::text(";")]).print());
        self.statements.push(lines.collect::<Vec<_>>().join("\n"));
    }

    /// Adds a statement. The end is what comes after it on its last line.
    pub fn statement(&mut self, comment: &[String], statement: Doc, end: &'static str) {
        let text = Doc::Concat(vec![statement, Doc::text(end)]).print();
        let mut lines = comment.to_vec();
        lines.push(text);
        self.statements.push(lines.join("\n"));
    }

    /// Adds lines of comment that belong to no statement.
    pub fn remark(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.statements.push(lines.join("\n"));
        }
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        // What is installed stands before what is the application's own.
        let (own, installed): (Vec<_>, Vec<_>) =
            self.imports.iter().partition(|(module, _)| module.starts_with('.'));
        let imports = installed.into_iter().chain(own).map(|(module, names)| import(module, names));
        let imports: Vec<String> = imports.collect();
        if !imports.is_empty() {
            parts.push(imports.join("\n"));
        }
        parts.extend(self.statements.iter().cloned());
        if parts.is_empty() { String::new() } else { parts.join("\n\n") + "\n" }
    }
}

fn import(module: &str, imports: &BTreeSet<Import>) -> String {
    let only_types = imports.iter().all(|import| import.is_type);
    let names: Vec<Doc> = imports
        .iter()
        .map(|import| {
            let mark = if import.is_type && !only_types { "type " } else { "" };
            Doc::text(format!("{mark}{}", import.name))
        })
        .collect();
    if let [name] = names_only(imports).as_slice()
        && let Some(whole) = name.strip_prefix("default as ").or(name.starts_with("* as ").then_some(*name))
    {
        let mark = if only_types { "type " } else { "" };
        return format!("import {mark}{whole} from \"{module}\";");
    }
    let list = Doc::join(names, &[Doc::text(","), Doc::Line]);
    Doc::Concat(vec![
        Doc::text(if only_types { "import type " } else { "import " }),
        Doc::group(Doc::Concat(vec![
            Doc::text("{"),
            Doc::indent(Doc::Concat(vec![Doc::Line, list])),
            Doc::if_broken(","),
            Doc::Line,
            Doc::text("}"),
        ])),
        Doc::text(format!(" from \"{module}\";")),
    ])
    .print()
}

fn names_only(imports: &BTreeSet<Import>) -> Vec<&str> {
    imports.iter().map(|import| import.name.as_str()).collect()
}

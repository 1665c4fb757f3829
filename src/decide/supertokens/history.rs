//! What each core has, read from the history in `src/layouts/supertokens`, under the names of one database.

use std::collections::BTreeMap;

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::layouts::supertokens;
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};
use crate::order::map;
use crate::parse::parse_in_parts;
use crate::recognise::Recognition;

/// A core, and what its tables look like.
pub struct Release {
    /// The core, such as `6.0` or `7.0.13`.
    pub label: &'static str,
    /// The tables by their names in the core's own statements, those that others refer to first.
    pub tables: Vec<(String, Table)>,
}

impl Release {
    /// The table of that name in the core's own statements.
    pub fn table(&self, base: &str) -> Option<&Table> {
        self.tables.iter().find(|(name, _)| name == base).map(|(_, table)| table)
    }
}

/// Where the core's tables are in one database.
pub struct Names {
    dialect: Dialect,
    known: BTreeMap<&'static str, ObjectName>,
    /// What stands before the names of its tables.
    pub prefix: String,
    /// Names of indexes that other tables of the same schema have, and that the core would use too.
    pub shared: Vec<String>,
    schema: Option<String>,
}

impl Names {
    /// Reads them from what was recognised.
    pub fn of(schema: &Schema, recognition: &Recognition) -> Self {
        let known = map(recognition.roles.iter().map(|(role, found)| (*role, found.table.clone())));
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for (role, table) in &known {
            if let Some(prefix) = table.name.strip_suffix(role) {
                *votes.entry(prefix).or_default() += 1;
            }
        }
        let prefix = votes.iter().max_by_key(|(_, count)| **count).map_or("", |(prefix, _)| prefix);
        let anchor = ["session_info", "emailpassword_users"].iter().find_map(|role| known.get(role));
        let schema_name = anchor.and_then(|table| table.schema.clone());
        let prefix = prefix.to_owned();
        let mut names =
            Self { dialect: schema.dialect, prefix, shared: Vec::new(), schema: schema_name, known };
        // Elsewhere an index belongs to its table.
        if schema.dialect == Dialect::PostgreSql {
            let others = schema
                .tables
                .iter()
                .filter(|table| table.name.schema == names.schema && !names.is_one_of_the_core(&table.name));
            let used = others.flat_map(|table| &table.indexes).filter_map(|index| index.name.clone());
            let history = supertokens::POSTGRESQL;
            names.shared = used.filter(|name| history.contains(&format!("INDEX {name} "))).collect();
        }
        names
    }

    /// Whether the table has a name that the core gives.
    pub fn is_one_of_the_core(&self, table: &ObjectName) -> bool {
        let text = if self.dialect == Dialect::MySql { supertokens::MYSQL } else { supertokens::POSTGRESQL };
        let base = table.name.strip_prefix(self.prefix.as_str()).unwrap_or_default();
        self.known.values().any(|known| known == table)
            || text.contains(&format!("CREATE TABLE {base} ")) && self.table(base) == *table
    }

    /// What an index gets before its name where that is used already.
    pub fn index_prefix(&self) -> &str {
        if self.prefix.is_empty() { "supertokens_" } else { &self.prefix }
    }

    /// The table of that name in the core's own statements.
    pub fn table(&self, base: &str) -> ObjectName {
        self.known.get(base).cloned().unwrap_or_else(|| ObjectName {
            schema: self.schema.clone(),
            name: self.dialect.fit_name(&format!("{}{base}", self.prefix)),
        })
    }

    /// Whether the recogniser has found it.
    pub fn is_known(&self, base: &str) -> bool {
        self.known.contains_key(base)
    }

    /// The core names constraints after their tables, with the prefix, and the database cuts them.
    fn constraint(&self, base: &str, name: &mut Option<String>) {
        let Some(rest) = name.as_ref().and_then(|name| name.strip_prefix(base)) else { return };
        *name = Some(self.dialect.fit_name(&format!("{}{rest}", self.table(base).name)));
    }

    /// The table as it is in this database.
    fn give(&self, mut table: Table) -> Table {
        let base = table.name.name.clone();
        table.name = self.table(&base);
        for key in table.primary_key.iter_mut().chain(&mut table.uniques) {
            self.constraint(&base, &mut key.name);
            key.span = Span::default();
        }
        for key in &mut table.foreign_keys {
            self.constraint(&base, &mut key.name);
            key.foreign_table = self.table(&key.foreign_table.name);
            key.span = Span::default();
        }
        table.columns.iter_mut().for_each(|column| column.span = Span::default());
        for index in &mut table.indexes {
            index.span = Span::default();
            if let Some(name) = index.name.as_mut().filter(|name| self.shared.contains(name)) {
                *name = self.dialect.fit_name(&format!("{}{name}", self.index_prefix()));
            }
        }
        table.span = Span::default();
        table
    }
}

/// Every core up to that one, the oldest first.
pub fn releases(dialect: Dialect, until: &str, names: &Names) -> Vec<Release> {
    let text = if dialect == Dialect::MySql { supertokens::MYSQL } else { supertokens::POSTGRESQL };
    let sections: Vec<(&'static str, &'static str)> =
        text.split("--@ ").skip(1).filter_map(|section| section.split_once('\n')).collect();
    let last = core(until);
    let sections = sections.iter().filter(|(label, _)| core(label) <= last);
    let states = parse_in_parts(sections.clone().map(|(_, text)| *text), dialect);
    let releases = sections.zip(states).map(|((label, _), tables)| Release {
        label,
        tables: tables.into_iter().map(|table| (table.name.name.clone(), names.give(table))).collect(),
    });
    releases.collect()
}

/// The first two numbers of a version: patches of a core belong to it.
pub fn core(version: &str) -> (u32, u32) {
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or_default());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

//! What the file turns out to need: imports and types of our own.

use std::collections::BTreeSet;

use super::types::CustomType;
use crate::outputs::typescript::names::{Names, camel_case};

/// What the file turns out to need.
#[derive(Debug)]
pub struct Uses {
    /// Values imported from the package.
    pub values: BTreeSet<&'static str>,
    /// Whether the type of any column is imported.
    pub any_column: bool,
    /// Whether `sql` is used.
    pub sql: bool,
    /// Whether `relations` is used.
    pub relations: bool,
    /// The types of our own with their variables, in order of first use.
    pub customs: Vec<(CustomType, String)>,
    names: Names,
}

impl Uses {
    /// Nothing is needed yet; these names are free.
    pub fn new(names: Names) -> Self {
        Self {
            values: BTreeSet::new(),
            any_column: false,
            sql: false,
            relations: false,
            customs: Vec::new(),
            names,
        }
    }

    /// A function of the package is used.
    pub fn package(&mut self, function: &'static str) {
        self.values.insert(function);
    }

    /// The variable of a type of our own.
    pub fn custom(&mut self, custom: &CustomType) -> String {
        if let Some((_, variable)) = self.customs.iter().find(|(known, _)| known == custom) {
            return variable.clone();
        }
        self.package("customType");
        let variable = self.names.take(&camel_case(&custom.sql, "untyped"), "Type");
        self.customs.push((custom.clone(), variable.clone()));
        variable
    }

    /// A free name for another variable.
    pub fn variable(&mut self, wanted: &str, suffix: &str) -> String {
        self.names.take(wanted, suffix)
    }
}

//! What the file turns out to need: imports and types of our own.

use std::collections::BTreeSet;

use super::types::CustomType;
use crate::outputs::typescript::names::{Names, camel_case};

/// What the file turns out to need.
#[derive(Debug)]
pub struct Uses {
    /// Values imported from the package.
    pub values: BTreeSet<&'static str>,
    /// Types imported from the package.
    pub types: BTreeSet<&'static str>,
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
            types: BTreeSet::new(),
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
        let variable = self.names.take(&short_name(&custom.sql), "Type");
        self.customs.push((custom.clone(), variable.clone()));
        variable
    }

    /// A free name for another variable.
    pub fn variable(&mut self, wanted: &str, suffix: &str) -> String {
        self.names.take(wanted, suffix)
    }
}

/// A name of the first words of a type, so short that the call after it fits on the line.
fn short_name(sql: &str) -> String {
    const LONGEST: usize = 24;
    let words: Vec<&str> = sql.split(' ').collect();
    let names = (1..=words.len())
        .rev()
        .filter_map(|count| Some(camel_case(&words.get(..count)?.join(" "), "untyped")));
    let fits = |name: &String| name.len() <= LONGEST;
    names.into_iter().find(fits).unwrap_or_else(|| "custom".to_string())
}

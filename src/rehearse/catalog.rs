//! What a database holds beside rows, as one query for each dialect: table, part, name, text.

use crate::dialects::Dialect;

/// One thing that is so in a database.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The table or view, with its schema unless that is the usual one.
    pub table: String,
    /// `column`, `key`, `index`, `trigger` or `view`.
    pub part: String,
    /// Its name.
    pub name: String,
    /// What is so.
    pub text: String,
}

impl Fact {
    /// Reads a row of [`query`].
    pub fn from_row(row: Vec<Option<String>>) -> Option<Self> {
        let mut fields = row.into_iter().map(Option::unwrap_or_default);
        Some(Self { table: fields.next()?, part: fields.next()?, name: fields.next()?, text: fields.next()? })
    }
}

/// Asks for all facts.
pub fn query(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql => include_str!("catalog/postgresql.sql"),
        Dialect::MySql => include_str!("catalog/mysql.sql"),
        Dialect::Sqlite => include_str!("catalog/sqlite.sql"),
    }
}

/// What the undo does not give back: facts that are gone, and facts that are new. `down.sql` says of SQLite that columns
/// come back with `DEFAULT 0`, and of PostgreSQL that they stand at the end, which a view over `*` shows too.
pub fn differences(dialect: Dialect, before: &[Fact], after: &[Fact]) -> Vec<String> {
    let before: Vec<Fact> = before.iter().map(|fact| comparable(dialect, fact)).collect();
    let after: Vec<Fact> = after.iter().map(|fact| comparable(dialect, fact)).collect();
    let has = |facts: &[Fact], fact: &Fact| {
        let is_it =
            |other: &&Fact| other.table == fact.table && other.part == fact.part && other.name == fact.name;
        facts.iter().filter(is_it).any(|other| {
            let restored = format!("{} default 0", other.text);
            other.text == fact.text
                || dialect == Dialect::Sqlite && fact.part == "column" && restored == fact.text
        })
    };
    let mut differences = Vec::new();
    let said = |fact: &Fact| format!("{} {} {}: {}", fact.part, fact.table, fact.name, fact.text);
    for fact in &after {
        if !has(&before, fact) {
            differences.push(format!("was not there before: {}", said(fact)));
        }
    }
    for fact in &before {
        let with_default = Fact { text: format!("{} default 0", fact.text), ..fact.clone() };
        if !has(&after, fact) && !after.contains(&with_default) {
            differences.push(format!("is gone: {}", said(fact)));
        }
    }
    differences
}

/// Columns and indexes that the one has and the other lacks, of the tables that both have. What indexes are called does
/// not count, nor in SQLite a `DEFAULT` that a column had to come with.
pub fn other_shape(dialect: Dialect, wanted: &[Fact], found: &[Fact]) -> Vec<String> {
    let shape = |fact: &Fact| {
        let text = match fact.part.as_str() {
            "index" => fact.text.split_once(" ON ").map_or(fact.text.as_str(), |(_, on)| on),
            _ => fact.text.split(" default ").next().unwrap_or_default(),
        };
        let name = match (fact.part.as_str(), dialect) {
            ("column", _) => fact.name.clone(),
            // MySQL: the place in the index.
            (_, Dialect::MySql) => fact.name.rsplit(' ').next().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        let table = if dialect == Dialect::Sqlite { fact.table.to_lowercase() } else { fact.table.clone() };
        (table, fact.part.clone(), name, text.to_owned())
    };
    let counted = |fact: &&Fact| fact.part == "column" || fact.part == "index";
    let mut found: Vec<_> = found.iter().filter(counted).map(shape).collect();
    let mut missing = Vec::new();
    let tables: Vec<String> = found.iter().map(|(table, ..)| table.clone()).collect();
    for fact in wanted.iter().filter(counted) {
        let wanted = shape(fact);
        match found.iter().position(|found| *found == wanted) {
            Some(place) => drop(found.swap_remove(place)),
            None if tables.contains(&wanted.0) => {
                missing.push(format!(
                    "{} {}: {} {} is not as planned",
                    fact.part, fact.table, fact.name, fact.text
                ));
            }
            None => {}
        }
    }
    missing
}

fn comparable(dialect: Dialect, fact: &Fact) -> Fact {
    if dialect != Dialect::PostgreSql || fact.part != "view" {
        return fact.clone();
    }
    let mut words: Vec<&str> = fact.text.split([' ', ',', '\n']).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    Fact { text: words.join(" "), ..fact.clone() }
}

//! What a database holds besides rows, as lines that can be compared.

use std::fmt;

use authmorph::dialects::Dialect;

use super::Row;
use super::difference::{assert_same_lines, difference};

/// What a fact is about; the order is that of the printed lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The object itself.
    Object,
    Column,
    Constraint,
    /// SQLite: that a constraint, told without its name elsewhere, has one.
    ConstraintName,
    Index,
    Trigger,
    /// A sequence that belongs to a column.
    Sequence,
    /// Anything else that has a name.
    Other,
}

/// One thing that is so in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// `table`, `view`, `enum` …
    pub kind: String,
    pub schema: Option<String>,
    pub object: String,
    pub part: Part,
    pub name: String,
    /// A column's place; 0 for all else.
    pub position: usize,
    /// A column's type; empty for all else.
    pub column_type: String,
    pub text: String,
}

impl Fact {
    /// Reads kind, schema, object, part, name, position, type and text.
    pub fn from_row(row: &Row) -> Self {
        let [kind, schema, object, part, name, position, column_type, text] = &row[..] else {
            panic!("not a fact: {row:?}")
        };
        let said = |field: &Option<String>| field.clone().unwrap_or_default();
        Self {
            kind: said(kind),
            schema: schema.clone().filter(|schema| !schema.is_empty()),
            object: said(object),
            part: match said(part).as_str() {
                "object" => Part::Object,
                "column" => Part::Column,
                "constraint" => Part::Constraint,
                "constraint name" => Part::ConstraintName,
                "index" => Part::Index,
                "trigger" => Part::Trigger,
                "sequence" => Part::Sequence,
                _ => Part::Other,
            },
            name: said(name),
            position: said(position).parse().unwrap_or(0),
            column_type: said(column_type),
            text: said(text),
        }
    }
}

/// Differences that do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ignoring<'a> {
    /// In which order a table has its columns.
    pub column_order: bool,
    /// What constraints, indexes and sequences are called.
    pub constraint_names: bool,
    /// Tables whose name starts so.
    pub prefix: Option<&'a str>,
    /// SQLite: how a type is written, as long as it stores alike.
    pub declared_types: bool,
}

impl Ignoring<'_> {
    /// Every difference counts.
    pub const NOTHING: Self =
        Self { column_order: false, constraint_names: false, prefix: None, declared_types: false };
}

/// All facts about a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    pub dialect: Dialect,
    pub facts: Vec<Fact>,
}

impl Catalog {
    pub fn new(dialect: Dialect, facts: Vec<Fact>) -> Self {
        Self { dialect, facts }
    }

    /// One line per fact, sorted so that an object's lines stand together.
    pub fn lines(&self, ignoring: Ignoring<'_>) -> Vec<String> {
        let counts = |fact: &&Fact| {
            ignoring.prefix.is_none_or(|prefix| !fact.object.starts_with(prefix))
                && !(ignoring.constraint_names && fact.part == Part::ConstraintName)
        };
        let mut lines: Vec<_> =
            self.facts.iter().filter(counts).map(|fact| self.line(fact, ignoring)).collect();
        lines.sort();
        lines.into_iter().map(|(_, _, _, line)| line).collect()
    }

    /// The line of a fact, after what it is sorted by.
    fn line(&self, fact: &Fact, ignoring: Ignoring<'_>) -> (String, Part, usize, String) {
        let object = match &fact.schema {
            Some(schema) => format!("{} {schema}.{}", fact.kind, fact.object),
            None => format!("{} {}", fact.kind, fact.object),
        };
        let nameable = matches!(fact.part, Part::Constraint | Part::Index | Part::Sequence);
        let name = if nameable && ignoring.constraint_names { "" } else { fact.name.as_str() };
        let part = match fact.part {
            Part::Object => "",
            Part::Column => "column",
            Part::Constraint => "constraint",
            Part::ConstraintName => "constraint name",
            Part::Index => "index",
            Part::Trigger => "trigger",
            Part::Sequence => "sequence",
            Part::Other => "has",
        };
        let column_type = match self.dialect {
            Dialect::Sqlite if ignoring.declared_types && fact.part == Part::Column => {
                affinity(&fact.column_type)
            }
            _ => &fact.column_type,
        };
        let words = [part, name, column_type, fact.text.as_str()].into_iter().filter(|word| !word.is_empty());
        let line = format!("{object}: {}", words.collect::<Vec<_>>().join(" "));
        let position = if ignoring.column_order { 0 } else { fact.position };
        (object, fact.part, position, line)
    }

    /// What differs, `-` for this one's lines; `None` when nothing does.
    pub fn difference(&self, other: &Self, ignoring: Ignoring<'_>) -> Option<String> {
        difference(&self.lines(ignoring), &other.lines(ignoring))
    }

    #[track_caller]
    pub fn assert_same(&self, expected: &Self, ignoring: Ignoring<'_>) {
        assert_same_lines(&self.lines(ignoring), &expected.lines(ignoring), "the catalogs");
    }
}

impl fmt::Display for Catalog {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.lines(Ignoring::NOTHING).join("\n"))
    }
}

/// How SQLite stores a column of the declared type: <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>.
pub fn affinity(declared: &str) -> &'static str {
    let declared = declared.to_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
    if has(&["INT"]) {
        "INTEGER"
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        "TEXT"
    } else if has(&["BLOB"]) || declared.is_empty() {
        "BLOB"
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        "REAL"
    } else {
        "NUMERIC"
    }
}

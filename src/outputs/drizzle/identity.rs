//! How PostgreSQL numbers rows, in Drizzle's words.

use crate::dialects::ddl::{IDENTITY_OPTIONS, clause_behind};
use crate::model::schema::Column;
use crate::outputs::drizzle::sql_text::plain_number;
use crate::outputs::given_names::{POSTGRESQL_LIMIT, object_name};
use crate::outputs::typescript::syntax::{Node, Property};

/// The options of a sequence that take a number: SQL's words and Drizzle's.
const NUMBERS: &[(&str, &str, &str)] = &[
    ("START", "WITH", "startWith"),
    ("INCREMENT", "BY", "increment"),
    ("MINVALUE", "", "minValue"),
    ("MAXVALUE", "", "maxValue"),
    ("CACHE", "", "cache"),
];

/// Whether everything that the clause says has words.
pub fn is_said(clause: &str) -> bool {
    clause.starts_with(IDENTITY_OPTIONS) && options(clause).is_some()
}

/// The arguments of the method that makes an identity.
pub fn arguments(table: &str, column: &Column) -> Vec<Node> {
    let mut said = options(&clause_behind(column, IDENTITY_OPTIONS)).unwrap_or_default();
    let usual = format!("{table}_{}_seq", column.name);
    if usual.len() > POSTGRESQL_LIMIT && !said.iter().any(|(name, _)| *name == "name") {
        said.insert(0, ("name", Node::string(object_name(table, &column.name, "seq"))));
    }
    // A line for each, because prettier leaves that to the author, but lays the call out by it.
    let properties: Vec<Property> =
        said.into_iter().map(|(name, value)| Property::new(name, value)).collect();
    if properties.is_empty() { Vec::new() } else { vec![Node::spread_object(properties)] }
}

fn options(clause: &str) -> Option<Vec<(&'static str, Node)>> {
    let inside = clause.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut words = inside.split_whitespace().peekable();
    let mut said = Vec::new();
    while let Some(word) = words.next() {
        let upper = word.to_ascii_uppercase();
        if let Some((_, second, name)) = NUMBERS.iter().find(|(first, ..)| *first == upper) {
            words.next_if(|word| word.eq_ignore_ascii_case(second));
            let number = words.next()?;
            let value = plain_number(number).map_or_else(|| Node::string(number), Node::Constant);
            said.push((*name, value));
            continue;
        }
        match upper.as_str() {
            "CYCLE" => said.push(("cycle", Node::Constant("true".to_owned()))),
            "NO" => drop(words.next()?),
            "SEQUENCE" => {
                words.next()?;
                let name = words.next()?;
                let name = name.strip_prefix("public.").unwrap_or(name);
                let is_plain = name
                    .chars()
                    .all(|letter| letter.is_lowercase() || letter.is_ascii_digit() || letter == '_');
                said.push(("name", Node::string(Some(name).filter(|_| is_plain)?)));
            }
            _ => return None,
        }
    }
    Some(said)
}

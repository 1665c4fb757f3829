//! How well one table plays one role.

use std::collections::BTreeMap;

use super::mapping::{self, Mapping};
use super::{Evidence, FoundRole, weight};
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::layouts::{FieldShape, Holds, Need, RoleShape};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;

/// A table that has every column that a role must have.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The table.
    pub table: &'a Table,
    /// The column of each field.
    pub columns: BTreeMap<&'static str, &'a Column>,
    /// From 0 to 1: how well columns, types, nullability and keys fit.
    pub quality: f64,
    /// What makes it belong to the tables that were chosen before, for ties.
    pub affinity: f64,
    /// Position among the usual names, for ties; a large number when it has none of them.
    pub name_rank: usize,
    /// What was seen.
    pub evidence: Vec<Evidence>,
}

/// Why a table does not play a role.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMiss {
    /// The table.
    pub table: ObjectName,
    /// How many of the columns that it must have it has.
    pub fields: usize,
    /// Whether it has them all, and one that this version never has.
    pub contradicts: bool,
    /// What it lacks or has too much.
    pub lack: String,
    /// Where the table is.
    pub span: Span,
    /// As [`Candidate::name_rank`].
    pub name_rank: usize,
}

impl NearMiss {
    /// Whether it comes closer to the role: by its columns, and by its name where these are as many.
    pub fn is_nearer_than(&self, other: &Self) -> bool {
        (self.fields, std::cmp::Reverse(self.name_rank)) > (other.fields, std::cmp::Reverse(other.name_rank))
    }
}

/// The rank of a table without any of the usual names.
pub const NO_NAME: usize = usize::MAX;

/// Judges a table for a role. `named` says that the user named it.
pub fn judge<'a>(
    dialect: Dialect,
    table: &'a Table,
    role: &'static RoleShape,
    mapping: &Mapping,
    named: bool,
) -> Result<Candidate<'a>, NearMiss> {
    let mut columns = BTreeMap::new();
    let mut missing = Vec::new();
    let mut usual_missing = Vec::new();
    for field in role.fields {
        let lack = match find_column(table, role, field, mapping) {
            Some(column) if holds(dialect, column, field.holds) => {
                columns.insert(field.name, column);
                continue;
            }
            Some(column) => format!(
                "`{}.{}` is {}, which cannot be `{}`",
                table.name,
                column.name,
                type_text(column),
                field.name
            ),
            None => format!("`{}` has no column `{}`", table.name, field.name),
        };
        match field.need {
            Need::Must => missing.push(lack),
            Need::Usual => usual_missing.push(field.name),
            Need::May => {}
        }
    }
    let miss = |lack, contradicts| {
        let has = |field: &&FieldShape| field.need == Need::Must && columns.contains_key(field.name);
        let fields = role.fields.iter().filter(has).count();
        let name_rank = name_rank(role, table);
        NearMiss { table: table.name.clone(), fields, contradicts, lack, span: table.span, name_rank }
    };
    if let Some(lack) = missing.into_iter().next() {
        return Err(miss(lack, false));
    }
    let intruder = weight::intruder(table, role, &columns);
    if let Some((_, what)) = &intruder
        && !named
    {
        return Err(miss(what.clone(), true));
    }
    Ok(weight::weigh(table, role, columns, &usual_missing, intruder))
}

/// `a session`, `an account`.
pub fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// How usual the table's name is for the role; a prefix makes it less so.
pub fn name_rank(role: &RoleShape, table: &Table) -> usize {
    let position = |matches: &dyn Fn(&str) -> bool| role.usual_tables.iter().position(|usual| matches(usual));
    let name = table.name.name.as_str();
    position(&|usual| same_word(usual, name))
        .or_else(|| position(&|usual| ends_with_word(name, usual)).map(|rank| rank + role.usual_tables.len()))
        .unwrap_or(NO_NAME)
}

/// Whether the name is a prefix and then the word: `shop_session`, `ShopSession`.
pub fn ends_with_word(name: &str, word: &str) -> bool {
    let letters = letters(name);
    let word = self::letters(word);
    letters.len() > word.len() && letters.ends_with(&word) && {
        let rest: String = name.chars().rev().take_while(|character| *character != '_').collect();
        let last: String = rest.chars().rev().collect();
        name.contains('_') && (self::letters(&last) == word || word.ends_with(&self::letters(&last)))
            || name.chars().any(char::is_uppercase)
    }
}

/// Whether the column alone identifies a row.
pub fn is_key(table: &Table, column: &str) -> bool {
    let alone = |columns: &[String]| columns.len() == 1 && columns.first().is_some_and(|name| name == column);
    table.primary_key.as_ref().is_some_and(|key| alone(&key.columns))
        || table.uniques.iter().any(|key| alone(&key.columns))
        || table.indexes.iter().any(|index| {
            index.unique
                && index.parts.len() == 1
                && index.parts.iter().all(|part| {
                    matches!(&part.target, crate::model::schema::IndexTarget::Column(name) if name == column)
                })
        })
}

fn find_column<'a>(
    table: &'a Table,
    role: &RoleShape,
    field: &FieldShape,
    mapping: &Mapping,
) -> Option<&'a Column> {
    if let Some(name) = mapping::column(mapping, role.name, field.name) {
        return table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    }
    let called = |name: &str| table.columns.iter().find(|column| same_word(name, &column.name));
    let exact = table.columns.iter().find(|column| column.name == field.name);
    exact.or_else(|| called(field.name)).or_else(|| field.also.iter().find_map(|name| called(name)))
}

/// Whether two names are the same word: letter case and underscores do not matter.
pub fn same_word(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return ascii_letters(left).eq(ascii_letters(right));
    }
    letters(left) == letters(right)
}

fn ascii_letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

fn letters(name: &str) -> String {
    name.chars().filter(|character| *character != '_').flat_map(char::to_lowercase).collect()
}

fn type_text(column: &Column) -> &str {
    if column.data_type.text.is_empty() { "without a type" } else { &column.data_type.text }
}

/// Whether the column's type can hold it.
pub fn holds(dialect: Dialect, column: &Column, holds: Holds) -> bool {
    let kind = &column.data_type.kind;
    if column.data_type.array_dimensions > 0 {
        return holds == Holds::Any;
    }
    let textual = kind.is_text() || matches!(kind, TypeKind::Other);
    let numeric = kind.is_integer() || matches!(kind, TypeKind::Decimal { .. });
    let dated = matches!(kind, TypeKind::DateTime { .. } | TypeKind::Instant { .. });
    match holds {
        Holds::Identity | Holds::Reference(_) => {
            numeric || textual || matches!(kind, TypeKind::Uuid | TypeKind::Binary { .. })
        }
        Holds::TextIdentity => textual || matches!(kind, TypeKind::Uuid),
        Holds::MadeIdentity => textual && column.default.is_none() && column.auto_number.is_none(),
        Holds::SecretIdentity => {
            self::holds(dialect, column, Holds::MadeIdentity)
                && kind.length().is_none_or(|length| length >= 40)
        }
        Holds::Text => textual || matches!(kind, TypeKind::Enumeration { .. }),
        // SQLite keeps a number in a column of any type; Drizzle's guide made it `blob`.
        Holds::Milliseconds if dialect == Dialect::Sqlite => !matches!(kind, TypeKind::Boolean),
        Holds::Milliseconds => {
            // A type of the user's own can be a domain over one of the others.
            matches!(
                kind,
                TypeKind::BigInteger | TypeKind::Integer | TypeKind::Decimal { .. } | TypeKind::Other
            )
        }
        Holds::Moment if dialect == Dialect::Sqlite => kind.is_integer() || dated,
        Holds::Moment => dated,
        Holds::AnyMoment => {
            dated || numeric || textual || matches!(kind, TypeKind::Date | TypeKind::Real | TypeKind::Double)
        }
        Holds::Number => numeric || textual,
        Holds::Flag => numeric || matches!(kind, TypeKind::Boolean | TypeKind::Other),
        Holds::Any => true,
    }
}

impl Candidate<'_> {
    /// The role as found.
    pub fn found(&self) -> FoundRole {
        let columns: BTreeMap<&'static str, String> =
            self.columns.iter().map(|(field, column)| (*field, column.name.clone())).collect();
        FoundRole::of(self.table, columns)
    }

    /// The tables that the foreign keys of the role's references point to.
    pub fn points_to(&self, role: &RoleShape) -> Vec<(&'static str, &ObjectName)> {
        let mut found = Vec::new();
        for field in role.fields {
            let Holds::Reference(target) = field.holds else { continue };
            let Some(column) = self.columns.get(field.name) else { continue };
            let only = [column.name.clone()];
            let key = self.table.foreign_keys.iter().find(|key| key.columns.as_slice() == only);
            found.extend(key.map(|key| (target, &key.foreign_table)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_told_from_another_word() {
        assert!(ends_with_word("shop_session", "session"));
        assert!(ends_with_word("shop_verification_token", "verificationToken"));
        assert!(ends_with_word("ShopSession", "session"));
        assert!(!ends_with_word("session", "session"));
        assert!(!ends_with_word("obsession", "session"));
        assert!(!ends_with_word("an_obsession", "session"));
    }
}

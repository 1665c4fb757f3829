//! How well one table plays one role.

use std::cell::OnceCell;

use super::mapping::{self, Mapping};
use super::weight::{self, Intruder};
use super::words::{FieldNames, RoleNames, Spelled};
use super::{Evidence, FoundRole};
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::layouts::{FieldShape, Holds, Need, RoleShape};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;
use crate::order::map;

/// A table that has every column that a role must have.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The table.
    pub table: &'a Table,
    /// The column of each field.
    pub columns: Columns<'a>,
    /// From 0 to 1: how well columns, types, nullability and keys fit.
    pub quality: f64,
    /// What makes it belong to the tables that were chosen before, for ties.
    pub affinity: f64,
    /// Position among the usual names, for ties; a large number when it has none of them.
    pub name_rank: usize,
    usual_missing: Vec<&'static str>,
    intruder: Option<Intruder<'a>>,
}

/// The columns of a table by the fields of the role, in the order of the fields.
pub type Columns<'a> = Vec<(&'static str, &'a Column)>;

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

/// The rank of a table without any of the usual names.
pub const NO_NAME: usize = usize::MAX;

/// A table that does not play a role, before that is put in words: only that of the nearest one is.
pub struct Miss<'a> {
    table: &'a Table,
    role: &'static RoleShape,
    /// As [`NearMiss::fields`].
    pub fields: usize,
    /// As [`Candidate::name_rank`], found out when it is asked for.
    name_rank: OnceCell<usize>,
    lack: Lack<'a>,
}

/// What a table lacks or has too much.
enum Lack<'a> {
    /// A field, and the column of its name that cannot hold it.
    Field(&'static FieldShape, Option<&'a Column>),
    /// A column that the version never has.
    Intruder(Intruder<'a>),
}

/// Judges a table for a role. `named` says that the user named it.
pub fn judge<'a>(
    dialect: Dialect,
    spelled: &Spelled<'a>,
    (role, names): (&'static RoleShape, &RoleNames),
    mapping: &Mapping,
    named: bool,
) -> Result<Candidate<'a>, Miss<'a>> {
    let table = spelled.table;
    let column_of =
        |field: &FieldShape, names: &FieldNames| find_column(spelled, role, field, names, mapping);
    let miss = |fields, lack| Miss { table, role, fields, name_rank: OnceCell::new(), lack };
    let mut missing = None;
    let mut fields = 0;
    for (field, names) in role.fields.iter().zip(names.each()).filter(|(field, _)| field.need == Need::Must) {
        let column = column_of(field, names);
        match column.filter(|column| holds(dialect, column, field.holds)) {
            Some(_) => fields += 1,
            None => {
                missing.get_or_insert((field, column));
            }
        }
    }
    if let Some((field, column)) = missing {
        return Err(miss(fields, Lack::Field(field, column)));
    }
    let mut columns = Vec::with_capacity(role.fields.len());
    let mut usual_missing = Vec::new();
    for (field, names) in role.fields.iter().zip(names.each()) {
        match column_of(field, names).filter(|column| holds(dialect, column, field.holds)) {
            Some(column) => columns.push((field.name, column)),
            None if field.need == Need::Usual => usual_missing.push(field.name),
            None => {}
        }
    }
    match weight::intruder(spelled, (role, names), &columns) {
        Some(intruder) if !named => Err(miss(fields, Lack::Intruder(intruder))),
        intruder => {
            let may_be = names.may_be_called_so(spelled);
            let name_rank = if may_be { name_rank(role, table) } else { NO_NAME };
            Ok(Candidate { table, columns, quality: 1.0, affinity: 0.0, name_rank, usual_missing, intruder })
        }
    }
}

impl Miss<'_> {
    /// Whether it comes closer to the role than another: by its columns, and by its name where these are as many.
    pub fn is_nearer_than(&self, other: &Miss<'_>) -> bool {
        self.fields > other.fields || self.fields == other.fields && self.name_rank() < other.name_rank()
    }

    fn name_rank(&self) -> usize {
        *self.name_rank.get_or_init(|| name_rank(self.role, self.table))
    }

    /// In words.
    pub fn told(self) -> NearMiss {
        let name_rank = self.name_rank();
        let name = &self.table.name;
        let contradicts = matches!(self.lack, Lack::Intruder(_));
        let lack = match self.lack {
            Lack::Field(field, Some(column)) => {
                let kind = type_text(column);
                format!("`{name}.{}` is {kind}, which cannot be `{}`", column.name, field.name)
            }
            Lack::Field(field, None) => format!("`{name}` has no column `{}`", field.name),
            Lack::Intruder(intruder) => intruder.told(self.table),
        };
        let (table, span) = (name.clone(), self.table.span);
        NearMiss { table, fields: self.fields, contradicts, lack, span, name_rank }
    }
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
    if name.is_ascii() && word.is_ascii() {
        let last = |text: &str| text.bytes().last().unwrap_or_default().to_ascii_lowercase();
        if last(name) != last(word) && last(name) != b'_' && last(word) != b'_' {
            return false;
        }
        let mut letters = ascii_letters(name).rev();
        if !ascii_letters(word).rev().all(|letter| letters.next() == Some(letter)) || letters.next().is_none()
        {
            return false;
        }
    }
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
    spelled: &Spelled<'a>,
    role: &RoleShape,
    field: &FieldShape,
    names: &FieldNames,
    mapping: &Mapping,
) -> Option<&'a Column> {
    if let Some(name) = mapping::column(mapping, role.name, field.name) {
        return spelled.table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    }
    names.in_table(spelled).iter().find_map(|(name, number)| {
        let mut called = spelled.called(name, *number);
        let first = called.next()?;
        // Of several spellings of the field's own name the one that is spelled alike.
        let exact = std::iter::once(first).chain(called).find(|column| column.name == field.name);
        Some(exact.unwrap_or(first))
    })
}

/// Whether two names are the same word: letter case and underscores do not matter.
pub fn same_word(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return ascii_letters(left).eq(ascii_letters(right));
    }
    letters(left) == letters(right)
}

/// The letters of a name in ASCII, without what does not matter.
pub fn ascii_letters(name: &str) -> impl DoubleEndedIterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

/// The letters of any name, without what does not matter.
pub fn letters(name: &str) -> String {
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
    // SQLite keeps a text in a column of any type, and drizzle-kit calls a column of many types `numeric`.
    let is_loose = dialect == Dialect::Sqlite && matches!(kind, TypeKind::Decimal { .. });
    let textual = kind.is_text() || matches!(kind, TypeKind::Other) || is_loose;
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

impl<'a> Candidate<'a> {
    /// With its quality.
    pub fn weighed(mut self, role: &'static RoleShape) -> Self {
        self.quality = weight::quality(&self, role);
        self
    }

    /// What was seen.
    pub fn evidence(&self, role: &'static RoleShape) -> Vec<Evidence> {
        weight::evidence(self, role)
    }

    /// The column of a field.
    pub fn column(&self, field: &str) -> Option<&'a Column> {
        self.columns.iter().find(|(name, _)| *name == field).map(|(_, column)| *column)
    }

    /// The fields that are usual and that it has no columns for.
    pub fn usual_missing(&self) -> &[&'static str] {
        &self.usual_missing
    }

    /// The column that excludes the role, in a table that the user named.
    pub fn intruder(&self) -> Option<&Intruder<'a>> {
        self.intruder.as_ref()
    }

    /// The role as found.
    pub fn found(&self) -> FoundRole {
        let columns = map(self.columns.iter().map(|(field, column)| (*field, column.name.clone())));
        FoundRole::of(self.table, columns)
    }

    /// The tables that the foreign keys of the role's references point to.
    pub fn points_to(&self, role: &RoleShape) -> Vec<(&'static str, &ObjectName)> {
        let mut found = Vec::new();
        for field in role.fields {
            let Holds::Reference(target) = field.holds else { continue };
            let Some(column) = self.column(field.name) else { continue };
            let is_only = |columns: &[String]| matches!(columns, [only] if *only == column.name);
            let key = self.table.foreign_keys.iter().find(|key| is_only(&key.columns));
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

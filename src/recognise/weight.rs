//! What the columns of a table that can play a role say for and against it.

use super::Evidence;
use super::candidate::{Candidate, NO_NAME, is_key, same_word, with_article};
use super::words::{RoleNames, Spelled};
use crate::findings::Span;
use crate::layouts::{Attributes, Need, RoleShape};
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;
use crate::order::map;

/// How much one thing takes from the quality of a table.
mod cost {
    /// All columns that are usual.
    pub const USUAL: f64 = 0.5;
    /// A column that admits NULL, or does not, unlike the library's.
    pub const NULLABILITY: f64 = 0.15;
    /// A column under the name that another library gave it.
    pub const RENAMED: f64 = 0.15;
    /// An identity that is no key.
    pub const NO_KEY: f64 = 0.2;
    /// A column of its own that fills itself, in a table that is known by little.
    pub const ATTRIBUTE: f64 = 0.04;
    /// The same for a column that has to be filled.
    pub const DEMAND: f64 = 0.1;
    /// The same where nothing but columns says what the table is.
    pub const NAMELESS_DEMAND: f64 = 0.26;
    /// A second moment that may be missing, such as that at which the row was revoked or used.
    pub const ENDING: f64 = 0.15;
    /// A name that says that the table is something else.
    pub const UNLIKE_NAME: f64 = 0.35;
    /// A column that the library never has, in a table that the user named.
    pub const NEVER: f64 = 0.3;
}

/// Words that end the names of columns with a secret, which is what a row is proven by.
const SECRETS: &[&str] = &["token", "hash", "secret", "code", "otp", "password", "key"];

/// A column that excludes the role.
#[derive(Debug, Clone, Copy)]
pub enum Intruder<'a> {
    /// One that this version never has.
    Never(&'a Column),
    /// One by which rows are found or proven.
    Telling(&'a Column),
}

impl Intruder<'_> {
    /// Why it does.
    pub fn told(self, table: &Table) -> String {
        let name = &table.name;
        match self {
            Self::Never(column) => {
                format!("`{name}` has a column `{}`, which this version never has", column.name)
            }
            Self::Telling(column) => format!(
                "`{name}` has a column `{}`, by which its rows are found or proven, where this version has none",
                column.name
            ),
        }
    }

    fn span(self) -> Span {
        let (Self::Never(column) | Self::Telling(column)) = self;
        column.span
    }
}

/// A column that excludes the role.
pub fn intruder<'a>(
    spelled: &Spelled<'a>,
    (role, names): (&RoleShape, &RoleNames),
    columns: &[(&'static str, &Column)],
) -> Option<Intruder<'a>> {
    let is_own = |column: &Column| !columns.iter().any(|(_, taken)| taken.name == column.name);
    let may_be = names.never.iter().any(|(_, number)| spelled.may_have(*number));
    let is_never = |column: &Column| names.never.iter().any(|(name, _)| same_word(name, &column.name));
    let mut others = spelled.table.columns.iter().filter(|_| may_be);
    if let Some(column) = others.find(|column| is_never(column) && is_own(column)) {
        return Some(Intruder::Never(column));
    }
    if role.attributes == Attributes::Any {
        return None;
    }
    spelled.telling.iter().copied().find(|column| is_own(column)).map(Intruder::Telling)
}

/// Whether rows are found or proven by the column. A number that the database counts finds a row too, but nobody outside
/// knows it.
pub fn is_telling(table: &Table, column: &Column) -> bool {
    is_secret(column) || column.auto_number.is_none() && is_key(table, &column.name)
}

/// Whether the column holds something that proves who somebody is.
fn is_secret(column: &Column) -> bool {
    let kind = &column.data_type.kind;
    let can_be = kind.is_text() || matches!(kind, TypeKind::Binary { .. } | TypeKind::Other);
    can_be && SECRETS.contains(&last_word(&column.name).as_str())
}

/// The last word of a name: `hash` of `refresh_token_hash` and of `refreshTokenHash`.
fn last_word(name: &str) -> String {
    let last = name.rsplit('_').find(|word| !word.is_empty()).unwrap_or(name);
    let start = last.char_indices().rfind(|(_, character)| character.is_uppercase()).map(|(at, _)| at);
    let whole = last.chars().all(|character| !character.is_lowercase());
    last.get(start.filter(|_| !whole).unwrap_or(0)..).unwrap_or(last).to_lowercase()
}

/// How well a table fits that has all the columns that it must have, from 0 to 1.
pub fn quality(candidate: &Candidate<'_>, role: &'static RoleShape) -> f64 {
    let mut scale = Scale { quality: 1.0, told: None };
    weigh(&mut scale, candidate, role);
    scale.quality.max(0.0)
}

/// What speaks for such a table, and all that speaks against it.
pub fn evidence(candidate: &Candidate<'_>, role: &'static RoleShape) -> Vec<Evidence> {
    let has = Evidence::new(true, columns_of(candidate, role), Some(candidate.table.span));
    let mut scale = Scale { quality: 1.0, told: Some(vec![has]) };
    weigh(&mut scale, candidate, role);
    scale.told.unwrap_or_default()
}

fn weigh(scale: &mut Scale, candidate: &Candidate<'_>, role: &'static RoleShape) {
    let table = candidate.table;
    let usual_missing = candidate.usual_missing();
    if !usual_missing.is_empty() {
        let usual = role.fields.iter().filter(|field| field.need == Need::Usual).count();
        let cost = cost::USUAL * usual_missing.len() as f64 / usual.max(1) as f64;
        scale.against(cost, table.span, || {
            let names: Vec<String> = usual_missing.iter().map(|name| format!("`{name}`")).collect();
            format!("`{}` lacks {}, which it usually has", table.name, names.join(", "))
        });
    }
    weigh_fields(scale, candidate, role);
    if role.attributes == Attributes::Few {
        weigh_attributes(scale, candidate);
    }
    if let Some(intruder) = candidate.intruder() {
        scale.against(cost::NEVER, intruder.span(), || intruder.told(table));
    }
    let is_unlike = |name: &str| role.unlike_tables.iter().any(|word| name.contains(word));
    if !role.unlike_tables.is_empty() && is_unlike(&table.name.name.to_lowercase()) {
        scale.against(cost::UNLIKE_NAME, table.span, || {
            format!("`{}` is the name of something else", table.name)
        });
    }
}

/// What was weighed so far. It is put in words for the table that is chosen, and only counted for the others.
struct Scale {
    quality: f64,
    told: Option<Vec<Evidence>>,
}

impl Scale {
    fn against(&mut self, cost: f64, span: Span, what: impl FnOnce() -> String) {
        self.quality -= cost;
        if let Some(told) = &mut self.told {
            told.push(Evidence::new(false, what(), Some(span)));
        }
    }
}

/// The columns that are fields: their names, whether they admit NULL, and whether the identity is a key.
fn weigh_fields(scale: &mut Scale, candidate: &Candidate<'_>, role: &RoleShape) {
    let table = candidate.table;
    for field in role.fields {
        let Some(column) = candidate.column(field.name) else { continue };
        if field.also.iter().any(|name| same_word(name, &column.name)) {
            scale.against(cost::RENAMED, column.span, || {
                format!("`{}.{}` has another library's name for `{}`", table.name, column.name, field.name)
            });
        }
        if field.nullable.is_some_and(|nullable| nullable != column.nullable) {
            let state = if column.nullable { "admits NULL" } else { "does not admit NULL" };
            scale.against(cost::NULLABILITY, column.span, || {
                format!("`{}.{}` {state}", table.name, column.name)
            });
        }
    }
    if let Some(id) = candidate.column("id")
        && role.fields.iter().any(|field| field.name == "id" && field.need == Need::Must)
        && !is_key(table, &id.name)
    {
        scale.against(cost::NO_KEY, id.span, || {
            format!("`{}.{}` is not the primary key", table.name, id.name)
        });
    }
}

/// The columns that are none. A library fills those that an application has told it of, so a column that demands a
/// value can be an attribute too; the more there are, the less likely.
fn weigh_attributes(scale: &mut Scale, candidate: &Candidate<'_>) {
    let table = candidate.table;
    for column in &table.columns {
        if candidate.columns.iter().any(|(_, taken)| taken.name == column.name) {
            continue;
        }
        let fills_itself =
            column.default.is_some() || column.generated.is_some() || column.auto_number.is_some();
        let cost = if column.nullable && is_moment(column) && !fills_itself {
            cost::ENDING
        } else if column.nullable || fills_itself {
            cost::ATTRIBUTE
        } else if candidate.name_rank == NO_NAME {
            cost::NAMELESS_DEMAND
        } else {
            cost::DEMAND
        };
        scale.against(cost, column.span, || {
            format!("`{}` has a column `{}` of its own", table.name, column.name)
        });
    }
}

/// SQLite has no type for it, but everybody's names for moments end alike.
fn is_moment(column: &Column) -> bool {
    matches!(column.data_type.kind, TypeKind::DateTime { .. } | TypeKind::Instant { .. })
        || last_word(&column.name) == "at"
}

fn columns_of(candidate: &Candidate<'_>, role: &RoleShape) -> String {
    let columns = map(candidate.columns.iter().copied());
    let names: Vec<String> = columns.values().map(|column| format!("`{}`", column.name)).collect();
    let (name, role) = (&candidate.table.name, with_article(role.name));
    format!("`{name}` has the columns of {role} table: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::last_word;

    #[test]
    fn the_last_word_of_a_name() {
        assert_eq!(last_word("refresh_token_hash"), "hash");
        assert_eq!(last_word("refreshTokenHash"), "hash");
        assert_eq!(last_word("TOKEN"), "token");
        assert_eq!(last_word("hashed"), "hashed");
    }
}

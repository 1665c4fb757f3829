//! What the columns of a table that can play a role say for and against it.

use std::collections::BTreeMap;

use super::Evidence;
use super::candidate::{Candidate, NO_NAME, is_key, name_rank, same_word, with_article};
use crate::findings::Span;
use crate::layouts::{Attributes, Need, RoleShape};
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;

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

/// The columns that were found, by the fields of the role.
type Columns<'a> = BTreeMap<&'static str, &'a Column>;

/// A column that excludes the role, and why.
pub fn intruder<'a>(
    table: &'a Table,
    role: &RoleShape,
    columns: &[(&'static str, &Column)],
) -> Option<(&'a Column, String)> {
    let own = |column: &&Column| !columns.iter().any(|(_, taken)| taken.name == column.name);
    let mut others = table.columns.iter().filter(own);
    if let Some(column) =
        others.clone().find(|column| role.never.iter().any(|name| same_word(name, &column.name)))
    {
        let what = format!("`{}` has a column `{}`, which this version never has", table.name, column.name);
        return Some((column, what));
    }
    if role.attributes == Attributes::Any {
        return None;
    }
    // A number that the database counts finds a row too, but nobody outside knows it.
    let is_other_key = |column: &Column| column.auto_number.is_none() && is_key(table, &column.name);
    let column = others.find(|column| is_secret(column) || is_other_key(column))?;
    let what = format!(
        "`{}` has a column `{}`, by which its rows are found or proven, where this version has none",
        table.name, column.name
    );
    Some((column, what))
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

/// Quality and evidence of a table that has all the columns that it must have.
pub fn weigh<'a>(
    table: &'a Table,
    role: &'static RoleShape,
    columns: Columns<'a>,
    usual_missing: &[&str],
    intruder: Option<(&Column, String)>,
) -> Candidate<'a> {
    let name_rank = name_rank(role, table);
    let mut scale = Scale {
        quality: 1.0,
        evidence: vec![Evidence::new(true, columns_of(table, role, &columns), Some(table.span))],
    };
    let usual = role.fields.iter().filter(|field| field.need == Need::Usual).count();
    if !usual_missing.is_empty() {
        let names: Vec<String> = usual_missing.iter().map(|name| format!("`{name}`")).collect();
        scale.against(
            cost::USUAL * usual_missing.len() as f64 / usual.max(1) as f64,
            format!("`{}` lacks {}, which it usually has", table.name, names.join(", ")),
            table.span,
        );
    }
    weigh_fields(&mut scale, table, role, &columns);
    if role.attributes == Attributes::Few {
        weigh_attributes(&mut scale, table, &columns, name_rank == NO_NAME);
    }
    if let Some((column, what)) = intruder {
        scale.against(cost::NEVER, what, column.span);
    }
    let name = table.name.name.to_lowercase();
    if role.unlike_tables.iter().any(|word| name.contains(word)) {
        let what = format!("`{}` is the name of something else", table.name);
        scale.against(cost::UNLIKE_NAME, what, table.span);
    }
    let Scale { quality, evidence } = scale;
    Candidate { table, columns, quality: quality.max(0.0), name_rank, affinity: 0.0, evidence }
}

/// What was weighed so far.
struct Scale {
    quality: f64,
    evidence: Vec<Evidence>,
}

impl Scale {
    fn against(&mut self, cost: f64, what: String, span: Span) {
        self.quality -= cost;
        self.evidence.push(Evidence::new(false, what, Some(span)));
    }
}

/// The columns that are fields: their names, whether they admit NULL, and whether the identity is a key.
fn weigh_fields(scale: &mut Scale, table: &Table, role: &RoleShape, columns: &Columns<'_>) {
    for field in role.fields {
        let Some(column) = columns.get(field.name) else { continue };
        if field.also.iter().any(|name| same_word(name, &column.name)) {
            let what =
                format!("`{}.{}` has another library's name for `{}`", table.name, column.name, field.name);
            scale.against(cost::RENAMED, what, column.span);
        }
        if field.nullable.is_some_and(|nullable| nullable != column.nullable) {
            let state = if column.nullable { "admits NULL" } else { "does not admit NULL" };
            let what = format!("`{}.{}` {state}", table.name, column.name);
            scale.against(cost::NULLABILITY, what, column.span);
        }
    }
    if let Some(id) = columns.get("id")
        && role.fields.iter().any(|field| field.name == "id" && field.need == Need::Must)
        && !is_key(table, &id.name)
    {
        scale.against(cost::NO_KEY, format!("`{}.{}` is not the primary key", table.name, id.name), id.span);
    }
}

/// The columns that are none. A library fills those that an application has told it of, so a column that demands a
/// value can be an attribute too; the more there are, the less likely.
fn weigh_attributes(scale: &mut Scale, table: &Table, columns: &Columns<'_>, nameless: bool) {
    for column in &table.columns {
        if columns.values().any(|taken| taken.name == column.name) {
            continue;
        }
        let fills_itself =
            column.default.is_some() || column.generated.is_some() || column.auto_number.is_some();
        let cost = if column.nullable && is_moment(column) && !fills_itself {
            cost::ENDING
        } else if column.nullable || fills_itself {
            cost::ATTRIBUTE
        } else if nameless {
            cost::NAMELESS_DEMAND
        } else {
            cost::DEMAND
        };
        scale.against(
            cost,
            format!("`{}` has a column `{}` of its own", table.name, column.name),
            column.span,
        );
    }
}

/// SQLite has no type for it, but everybody's names for moments end alike.
fn is_moment(column: &Column) -> bool {
    matches!(column.data_type.kind, TypeKind::DateTime { .. } | TypeKind::Instant { .. })
        || last_word(&column.name) == "at"
}

fn columns_of(table: &Table, role: &RoleShape, columns: &Columns<'_>) -> String {
    let names: Vec<String> = columns.values().map(|column| format!("`{}`", column.name)).collect();
    format!("`{}` has the columns of {} table: {}", table.name, with_article(role.name), names.join(", "))
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

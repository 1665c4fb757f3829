//! What all copies into new tables have in common.

use super::moments::present;
use super::source::Source;
use super::types::Types;
use crate::decide::{CopiedColumn, CopyChange, Returns};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::Column;

/// Why logins are copied.
pub const WAY_IN: &str = "Each is somebody's way to sign in.";

/// A column that gets that value over `s`, and goes nowhere back.
pub fn copied(name: &str, value: impl Into<String>) -> CopiedColumn {
    CopiedColumn { name: name.to_owned(), value: value.into(), back: None }
}

/// What an old row must have beside, when one is made anew: an id, and when it was made.
pub fn made_beside(types: Types, source: &Source<'_>, id: &str) -> Vec<(String, String)> {
    let mut made = Vec::new();
    let needed = |field: &str| {
        let column = source.table.column(source.name(field)?)?;
        let is_made = column.default.is_some() || column.auto_number.is_some() || column.nullable;
        (!is_made).then_some(column)
    };
    if let Some(column) = needed("id").filter(|column| column.data_type.kind.is_text()) {
        made.push((column.name.clone(), fitting(types.dialect, column, id)));
    }
    for column in ["createdAt", "updatedAt"].iter().filter_map(|field| needed(field)) {
        made.push((column.name.clone(), present(types, column).to_owned()));
    }
    made
}

/// The id, or where the column is too narrow for it a hash of it, which has 32 characters.
fn fitting(dialect: Dialect, column: &Column, id: &str) -> String {
    match (column.data_type.kind.length(), dialect.md5(id)) {
        (Some(length), Some(hash)) if length >= 32 => {
            format!("CASE WHEN CHAR_LENGTH({id}) <= {length} THEN {id} ELSE {hash} END")
        }
        _ => id.to_owned(),
    }
}

/// What NextAuth 3 finds an account by: the hash of `providerId:providerAccountId`. SQLite hashes short texts only.
pub fn compound_id(source: &Source<'_>, name: &str) -> Option<(String, String)> {
    let hash = format!("COALESCE({}, {name})", source.dialect.sha256(name));
    source.name("compoundId").map(|compound| (compound.to_owned(), hash))
}

/// What makes an account useless that stays: it gets an id that no provider gives, by its own.
pub fn unlinked(types: Types, source: &Source<'_>) -> Vec<(String, String)> {
    let Some(id) = source.column("s", "id").filter(|_| source.name("providerAccountId").is_some()) else {
        return Vec::new();
    };
    let nobody = source.dialect.concatenate(&["'unlinked:'", &types.as_text(&id)]);
    let fields = ["providerAccountId", "compoundId"].into_iter().filter_map(|field| source.name(field));
    fields.map(|name| (name.to_owned(), nobody.clone())).collect()
}

/// An old row that cannot be made whole, because a column of the application's must have a value, is not made.
pub fn return_only_whole_rows(copy: &mut CopyChange, findings: &mut Vec<Finding>) {
    if !copy.owns_rows {
        return;
    }
    let going_back = copy.columns.iter().filter_map(|column| column.back.as_ref());
    let written: Vec<&String> = going_back.chain(&copy.made).map(|(name, _)| name).collect();
    let lacking = copy.from.columns.iter().find(|column| {
        let is_made = column.default.is_some() || column.generated.is_some() || column.auto_number.is_some();
        !column.nullable && !is_made && !written.contains(&&column.name)
    });
    let Some(column) = lacking else { return };
    copy.returns = Returns::Never;
    findings.push(Finding::new(
        "undo_loses_new_logins",
        Severity::Warning,
        format!("down.sql makes no rows in `{}` for logins that are made after up.sql.", copy.from.name),
        format!("`{}` must have a value, and nobody knows which.", column.name),
        "Give that column a default before up.sql if you want them back. Logins from before come back in any case.",
        Some(column.span),
    ));
}

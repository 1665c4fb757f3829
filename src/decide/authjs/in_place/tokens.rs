//! Columns with tokens may hold tokens of any length.
//!
//! Tokens of Google and Microsoft exceed varchar(255) and varchar(191), and then signing in fails: issues 2748, 3825,
//! 4665, 4734, 5298, 3517 and 9098 of github.com/nextauthjs/next-auth.

use crate::decide::Decision;
use crate::decide::accounts::in_place::Scene;
use crate::decide::evolution::{Limit, Operation, Part};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, IndexTarget, Table};

const TOKENS: &[&str] = &["refresh_token", "access_token", "id_token"];

/// Decides it.
pub fn decide(scene: &mut Scene<'_, '_>) {
    let types = scene.context.types;
    let table = scene.account.table;
    let names = TOKENS.iter().filter_map(|field| scene.account.name(field));
    let short: Vec<(&Column, u32)> = names
        .filter_map(|name| table.column(name))
        .filter(|column| column.nullable && column.default.is_none() && !is_indexed(table, &column.name))
        .filter_map(|column| Some((column, column.data_type.kind.length()?)))
        .collect();
    // SQLite does not look at lengths.
    if short.is_empty() || types.dialect == Dialect::Sqlite {
        return;
    }
    let wide = |column: &Column| Column { data_type: types.text(), ..column.clone() };
    let parts =
        short.iter().map(|(column, _)| Part::ChangeColumn(Box::new(((*column).clone(), wide(column)))));
    let mut operations = vec![Operation::Alter(table.name.clone(), parts.collect())];
    operations.extend(short.iter().map(|(column, characters)| {
        let (table, column) = (table.name.clone(), column.name.clone());
        Operation::Lengthen(Limit { table, column, characters: *characters })
    }));
    let names: Vec<String> = short.iter().map(|(column, _)| format!("`{}`", column.name)).collect();
    let span = short.first().map(|(column, _)| column.span);
    scene.decided.decisions.push(Decision::new(
        format!("{} of `{}` may hold tokens of any length.", names.join(", "), table.name),
        "Tokens of Google and Microsoft do not fit, and then signing in fails.",
        span,
    ));
    scene.decided.findings.push(Finding::new(
        "undo_forgets_long_tokens",
        Severity::Note,
        format!("down.sql sets tokens of `{}` to NULL that do not fit any more.", table.name),
        "They are longer than the columns were, so they came after up.sql.",
        "Nothing for signing in. Code that calls a provider's API with such a token gets a new one when the person signs in again.",
        span,
    ));
    let purpose = format!("Make room for long tokens in {}.", table.name);
    scene.stage(
        "long tokens",
        purpose,
        "A token that does not fit keeps people from signing in.",
        operations,
    );
}

/// An index or key over the column would have to know how much of a long text counts.
fn is_indexed(table: &Table, name: &str) -> bool {
    let of_index = |target: &IndexTarget| matches!(target, IndexTarget::Column(column) if column == name);
    let mut keys = table.primary_key.iter().chain(&table.uniques);
    keys.any(|key| key.columns.iter().any(|column| column == name))
        || table.indexes.iter().any(|index| index.parts.iter().any(|part| of_index(&part.target)))
}

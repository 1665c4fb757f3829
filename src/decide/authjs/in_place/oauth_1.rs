//! The two columns that only OAuth 1.0 needed, which Auth.js 5 has given up.

use crate::decide::accounts::doubles::is_key;
use crate::decide::accounts::in_place::Scene;
use crate::decide::columns::{Going, triggers_on};
use crate::decide::migration::keep_table;
use crate::decide::{Decision, DroppedColumn, TableChange, dependents};

const FIELDS: &[&str] = &["oauth_token", "oauth_token_secret"];

/// The table that keeps what is in them until cleanup.
const KEEP: &str = "_authmorph_account";

/// The account table without them; none where they stay.
pub fn decide(scene: &mut Scene<'_, '_>) -> Option<TableChange> {
    let context = scene.context;
    let from = scene.account.table;
    let columns: Vec<&str> = FIELDS.iter().filter_map(|field| scene.account.name(field)).collect();
    let first = from.column(columns.first()?)?;
    if context.options.get("oauth_1_tokens") == "keep" {
        return None;
    }
    let going = Going { dialect: context.schema.dialect, table: from, columns: &columns };
    let reason = if context.recognition.variant == Some("d1") {
        Some("The adapter for D1 writes them with every account.")
    } else if !going.obstacles(context.schema).is_empty()
        || from.indexes.iter().any(|index| going.in_index(index))
        || !dependents::of(context.schema, &from.name, &columns, &mut Vec::new()).is_empty()
    {
        Some("Something in the database reads them.")
    } else if scene
        .account
        .name("id")
        .is_none_or(|id| !from.primary_key.as_ref().is_some_and(|key| is_key(key, id)))
    {
        Some("The table has no column that tells its rows apart, by which down.sql could give them back.")
    } else {
        None
    };
    let names = columns.join("` and `");
    if let Some(reason) = reason {
        scene.decided.decisions.push(Decision::new(format!("`{names}` stay."), reason, Some(first.span)));
        return None;
    }
    let id = scene.account.name("id")?;
    let mut to = from.clone();
    let gone_with = going.take_out(&mut to, &mut scene.decided.findings);
    let keep = keep_table(context.schema.dialect, from, KEEP, id, |column| {
        column.name == id || columns.contains(&column.name.as_str())
    });
    scene.decided.decisions.push(Decision::new(
        format!("`{names}` go."),
        "Only OAuth 1.0 needed them, which Auth.js 5 has given up.",
        Some(first.span),
    ));
    let dropped = |name: &&str| DroppedColumn { name: (*name).to_owned(), otherwise: "NULL".to_owned() };
    Some(TableChange {
        purpose: format!("Drop {} of {}.", columns.join(" and "), from.name),
        cause: "Auth.js 5 has no OAuth 1.0.".to_owned(),
        dropped: columns.iter().map(dropped).collect(),
        quiet: triggers_on(context.schema, from, &[]).cloned().collect(),
        to,
        dropped_checks: gone_with.checks,
        dropped_uniques: gone_with.uniques,
        indexes: gone_with.indexes,
        ..TableChange::new(from.clone(), id, keep)
    })
}

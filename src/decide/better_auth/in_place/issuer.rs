//! `account.issuer`, which 1.7.0 to 1.7.2 wanted and 1.7.3 gave up: left behind, it refuses every sign-up.

use crate::decide::accounts::in_place::Scene;
use crate::decide::columns::{Going, as_index, triggers_on};
use crate::decide::migration::keep_table;
use crate::decide::{Decision, DroppedColumn, TableChange, dependents};
use crate::dialects::Dialect;
use crate::model::schema::{Index, Key, Table};

/// The table that keeps it until cleanup.
const KEEP: &str = "_authmorph_account";

/// The account table without it; none where it is not there, or something is in the way.
pub fn decide(scene: &mut Scene<'_, '_>) -> Option<TableChange> {
    let context = scene.context;
    let (dialect, from) = (context.schema.dialect, scene.account.table);
    let (name, id) = (scene.account.name("issuer")?, scene.account.name("id")?);
    let column = from.column(name)?;
    let mut bare = from.clone();
    let unique = take_unique(dialect, &mut bare, name);
    let going = Going { dialect, table: &bare, columns: &[name] };
    let obstacles = going.obstacles(context.schema);
    if !obstacles.is_empty() {
        scene.decided.findings.extend(obstacles);
        return None;
    }
    let aside = dependents::of(context.schema, &from.name, &[name], &mut scene.decided.findings);
    let mut to = bare.clone();
    let mut gone_with = going.take_out(&mut to, &mut scene.decided.findings);
    gone_with.indexes.extend(unique);
    scene.decided.decisions.push(Decision::new(
        format!("`{name}` of `{}` goes, with the index over it.", from.name),
        "Only 1.7.0 to 1.7.2 know it. Later releases do not write it, and refuse to work with a table that wants it.",
        Some(column.span),
    ));
    let keep = keep_table(dialect, from, KEEP, id, |column| column.name == id || column.name == name);
    Some(TableChange {
        purpose: format!("Drop {name} of {}.", from.name),
        cause: "Better Auth has given it up with 1.7.3.".to_owned(),
        dropped: vec![DroppedColumn { name: name.to_owned(), otherwise: of_provider(scene)? }],
        quiet: triggers_on(context.schema, from, &aside).cloned().collect(),
        to,
        dropped_checks: gone_with.checks,
        dropped_uniques: gone_with.uniques,
        indexes: gone_with.indexes,
        aside,
        ..TableChange::new(from.clone(), id, keep)
    })
}

/// MySQL: the unique keys over the column, and perhaps over others.
fn take_unique(dialect: Dialect, table: &mut Table, column: &str) -> Vec<Index> {
    if dialect != Dialect::MySql {
        return Vec::new();
    }
    let is_over = |key: &Key| key.name.is_some() && key.columns.iter().any(|name| name == column);
    let (over, kept): (Vec<Key>, _) = std::mem::take(&mut table.uniques).into_iter().partition(is_over);
    table.uniques = kept;
    over.into_iter().map(as_index).collect()
}

/// What 1.7.0 wrote for providers of whom it knew no issuer.
fn of_provider(scene: &Scene<'_, '_>) -> Option<String> {
    let dialect = scene.context.schema.dialect;
    let provider = scene.account.column("t", "providerId")?;
    let other = dialect.concatenate(&["'local:oauth:'", &provider]);
    Some(format!("CASE {provider} WHEN 'credential' THEN 'local:credential' ELSE {other} END"))
}

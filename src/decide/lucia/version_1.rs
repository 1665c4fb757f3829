//! Lucia 0 to Lucia 1: the tables get the prefix `auth_`, and `key.primary` is called `primary_key`.
//!
//! Source: github.com/lucia-auth/lucia, commit 1e4b557a, documentation/content/main/start-here/migrate-to-version-1.md.
//! Lucia 1's adapters for SQL have the names built in (packages/adapter-*/src/core.ts), so there is nothing to choose.

use crate::decide::accounts::columns::rename_in;
use crate::decide::columns::block;
use crate::decide::evolution::{Evolution, Operation, Part, Stage};
use crate::decide::migration;
use crate::decide::names::is_taken;
use crate::decide::options::Options;
use crate::decide::{Decided, Decision, Target, dependents};
use crate::findings::Finding;
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "lucia-1",
    title: "Lucia 1",
    purpose: "Lucia 1: auth_user, auth_session and auth_key, with every row, key and reference as it was.",
    options: &[],
    decide,
};

/// The tables of Lucia 1, by their roles.
const NAMES: [(&str, &str); 3] = [("user", "auth_user"), ("session", "auth_session"), ("key", "auth_key")];

/// The column of Lucia 1 that was called `primary`.
const PRIMARY_KEY: &str = "primary_key";

fn decide(schema: &Schema, recognition: &Recognition, _options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(mut changes) = changes else { return decided };
    let mut stages: Vec<Stage> = key_column(schema, recognition, &mut decided).into_iter().collect();
    let mut renamed: Vec<(&Table, ObjectName)> = Vec::new();
    for (role, name) in NAMES {
        let Some(table) = recognition.roles.get(role).and_then(|role| schema.table(&role.table)) else {
            continue;
        };
        if schema.dialect.same_name(&table.name.name, name) {
            continue;
        }
        if is_taken(schema, table, name) {
            decided.findings.push(taken(table, name));
            return decided;
        }
        renamed.push((table, table.name.sibling(name)));
    }
    stages.extend(renamed.iter().map(|(table, to)| rename(table, to, &mut decided)));
    if stages.is_empty() || !decided.findings.is_empty() {
        return decided;
    }
    let counted: Vec<ObjectName> = NAMES
        .iter()
        .filter_map(|(role, _)| recognition.roles.get(role).map(|role| role.table.clone()))
        .collect();
    let Some(beside) = counted.last().cloned() else { return decided };
    let mut evolution = Evolution::new(schema.dialect, stages, counted, &beside);
    let tables: Vec<&ObjectName> = renamed.iter().map(|(table, _)| &table.name).collect();
    let column = recognition.roles.get("key").and_then(|role| role.columns.get("primary"));
    let columns: Vec<&str> = column.into_iter().map(String::as_str).collect();
    evolution.aside = dependents::of_renamed(schema, &tables, &columns, &mut decided.findings);
    changes.evolution = Some(evolution);
    migration::finish(&mut decided, changes);
    decided
}

/// The mark of a user's first key.
fn key_column(schema: &Schema, recognition: &Recognition, decided: &mut Decided) -> Option<Stage> {
    let role = recognition.roles.get("key")?;
    let (table, primary) = (schema.table(&role.table)?, role.columns.get("primary")?);
    let span = table.column(primary).map(|column| column.span).unwrap_or(table.span);
    let generated = table.columns.iter().filter_map(|column| column.generated.as_ref());
    let is_computed_from = generated.into_iter().any(|generated| {
        generated.expression.identifiers.iter().any(|word| schema.dialect.same_name(word, primary))
    });
    if is_computed_from || rename_in(&mut table.clone(), schema.dialect, primary, PRIMARY_KEY).is_none() {
        decided.findings.push(block(
            "check_in_the_way",
            format!("A check or a computed column of `{}` mentions `{primary}`.", table.name),
            "What its text means under the new name cannot be guessed.",
            "Drop it first, and add it again over `primary_key`. No migration was written.",
            span,
        ));
        return None;
    }
    decided.decisions.push(Decision::new(
        format!("`{}.{primary}` is called `{PRIMARY_KEY}` from now on.", table.name),
        "Lucia 1 calls it so. Its values stay.",
        Some(span),
    ));
    Some(Stage {
        name: "key.primary".to_owned(),
        purpose: format!("Call {}.{primary} {PRIMARY_KEY}.", table.name),
        cause: "Lucia 1 calls it so.".to_owned(),
        opens: false,
        afterwards: false,
        stays_if: None,
        operations: vec![Operation::Alter(
            table.name.clone(),
            vec![Part::RenameColumn(primary.clone(), PRIMARY_KEY.to_owned())],
        )],
    })
}

fn rename(table: &Table, to: &ObjectName, decided: &mut Decided) -> Stage {
    decided.decisions.push(Decision::new(
        format!("`{}` is called `{}` from now on.", table.name, to.name),
        "Lucia 1's adapters have the name built in. What refers to the table follows it.",
        Some(table.span),
    ));
    Stage {
        name: format!("name of {}", to.name),
        purpose: format!("Call {} {}.", table.name, to.name),
        cause: "Lucia 1's adapters have the name built in.".to_owned(),
        opens: false,
        afterwards: false,
        stays_if: None,
        operations: vec![Operation::RenameTable(table.name.clone(), to.clone())],
    }
}

fn taken(table: &Table, name: &str) -> Finding {
    block(
        "fixed_name_taken",
        format!("There already is a `{name}`, and `{}` has to be called so.", table.name),
        "Lucia 1's adapters have the names of their tables built in.",
        "Rename the table that is there, or go to Lucia 2, which is told the names. No migration was written.",
        table.span,
    )
}

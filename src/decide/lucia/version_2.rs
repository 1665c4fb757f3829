//! Lucia 0 or 1 to Lucia 2: keys that work once go, and with them the two columns that only they needed.
//!
//! Source of the official steps: github.com/lucia-auth/lucia, branch v2, documentation/content/main/migrate/v2/*.md.
//! Their filter (`expires != NULL`) deletes no row, and the next step drops the column: every link and code that was
//! ever mailed becomes a login that never ends. Table names may stay: Lucia 2 is told them.

use super::login_tables::single_use;
use crate::decide::change::DroppedColumn;
use crate::decide::columns::{Going, triggers_on};
use crate::decide::followers::Followers;
use crate::decide::migration::{self, keep_table, kept};
use crate::decide::options::Options;
use crate::decide::{
    Aside, Decided, Decision, Following, Removal, Rows, SingleUse, TableChange, Target, dependents,
};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Schema, Table};
use crate::recognise::{FoundRole, Recognition};

/// The target.
pub const TARGET: Target = Target {
    name: "lucia-2",
    title: "Lucia 2",
    purpose: "Lucia 2: keys that work once are gone, and so is the mark of a user's first key; sessions stay as they are.",
    options: &[],
    decide,
};

/// The name of the table that keeps the keys until cleanup.
const KEEP: &str = "_authmorph_key";

fn decide(schema: &Schema, recognition: &Recognition, _options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(mut changes) = changes else { return decided };
    let Some(role) = recognition.roles.get("key") else {
        decided.decisions.push(kept(
            "Nothing has to change.".to_owned(),
            "Lucia 2 keeps sessions as Lucia 1 does, and there is no key table in the text.",
        ));
        return decided;
    };
    if let Some(change) = keys(schema, role, &mut decided) {
        changes.tables.push(change);
        migration::finish(&mut decided, changes);
        decided.findings.push(name_the_tables(recognition));
    }
    decided
}

/// The key table without the two columns; none when something stands in the way.
fn keys(schema: &Schema, role: &FoundRole, decided: &mut Decided) -> Option<TableChange> {
    let from = schema.table(&role.table)?;
    let (id, user) = (role.columns.get("id")?, role.columns.get("user_id")?);
    let old = single_use(role);
    let columns: Vec<&str> = old.primary.iter().chain(&old.expires).map(String::as_str).collect();
    let going = Going { dialect: schema.dialect, table: from, columns: &columns };
    let obstacles = going.obstacles(schema);
    if !obstacles.is_empty() {
        decided.findings.extend(obstacles);
        return None;
    }
    let mut to = from.clone();
    let gone_with = going.take_out(&mut to, &mut decided.findings);
    let aside = dependents::of(schema, &from.name, &columns, &mut decided.findings);
    // A copy of every column, so that a deleted row can come back whole.
    let keep = keep_table(schema.dialect, from, KEEP, id, |_| true);
    explain(from, &old, decided);
    let following = old.expires.as_ref().and_then(|_| referring(schema, from, id, &aside, decided));
    Some(TableChange {
        purpose: format!(
            "Delete the keys of {} that work once, and drop {}.",
            from.name,
            columns.join(" and ")
        ),
        cause: "Lucia 2 has only keys that stay; one that was to work once must not become one of them."
            .to_owned(),
        dropped: dropped(schema.dialect, from, &keep, user, &old),
        removed: old.expires.clone().map(|expires| Removal {
            name: "single_use_keys",
            what: format!("Keys of {} that work once: links and codes in e-mails", from.name),
            rows: Rows::With(expires),
        }),
        quiet: triggers_on(schema, from, &aside).cloned().collect(),
        to,
        indexes: gone_with.indexes,
        dropped_checks: gone_with.checks,
        dropped_uniques: gone_with.uniques,
        aside,
        following,
        ..TableChange::new(from.clone(), id, keep)
    })
}

/// What refers to keys must not go with those that work once: whether something does, only the rows say.
fn referring(
    schema: &Schema,
    keys: &Table,
    id: &str,
    aside: &[Aside],
    decided: &mut Decided,
) -> Option<Following> {
    let followers = Followers::of(schema, &keys.name, id);
    if followers.is_empty() {
        return None;
    }
    decided.findings.push(Finding::new(
        "keys_referenced",
        Severity::Warning,
        format!("{} refer to `{}`, of which rows are deleted.", followers.names(), keys.name),
        "A row that refers to a key which works once would go with it, or lose what it refers to.",
        "preflight.sql counts such rows. While there is one, up.sql changes nothing (MySQL: stops, and can be undone).",
        Some(keys.span),
    ));
    Some(followers.following(aside, |_| None, &mut decided.decisions))
}

/// What the columns hold, should they come back, for keys that Lucia 2 has made: the user's first one is the first.
fn dropped(dialect: Dialect, from: &Table, keep: &Table, user: &str, old: &SingleUse) -> Vec<DroppedColumn> {
    let mut dropped = Vec::new();
    if let Some(primary) = &old.primary {
        let (user, column) = (dialect.identifier(user), dialect.identifier(primary));
        let (yes, no) = dialect.truth(from.column(primary));
        dropped.push(DroppedColumn {
            name: primary.clone(),
            otherwise: format!(
                "CASE WHEN EXISTS (SELECT 1 FROM {} AS o WHERE o.{user} = t.{user} AND o.{column} = {yes}) THEN {no} ELSE {yes} END",
                dialect.object(&keep.name)
            ),
        });
    }
    dropped.extend(
        old.expires.iter().map(|name| DroppedColumn { name: name.clone(), otherwise: "NULL".to_owned() }),
    );
    dropped
}

fn explain(from: &Table, old: &SingleUse, decided: &mut Decided) {
    let place = |name: &String| from.column(name).map(|column| column.span);
    if let Some(expires) = &old.expires {
        decided.decisions.push(Decision::new(
            format!("Keys whose `{expires}` is set are deleted; the others stay as they are."),
            "They work once, and Lucia 2 has no such keys. The guide's filter finds none of them, because nothing equals NULL.",
            place(expires),
        ));
        decided.findings.push(Finding::new(
            "single_use_keys",
            Severity::Warning,
            format!("Links and codes that are on their way to people stop working: their rows of `{}` are deleted.", from.name),
            "Lucia 2 has no keys that work once; it tells people to keep such tokens in a table of their own.",
            "People ask for a new link. The rows stay in the table that keeps them until cleanup.sql.",
            place(expires),
        ));
    }
    if let Some(primary) = &old.primary {
        decided.findings.push(Finding::new(
            "primary_key_mark",
            Severity::Note,
            format!("Which key is a user's first one is not known any more: `{}.{primary}` is dropped.", from.name),
            "Lucia 2 has no such mark, and lets every key be deleted.",
            "If your application needs it, copy the provider of that key to a column of the user table first.",
            place(primary),
        ));
    }
}

/// Lucia 1 had its table names built in; Lucia 2 has to be told them.
fn name_the_tables(recognition: &Recognition) -> Finding {
    let name = |role: &str| {
        recognition.roles.get(role).map_or_else(|| "…".to_owned(), |role| role.table.to_string())
    };
    Finding::new(
        "adapter_needs_names",
        Severity::Note,
        "The adapter of Lucia 2 has to be told the names of your tables.",
        "Lucia 1 had them built in. The tables keep their names.",
        format!(
            "Give it {{ user: {:?}, key: {:?}, session: {:?} }}.",
            name("user"),
            name("key"),
            name("session")
        ),
        None,
    )
}

//! The tables of NextAuth 3 under the names of 4, with the columns that 4 has beside. Rows, ids, types and references
//! stay; what 4 would stumble over goes, and is kept aside.

use crate::decide::accounts::columns::{are_unique, rename_in};
use crate::decide::accounts::copies::compound_id;
use crate::decide::accounts::in_place::referred_to;
use crate::decide::accounts::moments::{of_seconds, seconds};
use crate::decide::accounts::new_table::key;
use crate::decide::accounts::source::Source;
use crate::decide::accounts::{Context, sessions_end};
use crate::decide::authjs::in_place::sessions::NOT_REFERRED_TO;
use crate::decide::authjs::nextauth;
use crate::decide::columns::{Going, block, is_stopped, triggers_on};
use crate::decide::migration::{self, keep_table};
use crate::decide::names::{NewName, free_index, is_taken};
use crate::decide::storage::storage_options;
use crate::decide::{
    AddedColumn, CarriedBack, Changes, Decided, Decision, DroppedColumn, NewTable, Question, Removal, Rows,
    TableChange, dependents,
};
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::model::schema::{Column, Index, Table};

/// What becomes of the columns of a table.
struct Shape {
    role: &'static str,
    /// The table that keeps what goes.
    keep: &'static str,
    /// The fields of 3, and the columns of 4.
    renamed: &'static [(&'static str, &'static str)],
    /// Fields that must have a value, which 4 does not write.
    gone: &'static [&'static str],
}

const ACCOUNT: Shape = Shape {
    role: "account",
    keep: "_authmorph_account",
    renamed: &[
        ("userId", "userId"),
        ("providerType", "type"),
        ("providerId", "provider"),
        ("providerAccountId", "providerAccountId"),
        ("refreshToken", "refresh_token"),
        ("accessToken", "access_token"),
    ],
    gone: &["compoundId"],
};

const SESSION: Shape = Shape {
    role: "session",
    keep: "_authmorph_session",
    renamed: &[("userId", "userId"), ("sessionToken", "sessionToken")],
    gone: &["accessToken"],
};

const USER: Shape = Shape {
    role: "user",
    keep: "_authmorph_user",
    renamed: &[("emailVerified", "emailVerified")],
    gone: &[],
};

/// Decides it. What stands in the way is a blocking finding, and then nothing is planned.
pub fn decide(context: &Context<'_>, account: &Source<'_>, mut changes: Changes, decided: &mut Decided) {
    let is_pg = context.options.get("adapter") == "pg";
    let tables = [user(context, decided), accounts(context, decided), sessions(context, decided)];
    if is_stopped(&decided.findings) {
        return;
    }
    changes.tables.extend(tables.into_iter().flatten().filter(TableChange::does_something));
    verification(context, is_pg, &mut changes, decided);
    decided.decisions.push(Decision::new(
        "The tables stay, with their ids; columns get the names of NextAuth 4.",
        "The official script makes texts of moments and milliseconds of seconds. Here types stay, and `expires_at` is in seconds.",
        Some(account.table.span),
    ));
    migration::finish(decided, changes);
}

/// Whether the adapter for pg reads the tables where they are: it finds them by built-in names only, and lets the database
/// make ids.
pub fn fits_pg(context: &Context<'_>) -> bool {
    let fits = |(role, name): &(&str, &str)| {
        let Some(source) = Source::of(context, role).filter(|_| *role != "verification") else { return true };
        let id = source.name("id").and_then(|id| source.table.column(id));
        let is_made = id.is_some_and(|id| id.default.is_some() || id.auto_number.is_some());
        source.table.name.name == *name && is_made
    };
    context.schema.dialect == Dialect::PostgreSql && context.built_in.iter().all(fits)
}

fn user(context: &Context<'_>, decided: &mut Decided) -> Option<TableChange> {
    let source = Source::of(context, USER.role)?;
    let change = change(context, &source, &USER, decided)?;
    Some(TableChange {
        purpose: format!("Give columns of {} the names of NextAuth 4.", source.table.name),
        cause: "It reads emailVerified.".to_owned(),
        ..change
    })
}

fn sessions(context: &Context<'_>, decided: &mut Decided) -> Option<TableChange> {
    let source = Source::of(context, SESSION.role)?;
    let mut change = change(context, &source, &SESSION, decided)?;
    // It must be there and different, and nobody reads it.
    let token = source.column("t", "sessionToken")?;
    change.dropped.iter_mut().for_each(|column| column.otherwise.clone_from(&token));
    if context.options.get("sessions") == "end" {
        if let Some(referred) = referred_to(context, &source, NOT_REFERRED_TO) {
            decided.findings.push(referred);
            return None;
        }
        decided.findings.push(sessions_end(source.table, "You chose so."));
        change.keep = keep_table(source.dialect, source.table, SESSION.keep, &change.id, |_| true);
        change.removed = Some(Removal {
            name: "sessions_ended",
            what: format!("Sessions of {} that end: everybody has to sign in again", source.table.name),
            rows: Rows::All,
        });
    }
    Some(TableChange {
        purpose: format!("Give columns of {} the names of NextAuth 4.", source.table.name),
        cause: "It writes no second token for a session.".to_owned(),
        ..change
    })
}

fn accounts(context: &Context<'_>, decided: &mut Decided) -> Option<TableChange> {
    let source = Source::of(context, ACCOUNT.role)?;
    let mut change = change(context, &source, &ACCOUNT, decided)?;
    let name = source.dialect.concatenate(&[
        &source.column("t", "providerId")?,
        "':'",
        &source.column("t", "providerAccountId")?,
    ]);
    let compound = compound_id(&source, &name).map(|(_, hash)| hash).unwrap_or_default();
    change.dropped.iter_mut().for_each(|column| column.otherwise.clone_from(&compound));
    token_columns(context, &source, &mut change);
    keep_apart(context, &source, &mut change, decided);
    Some(TableChange {
        purpose: format!("Give {} the columns of NextAuth 4, under its names.", source.table.name),
        cause: "It reads and writes them.".to_owned(),
        ..change
    })
}

/// What 4 keeps of a token beside. When it ends stays as a moment too, so that down.sql loses nothing.
fn token_columns(context: &Context<'_>, source: &Source<'_>, change: &mut TableChange) {
    let types = context.types;
    let old = source.name("accessTokenExpires").and_then(|name| source.table.column(name));
    let ends = old.map(|column| {
        let old = format!("t.{}", source.dialect.identifier(&column.name));
        let own = format!("t.{}", source.dialect.identifier("expires_at"));
        let value = seconds(types, &old, column);
        change.carried_back.push(CarriedBack {
            name: column.name.clone(),
            value: of_seconds(types, &own, column),
            condition: different(source.dialect, &own, &value),
        });
        value
    });
    for (name, data_type, value) in [
        ("expires_at", types.whole_number(), ends),
        ("token_type", types.short_text(), None),
        ("scope", types.text(), None),
        ("id_token", types.text(), None),
        ("session_state", types.text(), None),
    ] {
        if source.table.column(name).is_some() {
            continue;
        }
        let data_type = if source.table.is_strict() { types.strict(&data_type) } else { data_type };
        let column = Column { nullable: true, ..Column::new(name, data_type) };
        change.to.columns.push(column.clone());
        change.added.push(AddedColumn { column, value });
    }
}

/// The two numbers differ, or one of them is there alone.
fn different(dialect: Dialect, one: &str, other: &str) -> String {
    match dialect {
        Dialect::PostgreSql => format!("{one} IS DISTINCT FROM {other}"),
        Dialect::MySql => format!("NOT ({one} <=> {other})"),
        Dialect::Sqlite => format!("{one} IS NOT {other}"),
    }
}

/// `compound_id` kept accounts apart; from now on what it was made of does.
fn keep_apart(context: &Context<'_>, source: &Source<'_>, change: &mut TableChange, decided: &mut Decided) {
    let columns = ["provider", "providerAccountId"];
    if are_unique(&change.to, &columns) {
        return;
    }
    let (dialect, table) = (source.dialect, source.table);
    let wanted = format!("{}_{}_key", table.name.name, columns.join("_"));
    let name = free_index(context.schema, table, &wanted, &[]);
    let index = Index { unique: true, ..Index::over(name, columns) };
    change.to.indexes.push(index.clone());
    change.new_indexes.push(index);
    let same: Vec<String> = ["providerId", "providerAccountId"]
        .iter()
        .filter_map(|field| source.name(field))
        .map(|name| format!("o.{0} = t.{0}", dialect.identifier(name)))
        .collect();
    let id = dialect.identifier(&change.id);
    change.obstacles.push(Question {
        check: "duplicate_accounts",
        condition: format!(
            "EXISTS (SELECT 1 FROM {} AS o WHERE {} AND o.{id} <> t.{id})",
            dialect.object(&table.name),
            same.join(" AND ")
        ),
        message: "Accounts that several rows say. Keep one of each.",
    });
    decided.decisions.push(Decision::new(
        format!("`provider` and `providerAccountId` of `{}` become unique.", table.name),
        "`compound_id` kept accounts apart and goes; without anything in its place an account could be there twice.",
        Some(table.span),
    ));
}

/// The table under the new names, without what has to go; none where something is in the way, or it cannot be told apart.
fn change(
    context: &Context<'_>,
    source: &Source<'_>,
    shape: &Shape,
    decided: &mut Decided,
) -> Option<TableChange> {
    let (dialect, from) = (source.dialect, source.table);
    let id = source.name("id")?;
    let gone: Vec<&str> = shape.gone.iter().filter_map(|field| source.name(field)).collect();
    let going = Going { dialect, table: from, columns: &gone };
    let obstacles = going.obstacles(context.schema);
    if !obstacles.is_empty() {
        decided.findings.extend(obstacles);
        return None;
    }
    let renamed: Vec<(String, String)> = shape
        .renamed
        .iter()
        .filter_map(|(field, new)| Some((source.name(field)?.to_owned(), (*new).to_owned())))
        .filter(|(old, new)| old != new)
        .collect();
    let touched: Vec<&str> =
        gone.iter().copied().chain(renamed.iter().map(|(old, _)| old.as_str())).collect();
    let aside = dependents::of(context.schema, &from.name, &touched, &mut decided.findings);
    let mut to = from.clone();
    let gone_with = going.take_out(&mut to, &mut decided.findings);
    for (old, new) in &renamed {
        let is_free =
            !to.columns.iter().any(|column| column.name != *old && dialect.same_name(&column.name, new));
        if !is_free || rename_in(&mut to, dialect, old, new).is_none() {
            decided.findings.push(in_the_way(from, old, new));
            return None;
        }
    }
    let dropped = |name: &&str| DroppedColumn { name: (*name).to_owned(), otherwise: "NULL".to_owned() };
    let quiet = triggers_on(context.schema, from, &aside).cloned().collect();
    let keep = keep_table(dialect, from, shape.keep, id, |column| {
        column.name == id || gone.contains(&column.name.as_str())
    });
    Some(TableChange {
        to,
        dropped: gone.iter().map(dropped).collect(),
        dropped_checks: gone_with.checks,
        dropped_uniques: gone_with.uniques,
        indexes: gone_with.indexes,
        aside,
        renamed,
        quiet,
        ..TableChange::new(from.clone(), id, keep)
    })
}

fn in_the_way(table: &Table, old: &str, new: &str) -> Finding {
    let column = table.column(old);
    block(
        "check_in_the_way",
        format!("`{}.{old}` cannot be called `{new}`.", table.name),
        "A check of the table mentions it, whose text is kept as you wrote it, or a column of yours has that name.",
        "Drop that check, or give your column another name, and paste the schema again. No migration was written.",
        column.map_or(table.span, |column| column.span),
    )
}

/// Links that are on their way go on working: tokens are hashed as before. Their table has another name in 4.
fn verification(context: &Context<'_>, is_pg: bool, changes: &mut Changes, decided: &mut Decided) {
    let Some(source) = Source::of(context, "verification") else { return };
    let old = source.table;
    let name = if is_pg && !is_taken(context.schema, old, "verification_token") {
        "verification_token".to_owned()
    } else {
        let names = NewName {
            schema: context.schema,
            beside: old,
            shapes: context.library.options,
            option: "verification_table",
            prefix: "auth",
        };
        names.free(context.options, &[], &mut decided.findings)
    };
    let mut table = Table::new(old.name.sibling(name));
    table.span = old.span;
    table.options = storage_options(source.dialect, old);
    let column = |field: &'static str| {
        let column = old.column(source.name(field)?)?;
        Some(Column { name: field.to_owned(), comment: None, ..column.clone() })
    };
    table.columns.extend(["identifier", "token", "expires"].into_iter().filter_map(column));
    table.primary_key = Some(key(&["identifier", "token"]));
    changes.copies.extend(nextauth::same_links(context, &source, &table));
    changes.unused.push(old.name.clone());
    changes.created.push(NewTable {
        purpose: format!("Create {} for links that are on their way.", table.name),
        cause: "NextAuth 4 looks for them there.".to_owned(),
        table,
    });
}

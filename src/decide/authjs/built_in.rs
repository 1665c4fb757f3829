//! Adapters that have the names of their tables built in: those for Kysely, pg and TypeORM.
//!
//! Their tables are made beside the old ones, like the others'. In the end every table gets the name that the adapter asks for;
//! an old one that has that name makes way, and waits for cleanup under another.
//!
//! Sources: github.com/nextauthjs/next-auth, commit a1a16a5a, packages/adapter-{kysely,pg,typeorm}/src.

use super::tables::Made;
use crate::decide::accounts::Context;
use crate::decide::accounts::columns::{plain, rename_in};
use crate::decide::accounts::copies::copied;
use crate::decide::accounts::supertokens::Core;
use crate::decide::accounts::types::{Ids, Types};
use crate::decide::columns::block;
use crate::decide::dependents;
use crate::decide::evolution::{Evolution, Operation, Part, Stage};
use crate::decide::names::{free_index, is_taken};
use crate::decide::options::Options;
use crate::decide::{AsideObject, Changes, CopyChange, Decided, Decision};
use crate::dialects::Dialect;
use crate::dialects::default_names::constraint;
use crate::findings::Finding;
use crate::layouts::wiring::{self, Fixed};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Expression, Schema, Table};

/// Fields of a user that the adapters ask for under these names.
const OF_USER: &[&str] = &["name", "email", "emailVerified", "image"];

const NEXT: &str =
    "Choose drizzle or prisma, whose schema can say other names and types. No migration was written.";

/// The names that the chosen adapter has built in; none where it is told them.
pub fn names(adapter: &str) -> &'static [(&'static str, &'static str)] {
    let wiring = wiring::of("authjs", "5");
    let adapter = wiring.and_then(|wiring| wiring.adapters.iter().find(|known| known.driver == adapter));
    match adapter.map(|adapter| adapter.fixed) {
        Some(Fixed::Tables(tables)) => tables,
        _ => &[],
    }
}

/// Whether every table has the adapter's name already.
pub fn has_names(context: &Context<'_>) -> bool {
    context.built_in.iter().all(|(role, name)| {
        let role = context.recognition.roles.get(*role);
        role.is_none_or(|role| context.schema.dialect.same_name(&role.table.name, name))
    })
}

/// What keeps the adapter from reading these tables.
pub fn obstacle(context: &Context<'_>) -> Option<Finding> {
    let adapter = context.options.get("adapter");
    let (user, dialect) = (context.user, context.schema.dialect);
    let refused = |what: String, why: &str| Some(block("adapter_does_not_fit", what, why, NEXT, user.span));
    if context.built_in.is_empty() {
        return None;
    }
    if adapter == "pg" && dialect != Dialect::PostgreSql {
        return refused("The adapter for pg is for PostgreSQL.".to_owned(), "It speaks no other protocol.");
    }
    let id = user.column(context.id)?;
    if adapter != "pg" && context.types.ids == Ids::Serial {
        return Some(numbers(context));
    }
    if !dialect.same_name(&id.name, "id") {
        return refused(
            format!("The id of `{}` is called `{}`.", user.name, id.name),
            "The adapter asks for `id`, and what refers to users has the other name.",
        );
    }
    if let Some(column) = mentioned(context) {
        return Some(block(
            "check_in_the_way",
            format!("A check of `{}` mentions `{}`, which gets another name.", user.name, column.name),
            "Its text would have to change with the name, and is kept as you wrote it.",
            "Drop that check first, and add it again under the new name after up.sql. No migration was written.",
            column.span,
        ));
    }
    context.built_in.iter().find_map(|(_, name)| taken(context, name))
}

/// The ids of users are numbers, and have to become texts first, where the database can do that.
fn numbers(context: &Context<'_>) -> Finding {
    let (user, dialect) = (context.user, context.schema.dialect);
    let next = match dialect {
        Dialect::Sqlite => NEXT,
        Dialect::PostgreSql | Dialect::MySql => {
            "Make texts of them (--set user_ids=text), or choose drizzle or prisma. No migration was written."
        }
    };
    block(
        "adapter_does_not_fit",
        format!("The ids of `{}` are numbers.", user.name),
        "This adapter is given ids of 36 characters for new users, and what refers to users has numbers.",
        next,
        user.span,
    )
}

/// From SuperTokens there is no user table that could get a name.
pub fn obstacle_for(core: Core<'_>, options: &Options) -> Option<Finding> {
    let span = core.recipes().next().and_then(|base| core.table(base)).map(|table| table.span);
    (!names(options.get("adapter")).is_empty()).then(|| {
        block(
            "adapter_does_not_fit",
            "From SuperTokens only Drizzle's and Prisma's adapters are written for.".to_owned(),
            "The others have the names of their tables built in.",
            NEXT,
            span.unwrap_or_default(),
        )
    })
}

/// A column that gets another name, and that a check mentions.
fn mentioned<'a>(context: &Context<'a>) -> Option<&'a Column> {
    let user = context.user;
    misnamed(context, user).into_iter().find_map(|(old, new)| {
        let is_in_a_check = rename_in(&mut user.clone(), context.schema.dialect, &old, new).is_none();
        user.column(&old).filter(|_| is_in_a_check)
    })
}

/// The name is that of something which is no table of the old layout.
fn taken(context: &Context<'_>, name: &str) -> Option<Finding> {
    let mut others: Schema = context.schema.clone();
    let old = context.unused();
    others.tables.retain(|table| table.name != context.user.name && !old.contains(&table.name));
    let is_login = |role: &str| {
        let role = context.recognition.roles.get(role);
        role.is_some_and(|role| context.schema.dialect.same_name(&role.table.name, name))
    };
    (is_taken(&others, context.user, name) || is_login("key") || is_login("oauth_account")).then(|| {
        block(
            "fixed_name_taken",
            format!("There already is a `{name}`, and the adapter has that name built in."),
            "It would read and write what is there.",
            "Rename what has the name, or choose drizzle or prisma, whose schema can say other names. No migration was written.",
            context.user.span,
        )
    })
}

/// Columns of the user table that have another name than the adapter asks for.
fn misnamed(context: &Context<'_>, user: &Table) -> Vec<(String, &'static str)> {
    let same = |column: &Column, name: &str| context.schema.dialect.same_name(&column.name, name);
    let lacking = OF_USER.iter().filter(|name| !user.columns.iter().any(|column| same(column, name)));
    let other = lacking.filter_map(|name| {
        let known = context.role.columns.get(name).and_then(|known| user.column(known));
        let column =
            known.or_else(|| user.columns.iter().find(|column| plain(&column.name) == plain(name)))?;
        Some((column.name.clone(), *name))
    });
    other.collect()
}

/// The identity of accounts and sessions, for adapters that ask for one.
pub fn id(context: &Context<'_>, role: &str) -> Option<Column> {
    let is_asked_for = match context.options.get("adapter") {
        "pg" => role != "verification",
        "typeorm" => true,
        _ => false,
    };
    is_asked_for.then(|| types_of_ids(context).id())
}

/// The ids of accounts, sessions and links: PostgreSQL makes none that are any texts.
fn types_of_ids(context: &Context<'_>) -> Types {
    let types = context.types;
    let is_text = types.dialect == Dialect::PostgreSql && types.ids == Ids::Text;
    if is_text { Types { ids: Ids::Uuid, ..types } } else { types }
}

/// Ids for the copied rows, always the same, unless the database numbers them.
pub fn identify(context: &Context<'_>, copies: &mut [CopyChange]) {
    let types = types_of_ids(context);
    for copy in copies.iter_mut().filter(|_| !context.built_in.is_empty()) {
        let Some(unique) = copy.to.uniques.first().filter(|_| copy.to.column("id").is_some()) else {
            continue;
        };
        let value = |name: &String| copy.columns.iter().find(|column| column.name == *name);
        let mut parts: Vec<&str> = Vec::new();
        for column in unique.columns.iter().filter_map(value) {
            if !parts.is_empty() {
                parts.push("':'");
            }
            parts.push(&column.value);
        }
        let of = types.dialect.concatenate(&parts);
        copy.columns.extend(types.new_id(&of).map(|id| copied("id", id)));
    }
}

/// The steps that give every table the adapter's name.
pub fn evolution(
    context: &Context<'_>,
    made: &[(&'static str, ObjectName)],
    changes: &Changes,
    decided: &mut Decided,
) -> Option<Evolution> {
    let schema = context.schema;
    for (role, name) in context.built_in {
        let option = format!("{role}_table");
        if context.options.is_set(&option) && context.options.get(&option) != *name {
            decided.decisions.push(Decision::new(
                format!("`{option}` has no effect: the table is called `{name}`."),
                "The adapter has the names of its tables built in.",
                None,
            ));
        }
    }
    let mut renamed: Vec<(ObjectName, ObjectName)> = Vec::new();
    if let Some(name) = context.built_in_name("user") {
        rename(context, &context.user.name, name, &mut renamed);
    }
    for (role, table) in made {
        let Some(name) = context.built_in_name(role) else { continue };
        rename(context, table, name, &mut renamed);
    }
    let changed = changes.tables.iter().find(|change| change.from.name == context.user.name);
    let user = changed.map_or(context.user, |change| &change.to);
    let mut operations = user_operations(context, user, decided);
    let was_there = |name: &ObjectName| schema.table(name).is_some();
    for (from, to) in renamed.iter().filter(|(from, _)| was_there(from)) {
        decided.decisions.push(Decision::new(
            format!("`{from}` is called `{}` from now on.", to.name),
            if *from == context.user.name {
                "The adapter has the names of its tables built in. What refers to the table follows it."
            } else {
                "The adapter has its name built in for the new table. It waits for cleanup.sql."
            },
            schema.table(from).map(|table| table.span),
        ));
    }
    let known = changes.created.iter().map(|new| &new.table).chain(&schema.tables);
    let known: Vec<&Table> = [user].into_iter().chain(known).collect();
    for (from, to) in &renamed {
        operations.push(Operation::RenameTable(from.clone(), to.clone()));
        let table = known.iter().find(|table| table.name == *from);
        operations.extend(table.into_iter().flat_map(|table| sequences(schema.dialect, table, to)));
    }
    if operations.is_empty() {
        return None;
    }
    let counted = if renamed.is_empty() {
        vec![context.user.name.clone()]
    } else {
        renamed.iter().map(|(from, _)| from.clone()).collect()
    };
    let old: Vec<&ObjectName> = renamed.iter().map(|(from, _)| from).filter(|name| was_there(name)).collect();
    let columns = misnamed(context, user);
    let columns: Vec<&str> = columns.iter().map(|(old, _)| old.as_str()).collect();
    let mut aside = dependents::of_renamed(schema, &old, &columns, &mut decided.findings);
    let gone = changes.tables.iter().flat_map(|change| &change.aside).filter(|aside| !aside.returns);
    let gone: Vec<&AsideObject> = gone.map(|aside| &aside.object).collect();
    aside.retain(|aside| !gone.contains(&&aside.object));
    decided.findings.extend(cannot_be_run_again(context, changes, &old));
    let stage = Stage {
        name: "names".to_owned(),
        purpose: "Give the tables the names that the adapter has built in.".to_owned(),
        cause: "The adapter asks for them, and cannot be told others.".to_owned(),
        opens: false,
        afterwards: false,
        stays_if: None,
        operations,
    };
    let beside = context.user.name.clone();
    Some(Evolution { aside, ..Evolution::new(schema.dialect, vec![stage], counted, &beside) })
}

/// PostgreSQL: the sequences of a table that is called otherwise follow it, those that are called after it.
fn sequences(dialect: Dialect, table: &Table, to: &ObjectName) -> Vec<Operation> {
    let names_it = |clause: &String| clause.to_ascii_uppercase().contains("SEQUENCE NAME");
    let is_named = |column: &Column| column.unread.iter().any(names_it);
    let numbered = table.columns.iter().filter(|column| {
        dialect == Dialect::PostgreSql
            && column.auto_number.is_some()
            && column.default.is_none()
            && !is_named(column)
    });
    let renamed = numbered.map(|column| {
        let of = |table: &ObjectName| {
            table.sibling(constraint(&table.name, std::slice::from_ref(&column.name), "seq"))
        };
        Operation::RenameSequence(of(&table.name), of(to))
    });
    renamed.collect()
}

/// A table gets that name, and what has it now makes way.
fn rename(
    context: &Context<'_>,
    table: &ObjectName,
    name: &str,
    renamed: &mut Vec<(ObjectName, ObjectName)>,
) {
    let dialect = context.schema.dialect;
    let to = table.sibling(name);
    // SQLite knows one name for both.
    if table.name == name || dialect == Dialect::Sqlite && dialect.same_name(&table.name, name) {
        return;
    }
    let old = context.unused().into_iter().find(|old| {
        dialect.same_object(old, &to) && !renamed.iter().any(|(from, _)| from == old) && old != table
    });
    if let Some(old) = old {
        let taken: Vec<String> = renamed.iter().map(|(_, to)| to.name.clone()).collect();
        let wanted = format!("{}_before", old.name);
        let aside = free_index(context.schema, context.user, &wanted, &taken);
        renamed.push((old.clone(), old.sibling(aside)));
    }
    renamed.push((table.clone(), to));
}

/// The user table's columns get the names that the adapter asks for, and its ids are made where the adapter makes none.
fn user_operations(context: &Context<'_>, user: &Table, decided: &mut Decided) -> Vec<Operation> {
    let mut parts = Vec::new();
    let makes_none = |id: &&Column| id.default.is_none() && id.auto_number.is_none();
    let by_the_database = context.schema.dialect == Dialect::PostgreSql
        && matches!(context.options.get("adapter"), "pg" | "typeorm");
    if let Some(id) = user.column(context.id).filter(makes_none).filter(|_| by_the_database) {
        let cast = if context.types.ids == Ids::Uuid { "" } else { "::text" };
        let default =
            Expression { text: format!("gen_random_uuid(){cast}"), identifiers: Vec::new(), literal: None };
        decided.decisions.push(Decision::new(
            format!("New ids of `{}` are made by the database.", user.name),
            "The adapter leaves them to it. Ids that are there stay as they are.",
            Some(id.span),
        ));
        let to = Column { default: Some(default), ..id.clone() };
        parts.push(Part::ChangeColumn(Box::new((id.clone(), to))));
    }
    for (old, new) in misnamed(context, user) {
        decided.decisions.push(Decision::new(
            format!("`{}.{old}` is called `{new}` from now on.", user.name),
            "The adapter asks for that name, and cannot be told another.",
            user.column(&old).map(|column| column.span),
        ));
        parts.push(Part::RenameColumn(old, new.to_owned()));
    }
    parts.into_iter().map(|part| Operation::Alter(user.name.clone(), vec![part])).collect()
}

/// MySQL: a script that is run again from its start would make views and triggers again over a name that is no more.
fn cannot_be_run_again(context: &Context<'_>, changes: &Changes, old: &[&ObjectName]) -> Option<Finding> {
    let stands_in_between = changes.tables.iter().find(|change| {
        !(change.aside.is_empty() && change.quiet.is_empty()) && old.contains(&&change.from.name)
    });
    stands_in_between.filter(|_| context.schema.dialect == Dialect::MySql).map(|change| {
        block(
            "adapter_does_not_fit",
            format!("Views or triggers mention `{}`, which gets another name.", change.from.name),
            "MySQL has no transactions for that: a run that has stopped between the names could not be run again.",
            "Drop them first and create them again under the new name after up.sql, or choose drizzle or prisma. No migration was written.",
            change.from.span,
        )
    })
}

/// The names of the new tables, by their roles.
pub fn of_made(made: &Made) -> Vec<(&'static str, ObjectName)> {
    vec![
        ("account", made.account.name.clone()),
        ("session", made.session.name.clone()),
        ("verification", made.verification.name.clone()),
    ]
}

//! The user table with the columns that Auth.js reads.

use super::nextauth::has_texts;
use crate::decide::accounts::Context;
use crate::decide::accounts::columns::coalesce;
use crate::decide::accounts::moments::{moments, moments_of_milliseconds, moments_of_texts, no_milliseconds};
use crate::decide::accounts::types::Adapter;
use crate::decide::accounts::user_table::UserTable;
use crate::decide::{Decided, Decision, Question, TableChange};
use crate::dialects::Dialect;
use crate::model::schema::Column;
use crate::model::types::TypeKind;

/// Columns that Auth.js writes itself.
const KNOWN: &[&str] = &["name", "email", "emailverified", "image"];

/// Decides the change; none when something stands in the way, which is then a blocking finding.
pub fn decide(context: &Context<'_>, decided: &mut Decided) -> Option<TableChange> {
    let cause = "It wants a place for a name, an address, when that was verified, and a picture.";
    let mut table = UserTable::new(context, cause, decided);
    name(&mut table);
    email(&mut table);
    verified(&mut table)?;
    table.image();
    table.required_columns(
        KNOWN,
        "Auth.js does not write it, so nobody new could sign up.",
        "Give it a default, let it be NULL, or fill it in the `profile` function of every provider.",
    );
    table.finish()
}

fn name(table: &mut UserTable<'_, '_>) {
    if table.existing("name").is_some() {
        return;
    }
    let values = table.names();
    let column = Column { nullable: true, ..Column::new("name", table.context.types.short_text()) };
    table.add(column, (!values.is_empty()).then(|| coalesce(&values)));
}

/// Auth.js finds people of magic links by their address, so the one in their key has to stand here.
fn email(table: &mut UserTable<'_, '_>) {
    let existing = table.existing("email");
    if existing.is_some() && table.context.recognition.roles.contains_key("account") {
        // NextAuth has been looking for people by what stands there.
        return;
    }
    let nullable = existing.is_none_or(|column| column.nullable);
    let values = table.addresses();
    table.email(&values, nullable);
}

/// Whether the adapter reads the moments of the column as they stand. In SQLite Drizzle reads milliseconds, Prisma those of a
/// column of type `DATETIME`, and Kysely texts.
fn is_readable(context: &Context<'_>, column: &Column) -> bool {
    let types = context.types;
    let declared = column.data_type.text.to_ascii_uppercase();
    match (types.adapter, types.dialect) {
        (Adapter::TypeOrm, _) => has_texts(context, column),
        _ if has_texts(context, column) => false,
        (Adapter::Drizzle, Dialect::Sqlite) => declared.contains("INT"),
        (Adapter::Prisma, Dialect::Sqlite) => declared.contains("DATETIME"),
        (Adapter::BuiltIn, Dialect::Sqlite) => {
            matches!(context.recognition.variant, Some("kysely" | "d1")) && !declared.contains("INT")
        }
        (Adapter::BuiltIn, Dialect::PostgreSql) => matches!(column.data_type.kind, TypeKind::Instant { .. }),
        _ => true,
    }
}

fn moments_become_readable(table: &mut UserTable<'_, '_>, column: &Column) -> Option<()> {
    let types = table.context.types;
    if is_readable(table.context, column) {
        return Some(());
    }
    let has_texts = has_texts(table.context, column);
    let is_number =
        types.dialect == Dialect::Sqlite && column.data_type.text.to_ascii_uppercase().contains("INT");
    let text = table.make_room(column, "Before")?;
    let (then, old) = (table.own("emailVerified"), table.own(&text));
    if has_texts {
        let old = table.own(&column.name);
        let other = no_milliseconds(types, &old);
        let condition = format!("{old} IS NOT NULL AND {}", other.condition);
        table.change.obstacles.push(Question { condition, ..other });
    }
    let [value, back] = match table.context.recognition.variant {
        _ if has_texts => moments_of_texts(types, &old, &then),
        Some("drizzle") if is_number => moments_of_milliseconds(types, &old, &then),
        _ => moments(types, &old, column, &then),
    };
    let moment = Column { nullable: true, ..Column::new("emailVerified", types.moment()) };
    table.add(moment, Some(value));
    table.carry_back(&text, &back, format!("{then} IS NOT NULL AND {old} IS NULL"));
    table.carry_back(&text, "NULL", format!("{then} IS NULL AND {old} IS NOT NULL"));
    table.decided.decisions.push(Decision::new(
        format!(
            "`{}` is called `{text}` from now on, and a new `emailVerified` has the same moments as the adapter reads them.",
            column.name
        ),
        "Each adapter has its own form for moments: TypeORM's are texts of milliseconds, in PostgreSQL those of Kysely and pg \
         have a time zone, and in SQLite Drizzle's are numbers, Prisma's of type DATETIME, and Kysely's texts.",
        Some(column.span),
    ));
    Some(())
}

/// Whether the address is verified becomes when it was. What was there stays, under another name.
fn verified(table: &mut UserTable<'_, '_>) -> Option<()> {
    let types = table.context.types;
    let moment = Column { nullable: true, ..Column::new("emailVerified", types.moment()) };
    let Some(column) = table.existing("emailVerified") else {
        table.add(moment, None);
        return Some(());
    };
    if !table.is_flag(column) {
        return moments_become_readable(table, column);
    }
    let flag = table.make_room(column, "Flag")?;
    let [yes, no] = table.says(&flag, column);
    table.add(moment, Some(format!("CASE WHEN {yes} THEN {} END", types.now())));
    let (own, then) = (table.own(&flag), table.own("emailVerified"));
    let (set, unset) = types.dialect.truth(Some(column));
    table.carry_back(&flag, set, format!("{then} IS NOT NULL AND ({own} IS NULL OR {no})"));
    table.carry_back(&flag, unset, format!("{then} IS NULL AND {yes}"));
    table.decided.decisions.push(Decision::new(
        format!(
            "`{}` is called `{flag}` from now on, and a new `emailVerified` says when it was set: with this migration.",
            column.name
        ),
        "Auth.js wants a moment, and nobody has noted the true one.",
        Some(column.span),
    ));
    Some(())
}

//! The user table with the columns that Better Auth reads.

use crate::decide::accounts::Context;
use crate::decide::accounts::columns::coalesce;
use crate::decide::accounts::source::Keys;
use crate::decide::accounts::types::Types;
use crate::decide::accounts::user_table::UserTable;
use crate::decide::{Decided, Decision, Question, TableChange};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::Column;

/// Columns that Better Auth writes itself.
const KNOWN: &[&str] =
    &["name", "email", "emailverified", "image", "createdat", "updatedat", "username", "displayusername"];

/// Decides the change; none when something stands in the way, which is then a blocking finding.
pub fn decide(context: &Context<'_>, decided: &mut Decided) -> Option<TableChange> {
    let cause = "It wants a name, an e-mail address and two times for every user.";
    let mut table = UserTable::new(context, cause, decided);
    name(&mut table);
    email(&mut table);
    verified(&mut table)?;
    table.image();
    times(&mut table);
    user_names(&mut table);
    table.required_columns(
        KNOWN,
        "It refuses to work with such a table, and nobody new could sign up.",
        "Name each of them under `user.additionalFields`, or give it a default, or let it be NULL.",
    );
    table.finish()
}

/// A name for everybody: what the table has, or their user name, or the id.
fn name(table: &mut UserTable<'_, '_>) {
    let mut values = table.names();
    values.push(table.id_as_text());
    let fallback = coalesce(&values);
    match table.existing("name") {
        Some(column) if column.nullable => {
            table.fill_gaps(column, &fallback, false);
        }
        Some(_) => {}
        None => {
            let column = Column::new("name", table.context.types.short_text());
            table.add(column, Some(fallback));
        }
    }
}

/// An address for everybody.
fn email(table: &mut UserTable<'_, '_>) {
    let dialect = table.context.schema.dialect;
    let mut values = table.addresses();
    let condition = match values.as_slice() {
        [] => "1 = 1".to_owned(),
        values => format!("{} IS NULL", coalesce(values)),
    };
    table.change.questions.push(Question {
        check: "email_placeholder",
        condition,
        message: "Users without an e-mail address: they get one that ends in @placeholder.invalid.",
    });
    values.push(dialect.concatenate(&[&table.id_as_text(), "'@placeholder.invalid'"]));
    let column = table.email(&values, false);
    table.decided.findings.push(Finding::new(
        "email_placeholder",
        Severity::Warning,
        format!("Users without an e-mail address get one that ends in `@placeholder.invalid` in `{column}`."),
        "Better Auth wants a different address for everybody; nothing can be sent to these.",
        "Ask these people for their address when they sign in next. preflight.sql counts them.",
        table.context.user.column(&column).map(|column| column.span),
    ));
}

/// When the address was verified becomes whether it was. The moment stays, under another name.
fn verified(table: &mut UserTable<'_, '_>) -> Option<()> {
    let types = table.context.types;
    let flag =
        Column { default: Some(types.no()), ..Column::new(types.called("emailVerified"), types.flag()) };
    let Some(column) = table.existing("emailVerified") else {
        table.add(flag, None);
        return Some(());
    };
    if table.is_flag(column) {
        return Some(());
    }
    let moment = table.make_room(column, "At")?;
    let then = table.own(&moment);
    let [yes, no] = table.says(&flag.name, &flag);
    table.add(flag, Some(format!("({then} IS NOT NULL)")));
    table.carry_back(&moment, types_now(column, types), format!("{yes} AND {then} IS NULL"));
    table.carry_back(&moment, "NULL", format!("{no} AND {then} IS NOT NULL"));
    table.decided.decisions.push(Decision::new(
        format!(
            "`{}` is called `{moment}` from now on, and a new `emailVerified` says whether it is set.",
            column.name
        ),
        "Better Auth wants to know whether an address is verified; when it was would be lost.",
        Some(column.span),
    ));
    Some(())
}

fn times(table: &mut UserTable<'_, '_>) {
    let types = table.context.types;
    for field in ["createdAt", "updatedAt"] {
        if table.existing(field).is_none() {
            let column = types.made(field);
            let value = column.default.is_none().then(|| types.now().to_owned());
            table.add(column, value);
        }
    }
}

/// Who signs in with a user name needs the columns of Better Auth's plugin for it.
fn user_names(table: &mut UserTable<'_, '_>) {
    let Some(keys) = Keys::of(table.context) else { return };
    if table.context.options.get("username") == "no" {
        return;
    }
    let types = table.context.types;
    let mut shown = table.of_key(&keys, "username");
    let optional = |name: &str| Column { nullable: true, ..Column::new(name, types.short_text()) };
    let small = format!("lower({shown})");
    match table.existing("username") {
        None => {
            table.add(optional("username"), Some(small));
            table.unique_index("username");
        }
        Some(column) => {
            // The plugin looks for small letters; `displayUsername` has the name as it was.
            let own = table.own(&column.name);
            table.alter(column, format!("COALESCE({small}, lower({own}))"), column.nullable);
            shown = format!("COALESCE({own}, {shown})");
        }
    }
    if table.existing("displayUsername").is_none() {
        table.add(optional("displayUsername"), Some(shown));
    }
    table.decided.decisions.push(Decision::new(
        "User names of keys go to `username` and `displayUsername`.".to_owned(),
        "Better Auth's username plugin reads them there, so that people go on signing in with theirs.",
        Some(keys.source.table.span),
    ));
}

/// The present, as the old column holds it.
fn types_now(column: &Column, types: Types) -> &'static str {
    match (types.dialect, &column.data_type.kind) {
        (Dialect::PostgreSql, kind) if kind.is_text() => "(floor(extract(epoch FROM now()) * 1000))::text",
        (Dialect::PostgreSql | Dialect::MySql, kind) if !kind.is_text() => "CURRENT_TIMESTAMP",
        (Dialect::MySql, _) => "UNIX_TIMESTAMP() * 1000",
        (Dialect::Sqlite, _) => types.now(),
        (Dialect::PostgreSql, _) => "now()",
    }
}

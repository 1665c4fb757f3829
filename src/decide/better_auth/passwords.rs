//! Passwords become accounts of the provider `credential`, one for each user.

use super::accounts::{Login, columns, made_of};
use crate::decide::accounts::Context;
use crate::decide::accounts::columns::plain;
use crate::decide::accounts::copies::WAY_IN;
use crate::decide::accounts::source::Keys;
use crate::decide::accounts::types::Types;
use crate::decide::{CopiedColumn, CopyChange, Decided, Question, Returns};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Table};

/// The provider of passwords.
pub const CREDENTIAL: &str = "'credential'";

/// A hash that no password has.
pub const USELESS: &str = "'unlinked'";

/// What people call the column with the hash.
const HASH_COLUMNS: &[&str] = &["hashedpassword", "passwordhash", "password", "encryptedpassword"];

/// Decides what is copied.
pub fn decide(context: &Context<'_>, account: &Table, decided: &mut Decided) -> Option<CopyChange> {
    let copy = match Keys::of(context) {
        Some(keys) => {
            decided.findings.push(one_password_each(&keys));
            from_keys(context, &keys, account)
        }
        None => from_column(context, account)?,
    };
    decided.findings.push(Finding::new(
        "password_needs_verify",
        Severity::Warning,
        format!("Passwords go to `{}` as they are hashed now.", account.name),
        "Better Auth checks scrypt hashes of its own form, which Lucia's of version 1 and later are without their `s2:`. \
         It knows no others (argon2, bcrypt, Lucia 0).",
        "preflight.sql counts the others. If there are any, give it emailAndPassword.password.verify, which checks them \
         with the library that made them.",
        Some(copy.from.span),
    ));
    Some(copy)
}

fn one_password_each(keys: &Keys<'_>) -> Finding {
    Finding::new(
        "second_password",
        Severity::Warning,
        format!("Of several passwords of one user in `{}`, one goes on working.", keys.source.table.name),
        "Better Auth has one password for each user: that of the e-mail address, else of the user name, else of the first other.",
        "preflight.sql counts the others. They stay in the old table until cleanup.sql.",
        Some(keys.source.table.span),
    )
}

/// The hash as Better Auth reads it: without the mark of Lucia's scrypt.
fn new_hash(dialect: Dialect, hash: &str) -> String {
    match dialect {
        Dialect::MySql => format!("CASE WHEN {hash} LIKE 's2:%' THEN SUBSTRING({hash}, 4) ELSE {hash} END"),
        Dialect::PostgreSql | Dialect::Sqlite => {
            format!("CASE WHEN {hash} LIKE 's2:%' THEN substr({hash}, 4) ELSE {hash} END")
        }
    }
}

/// A hash that Better Auth does not check by itself.
fn is_of_another_kind(dialect: Dialect, hash: &str) -> String {
    let length = if dialect == Dialect::MySql { "CHAR_LENGTH" } else { "length" };
    format!("{hash} LIKE '$%' OR {hash} NOT LIKE '%:%' OR {length}({hash}) > 4 * 64")
}

fn from_keys(context: &Context<'_>, keys: &Keys<'_>, account: &Table) -> CopyChange {
    let dialect = context.schema.dialect;
    let own = |name: &str| context.types.own(name);
    let user_id = keys.user("s");
    let as_text = context.id_as_text(&user_id);
    let login = Login { provider: CREDENTIAL.to_owned(), account: as_text, user: user_id.clone() };
    let (mut columns, _) = columns(context.types, &login);
    let back = dialect.concatenate(&["'s2:'", &own("password")]);
    let [_, _, hash] = keys.names();
    columns.push(CopiedColumn {
        name: "password".to_owned(),
        value: new_hash(dialect, &keys.hash("s")),
        back: Some((hash.to_owned(), back.clone())),
    });
    let address = address(context, &own("userId"));
    let is_password = keys.is_password("s");
    let old_id = dialect.concatenate(&["'email:'", &address]);
    // A user who has other keys and sets a password is no password that was there.
    let matches = format!(
        "{} AND {} = {user_id} AND {} IS NOT NULL",
        those(context.types, "d"),
        own("userId"),
        keys.hash("s")
    );
    CopyChange {
        questions: vec![
            Question {
                check: "second_password",
                condition: format!(
                    "{} IS NOT NULL{}\n    AND NOT ({is_password})",
                    keys.hash("s"),
                    keys.and_login("s")
                ),
                message: "Further passwords of users who have several: Better Auth has one for each.",
            },
            Question {
                check: "password_needs_verify",
                condition: format!(
                    "{is_password}\n    AND ({})",
                    is_of_another_kind(dialect, &keys.hash("s"))
                ),
                message: "Passwords that Better Auth cannot check without a function of yours (emailAndPassword.password.verify).",
            },
        ],
        only: Some(is_password),
        // Whoever has no password any more has none of several either.
        goes: Some(format!("{} IS NOT NULL{}", keys.hash("s"), keys.and_login("s"))),
        those: Some(those(context.types, "d")),
        columns,
        ended: vec![(hash.to_owned(), USELESS.to_owned())],
        returns: Returns::Where(format!(
            "{} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {} AS o WHERE {} = {old_id})",
            own("password"),
            keys.source.object(),
            keys.id("o"),
        )),
        made: made_of(context.types, keys, old_id, account, Some(those(context.types, "e"))),
        ..CopyChange::new("passwords", "passwords", WAY_IN, keys.source.table, account, matches)
    }
}

/// The account with that alias is a password.
fn those(types: Types, alias: &str) -> String {
    format!("{alias}.{} = {CREDENTIAL}", types.dialect.identifier(&types.called("providerId")))
}

/// The e-mail address of the user with that id.
fn address(context: &Context<'_>, user_id: &str) -> String {
    let dialect = context.schema.dialect;
    let email = context.role.columns.get("email").map_or("email", String::as_str);
    format!(
        "(SELECT u.{} FROM {} AS u WHERE u.{} = {user_id})",
        dialect.identifier(email),
        dialect.object(&context.user.name),
        dialect.identifier(context.id)
    )
}

/// From a column of the user table, or of a table of its own beside.
fn from_column(context: &Context<'_>, account: &Table) -> Option<CopyChange> {
    let (table, hash, user) = hash_column(context)?;
    let dialect = context.schema.dialect;
    let own = |name: &str| context.types.own(name);
    let old = |name: &str| format!("s.{}", dialect.identifier(name));
    let as_text = context.id_as_text(&old(user));
    let login = Login { provider: CREDENTIAL.to_owned(), account: as_text, user: old(user) };
    let (mut columns, _) = columns(context.types, &login);
    columns.push(CopiedColumn {
        name: "password".to_owned(),
        value: new_hash(dialect, &old(&hash.name)),
        back: Some((hash.name.clone(), own("password"))),
    });
    let owns_rows = table.name != context.user.name;
    let only = hash.nullable.then(|| format!("{} IS NOT NULL", old(&hash.name)));
    let and = only.as_ref().map(|only| format!("{only} AND ")).unwrap_or_default();
    let matches = format!("{} = {CREDENTIAL} AND {} = {}", own("providerId"), own("userId"), old(user));
    Some(CopyChange {
        questions: vec![Question {
            check: "password_needs_verify",
            condition: format!("{and}({})", is_of_another_kind(dialect, &old(&hash.name))),
            message: "Passwords that Better Auth cannot check without a function of yours (emailAndPassword.password.verify).",
        }],
        only,
        those: Some(those(context.types, "d")),
        columns,
        made: vec![(user.to_owned(), own("userId"))],
        owns_rows,
        ..CopyChange::new("passwords", "passwords", WAY_IN, table, account, matches)
    })
}

/// The table and its columns with the hash and the user.
pub fn hash_column<'a>(context: &'a Context<'_>) -> Option<(&'a Table, &'a Column, &'a str)> {
    let hash = |table: &'a Table| {
        table.columns.iter().find(|column| {
            HASH_COLUMNS.contains(&plain(&column.name).as_str()) && column.data_type.kind.is_text()
        })
    };
    if let Some(column) = hash(context.user) {
        return Some((context.user, column, context.id));
    }
    let beside = context.schema.referring(&context.user.name).filter(|table| table.name != context.user.name);
    for table in beside {
        let key = table.foreign_keys.iter().find(|key| {
            context.schema.dialect.same_object(&key.foreign_table, &context.user.name)
                && key.columns.len() == 1
        });
        // One password for each user, or nobody knows which.
        let alone = |user: &String| {
            table
                .primary_key
                .iter()
                .chain(&table.uniques)
                .any(|key| key.columns.as_slice() == std::slice::from_ref(user))
        };
        if let (Some(column), Some(user)) =
            (hash(table), key.and_then(|key| key.columns.first()).filter(|user| alone(user)))
        {
            return Some((table, column, user));
        }
    }
    None
}

//! Passwords become accounts of the provider `credential`, one for each user.

use super::accounts::{Login, columns, made_of};
use super::hashes::{self, Hashes};
use crate::decide::accounts::Context;
use crate::decide::accounts::columns::not_by_index;
use crate::decide::accounts::copies::WAY_IN;
use crate::decide::accounts::source::Keys;
use crate::decide::accounts::types::Types;
use crate::decide::lucia::login_table::{PROVIDER, PROVIDER_USER};
use crate::decide::{CopiedColumn, CopyChange, Decided, Question, Returns};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::Table;

/// The provider of passwords.
pub const CREDENTIAL: &str = "'credential'";

/// A hash that no password has.
pub const USELESS: &str = "'unlinked'";

/// What `preflight.sql` says of them.
const FURTHER_PASSWORDS: &str = "Further passwords of users who have several: Better Auth has one for each.";

/// Likewise.
const NEEDS_VERIFY: &str =
    "Passwords that Better Auth cannot check without a function of yours (emailAndPassword.password.verify).";

/// Decides what is copied.
pub fn decide(context: &Context<'_>, account: &Table, decided: &mut Decided) -> Option<CopyChange> {
    let copy = match Keys::of(context) {
        Some(keys) => {
            decided.findings.push(one_password_each(keys.source.table));
            from_keys(context, &keys, account)
        }
        None => {
            let hashes = Hashes::of(context);
            decided.findings.extend(hashes::left(context, hashes.as_ref(), "Better Auth"));
            let hashes = hashes?;
            if hashes.are_several() {
                decided.findings.push(one_password_each(hashes.table));
            }
            from_hashes(context, &hashes, account)
        }
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

fn one_password_each(table: &Table) -> Finding {
    Finding::new(
        "second_password",
        Severity::Warning,
        format!("Of several passwords of one user in `{}`, one goes on working.", table.name),
        "Better Auth has one password for each user: that of the e-mail address, else of the user name, else of the first other.",
        "preflight.sql counts the others. They stay in the old table until cleanup.sql.",
        Some(table.span),
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
        "{} = {CREDENTIAL} AND {} = {user_id} AND {} IS NOT NULL",
        not_by_index(dialect, &own("providerId")),
        own("userId"),
        keys.hash("s")
    );
    CopyChange {
        questions: vec![
            Question {
                check: "second_password",
                condition: keys.is_further_password("s"),
                message: FURTHER_PASSWORDS,
            },
            Question {
                check: "password_needs_verify",
                condition: format!(
                    "{is_password}\n    AND ({})",
                    is_of_another_kind(dialect, &keys.hash("s"))
                ),
                message: NEEDS_VERIFY,
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
fn from_hashes(context: &Context<'_>, hashes: &Hashes<'_>, account: &Table) -> CopyChange {
    let dialect = context.schema.dialect;
    let own = |name: &str| context.types.own(name);
    let user = format!("s.{}", dialect.identifier(hashes.user));
    let hash = hashes.hash(dialect);
    let login =
        Login { provider: CREDENTIAL.to_owned(), account: context.id_as_text(&user), user: user.clone() };
    let (mut columns, _) = columns(context.types, &login);
    columns.push(CopiedColumn {
        name: "password".to_owned(),
        value: new_hash(dialect, &hash),
        back: Some((hashes.column.name.clone(), own("password"))),
    });
    let owns_rows = hashes.table.name != context.user.name;
    let only = hashes.is_password(dialect);
    let and = only.as_ref().map(|only| format!("{only}\n    AND ")).unwrap_or_default();
    let provider = not_by_index(dialect, &own("providerId"));
    let matches = format!("{provider} = {CREDENTIAL} AND {} = {user}", own("userId"));
    let mut questions = vec![Question {
        check: "password_needs_verify",
        condition: format!("{and}({})", is_of_another_kind(dialect, &hash)),
        message: NEEDS_VERIFY,
    }];
    questions.extend(hashes.is_further_password(dialect).map(|condition| Question {
        check: "second_password",
        condition,
        message: FURTHER_PASSWORDS,
    }));
    CopyChange {
        questions,
        only,
        // Whoever has no password any more has none of several either.
        goes: hashes.are_several().then(|| hashes.has_hash(dialect).unwrap_or_else(|| "1 = 1".to_owned())),
        those: Some(those(context.types, "d")),
        columns,
        made: made(context, hashes),
        owns_rows,
        ..CopyChange::new("passwords", "passwords", WAY_IN, hashes.table, account, matches)
    }
}

/// What a row gets beside the hash when `down.sql` makes one: the user, and in the table that authmorph has made for
/// Lucia 3 the name that somebody signs in with, which in Better Auth is the address.
fn made(context: &Context<'_>, hashes: &Hashes<'_>) -> Vec<(String, String)> {
    let own_user = context.types.own("userId");
    let mut made = vec![(hashes.user.to_owned(), own_user.clone())];
    let column = |name: &str| hashes.table.column(name).map(|column| column.name.clone());
    if let (true, Some(provider), Some(name)) =
        (hashes.are_several(), column(PROVIDER), column(PROVIDER_USER))
    {
        made.push((provider, "'email'".to_owned()));
        made.push((name, address(context, &own_user)));
    }
    made
}

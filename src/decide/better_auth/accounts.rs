//! OAuth accounts become Better Auth's, with its names for providers.

use super::passwords;
use crate::decide::accounts::Context;
use crate::decide::accounts::copies::{
    WAY_IN, compound_id, copied, made_beside, return_only_whole_rows, unlinked,
};
use crate::decide::accounts::doubles;
use crate::decide::accounts::moments::{MILLISECONDS, of_seconds, seconds};
use crate::decide::accounts::on_user::{self, ProviderColumn};
use crate::decide::accounts::source::{Keys, Source};
use crate::decide::accounts::types::Types;
use crate::decide::{CopiedColumn, CopyChange, Decided, Decision, Question};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;

/// Providers that Better Auth calls otherwise: the old name and the new one. Of several, the first comes back.
pub const PROVIDERS: &[(&str, &str)] = &[("azure-ad", "microsoft"), ("microsoft-entra-id", "microsoft")];

/// Providers that name the same person otherwise than Better Auth does: Microsoft by `sub` where it takes `oid`, LinkedIn
/// by an old id where it takes `sub`.
const OTHER_SUBJECTS: &[&str] = &["microsoft", "linkedin"];

/// Decides what is copied into the new table.
pub fn decide(context: &Context<'_>, account: &Table, decided: &mut Decided) -> Vec<CopyChange> {
    let mut copies = Vec::new();
    if let Some(keys) = Keys::of(context) {
        copies.push(from_keys(context, &keys, account));
    } else if let Some(source) = Source::of(context, "account") {
        copies.extend(from_accounts(context, &source, account));
    } else if let Some(source) = Source::of(context, "oauth_account") {
        copies.extend(from_lucia_3(context, &source, account));
    } else {
        copies.extend(on_user::columns(context).iter().map(|found| from_column(context, found, account)));
    }
    if !copies.is_empty() {
        explain(context, account, decided);
    }
    copies.extend(passwords::decide(context, account, decided));
    copies.iter_mut().for_each(|copy| return_only_whole_rows(copy, &mut decided.findings));
    copies
}

fn explain(context: &Context<'_>, account: &Table, decided: &mut Decided) {
    let names: Vec<String> = PROVIDERS.iter().map(|(old, new)| format!("`{old}` becomes `{new}`")).collect();
    decided.decisions.push(Decision::new(
        format!("OAuth accounts are copied to `{}`; {}.", account.name, names.join(", ")),
        "Better Auth has its own names for some providers; the others keep theirs.",
        Some(context.user.span),
    ));
    decided.findings.push(Finding::new(
        "account_id_of_another_kind",
        Severity::Warning,
        "Accounts of Microsoft and LinkedIn may not be found again.",
        "Better Auth tells people of these providers apart by another number than the libraries before (Microsoft's `oid`, LinkedIn's `sub`).",
        "preflight.sql counts them. These people sign in by their e-mail address once, if account linking is allowed, or you \
         write the other number into the account.",
        None,
    ));
}

/// The provider under Better Auth's name.
fn new_provider(dialect: Dialect, provider: &str) -> String {
    let cases: Vec<String> = PROVIDERS
        .iter()
        .map(|(old, new)| format!("WHEN {} THEN {}", dialect.literal(old), dialect.literal(new)))
        .collect();
    format!("CASE {provider} {} ELSE {provider} END", cases.join(" "))
}

/// The provider under its old name.
fn old_provider(dialect: Dialect, provider: &str) -> String {
    let (old, new) = PROVIDERS[0];
    format!("CASE {provider} WHEN {} THEN {} ELSE {provider} END", dialect.literal(new), dialect.literal(old))
}

/// What an account is made of, as SQL over the old row `s`.
pub struct Login {
    pub provider: String,
    pub account: String,
    pub user: String,
}

/// The columns that every account has, and the condition that a new row is that account.
pub fn columns(types: Types, login: &Login) -> (Vec<CopiedColumn>, String) {
    let dialect = types.dialect;
    let mut columns = Vec::new();
    let name = dialect.concatenate(&[&login.provider, "':'", &login.account]);
    columns.extend(types.new_id(&name).map(|id| copied("id", &id)));
    columns.push(copied(&types.called("accountId"), &login.account));
    columns.push(copied(&types.called("providerId"), &login.provider));
    columns.push(copied(&types.called("userId"), &login.user));
    for name in ["createdAt", "updatedAt"] {
        columns.push(copied(&types.called(name), types.now()));
    }
    let own = |name: &str| types.own(name);
    let matches =
        format!("{} = {} AND {} = {}", own("providerId"), login.provider, own("accountId"), login.account);
    (columns, matches)
}

/// A copy of every row of the table, and of no column but those that every account has.
fn every_row(types: Types, from: &Table, account: &Table, login: &Login) -> CopyChange {
    let (columns, matches) = columns(types, login);
    CopyChange {
        those: Some(those(types, "d")),
        columns,
        questions: vec![question(of_other_subject(types.dialect, &login.provider))],
        ..CopyChange::new("oauth_accounts", "accounts", WAY_IN, from, account, matches)
    }
}

pub fn question(condition: String) -> Question {
    Question {
        check: "account_id_of_another_kind",
        condition,
        message: "Accounts of Microsoft or LinkedIn: Better Auth knows these people by another number.",
    }
}

pub fn of_other_subject(dialect: Dialect, provider: &str) -> String {
    let names: Vec<String> = OTHER_SUBJECTS.iter().map(|name| dialect.literal(name)).collect();
    format!("{provider} IN ({})", names.join(", "))
}

/// What a key is made of, of an account that is new.
pub fn made_of(
    types: Types,
    keys: &Keys<'_>,
    id: String,
    account: &Table,
    among: Option<String>,
) -> Vec<(String, String)> {
    let [user, provider, subject] = ["userId", "providerId", "accountId"].map(|field| types.called(field));
    keys.made_of(id, account, &user, [&provider, &subject], among)
}

/// The account with that alias is no password.
fn those(types: Types, alias: &str) -> String {
    let provider = types.dialect.identifier(&types.called("providerId"));
    format!("{alias}.{provider} <> {}", passwords::CREDENTIAL)
}

fn from_keys(context: &Context<'_>, keys: &Keys<'_>, account: &Table) -> CopyChange {
    let dialect = context.schema.dialect;
    let own = |name: &str| context.types.own(name);
    let login = Login {
        provider: new_provider(dialect, &keys.provider("s")),
        account: keys.remainder("s"),
        user: keys.user("s"),
    };
    let [_, _, hash] = keys.names();
    let old_id = dialect.concatenate(&[&old_provider(dialect, &own("providerId")), "':'", &own("accountId")]);
    let among = Some(those(context.types, "e"));
    let mut made = made_of(context.types, keys, old_id, account, among);
    made.push((hash.to_owned(), "NULL".to_owned()));
    let is_oauth = keys.is_oauth("s");
    CopyChange {
        purpose: format!("Copy the OAuth accounts of {} to {}.", keys.source.table.name, account.name),
        questions: vec![
            question(format!("{is_oauth}\n    AND {}", of_other_subject(dialect, &login.provider))),
            Question {
                check: "logins_without_account",
                condition: keys.is_passwordless("s"),
                message: "Logins by link or code: Better Auth finds these people by their e-mail address or number, with its plugins.",
            },
        ],
        only: Some(is_oauth),
        made,
        ..every_row(context.types, keys.source.table, account, &login)
    }
}

/// From Auth.js and NextAuth.
fn from_accounts(context: &Context<'_>, source: &Source<'_>, account: &Table) -> Option<CopyChange> {
    let (types, dialect) = (context.types, context.schema.dialect);
    let own = |name: &str| context.types.own(name);
    let value = |field: &'static str| source.column("s", source.called(field));
    let name = |field: &'static str| source.name(source.called(field));
    let provider = value("provider")?;
    let login = Login {
        provider: new_provider(dialect, &provider),
        account: source.column("s", "providerAccountId")?,
        user: source.column("s", "userId")?,
    };
    let mut copy = every_row(types, source.table, account, &login);
    for (new, field) in [
        ("accessToken", "access_token"),
        ("refreshToken", "refresh_token"),
        ("idToken", "id_token"),
        ("scope", "scope"),
    ] {
        let Some(value) = value(field) else { continue };
        let back = name(field).map(|field| (field.to_owned(), own(new)));
        copy.columns.push(CopiedColumn { name: types.called(new), value, back });
    }
    copy.columns.extend(
        value("expires_at")
            .zip(name("expires_at").and_then(|name| source.table.column(name)))
            .and_then(|(value, column)| token_end(types, &value, column)),
    );
    let kind = value("type")?;
    let is_oauth = format!("{kind} NOT IN ('email', 'credentials', 'webauthn')");
    let old_provider = old_provider(dialect, &own("providerId"));
    let old_name = dialect.concatenate(&[&old_provider, "':'", &own("accountId")]);
    let mut made = vec![
        (name("provider")?.to_owned(), old_provider),
        (source.name("providerAccountId")?.to_owned(), own("accountId")),
        (source.name("userId")?.to_owned(), own("userId")),
        (name("type")?.to_owned(), "'oauth'".to_owned()),
    ];
    made.extend(made_beside(types, source, &types.as_text(&own("id"))));
    made.extend(compound_id(source, &old_name));
    copy.questions.push(Question {
        check: "logins_without_account",
        condition: format!("NOT ({is_oauth})"),
        message: "Accounts of type email, credentials or webauthn: Better Auth has none of these.",
    });
    let ended = unlinked(types, source);
    let mut copy = CopyChange { only: Some(is_oauth), made, ended, ..copy };
    doubles::leave_out(context, source, &["provider", "providerAccountId"], &mut copy);
    Some(copy)
}

/// When the token ends: seconds since 1970, or a moment in NextAuth 3.
fn token_end(types: Types, value: &str, column: &Column) -> Option<CopiedColumn> {
    let own = types.own("accessTokenExpiresAt");
    let is_moment = matches!(column.data_type.kind, TypeKind::DateTime { .. } | TypeKind::Instant { .. });
    let (value, back) = if is_moment {
        (seconds(types, value, column), of_seconds(types, &types.seconds_of(&own), column))
    } else if column.data_type.kind.is_integer() || types.dialect == Dialect::Sqlite {
        // The official script from 3 to 4 wrote milliseconds.
        let seconds = format!("(CASE WHEN {value} > {MILLISECONDS} THEN {value} / 1000 ELSE {value} END)");
        (seconds, types.seconds_of(&own))
    } else {
        return None;
    };
    Some(CopiedColumn {
        name: types.called("accessTokenExpiresAt"),
        value: types.moment_of_seconds(&value),
        back: Some((column.name.clone(), back)),
    })
}

/// From the table that Lucia 3's guide has for OAuth accounts.
fn from_lucia_3(context: &Context<'_>, source: &Source<'_>, account: &Table) -> Option<CopyChange> {
    let dialect = context.schema.dialect;
    let own = |name: &str| context.types.own(name);
    let login = Login {
        provider: new_provider(dialect, &source.column("s", "provider_id")?),
        account: source.column("s", "provider_user_id")?,
        user: source.column("s", "user_id")?,
    };
    Some(CopyChange {
        made: vec![
            (source.name("provider_id")?.to_owned(), old_provider(dialect, &own("providerId"))),
            (source.name("provider_user_id")?.to_owned(), own("accountId")),
            (source.name("user_id")?.to_owned(), own("userId")),
        ],
        ..every_row(context.types, source.table, account, &login)
    })
}

/// From a column of the user table.
fn from_column(context: &Context<'_>, found: &ProviderColumn<'_>, account: &Table) -> CopyChange {
    let (types, dialect) = (context.types, context.schema.dialect);
    let login = Login {
        provider: dialect.literal(found.provider),
        account: found.value(types),
        user: format!("s.{}", dialect.identifier(context.id)),
    };
    let copy = every_row(types, context.user, account, &login);
    let [provider, number, user] = ["providerId", "accountId", "userId"].map(|field| types.called(field));
    found.complete(types, context.id, [&provider, &number, &user], copy)
}

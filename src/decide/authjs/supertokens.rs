//! From SuperTokens: people and logins are copied into tables of Auth.js's own, passwords and numbers into two more.

use super::{LIBRARY, tables};
use crate::decide::accounts::copies::{WAY_IN, copied};
use crate::decide::accounts::supertokens::logins::{Places, readable_hash};
use crate::decide::accounts::supertokens::{self, Core, back, people, returning};
use crate::decide::accounts::types::Types;
use crate::decide::lucia::login_table::{HASH, PROVIDER, PROVIDER_USER, USER};
use crate::decide::{Changes, CopiedColumn, CopyChange, Decided, Returns};
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Table};

/// Providers by their names in SuperTokens and here; of two that become one, the first comes back.
/// Sources: github.com/supertokens/supertokens-node, lib/ts/recipe/thirdparty/providers; github.com/nextauthjs/next-auth,
/// commit a1a16a5a, packages/core/src/providers.
const NAMES: &[(&str, &str)] = &[
    ("google", "google"),
    ("google-workspaces", "google"),
    ("active-directory", "microsoft-entra-id"),
    ("boxy-saml", "boxyhq-saml"),
];

/// Decides.
pub fn decide(core: Core<'_>, mut changes: Changes, decided: &mut Decided) -> Option<()> {
    let with = people::WithUsers::of(core, &LIBRARY, decided, give_columns)?;
    let context = with.context(core.options(), &LIBRARY)?;
    let (types, user) = (context.types, context.user);
    let mut made = tables::decide(&context, decided);
    people::as_wide_as_the_core(types.dialect, &mut made.account, &["providerAccountId"]);
    let [password, others] = made.logins.as_ref()?;
    let places = Places {
        user,
        account: &made.account,
        of_account: ["provider", "providerAccountId", "userId"],
        credential: None,
        password: (password, USER),
        names: NAMES,
        joined: types.dialect.now_in_milliseconds().to_owned(),
        is_verified: format!("d.{} IS NOT NULL", types.dialect.identifier("emailVerified")),
    };
    changes.copies.extend(back::gone(core, &places));
    for base in core.recipes() {
        changes.copies.extend(copy_of_people(core.changing(base), types, &places, base));
    }
    changes.copies.extend(accounts(core.changing("thirdparty_users"), &places));
    changes.copies.extend(passwords(core.changing("emailpassword_users"), &places, decided));
    changes.copies.extend(numbers(core, others));
    changes.copies.extend(supertokens::back(core, &places));
    let mut created = vec![people::into_new(user, &LIBRARY)];
    created.extend(made.into_new());
    supertokens::finish(core, &LIBRARY, created, changes, decided);
    Some(())
}

fn give_columns(types: Types, user: &mut Table) {
    let optional = |name: &str, data_type| Column { nullable: true, ..Column::new(name, data_type) };
    user.columns.push(optional("name", types.text()));
    people::address_column(types, user, true);
    user.columns.push(optional("emailVerified", types.moment()));
    user.columns.push(optional("image", types.text()));
}

/// The people whose first login is in that table.
fn copy_of_people(
    core: Core<'_>,
    types: Types,
    places: &Places<'_>,
    base: &'static str,
) -> Option<CopyChange> {
    let verified = format!("CASE WHEN {} THEN {} END", people::is_verified(core, base), types.now());
    let columns = vec![copied("emailVerified", verified)];
    let mut copy = people::copy(core, base, places.user, people::address(core, "s", base), columns)?;
    returning::people(core, places, base, &mut copy);
    Some(copy)
}

fn accounts(core: Core<'_>, places: &Places<'_>) -> Option<CopyChange> {
    let base = "thirdparty_users";
    let dialect = core.dialect();
    let table = core.table(base)?;
    let [provider, account] = places.login(core, "s");
    let [own_provider, own_account] = [0, 1].map(|which| places.account(dialect, "d", which));
    let matches = format!("{own_provider} = {provider} AND {own_account} = {account}");
    Some(CopyChange {
        questions: vec![places.not_first(core)],
        only: Some(places.first(core, "s")),
        columns: vec![
            copied("userId", core.person("s", base)),
            // Auth.js finds an account by provider and name alone.
            copied("type", "'oauth'"),
            copied("provider", provider),
            copied("providerAccountId", account),
        ],
        ..returning::accounts(
            core,
            places,
            CopyChange::new("oauth_accounts", "accounts", WAY_IN, table, places.account, matches),
        )
    })
}

fn passwords(core: Core<'_>, places: &Places<'_>, decided: &mut Decided) -> Option<CopyChange> {
    let base = "emailpassword_users";
    let dialect = core.dialect();
    let table = core.table(base)?;
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let person = core.person("s", base);
    let hash = core.column(base, "password_hash")?;
    let mut only = people::speaks(core, "s", base);
    only.push(format!("NOT {}", people::is_taken(core, "s", base)));
    decided.findings.push(Finding::new(
        "password_needs_authorize",
        Severity::Warning,
        format!("Passwords go to `{}`, which Auth.js does not read.", places.password.0.name),
        "Its Credentials provider asks a function of yours, `authorize`, and signs people in with sessions of the kind `jwt` only.",
        "wiring/changes.md has that function, and wiring/passwords.ts what checks the hashes: bcrypt, argon2, and Firebase's scrypt. It needs the package hash-wasm.",
        Some(table.span),
    ));
    Some(CopyChange {
        questions: people::second_password(core).into_iter().collect(),
        only: people::all(only),
        columns: vec![
            copied(PROVIDER, "'email'"),
            copied(PROVIDER_USER, format!("lower({})", core.of_row("s", base, "email"))),
            copied(USER, person.clone()),
            CopiedColumn {
                name: HASH.to_owned(),
                value: core.of_row("s", base, "password_hash"),
                back: Some((hash.to_owned(), readable_hash(&own(HASH)))),
            },
        ],
        made: returning::passwords(core, places, &own(USER)),
        returns: Returns::Where(back::can_return(core, places, "emailpassword", &own(USER))),
        ..CopyChange::new(
            "passwords",
            "passwords",
            WAY_IN,
            table,
            places.password.0,
            format!("{} = 'email' AND {} = {person}", own(PROVIDER), own(USER)),
        )
    })
}

/// Who signs in with a number: Auth.js has no place for it.
fn numbers(core: Core<'_>, others: &Table) -> Option<CopyChange> {
    let base = "passwordless_users";
    let dialect = core.dialect();
    let table = core.table(base)?;
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let number = core.of_row("s", base, "phone_number");
    let [user, other] = ["user_id", "phone_number"].map(|column| core.of_row("o", base, column));
    let app = core.of_app("o", base).map(|app| format!(" WHERE {app}")).unwrap_or_default();
    let mut only: Vec<String> = core.of_app("s", base).into_iter().collect();
    only.push(format!("{number} IS NOT NULL"));
    // Tenants may each have somebody with it.
    only.push(format!(
        "{} IN (SELECT min({user}) FROM {}{app} GROUP BY {other})",
        core.of_row("s", base, "user_id"),
        core.from(base, "o")
    ));
    Some(CopyChange {
        only: people::all(only),
        columns: vec![
            copied(PROVIDER, "'phone'"),
            copied(PROVIDER_USER, number.clone()),
            copied(USER, core.person("s", base)),
        ],
        owns_rows: false,
        ..CopyChange::new(
            "other_logins",
            "phone numbers",
            WAY_IN,
            table,
            others,
            format!("{} = 'phone' AND {} = {number}", own(PROVIDER), own(PROVIDER_USER)),
        )
    })
}

//! From SuperTokens: people and logins are copied into tables of Better Auth's own.

use super::accounts::{Login, columns, of_other_subject, question};
use super::passwords::CREDENTIAL;
use super::{LIBRARY, tables};
use crate::decide::accounts::copies::{WAY_IN, copied};
use crate::decide::accounts::new_table::key;
use crate::decide::accounts::supertokens::logins::{Places, readable_hash};
use crate::decide::accounts::supertokens::{self, Core, back, people, returning};
use crate::decide::accounts::types::{Letters, Types};
use crate::decide::{Changes, CopiedColumn, CopyChange, Decided, Returns};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Key, Table};

/// Providers by their names in SuperTokens and here; of two that become one, the first comes back.
/// Source: github.com/supertokens/supertokens-node, lib/ts/recipe/thirdparty/providers.
const NAMES: &[(&str, &str)] =
    &[("google", "google"), ("google-workspaces", "google"), ("active-directory", "microsoft")];

/// Decides.
pub fn decide(core: Core<'_>, mut changes: Changes, decided: &mut Decided) -> Option<()> {
    let has_numbers = core.table("passwordless_users").is_some();
    let with = people::WithUsers::of(core, &LIBRARY, decided, |types, user| {
        give_columns(types, user, has_numbers);
    })?;
    let context = with.context(core.options(), &LIBRARY)?;
    let (types, user) = (context.types, context.user);
    let mut made = tables::decide(&context, decided);
    people::as_wide_as_the_core(types.dialect, &mut made.account, &[&types.called("accountId")]);
    let id = types.own("emailVerified");
    let of_account = match types.letters {
        Letters::Camel => ["providerId", "accountId", "userId"],
        Letters::Snake => ["provider_id", "account_id", "user_id"],
    };
    let places = Places {
        user,
        account: &made.account,
        of_account,
        credential: Some("credential"),
        password: (&made.account, of_account[2]),
        names: NAMES,
        joined: types.milliseconds_of(&format!("u.{}", types.dialect.identifier(&types.called("createdAt")))),
        is_verified: if types.dialect == Dialect::PostgreSql { id } else { format!("{id} = 1") },
    };
    changes.copies.extend(back::gone(core, &places));
    for base in core.recipes() {
        changes.copies.extend(copy_of_people(core.changing(base), types, &places, base));
    }
    changes.copies.extend(accounts(core.changing("thirdparty_users"), types, &places));
    changes.copies.extend(passwords(core.changing("emailpassword_users"), types, &places, decided));
    changes.copies.extend(supertokens::back(core, &places));
    let mut created = vec![people::into_new(user, &LIBRARY)];
    created.extend(made.into_new());
    supertokens::finish(core, &LIBRARY, created, changes, decided);
    Some(())
}

fn give_columns(types: Types, user: &mut Table, has_numbers: bool) {
    let optional = |name: &str, data_type| Column { nullable: true, ..Column::new(name, data_type) };
    let flag = |name: &str| Column { default: Some(types.no()), ..Column::new(name, types.flag()) };
    user.columns.push(Column::new("name", types.text()));
    people::address_column(types, user, false);
    user.columns.push(flag(&types.called("emailVerified")));
    user.columns.push(optional("image", types.text()));
    user.columns.extend(["createdAt", "updatedAt"].map(|name| types.made(name)));
    if has_numbers {
        // Its plugin for phone numbers reads them.
        user.columns.push(optional("phoneNumber", types.short_text()));
        user.columns.push(Column { nullable: true, ..flag("phoneNumberVerified") });
        let name = types.dialect.fit_name(&format!("{}_phoneNumber_key", user.name.name));
        user.uniques.push(Key { name: Some(name), ..key(&["phoneNumber"]) });
        people::as_wide_as_the_core(types.dialect, user, &["phoneNumber"]);
    }
}

/// The people whose first login is in that table.
fn copy_of_people(
    core: Core<'_>,
    types: Types,
    places: &Places<'_>,
    base: &'static str,
) -> Option<CopyChange> {
    let dialect = types.dialect;
    let email = people::address_or_placeholder(core, "s", base);
    let number = people::phone_number(core, base);
    let own_email = core.of_row("s", base, "email");
    let mut names = vec![match dialect {
        Dialect::MySql => format!("NULLIF(SUBSTRING_INDEX({own_email}, '@', 1), '')"),
        _ => format!("NULLIF(split_part({own_email}, '@', 1), '')"),
    }];
    names.extend(number.clone());
    names.push(core.person("s", base));
    let moment = types.moment_of_milliseconds(&possible(dialect, &people::joined_at(core, base)));
    let mut columns = vec![
        copied("name", format!("COALESCE({})", names.join(", "))),
        copied(&types.called("emailVerified"), people::is_verified(core, base)),
        copied(&types.called("createdAt"), moment),
        copied(&types.called("updatedAt"), types.now()),
    ];
    if let Some(number) = number {
        let own = format!("d.{}", dialect.identifier("phoneNumber"));
        let back = (base == "passwordless_users").then(|| core.column(base, "phone_number")).flatten();
        columns.push(CopiedColumn {
            name: "phoneNumber".to_owned(),
            value: number.clone(),
            back: back.map(|column| (column.to_owned(), own)),
        });
        columns.push(copied("phoneNumberVerified", format!("({number} IS NOT NULL)")));
    }
    let mut copy = people::copy(core, base, places.user, email, columns)?;
    returning::people(core, places, base, &mut copy);
    Some(copy)
}

/// A time that nobody joined at must not stop the copy: what a moment cannot be becomes the first or last that it can.
fn possible(dialect: Dialect, milliseconds: &str) -> String {
    let last = match dialect {
        // Where `TIMESTAMP` ends, in 2038.
        Dialect::MySql => "2147483647000",
        // The end of the year 9999.
        Dialect::PostgreSql | Dialect::Sqlite => "253402300799000",
    };
    format!("LEAST(GREATEST({milliseconds}, 1000), {last})")
}

fn accounts(core: Core<'_>, types: Types, places: &Places<'_>) -> Option<CopyChange> {
    let base = "thirdparty_users";
    let dialect = types.dialect;
    let table = core.table(base)?;
    let [provider, account] = places.login(core, "s");
    let (columns, matches) =
        columns(types, &Login { provider: provider.clone(), account, user: core.person("s", base) });
    let first = places.first(core, "s");
    Some(CopyChange {
        questions: vec![
            question(format!("{first}\n    AND {}", of_other_subject(dialect, &provider))),
            places.not_first(core),
        ],
        only: Some(first),
        columns,
        ..returning::accounts(
            core,
            places,
            CopyChange::new("oauth_accounts", "accounts", WAY_IN, table, places.account, matches),
        )
    })
}

fn passwords(core: Core<'_>, types: Types, places: &Places<'_>, decided: &mut Decided) -> Option<CopyChange> {
    let base = "emailpassword_users";
    let table = core.table(base)?;
    let own = |name: &str| types.own(name);
    let person = core.person("s", base);
    let login = Login { provider: CREDENTIAL.to_owned(), account: person.clone(), user: person.clone() };
    let (mut columns, _) = columns(types, &login);
    let hash = core.column(base, "password_hash")?;
    columns.push(CopiedColumn {
        name: "password".to_owned(),
        value: core.of_row("s", base, "password_hash"),
        back: Some((hash.to_owned(), readable_hash(&own("password")))),
    });
    let is_password = format!("{} = {CREDENTIAL}", own("providerId"));
    decided.findings.push(Finding::new(
        "password_needs_verify",
        Severity::Warning,
        format!("Passwords go to `{}` as they are hashed now.", places.account.name),
        "SuperTokens writes bcrypt or argon2, and has taken Firebase's scrypt over from there. Better Auth checks none of these by itself.",
        "wiring/passwords.ts has a function that checks all three, and wiring/auth.ts gives it to Better Auth. It needs the package hash-wasm, and Firebase's signer key where there are such hashes.",
        Some(table.span),
    ));
    Some(CopyChange {
        questions: people::second_password(core).into_iter().collect(),
        only: people::all(people::speaks(core, "s", base)),
        those: Some(is_password.clone()),
        columns,
        made: returning::passwords(core, places, &own("userId")),
        returns: Returns::Where(back::can_return(core, places, "emailpassword", &own("userId"))),
        ..CopyChange::new(
            "passwords",
            "passwords",
            WAY_IN,
            table,
            places.account,
            format!("{is_password} AND {} = {person}", own("userId")),
        )
    })
}

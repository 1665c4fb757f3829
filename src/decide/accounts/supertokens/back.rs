//! What `down.sql` carries back into SuperTokens' tables beside people and logins: who there is, and which addresses are
//! verified.
//!
//! The core keeps what it knows of a login in several tables, so a new user is a row in each of them. Which kind of login
//! they get is told by what they have: a password, else an account, else a link or code.

use super::logins::Places;
use super::{Core, people};
use crate::decide::{CopiedColumn, CopyChange, Returns, Way};
use crate::dialects::Dialect;

/// Why they are there.
const CAUSE: &str =
    "down.sql carries back what your application has written since; up.sql has nothing to do here.";

/// The kinds of login that new users can get: SuperTokens' word, its table, and that for its tenants.
const KINDS: [(&str, &str, &str); 3] = [
    ("emailpassword", "emailpassword_users", "emailpassword_user_to_tenant"),
    ("thirdparty", "thirdparty_users", "thirdparty_user_to_tenant"),
    ("passwordless", "passwordless_users", "passwordless_user_to_tenant"),
];

/// The user with that id can only have come since, and SuperTokens has room for the id.
pub fn is_new(core: Core<'_>, user: &str) -> String {
    let mut conditions = vec![format!("char_length({user}) <= 36")];
    for base in core.recipes() {
        conditions.push(format!("NOT {}", has(core, (base, "n"), "user_id", user)));
    }
    let mapping = "userid_mapping";
    if core.table(mapping).is_some() {
        conditions.push(format!("NOT {}", has(core, (mapping, "m"), "external_user_id", user)));
    }
    conditions.join("\n    AND ")
}

/// The user with that id gets a login of that kind.
pub fn gets(core: Core<'_>, places: &Places<'_>, kind: &str, user: &str) -> String {
    let dialect = core.dialect();
    let (password, account) = (places.has_password(dialect, user), places.has_account(dialect, user));
    match kind {
        "emailpassword" => password,
        "thirdparty" if core.table("thirdparty_users").is_some() => {
            format!("NOT {password}\n    AND {account}")
        }
        "passwordless" if core.table("passwordless_users").is_some() => {
            format!("NOT {password}\n    AND NOT {account}")
        }
        _ => "1 = 0".to_owned(),
    }
}

/// The table, under that alias, has the user in that column.
fn has(core: Core<'_>, (table, alias): (&str, &str), column: &str, user: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM {} WHERE {} = {user}{})",
        core.from(table, alias),
        core.of_row(alias, table, column),
        core.and_app(alias, table)
    )
}

/// The copy of those of its rows alone that the conditions hold for too.
fn narrowed(copy: CopyChange, conditions: impl IntoIterator<Item = String>) -> CopyChange {
    let all: Vec<String> = copy.only.iter().cloned().chain(conditions).collect();
    CopyChange { only: (!all.is_empty()).then(|| all.join("\n    AND ")), ..copy }
}

/// A new login of that kind can be written: its user is new, gets it, and is in the list of all, where there is one.
pub fn can_return(core: Core<'_>, places: &Places<'_>, kind: &str, user: &str) -> String {
    let mut conditions = vec![is_new(core, user), gets(core, places, kind, user)];
    let list = "all_auth_recipe_users";
    if core.table(list).is_some() {
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM {} WHERE {} = {user} AND {} = '{kind}'{})",
            core.from(list, "l"),
            core.of_row("l", list, "user_id"),
            core.of_row("l", list, "recipe_id"),
            core.and_app("l", list)
        ));
    }
    conditions.join("\n    AND ")
}

/// The columns with app and tenant of a new row.
pub fn of_app(core: Core<'_>, base: &str) -> Vec<(String, String)> {
    let app = core.column(base, "app_id").map(|name| (name.to_owned(), core.app()));
    let tenant = core.column(base, "tenant_id").map(|name| (name.to_owned(), "'public'".to_owned()));
    app.into_iter().chain(tenant).collect()
}

/// A column of a new row, where the table has it.
pub fn made(core: Core<'_>, base: &str, column: &str, value: &str) -> Option<(String, String)> {
    Some((core.column(base, column)?.to_owned(), value.to_owned()))
}

/// All of them, in the reverse of the order in which `down.sql` needs them.
pub fn back(core: Core<'_>, places: &Places<'_>) -> Vec<CopyChange> {
    let mut copies: Vec<CopyChange> = Vec::new();
    copies.extend(core.recipes().filter_map(|base| addresses(core.changing(base), places, base)));
    copies.extend(verified(core, places));
    copies.extend(KINDS.iter().filter_map(|(kind, base, tenants)| {
        core.table(tenants).and_then(|_| of_tenants(core, places, kind, base, tenants))
    }));
    copies.extend(of_passkeys(core, places));
    copies.extend(list_of_all(core, places));
    copies.extend(ids(core.changing("app_id_to_user_id"), places));
    copies
}

/// Begins one of them, of the table that the core calls so.
fn begin(
    core: Core<'_>,
    places: &Places<'_>,
    base: &'static str,
    what: &str,
    matches: String,
) -> Option<CopyChange> {
    let table = core.table(base)?;
    Some(CopyChange {
        purpose: format!("Let down.sql carry {what} back to {}.", table.name),
        way: Way::Back,
        only: core.of_app("s", base),
        ..CopyChange::new(base, what, CAUSE, table, places.user, matches)
    })
}

fn person_is(core: Core<'_>, base: &'static str) -> String {
    format!("d.{} = {}", core.dialect().identifier("id"), core.person("s", base))
}

/// The joining of the new user `d`.
fn joined(places: &Places<'_>) -> String {
    places.joined.replace("u.", "d.")
}

/// Which ids there are (from 6.0 on): all else that the core knows of a user hangs on it.
fn ids(core: Core<'_>, places: &Places<'_>) -> Option<CopyChange> {
    let base = "app_id_to_user_id";
    let copy = begin(core, places, base, "who there is", person_is(core, base))?;
    let id = format!("d.{}", core.dialect().identifier("id"));
    let mut columns = of_app(core, base);
    columns.extend(made(core, base, "user_id", &id));
    columns.extend(made(core, base, "recipe_id", &kind_of(core, places, &id)));
    columns.extend(made(core, base, "primary_or_recipe_user_id", &id));
    let returns = Returns::Where(new_with_login(core, places, &id));
    Some(CopyChange { way: Way::BackWhereNew, made: columns, returns, ..copy })
}

/// The list of all ways of signing in (from 3.5 on). One that the application has taken away goes.
fn list_of_all(core: Core<'_>, places: &Places<'_>) -> Option<CopyChange> {
    let base = "all_auth_recipe_users";
    let mut matches = vec![person_is(core, base)];
    matches.extend(not_taken_away(core, places, base));
    let copy = begin(core, places, base, "who can sign in how", matches.join("\n    AND "))?;
    let id = format!("d.{}", core.dialect().identifier("id"));
    let mut columns = of_app(core, base);
    columns.extend(made(core, base, "user_id", &id));
    columns.extend(made(core, base, "recipe_id", &kind_of(core, places, &id)));
    columns.extend(made(core, base, "time_joined", &joined(places)));
    columns.extend(made(core, base, "primary_or_recipe_user_id", &id));
    columns.extend(made(core, base, "primary_or_recipe_user_time_joined", &joined(places)));
    // Whom the list has without a login was not copied, so of them nothing can have been taken away since.
    let copy = narrowed(copy, [has_login(core, base)]);
    Some(CopyChange { made: columns, returns: Returns::Where(new_with_login(core, places, &id)), ..copy })
}

/// A table of logins has the user of the row `s`.
fn has_login(core: Core<'_>, base: &str) -> String {
    let user = core.of_row("s", base, "user_id");
    let logins = core.recipes().map(|recipe| has(core, (recipe, "r"), "user_id", &user));
    format!("({})", logins.collect::<Vec<_>>().join("\n        OR "))
}

/// The login of the row `s` was not copied, or is still there.
fn not_taken_away(core: Core<'_>, places: &Places<'_>, base: &str) -> Option<String> {
    let others = "thirdparty_users";
    core.table(others)?;
    let dialect = core.dialect();
    let [provider, account] = places.login(core, "t");
    Some(format!(
        "NOT EXISTS (SELECT 1 FROM {} WHERE {} = {} AND {}\n        AND NOT EXISTS (SELECT 1 FROM {} AS c WHERE {} = {provider} AND {} = {account}))",
        core.from(others, "t"),
        core.of_row("t", others, "user_id"),
        core.of_row("s", base, "user_id"),
        places.first(core, "t"),
        dialect.object(&places.account.name),
        places.account(dialect, "c", 0),
        places.account(dialect, "c", 1),
    ))
}

fn kind_of(core: Core<'_>, places: &Places<'_>, user: &str) -> String {
    let dialect = core.dialect();
    format!(
        "CASE WHEN {} THEN 'emailpassword' WHEN {} THEN 'thirdparty' ELSE 'passwordless' END",
        places.has_password(dialect, user),
        places.has_account(dialect, user)
    )
}

/// Before 3.8 nobody signs in by a link or code.
fn new_with_login(core: Core<'_>, places: &Places<'_>, user: &str) -> String {
    let new = is_new(core, user);
    if core.table("passwordless_users").is_some() {
        return new;
    }
    let dialect = core.dialect();
    let (password, account) = (places.has_password(dialect, user), places.has_account(dialect, user));
    format!("{new}\n    AND ({password} OR {account})")
}

/// Which tenant a login is of (from 6.0 on), with the address once more.
fn of_tenants(
    core: Core<'_>,
    places: &Places<'_>,
    kind: &str,
    base: &'static str,
    tenants: &'static str,
) -> Option<CopyChange> {
    let dialect = core.dialect();
    let id = format!("d.{}", dialect.identifier("id"));
    let copy = begin(core, places, tenants, "logins", person_is(core, tenants))?;
    let mut columns = of_app(core, tenants);
    columns.extend(made(core, tenants, "user_id", &id));
    for (column, which) in [("third_party_id", 0), ("third_party_user_id", 1)] {
        let value = places.of_first_account(dialect, &id, |alias| {
            let own = places.account(dialect, alias, which);
            if which == 0 { places.old_name(dialect, &own) } else { own }
        });
        columns.extend(made(core, tenants, column, &value));
    }
    let only = core.table(base).map(|_| people::speaks(core, "s", base).join("\n    AND "));
    Some(CopyChange {
        only: if core.has(tenants, "email") { only } else { core.of_app("s", tenants) },
        columns: address(core, tenants).into_iter().collect(),
        made: columns,
        returns: Returns::Where(format!("{}\n    AND {}", is_new(core, &id), gets(core, places, kind, &id))),
        ..copy
    })
}

fn of_passkeys(core: Core<'_>, places: &Places<'_>) -> Option<CopyChange> {
    let (base, tenants) = ("webauthn_users", "webauthn_user_to_tenant");
    core.table(base)?;
    let copy = begin(core, places, tenants, "addresses", person_is(core, tenants))?;
    Some(CopyChange {
        only: Some(people::speaks(core, "s", base).join("\n    AND ")),
        columns: address(core, tenants).into_iter().collect(),
        owns_rows: false,
        ..copy
    })
}

/// How an address comes back: unless it is none, or none of theirs.
fn address(core: Core<'_>, base: &str) -> Option<CopiedColumn> {
    let column = core.column(base, "email")?.to_owned();
    let own = format!("d.{}", core.dialect().identifier("email"));
    let value = format!(
        "CASE WHEN {own} IS NULL OR {own} LIKE '%@placeholder.invalid' THEN {own} ELSE lower({}) END",
        core.of_row("s", base, "email")
    );
    Some(CopiedColumn { name: "email".to_owned(), value, back: Some((column, own)) })
}

/// The address of the new user `d`, for a table in which somebody may have none.
pub fn address_of_new(dialect: Dialect) -> String {
    let own = format!("d.{}", dialect.identifier("email"));
    format!("CASE WHEN {own} LIKE '%@placeholder.invalid' THEN NULL ELSE {own} END")
}

/// Addresses that the application has changed, in the rows that people were copied from.
fn addresses(core: Core<'_>, places: &Places<'_>, base: &'static str) -> Option<CopyChange> {
    let copy = begin(core, places, base, "addresses", person_is(core, base))?;
    Some(CopyChange {
        only: people::all(people::speaks(core, "s", base)),
        columns: address(core, base).into_iter().collect(),
        owns_rows: false,
        ..copy
    })
}

/// Who is gone (from 6.0 on): all else that the core knows of them goes too. Last of all, because until then a row that
/// was not copied is told from one that was by the others.
pub fn gone(core: Core<'_>, places: &Places<'_>) -> Option<CopyChange> {
    let (core, base) = (core.changing("app_id_to_user_id"), "app_id_to_user_id");
    let copy = begin(core, places, base, "who is gone", person_is(core, base))?;
    // Who is still in the list of all had no login, so was not copied, and cannot have been taken away.
    let list = "all_auth_recipe_users";
    let user = core.of_row("s", base, "user_id");
    let unlisted = core.table(list).map(|_| format!("NOT {}", has(core, (list, "l"), "user_id", &user)));
    Some(narrowed(copy, unlisted))
}

/// Addresses that people have shown to be theirs since.
fn verified(core: Core<'_>, places: &Places<'_>) -> Option<CopyChange> {
    let base = "emailverification_verified_emails";
    let [id, email] = ["id", "email"].map(|name| format!("d.{}", core.dialect().identifier(name)));
    let user = core.of_row("s", base, "user_id");
    let mut same = vec![format!("{user} = {id}"), format!("{} = {id}", core.person("s", base))];
    let mapping = "userid_mapping";
    if core.links() && core.table(mapping).is_some() {
        // A login beside the first may have an id of the application's too.
        let [inner, outer] =
            ["supertokens_user_id", "external_user_id"].map(|column| core.of_row("x", mapping, column));
        let [own, primary] = ["user_id", "primary_or_recipe_user_id"]
            .map(|column| core.of_row("g", "app_id_to_user_id", column));
        let person = core.outside(&primary);
        same.push(format!(
            "EXISTS (SELECT 1 FROM {} JOIN {} ON {own} = {inner} WHERE {outer} = {user} AND {person} = {id})",
            core.from(mapping, "x"),
            core.from("app_id_to_user_id", "g"),
        ));
    }
    let matches = format!("lower({}) = {email} AND ({})", core.of_row("s", base, "email"), same.join(" OR "));
    let copy = begin(core, places, base, "verified addresses", matches)?;
    let mut columns = of_app(core, base);
    columns.extend(made(core, base, "user_id", &id));
    columns.extend(made(core, base, "email", &email));
    Some(CopyChange {
        way: Way::BackWhereNew,
        made: columns,
        returns: Returns::Where(format!(
            "{}\n    AND {email} NOT LIKE '%@placeholder.invalid'",
            places.is_verified
        )),
        ..copy
    })
}

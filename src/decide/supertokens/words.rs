//! What the steps are called, why they are there, and the values that rows get which are there before a column is.

use super::rows::DYNAMIC_KEYS;
use crate::decide::evolution::{Operation, Stage};
use crate::decide::options::Options;
use crate::order::arrange;

/// Why a core wants its changes.
const CAUSES: &[(&str, &str)] = &[
    ("3.1", "Core 3.1 verifies e-mail addresses."),
    ("3.3", "Core 3.3 verifies e-mail addresses of all kinds of users, and has logins by other providers."),
    ("3.5", "Core 3.5 has one list of all users."),
    ("3.6", "Core 3.6 has signing keys of its own."),
    ("3.8", "Core 3.8 has logins without password."),
    ("3.10", "Core 3.10 looks for codes by their device."),
    ("3.11", "Core 3.11 has metadata of users."),
    ("3.13", "Core 3.13 has roles."),
    ("3.15", "Core 3.15 maps user ids to those of other systems."),
    ("4.0", "Core 4.0 has room for longer hashes."),
    ("4.4", "Core 4.4 has a dashboard."),
    ("4.5", "Core 4.5 has one-time passwords."),
    ("5.0", "Core 5.0 keeps for each session which kind of key has signed it."),
    ("6.0", "Core 6.0 has apps and tenants: every row belongs to one."),
    ("7.0", "Core 7.0 links accounts."),
    ("7.0.13", "Core 7.0.13 looks for users by their primary user."),
    ("8.0", "Core 8.0 can keep roles in another database than users."),
    ("9.0", "Core 9.0 has second factors."),
    ("9.1", "Core 9.1 tells no first factors from none that are named."),
    ("9.2.2", "Core 9.2.2 counts active users faster."),
    ("9.3", "Core 9.3 is an OAuth provider."),
    ("10.0", "Core 10.0 imports users in bulk."),
    ("10.0.1", "Core 10.0.1 finds users faster."),
    ("10.1", "Core 10.1 has passkeys."),
    ("10.1.2", "Core 10.1.2 finds roles faster."),
    ("11.3", "Core 11.3 speaks SAML."),
    ("12.0", "Core 12.0 reserves e-mail addresses, phone numbers and accounts in tables of their own."),
    ("12.0.3", "Core 12.0.3 logs what happens."),
    ("12.0.9", "Core 12.0.9 finds users of a tenant faster."),
    ("12.0.10", "Core 12.0.10 finds linked users faster."),
    ("12.1", "Core 12.1 keeps the refresh token before the last, and counts tokens of machines."),
    ("12.1.1", "Core 12.1.1 searches users faster."),
];

/// What rows get in a new column that are there before it, where the neutral value of its type is not it.
const FILLS: &[(&str, &str, &str)] = &[
    ("totp_user_devices", "created_at", "0"),
    ("tenant_configs", "is_first_factors_null", "TRUE"),
    ("all_auth_recipe_users", "primary_or_recipe_user_id", "'0'"),
    ("app_id_to_user_id", "primary_or_recipe_user_id", "'0'"),
];

/// The value for rows that are there.
pub fn fill(base: &str, column: &str, options: &Options) -> Option<&'static str> {
    if (base, column) == ("session_info", "use_static_key") {
        return Some(if options.get(DYNAMIC_KEYS) == "false" { "TRUE" } else { "FALSE" });
    }
    FILLS.iter().find(|(table, name, _)| (*table, *name) == (base, column)).map(|(_, _, value)| *value)
}

/// The roles that a recipe mentions.
pub fn roles(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(role, _)| role)
}

/// A step of a core.
pub fn stage(
    core: &'static str,
    kind: &'static str,
    operations: Vec<Operation>,
    before: Option<&Stage>,
) -> Stage {
    let cause = CAUSES.iter().find(|(label, _)| *label == core).map_or("", |(_, cause)| cause);
    let tables = count(&operations);
    let what = match kind {
        "make way" => format!("drop keys and indexes of {tables} that go over something else from now on"),
        "create" => format!("create {tables}"),
        "reshape" => format!("change columns and keys of {tables}"),
        "rows" => "fill what is new from what is there".to_owned(),
        "finish" => format!("take the values for old rows from {tables} again, now that they are in"),
        "link" => format!("add foreign keys and indexes to {tables}"),
        _ => "drop what has moved".to_owned(),
    };
    let opens = before.is_none_or(|before| before.cause != cause);
    Stage {
        name: format!("{core} {kind}"),
        purpose: format!("Core {core}: {what}."),
        cause: cause.to_owned(),
        opens,
        afterwards: false,
        stays_if: None,
        operations,
    }
}

fn count(operations: &[Operation]) -> String {
    let mut names: Vec<&str> = operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::CreateTable(table) | Operation::DropTable(table) => Some(table.name.name.as_str()),
            other => other.changes().map(|name| name.name.as_str()),
        })
        .collect();
    arrange(&mut names, Ord::cmp);
    names.dedup();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, other, third] => format!("{one}, {other} and {third}"),
        more => format!("{} tables", more.len()),
    }
}

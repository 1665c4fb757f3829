//! The keys of Lucia 2 become rows of three tables: OAuth accounts, passwords, and logins that are neither.

pub use super::login_table::{HASH, PROVIDER, PROVIDER_USER, USER};
use super::login_table::{Maker, foreign_key};
use crate::decide::names::NewName;
use crate::decide::options::{OptionShape, Options};
use crate::decide::referrers::keep_referred_keys;
use crate::decide::{Decided, Decision, KeysChange, SingleUse};
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};
use crate::recognise::{FoundRole, Recognition};

/// The options about the tables for logins.
pub const OPTIONS: [OptionShape; 5] = [
    OptionShape {
        name: "oauth_table",
        label: "Table for OAuth accounts",
        default: "oauth_account",
        reason: "Lucia's guide calls it so.",
        choices: &[],
    },
    OptionShape {
        name: "password_table",
        label: "Table for passwords",
        default: "password",
        reason: "Lucia's guide calls it so.",
        choices: &[],
    },
    OptionShape {
        name: "passwordless_table",
        label: "Table for logins without password that are no OAuth accounts",
        default: "passwordless_account",
        reason: "The guide has no such table and puts magic-link and user-name keys among the OAuth accounts.",
        choices: &[],
    },
    OptionShape {
        name: "passwordless_providers",
        label: "Providers whose keys are no OAuth accounts",
        default: PASSWORDLESS,
        reason: "A key without a password belongs to an OAuth provider unless its provider is one of these, \
                 or has keys with a password.",
        choices: &[],
    },
    OptionShape {
        name: "foreign_keys",
        label: "Foreign keys of new tables",
        default: "as-before",
        reason: "The new tables refer to users by a foreign key if your own tables do, and the database has them.",
        choices: &["as-before", "none"],
    },
];

/// Whether new tables may have foreign keys.
pub fn admits_foreign_keys(schema: &Schema, options: &Options) -> bool {
    schema.admits_foreign_keys() && options.get("foreign_keys") != "none"
}

/// Providers of logins that are no OAuth accounts, as applications usually call them.
pub const PASSWORDLESS: &str = "email,username,phone,sms,otp,magic-link,magic_link,magiclink,email-link,email_link,\
                                emailpassword,email-password,email_password,password,credentials,passwordless,anonymous,guest";

/// Decides the new tables.
pub fn decide(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    decided: &mut Decided,
) -> Option<KeysChange> {
    let role = recognition.roles.get("key")?;
    let table = schema.table(&role.table)?;
    let (id, user, hash) =
        (role.columns.get("id")?, role.columns.get("user_id")?, role.columns.get("hashed_password")?);
    let parts = schema.dialect.key_part_types(&table.column(id)?.data_type);
    let extra = carried(table, role, &mut decided.findings);
    let user_table = user_table(schema, recognition, table, user);
    let references = foreign_key(table, user).is_some()
        || recognition.roles.get("session").is_some_and(|session| refers_to_user(schema, session));
    let references = references && admits_foreign_keys(schema, options);
    let maker = Maker {
        schema,
        key: table,
        id,
        user,
        extra: &extra,
        references,
        parts: &parts,
        user_table: &user_table,
    };
    let mut taken = Vec::new();
    let mut make = |option: &str, with_hash: Option<&str>| {
        let names = NewName { schema, beside: table, shapes: &OPTIONS, option, prefix: "lucia" };
        let name = names.free(options, &taken, &mut decided.findings);
        let new = maker.table(name, with_hash, &taken);
        taken.push(new.name.name.clone());
        taken.extend(new.indexes.iter().filter_map(|index| index.name.clone()));
        new
    };
    let oauth = make("oauth_table", None);
    let password = make("password_table", Some(hash));
    let passwordless = make("passwordless_table", None);
    let mut change = KeysChange {
        table: table.clone(),
        id: id.clone(),
        user: user.clone(),
        hash: hash.clone(),
        extra,
        user_table,
        references,
        oauth,
        password,
        passwordless,
        passwordless_providers: providers(options),
        narrowed_to: parts.narrowed_to,
        single_use: single_use(role),
        kept_by: None,
    };
    keep_referred_keys(schema, &mut change, decided);
    decided.decisions.extend(explain(&change));
    Some(change)
}

/// What a key table of Lucia 0 or 1 has beside.
pub fn single_use(role: &FoundRole) -> SingleUse {
    let primary = role.columns.get("primary_key").or_else(|| role.columns.get("primary"));
    SingleUse { expires: role.columns.get("expires").cloned(), primary: primary.cloned() }
}

fn providers(options: &Options) -> Vec<String> {
    let names = options.get("passwordless_providers").split(',').map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn explain(change: &KeysChange) -> Vec<Decision> {
    let span = Some(change.table.span);
    let mut decisions = vec![
        Decision::new(
            format!(
                "Every key with a password goes to `{}`, whatever its provider, with the provider.",
                change.password.name
            ),
            "The guide copies only the provider `email`: user names and other providers would lose their login.",
            span,
        ),
        Decision::new(
            format!(
                "Keys without a password go to `{}`, or to `{}` when their provider is no OAuth provider.",
                change.oauth.name, change.passwordless.name
            ),
            "The guide takes every key without a password for an OAuth account, magic-link keys too.",
            span,
        ),
        Decision::new(
            format!("Key ids are split at the first colon of `{}.{}`.", change.table.name, change.id),
            "Lucia 2 does the same when it reads them; a later colon belongs to the provider's user id.",
            span,
        ),
    ];
    if let Some(expires) = &change.single_use.expires {
        decisions.push(Decision::new(
            format!("Keys whose `{expires}` is set are copied nowhere; they stay in `{}`.", change.table.name),
            "They work once and for a short time (links and codes in e-mails), and are no logins. The guides turn them into logins.",
            span,
        ));
    }
    if let Some((user, column)) = &change.user_table {
        let clause = if change.references { "with a foreign key" } else { "without a foreign key" };
        decisions.push(Decision::new(
            format!("`{USER}` of the new tables has the type of `{user}.{column}`, {clause}."),
            "The guide's TEXT cannot refer to an integer or uuid; whether there is a foreign key follows your own tables.",
            span,
        ));
    }
    if !change.extra.is_empty() {
        let names: Vec<String> = change.extra.iter().map(|name| format!("`{name}`")).collect();
        decisions.push(Decision::new(
            format!("The new tables take over {} from `{}`.", names.join(", "), change.table.name),
            "They are yours, and the key table goes away with cleanup.sql.",
            span,
        ));
    }
    decisions
}

/// Further columns that a new table can take over; the others are named.
fn carried(table: &Table, role: &FoundRole, findings: &mut Vec<Finding>) -> Vec<String> {
    let own = [PROVIDER, PROVIDER_USER, USER, HASH];
    let mut carried = Vec::new();
    for column in table.columns.iter().filter(|column| role.extra.contains(&column.name)) {
        let collides = own.iter().any(|name| name.eq_ignore_ascii_case(&column.name));
        if column.generated.is_none() && column.auto_number.is_none() && !collides {
            carried.push(column.name.clone());
            continue;
        }
        findings.push(Finding::new(
            "column_not_carried",
            Severity::Warning,
            format!("`{}.{}` is not taken over into the new tables.", table.name, column.name),
            "It is numbered or computed by the database, or its name is needed.",
            "It stays in the key table until cleanup.sql; copy it yourself before, if you need it.",
            Some(column.span),
        ));
    }
    carried
}

fn refers_to_user(schema: &Schema, session: &FoundRole) -> bool {
    let table = schema.table(&session.table);
    let column = session.columns.get("user_id");
    table.zip(column).is_some_and(|(table, column)| foreign_key(table, column).is_some())
}

/// The user table and its identity column: as recognised, or as the key's foreign key says.
fn user_table(
    schema: &Schema,
    recognition: &Recognition,
    key: &Table,
    user: &str,
) -> Option<(ObjectName, String)> {
    if let Some(role) = recognition.roles.get("user")
        && let Some(id) = role.columns.get("id")
    {
        return Some((role.table.clone(), id.clone()));
    }
    let foreign = foreign_key(key, user)?;
    let column = foreign.foreign_columns.first().cloned().or_else(|| {
        let target = schema.table(&foreign.foreign_table)?;
        target.primary_key.as_ref()?.columns.first().cloned()
    });
    Some((foreign.foreign_table.clone(), column.unwrap_or_else(|| "id".to_owned())))
}

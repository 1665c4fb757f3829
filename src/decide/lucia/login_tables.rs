//! The keys of Lucia 2 become rows of three tables: OAuth accounts, passwords, and logins that are neither.

use super::login_table::{Columns, Maker, foreign_key};
pub use super::login_table::{HASH, PROVIDER, PROVIDER_USER, USER};
use super::{half_way, password_on_user};
use crate::decide::names::NewName;
use crate::decide::options::{OptionShape, Options};
use crate::decide::referrers::keep_referred_keys;
use crate::decide::{Changes, Decided, Decision, KeysChange, ProviderTable, SingleUse};
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};
use crate::recognise::{FoundRole, Recognition};

/// The options about the tables for logins.
pub const OPTIONS: [OptionShape; 7] = [
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
    OptionShape {
        name: "passwords",
        label: "Where passwords stand",
        default: "table",
        reason: "A user may have several passwords in Lucia 2, one for each login, and most users of OAuth have none. \
                 With `user` the user table has the password, and another table which logins it is for.",
        choices: &["table", "user"],
    },
    OptionShape {
        name: "provider_tables",
        label: "OAuth providers with a table of their own",
        default: "none",
        reason: "One table holds the accounts at every provider, also at those that come later. Name providers as key ids \
                 begin, with commas: `github,google`; or with the table's name: `github:github_login`.",
        choices: &[],
    },
];

/// Whether new tables may have foreign keys.
pub fn admits_foreign_keys(schema: &Schema, options: &Options) -> bool {
    schema.admits_foreign_keys() && options.get("foreign_keys") != "none"
}

/// Providers of logins that are no OAuth accounts, as applications usually call them.
pub const PASSWORDLESS: &str = "email,username,phone,sms,otp,magic-link,magic_link,magiclink,email-link,email_link,\
                                emailpassword,email-password,email_password,password,credentials,passwordless,anonymous,guest";

/// Decides the new tables, if there are keys.
pub fn decide(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    changes: &mut Changes,
    decided: &mut Decided,
) -> Option<()> {
    let role = recognition.roles.get("key")?;
    let table = schema.table(&role.table)?;
    let (id, user, hash) =
        (role.columns.get("id")?, role.columns.get("user_id")?, role.columns.get("hashed_password")?);
    let parts = schema.dialect.key_part_types(&table.column(id)?.data_type);
    decided.findings.extend(half_way::single_use_keys_left(schema, recognition));
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
    let wish = match options.get("passwords") {
        "user" => {
            password_on_user::decide(schema, table, [id, user, hash], role, user_table.as_ref(), decided)
        }
        _ => None,
    };
    let mut making = Making { maker, options, taken: Vec::new(), findings: &mut decided.findings };
    let oauth = making.of_option("oauth_table", Columns::Account);
    let password = match &wish {
        // A table without passwords has no use for their name.
        Some(_) if !options.is_set("password_table") => {
            making.called(LOGIN_NAMES, "password_table=NAME", Columns::OtherPassword(hash))
        }
        Some(_) => making.of_option("password_table", Columns::OtherPassword(hash)),
        None => making.of_option("password_table", Columns::Password(hash)),
    };
    let passwordless = making.of_option("passwordless_table", Columns::Account);
    let of_one_provider = making.of_one_provider();
    let (on_user, change_of_users) = wish.unzip();
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
        on_user,
        of_one_provider,
        passwordless_providers: providers(options),
        narrowed_to: parts.narrowed_to,
        single_use: single_use(role),
        kept_by: None,
    };
    keep_referred_keys(schema, &mut change, decided);
    decided.decisions.extend(explain(&change));
    if change.on_user.is_some() {
        decided.findings.push(password_on_user::undo_needs_names(&change));
    }
    changes.tables.extend(change_of_users);
    changes.keys = Some(change);
    Some(())
}

/// The table that says which logins a user's password is for, where it stands with the user.
const LOGIN_NAMES: &str = "login_name";

/// The new tables, one after the other: each has names of its own.
struct Making<'a> {
    maker: Maker<'a>,
    options: &'a Options,
    taken: Vec<String>,
    findings: &'a mut Vec<Finding>,
}

fn names<'a>(maker: &Maker<'a>, option: &'a str) -> NewName<'a> {
    NewName { schema: maker.schema, beside: maker.key, shapes: &OPTIONS, option, prefix: "lucia" }
}

impl Making<'_> {
    fn of_option(&mut self, option: &str, columns: Columns<'_>) -> Table {
        let name = names(&self.maker, option).free(self.options, &self.taken, self.findings);
        self.make(name, columns)
    }

    fn called(&mut self, name: &str, setting: &str, columns: Columns<'_>) -> Table {
        let name = names(&self.maker, "").free_like(name, setting, &self.taken, self.findings);
        self.make(name, columns)
    }

    fn of_one_provider(&mut self) -> Vec<ProviderTable> {
        let providers = own_providers(self.options).into_iter();
        let tables = providers.map(|(provider, name)| {
            let name = name.unwrap_or_else(|| format!("{provider}_account"));
            let table = self.called(&name, "provider_tables=PROVIDER:NAME", Columns::AccountOfOne);
            ProviderTable { provider, table }
        });
        tables.collect()
    }

    fn make(&mut self, name: String, columns: Columns<'_>) -> Table {
        let new = self.maker.table(name, columns, &self.taken);
        self.taken.push(new.name.name.clone());
        self.taken.extend(new.indexes.iter().filter_map(|index| index.name.clone()));
        new
    }
}

/// Providers that get a table of their own, each once, perhaps with its name.
fn own_providers(options: &Options) -> Vec<(String, Option<String>)> {
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for entry in options.get("provider_tables").split(',') {
        if entry.trim() == "none" {
            continue;
        }
        // A provider's name has no colon in Lucia 2.
        let (provider, name) = entry.split_once(':').unwrap_or((entry, ""));
        let (provider, name) = (provider.trim(), name.trim());
        if !provider.is_empty() && !found.iter().any(|(other, _)| other == provider) {
            found.push((provider.to_owned(), (!name.is_empty()).then(|| name.to_owned())));
        }
    }
    found
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
            match &change.on_user {
                None => format!(
                    "Every key with a password goes to `{}`, whatever its provider, with the provider.",
                    change.password.name
                ),
                Some(on_user) => format!(
                    "`{}.{}` gets the password of each user's first key, and `{}` every key with a password, whatever its \
                     provider: with its own hash where that is another one, else without.",
                    on_user.table, on_user.column, change.password.name
                ),
            },
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
    for own in &change.of_one_provider {
        decisions.push(Decision::new(
            format!("Keys of `{}` without a password go to `{}`.", own.provider, own.table.name),
            format!(
                "You have named it; accounts at other providers stay together in `{}`.",
                change.oauth.name
            ),
            span,
        ));
    }
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

//! The logins: which rows are copied, under which names of providers, and what the new tables call things.

use super::Core;
use crate::decide::Question;
use crate::dialects::Dialect;
use crate::model::schema::Table;

/// What a library calls what is copied, and what it says of people.
pub struct Places<'a> {
    pub user: &'a Table,
    pub account: &'a Table,
    /// The columns of accounts: provider, the provider's name for somebody, user.
    pub of_account: [&'static str; 3],
    /// The provider under which passwords stand in the same table.
    pub credential: Option<&'static str>,
    /// The table with passwords, and its column with the user.
    pub password: (&'a Table, &'static str),
    /// What its providers are called in SuperTokens: that name, and the library's.
    pub names: &'static [(&'static str, &'static str)],
    /// Milliseconds since 1970 at which the user `u` was made.
    pub joined: String,
    /// The user `d` has shown that the address is theirs.
    pub is_verified: String,
}

/// A hash in the form of bcrypt that no password has: whoever has it sets a new one by way of their address.
pub const NO_PASSWORD: &str = "'$2a$11$.....................................................'";

/// The hash as SuperTokens reads it; one that it could not read would make it fail.
pub fn readable_hash(hash: &str) -> String {
    format!(
        "CASE WHEN {hash} LIKE '$2%' OR {hash} LIKE '$argon2%' OR {hash} LIKE '$f_scrypt$%' THEN {hash} ELSE {NO_PASSWORD} END"
    )
}

impl Places<'_> {
    /// The column of an account with that alias.
    pub fn account(&self, dialect: Dialect, alias: &str, which: usize) -> String {
        let name = self.of_account.get(which).copied().unwrap_or_default();
        format!("{alias}.{}", dialect.identifier(name))
    }

    /// The provider that SuperTokens calls so, under the library's name.
    pub fn new_name(&self, dialect: Dialect, provider: &str) -> String {
        renamed(dialect, provider, self.names.iter().copied())
    }

    /// The other way round; of several names the first.
    pub fn old_name(&self, dialect: Dialect, provider: &str) -> String {
        let mut seen: Vec<&str> = Vec::new();
        let names = self.names.iter().filter(|(_, new)| {
            let first = !seen.contains(new);
            seen.push(new);
            first
        });
        renamed(dialect, provider, names.map(|(old, new)| (*new, *old)))
    }

    /// What an account is, as SQL over the row `s` of `thirdparty_users`: provider, name for somebody.
    pub fn login(&self, core: Core<'_>, alias: &str) -> [String; 2] {
        let [provider, account] = ["third_party_id", "third_party_user_id"]
            .map(|column| core.of_row(alias, "thirdparty_users", column));
        [self.new_name(core.dialect(), &provider), account]
    }

    /// The rows that are copied: of one app, and of several people with the same account the first. Tenants may each
    /// have somebody with it, and a provider may go by two names.
    pub fn first(&self, core: Core<'_>, alias: &str) -> String {
        let base = "thirdparty_users";
        let user = core.of_row("o", base, "user_id");
        let [provider, account] = self.login(core, "o");
        let app = core.of_app("o", base).map(|app| format!(" WHERE {app}")).unwrap_or_default();
        let first = format!(
            "{} IN (SELECT min({user}) FROM {}{app} GROUP BY {provider}, {account})",
            core.of_row(alias, base, "user_id"),
            core.from(base, "o"),
        );
        let app = core.of_app(alias, base).map(|app| format!("{app}\n    AND ")).unwrap_or_default();
        format!("{app}{first}")
    }

    /// Those that are not copied although they are of the app.
    pub fn not_first(&self, core: Core<'_>) -> Question {
        let app = core.of_app("s", "thirdparty_users").map(|app| format!("{app} AND ")).unwrap_or_default();
        Question {
            check: "account_of_several",
            condition: format!("{app}NOT ({})", self.first(core, "s")),
            message: "Accounts that several people have, each in a tenant of their own: the first of them signs in with it.",
        }
    }

    /// The account with that alias is no password.
    pub fn is_oauth(&self, dialect: Dialect, alias: &str) -> Option<String> {
        let credential = self.credential?;
        Some(format!("{} <> {}", self.account(dialect, alias, 0), dialect.literal(credential)))
    }

    fn and_oauth(&self, dialect: Dialect, alias: &str) -> String {
        self.is_oauth(dialect, alias).map(|condition| format!(" AND {condition}")).unwrap_or_default()
    }

    /// That user has a password.
    pub fn has_password(&self, dialect: Dialect, user: &str) -> String {
        let (table, column) = self.password;
        let only = self.credential.map(|credential| {
            format!(" AND {} = {}", self.account(dialect, "p", 0), dialect.literal(credential))
        });
        format!(
            "EXISTS (SELECT 1 FROM {} AS p WHERE p.{} = {user}{})",
            dialect.object(&table.name),
            dialect.identifier(column),
            only.unwrap_or_default()
        )
    }

    /// The user's account that SuperTokens has room for, the first of them: what is selected of it.
    pub fn of_first_account(&self, dialect: Dialect, user: &str, select: impl Fn(&str) -> String) -> String {
        let whole = |alias: &str| {
            let [provider, account] = [0, 1].map(|which| self.account(dialect, alias, which));
            dialect.concatenate(&[&provider, "':'", &account])
        };
        let object = dialect.object(&self.account.name);
        let conditions = |alias: &str| {
            format!(
                "{} = {user}{} AND char_length({}) <= 28 AND char_length({}) <= 256",
                self.account(dialect, alias, 2),
                self.and_oauth(dialect, alias),
                self.account(dialect, alias, 0),
                self.account(dialect, alias, 1),
            )
        };
        format!(
            "(SELECT {} FROM {object} AS c WHERE {}\n        AND {} = (SELECT min({}) FROM {object} AS f WHERE {}))",
            select("c"),
            conditions("c"),
            whole("c"),
            whole("f"),
            conditions("f")
        )
    }

    /// That user has an account.
    pub fn has_account(&self, dialect: Dialect, user: &str) -> String {
        format!("EXISTS {}", self.of_first_account(dialect, user, |_| "1".to_owned()))
    }
}

fn renamed<'a>(dialect: Dialect, provider: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let cases: Vec<String> = names
        .map(|(from, to)| format!("WHEN {} THEN {}", dialect.literal(from), dialect.literal(to)))
        .collect();
    if cases.is_empty() {
        provider.to_owned()
    } else {
        format!("CASE {provider} {} ELSE {provider} END", cases.join(" "))
    }
}

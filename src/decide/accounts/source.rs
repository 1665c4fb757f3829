//! Where logins come from: the tables of Lucia, NextAuth and Auth.js, as SQL over their rows.

use super::Context;
use crate::decide::lucia::first_key::NewKeys;
use crate::dialects::Dialect;
use crate::model::schema::Table;
use crate::recognise::FoundRole;

/// What NextAuth 4 and Auth.js call a field, and what NextAuth 3 called it.
const FIELDS: [(&str, &str); 5] = [
    ("provider", "providerId"),
    ("type", "providerType"),
    ("access_token", "accessToken"),
    ("refresh_token", "refreshToken"),
    ("expires_at", "accessTokenExpires"),
];

/// A table of the old layout, by its role.
pub struct Source<'a> {
    pub dialect: Dialect,
    pub role: &'a FoundRole,
    pub table: &'a Table,
}

impl<'a> Source<'a> {
    /// The table with that role, if there is one.
    pub fn of(context: &'a Context<'_>, role: &str) -> Option<Self> {
        let role = context.recognition.roles.get(role)?;
        let table = context.schema.table(&role.table)?;
        Some(Self { dialect: context.schema.dialect, role, table })
    }

    /// NextAuth 4's field under the name that it has here.
    pub fn called(&self, field: &'static str) -> &'static str {
        let old = FIELDS.iter().find(|(new, _)| *new == field).map(|(_, old)| *old);
        old.filter(|old| self.name(old).is_some()).unwrap_or(field)
    }

    /// The column of a field, quoted, of the row with that alias.
    pub fn column(&self, alias: &str, field: &str) -> Option<String> {
        let name = self.role.columns.get(field)?;
        Some(format!("{alias}.{}", self.dialect.identifier(name)))
    }

    /// Its name as it stands in the table.
    pub fn name(&self, field: &str) -> Option<&'a str> {
        self.role.columns.get(field).map(String::as_str)
    }

    /// The table, quoted.
    pub fn object(&self) -> String {
        self.dialect.object(&self.table.name)
    }
}

/// Lucia's keys: `provider:user`, perhaps with a password.
pub struct Keys<'a> {
    pub source: Source<'a>,
    id: &'a str,
    user: &'a str,
    hash: &'a str,
    expires: Option<&'a str>,
    /// Providers whose keys without a password are no OAuth accounts, as SQL literals.
    passwordless: Vec<String>,
}

impl<'a> Keys<'a> {
    /// The keys, if there is such a table.
    pub fn of(context: &'a Context<'_>) -> Option<Self> {
        let source = Source::of(context, "key")?;
        let names = context.options.get("passwordless_providers").split(',').map(str::trim);
        let passwordless =
            names.filter(|name| !name.is_empty()).map(|name| source.dialect.literal(name)).collect();
        Some(Self {
            id: source.name("id")?,
            user: source.name("user_id")?,
            hash: source.name("hashed_password")?,
            expires: source.name("expires"),
            source,
            passwordless,
        })
    }

    fn column(&self, alias: &str, name: &str) -> String {
        format!("{alias}.{}", self.source.dialect.identifier(name))
    }

    /// Other keys. MySQL changes no table that the same statement reads, unless by way of a copy of it.
    fn others(&self) -> String {
        let table = self.source.object();
        if self.source.dialect != Dialect::MySql {
            return table;
        }
        let columns = self.names().into_iter().chain(self.expires);
        format!("(SELECT DISTINCT {} FROM {table})", self.source.dialect.identifiers(columns))
    }

    /// The names of the columns: identity, user, hash.
    pub fn names(&self) -> [&'a str; 3] {
        [self.id, self.user, self.hash]
    }

    pub fn id(&self, alias: &str) -> String {
        self.column(alias, self.id)
    }

    pub fn user(&self, alias: &str) -> String {
        self.column(alias, self.user)
    }

    pub fn hash(&self, alias: &str) -> String {
        self.column(alias, self.hash)
    }

    pub fn provider(&self, alias: &str) -> String {
        self.source.dialect.key_provider(&self.id(alias))
    }

    pub fn remainder(&self, alias: &str) -> String {
        self.source.dialect.key_remainder(&self.id(alias))
    }

    /// What a key is made of when it is made anew of the row `d`, but for its hash. Lucia 0 and 1 mark a user's first one.
    /// `order` tells the new rows of a user apart, and `among` which of them become keys, over `e`.
    pub fn made_of(
        &self,
        id: String,
        rows: &Table,
        user: &str,
        order: [&str; 2],
        among: Option<String>,
    ) -> Vec<(String, String)> {
        let dialect = self.source.dialect;
        let new = NewKeys { dialect, keys: self.source.table, key_user: self.user, rows, user, order, among };
        let primary = self.source.name("primary_key").or_else(|| self.source.name("primary"));
        let mut made: Vec<(String, String)> =
            primary.map(|name| (name.to_owned(), new.is_first(name))).into_iter().collect();
        made.push((self.id.to_owned(), id));
        made.push((self.user.to_owned(), format!("d.{}", dialect.identifier(user))));
        made
    }

    /// `AND` the key is a login and no link that works once (Lucia 0 and 1).
    pub fn and_login(&self, alias: &str) -> String {
        self.expires.map(|name| format!(" AND {} IS NULL", self.column(alias, name))).unwrap_or_default()
    }

    /// An OAuth account: no password, and a provider that is none of the others.
    pub fn is_oauth(&self, alias: &str) -> String {
        format!(
            "{} IS NULL{}\n    AND NOT {}",
            self.hash(alias),
            self.and_login(alias),
            self.has_other_provider(alias)
        )
    }

    /// A login without a password that is no OAuth account.
    pub fn is_passwordless(&self, alias: &str) -> String {
        format!(
            "{} IS NULL{}\n    AND {}",
            self.hash(alias),
            self.and_login(alias),
            self.has_other_provider(alias)
        )
    }

    fn has_other_provider(&self, alias: &str) -> String {
        let not_null = format!(" AND {} IS NOT NULL", self.id("o"));
        let with_password = format!(
            "{} IN (SELECT {} FROM {} AS o WHERE {} IS NOT NULL{not_null}{})",
            self.provider(alias),
            self.provider("o"),
            self.others(),
            self.hash("o"),
            self.and_login("o")
        );
        if self.passwordless.is_empty() {
            return format!("({with_password})");
        }
        format!("({} IN ({}) OR {with_password})", self.provider(alias), self.passwordless.join(", "))
    }

    /// The password that Better Auth will have: a user has one there. An e-mail address goes before a user name, and
    /// among equals the first in the order of their ids.
    pub fn is_password(&self, alias: &str) -> String {
        let rank = |alias: &str| {
            format!("CASE {} WHEN 'email' THEN 0 WHEN 'username' THEN 1 ELSE 2 END", self.provider(alias))
        };
        format!(
            "{hash} IS NOT NULL{login}\n    AND NOT EXISTS (\n        SELECT 1 FROM {table} AS o\n        \
             WHERE {o_user} = {user} AND {o_hash} IS NOT NULL{o_login}\n        \
             AND ({o_rank} < {rank} OR {o_rank} = {rank} AND {o_id} < {id})\n    )",
            hash = self.hash(alias),
            login = self.and_login(alias),
            table = self.others(),
            o_user = self.user("o"),
            user = self.user(alias),
            o_hash = self.hash("o"),
            o_login = self.and_login("o"),
            o_rank = rank("o"),
            rank = rank(alias),
            o_id = self.id("o"),
            id = self.id(alias),
        )
    }

    /// The rest of the user's first key of that provider; NULL where there is none.
    pub fn of_user(&self, provider: &str, user: &str, and: &str) -> String {
        format!(
            "(SELECT min({}) FROM {} AS s WHERE {} = {user} AND {} = {}{and})",
            self.remainder("s"),
            self.source.object(),
            self.user("s"),
            self.provider("s"),
            self.source.dialect.literal(provider)
        )
    }
}

//! Where logins come from: the tables of Lucia, NextAuth and Auth.js, as SQL over their rows.

use super::Context;
use crate::decide::lucia::first_key::NewKeys;
use crate::decide::{FOUND, OWNER};
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
        let is_first = first_of_each(self.source.dialect, &self.place(alias), &self.places());
        format!("{}{}\n    AND {is_first}", self.has_hash(alias), self.and_login(alias))
    }

    /// A password of a user who has another that goes before it.
    pub fn is_further_password(&self, alias: &str) -> String {
        let is_first = none_of_the_first(self.source.dialect, &self.place(alias), &self.places());
        format!("{}{}\n    AND {is_first}", self.has_hash(alias), self.and_login(alias))
    }

    fn has_hash(&self, alias: &str) -> String {
        format!("{} IS NOT NULL", self.hash(alias))
    }

    /// Where the key stands among those of its user.
    fn place(&self, alias: &str) -> String {
        let rank = rank_of_provider(&self.provider(alias));
        self.source.dialect.concatenate(&[&rank, &self.id(alias)])
    }

    /// The first place of each user.
    fn places(&self) -> String {
        format!(
            "SELECT min({}) AS place FROM {} AS o WHERE {}{} GROUP BY {}",
            self.place("o"),
            self.others(),
            self.has_hash("o"),
            self.and_login("o"),
            self.user("o")
        )
    }

    /// For each user the rest of their first key of that provider.
    pub fn of_users(&self, provider: &str, and: &str) -> String {
        format!(
            "SELECT {user} AS {OWNER}, min({}) AS {FOUND} FROM {} AS s WHERE {} = {}{and} GROUP BY {user}",
            self.remainder("s"),
            self.source.object(),
            self.provider("s"),
            self.source.dialect.literal(provider),
            user = self.user("s"),
        )
    }
}

/// An e-mail address goes before a user name, and that before all else.
pub fn rank_of_provider(provider: &str) -> String {
    format!("CASE {provider} WHEN 'email' THEN '0' WHEN 'username' THEN '1' ELSE '2' END")
}

/// The place is one of the first. The query that gives these is about no row of the table: asked for each of them anew it
/// would take rows times rows where no index is over the user.
pub fn first_of_each(dialect: Dialect, place: &str, first: &str) -> String {
    match dialect {
        Dialect::PostgreSql => {
            format!("EXISTS (\n        SELECT 1 FROM ({first}) AS f WHERE f.place = {place}\n    )")
        }
        Dialect::MySql | Dialect::Sqlite => format!("{place} IN (\n        {first}\n    )"),
    }
}

/// It is none of them. PostgreSQL makes a join of `NOT EXISTS`, and not of `NOT IN`.
pub fn none_of_the_first(dialect: Dialect, place: &str, first: &str) -> String {
    match dialect {
        Dialect::PostgreSql => format!("NOT {}", first_of_each(dialect, place, first)),
        Dialect::MySql | Dialect::Sqlite => format!("{place} NOT IN (\n        {first}\n    )"),
    }
}

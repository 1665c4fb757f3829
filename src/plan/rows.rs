//! Which key goes where: the conditions that up.sql, preflight.sql, verify.sql and down.sql share.

use crate::decide::KeysChange;
use crate::decide::lucia::login_tables::{PROVIDER, PROVIDER_USER};
use crate::dialects::Dialect;
use crate::model::schema::Table;

/// SQL over the rows of a key table.
pub struct KeyRows<'a> {
    /// Whose SQL.
    pub dialect: Dialect,
    /// The keys.
    pub keys: &'a KeysChange,
}

/// The three kinds of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// It has a password.
    Password,
    /// It has none, and its provider is an OAuth provider.
    OAuth,
    /// It has none, and its provider is no OAuth provider.
    Passwordless,
}

/// Every kind, in the order in which they are copied.
pub const KINDS: [KeyKind; 3] = [KeyKind::Password, KeyKind::OAuth, KeyKind::Passwordless];

impl KeyRows<'_> {
    /// `alias.column`, quoted.
    pub fn column(&self, alias: &str, column: &str) -> String {
        format!("{alias}.{}", self.dialect.identifier(column))
    }

    /// The key table.
    pub fn table(&self) -> String {
        self.dialect.object(&self.keys.table.name)
    }

    /// The table that keys of a kind go to.
    pub fn destination(&self, kind: KeyKind) -> &Table {
        match kind {
            KeyKind::Password => &self.keys.password,
            KeyKind::OAuth => &self.keys.oauth,
            KeyKind::Passwordless => &self.keys.passwordless,
        }
    }

    /// The provider of the key with that alias.
    pub fn provider(&self, alias: &str) -> String {
        self.dialect.key_provider(&self.column(alias, &self.keys.id))
    }

    /// The rest of the id of the key with that alias.
    pub fn remainder(&self, alias: &str) -> String {
        self.dialect.key_remainder(&self.column(alias, &self.keys.id))
    }

    /// Whether the key `k` is of that kind.
    pub fn is(&self, kind: KeyKind) -> String {
        let hash = self.column("k", &self.keys.hash);
        let login = self.and_login("k");
        match kind {
            KeyKind::Password => format!("{hash} IS NOT NULL{login}"),
            KeyKind::OAuth => {
                format!("{hash} IS NULL{login}\n    AND NOT {}", self.provider_is_none_of_oauth())
            }
            KeyKind::Passwordless => {
                format!("{hash} IS NULL{login}\n    AND {}", self.provider_is_none_of_oauth())
            }
        }
    }

    /// `AND` the key with that alias is a login; nothing where all keys are. Keys of Lucia 0 and 1 that end are none:
    /// they work once.
    pub fn and_login(&self, alias: &str) -> String {
        let expires = self.keys.single_use.expires.as_ref();
        expires
            .map(|expires| format!("\n    AND {} IS NULL", self.column(alias, expires)))
            .unwrap_or_default()
    }

    /// `WHERE` the key with that alias is a login; nothing where all keys are.
    pub fn where_login(&self, alias: &str) -> String {
        let expires = self.keys.single_use.expires.as_ref();
        expires.map(|expires| format!(" WHERE {} IS NULL", self.column(alias, expires))).unwrap_or_default()
    }

    /// Whether the provider of the key `k` is listed, or has keys with a password.
    fn provider_is_none_of_oauth(&self) -> String {
        let provider = self.provider("k");
        // `NOT IN` over a list with a NULL is never true, and would lose every key.
        let id_is_nullable = self.keys.table.column(&self.keys.id).is_some_and(|column| column.nullable);
        let not_null = if id_is_nullable {
            format!(" AND {} IS NOT NULL", self.column("o", &self.keys.id))
        } else {
            String::new()
        };
        let with_password = format!(
            "{provider} IN (SELECT {} FROM {} AS o WHERE {} IS NOT NULL{not_null}{})",
            self.provider("o"),
            self.table(),
            self.column("o", &self.keys.hash),
            self.and_login("o"),
        );
        if self.keys.passwordless_providers.is_empty() {
            return format!("({with_password})");
        }
        let names: Vec<String> =
            self.keys.passwordless_providers.iter().map(|name| self.dialect.literal(name)).collect();
        format!("(\n        {provider} IN ({})\n        OR {with_password}\n    )", names.join(", "))
    }

    /// Whether the row `d` of a new table is the login of the key `k`.
    pub fn matches(&self) -> String {
        self.matches_as("d")
    }

    /// The same under another alias.
    pub fn matches_as(&self, alias: &str) -> String {
        format!(
            "{} = {} AND {} = {}",
            self.column(alias, PROVIDER),
            self.provider("k"),
            self.column(alias, PROVIDER_USER),
            self.remainder("k")
        )
    }
}

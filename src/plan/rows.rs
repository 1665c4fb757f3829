//! Which key goes where: the conditions that up.sql, preflight.sql, verify.sql and down.sql share.

use crate::decide::KeysChange;
use crate::decide::lucia::login_tables::{HASH, PROVIDER, PROVIDER_USER, USER};
use crate::dialects::Dialect;
use crate::model::schema::Table;

/// SQL over the rows of a key table.
pub struct KeyRows<'a> {
    /// Whose SQL.
    pub dialect: Dialect,
    /// The keys.
    pub keys: &'a KeysChange,
}

/// The kinds of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// It has a password.
    Password,
    /// It has none, and its provider is an OAuth provider.
    OAuth,
    /// It has none, and its provider is no OAuth provider.
    Passwordless,
    /// It has none, and its provider has a table of its own: the one at that place.
    OfOneProvider(usize),
}

impl KeyRows<'_> {
    /// Every kind, in the order in which they are copied.
    pub fn kinds(&self) -> Vec<KeyKind> {
        let of_one = (0..self.keys.of_one_provider.len()).map(KeyKind::OfOneProvider);
        [KeyKind::Password, KeyKind::OAuth, KeyKind::Passwordless].into_iter().chain(of_one).collect()
    }

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
            KeyKind::OfOneProvider(place) => {
                self.keys.of_one_provider.get(place).map_or(&self.keys.oauth, |own| &own.table)
            }
        }
    }

    /// What stands behind `FROM` for the logins of a kind in the new tables: a table, or a query where the password stands
    /// with the user. A login without any password is none.
    pub fn logins(&self, kind: KeyKind) -> String {
        let destination = self.dialect.object(&self.destination(kind).name);
        let Some(on_user) = self.keys.on_user.as_ref().filter(|_| kind == KeyKind::Password) else {
            return destination;
        };
        let hash = format!("coalesce({}, {})", self.column("n", HASH), self.column("u", &on_user.column));
        let columns = [PROVIDER, PROVIDER_USER, USER].into_iter();
        let columns = columns.chain(self.keys.extra.iter().map(String::as_str));
        let columns: Vec<String> = columns.map(|name| self.column("n", name)).collect();
        format!(
            "(SELECT {}, {hash} AS {} FROM {destination} AS n LEFT JOIN {} AS u ON {} = {} WHERE {hash} IS NOT NULL)",
            columns.join(", "),
            self.dialect.identifier(HASH),
            self.dialect.object(&on_user.table),
            self.column("u", &on_user.id),
            self.column("n", USER),
        )
    }

    /// The hash that goes to the new table with the key `k`: none where the user table has the same.
    pub fn copied_hash(&self) -> String {
        let own = self.column("k", &self.keys.hash);
        let Some(on_user) = &self.keys.on_user else { return own };
        format!(
            "CASE WHEN EXISTS (SELECT 1 FROM {} AS u WHERE {} = {} AND NOT ({})) THEN NULL ELSE {own} END",
            self.dialect.object(&on_user.table),
            self.column("u", &on_user.id),
            self.column("k", &self.keys.user),
            self.dialect.differs(&self.column("u", &on_user.column), &own),
        )
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
        let own = self.and_in_no_table_of_one(self.keys.of_one_provider.len());
        match kind {
            KeyKind::Password => format!("{hash} IS NOT NULL{login}"),
            KeyKind::OAuth => {
                format!("{hash} IS NULL{login}{own}\n    AND NOT {}", self.provider_is_none_of_oauth())
            }
            KeyKind::Passwordless => {
                format!("{hash} IS NULL{login}{own}\n    AND {}", self.provider_is_none_of_oauth())
            }
            KeyKind::OfOneProvider(place) => {
                let name = self.keys.of_one_provider.get(place).map_or("", |own| &own.provider);
                let is_it = format!("{} = {}", self.provider("k"), self.dialect.literal(name));
                // Two names can be the same for a collation.
                let earlier = match self.dialect {
                    Dialect::MySql => self.and_in_no_table_of_one(place),
                    Dialect::PostgreSql | Dialect::Sqlite => String::new(),
                };
                format!("{hash} IS NULL{login}\n    AND {is_it}{earlier}")
            }
        }
    }

    /// `AND` the provider of the key `k` is none of the first ones that have a table of their own.
    fn and_in_no_table_of_one(&self, count: usize) -> String {
        let own = self.keys.of_one_provider.iter().take(count);
        let names: Vec<String> = own.map(|own| self.dialect.literal(&own.provider)).collect();
        match names.as_slice() {
            [] => String::new(),
            names => format!("\n    AND {} NOT IN ({})", self.provider("k"), names.join(", ")),
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

    /// The provider of the row `d` of a new table.
    pub fn new_provider(&self, kind: KeyKind) -> String {
        match kind {
            KeyKind::OfOneProvider(place) => {
                let own = self.keys.of_one_provider.get(place);
                self.dialect.literal(own.map_or("", |own| &own.provider))
            }
            _ => self.column("d", PROVIDER),
        }
    }

    /// Whether the row `d` of a new table is the login of the key `k`.
    pub fn matches(&self, kind: KeyKind) -> String {
        format!(
            "{} = {} AND {} = {}",
            self.new_provider(kind),
            self.provider("k"),
            self.column("d", PROVIDER_USER),
            self.remainder("k")
        )
    }
}

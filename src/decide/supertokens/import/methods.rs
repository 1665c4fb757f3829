//! The ways of signing in, each as an object of the import, and the people who have them.

use super::words::{Value, joined, length, listed, object, object_of_some, quoted};
use crate::decide::accounts::Context;
use crate::decide::accounts::columns::plain;
use crate::decide::accounts::moments::seconds;
use crate::decide::accounts::source::{Keys, Source};
use crate::decide::accounts::supertokens::logins::NO_PASSWORD;
use crate::decide::better_auth::Hashes;
use crate::dialects::Dialect;
use crate::model::schema::Column;
use crate::model::types::TypeKind;
use crate::recognise::FoundRole;

/// Providers that SuperTokens calls otherwise: the name here, and there.
const PROVIDERS: &[(&str, &str)] = &[
    ("microsoft", "active-directory"),
    ("azure-ad", "active-directory"),
    ("microsoft-entra-id", "active-directory"),
    ("boxyhq-saml", "boxy-saml"),
];

/// Rows that are each a way of signing in, as SQL over the user `u` and the row `s`.
pub struct Logins {
    /// Those that people are more likely to use go before.
    place: u8,
    /// From what, with the user.
    pub from: String,
    /// Which rows are of this kind.
    only: Option<String>,
    /// Which of them SuperTokens has room for.
    condition: Option<String>,
    /// The object; NULL where a row lacks what SuperTokens wants.
    method: String,
    /// The provider and its name for somebody.
    pub account: Option<[String; 2]>,
    /// The hash of a password.
    pub hash: Option<String>,
}

impl Logins {
    pub fn where_clause(&self) -> String {
        self.condition.as_ref().map(|only| format!(" WHERE {only}")).unwrap_or_default()
    }

    /// How many of them are such.
    pub fn count(&self, condition: &str) -> String {
        let and = self.condition.as_ref().map(|only| format!("{only} AND ")).unwrap_or_default();
        format!("SELECT count(*) FROM {} WHERE {and}{condition}", self.from)
    }

    /// How many are no way of signing in for SuperTokens: too long, or without what it wants.
    pub fn left_out(&self) -> String {
        let only = self.only.as_ref().map(|only| format!("{only} AND ")).unwrap_or_default();
        let whole =
            self.condition.as_ref().map(|whole| format!("({whole}) IS NOT TRUE OR ")).unwrap_or_default();
        format!("SELECT count(*) FROM {} WHERE {only}({whole}{} IS NULL)", self.from, self.method)
    }
}

/// Everybody, with what they sign in by.
pub struct People<'a> {
    pub context: &'a Context<'a>,
    pub logins: Vec<Logins>,
}

impl<'a> People<'a> {
    /// Reads the tables that were recognised.
    pub fn of(context: &'a Context<'a>) -> Self {
        let mut people = Self { context, logins: Vec::new() };
        let found = [people.passwords(), people.links(), people.numbers(), people.accounts()];
        people.logins = found.into_iter().flatten().collect();
        people
    }

    pub fn dialect(&self) -> Dialect {
        self.context.schema.dialect
    }

    pub fn has_passwords(&self) -> bool {
        self.logins.iter().any(|logins| logins.hash.is_some())
    }

    pub fn users(&self) -> String {
        self.dialect().object(&self.context.user.name)
    }

    pub fn id(&self) -> String {
        format!("u.{}", self.dialect().identifier(self.context.id))
    }

    fn id_as_text(&self) -> String {
        self.context.id_as_text(&self.id())
    }

    /// The user's column for that field.
    fn field(&self, field: &str) -> Option<&'a Column> {
        let table = self.context.user;
        let recognised = self.context.role.columns.get(field).and_then(|name| table.column(name));
        recognised.or_else(|| table.columns.iter().find(|column| plain(&column.name) == plain(field)))
    }

    fn own(&self, column: &Column) -> String {
        format!("u.{}", self.dialect().identifier(&column.name))
    }

    /// The user's address as SuperTokens writes it.
    pub fn address(&self) -> Option<String> {
        self.field("email").map(|column| format!("lower(trim({}))", self.own(column)))
    }

    /// An address for whoever has none: accounts must have one.
    fn address_or_placeholder(&self) -> String {
        let instead = joined(self.dialect(), &[self.id_as_text(), "'@placeholder.invalid'".to_owned()]);
        match self.address() {
            Some(address) => format!("COALESCE(NULLIF({address}, ''), {instead})"),
            None => instead,
        }
    }

    /// Whether the user has shown that this address is theirs, as JSON.
    fn is_verified(&self, address: &str) -> Value {
        let shown = self.field("emailVerified").map(|column| {
            let own = self.own(column);
            let is_number = column.data_type.kind.is_integer();
            let is_ours = self.context.recognition.roles.get("account").is_some_and(is_of_better_auth);
            let is_flag = matches!(column.data_type.kind, TypeKind::Boolean)
                || is_number && (is_ours || !self.context.recognition.roles.contains_key("account"));
            match (is_flag, self.dialect()) {
                (false, _) => format!("{own} IS NOT NULL"),
                (true, Dialect::PostgreSql) if !is_number => own,
                (true, _) => format!("{own} = 1"),
            }
        });
        let Some((shown, own)) = shown.zip(self.address()) else { return Value::Json("'false'".to_owned()) };
        Value::Json(format!("CASE WHEN {shown} AND {own} = {address} THEN 'true' ELSE 'false' END"))
    }

    /// When the user was made, as a further property, where that is known and no moment that the core would refuse.
    fn joined_at(&self) -> String {
        let kind = |column: &&Column| {
            let is_moment = matches!(
                column.data_type.kind,
                TypeKind::DateTime { .. } | TypeKind::Instant { .. } | TypeKind::Date
            );
            is_moment || self.dialect() == Dialect::Sqlite
        };
        let Some(column) = self.field("createdAt").filter(kind) else { return "''".to_owned() };
        let seconds = format!("({})", seconds(self.context.types, &self.own(column), column));
        let now = format!("({}) / 1000", self.dialect().now_in_milliseconds());
        let number = match self.dialect() {
            Dialect::PostgreSql => format!("{seconds}::text"),
            Dialect::MySql => format!("CAST({seconds} AS CHAR)"),
            Dialect::Sqlite => format!("CAST(CAST({seconds} AS INTEGER) AS TEXT)"),
        };
        let property = joined(
            self.dialect(),
            &["',\"timeJoinedInMSSinceEpoch\":'".to_owned(), number, "'000'".to_owned()],
        );
        format!("CASE WHEN {seconds} BETWEEN 1 AND {now} THEN {property} ELSE '' END")
    }

    /// An object for a way of signing in, with what all have.
    fn method(&self, recipe: &str, mut properties: Vec<(&'static str, Value)>, verified: Value) -> String {
        properties.insert(0, ("recipeId", Value::Json(self.dialect().literal(&format!("\"{recipe}\"")))));
        properties.push(("isVerified", verified));
        let whole = object(self.dialect(), &properties);
        // What comes last may not be there.
        format!(
            "CASE WHEN {whole} IS NULL THEN NULL ELSE {} END",
            joined(
                self.dialect(),
                &[
                    format!("substr({whole}, 1, {} - 1)", length(self.dialect(), &whole)),
                    self.joined_at(),
                    "'}'".to_owned()
                ]
            )
        )
    }

    fn joining(&self, table: &str, user: &str) -> String {
        format!("{table} AS s JOIN {} AS u ON {} = {user}", self.users(), self.id())
    }

    fn fits(&self, text: &str, most: u32) -> String {
        format!("{} BETWEEN 1 AND {most}", length(self.dialect(), text))
    }

    fn accounts(&self) -> Option<Logins> {
        let context = self.context;
        if let Some(keys) = Keys::of(context) {
            let from = self.joining(&keys.source.object(), &keys.user("s"));
            return Some(self.account(
                from,
                Some(keys.is_oauth("s")),
                keys.provider("s"),
                keys.remainder("s"),
            ));
        }
        if let Some(source) = Source::of(context, "oauth_account") {
            let [provider, account, user] =
                ["provider_id", "provider_user_id", "user_id"].map(|field| source.column("s", field));
            return Some(self.account(self.joining(&source.object(), &user?), None, provider?, account?));
        }
        let source = Source::of(context, "account")?;
        let from = self.joining(&source.object(), &source.column("s", "userId")?);
        if is_of_better_auth(source.role) {
            let provider = source.column("s", "providerId")?;
            let only = format!("{provider} <> 'credential'");
            return Some(self.account(from, Some(only), provider, source.column("s", "accountId")?));
        }
        let kind = source.column("s", source.called("type"));
        let only = kind.map(|kind| format!("{kind} NOT IN ('email', 'credentials', 'webauthn')"));
        let provider = source.column("s", source.called("provider"))?;
        Some(self.account(from, only, provider, source.column("s", "providerAccountId")?))
    }

    fn account(&self, from: String, only: Option<String>, provider: String, account: String) -> Logins {
        let dialect = self.dialect();
        let cases: Vec<String> = PROVIDERS
            .iter()
            .map(|(here, there)| format!("WHEN {} THEN {}", dialect.literal(here), dialect.literal(there)))
            .collect();
        let provider = format!("CASE {provider} {} ELSE {provider} END", cases.join(" "));
        let address = self.address_or_placeholder();
        let properties = vec![
            ("thirdPartyId", Value::Text(provider.clone())),
            ("thirdPartyUserId", Value::Text(account.clone())),
            ("email", Value::Text(address.clone())),
        ];
        let method = self.method("thirdparty", properties, self.is_verified(&address));
        let mut conditions: Vec<String> = only.iter().cloned().collect();
        conditions.extend([self.fits(&provider, 28), self.fits(&account, 256), self.fits(&address, 255)]);
        Logins {
            place: 3,
            from,
            only,
            condition: Some(conditions.join(" AND ")),
            method,
            account: Some([provider, account]),
            hash: None,
        }
    }

    fn passwords(&self) -> Option<Logins> {
        let context = self.context;
        if let Some(keys) = Keys::of(context) {
            let from = self.joining(&keys.source.object(), &keys.user("s"));
            let own = self.address().unwrap_or_else(|| "NULL".to_owned());
            let address = format!(
                "CASE {} WHEN 'email' THEN lower(trim({})) ELSE {own} END",
                keys.provider("s"),
                keys.remainder("s")
            );
            return Some(self.password(from, keys.is_password("s"), &address, &keys.hash("s")));
        }
        if let Some(source) = Source::of(context, "account").filter(|source| is_of_better_auth(source.role)) {
            let hash = source.column("s", "password")?;
            let from = self.joining(&source.object(), &source.column("s", "userId")?);
            let only = format!("{} = 'credential' AND {hash} IS NOT NULL", source.column("s", "providerId")?);
            return Some(self.password(from, only, &self.address()?, &hash));
        }
        let hashes = Hashes::of(context)?;
        let dialect = self.dialect();
        let hash = hashes.hash(dialect);
        let user = format!("s.{}", dialect.identifier(hashes.user));
        let from = self.joining(&dialect.object(&hashes.table.name), &user);
        let only = hashes.is_password(dialect).unwrap_or_else(|| format!("{hash} IS NOT NULL"));
        Some(self.password(from, only, &self.address()?, &hash))
    }

    fn password(&self, from: String, only: String, address: &str, hash: &str) -> Logins {
        let usable = format!("(({}) AND {})", readable(hash), self.fits(hash, 256));
        let algorithm = format!(
            "CASE WHEN NOT {usable} OR {hash} LIKE '$2%' THEN '\"bcrypt\"' WHEN {hash} LIKE '$argon2%' THEN '\"argon2\"' ELSE '\"firebase_scrypt\"' END"
        );
        let properties = vec![
            ("email", Value::Text(address.to_owned())),
            (
                "passwordHash",
                Value::Text(format!("CASE WHEN {usable} THEN trim({hash}) ELSE {NO_PASSWORD} END")),
            ),
            ("hashingAlgorithm", Value::Json(algorithm)),
        ];
        let method = self.method("emailpassword", properties, self.is_verified(address));
        let condition = Some(format!("{only} AND {}", self.fits(address, 255)));
        Logins {
            place: 0,
            from,
            only: Some(only),
            condition,
            method,
            account: None,
            hash: Some(hash.to_owned()),
        }
    }

    /// Keys of Lucia without a password that are no accounts.
    fn links(&self) -> Option<Logins> {
        let keys = Keys::of(self.context)?;
        let remainder = keys.remainder("s");
        let from = self.joining(&keys.source.object(), &keys.user("s"));
        let only = keys.is_passwordless("s");
        let is_address = format!("{remainder} LIKE '%_@_%'");
        let address = format!("lower(trim({remainder}))");
        let of_address = self.method(
            "passwordless",
            vec![("email", Value::Text(address.clone()))],
            self.is_verified(&address),
        );
        let of_number = self.method(
            "passwordless",
            vec![("phoneNumber", Value::Text(remainder.clone()))],
            Value::Json("'true'".to_owned()),
        );
        Some(Logins {
            place: 1,
            from,
            condition: Some(format!("{only} AND {}", self.fits(&remainder, 255))),
            only: Some(only),
            method: format!(
                "CASE WHEN {is_address} THEN {of_address} WHEN {remainder} LIKE '+%' THEN {of_number} END"
            ),
            account: None,
            hash: None,
        })
    }

    /// Numbers that people of Better Auth sign in with.
    fn numbers(&self) -> Option<Logins> {
        let column = self.field("phoneNumber").filter(|column| column.data_type.kind.is_text())?;
        let number = self.own(column);
        Some(Logins {
            place: 2,
            from: format!("{} AS u", self.users()),
            only: Some(format!("{number} IS NOT NULL")),
            condition: Some(format!("{number} IS NOT NULL AND {}", self.fits(&number, 256))),
            method: self.method(
                "passwordless",
                vec![("phoneNumber", Value::Text(number))],
                Value::Json("'true'".to_owned()),
            ),
            account: None,
            hash: None,
        })
    }

    /// Whoever has an address and nothing else signs in by a link or code.
    fn rest(&self) -> Option<String> {
        let address = self.address()?;
        let method = self.method(
            "passwordless",
            vec![("email", Value::Text(address.clone()))],
            self.is_verified(&address),
        );
        Some(format!(
            "SELECT {} AS person, 4 AS place, {method} AS method\n    FROM {} AS u\n    WHERE {address} LIKE '%_@_%' AND {} \
             AND {} NOT IN (SELECT person FROM logins WHERE method IS NOT NULL)",
            self.id(),
            self.users(),
            self.fits(&address, 255),
            self.id(),
        ))
    }

    /// `WITH` all ways of signing in as `methods`: person, place, method.
    pub fn with_methods(&self) -> String {
        let selects = self.logins.iter().map(|logins| {
            let condition =
                logins.condition.as_ref().map(|only| format!("\n    WHERE {only}")).unwrap_or_default();
            format!(
                "SELECT {} AS person, {} AS place, {} AS method\n    FROM {}{condition}",
                self.id(),
                logins.place,
                logins.method,
                logins.from
            )
        });
        let mut selects: Vec<String> = selects.collect();
        if selects.is_empty() {
            selects.push(format!(
                "SELECT {} AS person, 9 AS place, NULL AS method FROM {} AS u WHERE 1 = 0",
                self.id(),
                self.users()
            ));
        }
        let logins = selects.join("\n    UNION ALL\n    ");
        let rest = self.rest().map(|rest| format!("\n    UNION ALL\n    {rest}")).unwrap_or_default();
        format!(
            "WITH logins AS (\n    {logins}\n), methods AS (\n    SELECT person, place, method FROM logins WHERE method IS NOT NULL{rest}\n)"
        )
    }

    /// The person's id is short enough, and the core, which trims it, leaves it as it is.
    pub fn id_fits(&self) -> String {
        let id = self.id_as_text();
        let trimmed = length(self.dialect(), &format!("trim({id})"));
        format!("{} AND {trimmed} = {}", self.fits(&id, 128), length(self.dialect(), &id))
    }

    /// What is run: one row of the answer is the body of one request.
    pub fn query(&self) -> Vec<String> {
        let dialect = self.dialect();
        let one = if self.context.options.get("several_logins") == "first" {
            "SELECT person, place, method FROM (SELECT person, place, method, row_number() OVER (PARTITION BY person ORDER BY place, method) AS n FROM methods) AS m WHERE n = 1"
        } else {
            "SELECT person, place, method FROM methods"
        };
        let metadata: Vec<(&str, String)> = ["name", "image"]
            .into_iter()
            .filter_map(|field| Some((field, self.own(self.field(field)?))))
            .collect();
        let person = joined(
            dialect,
            &[
                "'{\"externalUserId\":'".to_owned(),
                quoted(dialect, &self.id_as_text()),
                "',\"userMetadata\":'".to_owned(),
                object_of_some(dialect, &metadata),
                "',\"loginMethods\":['".to_owned(),
                "p.methods".to_owned(),
                "']}'".to_owned(),
            ],
        );
        let size = self.context.options.get("batch");
        let number = format!("row_number() OVER (ORDER BY {}) - 1", self.id());
        let batch = match dialect {
            Dialect::MySql => format!("({number}) DIV {size}"),
            Dialect::PostgreSql | Dialect::Sqlite => format!("({number}) / {size}"),
        };
        let body = joined(
            dialect,
            &["'{\"users\":['".to_owned(), listed(dialect, "body", "person"), "']}'".to_owned()],
        );
        let query = format!(
            "{}, people AS (\n    SELECT person, {} AS methods\n    FROM ({one} ORDER BY person, place, method) AS c\n    GROUP BY person\n), \
             numbered AS (\n    SELECT {batch} AS batch, {} AS person, {person} AS body\n    FROM {} AS u JOIN people AS p ON p.person = {}\n    WHERE {}\n)\n\
             SELECT {body} AS body\nFROM numbered\nGROUP BY batch\nORDER BY batch",
            self.with_methods(),
            listed(dialect, "method", "place, method"),
            self.id(),
            self.users(),
            self.id(),
            self.id_fits(),
        );
        let longer = "SET SESSION group_concat_max_len = 4294967295".to_owned();
        (dialect == Dialect::MySql).then_some(longer).into_iter().chain([query]).collect()
    }
}

/// SuperTokens reads the hash.
pub fn readable(hash: &str) -> String {
    format!("{hash} LIKE '$2_$%' OR {hash} LIKE '$argon2%' OR {hash} LIKE '$f_scrypt$%'")
}

fn is_of_better_auth(role: &FoundRole) -> bool {
    role.columns.contains_key("accountId")
}

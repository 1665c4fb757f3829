//! The keys of Lucia 2 become rows of three tables: OAuth accounts, passwords, and logins that are neither.

use crate::decide::options::Options;
use crate::decide::{Decided, Decision, KeysChange, SingleUse};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, ForeignKey, Index, IndexPart, IndexTarget, Key, Schema, Table};
use crate::recognise::{FoundRole, Recognition};

/// The columns of Lucia 3's guide (docs/pages/guides/oauth/multiple-providers.md).
pub const PROVIDER: &str = "provider_id";
/// Likewise.
pub const PROVIDER_USER: &str = "provider_user_id";
/// Likewise.
pub const USER: &str = "user_id";
/// The column of the password table in the upgrade guides.
pub const HASH: &str = "hashed_password";

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
        let name = free_name(schema, table, options, option, &taken, &mut decided.findings);
        let new = maker.table(name, with_hash, &taken);
        taken.push(new.name.name.clone());
        taken.extend(new.indexes.iter().filter_map(|index| index.name.clone()));
        new
    };
    let oauth = make("oauth_table", None);
    let password = make("password_table", Some(hash));
    let passwordless = make("passwordless_table", None);
    let change = KeysChange {
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
    };
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

fn foreign_key<'a>(table: &'a Table, column: &str) -> Option<&'a ForeignKey> {
    table.foreign_keys.iter().find(|key| key.columns.as_slice() == [column.to_owned()])
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

/// A name that nothing in the text has.
fn free_name(
    schema: &Schema,
    beside: &Table,
    options: &Options,
    option: &str,
    taken: &[String],
    findings: &mut Vec<Finding>,
) -> String {
    let wanted = match options.get(option).trim() {
        "" => super::version_3::TARGET
            .options
            .iter()
            .find(|shape| shape.name == option)
            .map_or("", |shape| shape.default),
        name => name,
    };
    let wanted = schema.dialect.fit_name(wanted);
    let mut name = wanted.clone();
    let mut number = 1;
    while is_taken(schema, beside, &name) || taken.iter().any(|other| schema.dialect.same_name(other, &name))
    {
        name = match number {
            1 => schema.dialect.fit_name(&format!("lucia_{wanted}")),
            _ => format!("lucia{number}_{}", wanted.chars().take(40).collect::<String>()),
        };
        number += 1;
    }
    if name != wanted {
        findings.push(Finding::new(
            "name_taken",
            Severity::Warning,
            format!("There already is a `{wanted}`, so the new table is called `{name}`."),
            "Writing into a table of yours could mix its rows with ours.",
            format!("Choose another name with --set {option}=NAME if you like."),
            schema.table(&beside.name.sibling(wanted.as_str())).map(|table| table.span),
        ));
    }
    name
}

fn is_taken(schema: &Schema, beside: &Table, name: &str) -> bool {
    let dialect = schema.dialect;
    let name = beside.name.sibling(name);
    schema.tables.iter().any(|table| {
        dialect.same_object(&table.name, &name)
            || table
                .indexes
                .iter()
                .any(|index| index.name.as_deref().is_some_and(|index| dialect.same_name(index, &name.name)))
    }) || schema.views.iter().any(|view| dialect.same_object(&view.name, &name))
        || schema
            .others
            .iter()
            .filter_map(|other| other.name.as_ref())
            .any(|other| dialect.same_object(other, &name))
}

/// What the three new tables have in common.
struct Maker<'a> {
    schema: &'a Schema,
    key: &'a Table,
    id: &'a str,
    user: &'a str,
    extra: &'a [String],
    references: bool,
    parts: &'a crate::dialects::KeyPartTypes,
    user_table: &'a Option<(ObjectName, String)>,
}

impl Maker<'_> {
    fn table(&self, name: String, hash: Option<&str>, taken: &[String]) -> Table {
        let mut table = Table::new(self.key.name.sibling(name));
        table.span = self.key.span;
        if let Some(id) = self.key.column(self.id) {
            table.columns.push(self.typed_like(PROVIDER, id, &self.parts.provider));
            table.columns.push(self.typed_like(PROVIDER_USER, id, &self.parts.remainder));
        }
        table.columns.extend(self.user_column());
        if let Some(hash) = hash.and_then(|hash| self.key.column(hash)) {
            table.columns.push(self.typed_like(HASH, hash, &hash.data_type));
        }
        for name in self.extra {
            if let Some(column) = self.key.column(name) {
                table.columns.push(column.clone());
            }
        }
        let key = vec![PROVIDER.to_owned(), PROVIDER_USER.to_owned()];
        table.primary_key = Some(Key { name: None, columns: key, rest: None, span: self.key.span });
        table.foreign_keys.extend(self.foreign_key());
        table.indexes.push(self.user_index(&table.name, taken));
        table.options = storage_options(self.schema.dialect, self.key);
        table
    }

    fn typed_like(&self, name: &str, like: &Column, data_type: &crate::model::types::DataType) -> Column {
        Column {
            collation: like.collation.clone(),
            character_set: like.character_set.clone(),
            span: like.span,
            ..Column::new(name, data_type.clone())
        }
    }

    /// The user column has the type of what it refers to, and in MySQL its character set too.
    fn user_column(&self) -> Option<Column> {
        let own = self.key.column(self.user)?;
        let target = self.user_table.as_ref().and_then(|(name, id)| {
            let table = self.schema.table(name)?;
            Some((table, table.column(id)?))
        });
        let Some((table, id)) = target else { return Some(self.typed_like(USER, own, &own.data_type)) };
        let mut column = self.typed_like(USER, id, &id.data_type);
        let is_text = id.data_type.kind.is_text();
        if self.schema.dialect == Dialect::MySql && is_text && charset(table) != charset(self.key) {
            column.character_set = column.character_set.or_else(|| charset(table).0);
            column.collation = column.collation.or_else(|| charset(table).1);
        }
        Some(column)
    }

    fn foreign_key(&self) -> Option<ForeignKey> {
        let (table, id) = self.user_table.as_ref().filter(|_| self.references)?;
        let own = foreign_key(self.key, self.user);
        Some(ForeignKey {
            name: None,
            columns: vec![USER.to_owned()],
            foreign_table: table.clone(),
            foreign_columns: vec![id.clone()],
            on_delete: own.and_then(|key| key.on_delete.clone()),
            on_update: own.and_then(|key| key.on_update.clone()),
            rest: None,
            on_column: false,
            span: self.key.span,
        })
    }

    /// The index that the guides forget: neither PostgreSQL nor SQLite makes one for a foreign key.
    fn user_index(&self, table: &ObjectName, taken: &[String]) -> Index {
        let wanted = self.schema.dialect.fit_name(&format!("{}_{USER}_idx", table.name));
        let mut name = wanted.clone();
        let mut number = 2;
        while is_taken(self.schema, self.key, &name) || taken.contains(&name) {
            name = format!("{}_{number}", wanted.chars().take(50).collect::<String>());
            number += 1;
        }
        Index {
            name: Some(name),
            unique: false,
            method: None,
            parts: vec![IndexPart {
                target: IndexTarget::Column(USER.to_owned()),
                prefix_length: None,
                collation: None,
                operator_class: None,
                descending: false,
                nulls_first: None,
            }],
            include: Vec::new(),
            predicate: None,
            rest: None,
            span: Span::default(),
        }
    }
}

/// The character set and collation that a MySQL table gives to its columns, as far as its options say.
fn charset(table: &Table) -> (Option<String>, Option<String>) {
    let find = |words: &[&str]| {
        table.options.iter().find_map(|option| {
            let (name, value) = option.split_once('=').or_else(|| option.rsplit_once(' '))?;
            let name = name.trim().to_ascii_uppercase();
            let name = name.strip_prefix("DEFAULT ").unwrap_or(&name).trim();
            words.contains(&name).then(|| value.trim().to_owned())
        })
    };
    (find(&["CHARSET", "CHARACTER SET"]), find(&["COLLATE"]))
}

/// The table options that a table beside this one should share: in MySQL engine, character set and collation.
pub fn storage_options(dialect: Dialect, table: &Table) -> Vec<String> {
    if dialect != Dialect::MySql {
        return Vec::new();
    }
    let shared = |option: &&String| {
        let upper = option.to_ascii_uppercase();
        [
            "ENGINE",
            "DEFAULT CHARSET",
            "CHARSET",
            "DEFAULT CHARACTER SET",
            "CHARACTER SET",
            "COLLATE",
            "DEFAULT COLLATE",
            "ROW_FORMAT",
        ]
        .iter()
        .any(|word| upper.starts_with(word))
    };
    table.options.iter().filter(shared).cloned().collect()
}

//! Where an application keeps the hashes of passwords by itself: in a column of the user table, or in a table beside.

use crate::decide::accounts::Context;
use crate::decide::accounts::columns::plain;
use crate::decide::accounts::source::{first_of_each, none_of_the_first, rank_of_provider};
use crate::decide::lucia::login_table::PROVIDER;
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Table};

/// What people call the column with the hash.
const HASH_COLUMNS: &[&str] = &["hashedpassword", "passwordhash", "password", "encryptedpassword"];

/// A table with hashes.
pub struct Hashes<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its column with them.
    pub column: &'a Column,
    /// The column with the user's id.
    pub user: &'a str,
    /// Where a user may have several: what tells the rows of one user apart.
    order: Vec<&'a str>,
}

impl<'a> Hashes<'a> {
    /// None where there are none, or nobody could say which of several is the password.
    pub fn of(context: &'a Context<'_>) -> Option<Self> {
        if let Some(column) = hash_column(context.user) {
            return Some(Self { table: context.user, column, user: context.id, order: Vec::new() });
        }
        beside(context).find(|hashes| hashes.order.is_empty()).or_else(|| of_lucia_3(context))
    }

    /// Whether a user may have several.
    pub fn are_several(&self) -> bool {
        !self.order.is_empty()
    }

    /// The column of the row `s`.
    pub fn hash(&self, dialect: Dialect) -> String {
        format!("s.{}", dialect.identifier(&self.column.name))
    }

    /// The row `s` has a hash.
    pub fn has_hash(&self, dialect: Dialect) -> Option<String> {
        self.column.nullable.then(|| format!("{} IS NOT NULL", self.hash(dialect)))
    }

    /// The row `s` has the password that goes on working: that of the e-mail address, else of the user name, else the
    /// first in the order of the rows. None where every row has.
    pub fn is_password(&self, dialect: Dialect) -> Option<String> {
        let has_hash = self.has_hash(dialect);
        if !self.are_several() {
            return has_hash;
        }
        let is_first = first_of_each(dialect, &self.place(dialect, "s"), &self.places(dialect));
        Some(has_hash.into_iter().chain([is_first]).collect::<Vec<_>>().join("\n    AND "))
    }

    /// The row `s` has another password of a user who has several.
    pub fn is_further_password(&self, dialect: Dialect) -> Option<String> {
        let is_further = none_of_the_first(dialect, &self.place(dialect, "s"), &self.places(dialect));
        let conditions = self.has_hash(dialect).into_iter().chain([is_further]);
        self.are_several().then(|| conditions.collect::<Vec<_>>().join("\n    AND "))
    }

    /// Where a row stands among those of its user.
    fn place(&self, dialect: Dialect, alias: &str) -> String {
        let column = |name: &str| format!("{alias}.{}", dialect.identifier(name));
        if let [only] = self.order.as_slice() {
            return column(only);
        }
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.table.column(PROVIDER).map(|provider| rank_of_provider(&column(&provider.name))));
        for name in &self.order {
            parts.extend([column(name), "':'".to_owned()]);
        }
        dialect.concatenate(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The first place of each user.
    fn places(&self, dialect: Dialect) -> String {
        let column = |name: &str| format!("o.{}", dialect.identifier(name));
        let has_hash = format!(" WHERE {} IS NOT NULL", column(&self.column.name));
        format!(
            "SELECT min({}) AS place FROM {} AS o{} GROUP BY {}",
            self.place(dialect, "o"),
            self.others(dialect),
            if self.column.nullable { has_hash } else { String::new() },
            column(self.user)
        )
    }

    /// The rows of the table. MySQL changes no table that the same statement reads, unless by way of a copy of it.
    fn others(&self, dialect: Dialect) -> String {
        let table = dialect.object(&self.table.name);
        if dialect != Dialect::MySql {
            return table;
        }
        let mut names = vec![self.user, self.column.name.as_str()];
        let provider = self.table.column(PROVIDER).map(|column| column.name.as_str());
        for name in provider.into_iter().chain(self.order.iter().copied()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        format!("(SELECT DISTINCT {} FROM {table})", dialect.identifiers(names))
    }
}

/// Hashes that stand beside those that are taken over, or that nothing tells the right one of.
pub fn left(context: &Context<'_>, taken: Option<&Hashes<'_>>, library: &str) -> Vec<Finding> {
    let is_taken = |table: &Table| taken.is_some_and(|taken| taken.table.name == table.name);
    let left = beside(context).filter(|hashes| !is_taken(hashes.table));
    left.map(|hashes| {
        Finding::new(
            "passwords_left",
            Severity::Warning,
            format!("The hashes in `{}.{}` are not taken over.", hashes.table.name, hashes.column.name),
            match taken {
                Some(taken) => format!(
                    "{library} has one password for each user, and takes that of `{}.{}`.",
                    taken.table.name, taken.column.name
                ),
                None => format!(
                    "{library} has one password for each user, and here nothing says which of several it is."
                ),
            },
            "The table stays as it is. If these are passwords that people sign in with, make its column of the user unique, paste the schema again, or name the table with --map password=TABLE.",
            Some(hashes.column.span),
        )
    })
    .collect()
}

fn hash_column(table: &Table) -> Option<&Column> {
    table.columns.iter().find(|column| {
        HASH_COLUMNS.contains(&plain(&column.name).as_str()) && column.data_type.kind.is_text()
    })
}

/// Tables of the application's own that refer to users.
fn beside<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Hashes<'a>> {
    let roles = &context.recognition.roles;
    let has_role =
        |table: &Table| roles.iter().any(|(name, role)| *name != "password" && role.table == table.name);
    let referring = context.schema.referring(&context.user.name);
    referring.filter(move |table| table.name != context.user.name && !has_role(table)).filter_map(|table| {
        let key = table.foreign_keys.iter().find(|key| {
            context.schema.dialect.same_object(&key.foreign_table, &context.user.name)
                && key.columns.len() == 1
        });
        let user = key.and_then(|key| key.columns.first())?.as_str();
        Some(Hashes { table, column: hash_column(table)?, user, order: order(context, table, user) })
    })
}

/// The table that Lucia 3's guide makes of keys; of ours too, which has the login beside.
fn of_lucia_3<'a>(context: &'a Context<'_>) -> Option<Hashes<'a>> {
    let role = context.recognition.roles.get("password")?;
    let table = context.schema.table(&role.table)?;
    let column = table.column(role.columns.get("hashed_password")?)?;
    let user = role.columns.get("user_id")?.as_str();
    let order = order(context, table, user);
    (order != [UNORDERED]).then_some(Hashes { table, column, user, order })
}

/// Rows that nothing tells apart.
const UNORDERED: &str = "";

/// What tells the rows of one user apart; nothing where there is one.
fn order<'a>(context: &Context<'_>, table: &'a Table, user: &str) -> Vec<&'a str> {
    let mut keys = table.primary_key.iter().chain(&table.uniques);
    if keys.any(|key| matches!(key.columns.as_slice(), [only] if only == user)) {
        return Vec::new();
    }
    match &table.primary_key {
        Some(key) if has_order(table, &key.columns) => key.columns.iter().map(String::as_str).collect(),
        _ if has_rowid(context, table) => vec!["rowid"],
        _ => vec![UNORDERED],
    }
}

/// SQLite numbers the rows of its tables, unless they are said to have none.
fn has_rowid(context: &Context<'_>, table: &Table) -> bool {
    let is_without = table.options.iter().any(|option| option.to_uppercase().contains("WITHOUT ROWID"));
    context.schema.dialect == Dialect::Sqlite && table.column("rowid").is_none() && !is_without
}

/// Whether the least of these values can be asked for: of one number or text, of several texts as one.
fn has_order(table: &Table, columns: &[String]) -> bool {
    let is_text = |name: &String| table.column(name).is_some_and(|column| column.data_type.kind.is_text());
    let is_number =
        |name: &String| table.column(name).is_some_and(|column| column.data_type.kind.is_integer());
    columns.iter().all(is_text) || columns.len() == 1 && columns.iter().all(is_number)
}

//! A new table for logins: its columns like those of the key table that they come from, its user column like the user
//! table's identity.

use crate::decide::names::free_index;
use crate::decide::storage::{referring_column, storage_options, type_outside};
use crate::dialects::KeyPartTypes;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, ForeignKey, Index, Key, Schema, Table};
use crate::model::types::DataType;

/// The columns of Lucia 3's guide (docs/pages/guides/oauth/multiple-providers.md).
pub const PROVIDER: &str = "provider_id";
/// Likewise.
pub const PROVIDER_USER: &str = "provider_user_id";
/// Likewise.
pub const USER: &str = "user_id";
/// The column of the password table in the upgrade guides.
pub const HASH: &str = "hashed_password";

/// What tells the rows of a new table apart, and what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns<'a> {
    /// The provider and the user there.
    Account,
    /// The user at the table's one provider.
    AccountOfOne,
    /// An account and the password in that column of the key table.
    Password(&'a str),
    /// The same where the user table has the password: here stands one that is another.
    OtherPassword(&'a str),
}

/// What the new tables have in common.
pub struct Maker<'a> {
    pub schema: &'a Schema,
    pub key: &'a Table,
    pub id: &'a str,
    pub user: &'a str,
    pub extra: &'a [String],
    pub references: bool,
    pub parts: &'a KeyPartTypes,
    pub user_table: &'a Option<(ObjectName, String)>,
}

impl Maker<'_> {
    /// One of them.
    pub fn table(&self, name: String, columns: Columns<'_>, taken: &[String]) -> Table {
        let mut table = Table::new(self.key.name.sibling(name));
        table.span = self.key.span;
        if let Some(id) = self.key.column(self.id) {
            if columns != Columns::AccountOfOne {
                table.columns.push(self.typed_like(PROVIDER, id, &self.parts.provider));
            }
            table.columns.push(self.typed_like(PROVIDER_USER, id, &self.parts.remainder));
        }
        table.columns.extend(self.user_column());
        if let Columns::Password(hash) | Columns::OtherPassword(hash) = columns
            && let Some(hash) = self.key.column(hash)
        {
            let nullable = matches!(columns, Columns::OtherPassword(_));
            table.columns.push(Column { nullable, ..self.typed_like(HASH, hash, &hash.data_type) });
        }
        for name in self.extra {
            if let Some(column) = self.key.column(name) {
                let data_type = type_outside(self.key, column);
                table.columns.push(Column { data_type, ..column.clone() });
            }
        }
        let key = [PROVIDER, PROVIDER_USER].into_iter().filter(|name| table.column(name).is_some());
        let key = key.map(str::to_owned).collect();
        table.primary_key = Some(Key { name: None, columns: key, rest: None, span: self.key.span });
        table.foreign_keys.extend(self.foreign_key());
        table.indexes.push(self.user_index(&table.name, taken));
        table.options = storage_options(self.schema.dialect, self.key);
        table
    }

    fn typed_like(&self, name: &str, like: &Column, data_type: &DataType) -> Column {
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
        Some(Column { span: id.span, ..referring_column(self.schema.dialect, USER, id, table, self.key) })
    }

    fn foreign_key(&self) -> Option<ForeignKey> {
        let (table, id) = self.user_table.as_ref().filter(|_| self.references)?;
        let own = foreign_key(self.key, self.user);
        Some(ForeignKey {
            name: None,
            columns: vec![USER.to_owned()],
            foreign_table: table.clone(),
            foreign_columns: vec![id.clone()],
            on_delete: own.and_then(|key| with_user(key.on_delete.as_ref())),
            on_update: own.and_then(|key| with_user(key.on_update.as_ref())),
            rest: None,
            on_column: false,
            span: self.key.span,
        })
    }

    /// The index that the guides forget: neither PostgreSQL nor SQLite makes one for a foreign key.
    fn user_index(&self, table: &ObjectName, taken: &[String]) -> Index {
        let name = free_index(self.schema, self.key, &format!("{}_{USER}_idx", table.name), taken);
        Index::over(name, [USER])
    }
}

/// What a foreign key of the old table does, in a table whose rows are nothing without a user: MySQL refuses to empty a
/// column that is `NOT NULL`, and PostgreSQL and SQLite refuse it when a user is deleted.
pub fn with_user(action: Option<&String>) -> Option<String> {
    let empties = action.is_some_and(|action| action.starts_with("SET "));
    if empties { Some("CASCADE".to_owned()) } else { action.cloned() }
}

/// The foreign key over just that column.
pub fn foreign_key<'a>(table: &'a Table, column: &str) -> Option<&'a ForeignKey> {
    table.foreign_keys.iter().find(|key| key.columns.as_slice() == [column.to_owned()])
}

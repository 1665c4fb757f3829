//! What becomes of a key table: the kinds of login that are in it, and the table that each goes to.

use crate::model::names::ObjectName;
use crate::model::schema::Table;

/// How the rows of a key table are told apart and where they go.
#[derive(Debug, Clone, PartialEq)]
pub struct KeysChange {
    /// The key table; it stays as it is.
    pub table: Table,
    /// The column with `provider:user`.
    pub id: String,
    /// The column with the user.
    pub user: String,
    /// The column with the password hash.
    pub hash: String,
    /// Further columns, carried along.
    pub extra: Vec<String>,
    /// The user table, when it is known, and its identity column.
    pub user_table: Option<(ObjectName, String)>,
    /// Whether the key table's user column refers to the user table by a foreign key.
    pub references: bool,
    /// The new table for OAuth accounts.
    pub oauth: Table,
    /// The new table for passwords.
    pub password: Table,
    /// Where users have their password themselves; none where it stands with each login.
    pub on_user: Option<PasswordOnUser>,
    /// New tables for the accounts at one provider each.
    pub of_one_provider: Vec<ProviderTable>,
    /// The new table for logins that are neither.
    pub passwordless: Table,
    /// Providers whose keys without a password are no OAuth accounts.
    pub passwordless_providers: Vec<String>,
    /// Lengths of provider and remainder that a row may exceed.
    pub narrowed_to: Option<(u32, u32)>,
    /// What Lucia 0 and 1 had beside: keys that work once, and are no logins.
    pub single_use: SingleUse,
    /// Something refers to the key `k`, so that it cannot be deleted; none where nothing can.
    pub kept_by: Option<String>,
}

/// The columns of a key table that Lucia 2 has not any more.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SingleUse {
    /// The column with the moment at which a key ends to work; only keys that work once have one.
    pub expires: Option<String>,
    /// The column that says whether a key is the user's first one.
    pub primary: Option<String>,
}

/// The column of the user table that has the password. The table of passwords then says which logins it is for, and has
/// the hash of those alone that are signed in to with another one.
#[derive(Debug, Clone, PartialEq)]
pub struct PasswordOnUser {
    /// The user table.
    pub table: ObjectName,
    /// The column that identifies a user.
    pub id: String,
    /// The new column.
    pub column: String,
}

/// A table for the accounts at one provider.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderTable {
    /// The provider, as key ids begin with it.
    pub provider: String,
    /// The new table. It has no column for the provider.
    pub table: Table,
}

impl KeysChange {
    /// Every new table.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        let of_one = self.of_one_provider.iter().map(|own| &own.table);
        [&self.oauth, &self.password, &self.passwordless].into_iter().chain(of_one)
    }
}

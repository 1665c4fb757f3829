//! The tables that Auth.js needs beside the users, and those that keep what it has no place for.

use super::built_in;
use crate::decide::accounts::Context;
use crate::decide::accounts::new_table::{Maker, key, refers_to_users};
use crate::decide::accounts::source::Keys;
use crate::decide::accounts::supertokens::people::as_wide_as_the_core;
use crate::decide::lucia::login_table::{self, Columns, HASH, PROVIDER, PROVIDER_USER, USER};
use crate::decide::storage::storage_options;
use crate::decide::{Decided, NewTable};
use crate::model::schema::{Column, Table};

/// The new tables.
pub struct Made {
    pub account: Table,
    pub session: Table,
    pub verification: Table,
    /// For passkeys, where somebody wants them.
    pub authenticator: Option<Table>,
    /// Where there are Lucia's keys or SuperTokens' logins: passwords, and logins that are neither.
    pub logins: Option<[Table; 2]>,
}

impl Made {
    /// As steps of the migration.
    pub fn into_new(self) -> Vec<NewTable> {
        let new = |table: Table, what: &str, cause: &str| NewTable {
            purpose: format!("Create {} for {what}.", table.name),
            cause: cause.to_owned(),
            table,
        };
        let read = "Auth.js reads and writes it.";
        let mut tables = vec![
            new(self.account, "OAuth accounts", read),
            new(self.session, "sessions", read),
            new(self.verification, "links that are on their way", read),
        ];
        tables.extend(self.authenticator.map(|table| new(table, "passkeys", "You asked for it.")));
        if let Some([password, passwordless]) = self.logins {
            tables.push(new(password, "passwords", "Auth.js has no place for them; your code reads it."));
            tables.push(new(passwordless, "other logins", "Auth.js has no place for them."));
        }
        tables
    }
}

/// Decides them.
pub fn decide(context: &Context<'_>, decided: &mut Decided) -> Made {
    let mut maker = Maker::new(context, decided);
    Made {
        account: account(&mut maker),
        session: session(&mut maker),
        verification: verification(&mut maker),
        authenticator: (context.options.get("passkeys") == "yes").then(|| authenticator(&mut maker)),
        logins: match Keys::of(context) {
            Some(keys) => Some(logins(&keys, &mut maker)),
            None => context.is_of_supertokens().then(|| of_supertokens(&mut maker)),
        },
    }
}

fn account(maker: &mut Maker<'_, '_>) -> Table {
    let types = maker.types();
    let mut table = maker.account_table("account_table");
    maker.user_id(&mut table);
    table.columns.push(Column::new("type", types.short_text()));
    table.columns.extend(["provider", "providerAccountId"].map(|name| maker.compared(name)));
    // The adapter's own schema has varchar(255) in MySQL, which tokens of Google and Microsoft exceed.
    table.columns.extend(["refresh_token", "access_token"].map(|name| maker.optional(name, types.text())));
    table.columns.push(maker.optional("expires_at", types.whole_number()));
    for (name, data_type) in [
        ("token_type", types.short_text()),
        ("scope", types.text()),
        ("id_token", types.text()),
        ("session_state", types.text()),
    ] {
        table.columns.push(maker.optional(name, data_type));
    }
    finish(maker, table, "account", &["provider", "providerAccountId"])
}

/// These tell rows apart: as the primary key, or beside an id that the adapter asks for.
fn finish(maker: &mut Maker<'_, '_>, mut table: Table, role: &str, fields: &[&str]) -> Table {
    let Some(id) = built_in::id(maker.context, role) else {
        table.primary_key = Some(key(fields));
        return table;
    };
    table.columns.insert(0, id);
    table.primary_key = Some(key(&["id"]));
    maker.unique_over(&mut table, fields);
    table
}

fn session(maker: &mut Maker<'_, '_>) -> Table {
    let types = maker.types();
    let mut table = maker.table("session_table");
    let context = maker.context;
    let old = context.recognition.roles.get("session").and_then(|role| {
        let old = context.schema.table(&role.table)?;
        Some((old, old.column(role.columns.get("id")?)?))
    });
    let mut token = Column::new("sessionToken", types.short_text());
    if let Some((old, id)) = old {
        table.options = storage_options(context.schema.dialect, old);
        token.collation.clone_from(&id.collation);
        token.character_set.clone_from(&id.character_set);
    }
    table.columns.push(token);
    maker.user_id(&mut table);
    table.columns.push(Column::new("expires", types.moment()));
    finish(maker, table, "session", &["sessionToken"])
}

fn verification(maker: &mut Maker<'_, '_>) -> Table {
    let types = maker.types();
    let mut table = maker.table("verification_table");
    table.columns.push(Column::new("identifier", types.short_text()));
    table.columns.push(Column::new("token", types.short_text()));
    table.columns.push(Column::new("expires", types.moment()));
    finish(maker, table, "verification", &["identifier", "token"])
}

/// The table for passkeys.
/// Source: github.com/nextauthjs/next-auth, commit a1a16a5a, docs/pages/getting-started/authentication/webauthn.mdx.
pub fn authenticator(maker: &mut Maker<'_, '_>) -> Table {
    let types = maker.types();
    let mut table = maker.table("passkey_table");
    table.columns.push(Column::new("credentialID", types.short_text()));
    maker.user_id(&mut table);
    table.columns.push(Column::new("providerAccountId", types.short_text()));
    // The documents have varchar(255) in MySQL, which the key of an RSA authenticator exceeds.
    table.columns.push(Column::new("credentialPublicKey", types.text()));
    table.columns.push(Column::new("counter", types.whole_number()));
    table.columns.push(Column::new("credentialDeviceType", types.short_text()));
    table.columns.push(Column::new("credentialBackedUp", types.flag()));
    table.columns.push(maker.optional("transports", types.short_text()));
    table.primary_key = Some(key(&["userId", "credentialID"]));
    maker.unique(&mut table, "credentialID");
    table
}

/// The same for SuperTokens, whose logins are no keys.
fn of_supertokens(maker: &mut Maker<'_, '_>) -> [Table; 2] {
    let types = maker.types();
    [("password_table", true), ("passwordless_table", false)].map(|(option, with_hash)| {
        let mut table = maker.table(option);
        table.columns.extend([PROVIDER, PROVIDER_USER].map(|name| Column::new(name, types.short_text())));
        as_wide_as_the_core(types.dialect, &mut table, &[PROVIDER_USER]);
        maker.user_id_as(&mut table, USER);
        if with_hash {
            table.columns.push(Column::new(HASH, types.text()));
        }
        table.primary_key = Some(key(&[PROVIDER, PROVIDER_USER]));
        table
    })
}

/// Like those that Lucia 3's guide has.
fn logins(keys: &Keys<'_>, maker: &mut Maker<'_, '_>) -> [Table; 2] {
    let context = maker.context;
    let [id, user, hash] = keys.names();
    let key = keys.source.table;
    let parts = context.schema.dialect.key_part_types(
        &key.column(id).map(|column| column.data_type.clone()).unwrap_or_else(|| maker.types().short_text()),
    );
    let login = login_table::Maker {
        schema: context.schema,
        key,
        id,
        user,
        extra: &[],
        references: refers_to_users(context),
        parts: &parts,
        user_table: &Some((context.user.name.clone(), context.id.to_owned())),
    };
    let kinds = [("password_table", Columns::Password(hash)), ("passwordless_table", Columns::Account)];
    kinds.map(|(option, columns)| {
        let name = maker.name(option);
        let mut table = login.table(name, columns, maker.taken());
        // Auth.js deletes a user and leaves the rest to the database.
        table.foreign_keys.iter_mut().for_each(|key| key.on_delete = Some("CASCADE".to_owned()));
        maker.taken().extend(table.indexes.iter().filter_map(|index| index.name.clone()));
        table
    })
}

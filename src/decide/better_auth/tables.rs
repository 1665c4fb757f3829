//! The tables that Better Auth needs beside the users.

use crate::decide::accounts::Context;
use crate::decide::accounts::new_table::{Maker, key};
use crate::decide::{Decided, NewTable};
use crate::model::schema::{Column, Table};

/// The three new tables.
pub struct Made {
    pub account: Table,
    session: Table,
    verification: Table,
}

impl Made {
    /// As steps of the migration.
    pub fn into_new(self) -> Vec<NewTable> {
        let new = |table: Table, what: &str| NewTable {
            purpose: format!("Create {} for {what}.", table.name),
            cause: "Better Auth reads and writes it.".to_owned(),
            table,
        };
        vec![
            new(self.account, "OAuth accounts and passwords"),
            new(self.session, "sessions"),
            new(self.verification, "links and codes that are on their way"),
        ]
    }
}

/// Decides them.
pub fn decide(context: &Context<'_>, decided: &mut Decided) -> Made {
    let mut maker = Maker::new(context, decided);
    Made {
        account: account(&mut maker),
        session: session(&mut maker),
        verification: verification(&mut maker),
    }
}

/// A table with the identity that Better Auth gives its rows.
fn with_id(maker: &Maker<'_, '_>, mut table: Table) -> Table {
    table.columns.push(maker.types().id());
    table.primary_key = Some(key(&["id"]));
    table
}

/// When a row was made and changed. Better Auth writes both, but a row of somebody else's may lack them.
fn times(maker: &Maker<'_, '_>, table: &mut Table) {
    let made = maker.types().made("createdAt");
    let changed = Column { name: maker.types().called("updatedAt"), ..made.clone() };
    table.columns.extend([made, changed]);
}

fn account(maker: &mut Maker<'_, '_>) -> Table {
    let types = maker.types();
    let table = maker.account_table("account_table");
    let mut table = with_id(maker, table);
    table.columns.extend(["accountId", "providerId"].map(|name| maker.compared(name)));
    maker.user_id(&mut table);
    for name in ["accessToken", "refreshToken", "idToken"] {
        table.columns.push(maker.optional(name, types.text()));
    }
    for name in ["accessTokenExpiresAt", "refreshTokenExpiresAt"] {
        table.columns.push(maker.optional(name, types.moment()));
    }
    for name in ["scope", "password"] {
        table.columns.push(maker.optional(name, types.text()));
    }
    times(maker, &mut table);
    // Better Auth has no such key, and refuses to sign somebody in whose account is there twice (since 1.7.3).
    maker.unique_over(&mut table, &["providerId", "accountId"]);
    table
}

fn session(maker: &mut Maker<'_, '_>) -> Table {
    let types = maker.types();
    let table = maker.table("session_table");
    let mut table = with_id(maker, table);
    table.columns.push(Column::new(types.called("expiresAt"), types.moment()));
    table.columns.push(Column::new("token", types.short_text()));
    times(maker, &mut table);
    table.columns.push(maker.optional("ipAddress", types.text()));
    table.columns.push(maker.optional("userAgent", types.text()));
    maker.user_id(&mut table);
    maker.unique(&mut table, "token");
    table
}

fn verification(maker: &mut Maker<'_, '_>) -> Table {
    let types = maker.types();
    let table = maker.table("verification_table");
    let mut table = with_id(maker, table);
    table.columns.push(Column::new("identifier", types.short_text()));
    table.columns.push(Column::new("value", types.text()));
    table.columns.push(Column::new(types.called("expiresAt"), types.moment()));
    times(maker, &mut table);
    maker.index(&mut table, &["identifier"]);
    table
}

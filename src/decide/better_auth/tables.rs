//! The tables that Better Auth needs beside the users.

use super::Context;
use super::types::Types;
use crate::decide::names::{NewName, free_index};
use crate::decide::storage::{referring_column, storage_options};
use crate::decide::{Decided, NewTable};
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::schema::{Column, ForeignKey, Index, Key, Table};
use crate::model::types::DataType;

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
    let mut maker = Maker { context, taken: Vec::new(), decided };
    Made { account: maker.account(), session: maker.session(), verification: maker.verification() }
}

struct Maker<'a, 'b> {
    context: &'a Context<'a>,
    taken: Vec<String>,
    decided: &'b mut Decided,
}

impl Maker<'_, '_> {
    fn types(&self) -> Types {
        self.context.types
    }

    fn table(&mut self, option: &str) -> Table {
        let context = self.context;
        let names = NewName {
            schema: context.schema,
            beside: context.user,
            shapes: &super::OPTIONS,
            option,
            prefix: "auth",
        };
        let name = names.free(context.options, &self.taken, &mut self.decided.findings);
        self.taken.push(name.clone());
        let mut table = Table::new(context.user.name.sibling(name));
        table.span = context.user.span;
        table.options = storage_options(context.schema.dialect, context.user);
        table.columns.push(self.types().id());
        table.primary_key =
            Some(Key { name: None, columns: vec!["id".to_owned()], rest: None, span: Span::default() });
        table
    }

    fn optional(&self, name: &str, data_type: DataType) -> Column {
        Column { nullable: true, ..Column::new(name, data_type) }
    }

    /// When a row was made and changed. Better Auth writes both, but a row of somebody else's may lack them.
    fn times(&self, table: &mut Table) {
        let types = self.types();
        let made = types.made("createdAt");
        let changed = Column { name: "updatedAt".to_owned(), ..made.clone() };
        table.columns.extend([made, changed]);
    }

    fn account(&mut self) -> Table {
        let types = self.types();
        let mut table = self.table("account_table");
        let of_old = old_columns(self.context);
        if let Some((old, _)) = of_old {
            table.options = storage_options(self.context.schema.dialect, old);
        }
        for name in ["accountId", "providerId"] {
            let old = of_old.and_then(|(_, column)| column);
            table.columns.push(Column {
                collation: old.and_then(|column| column.collation.clone()),
                character_set: old.and_then(|column| column.character_set.clone()),
                ..Column::new(name, types.short_text())
            });
        }
        self.user_id(&mut table);
        for name in ["accessToken", "refreshToken", "idToken"] {
            table.columns.push(self.optional(name, types.text()));
        }
        for name in ["accessTokenExpiresAt", "refreshTokenExpiresAt"] {
            table.columns.push(self.optional(name, types.moment()));
        }
        for name in ["scope", "password"] {
            table.columns.push(self.optional(name, types.text()));
        }
        self.times(&mut table);
        self.index(&mut table, &["providerId", "accountId"]);
        table
    }

    fn session(&mut self) -> Table {
        let types = self.types();
        let mut table = self.table("session_table");
        table.columns.push(Column::new("expiresAt", types.moment()));
        table.columns.push(Column::new("token", types.short_text()));
        self.times(&mut table);
        table.columns.push(self.optional("ipAddress", types.text()));
        table.columns.push(self.optional("userAgent", types.text()));
        self.user_id(&mut table);
        let name = free_index(
            self.context.schema,
            self.context.user,
            &format!("{}_token_key", table.name.name),
            &self.taken,
        );
        self.taken.push(name.clone());
        table.uniques.push(Key {
            name: Some(name),
            columns: vec!["token".to_owned()],
            rest: None,
            span: Span::default(),
        });
        table
    }

    fn verification(&mut self) -> Table {
        let types = self.types();
        let mut table = self.table("verification_table");
        table.columns.push(Column::new("identifier", types.short_text()));
        table.columns.push(Column::new("value", types.text()));
        table.columns.push(Column::new("expiresAt", types.moment()));
        self.times(&mut table);
        self.index(&mut table, &["identifier"]);
        table
    }

    /// The column with the user, of the type of what it refers to, and in MySQL of its character set too.
    fn user_id(&mut self, table: &mut Table) {
        let context = self.context;
        let Some(id) = context.user.column(context.id) else { return };
        table.columns.push(referring_column(context.schema.dialect, "userId", id, context.user, table));
        if refers_to_users(context) {
            table.foreign_keys.push(ForeignKey {
                name: None,
                columns: vec!["userId".to_owned()],
                foreign_table: context.user.name.clone(),
                foreign_columns: vec![context.id.to_owned()],
                on_delete: Some("CASCADE".to_owned()),
                on_update: None,
                rest: None,
                on_column: false,
                span: Span::default(),
            });
        }
        self.index(table, &["userId"]);
    }

    fn index(&mut self, table: &mut Table, columns: &[&str]) {
        let wanted = format!("{}_{}_idx", table.name.name, columns.join("_"));
        let name = free_index(self.context.schema, self.context.user, &wanted, &self.taken);
        self.taken.push(name.clone());
        table.indexes.push(Index::over(name, columns.iter().copied()));
    }
}

/// The table that accounts come from, and the column with their provider: in MySQL texts are compared by the rules of one
/// character set.
fn old_columns<'a>(context: &'a Context<'_>) -> Option<(&'a Table, Option<&'a Column>)> {
    let fields = [("key", "id"), ("account", "providerAccountId"), ("oauth_account", "provider_user_id")];
    fields.iter().find_map(|(role, field)| {
        let role = context.recognition.roles.get(role)?;
        let table = context.schema.table(&role.table)?;
        Some((table, role.columns.get(field).and_then(|name| table.column(name))))
    })
}

/// Whether the application's tables have foreign keys to the users; the new ones then have them too. Where none has,
/// the database may know none (PlanetScale).
fn refers_to_users(context: &Context<'_>) -> bool {
    let has_some = || context.schema.referring(&context.user.name).next().is_some();
    context.schema.admits_foreign_keys() && (context.schema.dialect != Dialect::MySql || has_some())
}

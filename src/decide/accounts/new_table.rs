//! The tables that a library needs beside the users.

use super::Context;
use super::types::Types;
use crate::decide::Decided;
use crate::decide::names::{NewName, free_index};
use crate::decide::storage::{referring_column, storage_options};
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::schema::{Column, ForeignKey, Index, Key, Table};
use crate::model::types::DataType;

/// Makes them, one after the other, under names that are free.
pub struct Maker<'a, 'b> {
    pub context: &'a Context<'a>,
    taken: Vec<String>,
    decided: &'b mut Decided,
}

impl<'a, 'b> Maker<'a, 'b> {
    /// None made yet.
    pub fn new(context: &'a Context<'a>, decided: &'b mut Decided) -> Self {
        Self { context, taken: Vec::new(), decided }
    }

    pub fn types(&self) -> Types {
        self.context.types
    }

    /// A name for what the option names, which nothing has yet.
    pub fn name(&mut self, option: &str) -> String {
        let context = self.context;
        let names = NewName {
            schema: context.schema,
            beside: context.user,
            shapes: context.library.options,
            option,
            prefix: "auth",
        };
        let role = option.strip_suffix("_table").unwrap_or_default();
        let name = match context.built_in_name(role) {
            // What has it now makes way in the end.
            Some(wanted) => names.free_of(wanted, &self.taken),
            None => names.free(context.options, &self.taken, &mut self.decided.findings),
        };
        self.taken.push(name.clone());
        name
    }

    /// Names that are taken by now.
    pub fn taken(&mut self) -> &mut Vec<String> {
        &mut self.taken
    }

    /// A table without columns, stored like the users.
    pub fn table(&mut self, option: &str) -> Table {
        let name = self.name(option);
        let context = self.context;
        let mut table = Table::new(context.user.name.sibling(name));
        table.span = context.user.span;
        table.options = storage_options(context.schema.dialect, context.user);
        table
    }

    /// The table for accounts, stored like those that they come from.
    pub fn account_table(&mut self, option: &str) -> Table {
        let mut table = self.table(option);
        if let Some((old, _)) = old_columns(self.context) {
            table.options = storage_options(self.context.schema.dialect, old);
        }
        table
    }

    /// A column that is compared with the provider's name for somebody in the old table.
    pub fn compared(&self, name: &str) -> Column {
        let old = old_columns(self.context).and_then(|(_, column)| column);
        Column {
            collation: old.and_then(|column| column.collation.clone()),
            character_set: old.and_then(|column| column.character_set.clone()),
            ..Column::new(self.types().called(name), self.types().short_text())
        }
    }

    pub fn optional(&self, name: &str, data_type: DataType) -> Column {
        Column { nullable: true, ..Column::new(self.types().called(name), data_type) }
    }

    /// The column with the user, of the type of what it refers to, and in MySQL of its character set too.
    pub fn user_id(&mut self, table: &mut Table) {
        let name = self.types().called("userId");
        self.user_id_as(table, &name);
    }

    /// The same under another name.
    pub fn user_id_as(&mut self, table: &mut Table, name: &str) {
        self.user_column(table, name);
        self.index(table, &[name]);
    }

    fn user_column(&self, table: &mut Table, name: &str) {
        let context = self.context;
        let Some(id) = context.user.column(context.id) else { return };
        table.columns.push(referring_column(context.schema.dialect, name, id, context.user, table));
        if refers_to_users(context) {
            table.foreign_keys.push(ForeignKey {
                name: None,
                columns: vec![name.to_owned()],
                foreign_table: context.user.name.clone(),
                foreign_columns: vec![context.id.to_owned()],
                on_delete: Some("CASCADE".to_owned()),
                on_update: None,
                rest: None,
                on_column: false,
                span: Span::default(),
            });
        }
    }

    pub fn index(&mut self, table: &mut Table, fields: &[&str]) {
        let columns: Vec<String> = fields.iter().map(|field| self.types().called(field)).collect();
        let name = self.free_name(&format!("{}_{}_idx", table.name.name, columns.join("_")));
        table.indexes.push(Index::over(name, columns.iter().map(String::as_str)));
    }

    pub fn unique(&mut self, table: &mut Table, column: &str) {
        self.unique_over(table, &[column]);
    }

    pub fn unique_over(&mut self, table: &mut Table, fields: &[&str]) {
        let columns: Vec<String> = fields.iter().map(|field| self.types().called(field)).collect();
        let name = self.free_name(&format!("{}_{}_key", table.name.name, columns.join("_")));
        table.uniques.push(Key { name: Some(name), columns, ..key(&[]) });
    }

    fn free_name(&mut self, wanted: &str) -> String {
        let name = free_index(self.context.schema, self.context.user, wanted, &self.taken);
        self.taken.push(name.clone());
        name
    }
}

/// A key over these columns, without a name.
pub fn key(columns: &[&str]) -> Key {
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    Key { name: None, columns, rest: None, span: Span::default() }
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
pub fn refers_to_users(context: &Context<'_>) -> bool {
    let has_some = || context.schema.referring(&context.user.name).next().is_some();
    context.schema.admits_foreign_keys() && (context.schema.dialect != Dialect::MySql || has_some())
}

//! Out of SuperTokens: what its core knows of people, as SQL over the rows of its tables.
//!
//! The core keeps a row for each way of signing in, in a table for each kind of it, and says in another which of these
//! rows are one person (from 7.0 on). A person goes by the id that the application has given it, where it has given one.
//! So a person is copied from one of these rows, and all the others are logins.
//!
//! Source: github.com/supertokens/supertokens-core, tag v12.1.1: src/main/java/io/supertokens/authRecipe/AuthRecipe.java,
//! useridmapping/UserIdMapping.java; the plugin for PostgreSQL, tag v9.5.5, queries/GeneralQueries.java.

pub mod back;
pub mod logins;
mod notes;
pub mod people;
pub mod returning;

use crate::decide::accounts::Library;
use crate::decide::options::{OptionShape, Options};
use crate::decide::{Changes, Decided, NewTable, migration};
use crate::dialects::Dialect;
use crate::model::schema::{Schema, Table};
use crate::recognise::Recognition;

pub use back::back;
use notes::{notes, unused};

/// The option with the name of the table for people.
pub const USER_TABLE: OptionShape = OptionShape {
    name: "user_table",
    label: "Table for users, from SuperTokens",
    default: "user",
    reason: "It has no one table for them, so a new one is made; of the others the table stays.",
    choices: &[],
};

/// The option that says which of the core's apps.
pub const APP: OptionShape = OptionShape {
    name: "app",
    label: "The app whose users are taken, from SuperTokens",
    default: "public",
    reason: "It is the core's own, and the only one that most have.",
    choices: &[],
};

/// The tables with ways of signing in: whoever has several is copied from the first.
pub const RECIPES: [&str; 4] =
    ["emailpassword_users", "passwordless_users", "webauthn_users", "thirdparty_users"];

/// Notes what is new, and what the core leaves behind.
pub fn finish(
    core: Core<'_>,
    library: &Library,
    created: Vec<NewTable>,
    mut changes: Changes,
    decided: &mut Decided,
) {
    changes.created = created;
    changes.unused = unused(core);
    migration::finish(decided, changes);
    notes(core, library.name, decided);
}

/// The tables of a core.
#[derive(Clone, Copy)]
pub struct Core<'a> {
    pub schema: &'a Schema,
    recognition: &'a Recognition,
    options: &'a Options,
    /// A table that the statement changes: MySQL reads it by way of a copy only.
    changed: Option<&'static str>,
}

impl<'a> Core<'a> {
    /// None where it is another library.
    pub fn of(schema: &'a Schema, recognition: &'a Recognition, options: &'a Options) -> Option<Self> {
        recognition.layout?.catalogue?;
        Some(Self { schema, recognition, options, changed: None })
    }

    /// The same for a statement that changes that table.
    pub fn changing(self, base: &'static str) -> Self {
        Self { changed: Some(base), ..self }
    }

    pub fn options(self) -> &'a Options {
        self.options
    }

    pub fn dialect(self) -> Dialect {
        self.schema.dialect
    }

    /// The table that the core calls so.
    pub fn table(self, base: &str) -> Option<&'a Table> {
        self.schema.table(&self.recognition.roles.get(base)?.table)
    }

    /// Its column's name in that table, if it has it.
    pub fn column(self, base: &str, column: &str) -> Option<&'a str> {
        self.recognition.roles.get(base)?.columns.get(column).map(String::as_str)
    }

    pub fn has(self, base: &str, column: &str) -> bool {
        self.column(base, column).is_some()
    }

    /// The column of the row with that alias.
    pub fn of_row(self, alias: &str, base: &str, column: &str) -> String {
        let name = self.column(base, column).unwrap_or(column);
        format!("{alias}.{}", self.dialect().identifier(name))
    }

    /// The table as something to read from, under that alias.
    pub fn from(self, base: &str, alias: &str) -> String {
        let Some(table) = self.table(base) else { return format!("(SELECT 1) AS {alias}") };
        let object = self.dialect().object(&table.name);
        if self.dialect() != Dialect::MySql || self.changed != Some(base) {
            return format!("{object} AS {alias}");
        }
        let columns = table.columns.iter().map(|column| column.name.as_str());
        format!("(SELECT DISTINCT {} FROM {object}) AS {alias}", self.dialect().identifiers(columns))
    }

    /// The tables with ways of signing in that are there.
    pub fn recipes(self) -> impl Iterator<Item = &'static str> + use<'a> {
        RECIPES.into_iter().filter(move |base| self.table(base).is_some())
    }

    /// Those of them that go before that one.
    fn better(self, base: &'static str) -> impl Iterator<Item = &'static str> + use<'a> {
        self.recipes().take_while(move |other| *other != base)
    }

    pub fn app(self) -> String {
        self.dialect().literal(self.options.get(APP.name))
    }

    /// Whether rows say which app's they are (from 6.0 on).
    pub fn has_apps(self) -> bool {
        self.has("app_id_to_user_id", "app_id")
    }

    /// Whether several ways of signing in can be one person's (from 7.0 on).
    pub fn links(self) -> bool {
        self.has("app_id_to_user_id", "primary_or_recipe_user_id")
    }

    /// The row is of the app that was chosen.
    pub fn of_app(self, alias: &str, base: &str) -> Option<String> {
        let own = self.column(base, "app_id").map(|_| self.of_row(alias, base, "app_id"))?;
        Some(format!("{own} = {}", self.app()))
    }

    /// The conditions as the end of a statement that has none yet.
    pub fn and_app(self, alias: &str, base: &str) -> String {
        self.of_app(alias, base).map(|condition| format!(" AND {condition}")).unwrap_or_default()
    }

    fn where_app(self, alias: &str, base: &str) -> String {
        self.of_app(alias, base).map(|condition| format!(" WHERE {condition}")).unwrap_or_default()
    }

    /// `CHAR(36)` as text, without the blanks that PostgreSQL adds.
    pub fn as_text(self, value: &str) -> String {
        match self.dialect() {
            Dialect::PostgreSql => format!("{value}::text"),
            Dialect::MySql | Dialect::Sqlite => value.to_owned(),
        }
    }

    /// Which rows of the table are one person's: the id that they have in common.
    pub fn group(self, alias: &str, base: &str) -> String {
        let user = self.of_row(alias, base, "user_id");
        if !self.links() {
            return user;
        }
        if base == "app_id_to_user_id" {
            return self.of_row(alias, base, "primary_or_recipe_user_id");
        }
        let [app, id, primary] = ["app_id", "user_id", "primary_or_recipe_user_id"]
            .map(|column| self.of_row("g", "app_id_to_user_id", column));
        format!(
            "(SELECT {primary} FROM {} WHERE {app} = {} AND {id} = {user})",
            self.from("app_id_to_user_id", "g"),
            self.app(),
        )
    }

    /// The id that the application knows the person by whose row that is.
    pub fn person(self, alias: &str, base: &str) -> String {
        if !self.links() || base == "app_id_to_user_id" || self.table("userid_mapping").is_none() {
            return self.outside(&self.group(alias, base));
        }
        let user = self.of_row(alias, base, "user_id");
        let [app, id, primary] = ["app_id", "user_id", "primary_or_recipe_user_id"]
            .map(|column| self.of_row("g", "app_id_to_user_id", column));
        let [map_app, inner, outer] = ["app_id", "supertokens_user_id", "external_user_id"]
            .map(|column| self.of_row("m", "userid_mapping", column));
        format!(
            "(SELECT COALESCE({outer}, {}) FROM {} LEFT JOIN {} ON {map_app} = {app} AND {inner} = {primary} \
             WHERE {app} = {} AND {id} = {user})",
            self.as_text(&primary),
            self.from("app_id_to_user_id", "g"),
            self.from("userid_mapping", "m"),
            self.app(),
        )
    }

    /// The id by which the application knows the user that the core calls so.
    fn outside(self, user: &str) -> String {
        match self.mapped(user) {
            Some(mapped) => format!("COALESCE({mapped}, {})", self.as_text(user)),
            None => self.as_text(user),
        }
    }

    /// The id that the application has given that user; NULL where it has given none.
    pub fn mapped(self, user: &str) -> Option<String> {
        self.table("userid_mapping")?;
        let [inner, outer] = ["supertokens_user_id", "external_user_id"]
            .map(|column| self.of_row("m", "userid_mapping", column));
        Some(format!(
            "(SELECT {outer} FROM {} WHERE {inner} = {user}{})",
            self.from("userid_mapping", "m"),
            self.and_app("m", "userid_mapping")
        ))
    }
}

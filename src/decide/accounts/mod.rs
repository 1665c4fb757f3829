//! What libraries have in common that tell people by accounts: a user table, and beside it accounts, sessions and tokens.
//! Better Auth and Auth.js are such.

pub mod columns;
pub mod copies;
pub mod doubles;
pub mod in_place;
pub mod moments;
pub mod new_table;
pub mod on_user;
pub mod source;
pub mod supertokens;
pub mod types;
pub mod user_table;

use super::Changes;
use super::columns::strict_for_prisma;
use super::options::{OptionShape, Options};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::{ForeignKey, Schema, Table};
use crate::model::types::TypeKind;
use crate::recognise::{FoundRole, Recognition};
use types::{Adapter, Letters, Types};

/// A library that tells people by accounts.
pub struct Library {
    /// What people call it.
    pub name: &'static str,
    /// The options of its target.
    pub options: &'static [OptionShape],
    /// What reads its tables, where nothing says otherwise.
    pub adapter: Adapter,
    /// MySQL: whether moments are `DATETIME` in UTC with any adapter.
    pub utc_moments: bool,
}

/// What all parts of such a decision look at.
pub struct Context<'a> {
    pub schema: &'a Schema,
    pub recognition: &'a Recognition,
    pub options: &'a Options,
    pub library: &'static Library,
    pub types: Types,
    /// The role of the user table.
    pub role: &'a FoundRole,
    /// The user table.
    pub user: &'a Table,
    /// Its identity.
    pub id: &'a str,
    /// The names of tables that the adapter has built in, by their roles.
    pub built_in: &'static [(&'static str, &'static str)],
}

impl<'a> Context<'a> {
    /// None where no user table was recognised.
    pub fn of(
        schema: &'a Schema,
        recognition: &'a Recognition,
        options: &'a Options,
        library: &'static Library,
    ) -> Option<Self> {
        let role = recognition.roles.get("user")?;
        let user = schema.table(&role.table)?;
        let id = role.columns.get("id")?;
        let adapter = Adapter::chosen(options.get("adapter"), recognition.variant, library.adapter);
        let mut types = Types::new(schema.dialect, adapter, user.column(id)?);
        types.utc_moments |= library.utc_moments;
        if options.get("columns") == "snake" {
            types.letters = Letters::Snake;
        }
        types.in_seconds = adapter == Adapter::Drizzle && options.get("better_auth") == "1.0";
        Some(Self { schema, recognition, options, library, types, role, user, id, built_in: &[] })
    }

    /// The name that the table with that role must have in the end.
    pub fn built_in_name(&self, role: &str) -> Option<&'static str> {
        self.built_in.iter().find(|(known, _)| *known == role).map(|(_, name)| *name)
    }

    /// The identity of a user as text; bytes, which need not be one, in hexadecimal digits.
    pub fn id_as_text(&self, id: &str) -> String {
        match self.user.column(self.id).map(|column| &column.data_type.kind) {
            Some(TypeKind::Binary { .. }) => self.types.hexadecimal(id),
            _ => self.types.as_text(id),
        }
    }

    /// Whether users come from SuperTokens' tables.
    pub fn is_of_supertokens(&self) -> bool {
        self.recognition.layout.is_some_and(|layout| layout.catalogue.is_some())
    }

    /// The library cannot do without a user table.
    pub fn no_users(library: &Library) -> Finding {
        Finding::new(
            "role_missing",
            Severity::Block,
            "No user table was recognised.",
            format!(
                "The accounts and sessions of {} refer to users. No migration was written.",
                library.name
            ),
            "Paste the user table too, or name it with --map user=TABLE.",
            None,
        )
    }

    /// What stands in the way of any change of the user table.
    pub fn obstacle(&self) -> Option<Finding> {
        (self.types.adapter == Adapter::Prisma).then(|| strict_for_prisma(self.user)).flatten()
    }

    /// The old tables, which the library has no use for.
    pub fn unused(&self) -> Vec<ObjectName> {
        let roles = ["session", "key", "account", "oauth_account", "verification"];
        let roles = roles.iter().filter_map(|role| self.recognition.roles.get(role));
        roles.map(|role| role.table.clone()).collect()
    }

    /// Old tables still refer to users until cleanup.
    pub fn deleting_users(&self) -> Option<Finding> {
        let roles = ["key", "account", "session", "oauth_account"]
            .iter()
            .filter_map(|role| self.recognition.roles.get(role));
        let refers = |name: &ObjectName| {
            let table = self.schema.table(name)?;
            let same =
                |key: &&ForeignKey| self.schema.dialect.same_object(&key.foreign_table, &self.user.name);
            let key = table.foreign_keys.iter().find(same)?;
            (key.on_delete.as_deref() != Some("CASCADE")).then_some(table)
        };
        let table = roles.filter_map(|role| refers(&role.table)).next()?;
        Some(Finding::new(
            "key_table_stays",
            Severity::Note,
            format!("`{}` stays until you run cleanup.sql.", table.name),
            "Its rows still refer to users, without ON DELETE CASCADE, so deleting a user fails as long as it is there.",
            "Run cleanup.sql when you are sure, or delete these rows first when your application deletes a user.",
            Some(table.span),
        ))
    }

    /// Columns of the application's own that no copy takes over: those in tables that go with `cleanup.sql`, and those that
    /// are logins.
    pub fn not_carried(&self, changes: &Changes) -> Vec<Finding> {
        let dialect = self.schema.dialect;
        let of_table = |role: &FoundRole| {
            let table = self.schema.table(&role.table)?;
            let copies = || changes.copies.iter().filter(|copy| copy.from.name == table.name);
            let is_read = |column: &String| {
                copies()
                    .any(|copy| copy.columns.iter().any(|copied| copy.reads(dialect, &copied.value, column)))
            };
            let left: Vec<String> = role
                .extra
                .iter()
                .filter(|column| !is_read(column))
                .map(|column| format!("`{column}`"))
                .collect();
            (!left.is_empty()).then(|| {
                Finding::new(
                    "column_not_carried",
                    Severity::Warning,
                    format!("{} of `{}` are not taken over.", left.join(", "), table.name),
                    format!("{} does not know them, and the new tables have no place for them.", self.library.name),
                    "They stay in the old table until cleanup.sql; copy them yourself before, if you need them.",
                    Some(table.span),
                )
            })
        };
        let unused = self.recognition.roles.values().filter(|role| changes.unused.contains(&role.table));
        let mut findings: Vec<Finding> = unused.filter_map(of_table).collect();
        findings.extend(on_user::findings(self, changes));
        findings
    }

    /// The ids that the library makes for new users are longer than the column. `instead` says what else can be done.
    pub fn short_ids(&self, characters: u32, instead: impl Fn(u32) -> String) -> Option<Finding> {
        let id = self.user.column(self.id)?;
        let length = id.data_type.kind.length()?;
        (length < characters && self.schema.dialect != Dialect::Sqlite).then(|| {
            Finding::new(
                "user_id_too_short",
                Severity::Warning,
                format!("`{}.{}` is {}.", self.user.name, id.name, id.data_type.text),
                format!(
                    "{} makes ids of {characters} characters: signing up a new user would fail.",
                    self.library.name
                ),
                instead(length),
                Some(id.span),
            )
        })
    }
}

/// Nobody stays signed in.
pub fn sessions_end(sessions: &Table, why: &str) -> Finding {
    let name = &sessions.name;
    Finding::new(
        "sessions_end",
        Severity::Warning,
        format!("The sessions of `{name}` are not taken over."),
        why,
        format!(
            "Everybody signs in once more. `{name}` stays until cleanup.sql, so down.sql lets the old sessions go on."
        ),
        None,
    )
}

//! The code that tells an auth library about its tables: `wiring/db.ts` with the connection, and beside it the file
//! that the library is given.
//!
//! What a library wants to be told is data of its layout (`src/layouts/wiring`); what a driver wants is data here.

use std::borrow::Cow;

use super::library_names::{Library, LibraryNames, NamedInCode};
use super::options::{self, Keys};
use super::typescript::doc::Doc;
use super::typescript::file::File;
use super::typescript::syntax::{Node, Property};
use super::{OutputFile, Rendered, Subject, drizzle, prisma};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::layouts::wiring::{Adapter, Argument, Export, Fixed, Form, Types, Wiring};
use crate::layouts::{Need, RoleShape};
use crate::model::names::ObjectName;
use crate::model::types::TypeKind;
use crate::recognise::FoundRole;

use self::drivers::{Driver, Mapper};

pub(super) mod changes;
pub mod drivers;

mod attributes;
mod authjs;
mod lucia;
mod passwords;
mod secrets;
mod sessions;

/// What there is to wire.
pub(super) struct Wired<'a> {
    dialect: Dialect,
    schema: &'a crate::model::schema::Schema,
    library: &'a Library,
    wiring: &'static Wiring,
    adapter: &'static Adapter,
    driver: &'static Driver,
    /// What the mapper calls tables and columns; nothing where there is none.
    named: Vec<NamedInCode>,
    /// Whether hashes are checked by `passwords.ts`.
    checks_hashes: bool,
}

/// The files. None where the library is unknown, or how it is told about its tables.
pub fn files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let mut files = Vec::new();
    if let Some(library) = subject.library
        && let Some(wiring) = library.wiring()
        && wiring.needs.iter().all(|role| library.roles.contains_key(role))
    {
        let mut findings = Vec::new();
        if let Some(wired) = choose(subject, library, wiring, &mut findings).filter(Wired::is_known) {
            let setup = wired.driver.setup(wired.dialect).to_owned();
            files.push(OutputFile::text("db.ts", "typescript", setup));
            let text = wired.file().text();
            files.push(OutputFile::new(wiring.file, "typescript", Rendered { text, findings }).of_schema());
        }
    }
    files.extend(passwords::file(subject));
    files.extend(changes::file(subject));
    files
}

/// The adapter and the driver that the user named, or those that fit the tables.
fn choose<'a>(
    subject: &'a Subject<'a>,
    library: &'a Library,
    wiring: &'static Wiring,
    findings: &mut Vec<Finding>,
) -> Option<Wired<'a>> {
    let dialect = subject.dialect();
    let offered: Vec<(&Adapter, &Driver)> = wiring
        .adapters
        .iter()
        .filter(|adapter| adapter.dialect.is_none_or(|only| only == dialect))
        .filter_map(|adapter| Some((adapter, drivers::find(adapter.driver)?)))
        .filter(|(_, driver)| driver.is_for(dialect))
        .collect();
    let named = |name: &str| offered.iter().copied().find(|(_, driver)| driver.name == name);
    let wanted = subject.options.get(options::DRIVER);
    let keys = Keys::of(subject.options, options::DRIZZLE_KEYS);
    let usual =
        || subject.from.flavour.and_then(|flavour| named(flavour.driver)).or(library.driver.and_then(named));
    let plain = || offered.iter().copied().find(|(_, driver)| driver.mapper.is_none());
    let choices = || {
        let first = [named(wanted), usual(), plain()].into_iter().flatten();
        first.chain(offered.iter().copied())
    };
    let names = LibraryNames::of(Some(library));
    let wired = |(adapter, driver): (&'static Adapter, &'static Driver)| Wired {
        dialect,
        schema: subject.schema(),
        library,
        wiring,
        adapter,
        driver,
        named: match driver.mapper {
            Some(Mapper::Drizzle) => drizzle::names(subject.schema(), keys, &names),
            Some(Mapper::Prisma) => prisma::names(subject.schema(), &names),
            _ => Vec::new(),
        },
        checks_hashes: passwords::come_from_supertokens(subject),
    };
    let first = choices().next().map(wired)?;
    // With names of one's own Drizzle's adapter would pass over columns, so it is not written even where it is wished for.
    let is_kept = first.driver.name == wanted && first.driver.mapper != Some(Mapper::Drizzle);
    let chosen = if is_kept || first.misnamed().is_empty() {
        first
    } else {
        let fitting = choices().map(wired).find(|other| other.misnamed().is_empty());
        let is_drizzle = first.driver.mapper == Some(Mapper::Drizzle);
        let nearest = || plain().filter(|_| is_drizzle).map(wired);
        fitting.or_else(nearest).unwrap_or(first)
    };
    if wanted != "usual" && chosen.driver.name != wanted {
        findings.push(not_offered(wanted, &chosen, &offered));
    }
    findings.extend(fixed_names(&chosen));
    Some(chosen)
}

fn not_offered(wanted: &str, chosen: &Wired<'_>, offered: &[(&Adapter, &Driver)]) -> Finding {
    let names: Vec<&str> = offered.iter().map(|(_, driver)| driver.name).collect();
    Finding::new(
        "driver_not_offered",
        Severity::Note,
        format!("The wiring is written for {}, not for {wanted}.", chosen.driver.name),
        format!(
            "{} has no adapter for {wanted} that fits these tables on {}.",
            chosen.library.layout.title,
            chosen.schema.database()
        ),
        format!("Use one of: {}. Drizzle's needs --set drizzle_keys=camel.", names.join(", ")),
        None,
    )
}

/// What an adapter has built in, and the tables do not have.
fn fixed_names(wired: &Wired<'_>) -> Option<Finding> {
    let misnamed = wired.misnamed();
    let first = misnamed.first()?;
    Some(Finding::new(
        "adapter_names_fixed",
        Severity::Warning,
        format!("{}'s adapter for {} would not find {first}.", wired.library.layout.title, wired.driver.name),
        format!("It has the names built in that it asks for. Called otherwise: {}.", misnamed.join(", ")),
        "Use --set driver=drizzle or --set driver=prisma, whose schema can say other names, or rename them.",
        None,
    ))
}

impl Wired<'_> {
    /// Whether it is known how the tables are used.
    fn is_known(&self) -> bool {
        !matches!(self.wiring.form, Form::SecretTexts | Form::SecretBytes) || secrets::fits(self)
    }

    fn role(&self, name: &str) -> Option<&FoundRole> {
        self.library.roles.get(name)
    }

    fn in_code(&self, table: &ObjectName) -> Option<&NamedInCode> {
        self.named.iter().find(|named| self.dialect.same_object(&named.table, table))
    }

    /// What the adapter asks for under a name that the tables do not have.
    fn misnamed(&self) -> Vec<String> {
        let mut misnamed = Vec::new();
        for (name, role) in &self.library.roles {
            if !self.wiring.models.is_empty() && !self.wiring.models.iter().any(|(known, _)| known == name) {
                continue;
            }
            match self.adapter.fixed {
                Fixed::Tables(tables) => {
                    let Some((_, table)) = tables.iter().find(|(known, _)| known == name) else { continue };
                    if !self.dialect.same_name(&role.table.name, table) {
                        misnamed.push(format!("`{table}`, which is `{}`", role.table));
                    }
                    misnamed.extend(self.misnamed_columns(role));
                }
                Fixed::Columns => misnamed.extend(self.misnamed_columns(role)),
                Fixed::Nothing => misnamed.extend(self.misnamed_properties(role)),
            }
        }
        misnamed
    }

    fn misnamed_columns(&self, role: &FoundRole) -> Vec<String> {
        let other = role.columns.iter().filter(|(field, column)| !self.dialect.same_name(field, column));
        other.map(|(field, column)| format!("`{field}`, which is `{}.{column}`", role.table)).collect()
    }

    /// Names in code that are not those that the library looks for.
    fn misnamed_properties(&self, role: &FoundRole) -> Vec<String> {
        let names = LibraryNames::of(Some(self.library));
        let Some(named) = self.in_code(&role.table) else { return Vec::new() };
        let other = role.columns.values().filter_map(|column| {
            let wanted = names.property(self.dialect, &role.table, column)?;
            let has = named.column(column)?;
            (has != wanted).then(|| format!("`{wanted}`, which is `{has}`"))
        });
        other.collect()
    }

    /// The library's file.
    fn file(&self) -> File {
        let mut file = File::default();
        match self.wiring.form {
            Form::Lucia1 | Form::Lucia2 | Form::Lucia3 => lucia::write(self, &mut file),
            Form::HashedSessions => sessions::write(self, &mut file),
            Form::SecretTexts | Form::SecretBytes => secrets::write(self, &mut file),
            Form::AuthJs | Form::NextAuth | Form::BetterAuth => authjs::write(self, &mut file),
        }
        file
    }

    /// Writes what connects the library with the driver, and gives the expression for it.
    fn adapter(&self, file: &mut File) -> Node {
        if !self.driver.is_per_request() && !matches!(self.adapter.arguments, [Argument::Model(_), ..]) {
            file.import("./db.js", self.driver.connection);
        }
        let arguments: Vec<Node> =
            self.adapter.arguments.iter().filter_map(|argument| self.argument(*argument, file)).collect();
        let function = match self.adapter.export {
            Export::Function("") => return arguments.into_iter().next().unwrap_or(Node::name("undefined")),
            Export::Function(name) => {
                file.import(self.adapter.module, name);
                name.to_owned()
            }
            Export::Class(name) => {
                file.import(self.adapter.module, name);
                format!("new {name}")
            }
            Export::Default(name) => {
                file.import_default(self.adapter.module, name);
                name.to_owned()
            }
        };
        let call = Node::call(function, arguments);
        if self.driver.is_per_request() {
            return call;
        }
        let cast =
            "// The adapter's types know its own tables only, to the letter; these will do.".to_owned();
        let comment =
            if self.adapter.types == Types::Loose || self.is_exact() { Vec::new() } else { vec![cast] };
        file.constant(&comment, false, "adapter", &call);
        Node::name("adapter")
    }

    fn argument(&self, argument: Argument, file: &mut File) -> Option<Node> {
        let name = |role: &str| self.in_code(&self.role(role)?.table).map(|named| named.name.as_str());
        match argument {
            Argument::Connection if self.driver.is_per_request() => Some(Node::name("database")),
            Argument::Connection if self.adapter.types == Types::NoOther => {
                Some(Node::name(format!("{} as never", self.driver.connection)))
            }
            Argument::Connection => Some(Node::name(self.driver.connection)),
            Argument::Part(expression) => Some(Node::name(expression)),
            Argument::TableNames(roles) => {
                Some(Node::object(roles.iter().map(|role| (*role, self.told_name(role))).collect()))
            }
            Argument::Table(role) => {
                file.import_all("../drizzle/schema.js", "schema");
                name(role).map(|name| self.drizzle_table(name))
            }
            Argument::Tables(tables) => {
                file.import_all("../drizzle/schema.js", "schema");
                let tables = tables.iter().filter_map(|(property, role)| {
                    Some(Property::new(*property, self.drizzle_table(name(role)?)))
                });
                Some(Node::spread_object(tables.collect()))
            }
            Argument::Model(role) => {
                file.import("./db.js", self.driver.connection);
                name(role).map(|name| self.model(role, name))
            }
            Argument::Provider(roles) => Some(self.provider(roles, file)),
        }
    }

    fn drizzle_table(&self, name: &str) -> Node {
        let cast = if self.is_exact() { "" } else { " as never" };
        Node::name(format!("schema.{name}{cast}"))
    }

    /// Whether the tables are what an adapter's types want, as far as these are choosy. When in doubt they are not.
    fn is_exact(&self) -> bool {
        let Types::Exact(keys) = self.adapter.types else { return self.adapter.types == Types::Loose };
        let is_key = |(name, field): &(&str, &str)| {
            let column = self.role(name).and_then(|role| role.columns.get(field));
            let key = self.table(name).and_then(|table| table.primary_key.as_ref());
            column.is_none()
                || key.is_some_and(|key| Some(key.columns.as_slice()) == column.map(std::slice::from_ref))
        };
        keys.iter().all(is_key) && self.library.layout.roles.iter().all(|shape| self.is_exact_role(shape))
    }

    fn is_exact_role(&self, shape: &RoleShape) -> bool {
        let (Some(role), Some(table)) = (self.role(shape.name), self.table(shape.name)) else { return true };
        shape.fields.iter().all(|field| {
            let column = role.columns.get(field.name).and_then(|name| table.column(name));
            let Some(column) = column else { return field.need == Need::May };
            let whole = matches!(column.data_type.kind, TypeKind::Integer | TypeKind::BigInteger)
                && column.data_type.text.to_lowercase().starts_with("int");
            let known = match self.dialect {
                Dialect::Sqlite => whole || column.data_type.kind == TypeKind::Text,
                _ => {
                    let is_postgresql = self.dialect == Dialect::PostgreSql;
                    let moment = match column.data_type.kind {
                        TypeKind::Instant { .. } => true,
                        // MySQL's `DATETIME` is another of Drizzle's types than its `TIMESTAMP`.
                        TypeKind::DateTime { .. } => is_postgresql,
                        _ => false,
                    };
                    let text = matches!(column.data_type.kind, TypeKind::Text | TypeKind::Varchar { .. });
                    whole || moment || text || column.data_type.kind == TypeKind::Uuid
                }
            };
            known && column.default.is_none() && column.collation.is_none() && column.auto_number.is_none()
        })
    }

    /// The name of a role's table as adapters are told it, or null where there is none.
    fn told_name(&self, role: &str) -> Node {
        let Some(role) = self.role(role) else { return Node::name("null") };
        Node::string(told_name(self.dialect, &role.table))
    }

    /// Prisma's delegate for a role. Lucia's adapter takes the relation to be called like the user's model.
    fn model(&self, role: &str, model: &str) -> Node {
        let delegate = format!("prisma.{}", lower_first(model));
        if role != "user" || model == "User" {
            return Node::name(delegate);
        }
        Node::call(
            "Object.create",
            vec![
                Node::name(delegate),
                Node::object(vec![("name", Node::object(vec![("value", Node::string("User"))]))]),
            ],
        )
    }

    fn provider(&self, roles: &[&str], file: &mut File) -> Node {
        let provider = match (self.dialect, self.driver.mapper) {
            (Dialect::PostgreSql, Some(Mapper::Prisma)) => "postgresql",
            (Dialect::PostgreSql, _) => "pg",
            (Dialect::MySql, _) => "mysql",
            (Dialect::Sqlite, _) => "sqlite",
        };
        let mut properties = vec![Property::new("provider", Node::string(provider))];
        let tables: Vec<Property> = roles
            .iter()
            .filter_map(|role| {
                let named = self.in_code(&self.role(role)?.table)?;
                Some(Property::new(*role, Node::name(format!("schema.{}", named.name))))
            })
            .collect();
        if !tables.is_empty() {
            file.import_all("../drizzle/schema.js", "schema");
            properties.push(Property::new("schema", Node::spread_object(tables)));
        }
        Node::spread_object(properties)
    }

    /// The constant that other modules import: itself, or a function of the database that a request brings.
    fn export(&self, file: &mut File, comment: &[String], name: &str, for_request: &str, value: Node) {
        if self.driver.is_per_request() {
            file.import_type("@cloudflare/workers-types", "D1Database");
            let function = Node::arrow("(database: D1Database)", value);
            file.constant(comment, true, for_request, &function);
        } else {
            file.constant(comment, true, name, &value);
        }
    }
}

/// The adapters put quotes around a name without looking inside; in PostgreSQL they leave one with a dot alone.
fn told_name(dialect: Dialect, name: &ObjectName) -> String {
    let parts = || name.schema.iter().chain([&name.name]);
    if dialect == Dialect::PostgreSql {
        return match &name.schema {
            None if !name.name.contains('.') => name.name.replace('"', "\"\""),
            _ => {
                parts().map(|part| format!("\"{}\"", part.replace('"', "\"\""))).collect::<Vec<_>>().join(".")
            }
        };
    }
    parts().map(|part| part.replace('`', "``")).collect::<Vec<_>>().join("`.`")
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

/// A line of TypeScript in which nothing stands that is the user's.
fn line(text: impl Into<Cow<'static, str>>) -> Doc {
    Doc::text(text)
}

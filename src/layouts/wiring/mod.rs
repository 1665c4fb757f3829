//! What an application writes to tell a library about its tables, by library, version and driver, as data.

use crate::dialects::Dialect;

mod authjs;
mod better_auth;
mod changes;
mod lucia;

/// How a library is told about the tables.
#[derive(Debug)]
pub struct Wiring {
    /// The layout's name.
    pub layout: &'static str,
    /// The versions of it.
    pub versions: &'static [&'static str],
    /// The file's name.
    pub file: &'static str,
    /// What stands in the file.
    pub form: Form,
    /// The library's adapters, those that most people take first.
    pub adapters: &'static [Adapter],
    /// What Drizzle's and Prisma's schema have to call the columns of the library.
    pub properties: Properties,
    /// What Prisma's schema has to call its tables: the role, and the model.
    pub models: &'static [(&'static str, &'static str)],
    /// Fields that the library gives Drizzle as another type than SQLite's integers: the field, and Drizzle's mode.
    pub modes: &'static [(&'static str, &'static str)],
    /// Fields of every role that the library leaves to Prisma's client.
    pub made_by_prisma: &'static [&'static str],
    /// The roles without which there is nothing to tell.
    pub needs: &'static [&'static str],
    /// What code says otherwise than with what was there before, by what that was; the most usual last.
    pub since: &'static [Since],
}

/// What code says otherwise than before.
#[derive(Debug)]
pub struct Since {
    /// The layout before.
    pub layout: &'static str,
    /// Its version; empty where any will do.
    pub version: &'static str,
    /// What is different.
    pub changes: &'static [Change],
}

/// What code says otherwise.
#[derive(Debug)]
pub struct Change {
    /// What it is, in one line.
    pub what: &'static str,
    /// The code before.
    pub before: &'static str,
    /// The code after.
    pub after: &'static str,
}

/// What stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A call of Lucia 1's default export; names of tables are built in.
    Lucia1,
    /// A call of Lucia 2's `lucia`.
    Lucia2,
    /// A `Lucia` of Lucia 3.
    Lucia3,
    /// Functions for sessions whose id is the hash of a token.
    HashedSessions,
    /// Functions for sessions of an id and a secret, which is a text.
    SecretTexts,
    /// The same with a secret that is bytes, in base64.
    SecretBytes,
    /// The configuration that Auth.js is given.
    AuthJs,
    /// The options of NextAuth 4.
    NextAuth,
    /// A call of `betterAuth`.
    BetterAuth,
}

/// What properties in code are called where they stand for a field of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Properties {
    /// Anything.
    Any,
    /// As the library calls the field.
    Field,
    /// As the library calls the field, in camel case.
    CamelField,
}

/// What connects a library with a driver.
#[derive(Debug)]
pub struct Adapter {
    /// The driver's name among those of the outputs.
    pub driver: &'static str,
    /// The database, where it is for one only and the driver for more.
    pub dialect: Option<Dialect>,
    /// The package; empty where the library takes the connection itself.
    pub module: &'static str,
    /// What is imported of it.
    pub export: Export,
    /// What it is given.
    pub arguments: &'static [Argument],
    /// What it has built in about the tables.
    pub fixed: Fixed,
    /// What its types want of the tables.
    pub types: Types,
}

/// What an adapter's types want of what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Types {
    /// Nothing that the tables could lack.
    Loose,
    /// The library's own tables to the letter: these fields are the primary keys of their roles.
    Exact(&'static [(&'static str, &'static str)]),
    /// A database that has no other tables.
    NoOther,
}

/// What is imported of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// A function by its name.
    Function(&'static str),
    /// A class by its name.
    Class(&'static str),
    /// What the package exports first of all, a function.
    Default(&'static str),
}

/// What an adapter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// The connection.
    Connection,
    /// What the connection gives by this expression.
    Part(&'static str),
    /// An object with the names of the tables of these roles.
    TableNames(&'static [&'static str]),
    /// Drizzle's table of this role.
    Table(&'static str),
    /// An object with Drizzle's tables: its property, and the role.
    Tables(&'static [(&'static str, &'static str)]),
    /// What Prisma's client has for the role.
    Model(&'static str),
    /// Better Auth: an object with the kind of database, and with Drizzle's tables of these roles.
    Provider(&'static [&'static str]),
}

/// What an adapter has built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixed {
    /// Nothing, or it is told by the arguments.
    Nothing,
    /// The names of the columns: those of the fields.
    Columns,
    /// The names of the columns and, by role, of the tables.
    Tables(&'static [(&'static str, &'static str)]),
}

/// All of them.
const ALL: &[&Wiring] = &[
    &lucia::V1,
    &lucia::V2,
    &lucia::V3,
    &lucia::HASHED_SESSIONS,
    &lucia::SECRET_TEXTS,
    &lucia::SECRET_BYTES,
    &authjs::V5,
    &authjs::NEXTAUTH_4,
    &better_auth::V1,
];

/// How that version of a layout is wired, if that is known.
pub fn of(layout: &str, version: &str) -> Option<&'static Wiring> {
    ALL.iter().copied().find(|wiring| wiring.layout == layout && wiring.versions.contains(&version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layouts;

    #[test]
    fn everything_that_is_named_exists() {
        for wiring in ALL {
            let is_layout = |layout: &&&layouts::Layout| layout.name == wiring.layout;
            let layouts: Vec<_> = layouts::ALL.iter().filter(is_layout).collect();
            for version in wiring.versions {
                let versions = || layouts.iter().flat_map(|layout| layout.versions);
                assert!(versions().any(|known| known == version), "{} {version}", wiring.layout);
            }
            for argument in wiring.adapters.iter().flat_map(|adapter| adapter.arguments) {
                let roles: Vec<&str> = match argument {
                    Argument::TableNames(roles) | Argument::Provider(roles) => roles.to_vec(),
                    Argument::Tables(tables) => tables.iter().map(|(_, role)| *role).collect(),
                    Argument::Table(role) | Argument::Model(role) => vec![role],
                    Argument::Connection | Argument::Part(_) => Vec::new(),
                };
                let known = || layouts.iter().flat_map(|layout| layout.roles);
                assert!(roles.iter().all(|role| known().any(|known| known.name == *role)), "{argument:?}");
            }
        }
    }
}

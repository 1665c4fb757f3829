//! `auth.ts` for Auth.js, NextAuth and Better Auth: the configuration with the adapter and the names of the tables.

use super::attributes::Attribute;
use super::drivers::Mapper;
use super::{Wired, lower_first, passwords};
use crate::dialects::Dialect;
use crate::layouts::wiring::Form;
use crate::model::types::TypeKind;
use crate::outputs::typescript::file::File;
use crate::outputs::typescript::literals;
use crate::outputs::typescript::syntax::{Node, Property};
use crate::outputs::typescript::types::Type;
use crate::recognise::FoundRole;

/// Writes the file.
pub fn write(wired: &Wired<'_>, file: &mut File) {
    let adapter = wired.adapter(file);
    match wired.wiring.form {
        Form::BetterAuth => better_auth(wired, file, adapter),
        form => configuration(wired, file, form, adapter),
    }
}

fn configuration(wired: &Wired<'_>, file: &mut File, form: Form, adapter: Node) {
    let (module, kind, name, comment) = match form {
        Form::NextAuth => ("next-auth", "NextAuthOptions", "authOptions", "For `NextAuth(authOptions)`."),
        _ => (
            "@auth/core",
            "AuthConfig",
            "config",
            "For `NextAuth(config)`, `SvelteKitAuth(config)`, `ExpressAuth(config)`…",
        ),
    };
    file.import_type(module, kind);
    let providers = Property {
        comment: vec!["// Yours.".to_owned()],
        name: "providers".to_owned(),
        value: Node::Array(Vec::new()),
    };
    let value = Node::spread_object(vec![Property::new("adapter", adapter), providers]);
    let comment = [format!("/** {comment} */")];
    if wired.driver.is_per_request() {
        file.import_type("@cloudflare/workers-types", "D1Database");
        let function = Node::arrow(format!("(database: D1Database): {kind}"), value);
        file.constant(&comment, true, &format!("{name}For"), &function);
    } else {
        file.constant(&comment, true, &format!("{name}: {kind}"), &value);
    }
}

/// The tables of Better Auth's core.
const CORE: &[&str] = &["user", "session", "account", "verification"];

fn better_auth(wired: &Wired<'_>, file: &mut File, adapter: Node) {
    file.import("better-auth", "betterAuth");
    let database = match wired.driver.mapper {
        Some(Mapper::Kysely) => {
            let kind = match wired.dialect {
                Dialect::PostgreSql => "postgres",
                Dialect::MySql => "mysql",
                Dialect::Sqlite => "sqlite",
            };
            Node::object(vec![("db", adapter), ("type", Node::string(kind))])
        }
        _ => adapter,
    };
    let mut properties = vec![Property::new("database", database)];
    for name in CORE {
        let Some(role) = wired.role(name) else { continue };
        let told = told(wired, name, role);
        if !told.is_empty() {
            properties.push(Property::new(*name, Node::spread_object(told)));
        }
    }
    properties.extend(generate_id(wired, file).map(|generate| {
        let database = Node::object(vec![("generateId", generate)]);
        Property::new("advanced", Node::object(vec![("database", database)]))
    }));
    if wired.role("account").is_some_and(|role| role.columns.contains_key("password")) {
        properties.push(Property::new("emailAndPassword", email_and_password(wired, file)));
    }
    let plugins: Vec<String> = wired
        .library
        .roles
        .iter()
        .filter(|(name, _)| !CORE.contains(name))
        .map(|(_, role)| format!("`{}`", role.table))
        .collect();
    if !plugins.is_empty() {
        let comment = literals::remark(&format!("Add the plugins of these tables: {}.", plugins.join(", ")));
        properties.push(Property { comment, name: "plugins".to_owned(), value: Node::Array(Vec::new()) });
    }
    let call = Node::call("betterAuth", vec![Node::spread_object(properties)]);
    wired.export(file, &[], "auth", "authFor", call);
}

/// Characters of an id that Better Auth makes, unless it is told otherwise.
const ID_CHARACTERS: u32 = 32;

/// How the ids of new rows are made, where the columns with ids are no texts that take Better Auth's own.
fn generate_id(wired: &Wired<'_>, file: &mut File) -> Option<Node> {
    let table = wired.table("user")?;
    let id = table.column(wired.role("user")?.columns.get("id")?)?;
    match &id.data_type.kind {
        TypeKind::Uuid => Some(Node::string("uuid")),
        kind if kind.is_integer() => Some(Node::string("serial")),
        kind => {
            let length = kind.length().filter(|length| *length < ID_CHARACTERS)?;
            if wired.dialect == Dialect::Sqlite {
                return None;
            }
            file.import("better-auth/crypto", "generateRandomString");
            Some(Node::arrow(
                "()",
                Node::call("generateRandomString", vec![Node::Constant(length.to_string())]),
            ))
        }
    }
}

fn email_and_password(wired: &Wired<'_>, file: &mut File) -> Node {
    let mut properties = vec![("enabled", Node::Constant("true".to_owned()))];
    if wired.checks_hashes {
        let names = ["hash", "verify"];
        names.iter().for_each(|name| file.import(passwords::MODULE, name));
        properties.push(("password", Node::object(names.map(|name| (name, Node::name(name))).to_vec())));
    }
    Node::object(properties)
}

/// What Better Auth has to be told about a table: its name, and those of the columns; and the application's columns.
fn told(wired: &Wired<'_>, name: &str, role: &FoundRole) -> Vec<Property> {
    let mut told = Vec::new();
    let named = wired.in_code(&role.table);
    let model = match (wired.driver.mapper, named) {
        // The schema that the adapter is given says which table it is.
        (Some(Mapper::Drizzle), _) => name.to_owned(),
        (Some(Mapper::Prisma), Some(named)) => lower_first(&named.name),
        _ => role.table.name.clone(),
    };
    if model != name {
        told.push(Property::new("modelName", Node::string(model)));
    }
    let in_code = |column: &str| named.and_then(|named| named.column(column)).unwrap_or(column).to_owned();
    let fields: Vec<Property> = role
        .columns
        .iter()
        .map(|(field, column)| (*field, in_code(column)))
        .filter(|(field, column)| *field != "id" && field != column)
        .map(|(field, column)| Property::new(field, Node::string(column)))
        .collect();
    if !fields.is_empty() {
        told.push(Property::new("fields", Node::spread_object(fields)));
    }
    // The other two take no columns of the application's own.
    if matches!(name, "user" | "session") {
        let own = wired.attributes(name, &[]);
        let own: Vec<Property> = own.iter().filter_map(additional_field).collect();
        if !own.is_empty() {
            told.push(Property::new("additionalFields", Node::spread_object(own)));
        }
    }
    told
}

/// A column of the application's own; none where Better Auth has no type for it.
fn additional_field(attribute: &Attribute<'_>) -> Option<Property> {
    let row_type = match &attribute.row_type {
        Type::Union(types) => types.first()?,
        other => other,
    };
    let kind = match row_type {
        Type::Name(name) => match name.as_str() {
            "string" | "number" | "boolean" => name.as_str(),
            "Date" => "date",
            _ => return None,
        },
        _ => return None,
    };
    let column = attribute.column;
    let required = !column.nullable && column.default.is_none() && column.generated.is_none();
    let mut properties =
        vec![("type", Node::string(kind)), ("required", Node::Constant(required.to_string()))];
    if !required {
        properties.push(("input", Node::Constant("false".to_owned())));
    }
    if is_secret(attribute.key.as_str()) {
        // Otherwise everybody's session would show it to the browser.
        properties.push(("returned", Node::Constant("false".to_owned())));
    }
    if attribute.key != attribute.property {
        properties.push(("fieldName", Node::string(attribute.key.as_str())));
    }
    Some(Property::new(attribute.property.as_str(), Node::object(properties)))
}

/// Whether the column's name says that nobody but the server may see it.
fn is_secret(column: &str) -> bool {
    let name = column.to_lowercase();
    ["password", "hash", "secret", "token"].iter().any(|word| name.contains(word))
}

//! `session.ts` for sessions without a library: the functions of Lucia's guide of 2024, over the user's own tables.
//!
//! Source: github.com/lucia-auth/lucia, commit a3d76c37, pages/sessions/basic-api/*.md. The id of a session is the
//! hexadecimal SHA-256 hash of its token, which only the browser knows.

use super::attributes::Attribute;
use super::drivers::{self, Driver, Mapper};
use super::{Wired, line};
use crate::dialects::Dialect;
use crate::model::types::TypeKind;
use crate::order::arrange;
use crate::outputs::typescript::doc::Doc;
use crate::outputs::typescript::file::File;
use crate::outputs::typescript::literals;
use crate::outputs::typescript::syntax::{Node, Property};
use crate::outputs::typescript::types::{self, Member, Type};
use crate::recognise::FoundRole;

/// Writes the file.
pub fn write(wired: &Wired<'_>, file: &mut File) {
    let (Some(session), Some(user)) = (wired.role("session"), wired.role("user")) else { return };
    let driver = asked(wired);
    if driver.is_per_request() {
        file.import_type("@cloudflare/workers-types", "D1Database");
    } else {
        file.import("./db.js", driver.connection);
    }
    let users: Vec<Attribute<'_>> =
        wired.attributes("user", &["id"]).into_iter().filter(|attribute| !attribute.is_secret()).collect();
    let own = wired.attributes("session", &["id", "userId", "expiresAt"]);
    let end = End::of(wired, session, driver);
    interfaces(wired, file, &users, &own, &["expiresAt"]);
    file.constant(
        &["// Sessions live 30 days, and are extended when less than half of that is left.".to_owned()],
        false,
        "LIFETIME",
        &Node::Constant("1000 * 60 * 60 * 24 * 30".to_owned()),
    );
    if let Some(statements) = statements(wired, session, user, &users, &own) {
        file.constant(&[], false, "statements", &statements);
    }
    rows(file, &users, &own, &end);
    functions(file, driver, FUNCTIONS, !own.is_empty());
}

/// What is asked: the driver itself where the mapper has it beneath it.
pub fn asked(wired: &Wired<'_>) -> &'static Driver {
    let beneath = || drivers::ALL.iter().find(|driver| driver.dialect == Some(wired.dialect));
    match wired.driver.mapper {
        Some(Mapper::Drizzle | Mapper::Kysely) => beneath().unwrap_or(wired.driver),
        _ => wired.driver,
    }
}

/// How the end of a session is stored and read.
struct End {
    stored: &'static str,
    read: &'static str,
}

impl End {
    fn of(wired: &Wired<'_>, session: &FoundRole, driver: &Driver) -> Self {
        let column = session.columns.get("expires_at").and_then(|name| wired.table("session")?.column(name));
        // Only Prisma declares moments so in SQLite, and it counts milliseconds.
        let in_milliseconds =
            column.is_some_and(|column| matches!(column.data_type.kind, TypeKind::DateTime { .. }));
        let gives_text = driver.gives.iter().any(|(usual, own)| (*usual, *own) == ("Date", "string"));
        match wired.dialect {
            Dialect::Sqlite if in_milliseconds => {
                Self { stored: "session.expiresAt.getTime()", read: "new Date(row.end as Date | number)" }
            }
            Dialect::Sqlite => Self {
                stored: "Math.floor(session.expiresAt.getTime() / 1000)",
                read: "new Date(Number(row.end) * 1000)",
            },
            // A DATETIME in UTC, without saying so.
            _ if gives_text => Self { stored: "session.expiresAt", read: "new Date(`${String(row.end)}Z`)" },
            _ => Self { stored: "session.expiresAt", read: "row.end as Date" },
        }
    }
}

/// What the functions give: users, sessions with these moments, and what else the application has in them.
pub fn interfaces(
    wired: &Wired<'_>,
    file: &mut File,
    users: &[Attribute<'_>],
    own: &[Attribute<'_>],
    moments: &[&str],
) {
    let member =
        |name: &str, member_type: Type| Member { comment: Vec::new(), name: name.to_owned(), member_type };
    let id = wired.field_type("user", "id").unwrap_or(Type::name("string"));
    let renamed =
        |attribute: &Attribute<'_>| Member { name: attribute.property.clone(), ..attribute.member() };
    let mut members = vec![member("id", id)];
    members.extend(users.iter().map(renamed));
    file.statement(&[], types::interface("User", &members), "");
    let mut members = vec![member("id", Type::name("string")), member("userId", Type::name("User[\"id\"]"))];
    members.extend(moments.iter().map(|name| member(name, Type::name("Date"))));
    members.extend(own.iter().map(renamed));
    file.statement(&[], types::interface("Session", &members), "");
    if !own.is_empty() {
        let mut known: Vec<String> =
            moments.iter().chain(&["id", "userId"]).map(|name| format!("\"{name}\"")).collect();
        arrange(&mut known, Ord::cmp);
        let rest = Type::name(format!("Omit<Session, {}>", known.join(" | ")));
        file.type_aliases(&[("SessionAttributes", rest)]);
    }
    let results =
        [Type::name("{ session: Session; user: User }"), Type::name("{ session: null; user: null }")];
    file.type_aliases(&[("SessionValidationResult", Type::Union(results.to_vec()))]);
    let value = match wired.dialect {
        Dialect::Sqlite => "number | string | null",
        _ => "Date | boolean | number | string | null",
    };
    file.statement(&[], line(format!("type Value = {value}")), ";");
    file.statement(&[], line("type Row = Record<string, unknown>"), ";");
}

/// The statements, with the names of the user's tables and columns.
fn statements(
    wired: &Wired<'_>,
    session: &FoundRole,
    user: &FoundRole,
    users: &[Attribute<'_>],
    own: &[Attribute<'_>],
) -> Option<Node> {
    let dialect = wired.dialect;
    let name = |name: &str| dialect.identifier(name);
    let column = |field: &str| session.columns.get(field).map(|column| name(column));
    let (id, owner, end) = (column("id")?, column("user_id")?, column("expires_at")?);
    let user_id = name(user.columns.get("id")?);
    let (table, user_table) = (dialect.object(&session.table), dialect.object(&user.table));
    let mark = |position: usize| match dialect {
        Dialect::PostgreSql => format!("${position}"),
        _ => "?".to_owned(),
    };
    let columns: Vec<String> = [id.clone(), owner.clone(), end.clone()]
        .into_iter()
        .chain(own.iter().map(|attribute| name(&attribute.column.name)))
        .collect();
    let marks: Vec<String> = (1..=columns.len()).map(mark).collect();
    let mut shown = vec![format!("u.{user_id} AS id"), format!("s.{end} AS {}", name("end"))];
    shown.extend(
        users.iter().enumerate().map(|(number, it)| format!("u.{} AS u{number}", name(&it.column.name))),
    );
    shown.extend(
        own.iter().enumerate().map(|(number, it)| format!("s.{} AS s{number}", name(&it.column.name))),
    );
    let (first, second) = (mark(1), mark(2));
    let texts = [
        ("insert", format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), marks.join(", "))),
        (
            "select",
            format!(
                "SELECT {} FROM {table} AS s JOIN {user_table} AS u ON u.{user_id} = s.{owner} WHERE s.{id} = {first}",
                shown.join(", ")
            ),
        ),
        ("extend", format!("UPDATE {table} SET {end} = {first} WHERE {id} = {second}")),
        ("end", format!("DELETE FROM {table} WHERE {id} = {first}")),
        ("endAll", format!("DELETE FROM {table} WHERE {owner} = {first}")),
    ];
    let texts = texts.into_iter().map(|(name, text)| Property::new(name, Node::string(text)));
    Some(Node::spread_object(texts.collect()))
}

/// The functions that make a user and a session of a row, which has these moments in it.
pub fn of_rows(file: &mut File, users: &[Attribute<'_>], own: &[Attribute<'_>], moments: &[(&str, &str)]) {
    let value = |kind: &str, prefix: &str, number: usize, attribute: &Attribute<'_>| {
        let key = literals::string(&attribute.property);
        Property::new(
            attribute.property.as_str(),
            Node::name(format!("row.{prefix}{number} as {kind}[{key}]")),
        )
    };
    let mut properties = vec![Property::new("id", Node::name("row.id as User[\"id\"]"))];
    properties.extend(users.iter().enumerate().map(|(number, it)| value("User", "u", number, it)));
    let user = Node::arrow("(row: Row): User", Node::spread_object(properties));
    file.constant(&[], false, "userOf", &user);
    let mut properties = vec![
        Property::new("id", Node::name("id")),
        Property::new("userId", Node::name("row.id as User[\"id\"]")),
    ];
    properties.extend(moments.iter().map(|(name, read)| Property::new(*name, Node::name(*read))));
    properties.extend(own.iter().enumerate().map(|(number, it)| value("Session", "s", number, it)));
    let session = Node::arrow("(id: string, row: Row): Session", Node::spread_object(properties));
    file.constant(&[], false, "sessionOf", &session);
}

/// What becomes of a row, and what is stored of a session.
fn rows(file: &mut File, users: &[Attribute<'_>], own: &[Attribute<'_>], end: &End) {
    of_rows(file, users, own, &[("expiresAt", end.read)]);
    let end = Node::arrow("(session: Session): Value", Node::name(end.stored));
    file.constant(&[], false, "endOf", &end);
    let mut values = vec![
        Node::name("session.id"),
        Node::name("session.userId"),
        Node::call("endOf", vec![Node::name("session")]),
    ];
    values.extend(
        own.iter().map(|attribute| {
            Node::name(format!("session[{}] as Value", literals::string(&attribute.property)))
        }),
    );
    let values = Node::arrow("(session: Session): Value[]", Node::Array(values));
    file.constant(&[], false, "valuesOf", &values);
}

/// A function of the file.
pub struct Function {
    pub comment: &'static str,
    pub name: &'static str,
    pub exported: bool,
    /// Whether it asks the database.
    pub asks: bool,
    pub parameters: &'static [&'static str],
    pub returns: &'static str,
    /// Its lines, in which `query(` asks the database; none where they are the driver's.
    pub body: &'static str,
}

/// The one that asks.
pub const QUERY: Function = Function {
    comment: "",
    name: "query",
    exported: false,
    asks: true,
    parameters: &["text: string", "...parameters: Value[]"],
    returns: "Promise<Row[]>",
    body: "",
};

/// Bytes as hexadecimal digits.
pub const HEX: Function = Function {
    comment: "",
    name: "hex",
    exported: false,
    asks: false,
    parameters: &["bytes: Uint8Array"],
    returns: "string",
    body: "\
return Array.from(bytes, (byte) => byte.toString(16).padStart(2, \"0\")).join(
  \"\",
);",
};

/// The one that ends a session.
pub const END: Function = Function {
    comment: "",
    name: "invalidateSession",
    exported: true,
    asks: true,
    parameters: &["id: string"],
    returns: "Promise<void>",
    body: "await query(statements.end, id);",
};

/// The one that ends all of a user.
pub const END_ALL: Function = Function {
    comment: "",
    name: "invalidateAllSessions",
    exported: true,
    asks: true,
    parameters: &["userId: User[\"id\"]"],
    returns: "Promise<void>",
    body: "await query(statements.endAll, userId);",
};

const FUNCTIONS: &[Function] = &[
    QUERY,
    HEX,
    Function {
        comment: "/** What stands in the database for a token. */",
        name: "sessionId",
        exported: true,
        asks: false,
        parameters: &["token: string"],
        returns: "Promise<string>",
        body: "\
const bytes = new TextEncoder().encode(token);
return hex(new Uint8Array(await crypto.subtle.digest(\"SHA-256\", bytes)));",
    },
    Function {
        comment: "/** What the browser gets as its cookie. Cookies of Lucia stay good. */",
        name: "generateSessionToken",
        exported: true,
        asks: false,
        parameters: &[],
        returns: "string",
        body: "return hex(crypto.getRandomValues(new Uint8Array(20)));",
    },
    Function {
        comment: "",
        name: "createSession",
        exported: true,
        asks: true,
        parameters: &["token: string", "userId: User[\"id\"]"],
        returns: "Promise<Session>",
        body: "\
const session: Session = {
  id: await sessionId(token),
  userId,
  expiresAt: new Date(Date.now() + LIFETIME),
  ...attributes,
};
await query(statements.insert, ...valuesOf(session));
return session;",
    },
    Function {
        comment: "",
        name: "validateSessionToken",
        exported: true,
        asks: true,
        parameters: &["token: string"],
        returns: "Promise<SessionValidationResult>",
        body: "\
const id = await sessionId(token);
const [row] = await query(statements.select, id);
if (row === undefined) return { session: null, user: null };
const session = sessionOf(id, row);
const left = session.expiresAt.getTime() - Date.now();
if (left <= 0) {
  await query(statements.end, id);
  return { session: null, user: null };
}
if (left < LIFETIME / 2) {
  session.expiresAt = new Date(Date.now() + LIFETIME);
  await query(statements.extend, endOf(session), id);
}
return { session, user: userOf(row) };",
    },
    END,
    END_ALL,
];

/// Writes the functions.
pub fn functions(file: &mut File, driver: &Driver, functions: &[Function], with_attributes: bool) {
    for function in functions {
        let takes_attributes = with_attributes && function.name == "createSession";
        let connection = (function.asks && driver.is_per_request()).then_some("database: D1Database");
        let rest = takes_attributes.then_some("attributes: SessionAttributes");
        let parameters: Vec<Doc> =
            connection.iter().chain(function.parameters).chain(rest.iter()).map(|text| line(*text)).collect();
        let is_rest = function.parameters.iter().any(|parameter| parameter.starts_with("..."));
        let asynchronous = if function.returns.starts_with("Promise") { "async " } else { "" };
        let export = if function.exported { "export " } else { "" };
        let head = Doc::group(Doc::Concat(vec![
            line(format!("{export}{asynchronous}function {}(", function.name)),
            Doc::indent(Doc::Concat(vec![
                Doc::SoftLine,
                Doc::join(parameters.clone(), &[line(","), Doc::Line]),
            ])),
            if is_rest || parameters.is_empty() { line("") } else { Doc::if_broken(",") },
            Doc::SoftLine,
            line(format!("): {} {{", function.returns)),
        ]));
        let mut body = match function.body {
            "" => driver.query.to_owned(),
            text => text.to_owned(),
        };
        if !takes_attributes {
            body = body.replace("  ...attributes,\n", "");
        }
        if driver.is_per_request() {
            body = body.replace("query(statements", "query(database, statements");
        }
        let lines = body.lines().flat_map(|text| [Doc::HardLine, line(text.to_owned())]);
        let text =
            Doc::Concat(vec![head, Doc::indent(Doc::Concat(lines.collect())), Doc::HardLine, line("}")]);
        let comment: Vec<String> =
            if function.comment.is_empty() { Vec::new() } else { vec![function.comment.to_owned()] };
        file.statement(&comment, text, "");
    }
}

//! `session.ts` and `auth_session.ts` for sessions of an id and a secret, over the user's own tables.
//!
//! Sources: github.com/lucia-auth/lucia, commit bcee3868, pages/sessions/basic.md and inactivity-timeout.md (2025): the
//! secret is a text, and hashed as it is; commit e1ef2bc6, code/auth_session.ts (2026): the secret is bytes, which the cookie
//! has in base64. A session ends ten days after it was last seen, which is noted once an hour.

use super::Wired;
use super::attributes::Attribute;
use super::sessions::{END, END_ALL, Function, HEX, QUERY, asked, functions, interfaces, of_rows};
use crate::dialects::Dialect;
use crate::layouts::wiring::Form;
use crate::model::schema::Column;
use crate::model::types::TypeKind;
use crate::outputs::typescript::file::File;
use crate::outputs::typescript::literals;
use crate::outputs::typescript::syntax::{Node, Property};
use crate::outputs::typescript::types::Type;

/// The columns of a session.
struct Session<'a> {
    id: &'a Column,
    user: &'a Column,
    hash: &'a Column,
    verified: &'a Column,
    created: &'a Column,
}

impl<'a> Session<'a> {
    /// None where one is missing, as in the guide's own sample, or holds something else than the guide says.
    fn of(wired: &Wired<'a>) -> Option<Self> {
        let (role, table) = (wired.role("session")?, wired.table("session")?);
        let column = |field: &str| role.columns.get(field).and_then(|name| table.column(name));
        let verified = column("last_verified_at").or_else(|| column("token_last_verified_at"))?;
        let (hash, created) = (column("secret_hash")?, column("created_at")?);
        let is_moment = |column: &Column| match column.data_type.kind {
            TypeKind::DateTime { .. } | TypeKind::Instant { .. } => wired.dialect != Dialect::Sqlite,
            _ => column.data_type.kind.is_integer(),
        };
        let is_known = matches!(hash.data_type.kind, TypeKind::Binary { .. })
            && is_moment(verified)
            && is_moment(created);
        is_known.then_some(Self { id: column("id")?, user: column("user_id")?, hash, verified, created })
    }
}

/// Whether the tables are those of the guide.
pub fn fits(wired: &Wired<'_>) -> bool {
    Session::of(wired).is_some()
}

/// Writes the file.
pub fn write(wired: &Wired<'_>, file: &mut File) {
    let Some(session) = Session::of(wired) else { return };
    let driver = asked(wired);
    if driver.is_per_request() {
        file.import_type("@cloudflare/workers-types", "D1Database");
    } else {
        file.import("./db.js", driver.connection);
    }
    let users: Vec<Attribute<'_>> =
        wired.attributes("user", &["id"]).into_iter().filter(|attribute| !attribute.is_secret()).collect();
    let moments = ["lastVerifiedAt", "createdAt"];
    let own = wired.attributes("session", &["id", "userId", "lastVerifiedAt", "createdAt", "hash"]);
    interfaces(wired, file, &users, &own, &moments);
    file.type_aliases(&[("NewSession", Type::name("{ session: Session; token: string }"))]);
    file.constant(
        &["// A session ends ten days after it was last seen, which is noted once an hour.".to_owned()],
        false,
        "LIFETIME",
        &Node::Constant("1000 * 60 * 60 * 24 * 10".to_owned()),
    );
    file.constant(&[], false, "HOUR", &Node::Constant("1000 * 60 * 60".to_owned()));
    if let Some(statements) = statements(wired, &session, &users, &own) {
        file.constant(&[], false, "statements", &statements);
    }
    let read = [
        ("lastVerifiedAt", "new Date(Number(row.verified) * 1000)"),
        ("createdAt", "new Date(Number(row.created) * 1000)"),
    ];
    of_rows(file, &users, &own, &read);
    values(file, &own);
    let [new_secret, secret_hash] = secret(wired.wiring.form);
    let all = [QUERY, HEX, new_secret, secret_hash, SAME, CREATE, VALIDATE, END, END_ALL];
    functions(file, driver, &all, !own.is_empty());
}

/// What is stored of a session.
fn values(file: &mut File, own: &[Attribute<'_>]) {
    let seconds = Node::arrow("(moment: Date): number", Node::name("Math.floor(moment.getTime() / 1000)"));
    file.constant(&[], false, "secondsOf", &seconds);
    let mut values = vec![Node::name("session.id"), Node::name("session.userId"), Node::name("hash")];
    values.extend(
        ["session.lastVerifiedAt", "session.createdAt"]
            .map(|moment| Node::call("secondsOf", vec![Node::name(moment)])),
    );
    values.extend(
        own.iter().map(|attribute| {
            Node::name(format!("session[{}] as Value", literals::string(&attribute.property)))
        }),
    );
    let values = Node::arrow("(session: Session, hash: string): Value[]", Node::Array(values));
    file.constant(&[], false, "valuesOf", &values);
}

/// The statements, with the names of the user's tables and columns.
fn statements(
    wired: &Wired<'_>,
    session: &Session<'_>,
    users: &[Attribute<'_>],
    own: &[Attribute<'_>],
) -> Option<Node> {
    let dialect = wired.dialect;
    let (role, user) = (wired.role("session")?, wired.role("user")?);
    let name = |column: &Column| dialect.identifier(&column.name);
    let (table, user_table) = (dialect.object(&role.table), dialect.object(&user.table));
    let user_id = dialect.identifier(user.columns.get("id")?);
    let mark = |position: usize| match dialect {
        Dialect::PostgreSql => format!("${position}"),
        _ => "?".to_owned(),
    };
    let columns = [session.id, session.user, session.hash, session.verified, session.created];
    let columns: Vec<&Column> = columns.into_iter().chain(own.iter().map(|it| it.column)).collect();
    let marks: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| match at {
            2 => of_hex(dialect, &mark(at + 1)),
            3 | 4 => of_seconds(dialect, column, &mark(at + 1)),
            _ => mark(at + 1),
        })
        .collect();
    let mut shown = vec![
        format!("u.{user_id} AS id"),
        format!("{} AS hash", as_hex(dialect, &format!("s.{}", name(session.hash)))),
        format!("{} AS verified", as_seconds(dialect, session.verified)),
        format!("{} AS created", as_seconds(dialect, session.created)),
    ];
    shown.extend(users.iter().enumerate().map(|(number, it)| format!("u.{} AS u{number}", name(it.column))));
    shown.extend(own.iter().enumerate().map(|(number, it)| format!("s.{} AS s{number}", name(it.column))));
    let (id, owner) = (name(session.id), name(session.user));
    let names: Vec<String> = columns.iter().map(|column| name(column)).collect();
    let (first, second) = (mark(1), mark(2));
    let texts = [
        ("insert", format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), marks.join(", "))),
        (
            "select",
            format!(
                "SELECT {} FROM {table} AS s JOIN {user_table} AS u ON u.{user_id} = s.{owner} WHERE s.{id} = {first}",
                shown.join(", ")
            ),
        ),
        (
            "extend",
            format!(
                "UPDATE {table} SET {} = {} WHERE {id} = {second}",
                name(session.verified),
                of_seconds(dialect, session.verified, &first)
            ),
        ),
        ("end", format!("DELETE FROM {table} WHERE {id} = {first}")),
        ("endAll", format!("DELETE FROM {table} WHERE {owner} = {first}")),
    ];
    let texts = texts.into_iter().map(|(name, text)| Property::new(name, Node::string(text)));
    Some(Node::spread_object(texts.collect()))
}

/// Bytes of hexadecimal digits, which every driver can send. SQLite has that since 3.41.
fn of_hex(dialect: Dialect, mark: &str) -> String {
    match dialect {
        Dialect::PostgreSql => format!("decode({mark}, 'hex')"),
        Dialect::MySql | Dialect::Sqlite => format!("unhex({mark})"),
    }
}

/// Bytes as hexadecimal digits, which every driver gives alike.
fn as_hex(dialect: Dialect, value: &str) -> String {
    match dialect {
        Dialect::PostgreSql => format!("encode({value}, 'hex')"),
        Dialect::MySql | Dialect::Sqlite => format!("lower(hex({value}))"),
    }
}

/// Seconds since 1970 as the column has them. MySQL's `DATETIME` is in UTC, whatever the connection's time zone.
fn of_seconds(dialect: Dialect, column: &Column, mark: &str) -> String {
    match (dialect, &column.data_type.kind) {
        (Dialect::PostgreSql, TypeKind::Instant { .. }) => format!("to_timestamp({mark}::bigint)"),
        (Dialect::PostgreSql, TypeKind::DateTime { .. }) => {
            format!("to_timestamp({mark}::bigint) AT TIME ZONE 'UTC'")
        }
        (Dialect::MySql, TypeKind::Instant { .. }) => format!("from_unixtime({mark})"),
        (Dialect::MySql, TypeKind::DateTime { .. }) => {
            format!("TIMESTAMP'1970-01-01 00:00:00' + INTERVAL {mark} SECOND")
        }
        _ => mark.to_owned(),
    }
}

/// The column as seconds since 1970.
fn as_seconds(dialect: Dialect, column: &Column) -> String {
    let own = format!("s.{}", dialect.identifier(&column.name));
    match (dialect, &column.data_type.kind) {
        (Dialect::PostgreSql, TypeKind::Instant { .. } | TypeKind::DateTime { .. }) => {
            format!("floor(extract(epoch FROM {own}))::bigint")
        }
        (Dialect::MySql, TypeKind::Instant { .. }) => format!("unix_timestamp({own})"),
        (Dialect::MySql, TypeKind::DateTime { .. }) => {
            format!("timestampdiff(SECOND, TIMESTAMP'1970-01-01 00:00:00', {own})")
        }
        _ => own,
    }
}

/// How secrets are made and hashed.
fn secret(form: Form) -> [Function; 2] {
    let new = Function { name: "newSecret", parameters: &[], returns: "string", ..PLAIN };
    let hash =
        Function { name: "secretHash", parameters: &["secret: string"], returns: "Promise<string>", ..PLAIN };
    if form == Form::SecretBytes {
        return [
            Function {
                body: "\
const bytes = crypto.getRandomValues(new Uint8Array(32));
return btoa(String.fromCharCode(...bytes));",
                ..new
            },
            Function {
                comment: "/** What stands in the database for a secret; nothing where it is none. */",
                body: "\
try {
  const bytes = Uint8Array.from(atob(secret), (one) => one.charCodeAt(0));
  return hex(new Uint8Array(await crypto.subtle.digest(\"SHA-256\", bytes)));
} catch {
  return \"\";
}",
                ..hash
            },
        ];
    }
    [
        Function { body: "return hex(crypto.getRandomValues(new Uint8Array(32)));", ..new },
        Function {
            comment: "/** What stands in the database for a secret. */",
            body: "\
const bytes = new TextEncoder().encode(secret);
return hex(new Uint8Array(await crypto.subtle.digest(\"SHA-256\", bytes)));",
            ..hash
        },
    ]
}

const PLAIN: Function =
    Function { comment: "", name: "", exported: false, asks: false, parameters: &[], returns: "", body: "" };

const SAME: Function = Function {
    comment: "/** Takes as long whatever is different. */",
    name: "isSame",
    parameters: &["one: string", "other: string"],
    returns: "boolean",
    body: "\
let difference = one.length ^ other.length;
for (let at = 0; at < one.length; at++)
  difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
return difference === 0;",
    ..PLAIN
};

const CREATE: Function = Function {
    comment: "/** The browser gets the token as its cookie. */",
    name: "createSession",
    exported: true,
    asks: true,
    parameters: &["userId: User[\"id\"]"],
    returns: "Promise<NewSession>",
    body: "\
const id = hex(crypto.getRandomValues(new Uint8Array(16)));
const secret = newSecret();
const now = new Date();
const session: Session = {
  id,
  userId,
  lastVerifiedAt: now,
  createdAt: now,
  ...attributes,
};
const values = valuesOf(session, await secretHash(secret));
await query(statements.insert, ...values);
return { session, token: `${id}.${secret}` };",
};

const VALIDATE: Function = Function {
    comment: "",
    name: "validateSessionToken",
    exported: true,
    asks: true,
    parameters: &["token: string"],
    returns: "Promise<SessionValidationResult>",
    body: "\
const nobody = { session: null, user: null };
const [id, secret, rest] = token.split(\".\");
if (!id || !secret || rest !== undefined) return nobody;
const [row] = await query(statements.select, id);
if (row === undefined) return nobody;
const session = sessionOf(id, row);
const age = Date.now() - session.lastVerifiedAt.getTime();
if (age >= LIFETIME) {
  await query(statements.end, id);
  return nobody;
}
if (!isSame(await secretHash(secret), String(row.hash))) return nobody;
if (age >= HOUR) {
  session.lastVerifiedAt = new Date();
  const now = secondsOf(session.lastVerifiedAt);
  await query(statements.extend, now, id);
}
return { session, user: userOf(row) };",
};

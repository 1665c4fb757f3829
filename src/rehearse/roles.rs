//! People as rows of the tables that recognised roles play. Which field says what is data; a layout is not asked for.

use std::collections::BTreeMap;

use super::people::{Login, Person, Session};
use super::value::Value;
use crate::layouts::{Holds, Layout};
use crate::model::schema::{Column, Schema, Table};
use crate::model::types::TypeKind;
use crate::recognise::{FoundRole, Recognition};

/// What is known of a row before it is made: values by column.
pub type Preset = BTreeMap<String, Value>;

/// What the layout says that a column of a role holds.
pub fn holds(layout: Option<&Layout>, role: &str, found: &FoundRole, column: &str) -> Option<Holds> {
    let shape = layout?.roles.iter().find(|shape| shape.name == role)?;
    let (field, _) = found.columns.iter().find(|(_, name)| *name == column)?;
    shape.fields.iter().find(|shape| shape.name == *field).map(|shape| shape.holds)
}

/// The length of the longest identity at a provider that the tables take.
pub fn longest_account(schema: &Schema, recognition: &Recognition) -> usize {
    let column = |role: &str, field: &str| {
        let found = recognition.roles.get(role)?;
        schema.table(&found.table)?.column(found.columns.get(field)?)
    };
    let length =
        |column: &Column| column.data_type.kind.length().and_then(|length| usize::try_from(length).ok());
    let key = column("key", "id").and_then(length).map(|length| length.saturating_sub("google:".len()));
    let accounts =
        ["providerAccountId", "accountId"].iter().find_map(|field| column("account", field)).and_then(length);
    [key, accounts].into_iter().flatten().min().unwrap_or(LONG).min(LONG)
}

/// Long enough for every provider there is, and still within what any index covers.
const LONG: usize = 240;

/// The rows of a role, each with the number of the person it belongs to.
pub fn rows(role: &str, found: &FoundRole, table: &Table, people: &[Person]) -> Vec<(usize, Preset)> {
    let of = |make: &dyn Fn(&Person) -> Vec<Preset>| {
        let numbered = people.iter().enumerate();
        numbered.flat_map(|(number, person)| make(person).into_iter().map(move |row| (number, row))).collect()
    };
    let has = |field: &str| found.columns.contains_key(field);
    match role {
        "user" => of(&|person| vec![user(found, table, person)]),
        "key" if has("hashed_password") => of(&|person| {
            let knows_single_use = has("expires");
            let logins = person.logins.iter().filter(|login| knows_single_use || !login.works_once);
            logins.enumerate().map(|(place, login)| key(found, login, place)).collect()
        }),
        "account" => of(&|person| {
            let is_oauth = |login: &&Login| login.hash.is_none() && !is_by_mail(login) && login.is_way_in();
            person.logins.iter().filter(is_oauth).map(|login| account(found, login)).collect()
        }),
        "session" => of(&|person| person.sessions.iter().map(|known| session(found, table, known)).collect()),
        _ => Vec::new(),
    }
}

/// Whether somebody signs in with a link that comes by e-mail: layouts with accounts keep no row for that.
pub fn is_by_mail(login: &Login) -> bool {
    login.hash.is_none() && login.provider == "email"
}

/// Puts a value where the role has that field.
fn put(row: &mut Preset, found: &FoundRole, field: &str, value: impl Into<Option<Value>>) {
    if let (Some(column), Some(value)) = (found.columns.get(field), value.into()) {
        row.insert(column.clone(), value);
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn user(found: &FoundRole, table: &Table, person: &Person) -> Preset {
    let mut row = Preset::new();
    let number = person.username.len();
    put(&mut row, found, "name", text(&person.name));
    put(&mut row, found, "email", text(&person.email));
    put(&mut row, found, "username", text(&person.username));
    put(
        &mut row,
        found,
        "password_hash",
        person.logins.iter().find_map(|login| login.hash.as_deref()).map(text),
    );
    let column = found.columns.get("emailVerified").and_then(|name| table.column(name));
    let moment = 1_709_287_200_123 + i64::try_from(number).unwrap_or(0);
    let confirmed = match column {
        // Who must say yes or no has no moment for it.
        Some(column) if !column.nullable || column.data_type.kind == TypeKind::Boolean => {
            Value::Truth(person.verified)
        }
        Some(column) if person.verified && column.data_type.kind.is_text() => Value::Text(moment.to_string()),
        _ if person.verified => Value::Moment(moment),
        _ => Value::Null,
    };
    put(&mut row, found, "emailVerified", confirmed);
    for column in &table.columns {
        let plain = column.name.to_ascii_lowercase().replace('_', "");
        let value = match plain.as_str() {
            "email" | "emailaddress" => text(&person.email),
            "username" | "handle" | "login" => text(&person.username),
            "hashedpassword" | "passwordhash" | "password" | "encryptedpassword" => {
                let hash = person.logins.iter().find_map(|login| login.hash.as_deref());
                hash.map_or(Value::Null, text)
            }
            _ => continue,
        };
        let is_known = row.contains_key(&column.name);
        if !is_known && column.data_type.kind.is_text() && (value != Value::Null || column.nullable) {
            row.insert(column.name.clone(), value);
        }
    }
    row
}

/// The row of the login at that place: the first one is the user's primary key in Lucia 0 and 1.
fn key(found: &FoundRole, login: &Login, place: usize) -> Preset {
    let mut row = Preset::new();
    put(&mut row, found, "id", text(&format!("{}:{}", login.provider, login.account)));
    put(&mut row, found, "hashed_password", login.hash.as_deref().map_or(Value::Null, text));
    let expires = if login.works_once { Value::Number("2051222400123".to_owned()) } else { Value::Null };
    put(&mut row, found, "expires", expires);
    let is_first = Value::Truth(place == 0);
    put(&mut row, found, "primary", is_first.clone());
    put(&mut row, found, "primary_key", is_first);
    row
}

fn account(found: &FoundRole, login: &Login) -> Preset {
    let mut row = Preset::new();
    for field in ["provider", "providerId"] {
        put(&mut row, found, field, text(&login.provider));
    }
    for field in ["providerAccountId", "accountId"] {
        put(&mut row, found, field, text(&login.account));
    }
    for field in ["type", "providerType"] {
        put(&mut row, found, field, text("oauth"));
    }
    row
}

fn session(found: &FoundRole, table: &Table, session: &Session) -> Preset {
    let mut row = Preset::new();
    let secret = if found.columns.contains_key("sessionToken") { "sessionToken" } else { "id" };
    let secret = if found.columns.contains_key("token") { "token" } else { secret };
    put(&mut row, found, secret, text(&session.secret));
    put(&mut row, found, "active_expires", Value::Number(session.active.to_string()));
    put(&mut row, found, "idle_expires", Value::Number(session.idle.to_string()));
    for field in ["expires", "expires_at", "expiresAt"] {
        let column = found.columns.get(field).and_then(|name| table.column(name));
        let is_text = column.is_some_and(|column| column.data_type.kind.is_text());
        let end = if is_text { Value::Text(session.idle.to_string()) } else { Value::Moment(session.idle) };
        put(&mut row, found, field, end);
    }
    row
}

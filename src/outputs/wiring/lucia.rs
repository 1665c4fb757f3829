//! `lucia.ts` for Lucia 1, 2 and 3: the instance, and the types of what the application added to the tables.

use super::Wired;
use super::attributes::Attribute;
use super::drivers::Mapper;
use super::line;
use crate::layouts::wiring::Form;
use crate::outputs::typescript::doc::Doc;
use crate::outputs::typescript::file::File;
use crate::outputs::typescript::syntax::{Node, Property};
use crate::outputs::typescript::types::{self, Type};

/// What a library calls its parts.
struct Words {
    module: &'static str,
    import: &'static str,
    constructor: &'static str,
    instance: &'static str,
    for_request: &'static str,
    user: [&'static str; 1],
    session: [&'static str; 5],
}

const AUTH: Words = Words {
    module: "lucia",
    import: "lucia",
    constructor: "lucia",
    instance: "auth",
    for_request: "initializeAuth",
    user: ["userId"],
    session: ["sessionId", "activePeriodExpiresAt", "idlePeriodExpiresAt", "state", "fresh"],
};

fn words(form: Form) -> Words {
    match form {
        Form::Lucia1 => Words { module: "lucia-auth", ..AUTH },
        Form::Lucia2 => AUTH,
        _ => Words {
            import: "Lucia",
            constructor: "new Lucia",
            instance: "lucia",
            for_request: "initializeLucia",
            user: ["id"],
            session: ["id", "expiresAt", "fresh", "userId", "user"],
            ..AUTH
        },
    }
}

/// Writes the file.
pub fn write(wired: &Wired<'_>, file: &mut File) {
    let form = wired.wiring.form;
    let words = words(form);
    if form == Form::Lucia1 {
        file.import_default(words.module, words.import);
    } else {
        file.import(words.module, words.import);
    }
    let users = wired.attributes("user", &words.user);
    // Lucia 1 has no columns of one's own in the session table.
    let sessions =
        if form == Form::Lucia1 { Vec::new() } else { wired.attributes("session", &words.session) };
    let adapter = wired.adapter(file);
    let mut properties = Vec::new();
    let arguments = if form == Form::Lucia3 {
        vec![adapter]
    } else {
        properties.push(Property::new("adapter", adapter));
        properties.push(Property::new("env", environment()));
        Vec::new()
    };
    properties.extend(getter(
        if form == Form::Lucia1 { "transformDatabaseUser" } else { "getUserAttributes" },
        &users,
        form,
    ));
    properties.extend(getter("getSessionAttributes", &sessions, form));
    let mut arguments = arguments;
    if !properties.is_empty() {
        arguments.push(Node::spread_object(properties));
    }
    let call = Node::call(words.constructor, arguments);
    wired.export(file, &[], words.instance, words.for_request, call);
    let [users, sessions] = [("User", "user", users), ("Session", "session", sessions)]
        .map(|(what, role, attributes)| rows(wired, file, what, role, &attributes));
    register(wired, file, &words, users, sessions);
}

/// Lucia 2 and 1 send secure cookies in production only.
fn environment() -> Node {
    Node::name("process.env.NODE_ENV === \"production\" ? \"PROD\" : \"DEV\"")
}

/// A function from a row to what the application sees of it.
fn getter(name: &str, attributes: &[Attribute<'_>], form: Form) -> Option<Property> {
    if attributes.is_empty() {
        return None;
    }
    let (secret, shown): (Vec<_>, Vec<_>) = attributes.iter().partition(|attribute| attribute.is_secret());
    let mut properties: Vec<Property> = Vec::new();
    if form == Form::Lucia1 {
        properties.push(Property::new("userId", Node::name("row.id")));
    }
    let mut shown = shown.into_iter().peekable();
    if shown.peek().is_none() && properties.is_empty() {
        return None;
    }
    properties
        .extend(shown.map(|attribute| {
            Property::new(attribute.property.as_str(), Node::name(attribute.of_row("row")))
        }));
    let comment = match secret.len() {
        0 => Vec::new(),
        _ => vec!["// Left out: columns that look like secrets.".to_owned()],
    };
    let body = Node::spread_object(properties);
    Some(Property { comment, name: name.to_owned(), value: Node::arrow("(row)", body) })
}

/// Declares the type of a table's rows without the library's own columns, and gives its name.
fn rows(
    wired: &Wired<'_>,
    file: &mut File,
    what: &str,
    role: &str,
    attributes: &[Attribute<'_>],
) -> Option<String> {
    let name = format!("Database{what}Attributes");
    if attributes.is_empty() {
        return None;
    }
    let named = wired.role(role).and_then(|role| wired.in_code(&role.table));
    if let (Some(Mapper::Drizzle), Some(named)) = (wired.driver.mapper, named) {
        file.import_all("../drizzle/schema.js", "schema");
        let own = if role == "user" { "\"id\"" } else { "\"expiresAt\" | \"id\" | \"userId\"" };
        let inside = vec![
            Doc::SoftLine,
            line(format!("typeof schema.{}.$inferSelect,", named.name)),
            Doc::Line,
            line(own),
        ];
        let row = Doc::Concat(vec![Doc::indent(Doc::Concat(inside)), Doc::SoftLine, line(">")]);
        let head = line(format!("export type {name} = Omit<"));
        file.statement(&[], Doc::group(Doc::Concat(vec![head, row])), ";");
    } else {
        let members: Vec<types::Member> = attributes.iter().map(Attribute::member).collect();
        file.statement(&[], types::interface(&name, &members), "");
    }
    Some(name)
}

/// Tells the library's types about the instance and the rows.
fn register(
    wired: &Wired<'_>,
    file: &mut File,
    words: &Words,
    users: Option<String>,
    sessions: Option<String>,
) {
    let per_request = wired.driver.is_per_request();
    let instance = if per_request {
        format!("ReturnType<typeof {}>", words.for_request)
    } else {
        format!("typeof {}", words.instance)
    };
    if wired.wiring.form == Form::Lucia3 {
        let mut inside = vec![line(format!("Lucia: {instance};"))];
        if wired.field_type("user", "id") == Some(Type::name("number")) {
            inside.push(line("UserId: number;"));
        }
        for name in [users, sessions].into_iter().flatten() {
            inside.push(line(format!("{name}: {name};")));
        }
        let register = types::block("interface Register", inside);
        file.statement(&[], types::block("declare module \"lucia\"", vec![register]), "");
        return;
    }
    let value = |name: Option<String>| name.unwrap_or_else(|| "Record<never, never>".to_owned());
    let attributes =
        if wired.wiring.form == Form::Lucia1 { "UserAttributes" } else { "DatabaseUserAttributes" };
    let [global_users, global_sessions] = ["Users", "Sessions"];
    file.statement(&[], line(format!("type Instance = {instance}")), ";");
    let mut inside: Vec<Doc> =
        vec![line("type Auth = Instance;"), line(format!("type {attributes} = {global_users};"))];
    file.statement(&[], line(format!("type {global_users} = {}", value(users))), ";");
    if wired.wiring.form == Form::Lucia2 {
        file.statement(&[], line(format!("type {global_sessions} = {}", value(sessions))), ";");
        inside.push(line(format!("type DatabaseSessionAttributes = {global_sessions};")));
    }
    let namespace = types::block("namespace Lucia", inside);
    file.statement(&[], types::block("declare global", vec![namespace]), "");
}

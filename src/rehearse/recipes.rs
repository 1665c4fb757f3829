//! People in a schema that keeps every way to sign in as a user of its own, as SuperTokens does: recipe users, which are
//! linked to one primary user. Which table is which, the columns that were recognised say.

use super::people::{Login, Person};
use super::roles::Preset;
use super::value::Value;
use crate::recognise::{FoundRole, Recognition};

/// The role of the table that has every user's identity.
const IDENTITIES: &str = "app_id_to_user_id";
/// The table of those whom the application calls otherwise. Nobody is in it: people are told by one identity throughout.
const OTHER_NAMES: &str = "userid_mapping";

/// The recipes: their names, the roles of their tables, and whose logins they are.
const RECIPES: &[(&str, [&str; 2], fn(&Login) -> bool)] = &[
    ("emailpassword", ["emailpassword_users", "emailpassword_user_to_tenant"], |login| login.hash.is_some()),
    ("thirdparty", ["thirdparty_users", "thirdparty_user_to_tenant"], |login| login.provider != "email"),
    ("passwordless", ["passwordless_users", "passwordless_user_to_tenant"], is_without_password),
];

fn is_without_password(login: &Login) -> bool {
    login.hash.is_none() && login.provider == "email"
}

/// Whether the schema has such users.
pub fn are_in(recognition: &Recognition) -> bool {
    RECIPES.iter().any(|(_, [users, _], _)| recognition.roles.contains_key(users))
}

/// The people as they can be there: with the logins that have a table, and one only where logins cannot be linked.
pub fn admitted(recognition: &Recognition, people: Vec<Person>) -> Vec<Person> {
    let can_link = recognition
        .roles
        .get(IDENTITIES)
        .is_some_and(|found| found.columns.contains_key("primary_or_recipe_user_id"));
    let has_table = |login: &Login| {
        let users = RECIPES.iter().find(|(_, _, is_of)| is_of(login)).map(|(_, [users, _], _)| users);
        login.provider != "username"
            && !login.works_once
            && users.is_some_and(|users| recognition.roles.contains_key(users))
    };
    let admit = |mut person: Person| {
        person.logins.retain(has_table);
        person.logins.truncate(if can_link { person.logins.len() } else { 1 });
        // Their sessions are judged as rows.
        person.sessions.clear();
        for hash in person.logins.iter_mut().filter_map(|login| login.hash.as_mut()) {
            // As long as bcrypt's.
            let digits: String = hash.chars().rev().filter(char::is_ascii_alphanumeric).take(53).collect();
            *hash = format!("$2a$10${digits}");
        }
        person
    };
    people.into_iter().map(admit).collect()
}

/// The identity of a person by one of their logins; the first one is the person's own.
pub fn identity(number: usize, login: usize) -> String {
    format!("{number:08x}-{login:04x}-4000-8000-000000000000")
}

/// The rows of a role, each with the number of the person it belongs to; none where it is no role of such people.
pub fn rows(role: &str, found: &FoundRole, people: &[Person]) -> Option<Vec<(usize, Preset)>> {
    let recipe_of = |login: &Login| RECIPES.iter().find(|(_, _, is_of)| is_of(login)).map(|(name, ..)| *name);
    let wanted: Option<&str> =
        RECIPES.iter().find(|(_, roles, _)| roles.contains(&role)).map(|(name, ..)| *name);
    match role {
        "apps" | "tenants" => return Some(vec![(0, place(found))]),
        OTHER_NAMES => return Some(Vec::new()),
        IDENTITIES | "all_auth_recipe_users" => {}
        _ if wanted.is_some() => {}
        _ => return None,
    }
    let mut rows = Vec::new();
    for (number, person) in people.iter().enumerate() {
        for (nth, login) in person.logins.iter().enumerate() {
            let Some(recipe) =
                recipe_of(login).filter(|recipe| wanted.is_none_or(|wanted| wanted == *recipe))
            else {
                continue;
            };
            let mut row = place(found);
            let mut put = |field: &str, value: Value| {
                row.extend(found.columns.get(field).map(|column| (column.clone(), value)));
            };
            let moment = 1_700_000_000_000_u64 + number as u64;
            put("user_id", Value::Text(identity(number, nth)));
            put("recipe_id", Value::Text(recipe.to_owned()));
            put("primary_or_recipe_user_id", Value::Text(identity(number, 0)));
            put("is_linked_or_is_a_primary_user", Value::Truth(person.logins.len() > 1));
            put("time_joined", Value::Number(moment.to_string()));
            put("primary_or_recipe_user_time_joined", Value::Number(moment.to_string()));
            put("email", Value::Text(person.email.to_lowercase()));
            put("phone_number", Value::Null);
            put("password_hash", login.hash.clone().map_or(Value::Null, Value::Text));
            put("third_party_id", Value::Text(login.provider.clone()));
            put("third_party_user_id", Value::Text(login.account.clone()));
            rows.push((number, row));
        }
    }
    Some(rows)
}

/// Where everybody is: SuperTokens calls the first app and tenant so.
fn place(found: &FoundRole) -> Preset {
    let names = ["app_id", "tenant_id"].into_iter().filter_map(|field| found.columns.get(field));
    names.map(|column| (column.clone(), Value::Text("public".to_owned()))).collect()
}

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

/// A way to sign in.
struct Recipe {
    name: &'static str,
    /// The roles of its tables: the users, and in which tenants they are.
    tables: [&'static str; 2],
    /// Whether a login is one of its users.
    has: fn(&Login) -> bool,
}

/// The provider of a login by passkey. It opens no door that is judged: what is a passkey is judged by rows.
const PASSKEY: &str = "webauthn";

const RECIPES: &[Recipe] = &[
    Recipe {
        name: PASSKEY,
        tables: ["webauthn_users", "webauthn_user_to_tenant"],
        has: |login| login.provider == PASSKEY,
    },
    Recipe {
        name: "emailpassword",
        tables: ["emailpassword_users", "emailpassword_user_to_tenant"],
        has: |login| login.hash.is_some(),
    },
    Recipe {
        name: "thirdparty",
        tables: ["thirdparty_users", "thirdparty_user_to_tenant"],
        has: |login| !["email", PASSKEY].contains(&login.provider.as_str()),
    },
    Recipe {
        name: "passwordless",
        tables: ["passwordless_users", "passwordless_user_to_tenant"],
        has: is_without_password,
    },
];

fn is_without_password(login: &Login) -> bool {
    login.hash.is_none() && login.provider == "email"
}

/// Whether the schema has such users.
pub fn are_in(recognition: &Recognition) -> bool {
    RECIPES.iter().any(|recipe| recognition.roles.contains_key(recipe.tables[0]))
}

/// The people as they can be there: with the logins that have a table, and one only where logins cannot be linked. Every
/// third of them has a passkey, and who has no other login.
pub fn admitted(recognition: &Recognition, people: Vec<Person>) -> Vec<Person> {
    let can_link = recognition
        .roles
        .get(IDENTITIES)
        .is_some_and(|found| found.columns.contains_key("primary_or_recipe_user_id"));
    let has_table = |login: &Login| {
        let recipe = RECIPES.iter().find(|recipe| (recipe.has)(login));
        login.provider != "username"
            && !login.works_once
            && recipe.is_some_and(|recipe| recognition.roles.contains_key(recipe.tables[0]))
    };
    let admit = |(number, mut person): (usize, Person)| {
        person.logins.retain(has_table);
        if person.logins.is_empty() || number % 3 == 0 {
            let account = format!("passkey-{number}");
            let login = Login { provider: PASSKEY.to_owned(), account, hash: None, works_once: false };
            person.logins.extend(Some(login).filter(has_table));
        }
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
    people.into_iter().enumerate().map(admit).collect()
}

/// The identity of a person by one of their logins; the first one is the person's own.
pub fn identity(number: usize, login: usize) -> String {
    format!("{number:08x}-{login:04x}-4000-8000-000000000000")
}

/// The rows of a role, each with the number of the person it belongs to; none where it is no role of such people.
pub fn rows(role: &str, found: &FoundRole, people: &[Person]) -> Option<Vec<(usize, Preset)>> {
    let recipe_of =
        |login: &Login| RECIPES.iter().find(|recipe| (recipe.has)(login)).map(|recipe| recipe.name);
    let wanted = RECIPES.iter().find(|recipe| recipe.tables.contains(&role)).map(|recipe| recipe.name);
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

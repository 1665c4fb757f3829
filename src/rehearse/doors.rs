//! How people get in: the tables that an application asks when somebody signs in or comes back, told by their columns and
//! not by what the migration says that it did.

use std::collections::BTreeMap;

use super::engine::{Engine, Texts};
use super::judge::user_text;
use super::people::{Login, Person, Session};
use super::rows::Resident;
use super::sha256::sha256;
use super::value::{Value, seconds_of};
use crate::decide::better_auth::PROVIDERS;
use crate::dialects::Dialect;
use crate::model::schema::{Column, Schema, Table};
use crate::model::types::TypeKind;

/// The ways in, as the rows say.
#[derive(Debug, Clone, Default)]
pub struct Doors {
    /// Logins: provider, account, user, hash.
    logins: Vec<(String, LoginRow)>,
    /// Users: id, address, hash.
    users: Vec<(String, UserRow)>,
    /// Sessions: secret, user, end.
    sessions: Vec<(String, SessionRow)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct LoginRow {
    provider: String,
    account: String,
    user: String,
    hash: Option<String>,
    works_once: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct UserRow {
    id: String,
    email: Option<String>,
    hash: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SessionRow {
    secrets: Vec<String>,
    user: String,
    end: String,
}

/// Where logins, sessions and users are kept.
#[derive(Debug, Clone, Default)]
pub struct Places<'a> {
    /// Tables with a row for each account, and their columns: provider, account, user, perhaps hash.
    pub accounts: Vec<(&'a Table, Vec<String>)>,
    /// Tables with accounts at one provider: the provider, and the columns for account and user.
    pub of_one_provider: Vec<(&'a Table, String, [String; 2])>,
    /// Tables with Lucia's keys: id, user, hash, and perhaps the end of those that work once.
    pub keys: Vec<(&'a Table, Vec<String>)>,
    /// Tables with sessions: user, end, and the columns that can hold the secret.
    pub sessions: Vec<(&'a Table, Vec<String>)>,
    /// The user table: id, and perhaps address and hash.
    pub users: Vec<(&'a Table, Vec<String>)>,
    /// Tables in which every login is a user of its own: user, provider, account, hash, as far as there are columns for them.
    pub recipes: Vec<(&'a Table, [Option<String>; 4])>,
    /// The table that says whose logins these are: the login's user, the person's.
    pub links: Option<(&'a Table, Vec<String>)>,
}

const PROVIDER_NAMES: &[&str] = &["provider", "providerid"];
const ACCOUNTS: &[&str] = &["provideruserid", "provideraccountid", "accountid"];
const OWNERS: &[&str] = &["userid"];
const HASHES: &[&str] = &["hashedpassword", "passwordhash", "password", "encryptedpassword"];
const ENDS: &[&str] = &["idleexpires", "expiresat", "expires"];
const SECRETS: &[&str] = &["sessiontoken", "token", "id"];
const ADDRESSES: &[&str] = &["email", "emailaddress"];

impl Places<'_> {
    /// The place of that table among those of accounts.
    pub fn accounts_in(&self, table: &str) -> Option<&(&Table, Vec<String>)> {
        self.accounts.iter().find(|(other, _)| other.name.to_string() == table)
    }

    /// The place of that table among those of sessions.
    pub fn sessions_in(&self, table: &str) -> Option<&(&Table, Vec<String>)> {
        self.sessions.iter().find(|(other, _)| other.name.to_string() == table)
    }
}

/// Whether the row is of that provider, which Better Auth may call otherwise.
fn is_provider(row: &str, login: &str) -> bool {
    row == login || PROVIDERS.contains(&(login, row))
}

/// The name without case and underscores.
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "")
}

fn column(table: &Table, names: &[&str]) -> Option<String> {
    let found = |name: &&str| table.columns.iter().find(|column| plain(&column.name) == *name);
    names.iter().find_map(found).map(|column| column.name.clone())
}

impl<'a> Places<'a> {
    /// The places among the tables that are in use. `known` gives the column of a field of a role that was recognised,
    /// which may be called anything.
    pub fn of(
        schema: &'a Schema,
        user: Option<&Table>,
        known: &dyn Fn(&Table, &str) -> Option<String>,
    ) -> Self {
        let mut places = Self::default();
        for table in &schema.tables {
            let find = |fields: &[&str], names: &[&str]| {
                fields.iter().find_map(|field| known(table, field)).or_else(|| column(table, names))
            };
            let hash = find(&["hashed_password", "password"], HASHES);
            // Where no table of users was recognised, the migration may have made one.
            let is_of_users = match user {
                Some(user) => user.name == table.name,
                None => column(table, &["emailverified"]).is_some() && column(table, OWNERS).is_none(),
            };
            if is_of_users {
                let mut columns: Vec<String> = find(&["id"], &["id"]).into_iter().collect();
                columns.extend(find(&["email"], ADDRESSES));
                columns.extend(column(table, HASHES));
                places.users.push((table, columns));
                continue;
            }
            let Some(owner) = find(&["user_id", "userId"], OWNERS) else { continue };
            if places.take_recipe(table, &owner) {
                continue;
            }
            let provider = find(&["provider", "providerId", "provider_id"], PROVIDER_NAMES);
            let account = find(&["providerAccountId", "accountId", "provider_user_id"], ACCOUNTS);
            let end = find(&["idle_expires", "expires_at", "expires", "expiresAt"], ENDS);
            let id = find(&["id"], &["id"]);
            if let (Some(provider), Some(account)) = (provider, account) {
                let columns = [provider, account, owner].into_iter().chain(hash);
                places.accounts.push((table, columns.collect()));
            } else if let (Some(hash), Some(id)) = (hash, &id) {
                let columns = [id.clone(), owner, hash].into_iter();
                places.keys.push((table, columns.chain(known(table, "expires")).collect()));
            } else if let Some(end) = end {
                let known_secrets =
                    ["sessionToken", "token", "id"].iter().filter_map(|field| known(table, field));
                let secrets = SECRETS.iter().filter_map(|name| column(table, &[name]));
                let mut columns = vec![owner, end];
                for name in known_secrets.chain(secrets) {
                    if !columns.contains(&name) {
                        columns.push(name);
                    }
                }
                if columns.len() > 2 {
                    places.sessions.push((table, columns));
                }
            }
        }
        places
    }

    /// Takes a table in which every login is a user of its own, or the one that links them.
    fn take_recipe(&mut self, table: &'a Table, owner: &str) -> bool {
        if let Some(person) = column(table, &["primaryorrecipeuserid"]) {
            // What has a tenant says the same once more for each.
            if column(table, &["tenantid"]).is_none() {
                self.links = Some((table, vec![owner.to_owned(), person]));
            }
            return true;
        }
        let provider = column(table, &["thirdpartyid"]);
        let third = column(table, &["thirdpartyuserid"]);
        let (email, hash) = (column(table, &["email"]), column(table, &["passwordhash"]));
        let is_recipe = column(table, &["timejoined"]).is_some()
            && (provider.is_some() && third.is_some()
                || email.is_some() && (hash.is_some() || column(table, &["phonenumber"]).is_some()));
        if is_recipe {
            self.recipes.push((table, [Some(owner.to_owned()), provider, third.or(email), hash]));
        }
        is_recipe
    }

    /// The logins of which each is a user of its own, under the person's identity.
    async fn read_recipes(
        &self,
        dialect: Dialect,
        doors: &mut Doors,
        engine: &mut impl Engine,
    ) -> Result<(), String> {
        let mut people = BTreeMap::new();
        if let Some((table, columns)) = &self.links {
            for row in read(dialect, engine, table, columns).await? {
                let [own, person, _] = first(&row);
                people.insert(own, person);
            }
        }
        for (table, parts) in &self.recipes {
            let columns: Vec<String> = parts.iter().flatten().cloned().collect();
            for row in read(dialect, engine, table, &columns).await? {
                let value = |part: usize| {
                    let place = parts.iter().take(part).flatten().count();
                    parts.get(part)?.as_ref().and_then(|_| row.get(place).cloned().flatten())
                };
                let own = value(0).unwrap_or_default().trim_end().to_owned();
                let login = LoginRow {
                    provider: value(1).unwrap_or_else(|| "email".to_owned()),
                    account: value(2).unwrap_or_default(),
                    user: people.get(&own).cloned().unwrap_or(own),
                    hash: value(3),
                    works_once: false,
                };
                doors.logins.push((table.name.to_string(), login));
            }
        }
        Ok(())
    }

    /// Reads their rows.
    pub async fn read(&self, dialect: Dialect, engine: &mut impl Engine) -> Result<Doors, String> {
        let mut doors = Doors::default();
        for (table, columns) in &self.users {
            for row in read(dialect, engine, table, columns).await? {
                let value = |name: &[&str]| {
                    let place = columns.iter().position(|column| name.contains(&plain(column).as_str()))?;
                    row.get(place).cloned().flatten()
                };
                let id = row.first().cloned().flatten().unwrap_or_default();
                doors.users.push((
                    table.name.to_string(),
                    UserRow { id, email: value(ADDRESSES), hash: value(HASHES) },
                ));
            }
        }
        for (table, columns) in &self.accounts {
            for row in read(dialect, engine, table, columns).await? {
                let [provider, account, user] = first(&row);
                let hash = row.get(3).cloned().flatten();
                let login = LoginRow { provider, account, user, hash, works_once: false };
                doors.logins.push((table.name.to_string(), login));
            }
        }
        for (table, provider, columns) in &self.of_one_provider {
            for row in read(dialect, engine, table, columns).await? {
                let [account, user, _] = first(&row);
                let login =
                    LoginRow { provider: provider.clone(), account, user, hash: None, works_once: false };
                doors.logins.push((table.name.to_string(), login));
            }
        }
        for (table, columns) in &self.keys {
            for row in read(dialect, engine, table, columns).await? {
                let [id, user, _] = first(&row);
                let (provider, account) = id.split_once(':').unwrap_or((id.as_str(), ""));
                let (provider, account) = (provider.to_owned(), account.to_owned());
                let hash = row.get(2).cloned().flatten();
                let works_once = row.get(3).is_some_and(Option::is_some);
                let login = LoginRow { provider, account, user, hash, works_once };
                doors.logins.push((table.name.to_string(), login));
            }
        }
        self.read_recipes(dialect, &mut doors, engine).await?;
        for (table, columns) in &self.sessions {
            for row in read(dialect, engine, table, columns).await? {
                let [user, end, _] = first(&row);
                let secrets = row.iter().skip(2).flatten().cloned().collect();
                doors.sessions.push((table.name.to_string(), SessionRow { secrets, user, end }));
            }
        }
        Ok(doors)
    }
}

fn first(row: &[Option<String>]) -> [String; 3] {
    [0, 1, 2].map(|place| row.get(place).cloned().flatten().unwrap_or_default().trim_end().to_owned())
}

async fn read(
    dialect: Dialect,
    engine: &mut impl Engine,
    table: &Table,
    columns: &[String],
) -> Result<Texts, String> {
    let shown = columns.iter().map(|name| {
        let is_bytes = |column: &Column| matches!(column.data_type.kind, TypeKind::Binary { .. });
        let sql = dialect.identifier(name);
        match dialect {
            Dialect::MySql if table.column(name).is_some_and(is_bytes) => format!("LOWER(HEX({sql}))"),
            Dialect::PostgreSql if table.column(name).is_some_and(is_bytes) => {
                format!("encode({sql}, 'hex')")
            }
            _ => sql,
        }
    });
    let names = shown.collect::<Vec<_>>().join(", ");
    engine.rows(&format!("SELECT {names} FROM {}", dialect.object(&table.name))).await
}

impl Doors {
    /// The people beside those that are known: users of the database, with the logins and sessions that it has of them.
    pub fn guests(&self, known: &[Resident]) -> Vec<Resident> {
        let known: Vec<String> =
            known.iter().enumerate().map(|(number, resident)| user_text(resident, number)).collect();
        let guests = self.users.iter().filter(|(_, user)| !known.contains(&user.id));
        guests
            .map(|(_, user)| Resident { person: self.person(user), user: Some(Value::Text(user.id.clone())) })
            .collect()
    }

    fn person(&self, user: &UserRow) -> Person {
        let logins = self.logins.iter().filter(|(_, row)| row.user == user.id);
        let logins = logins.map(|(_, row)| Login {
            provider: row.provider.clone(),
            account: row.account.clone(),
            hash: row.hash.clone(),
            works_once: row.works_once,
        });
        let sessions = self.sessions.iter().filter(|(_, row)| row.user == user.id);
        let sessions = sessions.filter_map(|(_, row)| {
            let end = seconds_of(&row.end)? * 1000;
            Some(Session { secret: row.secrets.first()?.clone(), active: end, idle: end })
        });
        Person {
            name: user.email.clone().unwrap_or_else(|| user.id.clone()),
            what: "of your rows",
            email: user.email.clone().unwrap_or_default(),
            username: String::new(),
            verified: false,
            logins: logins.collect(),
            sessions: sessions.collect(),
        }
    }

    /// The table that lets the user in with that login; none where none does.
    pub fn opens(&self, user: &str, login: &Login) -> Option<&str> {
        let same_hash = |hash: &Option<String>| match (&login.hash, hash) {
            // Better Auth has Lucia's hashes without the mark of their kind.
            (Some(own), Some(hash)) => own == hash || own.strip_prefix("s2:") == Some(hash),
            (None, _) => true,
            (Some(_), None) => false,
        };
        let account = self.logins.iter().find(|(_, row)| {
            let same = is_provider(&row.provider, &login.provider) && row.account == login.account;
            let credential = login.hash.is_some() && row.provider == "credential" && row.account == user;
            row.user == user && (same || credential) && same_hash(&row.hash)
        });
        let of_user = || {
            self.users.iter().find(|(_, row)| {
                let by_address = login.hash.is_none()
                    && login.provider == "email"
                    && row.email.as_ref().is_some_and(|email| email.eq_ignore_ascii_case(&login.account));
                row.id == user && (by_address || login.hash.is_some() && row.hash == login.hash)
            })
        };
        account.map(|(table, _)| table.as_str()).or_else(|| of_user().map(|(table, _)| table.as_str()))
    }

    /// The table that takes the user for signed in until the session's end.
    pub fn recognises(&self, user: &str, session: &Session) -> Option<&str> {
        let hashed = sha256(&session.secret);
        let ends_then = |end: &str| {
            let own = session.idle.div_euclid(1000);
            let number = end.parse::<i64>().ok();
            seconds_of(end) == Some(own)
                || number == Some(own)
                || number.is_some_and(|number| number.div_euclid(1000) == own)
        };
        let found = self.sessions.iter().find(|(_, row)| {
            let has_secret = row.secrets.iter().any(|secret| *secret == session.secret || *secret == hashed);
            has_secret && row.user == user && ends_then(&row.end)
        });
        found.map(|(table, _)| table.as_str())
    }
}

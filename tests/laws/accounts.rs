//! Laws 2 and 3 on the way to Better Auth. Which account each old login becomes is computed here once more, from the rows.

use std::collections::BTreeMap;

use authmorph::dialects::Dialect;
use authmorph::model::schema::Table;
use authmorph::recognise::{FoundRole, recognise};

use crate::application::copy_row;
use crate::case::{Case, for_each};
use crate::doubles::left_out;
use crate::provider_columns;
use crate::support::Database;

/// A login: provider, account, user, password.
type Login = (String, String, String, Option<String>);

struct Roles<'a> {
    case: &'a Case,
    roles: BTreeMap<&'static str, FoundRole>,
}

impl<'a> Roles<'a> {
    /// None where the case leads elsewhere.
    fn to_better_auth(case: &'a Case) -> Option<Self> {
        // Its own tables stay where they are, and have the laws of tables that change.
        let copies = !case.changes().created.is_empty();
        (case.road.target == "better-auth-1" && copies).then(|| {
            let (recognition, _) = recognise(&case.from, &BTreeMap::new(), None);
            Self { case, roles: recognition.roles }
        })
    }

    fn column(&self, role: &str, field: &str) -> String {
        self.case.dialect.identifier(&self.roles[role].columns[field])
    }

    /// Some fields of every row with the role, as text.
    fn rows(&self, database: &Database, role: &str, fields: &[&str]) -> Vec<Vec<Option<String>>> {
        let Some(found) = self.roles.get(role) else { return Vec::new() };
        let columns: Vec<String> = fields.iter().map(|field| self.column(role, field)).collect();
        let table = self.case.dialect.object(&found.table);
        database.rows(&format!("SELECT {} FROM {table};", columns.join(", ")))
    }

    /// The new column of one of Better Auth's fields.
    fn new_column(&self, field: &str) -> String {
        let is_snake = self.case.road.set.get("columns").is_some_and(|letters| letters == "snake");
        let letter = |letter: char| match letter.is_uppercase() {
            true if is_snake => format!("_{}", letter.to_lowercase()),
            _ => letter.to_string(),
        };
        field.chars().map(letter).collect()
    }

    /// The account table.
    fn account(&self) -> &Table {
        &self.case.changes().created[0].table
    }

    /// The column of the user table, and in it the identity.
    fn users(&self, database: &Database, column: &str) -> BTreeMap<String, Option<String>> {
        let (dialect, id) = (self.case.dialect, self.column("user", "id"));
        let table = dialect.object(&self.roles["user"].table);
        let rows = database.rows(&format!("SELECT {id}, {} FROM {table};", dialect.identifier(column)));
        rows.into_iter().map(|row| (row[0].clone().unwrap(), row[1].clone())).collect()
    }

    /// The column of the user table that people call so.
    fn user_column(&self, name: &str) -> Option<String> {
        let plain = |name: &str| name.replace('_', "").to_lowercase();
        let table = self.case.from.table(&self.roles["user"].table).unwrap();
        table.columns.iter().map(|column| column.name.clone()).find(|column| plain(column) == plain(name))
    }

    /// A user of Lucia with more than one password: none of them may work again when the one that was copied has gone.
    fn with_several_passwords(&self, database: &Database) -> Option<String> {
        self.roles.get("key")?;
        let rows = self.rows(database, "key", &["user_id", "hashed_password"]);
        let mut users: Vec<String> =
            rows.into_iter().filter(|row| row[1].is_some()).filter_map(|row| row[0].clone()).collect();
        users.sort();
        users.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone())
    }

    /// The id of the old row of that account, where something refers to it, and it can be made useless.
    fn kept(&self, login: &Login, database: &Database) -> Option<String> {
        let role = self.roles.get("account")?;
        let mut copies = self.case.changes().copies.iter();
        let kept_by = copies.find(|copy| copy.name == "oauth_accounts")?.kept_by.as_ref()?;
        let dialect = self.case.dialect;
        let names = [&role.columns["id"], &role.columns["providerAccountId"]];
        let [id, account] = names.map(|name| format!("s.{}", dialect.identifier(name)));
        let table = dialect.object(&role.table);
        let is = dialect.literal(&login.1);
        let rows =
            database.rows(&format!("SELECT {id} FROM {table} AS s WHERE {account} = {is} AND {kept_by};"));
        rows.first().and_then(|row| row[0].clone())
    }

    fn accounts(&self, database: &Database) -> Vec<Login> {
        let dialect = self.case.dialect;
        let columns = ["providerId", "accountId", "userId", "password"].map(|field| self.new_column(field));
        let columns = dialect.identifiers(columns.iter().map(String::as_str));
        let table = dialect.object(&self.account().name);
        let rows = database.rows(&format!("SELECT {columns} FROM {table};"));
        let text = |value: &Option<String>| value.clone().unwrap();
        let mut logins: Vec<Login> =
            rows.iter().map(|row| (text(&row[0]), text(&row[1]), text(&row[2]), row[3].clone())).collect();
        logins.sort();
        logins
    }
}

fn renamed(provider: &str) -> String {
    match provider {
        "azure-ad" | "microsoft-entra-id" => "microsoft".to_owned(),
        other => other.to_owned(),
    }
}

fn new_hash(hash: &str) -> String {
    hash.strip_prefix("s2:").unwrap_or(hash).to_owned()
}

fn credential(user: &str, hash: &str) -> Login {
    ("credential".to_owned(), user.to_owned(), user.to_owned(), Some(new_hash(hash)))
}

/// The logins of Lucia's keys.
fn of_keys(roles: &Roles, database: &Database) -> Vec<Login> {
    let mut fields = vec!["id", "user_id", "hashed_password"];
    let can_expire = roles.roles["key"].columns.contains_key("expires");
    fields.extend(can_expire.then_some("expires"));
    let rows = roles.rows(database, "key", &fields);
    let keys: Vec<(String, String, String, Option<String>)> = rows
        .into_iter()
        .filter(|row| row.get(3).is_none_or(Option::is_none))
        .map(|row| {
            let id = row[0].clone().unwrap();
            let (provider, account) = id.split_once(':').unwrap_or((&id, ""));
            (provider.to_owned(), account.to_owned(), row[1].clone().unwrap(), row[2].clone())
        })
        .collect();
    let listed: Vec<&str> =
        "email,username,phone,sms,otp,magic-link,magic_link,magiclink,email-link,email_link,\
        emailpassword,email-password,email_password,password,credentials,passwordless,anonymous,guest"
            .split(',')
            .collect();
    let with_password = |provider: &str| keys.iter().any(|key| key.0 == provider && key.3.is_some());
    let custom = roles.case.road.set.get("passwordless_providers");
    let mut logins: Vec<Login> = keys
        .iter()
        .filter(|key| key.3.is_none() && !with_password(&key.0))
        .filter(|key| match custom {
            Some(names) => !names.split(',').any(|name| name.trim() == key.0),
            None => !listed.contains(&key.0.as_str()),
        })
        .map(|key| (renamed(&key.0), key.1.clone(), key.2.clone(), None))
        .collect();
    let mut passwords: BTreeMap<&String, (u8, String, &String)> = BTreeMap::new();
    for (provider, account, user, hash) in &keys {
        let Some(hash) = hash else { continue };
        let rank = match provider.as_str() {
            "email" => 0,
            "username" => 1,
            _ => 2,
        };
        let mine = (rank, format!("{provider}:{account}"), hash);
        let best = passwords.entry(user).or_insert_with(|| mine.clone());
        if (mine.0, &mine.1) < (best.0, &best.1) {
            *best = mine;
        }
    }
    logins.extend(passwords.into_iter().map(|(user, (_, _, hash))| credential(user, hash)));
    logins
}

/// The logins of NextAuth's and Auth.js's accounts.
fn of_accounts(roles: &Roles, database: &Database) -> Vec<Login> {
    let is_3 = roles.roles.get("account").is_some_and(|role| role.columns.contains_key("providerId"));
    let [provider, kind] = if is_3 { ["providerId", "providerType"] } else { ["provider", "type"] };
    let mut fields = vec![provider, "providerAccountId", "userId", kind];
    let left_out = roles
        .roles
        .get("account")
        .map(|role| left_out(roles.case, &role.table, database))
        .unwrap_or_default();
    fields.extend((!left_out.is_empty()).then_some("id"));
    let mut rows = roles.rows(database, "account", &fields);
    rows.retain(|row| row.get(4).is_none_or(|id| !left_out.contains(id.as_ref().unwrap())));
    let text = |value: &Option<String>| value.clone().unwrap();
    let logins = rows.iter().filter(|row| matches!(row[3].as_deref(), Some("oauth" | "oidc")));
    logins.map(|row| (renamed(&text(&row[0])), text(&row[1]), text(&row[2]), None)).collect()
}

/// Passwords in a column of the user table.
fn of_users(roles: &Roles, database: &Database) -> Vec<Login> {
    let names = ["hashed_password", "password_hash", "password"];
    let Some(column) = names.iter().find_map(|name| roles.user_column(name)) else { return Vec::new() };
    let users = roles.users(database, &column);
    users.iter().filter_map(|(user, hash)| Some(credential(user, hash.as_ref()?))).collect()
}

/// Passwords in Lucia 3's table: of several of one user that of the address, else of the name, else the first.
fn of_passwords(roles: &Roles, database: &Database) -> Vec<Login> {
    let Some(found) = roles.roles.get("password") else { return Vec::new() };
    let table = roles.case.from.table(&found.table).unwrap();
    let is_there = |name: &&str| table.column(name).is_some();
    let others = ["provider_id", "provider_user_id", "id"].into_iter().filter(is_there);
    let names: Vec<&str> = ["user_id", "hashed_password"].into_iter().chain(others).collect();
    let columns = roles.case.dialect.identifiers(names.iter().copied());
    let rows = database.rows(&format!("SELECT {columns} FROM {};", roles.case.dialect.object(&found.table)));
    let place = |row: &[Option<String>]| {
        let rest: Vec<String> = row[2..].iter().map(|value| value.clone().unwrap()).collect();
        let rank = rest.first().map_or(0, |first| match first.as_str() {
            "email" => 0,
            "username" => 1,
            _ => 2,
        });
        // Numbers of one length, so that their order is that of the texts.
        (rank, rest)
    };
    let mut of_user: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
    for row in rows {
        let first = of_user.entry(row[0].clone().unwrap()).or_insert_with(|| row.clone());
        if place(&row) < place(first) {
            *first = row;
        }
    }
    of_user.iter().map(|(user, row)| credential(user, row[1].as_ref().unwrap())).collect()
}

fn expected(roles: &Roles, database: &Database) -> Vec<Login> {
    let mut logins = if roles.roles.contains_key("key") {
        of_keys(roles, database)
    } else {
        let mut logins = of_accounts(roles, database);
        logins.extend(of_users(roles, database));
        logins.extend(of_passwords(roles, database));
        let rows = roles.rows(database, "oauth_account", &["provider_id", "provider_user_id", "user_id"]);
        let text = |value: &Option<String>| value.clone().unwrap();
        logins.extend(rows.iter().map(|row| (renamed(&text(&row[0])), text(&row[1]), text(&row[2]), None)));
        let columns = provider_columns::accounts(roles.case, &roles.roles, database).into_iter();
        logins.extend(columns.map(|(provider, number, user)| (provider, number, user, None)));
        logins
    };
    logins.sort();
    logins
}

pub fn every_login_becomes_an_account(case: &Case) {
    let Some(roles) = Roles::to_better_auth(case) else { return };
    assert_eq!(roles.accounts(&case.after().database), expected(&roles, &case.before().database));
}

/// Every user has a name and an address; those that were there are kept, in small letters.
pub fn every_user_has_a_name_and_an_address(case: &Case) {
    let Some(roles) = Roles::to_better_auth(case) else { return };
    let database = &case.before().database;
    let [name, email] = ["name", "email"].map(|field| roles.user_column(field).unwrap_or(field.to_owned()));
    let before = |column: &str| {
        roles.user_column(column).map(|column| roles.users(database, &column)).unwrap_or_default()
    };
    let (names, addresses, moments) = (before("name"), before("email"), before("emailVerified"));
    let mut keys: Vec<(String, String)> = if roles.roles.contains_key("key") {
        let rows = roles.rows(database, "key", &["user_id", "id"]);
        let pair = |row: &Vec<Option<String>>| {
            let address = row[1].as_ref()?.strip_prefix("email:").filter(|address| address.contains('@'))?;
            Some((row[0].clone()?, address.to_owned()))
        };
        rows.iter().filter_map(pair).collect()
    } else {
        Vec::new()
    };
    keys.sort();
    let has_flag = case.changes().tables[0].renamed.is_empty();
    let database = &case.after().database;
    let (new_names, new_addresses) = (roles.users(database, &name), roles.users(database, &email));
    for (user, name) in &new_names {
        let old = names.get(user).cloned().flatten();
        assert!(old.is_none() || old == *name, "{user}: {old:?} {name:?}");
        assert!(name.as_ref().is_some_and(|name| !name.is_empty()), "{user}");
    }
    for (user, address) in &new_addresses {
        let address = address.clone().unwrap();
        let of_key = keys.iter().find(|(owner, _)| owner == user).map(|(_, address)| address.to_lowercase());
        if let Some(of_key) = of_key {
            assert_eq!(address, of_key);
            continue;
        }
        match addresses.get(user).cloned().flatten() {
            // SQLite knows the small letters of ASCII only.
            Some(old) if case.dialect == Dialect::Sqlite => assert_eq!(address, old.to_ascii_lowercase()),
            Some(old) => assert_eq!(address, old.to_lowercase()),
            None => assert!(address.contains('@'), "{address}"),
        }
    }
    if !has_flag {
        let flags = roles.users(database, &roles.new_column("emailVerified"));
        for (user, moment) in &moments {
            let flag = matches!(flags[user].as_deref(), Some("t" | "1" | "true"));
            assert_eq!(flag, moment.is_some(), "{user}");
        }
    }
}

/// What the application of the new version has written comes back with `down.sql`.
#[test]
fn down_carries_accounts_back() {
    for_each(|case| {
        let Some(roles) = &Roles::to_better_auth(case) else { return };
        if provider_columns::has_some(case) {
            return;
        }
        let database = case.database();
        let dialect = case.dialect;
        let mut expected = expected(roles, &database);
        database.run(case.script("up")).unwrap();
        let account = roles.account();
        let table = dialect.object(&account.name);
        let [id, provider, number, password] = ["id", "providerId", "accountId", "password"]
            .map(|name| dialect.identifier(&roles.new_column(name)));
        let is_oauth = |login: &&Login| login.0 != "credential";
        let oauth: Vec<Login> = expected.iter().filter(is_oauth).cloned().collect();
        let where_is = |login: &Login| {
            format!("{provider} = {} AND {number} = {}", dialect.literal(&login.0), dialect.literal(&login.1))
        };
        if let Some(first) = oauth.first() {
            let numbered = account.column("id").unwrap().data_type.kind.is_integer();
            let [new_provider, new_number] = ["providerId", "accountId"].map(|field| roles.new_column(field));
            let mut values =
                vec![(&*new_provider, "'gitlab'".to_owned()), (&*new_number, "'9:9'".to_owned())];
            match (numbered, account.column("id").unwrap().default.is_some()) {
                (true, _) => values.push(("id", format!("(SELECT max({id}) + 1 FROM {table})"))),
                (false, true) => values.push(("id", "gen_random_uuid()".to_owned())),
                (false, false) => values.push(("id", "'new-account'".to_owned())),
            }
            database.run(&copy_row(case, account, &values, &where_is(first))).unwrap();
            let mut new = first.clone();
            (new.0, new.1) = ("gitlab".to_owned(), "9:9".to_owned());
            expected.push(new);
        }
        // Somebody who had no way in gets two: only one of them may be the first key of Lucia 0 and 1.
        let users =
            if roles.roles.contains_key("key") { roles.users(&database, "id") } else { BTreeMap::new() };
        let without = users.keys().find(|user| expected.iter().all(|login| login.2 != **user));
        let has_texts = account.column("id").unwrap().data_type.kind.is_text();
        if let (Some(user), Some(first), true) = (without, oauth.first(), has_texts) {
            for number in ["8:8", "8:9"] {
                let [provider, account_id, of_user] =
                    ["providerId", "accountId", "userId"].map(|field| roles.new_column(field));
                let values = [
                    ("id", dialect.literal(number)),
                    (&*provider, "'gitlab'".to_owned()),
                    (&*account_id, dialect.literal(number)),
                    (&*of_user, dialect.literal(user)),
                ];
                database.run(&copy_row(case, account, &values, &where_is(first))).unwrap();
                expected.push(("gitlab".to_owned(), number.to_owned(), user.clone(), None));
            }
        }
        if let Some(second) = oauth.get(1) {
            database.run(&format!("DELETE FROM {table} WHERE {};", where_is(second))).unwrap();
            let kept = roles.kept(second, &database);
            expected.retain(|login| login != second);
            if let Some(id) = kept {
                // It stays for what refers to it, and is nobody's.
                expected.push((second.0.clone(), format!("unlinked:{id}"), second.2.clone(), None));
            }
        }
        if let Some(user) = roles.with_several_passwords(&database) {
            let owner =
                format!("{} = {}", dialect.identifier(&roles.new_column("userId")), dialect.literal(&user));
            database
                .run(&format!("DELETE FROM {table} WHERE {provider} = 'credential' AND {owner};"))
                .unwrap();
            expected.retain(|login| login.0 != "credential" || login.2 != user);
        }
        database
            .run(&format!("UPDATE {table} SET {password} = 'changed:hash' WHERE {password} IS NOT NULL;"))
            .unwrap();
        for login in expected.iter_mut().filter(|login| login.3.is_some()) {
            login.3 = Some("changed:hash".to_owned());
        }
        database.run(case.script("down")).unwrap();
        expected.sort();
        assert_eq!(super::accounts::expected(roles, &database), expected);
    });
}

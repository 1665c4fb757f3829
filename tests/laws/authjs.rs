//! Laws 2 and 3 on the way from Lucia and NextAuth 3 to Auth.js. Where each login and session goes is computed here once more, from the
//! rows.

use std::collections::BTreeMap;

use authmorph::decide::CopyChange;
use authmorph::dialects::Dialect;
use authmorph::model::schema::Table;
use authmorph::recognise::{FoundRole, recognise};

use crate::application::{copy_row, new_id};
use crate::case::{Case, for_each};
use crate::doubles::left_out;
use crate::provider_columns;
use crate::support::{Database, Row};

/// The case, and the roles of the tables before.
struct Road<'a> {
    case: &'a Case,
    roles: BTreeMap<&'static str, FoundRole>,
}

/// A login: where it is, provider, account, user, password.
type Login = (&'static str, String, String, String, Option<String>);

const TABLES: [(&str, [&str; 3]); 3] = [
    ("account", ["provider", "providerAccountId", "userId"]),
    ("password", ["provider_id", "provider_user_id", "user_id"]),
    ("passwordless", ["provider_id", "provider_user_id", "user_id"]),
];

fn text(value: &Option<String>) -> String {
    value.clone().unwrap()
}

impl<'a> Road<'a> {
    /// None where the case leads elsewhere.
    fn of(case: &'a Case) -> Option<Self> {
        let (recognition, _) = recognise(&case.from, &BTreeMap::new(), None);
        // Tables that stay where they are have the laws of tables that change.
        let is_copied = |table: &Table| table.column("providerAccountId").is_some();
        let copies = case.changes().created.iter().any(|new| is_copied(&new.table));
        (matches!(&*case.road.target, "authjs-5" | "nextauth-4") && copies)
            .then_some(Self { case, roles: recognition.roles })
    }

    fn rows(&self, database: &Database, role: &str, fields: &[&str]) -> Vec<Row> {
        let Some(found) = self.roles.get(role) else { return Vec::new() };
        let columns = fields.iter().map(|field| found.columns[*field].as_str());
        let (columns, table) =
            (self.case.dialect.identifiers(columns), self.case.dialect.object(&found.table));
        database.rows(&format!("SELECT {columns} FROM {table};"))
    }

    /// The new table in which that kind of login is, as it is called in the end.
    fn table(&self, name: &str) -> Option<Table> {
        let columns = TABLES.iter().find(|(table, _)| *table == name)?.1;
        let mut created = self.case.changes().created.iter().map(|new| &new.table);
        let found = created.find(|table| {
            let has_hash = table.column("hashed_password").is_some();
            table.column(columns[0]).is_some() && has_hash == (name == "password")
        });
        found.map(|table| self.case.named(table))
    }

    /// The new table for sessions.
    fn session_table(&self) -> Table {
        let mut created = self.case.changes().created.iter().map(|new| &new.table);
        self.case.named(created.find(|table| table.column("sessionToken").is_some()).unwrap())
    }

    /// The logins in the new tables.
    fn new_logins(&self, database: &Database) -> Vec<Login> {
        let dialect = self.case.dialect;
        let mut logins = Vec::new();
        for (name, columns) in TABLES {
            let Some(table) = self.table(name) else { continue };
            let hash = if name == "password" { ", hashed_password" } else { "" };
            let (names, table) = (dialect.identifiers(columns), dialect.object(&table.name));
            let rows = database.rows(&format!("SELECT {names}{hash} FROM {table};"));
            let login = |row: &Row| {
                (name, text(&row[0]), text(&row[1]), text(&row[2]), row.get(3).cloned().flatten())
            };
            logins.extend(rows.iter().map(login));
        }
        logins.sort();
        logins
    }

    /// The logins of the old tables, each with the new table that it belongs to.
    fn old_logins(&self, database: &Database) -> Vec<Login> {
        let mut logins = match self.roles.get("key") {
            Some(role) => self.of_keys(database, role.columns.contains_key("expires")),
            None if self.roles.contains_key("account") => {
                // NextAuth 3 called it otherwise.
                let is_3 = self.roles["account"].columns.contains_key("providerId");
                let provider = if is_3 { "providerId" } else { "provider" };
                let left_out = left_out(self.case, &self.roles["account"].table, database);
                let mut fields = vec![provider, "providerAccountId", "userId"];
                fields.extend((!left_out.is_empty()).then_some("id"));
                let mut rows = self.rows(database, "account", &fields);
                rows.retain(|row| row.get(3).is_none_or(|id| !left_out.contains(id.as_ref().unwrap())));
                let login = |row: &Row| ("account", text(&row[0]), text(&row[1]), text(&row[2]), None);
                rows.iter().map(login).collect()
            }
            None => {
                let rows =
                    self.rows(database, "oauth_account", &["provider_id", "provider_user_id", "user_id"]);
                let login = |row: &Row| ("account", text(&row[0]), text(&row[1]), text(&row[2]), None);
                let columns = provider_columns::accounts(self.case, &self.roles, database).into_iter();
                let columns =
                    columns.map(|(provider, number, user)| ("account", provider, number, user, None));
                rows.iter().map(login).chain(columns).collect()
            }
        };
        logins.sort();
        logins
    }

    fn of_keys(&self, database: &Database, can_expire: bool) -> Vec<Login> {
        let mut fields = vec!["id", "user_id", "hashed_password"];
        fields.extend(can_expire.then_some("expires"));
        let rows = self.rows(database, "key", &fields);
        let lasting = rows.iter().filter(|row| row.get(3).is_none_or(Option::is_none));
        let keys: Vec<(String, String, String, Option<String>)> = lasting
            .map(|row| {
                let id = text(&row[0]);
                let (provider, account) = id.split_once(':').unwrap_or((&id, ""));
                (provider.to_owned(), account.to_owned(), text(&row[1]), row[2].clone())
            })
            .collect();
        let with_password = |provider: &str| keys.iter().any(|key| key.0 == provider && key.3.is_some());
        let custom = self.case.road.set.get("passwordless_providers");
        let is_listed = |provider: &str| match custom {
            Some(names) => names.split(',').any(|name| name.trim() == provider),
            None => ["email", "username", "phone", "magic-link", "anonymous"].contains(&provider),
        };
        let place = |key: &(String, String, String, Option<String>)| match &key.3 {
            Some(_) => "password",
            None if is_listed(&key.0) || with_password(&key.0) => "passwordless",
            None => "account",
        };
        keys.iter()
            .map(|key| (place(key), key.0.clone(), key.1.clone(), key.2.clone(), key.3.clone()))
            .collect()
    }

    /// The old sessions with their ends in whole seconds.
    fn old_sessions(&self, database: &Database) -> Vec<(String, String, i64)> {
        let Some(role) = self.roles.get("session") else { return Vec::new() };
        let dialect = self.case.dialect;
        let fields = ["idle_expires", "expires_at", "expires"];
        let field = fields.iter().find(|field| role.columns.contains_key(**field)).unwrap();
        let column = dialect.identifier(&role.columns[field]);
        let table = self.case.from.table(&role.table).unwrap();
        let declared = table.column(&role.columns[field]).unwrap().data_type.text.to_lowercase();
        let is_text = table.column(&role.columns[field]).unwrap().data_type.kind.is_text();
        let end = match dialect {
            // TypeORM's entities write milliseconds as texts.
            _ if is_text && *field == "expires" => format!("CAST({column} AS {})", number(dialect)),
            _ if *field == "idle_expires" => format!("CAST({column} AS {})", number(dialect)),
            Dialect::PostgreSql => format!("floor(extract(epoch FROM {column}) * 1000)::bigint"),
            Dialect::MySql if declared.starts_with("timestamp") => {
                format!("FLOOR(UNIX_TIMESTAMP({column})) * 1000")
            }
            Dialect::MySql => format!("TIMESTAMPDIFF(SECOND, '1970-01-01', {column}) * 1000"),
            // Drizzle's tables for Auth.js have milliseconds, Kysely's texts.
            Dialect::Sqlite if declared == "datetime" || *field == "expires" => {
                format!("iif(typeof({column}) = 'text', strftime('%s', {column}) * 1000, {column})")
            }
            Dialect::Sqlite => format!("{column} * 1000"),
        };
        let end = if dialect == Dialect::Sqlite { format!("CAST({end} AS TEXT)") } else { end };
        let names = if *field == "expires" { ["sessionToken", "userId"] } else { ["id", "user_id"] };
        let names = dialect.identifiers(names.map(|field| role.columns[field].as_str()));
        let query = format!("SELECT {names}, {end} FROM {};", dialect.object(&role.table));
        sessions(&database.rows(&query))
    }

    /// Whether something refers to the session.
    fn session_is_kept(&self, kept_by: &str, token: &str, database: &Database) -> bool {
        let (dialect, role) = (self.case.dialect, &self.roles["session"]);
        let name = role.columns.get("sessionToken").unwrap_or_else(|| &role.columns["id"]);
        let table = dialect.object(self.case.name_after(&role.table));
        let name = dialect.identifier(name);
        let condition = format!("s.{name} = {} AND {kept_by}", dialect.literal(token));
        database.value(&format!("SELECT count(*) FROM {table} AS s WHERE {condition};")) == "1"
    }

    /// The id of the old row of that account, where something refers to it, and it can be made useless.
    fn kept(&self, copy: &CopyChange, login: &Login, database: &Database) -> Option<String> {
        let (kept_by, role) = (copy.kept_by.as_ref()?, self.roles.get("account")?);
        let dialect = self.case.dialect;
        let provider = role.columns.get("providerId").unwrap_or_else(|| &role.columns["provider"]);
        let names = [&role.columns["id"], provider, &role.columns["providerAccountId"]];
        let [id, provider, account] = names.map(|name| format!("s.{}", dialect.identifier(name)));
        let table = dialect.object(self.case.name_after(&role.table));
        let is = |value: &str| dialect.literal(value);
        let rows = database.rows(&format!(
            "SELECT {id} FROM {table} AS s WHERE {provider} = {} AND {account} = {} AND {kept_by};",
            is(&login.1),
            is(&login.2)
        ));
        rows.first().map(|row| text(&row[0]))
    }

    /// A user of Lucia 0 or 1 who has no login.
    fn user_without(&self, logins: &[Login], database: &Database) -> Option<String> {
        let users = self.roles.get("key").and_then(|_| self.roles.get("user"))?;
        let dialect = self.case.dialect;
        let table = dialect.object(self.case.name_after(&users.table));
        let id = dialect.identifier(&users.columns["id"]);
        let rows = database.rows(&format!("SELECT {id} FROM {table} ORDER BY 1;"));
        let mut ids = rows.iter().map(|row| text(&row[0]));
        ids.find(|id| logins.iter().all(|login| login.3 != *id))
    }

    fn new_sessions(&self, database: &Database) -> Vec<(String, String, i64)> {
        let dialect = self.case.dialect;
        let table = self.session_table();
        let expires = table.column("expires").unwrap();
        let end = match dialect {
            // TypeORM's texts, and Kysely's in SQLite.
            Dialect::Sqlite if expires.data_type.text == "date" => "strftime('%s', expires) * 1000",
            _ if expires.data_type.kind.is_text() => &format!("CAST(expires AS {})", number(dialect)),
            // Tables of Drizzle and Prisma have UTC without saying so.
            Dialect::PostgreSql => "floor(extract(epoch FROM expires) * 1000)::bigint",
            Dialect::MySql => "TIMESTAMPDIFF(SECOND, '1970-01-01', expires) * 1000",
            Dialect::Sqlite => "expires",
        };
        let names = dialect.identifiers(["sessionToken", "userId"]);
        sessions(&database.rows(&format!("SELECT {names}, {end} FROM {};", dialect.object(&table.name))))
    }
}

fn number(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql => "bigint",
        Dialect::MySql => "SIGNED",
        Dialect::Sqlite => "TEXT",
    }
}

fn sessions(rows: &[Row]) -> Vec<(String, String, i64)> {
    let end = |value: &Option<String>| text(value).parse::<i64>().unwrap() / 1000;
    let mut sessions: Vec<(String, String, i64)> =
        rows.iter().map(|row| (text(&row[0]), text(&row[1]), end(&row[2]))).collect();
    sessions.sort();
    sessions
}

pub fn every_login_is_in_one_table(case: &Case) {
    let Some(road) = Road::of(case) else { return };
    assert_eq!(road.new_logins(&case.after().database), road.old_logins(&case.before().database));
}

pub fn every_session_goes_on(case: &Case) {
    let Some(road) = Road::of(case) else { return };
    let ends = case.road.set.get("sessions").is_some_and(|choice| choice == "end");
    let expected = if ends { Vec::new() } else { road.old_sessions(&case.before().database) };
    assert_eq!(road.new_sessions(&case.after().database), expected);
}

/// What the application of the new version has written comes back with `down.sql`.
#[test]
fn down_carries_logins_and_sessions_back() {
    for_each(|case| {
        let Some(road) = Road::of(case) else { return };
        if provider_columns::has_some(case) {
            return;
        }
        let database = case.database();
        let dialect = case.dialect;
        let mut logins = road.old_logins(&database);
        let mut sessions = road.old_sessions(&database);
        database.run(case.script("up")).unwrap();
        let account = &road.table("account").unwrap();
        let (name, of) = (dialect.object(&account.name), |name: &str| dialect.identifier(name));
        let at = |login: &Login| {
            let [provider, number] = ["provider", "providerAccountId"].map(of);
            format!("{provider} = {} AND {number} = {}", dialect.literal(&login.1), dialect.literal(&login.2))
        };
        let accounts: Vec<Login> = logins.iter().filter(|login| login.0 == "account").cloned().collect();
        if let Some(first) = accounts.first() {
            let mut new =
                vec![("provider", "'gitlab'".to_owned()), ("providerAccountId", "'9:9'".to_owned())];
            new.extend(new_id(dialect, account, "9:9"));
            database.run(&copy_row(case, account, &new, &at(first))).unwrap();
            let mut login = first.clone();
            (login.1, login.2) = ("gitlab".to_owned(), "9:9".to_owned());
            logins.push(login);
        }
        if let Some(second) = accounts.get(1) {
            database.run(&format!("DELETE FROM {name} WHERE {};", at(second))).unwrap();
            logins.retain(|login| login != second);
            let copies = case.changes().copies.iter();
            let copy = copies.clone().find(|copy| ["accounts", "oauth_accounts"].contains(&copy.name));
            if let Some(id) = copy.and_then(|copy| road.kept(copy, second, &database)) {
                // It stays for what refers to it, and is nobody's.
                logins.push(("account", second.1.clone(), format!("unlinked:{id}"), second.3.clone(), None));
            }
        }
        // Somebody who had no way in gets two: only one of them may be the first key of Lucia 0 and 1.
        if let Some(user) = road.user_without(&logins, &database)
            && let Some(first) = accounts.first()
        {
            for number in ["8:8", "8:9"] {
                let mut new = vec![
                    ("provider", "'gitlab'".to_owned()),
                    ("providerAccountId", dialect.literal(number)),
                    ("userId", dialect.literal(&user)),
                ];
                new.extend(new_id(dialect, account, number));
                database.run(&copy_row(case, account, &new, &at(first))).unwrap();
                logins.push(("account", "gitlab".to_owned(), number.to_owned(), user.clone(), None));
            }
        }
        if let Some(password) = road.table("password") {
            let table = dialect.object(&password.name);
            database.run(&format!("UPDATE {table} SET hashed_password = 'changed:hash';")).unwrap();
            logins.iter_mut().filter(|login| login.4.is_some()).for_each(|login| {
                login.4 = Some("changed:hash".to_owned());
            });
        }
        let session = &road.session_table();
        let (table, token) = (dialect.object(&session.name), of("sessionToken"));
        let copy = case.changes().copies.iter().find(|copy| copy.name == "sessions");
        if let Some(copy) = copy.filter(|_| sessions.len() > 1) {
            let gone = sessions.remove(1);
            if copy.kept_by.as_ref().is_some_and(|kept_by| road.session_is_kept(kept_by, &gone.0, &database))
            {
                // It stays for what refers to it, and has been over since the first second of 1970.
                sessions.push((gone.0.clone(), gone.1.clone(), 1));
            }
            database
                .run(&format!("DELETE FROM {table} WHERE {token} = {};", dialect.literal(&gone.0)))
                .unwrap();
            let first = &sessions[0];
            let condition = format!("{token} = {}", dialect.literal(&first.0));
            let mut new = vec![("sessionToken", "'new-session'".to_owned())];
            new.extend(new_id(dialect, session, "new-session"));
            database.run(&copy_row(case, session, &new, &condition)).unwrap();
            sessions.push(("new-session".to_owned(), first.1.clone(), first.2));
        }
        database.run(case.script("down")).unwrap();
        logins.sort();
        sessions.sort();
        assert_eq!(road.old_logins(&database), logins);
        assert_eq!(road.old_sessions(&database), sessions);
    });
}

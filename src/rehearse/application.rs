//! What an application does after the migration: somebody signs in anew, and somebody links another account.

use std::collections::BTreeMap;

use super::columns::{self, About};
use super::doors::{Doors, Places};
use super::engine::Engine;
use super::judge::{user_text, user_value};
use super::people::Login;
use super::promises::{account_returns, is_on_user, login_returns, session_returns, stays};
use super::random::Random;
use super::recipes;
use super::report::{Phase, StatementRun};
use super::run::{Ended, Side, Stage, in_use, places};
use super::sha256::sha256;
use super::value::{Value, seconds_of, written};
use crate::dialects::Dialect;
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;

/// Something that the application wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it is.
    pub what: String,
    /// A text by which its row is found among the old ones.
    pub mark: String,
    /// What happened to the row.
    pub fate: Fate,
    /// Whether the undo has to carry it back.
    pub must_return: bool,
    /// The identity that the login had where each is a user of its own: rows about that come and go with it.
    pub beside: Option<String>,
}

/// What the application did with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    Added,
    /// It has this text now.
    Holds(String),
    /// It has this moment now, in seconds.
    Ends(i64),
    /// It is gone.
    Removed,
    /// It is of no use any more: gone, or over.
    Over,
}

impl Written {
    /// Whether the row is the one that was written: one of its values is the mark, or has it behind a colon. An address
    /// may stand in other letters elsewhere; what is removed is judged strictly.
    pub fn is_about(&self, row: &[Option<String>]) -> bool {
        let is_strict = matches!(self.fate, Fate::Removed | Fate::Over);
        let folded = |text: &str| if is_strict { text.to_owned() } else { text.to_lowercase() };
        let mark = folded(&self.mark);
        let is_mark = |value: &String| {
            let plain = folded(value.trim_matches('\''));
            plain == mark || plain.strip_suffix(&mark).is_some_and(|rest| rest.ends_with(':'))
        };
        row.iter().flatten().any(is_mark)
    }

    /// Whether a row may be otherwise because of it.
    pub fn excuses(&self, row: &[Option<String>]) -> bool {
        let is_beside = |value: &String| self.beside.as_deref() == Some(value.trim_matches('\'').trim_end());
        self.is_about(row) || row.iter().flatten().any(is_beside)
    }

    /// Whether these rows show what was written.
    pub fn is_shown_by<'a>(&self, rows: impl Iterator<Item = &'a Vec<Option<String>>>) -> bool {
        let mut rows = rows.filter(|row| self.is_about(row)).peekable();
        match &self.fate {
            Fate::Removed => rows.peek().is_none(),
            Fate::Over => {
                // What is live in the rehearsal is so beyond this: 2033.
                const FUTURE: i64 = 2_000_000_000;
                let is_live = |value: &String| {
                    seconds_of(value.trim_matches('\'')).is_some_and(|seconds| seconds > FUTURE)
                };
                !rows.any(|row| row.iter().flatten().any(is_live))
            }
            Fate::Added => rows.peek().is_some(),
            Fate::Holds(text) => rows.flatten().flatten().any(|value| value.contains(text)),
            Fate::Ends(end) => {
                let is_end = |value: &String| seconds_of(value.trim_matches('\'')) == Some(*end);
                rows.flatten().flatten().any(is_end)
            }
        }
    }
}

/// 2036.
const END: i64 = 2_098_310_400_000;
const SECRET: &str = "rehearsalrehearsalrehearsalrehearsal0001";
const HASH: &str = "rehearsal0changed0hash";

/// Writes: somebody signs in, somebody links an account, a password is changed, an account unlinked, a session extended,
/// another one ended.
pub async fn act(
    stage: &mut Stage<'_>,
    doors: &Doors,
    engine: &mut impl Engine,
) -> Result<Vec<Written>, Ended> {
    let schema = in_use(stage.subject, Side::After);
    let places = places(stage.subject, &schema, Side::After);
    let mut written = Vec::new();
    let Some(user) = stage.rows.people.first().map(|resident| user_value(resident, 0)) else {
        return Ok(written);
    };
    if let Some((table, columns)) = places.sessions.iter().find(|(table, _)| is_librarys(stage, table)) {
        let mut given = vec![];
        if let [owner, end, secrets @ ..] = &columns[..] {
            given.push((owner.clone(), user.clone()));
            given.push((end.clone(), Value::Moment(END)));
            given.extend(secrets.first().map(|name| (name.clone(), Value::Text(SECRET.to_owned()))));
        }
        let what = format!("the new session in {}", table.name);
        let must_return = session_returns(stage, &table.name);
        insert(stage, table, given, engine).await?;
        written.push(Written { what, mark: SECRET.to_owned(), fate: Fate::Added, must_return, beside: None });
    }
    let accounts = places.accounts.iter().filter(|(table, _)| is_librarys(stage, table));
    let accounts: Vec<_> = accounts.cloned().collect();
    for (number, (table, columns)) in accounts.iter().enumerate() {
        let mark = format!("rehearsal-{number}");
        let mut values = vec![Value::Text("gitlab".to_owned()), Value::Text(mark.clone()), user.clone()];
        if has_password(table, columns) {
            values.push(Value::Text(format!("{HASH}-{number}")));
        }
        let given = columns.iter().cloned().zip(values).collect();
        let what = format!("the new account in {}", table.name);
        let must_return = account_returns(stage, &table.name);
        insert(stage, table, given, engine).await?;
        written.push(Written { what, mark, fate: Fate::Added, must_return, beside: None });
    }
    change_logins(stage, doors, &places, &mut written, engine).await?;
    change_sessions(stage, doors, &places, &mut written, engine).await?;
    Ok(written)
}

/// In each table the first login is changed, be it its password or whose it is, and the next one removed.
async fn change_logins(
    stage: &mut Stage<'_>,
    doors: &Doors,
    places: &Places<'_>,
    written: &mut Vec<Written>,
    engine: &mut impl Engine,
) -> Result<(), Ended> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let people = stage.rows.people.clone();
    let heir =
        people.last().map(|resident| (user_value(resident, people.len()), user_text(resident, people.len())));
    let Some(heir) = heir else { return Ok(()) };
    for (number, resident) in people.iter().enumerate() {
        let user = user_text(resident, number);
        for (nth, login) in resident.person.logins.iter().enumerate().filter(|(_, login)| login.is_way_in()) {
            let place = doors.opens(&user, login).and_then(|table| places.accounts_in(table));
            let Some((table, columns)) = place else { continue };
            let count = counts.entry(format!("{} {}", table.name, login.hash.is_some())).or_default();
            *count += 1;
            let Some((sql, mut done)) = changed_login(stage, table, columns, login, &heir, *count) else {
                continue;
            };
            if recipes::are_in(&stage.subject.recognition) {
                done.beside = Some(recipes::identity(number, nth));
            } else if is_on_user(stage, &table.name) {
                done.beside = Some(user.clone());
            }
            write(stage, sql, engine).await?;
            written.push(done);
        }
    }
    Ok(())
}

/// What happens to the login of that number in its table.
fn changed_login(
    stage: &Stage<'_>,
    table: &Table,
    columns: &[String],
    login: &Login,
    heir: &(Value, String),
    number: usize,
) -> Option<(String, Written)> {
    let dialect = stage.subject.schema.dialect;
    let names: Vec<String> = columns.iter().map(|name| dialect.identifier(name)).collect();
    let object = dialect.object(&table.name);
    let [provider, account, owner, ..] = &names[..] else { return None };
    let is_it = match &login.hash {
        Some(hash) => {
            let plain = dialect.literal(hash.strip_prefix("s2:").unwrap_or(hash));
            format!("{} IN ({}, {plain})", names.get(3)?, dialect.literal(hash))
        }
        None => {
            let (name, id) = (dialect.literal(&login.provider), dialect.literal(&login.account));
            format!("{provider} = {name} AND {account} = {id}")
        }
    };
    let is_split = stage
        .subject
        .decided
        .changes
        .iter()
        .filter_map(|changes| changes.keys.as_ref())
        .any(|keys| keys.tables().any(|new| new.name == table.name));
    let are_recipes = recipes::are_in(&stage.subject.recognition);
    let written = |what: &str, fate: Fate, must_return: bool| {
        let what = format!("{what} {}", table.name);
        // An address stands with all logins of a user, so a password is known by its hash.
        let hash = login.hash.as_ref().filter(|_| are_recipes && fate == Fate::Removed);
        // Keys have provider and account in one, and several providers may number their accounts alike.
        let mark = match hash {
            Some(hash) => hash.clone(),
            None if is_split && !login.account.is_empty() => format!("{}:{}", login.provider, login.account),
            None => login.account.clone(),
        };
        Written { what, mark, fate, must_return, beside: None }
    };
    let returns = is_split || login_returns(stage, &table.name);
    match (&login.hash, number) {
        (Some(_), 1) => {
            // What is no hash for SuperTokens does not come back to it.
            let hash = if are_recipes { format!("$2a$10${HASH}") } else { HASH.to_owned() };
            let sql =
                format!("UPDATE {object} SET {} = {} WHERE {is_it}", names.get(3)?, dialect.literal(&hash));
            Some((sql, written("the new password in", Fate::Holds(hash), returns)))
        }
        (None, 1) => {
            let column = table.column(columns.get(2)?)?;
            let sql =
                format!("UPDATE {object} SET {owner} = {} WHERE {is_it}", heir.0.literal(dialect, column));
            Some((sql, written("the new owner of an account in", Fate::Holds(heir.1.clone()), is_split)))
        }
        // Whether a login may go that rows of other tables refer to, only their application knows.
        (_, 2) if is_referred_to(stage, table) => None,
        (_, 2) if login.hash.is_none() || has_password(table, columns) => {
            let sql = format!("DELETE FROM {object} WHERE {is_it}");
            let returns = returns && !stays(stage, &table.name);
            Some((sql, written("the removal of an account from", Fate::Removed, returns)))
        }
        _ => None,
    }
}

/// Whether rows of other tables refer to the table, or to one whose rows were copied to it.
fn is_referred_to(stage: &Stage<'_>, table: &Table) -> bool {
    let subject = stage.subject;
    let copies = subject.decided.changes.iter().flat_map(|changes| &changes.copies);
    let mut origins = copies.filter(|copy| copy.to.name == table.name).map(|copy| &copy.from.name);
    subject.decided.to.referring(&table.name).next().is_some()
        || origins.any(|origin| subject.schema.referring(origin).next().is_some())
}

/// The first session that goes on is extended, and the next one ended.
async fn change_sessions(
    stage: &mut Stage<'_>,
    doors: &Doors,
    places: &Places<'_>,
    written: &mut Vec<Written>,
    engine: &mut impl Engine,
) -> Result<(), Ended> {
    let dialect = stage.subject.schema.dialect;
    let (mut extended, mut ended) = (false, false);
    for (number, resident) in stage.rows.people.clone().iter().enumerate() {
        let user = user_text(resident, number);
        for session in &resident.person.sessions {
            let place = doors.recognises(&user, session).and_then(|table| places.sessions_in(table));
            let Some((table, [_, end, secrets @ ..])) = place.map(|(table, columns)| (*table, &columns[..]))
            else {
                continue;
            };
            let object = dialect.object(&table.name);
            let (plain, hashed) =
                (dialect.literal(&session.secret), dialect.literal(&sha256(&session.secret)));
            let is_text = |name: &&String| {
                table
                    .column(name)
                    .is_some_and(|column| column.data_type.kind.is_text() || dialect == Dialect::Sqlite)
            };
            let secrets = secrets.iter().filter(is_text);
            let is_it: Vec<String> =
                secrets.map(|name| format!("{} IN ({plain}, {hashed})", dialect.identifier(name))).collect();
            let (is_it, mark) = (is_it.join(" OR "), session.secret.clone());
            let must_return =
                stage.subject.schema.table(&table.name).is_some() || session_returns(stage, &table.name);
            let Some(column) = table.column(end).filter(|_| !is_it.is_empty()) else { continue };
            if !extended {
                extended = true;
                let literal = stage.fitted(table, column, Value::Moment(END)).literal(dialect, column);
                let sql =
                    format!("UPDATE {object} SET {} = {literal} WHERE {is_it}", dialect.identifier(end));
                write(stage, sql, engine).await?;
                let what = format!("the new end of a session in {}", table.name);
                written.push(Written { what, mark, fate: Fate::Ends(END / 1000), must_return, beside: None });
            } else if !ended && stage.subject.schema.referring(&table.name).next().is_none() {
                // Whether a session may go that rows of other tables refer to, only their application knows.
                ended = true;
                write(stage, format!("DELETE FROM {object} WHERE {is_it}"), engine).await?;
                let what = format!("the end of a session in {}", table.name);
                written.push(Written { what, mark, fate: Fate::Over, must_return, beside: None });
            }
        }
    }
    Ok(())
}

/// Whether the library writes to the table: it was recognised, or is new. Tables of the application's own may look alike, and
/// have rules that only the application knows.
fn is_librarys(stage: &Stage<'_>, table: &Table) -> bool {
    let mut roles = stage.subject.recognition.roles.values();
    roles.any(|role| role.table == table.name) || stage.subject.schema.table(&table.name).is_none()
}

/// Whether every row of a place has a password.
fn has_password(table: &Table, columns: &[String]) -> bool {
    columns.get(3).and_then(|name| table.column(name)).is_some_and(|column| !column.nullable)
}

/// Inserts a row of what is given and of what the table must have beside.
async fn insert(
    stage: &mut Stage<'_>,
    table: &Table,
    given: Vec<(String, Value)>,
    engine: &mut impl Engine,
) -> Result<(), Ended> {
    let dialect = stage.subject.schema.dialect;
    let mut random = Random::new(stage.report.seed, "application");
    // SQLite lets a primary key be NULL, and no library leaves it so.
    let in_key = |name: &String| table.primary_key.as_ref().is_some_and(|key| key.columns.contains(name));
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in &table.columns {
        let given = given.iter().find(|(name, _)| *name == column.name).map(|(_, value)| value.clone());
        // `NOT NULL DEFAULT NULL`, as D1's tables have it, is no default.
        let has_default =
            column.default.as_ref().is_some_and(|default| !default.text.eq_ignore_ascii_case("null"));
        let made_by_database = has_default || column.auto_number.is_some() || column.generated.is_some();
        let value = match given {
            Some(value) => stage.fitted(table, column, value),
            None if column.nullable && !in_key(&column.name) || made_by_database => continue,
            None => {
                columns::value(dialect, column, &About { in_key: true, ..About::default() }, 9, &mut random)
                    .unwrap_or(Value::Null)
            }
        };
        names.push(column.name.as_str());
        values.push(value.literal(dialect, column));
    }
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        dialect.object(&table.name),
        dialect.identifiers(names),
        values.join(", ")
    );
    write(stage, sql, engine).await
}

/// Runs a statement of the application.
async fn write(stage: &mut Stage<'_>, sql: String, engine: &mut impl Engine) -> Result<(), Ended> {
    let result = engine.execute(&sql).await;
    let outcome = result.as_ref().copied().unwrap_or_default();
    let error = result.err();
    if let Some(error) = &error {
        stage.report.fault(Phase::Application, format!("the new tables do not take this: {sql}: {error}"));
    }
    stage.report.statements.push(StatementRun {
        phase: Phase::Application,
        sql,
        step: None,
        touched: outcome.touched,
        microseconds: outcome.microseconds,
        error,
    });
    Ok(())
}

fn moment_is_date(dialect: Dialect, column: &Column) -> bool {
    let declared = column.data_type.text.to_ascii_uppercase();
    let kind = &column.data_type.kind;
    // TypeORM's entities have milliseconds as texts.
    dialect != Dialect::Sqlite && !kind.is_integer() && !kind.is_text() && !declared.contains("INT")
}

impl Stage<'_> {
    /// A moment in the form of the column; any other value as it is.
    fn fitted(&self, table: &Table, column: &Column, value: Value) -> Value {
        match value {
            // Libraries write `toISOString()` there.
            Value::Moment(end)
                if self.subject.schema.dialect == Dialect::Sqlite
                    && column.data_type.kind == TypeKind::Date =>
            {
                Value::Text(format!("{}Z", written(Dialect::Sqlite, end, Some(3)).replace(' ', "T")))
            }
            Value::Moment(end) if !moment_is_date(self.subject.schema.dialect, column) => {
                Value::Number(self.moment_number(table, end).to_string())
            }
            other => other,
        }
    }

    /// A moment as the number that the table has: Lucia 2 has milliseconds, Lucia 3 has seconds in SQLite.
    fn moment_number(&self, table: &Table, milliseconds: i64) -> i64 {
        let changes = self.subject.decided.changes.as_ref();
        let session = changes.and_then(|changes| changes.session.as_ref());
        let in_seconds =
            session.is_some_and(|session| session.to.name == table.name && !session.in_milliseconds);
        if in_seconds { milliseconds / 1000 } else { milliseconds }
    }
}

//! What an application does after the migration: somebody signs in anew, and somebody links another account.

use super::columns::{self, About};
use super::engine::Engine;
use super::judge::user_value;
use super::random::Random;
use super::report::{Phase, StatementRun};
use super::run::{Ended, Side, Stage, in_use, places};
use super::value::Value;
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::Table;

/// Something that the application wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it is.
    pub what: String,
    /// A text by which it is found again.
    pub mark: String,
    /// Whether the undo has to carry it back.
    pub must_return: bool,
}

/// 2036.
const END: i64 = 2_098_310_400_000;

/// Writes.
pub async fn act(stage: &mut Stage<'_>, engine: &mut impl Engine) -> Result<Vec<Written>, Ended> {
    let schema = in_use(stage.subject, Side::After);
    let places = places(stage.subject, &schema, Side::After);
    let mut written = Vec::new();
    let Some(user) = stage.rows.people.first().map(|resident| user_value(resident, 0)) else {
        return Ok(written);
    };
    if let Some((table, columns)) = places.sessions.first() {
        let mut given = vec![];
        if let [owner, end, secrets @ ..] = &columns[..] {
            given.push((owner.clone(), user.clone()));
            given.push((end.clone(), Value::Moment(END)));
            let secret = secrets.iter().next().cloned();
            given.extend(
                secret.map(|name| (name, Value::Text("rehearsalrehearsalrehearsalrehearsal0001".to_owned()))),
            );
        }
        let what = format!("the new session in {}", table.name);
        let must_return = session_returns(stage, &table.name);
        insert(stage, table, given, engine).await?;
        written.push(Written {
            what,
            mark: "rehearsalrehearsalrehearsalrehearsal0001".to_owned(),
            must_return,
        });
    }
    let linked =
        places.accounts.iter().find(|(table, columns)| columns.len() == 3 || is_account(stage, table));
    if let Some((table, columns)) = linked {
        let values = [Value::Text("gitlab".to_owned()), Value::Text("rehearsal-1".to_owned()), user];
        let given = columns.iter().cloned().zip(values).collect();
        let what = format!("the new account in {}", table.name);
        let must_return = account_returns(stage, &table.name);
        insert(stage, table, given, engine).await?;
        written.push(Written { what, mark: "rehearsal-1".to_owned(), must_return });
    }
    Ok(written)
}

/// Whether the rows of that table are accounts, although it has a column for passwords.
fn is_account(stage: &Stage<'_>, table: &Table) -> bool {
    let hash = |name: &str| ["password", "hashed_password"].contains(&name);
    let nullable = table.columns.iter().filter(|column| hash(&column.name)).all(|column| column.nullable);
    nullable && stage.subject.decided.changes.is_some()
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
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in &table.columns {
        let given = given.iter().find(|(name, _)| *name == column.name).map(|(_, value)| value.clone());
        let made_by_database =
            column.default.is_some() || column.auto_number.is_some() || column.generated.is_some();
        let value = match given {
            Some(Value::Moment(end)) if !moment_is_date(dialect, column) => {
                Value::Number(stage.moment_number(table, end).to_string())
            }
            Some(value) => value,
            None if column.nullable || made_by_database => continue,
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
    let result = engine.execute(&sql).await;
    let outcome = result.as_ref().copied().unwrap_or_default();
    let error = result.err();
    stage.report.statements.push(StatementRun {
        phase: Phase::Application,
        sql,
        step: None,
        touched: outcome.touched,
        microseconds: outcome.microseconds,
        error: error.clone(),
    });
    if let Some(error) = error {
        stage.report.fault(Phase::Application, format!("{} takes no new row: {error}", table.name));
    }
    Ok(())
}

fn moment_is_date(dialect: Dialect, column: &crate::model::schema::Column) -> bool {
    let declared = column.data_type.text.to_ascii_uppercase();
    dialect != Dialect::Sqlite && !column.data_type.kind.is_integer() && !declared.contains("INT")
}

impl Stage<'_> {
    /// A moment as the number that the table has: Lucia 2 has milliseconds, Lucia 3 has seconds in SQLite.
    fn moment_number(&self, table: &Table, milliseconds: i64) -> i64 {
        let changes = self.subject.decided.changes.as_ref();
        let session = changes.and_then(|changes| changes.session.as_ref());
        let in_seconds =
            session.is_some_and(|session| session.to.name == table.name && !session.in_milliseconds);
        if in_seconds { milliseconds / 1000 } else { milliseconds }
    }
}

/// Whether the plan promises that a new session comes back.
fn session_returns(stage: &Stage<'_>, table: &ObjectName) -> bool {
    let Some(changes) = &stage.subject.decided.changes else { return false };
    let forgets = changes.tables.iter().any(|change| change.from.name == *table && change.forgets_new_rows);
    let is_old = stage.subject.schema.table(table).is_some();
    let copied = changes.copies.iter().any(|copy| copy.to.name == *table && copy.can_return.is_none());
    !forgets && (is_old || copied)
}

/// Whether the plan promises that a new account comes back.
fn account_returns(stage: &Stage<'_>, table: &ObjectName) -> bool {
    let Some(changes) = &stage.subject.decided.changes else { return false };
    let split = changes.keys.as_ref().is_some_and(|keys| keys.oauth.name == *table);
    let copied = changes.copies.iter().any(|copy| copy.to.name == *table && copy.can_return.is_none());
    split || copied
}

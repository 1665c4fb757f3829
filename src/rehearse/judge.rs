//! What is right and what is wrong with the rows after each script. It is held against the rows from before and against
//! what the plan announces; the SQL of the migration is not looked at.

use super::application::Written;
use super::catalog;
use super::doors::Doors;
use super::engine::Engine;
use super::making;
use super::report::{PersonReport, Phase, TableReport, Way};
use super::rows::Resident;
use super::run::Stage;
use super::snapshot::{Snapshot, TableState, missing};
use super::value::Value;
use super::{Subject, people::Session};
use crate::decide::doubles::Doubles;
use crate::decide::evolution::{Operation, Part};
use crate::decide::{Changes, Rows};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::Table;

/// The name of a table in a snapshot.
pub fn key(dialect: Dialect, name: &ObjectName) -> String {
    match &name.schema {
        Some(schema) if dialect == Dialect::PostgreSql && schema != "public" => name.to_string(),
        _ => name.name.clone(),
    }
}

/// What the plan announces for a table.
#[derive(Default)]
struct Announced {
    /// Columns that get other values.
    altered: Vec<String>,
    /// Columns that get other names.
    renamed: Vec<(String, String)>,
    /// Columns that the database computes.
    generated: Vec<String>,
    /// Which rows go.
    removed: Option<Rows>,
    /// Whether values follow from a library's own history, so that only `verify.sql` knows them.
    evolves: bool,
}

fn announced(changes: &Changes, table: &Table) -> Announced {
    let generated = table.columns.iter().filter(|column| column.generated.is_some());
    let generated = generated.map(|column| column.name.clone()).collect();
    let mut announced = Announced { generated, ..Announced::default() };
    if let Some(session) = changes.session.as_ref().filter(|session| session.from.name == table.name) {
        announced.altered.extend([session.active.clone(), session.idle.clone(), session.expires.clone()]);
    }
    for change in changes.tables.iter().filter(|change| change.from.name == table.name) {
        announced.altered.extend(change.altered.iter().map(|column| column.name.clone()));
        announced.altered.extend(change.rekey.iter().map(|_| change.id.clone()));
        announced.renamed.extend(change.renamed.clone());
        announced.removed =
            announced.removed.or_else(|| change.removed.as_ref().map(|removal| removal.rows.clone()));
    }
    for change in changes.tables.iter().filter(|change| change.rekey.is_some() || change.removed.is_none()) {
        let followers = change.following.iter().flat_map(|following| &following.columns);
        let own = followers.filter(|follower| follower.table.name == table.name);
        announced.altered.extend(own.map(|follower| follower.column.clone()));
    }
    let changed = changes.evolution.as_ref().map(|evolution| evolution.changed());
    let stages = changes.evolution.iter().flat_map(|evolution| &evolution.stages);
    for operation in stages.flat_map(|stage| &stage.operations) {
        let Operation::Alter(_, parts) = operation else { continue };
        let renames = parts.iter().filter_map(|part| match part {
            Part::RenameColumn(from, to) => Some((from.clone(), to.clone())),
            _ => None,
        });
        announced.renamed.extend(renames.filter(|_| operation.changes() == Some(&table.name)));
    }
    announced.evolves = changed.is_some_and(|changed| changed.contains(&&table.name));
    announced
}

/// What became of every table, and rows that changed or went without being announced.
pub fn tables(stage: &mut Stage<'_>, before: &Snapshot, after: &Snapshot) {
    let subject = stage.subject;
    let dialect = subject.schema.dialect;
    let Some(changes) = &subject.decided.changes else { return };
    for table in &subject.schema.tables {
        let name = key(dialect, &table.name);
        let Some(old) = before.tables.get(&name) else { continue };
        let mut report =
            TableReport { name: name.clone(), before: Some(old.rows.len()), ..TableReport::default() };
        report.moved_to = moved_to(dialect, changes, table, after);
        let now_called = changes.evolution.as_ref().map(|evolution| evolution.name_of(&table.name));
        let now_called = now_called.unwrap_or(&table.name);
        report.goes_at_cleanup = subject.plan.cleanup.unused.contains(now_called);
        let now_called = key(dialect, now_called);
        if let Some(new) = after.tables.get(&now_called) {
            let announced = announced(changes, table);
            report.after = Some(new.rows.len());
            report.changed = changed(table, old, new, &announced);
            report.columns = columns(old, new, &announced);
            report.same = compare(stage, &name, old, new, &announced);
        } else {
            stage.report.fault(Phase::Up, format!("{name} is gone with its {} rows", old.rows.len()));
        }
        stage.report.tables.push(report);
    }
    let is_new = |name: &&String| !before.tables.contains_key(*name);
    for name in after.tables.keys().filter(is_new) {
        let rows = after.tables.get(name).map(|state| state.rows.len());
        stage.report.tables.push(TableReport { name: name.clone(), after: rows, ..TableReport::default() });
    }
}

fn moved_to(dialect: Dialect, changes: &Changes, table: &Table, after: &Snapshot) -> Vec<String> {
    let mut names: Vec<&ObjectName> = Vec::new();
    if let Some(keys) = changes.keys.as_ref().filter(|keys| keys.table.name == table.name) {
        names.extend(keys.tables().map(|table| &table.name));
    }
    let copies = changes.copies.iter().filter(|copy| copy.from.name == table.name);
    names.extend(copies.map(|copy| &copy.to.name));
    names.dedup();
    if let Some(evolution) = &changes.evolution {
        names.iter_mut().for_each(|name| *name = evolution.name_of(name));
    }
    let count = |name: &&ObjectName| {
        let state = after.tables.get(&key(dialect, name))?;
        Some(format!("{name} ({} rows)", state.rows.len()))
    };
    names.iter().filter_map(count).collect()
}

/// The pairs of places of columns that both have.
fn common(old: &TableState, new: &TableState, announced: &Announced) -> Vec<(String, usize, usize)> {
    let pairs = old.columns.iter().enumerate().filter_map(|(place, column)| {
        let pair = announced.renamed.iter().find(|(from, _)| from == column);
        let now = pair.map_or(column, |(_, to)| to);
        Some((now.clone(), place, new.columns.iter().position(|other| other == now)?))
    });
    pairs.collect()
}

/// In how many rows a column has another value; rows are told apart by the primary key.
fn changed(table: &Table, old: &TableState, new: &TableState, announced: &Announced) -> Vec<(String, usize)> {
    let common = common(old, new, announced);
    let Some(primary) = &table.primary_key else { return Vec::new() };
    let keys: Vec<_> = common.iter().filter(|(name, ..)| primary.columns.contains(name)).collect();
    if keys.len() != primary.columns.len() {
        return Vec::new();
    }
    let mut counts = vec![0; common.len()];
    for row in &old.rows {
        let same = |other: &&Vec<_>| keys.iter().all(|(_, from, to)| row.get(*from) == other.get(*to));
        let Some(other) = new.rows.iter().find(same) else { continue };
        for (count, (_, from, to)) in counts.iter_mut().zip(&common) {
            *count += usize::from(row.get(*from) != other.get(*to));
        }
    }
    let counted = common.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    counted.map(|((name, ..), count)| (name, count)).collect()
}

fn columns(old: &TableState, new: &TableState, announced: &Announced) -> Vec<String> {
    let is_renamed_to = |name: &String| announced.renamed.iter().find(|(_, to)| to == name);
    let is_renamed = |name: &String| announced.renamed.iter().any(|(from, _)| from == name);
    let mut said = Vec::new();
    for name in old.columns.iter().filter(|name| !new.columns.contains(name) && !is_renamed(name)) {
        said.push(format!("-{name}"));
    }
    for name in new.columns.iter().filter(|name| !old.columns.contains(name)) {
        said.push(
            is_renamed_to(name).map_or_else(|| format!("+{name}"), |(from, _)| format!("{from} → {name}")),
        );
    }
    said
}

/// How many rows are the same in all columns that are not announced to change; the others are faults, unless they were
/// announced to go.
fn compare(
    stage: &mut Stage<'_>,
    name: &str,
    old: &TableState,
    new: &TableState,
    announced: &Announced,
) -> usize {
    let mut left_out = announced.altered.clone();
    if !left_out.is_empty() {
        // What is computed follows what it is computed of.
        left_out.extend(announced.generated.iter().cloned());
    }
    let now_called: Vec<String> = common(old, new, announced).into_iter().map(|(name, ..)| name).collect();
    left_out.extend(new.columns.iter().filter(|column| !now_called.contains(column)).cloned());
    let gone: Vec<bool> = old.rows.iter().map(|row| goes(announced, old, new, row)).collect();
    let staying = old.rows.iter().zip(&gone).filter(|(_, goes)| !**goes).map(|(row, _)| row.clone());
    let mut renamed = TableState { columns: old.columns.clone(), rows: staying.collect() };
    for column in &mut renamed.columns {
        if let Some((_, to)) = announced.renamed.iter().find(|(from, _)| from == column) {
            *column = to.clone();
        }
    }
    let only_old = renamed.columns.iter().filter(|column| !now_called.contains(column)).cloned();
    let mut without_old = left_out.clone();
    without_old.extend(only_old);
    let old = sorted_by_name(renamed.without(&without_old));
    let new = sorted_by_name(new.without(&left_out));
    let lost = missing(&old, &new);
    // Which sessions have expired, the clock says; that those still open doors which have not, is asked beside.
    let may_lose = matches!(announced.removed, Some(Rows::Expired { .. }));
    if !announced.evolves {
        if let Some(first) = lost.first().filter(|_| !may_lose) {
            let shown = old.shown(first);
            let what =
                format!("{name}: {} rows are gone or changed though no step says so: {shown}", lost.len());
            stage.report.fault(Phase::Up, what);
        }
        let come = missing(&new, &old);
        if let (true, Some(first)) = (lost.is_empty(), come.first()) {
            let what =
                format!("{name}: {} rows are there that nobody wrote: {}", come.len(), new.shown(first));
            stage.report.fault(Phase::Up, what);
        }
    }
    old.rows.len() - lost.len()
}

/// Columns that got another name may stand in another order.
fn sorted_by_name(state: TableState) -> TableState {
    let mut places: Vec<usize> = (0..state.columns.len()).collect();
    places.sort_by_key(|place| state.columns.get(*place));
    let pick =
        |row: &Vec<Option<String>>| places.iter().filter_map(|place| row.get(*place).cloned()).collect();
    let mut rows: Vec<Vec<Option<String>>> = state.rows.iter().map(pick).collect();
    rows.sort();
    TableState {
        columns: places.iter().filter_map(|place| state.columns.get(*place).cloned()).collect(),
        rows,
    }
}

fn goes(announced: &Announced, state: &TableState, new: &TableState, row: &[Option<String>]) -> bool {
    match &announced.removed {
        None | Some(Rows::Expired { .. }) => false,
        Some(Rows::All) => true,
        Some(Rows::With(column)) => {
            let place = state.columns.iter().position(|name| name == column);
            place.and_then(|place| row.get(place)).is_some_and(Option::is_some)
        }
        Some(Rows::Doubles(doubles)) => is_set_aside(doubles, state, new, row),
    }
}

/// Whether the row has gone because another one like it has stayed. Which of them that is, is the user's choice.
fn is_set_aside(doubles: &Doubles, old: &TableState, new: &TableState, row: &[Option<String>]) -> bool {
    let place = |state: &TableState, name: &String| state.columns.iter().position(|other| other == name);
    let (Some(id), Some(now)) = (place(old, &doubles.id), place(new, &doubles.id)) else { return false };
    let stays = |row: &[Option<String>]| new.rows.iter().any(|other| other.get(now) == row.get(id));
    let alike: Vec<usize> = doubles.alike.iter().filter_map(|name| place(old, name)).collect();
    let is_alike = |other: &[Option<String>]| alike.iter().all(|place| other.get(*place) == row.get(*place));
    !stays(row) && old.rows.iter().any(|other| is_alike(other) && stays(other))
}

/// Whether everybody can still sign in as before.
/// What somebody has changed by their own will does not count.
pub fn people(stage: &mut Stage<'_>, phase: Phase, before: &Doors, after: &Doors, written: &[Written]) {
    let mut reports = Vec::new();
    let everybody: Vec<Resident> = stage.rows.people.iter().chain(&stage.guests).cloned().collect();
    for (number, resident) in everybody.iter().enumerate() {
        let user = user_text(resident, number);
        let mut ways = Vec::new();
        for login in resident.person.logins.iter().filter(|login| login.is_way_in()) {
            let marks = written.iter().map(|written| &written.mark);
            // As a key says it.
            let whole = format!("{}:{}", login.provider, login.account);
            let is_changed = marks
                .into_iter()
                .any(|mark| [&login.account, &whole].contains(&mark) || login.hash.as_ref() == Some(mark));
            if is_changed || before.opens(&user, login).is_none() {
                continue;
            }
            let now = after.opens(&user, login).map(str::to_owned);
            let other =
                resident.person.logins.iter().any(|other| {
                    other != login && other.hash.is_some() && after.opens(&user, other).is_some()
                });
            let excuse = (login.hash.is_some() && other && has_one_password(stage.subject))
                .then(|| "the target has one password for each user; the other one works".to_owned());
            let kind = if login.hash.is_some() { "password for " } else { "" };
            ways.push(Way { what: format!("{kind}{} {}", login.provider, login.account), now, excuse });
        }
        let is_own = |session: &&Session| !written.iter().any(|written| written.mark == session.secret);
        for session in resident.person.sessions.iter().filter(is_own) {
            ways.extend(session_way(stage.subject, &user, session, before, after));
        }
        for way in ways.iter().filter(|way| way.now.is_none() && way.excuse.is_none()) {
            let what =
                format!("{} ({}) is locked out: {}", resident.person.name, resident.person.what, way.what);
            stage.report.fault(phase, what);
        }
        let (name, what) = (resident.person.name.clone(), resident.person.what.to_owned());
        reports.push(PersonReport { name, what, ways });
    }
    if phase == Phase::Up {
        stage.report.people = reports;
    }
}

fn session_way(
    subject: &Subject,
    user: &str,
    session: &Session,
    before: &Doors,
    after: &Doors,
) -> Option<Way> {
    before.recognises(user, session)?;
    let now = after.recognises(user, session).map(str::to_owned);
    // In milliseconds: 2020. The rehearsal has no clock, and its sessions end long before or long after it is run.
    const NOW: i64 = 1_577_836_800_000;
    let excuse = if !sessions_go_on(subject) {
        Some("the plan ends all sessions".to_owned())
    } else if session.idle < NOW && drops_expired(subject) {
        Some("the plan drops sessions that are over".to_owned())
    } else {
        None
    };
    Some(Way { what: format!("session until {} s", session.idle.div_euclid(1000)), now, excuse })
}

/// The identity of a person's user.
pub fn user_value(resident: &Resident, number: usize) -> Value {
    resident.user.clone().unwrap_or_else(|| Value::Text(format!("user{number:011}")))
}

/// The same as the database prints it.
pub fn user_text(resident: &Resident, number: usize) -> String {
    match user_value(resident, number) {
        Value::Text(text) | Value::Number(text) => text,
        Value::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        other => format!("{other:?}"),
    }
}

/// Whether the plan takes one password of several.
fn has_one_password(subject: &Subject) -> bool {
    let copies = subject.decided.changes.iter().flat_map(|changes| &changes.copies);
    copies.flat_map(|copy| &copy.questions).any(|question| question.check == "second_password")
}

/// Whether the plan drops rows that have expired.
fn drops_expired(subject: &Subject) -> bool {
    let tables = subject.decided.changes.iter().flat_map(|changes| &changes.tables);
    let mut removals = tables.filter_map(|change| change.removed.as_ref());
    removals.any(|removal| matches!(removal.rows, Rows::Expired { .. }))
}

/// Whether the plan says that sessions go on.
fn sessions_go_on(subject: &Subject) -> bool {
    let Some(changes) = &subject.decided.changes else { return true };
    let Some(found) = subject.recognition.roles.get("session") else { return true };
    let ends = found.columns.get("expires_at").map_or("expires_at", String::as_str);
    let all_go = changes.tables.iter().any(|change| {
        change.from.name == found.table
            && (change.removed.as_ref().is_some_and(|removal| removal.rows == Rows::All)
                || change.altered.iter().any(|altered| altered.name == ends))
    });
    let is_copied = changes.copies.iter().any(|copy| copy.from.name == found.table);
    !all_go && (is_copied || !changes.unused.contains(&found.table))
}

/// After `cleanup.sql` there are the tables of the new version, and nothing of ours.
pub fn cleaned(stage: &mut Stage<'_>, before: &Snapshot, cleaned: &Snapshot) {
    let dialect = stage.subject.schema.dialect;
    let unused = &stage.subject.plan.cleanup.unused;
    let wanted = stage.subject.decided.to.tables.iter().filter(|table| !unused.contains(&table.name));
    let wanted: Vec<String> = wanted.map(|table| key(dialect, &table.name)).collect();
    let same = |left: &str, right: &str| dialect.same_name(left, right);
    // Partitions and the like are tables to the database, and none to the model.
    let known: Vec<String> =
        stage.subject.schema.tables.iter().map(|table| key(dialect, &table.name)).collect();
    let of_others: Vec<&String> =
        before.tables.keys().filter(|name| !known.iter().any(|known| same(known, name))).collect();
    let made = stage.subject.decided.to.others.iter().filter(|other| other.kind == "table");
    let made: Vec<String> =
        made.filter_map(|other| other.name.as_ref()).map(|name| key(dialect, name)).collect();
    let is_wanted = |name: &&String| {
        wanted.iter().chain(&made).any(|wanted| same(wanted, name)) || of_others.contains(name)
    };
    for name in cleaned.tables.keys().filter(|name| !is_wanted(name)) {
        stage.report.fault(Phase::Cleanup, format!("{name} is left behind"));
    }
    for name in wanted.iter().filter(|name| !cleaned.tables.keys().any(|there| same(there, name))) {
        stage.report.fault(Phase::Cleanup, format!("{name} is gone"));
    }
}

/// The tables that are left are those that the plan leads to: the same columns and indexes as in a new database.
pub async fn shape<Database: Engine>(
    stage: &mut Stage<'_>,
    cleaned: &Snapshot,
    engine: &mut Database,
) -> Result<(), super::run::Ended> {
    let dialect = stage.subject.schema.dialect;
    let made = async {
        engine.empty().await?;
        let run = async |engine: &mut Database, sql: &str| engine.execute(sql).await.map(drop);
        making::make(&stage.subject.decided.to, engine, &mut Vec::new(), run).await?;
        engine.rows(catalog::query(dialect)).await
    };
    let wanted: Vec<_> = match made.await {
        Ok(rows) => rows.into_iter().filter_map(catalog::Fact::from_row).collect(),
        Err(error) => {
            stage
                .report
                .fault(Phase::Cleanup, format!("the tables of the new version cannot be made: {error}"));
            return Err(super::run::Ended);
        }
    };
    for what in catalog::other_shape(dialect, &wanted, &cleaned.facts) {
        stage.report.fault(Phase::Cleanup, what);
    }
    Ok(())
}

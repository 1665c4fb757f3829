//! What to ask the database before `up.sql`: rows and objects that would stop it, or that it should not meet unknowing.

mod catalog;
mod copies;
mod evolution;
mod keys;
mod session;
mod tables;

use crate::decide::{Changes, Way};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use crate::order::arrange;

/// A question to the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Its name.
    pub check: &'static str,
    /// How grave it is when the count is above 0.
    pub severity: ProbeSeverity,
    /// A scalar expression: how many.
    pub violations: String,
    /// A scalar expression: what that means and what to do.
    pub message: String,
}

/// How grave an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbeSeverity {
    /// `up.sql` would fail or do harm.
    Block,
    /// Look at it first.
    Warning,
    /// Good to know.
    Note,
}

impl ProbeSeverity {
    /// The word in the result set.
    pub fn word(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// The questions for the changes, the gravest first.
pub fn probes(schema: &Schema, changes: &Changes) -> Vec<Probe> {
    let dialect = schema.dialect;
    let mut probes = vec![already_run(dialect, &changes.journal)];
    for table in new_tables(changes) {
        probes.push(name_taken(dialect, table, &changes.journal));
    }
    if let Some(session) = &changes.session {
        probes.extend(session::probes(dialect, session));
        let columns = [session.active.as_str(), session.idle.as_str()];
        probes.extend(catalog::probes(schema, &session.from.name, &columns, &changes.aside));
    }
    if let Some(keys) = &changes.keys {
        probes.extend(keys::probes(schema, keys));
    }
    for (table, column) in changes.first.iter().flat_map(|first| &first.retyped) {
        let aside = changes.first.as_ref().map_or(&[][..], |first| &first.aside);
        let column = [column.as_str()];
        // MySQL gives a column another type whatever views read it, and they show the new one.
        let in_the_way = if dialect == Dialect::MySql { &[][..] } else { &column[..] };
        probes.extend(catalog::probes(schema, table, in_the_way, aside));
        probes.push(catalog::unknown_references(schema, table));
    }
    for change in &changes.tables {
        probes.extend(tables::probes(schema, change));
    }
    for copy in changes.copies.iter().filter(|copy| copy.way == Way::ThereAndBack) {
        probes.extend(copies::probes(schema, copy));
    }
    if let Some(evolution) = &changes.evolution {
        probes.extend(evolution::probes(schema, changes, evolution));
    }
    if dialect == Dialect::Sqlite {
        probes.push(too_old());
    }
    let rank = |probe: &Probe| match probe.severity {
        ProbeSeverity::Block => 0,
        ProbeSeverity::Warning => 1,
        ProbeSeverity::Note => 2,
    };
    arrange(&mut probes, |left, right| rank(left).cmp(&rank(right)));
    probes
}

fn new_tables(changes: &Changes) -> Vec<&ObjectName> {
    let mut tables: Vec<&ObjectName> = Vec::new();
    if let Some(keys) = &changes.keys {
        tables.extend(keys.tables().map(|table| &table.name));
    }
    tables.extend(changes.created.iter().map(|new| &new.table.name));
    tables.extend(super::keeps(changes).map(|keep| &keep.name));
    tables
}

/// 1 where the condition holds, 0 otherwise.
fn one_if(condition: &str) -> String {
    format!("SELECT CASE WHEN {condition} THEN 1 ELSE 0 END")
}

fn already_run(dialect: Dialect, journal: &ObjectName) -> Probe {
    Probe {
        check: "journal_present",
        severity: if dialect == Dialect::MySql { ProbeSeverity::Warning } else { ProbeSeverity::Block },
        violations: one_if(&dialect.relation_exists(journal)),
        message: dialect.literal(&format!(
            "{journal} exists: up.sql has run here, or was stopped half way (MySQL: then run it again from its start)."
        )),
    }
}

fn name_taken(dialect: Dialect, table: &ObjectName, journal: &ObjectName) -> Probe {
    let (here, run) = (dialect.relation_exists(table), dialect.relation_exists(journal));
    Probe {
        check: "name_taken",
        severity: ProbeSeverity::Block,
        violations: one_if(&format!("{here} AND NOT ({run})")),
        message: dialect.literal(&format!(
            "A table {table} exists that the pasted text did not have. Rename it, or paste it too so that another name is chosen."
        )),
    }
}

fn too_old() -> Probe {
    Probe {
        check: "sqlite_too_old",
        severity: ProbeSeverity::Block,
        violations: one_if("CAST(substr(sqlite_version(), 3) AS REAL) < 35"),
        message:
            "'This SQLite is ' || sqlite_version() || '; ALTER TABLE DROP COLUMN needs 3.35 (March 2021).'"
                .to_owned(),
    }
}

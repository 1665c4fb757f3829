//! The session table of Lucia 2 becomes that of Lucia 3: `idle_expires` turns into `expires_at`, `active_expires` goes.

use crate::decide::columns::{Going, block, one_line, strict_for_prisma, triggers_on};
use crate::decide::migration::{keep_table, kept};
use crate::decide::options::OptionShape;
use crate::decide::{Aside, Decided, Decision, IndexChange, SessionChange};
use crate::dialects::{Dialect, default_names};
use crate::findings::{Finding, Severity};
use crate::model::schema::{Check, Column, Expression, Index, IndexTarget, Literal, Schema, Table};
use crate::model::types::{DataType, TypeKind};
use crate::recognise::FoundRole;

/// The column that Lucia 3 reads (packages/adapter-*/src/base.ts: its name is fixed).
const EXPIRES: &str = "expires_at";

/// The two columns of Lucia 2, by the user's names.
struct Expiry<'a> {
    dialect: Dialect,
    active: &'a str,
    idle: &'a str,
}

impl Expiry<'_> {
    fn is(&self, column: &str) -> bool {
        self.is_active(column) || self.is_idle(column)
    }

    fn is_active(&self, column: &str) -> bool {
        self.dialect.same_name(column, self.active)
    }

    fn is_idle(&self, column: &str) -> bool {
        self.dialect.same_name(column, self.idle)
    }

    fn in_expression(&self, expression: &Expression) -> bool {
        expression.identifiers.iter().any(|identifier| self.is(identifier))
    }

    fn active_in_expression(&self, expression: &Expression) -> bool {
        expression.identifiers.iter().any(|identifier| self.is_active(identifier))
    }
}

/// The option about what reads the session table.
pub const ADAPTER: OptionShape = OptionShape {
    name: "adapter",
    label: "What reads the tables",
    default: "as-before",
    reason: "Tables that look like Prisma's are read by Prisma, which wants milliseconds in SQLite; \
             all other adapters want seconds there.",
    choices: &["as-before", "prisma", "drivers"],
};

/// What reads the session table from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Lucia's adapters for drivers, and Drizzle's: seconds in SQLite.
    Drivers,
    /// Prisma: a column of type `DATETIME` with milliseconds in SQLite; it does not take numbers for moments.
    Prisma,
}

/// Decides the change; none when something stands in the way, which is then a blocking finding.
pub fn decide(
    schema: &Schema,
    role: &FoundRole,
    reader: Reader,
    aside: &[Aside],
    decided: &mut Decided,
) -> Option<SessionChange> {
    let from = schema.table(&role.table)?;
    let (id, active, idle) =
        (role.columns.get("id")?, role.columns.get("active_expires")?, role.columns.get("idle_expires")?);
    let expiry = Expiry { dialect: schema.dialect, active, idle };
    let in_milliseconds = schema.dialect == Dialect::Sqlite && reader == Reader::Prisma;
    let in_place = !in_milliseconds && changes_in_place(from, &expiry);
    let columns = [expiry.active, expiry.idle];
    let going = Going { dialect: schema.dialect, table: from, columns: &columns };
    let mut obstacles = obstacles(&going, &expiry, in_place);
    obstacles.extend(in_milliseconds.then(|| strict_for_prisma(from)).flatten());
    if !obstacles.is_empty() {
        decided.findings.extend(obstacles);
        return None;
    }
    let mut to = from.clone();
    reshape_columns(&mut to, &expiry, in_place, in_milliseconds)?;
    let indexes = reshape_indexes(&mut to, &going, &expiry, in_place, decided);
    let dropped_checks = drop_checks(&mut to, &expiry, decided);
    decided.decisions.push(Decision::new(
        format!("`{}` gets `{EXPIRES}` from `{idle}`; `{active}` is dropped.", from.name),
        "Lucia 3 reads one column; the idle limit is the moment after which Lucia 2 refused the session for good.",
        from.column(idle).map(|column| column.span),
    ));
    let others: Vec<String> = role.extra.iter().map(|name| format!("`{name}`")).collect();
    if !others.is_empty() {
        decided.decisions.push(kept(
            format!("`{}` keeps {}.", from.name, others.join(", ")),
            "Lucia 3 hands further columns to getSessionAttributes.",
        ));
    }
    Some(SessionChange {
        keep: keep_table(schema.dialect, from, "_authmorph_session", id, |column| {
            expiry.is(&column.name) || column.name == *id
        }),
        // Only an `UPDATE` of ours could be noticed.
        quiet: triggers_on(schema, from, aside).filter(|trigger| trigger.on_update).cloned().collect(),
        from: from.clone(),
        to,
        id: id.clone(),
        active: active.clone(),
        idle: idle.clone(),
        expires: EXPIRES.to_owned(),
        in_place,
        in_milliseconds,
        indexes,
        dropped_checks,
    })
}

fn moment(dialect: Dialect, in_milliseconds: bool) -> DataType {
    if !in_milliseconds {
        return dialect.moment();
    }
    DataType {
        text: "DATETIME".to_owned(),
        kind: TypeKind::DateTime { precision: None },
        unsigned: false,
        array_dimensions: 0,
    }
}

/// PostgreSQL converts a column in place, with its indexes and its NOT NULL. SQLite can rename it when its declared
/// type already holds whole numbers and nothing else is declared on it. MySQL cannot convert while it changes a type.
fn changes_in_place(table: &Table, expiry: &Expiry<'_>) -> bool {
    match expiry.dialect {
        Dialect::PostgreSql => true,
        Dialect::MySql => false,
        Dialect::Sqlite => table.column(expiry.idle).is_some_and(|column| {
            let whole_numbers = column.data_type.text.to_ascii_uppercase().contains("INT");
            let checked = table.checks.iter().any(|check| check.column.as_deref() == Some(expiry.idle));
            whole_numbers && !column.nullable && column.default.is_none() && !checked
        }),
    }
}

/// What makes the change impossible as the table stands.
fn obstacles(going: &Going<'_>, expiry: &Expiry<'_>, in_place: bool) -> Vec<Finding> {
    let table = going.table;
    let mut findings = Vec::new();
    let taken = table.columns.iter().find(|column| expiry.dialect.same_name(&column.name, EXPIRES));
    if let Some(column) = taken {
        findings.push(block(
            "expires_at_taken",
            format!("`{}` already has a column `{}`.", table.name, column.name),
            "Lucia 3 needs that name for the end of the session; the column may be left from a migration that stopped half way.",
            "Rename it, or drop it if it is left over; then run this again. No migration was written.",
            column.span,
        ));
    }
    findings.extend(going.generated_and_keys());
    let staying = table.checks.iter().filter(|check| !goes_with_column(check, expiry, in_place));
    findings.extend(staying.filter_map(|check| going.check_in_the_way(check)));
    findings
}

/// Whether a check was written on a column that is dropped, and mentions no other: then it goes with it.
fn goes_with_column(check: &Check, expiry: &Expiry<'_>, in_place: bool) -> bool {
    let Some(column) = &check.column else { return false };
    if expiry.is_active(column) {
        return !check.expression.identifiers.iter().any(|identifier| expiry.is_idle(identifier));
    }
    expiry.is_idle(column) && !in_place && !expiry.active_in_expression(&check.expression)
}

fn reshape_columns(to: &mut Table, expiry: &Expiry<'_>, in_place: bool, in_milliseconds: bool) -> Option<()> {
    let dialect = expiry.dialect;
    let position = to.columns.iter().position(|column| expiry.is_idle(&column.name))?;
    let idle = to.columns.get(position)?.clone();
    let mut expires = Column { span: idle.span, ..Column::new(EXPIRES, moment(dialect, in_milliseconds)) };
    match dialect {
        // A rename keeps the declared type.
        Dialect::Sqlite if in_place => expires = Column { name: EXPIRES.to_owned(), ..idle },
        Dialect::Sqlite => {
            // SQLite adds a NOT NULL column only with a default. A session that ended in 1970 is a safe one.
            expires.default = Some(Expression {
                text: "0".to_owned(),
                identifiers: Vec::new(),
                literal: Some(Literal::Number("0".to_owned())),
            });
        }
        _ => expires.comment = idle.comment,
    }
    if dialect == Dialect::Sqlite && !in_place {
        to.columns.remove(position);
        to.columns.push(expires);
    } else if let Some(column) = to.columns.get_mut(position) {
        *column = expires;
    }
    to.columns.retain(|column| !expiry.is_active(&column.name));
    Some(())
}

fn reshape_indexes(
    to: &mut Table,
    going: &Going<'_>,
    expiry: &Expiry<'_>,
    in_place: bool,
    decided: &mut Decided,
) -> Vec<IndexChange> {
    let mut changes = Vec::new();
    let mut indexes: Vec<Index> = Vec::new();
    let named = default_names::indexes(going.dialect, to);
    for (index, from) in std::mem::take(&mut to.indexes).into_iter().zip(named) {
        if !going.in_index(&index) {
            indexes.push(index);
            continue;
        }
        let follows = in_place && index_follows(&index, expiry);
        let renamed = index_over_expires(&from, expiry);
        let new = renamed.filter(|new| {
            !indexes.iter().any(|other| other.parts == new.parts && other.unique == new.unique)
        });
        decided.findings.extend(index_finding(to, &from, new.as_ref()));
        indexes.extend(new.clone());
        if !follows || new.is_none() {
            changes.push(IndexChange { from, to: new });
        }
    }
    to.indexes = indexes;
    changes
}

/// Whether the index follows a column that is changed in place, because it is over that column only.
fn index_follows(index: &Index, expiry: &Expiry<'_>) -> bool {
    let plain = index.parts.iter().all(|part| match &part.target {
        IndexTarget::Column(column) => !expiry.is_active(column),
        IndexTarget::Expression(expression) => !expiry.in_expression(expression),
    });
    plain
        && !index.include.iter().any(|column| expiry.is_active(column))
        && !index.predicate.as_ref().is_some_and(|predicate| expiry.in_expression(predicate))
}

/// The same index over the new column; none where an expression mentions the old ones, whose unit was another.
fn index_over_expires(index: &Index, expiry: &Expiry<'_>) -> Option<Index> {
    if index.predicate.as_ref().is_some_and(|predicate| expiry.in_expression(predicate)) {
        return None;
    }
    let mut new = Index { parts: Vec::new(), include: Vec::new(), ..index.clone() };
    let mut has_expires = false;
    for part in &index.parts {
        match &part.target {
            IndexTarget::Expression(expression) if expiry.in_expression(expression) => return None,
            IndexTarget::Column(column) if expiry.is(column) => {
                if !has_expires {
                    let mut part = part.clone();
                    part.target = IndexTarget::Column(EXPIRES.to_owned());
                    part.operator_class = None;
                    new.parts.push(part);
                }
                has_expires = true;
            }
            _ => new.parts.push(part.clone()),
        }
    }
    for column in &index.include {
        if !expiry.is(column) {
            new.include.push(column.clone());
        } else if !has_expires {
            new.include.push(EXPIRES.to_owned());
            has_expires = true;
        }
    }
    Some(new)
}

fn index_finding(table: &Table, from: &Index, to: Option<&Index>) -> Option<Finding> {
    let name = from.name.clone().unwrap_or_default();
    match to {
        Some(_) => Some(Finding::new(
            "index_over_expires",
            Severity::Note,
            format!("The index `{name}` of `{}` is over `expires_at` from now on.", table.name),
            "Its old column goes away.",
            "Nothing; it keeps its name, and down.sql gives it its old column back.",
            Some(from.span),
        )),
        None => Some(Finding::new(
            "index_dropped",
            Severity::Warning,
            format!("The index `{name}` of `{}` is dropped.", table.name),
            "It has an expression or condition over a column that goes away, or would double another index.",
            "Create one over `expires_at` if a query needs it. down.sql creates the old one again.",
            Some(from.span),
        )),
    }
}

fn drop_checks(to: &mut Table, expiry: &Expiry<'_>, decided: &mut Decided) -> Vec<Check> {
    let (dropped, kept): (Vec<Check>, Vec<Check>) =
        std::mem::take(&mut to.checks).into_iter().partition(|check| expiry.in_expression(&check.expression));
    to.checks = kept;
    for check in &dropped {
        decided.findings.push(Finding::new(
            "check_dropped",
            Severity::Warning,
            format!("A check of `{}` is dropped: {}.", to.name, one_line(&check.expression.text)),
            "It mentions columns that go away or change their unit.",
            "Add one over `expires_at` if you need it. down.sql adds the old one again.",
            Some(check.span),
        ));
    }
    dropped
}

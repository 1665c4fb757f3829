//! What stands in the way of dropping columns, and what goes with them.

use super::{Aside, AsideObject};
use crate::dialects::{Dialect, default_names};
use crate::findings::{Finding, Severity, Span};
use crate::model::schema::{Check, Column, Expression, Index, IndexTarget, Key, Schema, Table, Trigger};

/// Columns of one table that go.
pub struct Going<'a> {
    pub dialect: Dialect,
    pub table: &'a Table,
    pub columns: &'a [&'a str],
}

/// What goes with columns, and comes back with them.
#[derive(Debug, Default)]
pub struct GoneWithColumns {
    pub checks: Vec<Check>,
    pub indexes: Vec<Index>,
    pub uniques: Vec<Key>,
}

/// MySQL: a unique key is an index like any other, and `SHOW CREATE TABLE` writes it as a constraint.
pub fn as_index(key: Key) -> Index {
    let name = key.name.or_else(|| key.columns.first().cloned()).unwrap_or_default();
    let index = Index::over(name, key.columns.iter().map(String::as_str));
    Index { unique: true, rest: key.rest, span: key.span, ..index }
}

impl Going<'_> {
    /// Whether the column is one of them.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|going| self.dialect.same_name(going, column))
    }

    fn in_expression(&self, expression: &Expression) -> bool {
        expression.identifiers.iter().any(|identifier| self.has(identifier))
    }

    fn names(&self) -> String {
        self.columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(" or ")
    }

    /// What makes it impossible to drop them as the table stands.
    pub fn obstacles(&self, schema: &Schema) -> Vec<Finding> {
        let mut findings = self.generated();
        let staying = self.table.uniques.iter().filter(|key| !self.goes_with_columns(key));
        findings.extend(self.keys(staying.chain(&self.table.primary_key)));
        findings.extend(self.references(schema));
        let staying = self.table.checks.iter().filter(|check| !self.goes_with_column(check));
        findings.extend(staying.filter_map(|check| self.check_in_the_way(check)));
        findings
    }

    /// The generated columns and keys among the obstacles, where keys cannot go with their columns.
    pub fn generated_and_keys(&self) -> Vec<Finding> {
        let mut findings = self.generated();
        findings.extend(self.keys(self.table.primary_key.iter().chain(&self.table.uniques)));
        findings
    }

    fn generated(&self) -> Vec<Finding> {
        let is_from = |column: &&Column| {
            column.generated.as_ref().is_some_and(|generated| self.in_expression(&generated.expression))
        };
        let of_column = |column: &Column| {
            let (table, name) = (&self.table.name, &column.name);
            block(
                "generated_column_depends",
                format!("`{table}.{name}` is generated from {}, which goes away.", self.names()),
                "The database refuses to drop a column that another one is computed from.",
                "Drop the generated column first. No migration was written.",
                column.span,
            )
        };
        self.table.columns.iter().filter(is_from).map(of_column).collect()
    }

    fn keys<'a>(&self, keys: impl Iterator<Item = &'a Key>) -> Vec<Finding> {
        let keys = keys.map(|key| (&key.columns, key.span));
        let foreign = self.table.foreign_keys.iter().map(|key| (&key.columns, key.span));
        let covering = keys.chain(foreign).filter(|(columns, _)| columns.iter().any(|name| self.has(name)));
        let of_key = |(_, span): (&Vec<String>, Span)| {
            block(
                "key_over_dropped_column",
                format!("A key of `{}` covers {}.", self.table.name, self.names()),
                "The key cannot survive the loss of its column.",
                "Drop the key first, and decide what is to be unique without it. No migration was written.",
                span,
            )
        };
        covering.map(of_key).collect()
    }

    /// Foreign keys that refer to one of the columns.
    fn references(&self, schema: &Schema) -> Vec<Finding> {
        let mut findings = Vec::new();
        for other in &schema.tables {
            let to_it = other
                .foreign_keys
                .iter()
                .filter(|key| self.dialect.same_object(&key.foreign_table, &self.table.name));
            for key in to_it.filter(|key| key.foreign_columns.iter().any(|name| self.has(name))) {
                findings.push(block(
                    "key_over_dropped_column",
                    format!("A foreign key of `{}` refers to {}.", other.name, self.names()),
                    "It cannot survive the loss of what it refers to.",
                    "Drop the foreign key first, and decide what its rows refer to. No migration was written.",
                    key.span,
                ));
            }
        }
        findings
    }

    /// Whether a unique constraint is over nothing but them: then it goes with them, and comes back with them.
    /// SQLite cannot drop it.
    fn goes_with_columns(&self, key: &Key) -> bool {
        let all = self.dialect != Dialect::Sqlite && key.columns.iter().all(|column| self.has(column));
        let first = key.columns.first().map(String::as_str).unwrap_or_default();
        let is_same = |other: &Option<String>| {
            other.as_deref().is_none_or(|other| self.dialect.same_name(other, first))
        };
        // MySQL calls one without a name after its first column, if no other is called so.
        let is_known = self.dialect != Dialect::MySql
            || key.name.is_some()
            || !self.table.indexes.iter().any(|index| is_same(&index.name))
                && !self.table.uniques.iter().any(|other| other != key && is_same(&other.name));
        all && is_known
    }

    /// SQLite cannot drop a table's check, and MySQL only one whose name is known.
    pub fn check_in_the_way(&self, check: &Check) -> Option<Finding> {
        if !self.in_expression(&check.expression) {
            return None;
        }
        let why = match self.dialect {
            Dialect::PostgreSql => return None,
            Dialect::MySql if check.name.is_some() => return None,
            Dialect::MySql => "Only a constraint with a name can be dropped, and the text gives none.",
            Dialect::Sqlite => {
                "SQLite refuses to drop a column that a check of the table mentions, and cannot drop the check."
            }
        };
        Some(block(
            "check_in_the_way",
            format!(
                "A check of `{}` mentions the columns that go away: {}.",
                self.table.name,
                one_line(&check.expression.text)
            ),
            why,
            "Paste the output of SHOW CREATE TABLE (MySQL, MariaDB), or rebuild the table without the check first (SQLite). \
             No migration was written.",
            check.span,
        ))
    }

    /// Whether a check was written on a column that goes, and mentions no other.
    fn goes_with_column(&self, check: &Check) -> bool {
        let Some(column) = check.column.as_deref().filter(|column| self.has(column)) else { return false };
        let others = self.table.columns.iter().filter(|other| !self.dialect.same_name(&other.name, column));
        !others.into_iter().any(|other| {
            check.expression.identifiers.iter().any(|word| self.dialect.same_name(word, &other.name))
        })
    }

    /// Takes the columns out of the table, with the checks, indexes and unique constraints that mention them.
    pub fn take_out(&self, to: &mut Table, findings: &mut Vec<Finding>) -> GoneWithColumns {
        to.columns.retain(|column| !self.has(&column.name));
        let (checks, kept) = std::mem::take(&mut to.checks)
            .into_iter()
            .partition(|check: &Check| self.in_expression(&check.expression));
        to.checks = kept;
        // Under their names, because only what has a name can be dropped.
        let named = default_names::indexes(self.dialect, self.table).into_iter();
        let mut indexes: Vec<Index> = named.filter(|index| self.in_index(index)).collect();
        to.indexes.retain(|index| !self.in_index(index));
        let (mut uniques, kept): (Vec<Key>, _) =
            std::mem::take(&mut to.uniques).into_iter().partition(|key| self.goes_with_columns(key));
        to.uniques = kept;
        findings.extend(uniques.iter().map(|key| self.unique_dropped(key)));
        findings.extend(checks.iter().map(|check| self.check_dropped(check)));
        findings.extend(indexes.iter().map(|index| self.index_dropped(index)));
        if self.dialect == Dialect::MySql {
            indexes.extend(uniques.drain(..).map(as_index));
        }
        GoneWithColumns { checks, indexes, uniques }
    }

    /// Whether the index covers or mentions one of them.
    pub fn in_index(&self, index: &Index) -> bool {
        index.predicate.as_ref().is_some_and(|predicate| self.in_expression(predicate))
            || index.include.iter().any(|column| self.has(column))
            || index.parts.iter().any(|part| match &part.target {
                IndexTarget::Column(column) => self.has(column),
                IndexTarget::Expression(expression) => self.in_expression(expression),
            })
    }

    fn unique_dropped(&self, key: &Key) -> Finding {
        let name = key.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
        Finding::new(
            "index_dropped",
            Severity::Warning,
            format!("The unique constraint{name} of `{}` is dropped.", self.table.name),
            "It is over a column that goes away.",
            "Nothing: what it kept from happening twice is no longer written. down.sql creates it again.",
            Some(key.span),
        )
    }

    fn check_dropped(&self, check: &Check) -> Finding {
        Finding::new(
            "check_dropped",
            Severity::Warning,
            format!("A check of `{}` is dropped: {}.", self.table.name, one_line(&check.expression.text)),
            "It mentions a column that goes away.",
            "Nothing, unless it said something about the columns that stay. down.sql adds it again.",
            Some(check.span),
        )
    }

    fn index_dropped(&self, index: &Index) -> Finding {
        Finding::new(
            "index_dropped",
            Severity::Warning,
            format!(
                "The index `{}` of `{}` is dropped.",
                index.name.as_deref().unwrap_or_default(),
                self.table.name
            ),
            "It is over a column that goes away.",
            "Create one over the columns that stay if a query needs it. down.sql creates the old one again.",
            Some(index.span),
        )
    }
}

/// Prisma knows moments and truth by the types `DATETIME` and `BOOLEAN`, which a `STRICT` table of SQLite cannot have.
pub fn strict_for_prisma(table: &Table) -> Option<Finding> {
    table.is_strict().then(|| {
        block(
            "strict_table_for_prisma",
            format!("`{}` is STRICT, and Prisma is to read it.", table.name),
            "Prisma tells moments by the type DATETIME, and a STRICT table has INTEGER, REAL, TEXT, BLOB and ANY only.",
            "Choose another adapter, or make the table anew without STRICT. No migration was written.",
            table.span,
        )
    })
}

/// A finding that stops everything.
pub fn block(code: &'static str, what: String, why: &str, next: &str, span: Span) -> Finding {
    Finding::new(code, Severity::Block, what, why, next, Some(span))
}

/// Whether something is in the way of any plan. A view that is dropped is not: the user may allow it.
pub fn is_stopped(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Block && finding.code != "dependent_dropped")
}

/// User text in a message stays on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Triggers of the table that would notice what is done to its rows, apart from those that go away.
pub fn triggers_on<'a>(
    schema: &'a Schema,
    table: &'a Table,
    aside: &'a [Aside],
) -> impl Iterator<Item = &'a Trigger> {
    let away = |trigger: &Trigger| {
        aside.iter().any(|aside| matches!(&aside.object, AsideObject::Trigger(other) if other == trigger))
    };
    schema
        .triggers
        .iter()
        .filter(move |trigger| schema.dialect.same_object(&trigger.table, &table.name) && !away(trigger))
}

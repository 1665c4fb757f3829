//! What refers to rows that get another identity, or go: which columns follow, and which foreign keys are in the way
//! for the time that this takes.

use super::change::{Follower, Following};
use super::columns::triggers_on;
use super::evolution::{Operation, Part, Stage};
use super::supertokens::{named, target_columns};
use super::{Aside, AsideObject, Decision};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, ForeignKey, Schema, Table};

/// The columns that refer to a column of a table, those that refer to these, and the foreign keys between them.
pub struct Followers<'a> {
    schema: &'a Schema,
    of: ObjectName,
    column: String,
    columns: Vec<(ObjectName, String, bool)>,
    keys: Vec<(ObjectName, ForeignKey)>,
}

impl<'a> Followers<'a> {
    /// Finds them.
    pub fn of(schema: &'a Schema, table: &ObjectName, column: &str) -> Self {
        let mut found = Self {
            schema,
            of: table.clone(),
            column: column.to_owned(),
            columns: Vec::new(),
            keys: Vec::new(),
        };
        let mut open = vec![(table.clone(), column.to_owned())];
        let dialect = schema.dialect;
        while let Some((target, column)) = open.pop() {
            for other in schema.referring(&target) {
                let keys = other.foreign_keys.iter();
                for key in keys.filter(|key| dialect.same_object(&key.foreign_table, &target)) {
                    let pairs = target_columns(schema, key).iter().zip(&key.columns);
                    let own = pairs.filter(|(name, _)| dialect.same_name(name, &column)).map(|(_, own)| own);
                    let own: Vec<&String> = own.collect();
                    let key = named(dialect, other, key);
                    if own.is_empty()
                        || found.keys.iter().any(|(name, has)| *name == other.name && *has == key)
                    {
                        continue;
                    }
                    found.keys.push((other.name.clone(), key));
                    for own in own {
                        let is_new =
                            !found.columns.iter().any(|(name, has, _)| *name == other.name && has == own);
                        if is_new {
                            let is_direct = dialect.same_object(&target, table);
                            found.columns.push((other.name.clone(), own.clone(), is_direct));
                            open.push((other.name.clone(), own.clone()));
                        }
                    }
                }
            }
        }
        found
    }

    /// These too, although no foreign key says so.
    pub fn and(mut self, columns: Vec<(ObjectName, String)>) -> Self {
        for (table, column) in columns {
            if !self.columns.iter().any(|(name, own, _)| *name == table && *own == column) {
                self.columns.push((table, column, true));
            }
        }
        self
    }

    /// Whether nothing refers to the rows.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// `visit.session_id`, …
    pub fn names(&self) -> String {
        let names = self.columns.iter().map(|(table, column, _)| format!("`{table}.{column}`"));
        names.collect::<Vec<_>>().join(", ")
    }

    /// Whether the column is one of them.
    fn has(&self, table: &Table, column: &Column) -> bool {
        self.columns.iter().any(|(name, own, _)| *name == table.name && *own == column.name)
    }

    /// Columns of other tables that may hold such values, by their type and name, and that no foreign key says so of.
    pub fn unsaid(&self, may_hold: impl Fn(&Column) -> bool) -> Vec<(&'a Table, &'a Column)> {
        let others = self.schema.tables.iter().filter(|table| table.name != self.of);
        let columns = others.flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        let unsaid = columns.filter(|(table, column)| {
            let refers = table.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
            may_hold(column) && !refers && !self.has(table, column)
        });
        unsaid.collect()
    }

    /// `AND` nothing refers to the row `t`; nothing where nothing could.
    pub fn unreferred(&self) -> String {
        let dialect = self.schema.dialect;
        let direct = self.found().filter(|(.., is_direct)| *is_direct);
        direct
            .map(|(table, column, _)| {
                let name = dialect.identifier(&column.name);
                format!(
                    " AND t.{} NOT IN (SELECT f.{name} FROM {} AS f WHERE f.{name} IS NOT NULL)",
                    dialect.identifier(&self.column),
                    dialect.object(&table.name)
                )
            })
            .collect()
    }

    /// The columns themselves, each with its table.
    fn found(&self) -> impl Iterator<Item = (&'a Table, &'a Column, bool)> {
        self.columns.iter().filter_map(|(name, column, is_direct)| {
            let table = self.schema.table(name)?;
            Some((table, table.column(column)?, *is_direct))
        })
    }

    /// How they follow. Columns for which `retyped` knows another form get it.
    pub fn following(
        &self,
        aside: &[Aside],
        retyped: impl Fn(&Column) -> Option<Column>,
        decisions: &mut Vec<Decision>,
    ) -> Following {
        let mut retypings = Vec::new();
        let mut shortest: Option<u32> = None;
        for (table, column, _) in self.found() {
            let Some(wide) = retyped(column) else { continue };
            let (old, new) = (&column.data_type.text, &wide.data_type.text);
            let (verb, why) = if column.data_type.kind.is_integer() {
                ("changes", "It refers to ids that are going to be texts.")
            } else {
                ("grows", "It refers to ids that are going to be so long.")
            };
            let what = format!("`{}.{}` {verb} from {old} to {new}.", table.name, column.name);
            decisions.push(Decision::new(what, why, Some(column.span)));
            let length = column.data_type.kind.length();
            shortest = shortest.into_iter().chain(length).min();
            let change = Part::ChangeColumn(Box::new((column.clone(), wide)));
            retypings.push(Operation::Alter(table.name.clone(), vec![change]));
        }
        let mut within = self.schema.clone();
        retypings.iter().for_each(|widening| widening.apply(&mut within));
        let columns = self.found().filter_map(|(table, column, is_direct)| {
            let quiet = triggers_on(self.schema, table, aside).filter(|trigger| trigger.on_update).cloned();
            // The rows themselves are changed among triggers that sleep.
            let quiet = if table.name == self.of { Vec::new() } else { quiet.collect() };
            let table = within.table(&table.name)?.clone();
            Some(Follower { table, column: column.name.clone(), is_direct, quiet })
        });
        let (before, after) = self.stages(retypings);
        Following { columns: columns.collect(), before, after, harmless: None, shortened_to: shortest }
    }

    /// How they follow by themselves: every foreign key carries a new value over while the values change. None where it
    /// cannot: SQLite's keys cannot be changed, and a connection may have them off; and MariaDB admits no such key from a
    /// column that must have a value to one that need not.
    pub fn carried(&self) -> Option<Following> {
        let may_be_null = |table: &ObjectName, columns: &[String]| {
            let table = self.schema.table(table);
            columns
                .iter()
                .any(|name| table.and_then(|table| table.column(name)).is_some_and(|own| own.nullable))
        };
        let is_refused = |(table, key): &(ObjectName, ForeignKey)| {
            key.on_update.as_deref() != Some("CASCADE")
                && may_be_null(&key.foreign_table, target_columns(self.schema, key))
                && !may_be_null(table, &key.columns)
        };
        match self.schema.dialect {
            Dialect::Sqlite => return None,
            Dialect::MySql if self.keys.iter().any(is_refused) => return None,
            Dialect::MySql | Dialect::PostgreSql => {}
        }
        let columns = self.found().map(|(table, column, is_direct)| Follower {
            table: table.clone(),
            column: column.name.clone(),
            is_direct,
            quiet: Vec::new(),
        });
        let carries = |key: &ForeignKey| key.on_update.as_deref() == Some("CASCADE");
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (table, key) in self.keys.iter().filter(|(_, key)| !carries(key)) {
            let carrying = ForeignKey { on_update: Some("CASCADE".to_owned()), ..key.clone() };
            let exchange = |from: &ForeignKey, to: &ForeignKey| {
                [Operation::TakeOff(table.clone(), from.clone()), Operation::PutOn(table.clone(), to.clone())]
            };
            before.extend(exchange(key, &carrying));
            after.extend(exchange(&carrying, key));
        }
        let stage = |verb: &str, purpose: String, operations| Stage {
            name: format!("{verb} {}", self.of),
            purpose,
            cause: format!("Values of `{}` change, and what refers to them follows.", self.column),
            opens: false,
            afterwards: false,
            stays_if: None,
            operations,
        };
        let some = |operations: &Vec<Operation>| !operations.is_empty();
        let purpose = format!("Let the foreign keys to {} carry new values over.", self.of);
        let before = Some(before).filter(some).map(|operations| stage("carry", purpose, operations));
        let purpose = format!("Give the foreign keys to {} their own rule again.", self.of);
        let after = Some(after).filter(some).map(|operations| stage("carried", purpose, operations));
        Some(Following { columns: columns.collect(), before, after, harmless: None, shortened_to: None })
    }

    /// Foreign keys off, and on again.
    fn stages(&self, retypings: Vec<Operation>) -> (Option<Stage>, Option<Stage>) {
        if self.schema.dialect == Dialect::Sqlite || self.keys.is_empty() && retypings.is_empty() {
            return (None, None);
        }
        let stage = |verb: &str, purpose: String, operations| Stage {
            name: format!("{verb} {}", self.of),
            purpose,
            cause: format!("Both sides of a reference to {} change, one after the other.", self.of),
            opens: false,
            afterwards: false,
            stays_if: None,
            operations,
        };
        let keys = self.keys.iter();
        let mut before: Vec<Operation> =
            keys.clone().map(|(table, key)| Operation::TakeOff(table.clone(), key.clone())).collect();
        before.extend(retypings);
        let after = keys.map(|(table, key)| Operation::PutOn(table.clone(), key.clone())).collect();
        (
            Some(stage("unlink", format!("Take the foreign keys to {} off.", self.of), before)),
            Some(stage("relink", format!("Put the foreign keys to {} on again.", self.of), after)),
        )
    }
}

/// PostgreSQL does not change the type of a column that a view reads: views over those tables, and over these views,
/// make way and come back. Those that are aside already stay there.
pub fn views_over(
    schema: &Schema,
    tables: &[&ObjectName],
    gone: &[Aside],
    findings: &mut Vec<Finding>,
) -> Vec<Aside> {
    let mut names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let mut aside = Vec::new();
    let is_gone = |name: &ObjectName| {
        gone.iter().any(|aside| {
            !aside.returns && matches!(&aside.object, AsideObject::View(view) if view.name == *name)
        })
    };
    for view in schema.views.iter().filter(|_| schema.dialect == Dialect::PostgreSql) {
        if is_gone(&view.name) || !view.identifiers.iter().any(|word| names.contains(&word.as_str())) {
            continue;
        }
        names.push(&view.name.name);
        findings.push(Finding::new(
            "dependent_recreated",
            Severity::Note,
            format!("The view `{}` is dropped and created again with the same text.", view.name),
            "It reads a table of which a column gets another type.",
            "If it had grants or indexes of its own, give them back.",
            Some(view.span),
        ));
        aside.push(Aside { object: AsideObject::View(view.clone()), returns: true });
    }
    aside
}

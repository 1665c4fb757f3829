//! The state of the database while its statements are replayed, and what happens to it.

use std::collections::BTreeMap;

use crate::dialects::Dialect;
use crate::findings::{Finding, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{ForeignKey, Schema, Table};
use crate::order::arrange;

use super::expressions::rename_identifiers;
use super::replay_parts::rename_own_qualifier;
use super::report;

/// No schema that people migrate has more tables; text that is made to be slow may.
const MOST_TABLES: usize = 20_000;

/// Steps of looking through lists, some nanoseconds each: what a text may cost beyond the reading of its words.
const MOST_WORK: usize = 50_000_000;

/// `ALTER SEQUENCE … OWNED BY table.column`.
#[derive(Debug, Clone)]
pub(crate) struct Owned {
    /// The sequence.
    pub sequence: ObjectName,
    /// The table of the column that owns it.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// Where that is said.
    pub span: Span,
}

/// The database as it stands after the statements so far.
pub(crate) struct Replay {
    /// What exists, apart from the tables.
    pub schema: Schema,
    /// The tables in the order of their creation; those that were dropped leave a gap.
    pub(super) tables: Vec<Option<Table>>,
    /// Where the tables of a name are.
    by_name: BTreeMap<String, Vec<usize>>,
    /// Which tables had a foreign key to a table of that name at some time.
    pub(super) referrers: BTreeMap<String, Vec<usize>>,
    /// Where a table of that name was, before it was dropped or renamed away: what takes its place goes there.
    vacated: BTreeMap<String, usize>,
    /// What a table was called before it got that name.
    renamed_from: BTreeMap<String, ObjectName>,
    /// What was said on the way.
    pub findings: Vec<Finding>,
    /// Rows of data that were passed over, per table.
    pub data: Vec<(ObjectName, usize, Span)>,
    /// How the last statement with data begins, and which entry of `data` it counts for.
    pub last_data: Option<(String, usize)>,
    /// `ALTER SEQUENCE … OWNED BY table.column`.
    pub owned: Vec<Owned>,
    /// Where rights are granted and revoked, and how often.
    grants: Option<(Span, usize)>,
    /// Temporary tables, which are gone in the end.
    pub temporary: Vec<ObjectName>,
    /// The schema or database that unqualified names are in, when it is not the usual one.
    pub default_schema: Option<String>,
    /// The first database that `USE` named.
    pub first_database: Option<String>,
    /// Whether any table was ever created.
    pub created_any: bool,
    /// The steps that were taken so far.
    work: usize,
}

impl Replay {
    /// An empty database.
    pub fn new(dialect: Dialect) -> Self {
        Self {
            schema: Schema::new(dialect),
            tables: Vec::new(),
            by_name: BTreeMap::new(),
            referrers: BTreeMap::new(),
            vacated: BTreeMap::new(),
            renamed_from: BTreeMap::new(),
            findings: Vec::new(),
            data: Vec::new(),
            last_data: None,
            owned: Vec::new(),
            grants: None,
            temporary: Vec::new(),
            default_schema: None,
            first_database: None,
            created_any: false,
            work: 0,
        }
    }

    /// Whose SQL it is.
    pub fn dialect(&self) -> Dialect {
        self.schema.dialect
    }

    /// Takes notice of work that grows with what is there already.
    pub fn charge(&mut self, steps: usize) {
        self.work = self.work.saturating_add(steps);
    }

    /// Why reading must stop, if it must.
    pub fn exhausted(&self) -> Option<&'static str> {
        if self.tables.len() > MOST_TABLES {
            Some("it creates more tables than any application has")
        } else if self.work > MOST_WORK {
            Some("it makes more changes to what is there than any application does")
        } else {
            None
        }
    }

    /// How many objects there are beside the tables.
    pub fn objects(&self) -> usize {
        let schema = &self.schema;
        schema.enums.len()
            + schema.views.len()
            + schema.triggers.len()
            + schema.routines.len()
            + schema.others.len()
            + self.temporary.len()
    }

    /// Takes notice of a statement about rights.
    pub fn grant(&mut self, span: Span) {
        let (_, count) = self.grants.get_or_insert((span, 0));
        *count += 1;
    }

    /// The first statement about rights and the number of all of them.
    pub fn grants(&self) -> Option<(Span, usize)> {
        self.grants
    }

    /// Whether the text makes something of that name that has columns: a table, a view, a type.
    pub fn has_relation(&self, name: &ObjectName) -> bool {
        let same = |other: &ObjectName| self.dialect().same_object(other, name);
        let of_rows = |kind: &str| matches!(kind, "table" | "type" | "foreign table" | "virtual table");
        self.has_table(name)
            || self.schema.views.iter().any(|view| same(&view.name))
            || self
                .schema
                .others
                .iter()
                .any(|other| of_rows(&other.kind) && other.name.as_ref().is_some_and(same))
    }

    /// How many tables there are or were.
    pub fn table_count(&self) -> usize {
        self.tables.len()
    }

    /// Takes notice that a table and all its parts are looked through.
    pub fn charge_table(&mut self, name: &ObjectName) {
        let parts = self.table(name).map_or(0, |table| {
            table.columns.len()
                + table.foreign_keys.len()
                + table.checks.len()
                + table.indexes.len()
                + table.uniques.len()
        });
        let named = self.by_name.get(&self.key(&name.name)).map_or(0, Vec::len);
        self.charge(1 + parts + named);
    }

    /// The tables that exist.
    pub fn tables(&mut self) -> impl Iterator<Item = &mut Table> {
        self.tables.iter_mut().flatten()
    }

    /// The tables in the end.
    pub fn take_tables(&mut self) -> Vec<Table> {
        std::mem::take(&mut self.tables).into_iter().flatten().collect()
    }

    /// What names that can mean the same have in common.
    pub(super) fn key(&self, name: &str) -> String {
        match self.dialect() {
            Dialect::PostgreSql => name.to_owned(),
            Dialect::MySql | Dialect::Sqlite => name.to_lowercase(),
        }
    }

    /// Whether two names are the same as written, reckoning with PostgreSQL's usual schema.
    fn same_exactly(&self, left: &ObjectName, right: &ObjectName) -> bool {
        let dialect = self.dialect();
        let usual = |name: &ObjectName| match (dialect, name.schema.as_deref()) {
            (Dialect::PostgreSql, Some("public")) | (_, None) => None,
            (_, Some(schema)) => Some(schema.to_owned()),
        };
        let schemas = match (usual(left), usual(right)) {
            (Some(left), Some(right)) => dialect.same_name(&left, &right),
            (None, None) => true,
            _ => false,
        };
        schemas && dialect.same_name(&left.name, &right.name)
    }

    /// The number of the table of that name: exactly that one, or else the first that can be meant.
    fn find(&self, name: &ObjectName) -> Option<usize> {
        let numbers = self.by_name.get(&self.key(&name.name))?;
        let named =
            |number: &usize| self.tables.get(*number).and_then(Option::as_ref).map(|table| &table.name);
        let exact = |number: &&usize| named(number).is_some_and(|other| self.same_exactly(other, name));
        let close =
            |number: &&usize| named(number).is_some_and(|other| self.dialect().same_object(other, name));
        numbers.iter().find(exact).or_else(|| numbers.iter().find(close)).copied()
    }

    /// Whether there is a table of that name.
    pub fn has_table(&self, name: &ObjectName) -> bool {
        self.find(name).is_some()
    }

    /// The table of that name, to change it.
    pub fn table(&mut self, name: &ObjectName) -> Option<&mut Table> {
        let at = self.find(name)?;
        self.tables.get_mut(at)?.as_mut()
    }

    /// A name as it counts from where the replay stands.
    pub fn qualify(&self, mut name: ObjectName) -> ObjectName {
        if name.schema.is_none() {
            name.schema = self.default_schema.clone();
        }
        name
    }

    /// Adds a table, unless there is one of that name.
    pub fn create_table(&mut self, table: Table, if_not_exists: bool) {
        // Each column is compared with those before it.
        self.charge(table.columns.len() * table.columns.len() / 8);
        self.created_any = true;
        let exists = self.find(&table.name).and_then(|at| self.tables.get(at)).and_then(Option::as_ref);
        if exists.is_some_and(|other| self.same_exactly(&other.name, &table.name)) {
            if !if_not_exists {
                self.findings.push(report::duplicate_table(&table.name, table.span));
            }
        } else {
            let number = self.tables.len();
            self.by_name.entry(self.key(&table.name.name)).or_default().push(number);
            for key in &table.foreign_keys {
                self.referrers.entry(self.key(&key.foreign_table.name)).or_default().push(number);
            }
            self.tables.push(Some(table));
        }
    }

    /// Adds a foreign key to a table.
    pub fn add_foreign_key(&mut self, table: &ObjectName, key: ForeignKey) {
        let Some(at) = self.find(table) else { return };
        self.referrers.entry(self.key(&key.foreign_table.name)).or_default().push(at);
        if let Some(Some(table)) = self.tables.get_mut(at) {
            table.foreign_keys.push(key);
        }
    }

    /// Removes a table and what goes with it.
    pub fn drop_table(&mut self, name: &ObjectName, cascade: bool) {
        let Some(at) = self.find(name) else { return };
        let Some(dropped) = self.tables.get_mut(at).and_then(Option::take).map(|table| table.name) else {
            return;
        };
        self.forget_name(&dropped, at);
        let dialect = self.dialect();
        self.schema.triggers.retain(|trigger| !dialect.same_object(&trigger.table, &dropped));
        if cascade && dialect == Dialect::PostgreSql {
            self.schema.views.retain(|view| !view.identifiers.contains(&dropped.name));
            for number in self.referrers.remove(&self.key(&dropped.name)).unwrap_or_default() {
                if let Some(Some(table)) = self.tables.get_mut(number) {
                    table.foreign_keys.retain(|key| !dialect.same_object(&key.foreign_table, &dropped));
                }
            }
            return;
        }
        // A rebuild may rename the old table away first, and references follow it: they mean the new table.
        let healed =
            self.renamed_from.get(&self.key(&dropped.name)).filter(|from| self.has_table(from)).cloned();
        if let Some(from) = healed {
            self.point_references(&dropped, &from);
            if let Some(number) = self.find(&from) {
                self.vacated.insert(self.key(&from.name), at);
                self.move_to_old_place(number, &from);
            }
        }
    }

    fn forget_name(&mut self, name: &ObjectName, at: usize) {
        self.vacated.entry(self.key(&name.name)).or_insert(at);
        if let Some(numbers) = self.by_name.get_mut(&self.key(&name.name)) {
            numbers.retain(|number| *number != at);
        }
    }

    /// Renames a table; references, triggers and indexes follow.
    pub fn rename_table(&mut self, from: &ObjectName, to: ObjectName) -> bool {
        let Some(at) = self.find(from) else { return false };
        let Some(Some(table)) = self.tables.get_mut(at) else { return false };
        let to = if to.schema.is_none() { table.name.sibling(to.name) } else { to };
        let from = std::mem::replace(&mut table.name, to.clone());
        let read = rename_own_qualifier(table, &from.name, &to.name, self.schema.dialect);
        self.work = self.work.saturating_add(4 * read);
        self.forget_name(&from, at);
        self.by_name.entry(self.key(&to.name)).or_default().push(at);
        let dialect = self.dialect();
        for trigger in &mut self.schema.triggers {
            if dialect.same_object(&trigger.table, &from) {
                trigger.table = to.clone();
                self.work = self.work.saturating_add(4 * trigger.text.len());
                let renamed = rename_identifiers(&trigger.text, dialect, &[(&from.name, &to.name)]);
                trigger.text = renamed;
            }
        }
        self.point_references(&from, &to);
        for name in &mut self.temporary {
            if dialect.same_object(name, &from) {
                *name = to.clone();
            }
        }
        self.renamed_from.insert(self.key(&to.name), from);
        self.move_to_old_place(at, &to);
        true
    }

    /// Puts a table that took over a name where the table of that name was.
    fn move_to_old_place(&mut self, at: usize, name: &ObjectName) {
        let key = self.key(&name.name);
        let Some(place) = self.vacated.get(&key).copied() else { return };
        if place >= at || self.tables.get(place).is_none_or(Option::is_some) {
            return;
        }
        self.vacated.remove(&key);
        self.tables.swap(place, at);
        if let Some(numbers) = self.by_name.get_mut(&key) {
            numbers.iter_mut().filter(|number| **number == at).for_each(|number| *number = place);
        }
        // The lists of referrers keep the old number too, where no table is now.
        let targets: Vec<String> = match self.tables.get(place) {
            Some(Some(table)) => {
                table.foreign_keys.iter().map(|key| key.foreign_table.name.clone()).collect()
            }
            _ => Vec::new(),
        };
        for target in targets {
            self.referrers.entry(self.key(&target)).or_default().push(place);
        }
    }

    fn point_references(&mut self, from: &ObjectName, to: &ObjectName) {
        let dialect = self.dialect();
        let mut numbers = self.referrers.remove(&self.key(&from.name)).unwrap_or_default();
        arrange(&mut numbers, Ord::cmp);
        numbers.dedup();
        for number in &numbers {
            let Some(Some(table)) = self.tables.get_mut(*number) else { continue };
            self.work = self.work.saturating_add(4 + 4 * table.foreign_keys.len());
            for key in &mut table.foreign_keys {
                if dialect.same_object(&key.foreign_table, from) {
                    let moved = from.schema != to.schema;
                    let schema = to.schema.clone().filter(|_| moved || key.foreign_table.schema.is_some());
                    key.foreign_table = ObjectName { schema, name: to.name.clone() };
                }
            }
        }
        self.referrers.entry(self.key(&to.name)).or_default().extend(numbers);
    }

    /// Makes members of a primary key `NOT NULL`, as far as the dialect does.
    pub fn settle_primary_key(dialect: Dialect, table: &mut Table) {
        let Some(key) = &table.primary_key else { return };
        let strict = table.options.iter().any(|option| {
            option.eq_ignore_ascii_case("strict") || option.eq_ignore_ascii_case("without rowid")
        });
        let single = key.columns.len() == 1;
        for column in &mut table.columns {
            if !key.columns.iter().any(|name| dialect.same_name(name, &column.name)) {
                continue;
            }
            let rowid = single
                && column.data_type.text.eq_ignore_ascii_case("integer")
                && !key.rest.as_deref().is_some_and(|rest| rest.to_ascii_lowercase().starts_with("desc"));
            if dialect != Dialect::Sqlite || strict || rowid {
                column.nullable = false;
            }
        }
    }

    /// Removes an object of the kinds that are kept as text.
    pub fn drop_other(&mut self, kind: &str, name: &ObjectName) {
        let dialect = self.dialect();
        self.schema.others.retain(|other| {
            other.kind != kind || !other.name.as_ref().is_some_and(|other| dialect.same_object(other, name))
        });
    }
}

//! The state of the database while its statements are replayed, and what happens to it.

use std::collections::BTreeMap;

use crate::dialects::Dialect;
use crate::findings::{Finding, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{ForeignKey, Index, IndexTarget, Key, Schema, Table};

use super::expressions::{expression_of, rename_identifiers};
use super::report;

/// No schema that people migrate has more tables; text that is made to be slow may.
const MOST_TABLES: usize = 20_000;

/// Steps of looking through lists, some nanoseconds each: what a text may cost beyond the reading of its words.
const MOST_WORK: usize = 50_000_000;

/// The database as it stands after the statements so far.
pub(crate) struct Replay {
    /// What exists, apart from the tables.
    pub schema: Schema,
    /// The tables in the order of their creation; those that were dropped leave a gap.
    tables: Vec<Option<Table>>,
    /// Where the tables of a name are.
    by_name: BTreeMap<String, Vec<usize>>,
    /// Which tables had a foreign key to a table of that name at some time.
    referrers: BTreeMap<String, Vec<usize>>,
    /// Where a table of that name was, before it was dropped or renamed away: what takes its place goes there.
    vacated: BTreeMap<String, usize>,
    /// What a table was called before it got that name.
    renamed_from: BTreeMap<String, ObjectName>,
    /// What was said on the way.
    pub findings: Vec<Finding>,
    /// Rows of data that were passed over, per table.
    pub data: Vec<(ObjectName, usize, Span)>,
    /// `ALTER SEQUENCE … OWNED BY table.column`.
    pub owned: Vec<(ObjectName, ObjectName, String)>,
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
            owned: Vec::new(),
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
    fn key(&self, name: &str) -> String {
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
        self.forget_name(&from, at);
        self.by_name.entry(self.key(&to.name)).or_default().push(at);
        let dialect = self.dialect();
        for trigger in &mut self.schema.triggers {
            if dialect.same_object(&trigger.table, &from) {
                trigger.table = to.clone();
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
        numbers.sort_unstable();
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

    /// Renames a column wherever it is named.
    pub fn rename_column(&mut self, table: &ObjectName, from: &str, to: &str) -> bool {
        let dialect = self.dialect();
        let Some(owner) = self.table(table) else { return false };
        let Some(column) = owner.columns.iter_mut().find(|column| dialect.same_name(&column.name, from))
        else {
            return false;
        };
        column.name = to.to_owned();
        rename_in_table(owner, from, to, dialect);
        let name = owner.name.clone();
        for number in self.referrers.get(&self.key(&name.name)).cloned().unwrap_or_default() {
            let Some(Some(other)) = self.tables.get_mut(number) else { continue };
            for key in
                other.foreign_keys.iter_mut().filter(|key| dialect.same_object(&key.foreign_table, &name))
            {
                rename_in(&mut key.foreign_columns, from, to, dialect);
            }
        }
        true
    }

    /// Removes a column, and the keys and indexes that it was part of.
    pub fn drop_column(&mut self, table: &ObjectName, column: &str) -> bool {
        let dialect = self.dialect();
        let Some(owner) = self.table(table) else { return false };
        let before = owner.columns.len();
        owner.columns.retain(|other| !dialect.same_name(&other.name, column));
        let found = owner.columns.len() < before;
        let has = |columns: &[String]| columns.iter().any(|other| dialect.same_name(other, column));
        if dialect == Dialect::MySql {
            // MySQL takes the column out of its indexes and drops those that become empty.
            owner.primary_key.iter_mut().chain(&mut owner.uniques).for_each(|key| {
                key.columns.retain(|other| !dialect.same_name(other, column));
            });
            owner.primary_key = owner.primary_key.take().filter(|key| !key.columns.is_empty());
            owner.uniques.retain(|key| !key.columns.is_empty());
            for index in &mut owner.indexes {
                index.parts.retain(|part| !is_column(&part.target, column, dialect));
            }
            owner.indexes.retain(|index| !index.parts.is_empty());
        } else {
            owner.primary_key = owner.primary_key.take().filter(|key| !has(&key.columns));
            owner.uniques.retain(|key| !has(&key.columns));
            owner.indexes.retain(|index| !mentions(index, column, dialect));
        }
        owner.foreign_keys.retain(|key| !has(&key.columns));
        owner.checks.retain(|check| {
            !check.column.as_deref().is_some_and(|own| dialect.same_name(own, column))
                && !has(&check.expression.identifiers)
        });
        found
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

    /// Removes the index of that name; MySQL's unique keys are indexes too.
    pub fn drop_index(&mut self, name: &ObjectName, table: Option<&ObjectName>) -> bool {
        let dialect = self.dialect();
        if let Some(table) = table {
            return self.table(table).is_some_and(|owner| drop_index_of(owner, &name.name, dialect));
        }
        let mut found = false;
        for owner in self.tables() {
            let differs =
                matches!((&name.schema, &owner.name.schema), (Some(left), Some(right)) if left != right);
            found |= !differs && drop_index_of(owner, &name.name, dialect);
        }
        found
    }

    /// Removes an object of the kinds that are kept as text.
    pub fn drop_other(&mut self, kind: &str, name: &ObjectName) {
        let dialect = self.dialect();
        self.schema.others.retain(|other| {
            other.kind != kind || !other.name.as_ref().is_some_and(|other| dialect.same_object(other, name))
        });
    }
}

/// Removes the index of that name from one table.
pub(crate) fn drop_index_of(owner: &mut Table, name: &str, dialect: Dialect) -> bool {
    let same = |other: &Option<String>| other.as_deref().is_some_and(|other| dialect.same_name(other, name));
    let before = owner.indexes.len() + owner.uniques.len();
    owner.indexes.retain(|index| !same(&index.name));
    if dialect == Dialect::MySql {
        owner.uniques.retain(|key| !same(&key.name));
    }
    owner.indexes.len() + owner.uniques.len() < before
}

fn rename_in(names: &mut [String], from: &str, to: &str, dialect: Dialect) {
    for name in names.iter_mut().filter(|name| dialect.same_name(name, from)) {
        *name = to.to_owned();
    }
}

fn rename_in_table(table: &mut Table, from: &str, to: &str, dialect: Dialect) {
    let keys: Vec<&mut Key> = table.primary_key.iter_mut().chain(&mut table.uniques).collect();
    for key in keys {
        rename_in(&mut key.columns, from, to, dialect);
    }
    for key in &mut table.foreign_keys {
        rename_in(&mut key.columns, from, to, dialect);
    }
    let rename = |text: &str| expression_of(&rename_identifiers(text, dialect, &[(from, to)]), dialect);
    for check in &mut table.checks {
        check.expression = rename(&check.expression.text);
        if check.column.as_deref().is_some_and(|column| dialect.same_name(column, from)) {
            check.column = Some(to.to_owned());
        }
    }
    for column in &mut table.columns {
        if let Some(generated) = &mut column.generated {
            generated.expression = rename(&generated.expression.text);
        }
    }
    for index in &mut table.indexes {
        for part in &mut index.parts {
            match &mut part.target {
                IndexTarget::Column(name) if dialect.same_name(name, from) => *name = to.to_owned(),
                IndexTarget::Column(_) => {}
                IndexTarget::Expression(expression) => *expression = rename(&expression.text),
            }
        }
        rename_in(&mut index.include, from, to, dialect);
        if let Some(predicate) = &mut index.predicate {
            *predicate = rename(&predicate.text);
        }
    }
}

fn is_column(target: &IndexTarget, column: &str, dialect: Dialect) -> bool {
    match target {
        IndexTarget::Column(name) => dialect.same_name(name, column),
        IndexTarget::Expression(expression) => {
            expression.identifiers.iter().any(|name| dialect.same_name(name, column))
        }
    }
}

fn mentions(index: &Index, column: &str, dialect: Dialect) -> bool {
    let named = |names: &[String]| names.iter().any(|name| dialect.same_name(name, column));
    index.parts.iter().any(|part| is_column(&part.target, column, dialect))
        || named(&index.include)
        || index.predicate.as_ref().is_some_and(|predicate| named(&predicate.identifiers))
}

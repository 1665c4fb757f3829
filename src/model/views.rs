//! What a view selects, as far as its query tells: the columns that it has, and where their values come from.

use std::collections::{BTreeMap, BTreeSet};

use super::names::ObjectName;
use super::schema::{Column, Schema, Table, View};
use super::types::DataType;
use crate::dialects::Dialect;
use crate::order::map;

/// The query of a view.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewQuery {
    /// Its text, from `SELECT` to its end, with each gap made one space.
    pub text: String,
    /// What the statement says besides its kind, its name and the query, as written: `ALGORITHM=MERGE`,
    /// `WITH (security_invoker = true)`, `WITH CHECK OPTION`.
    pub options: Vec<String>,
    /// What stands in its `FROM`, in order.
    pub sources: Vec<ViewSource>,
    /// What it selects, in order; none where the names of the columns cannot be told.
    pub items: Option<Vec<ViewItem>>,
    /// The names that the statement gives its columns; empty where the query does.
    pub names: Vec<String>,
}

/// A table or view in a `FROM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewSource {
    /// Its name; none where a query or a function stands there.
    pub relation: Option<ObjectName>,
    /// What the query calls it.
    pub alias: Option<String>,
    /// Whether an outer join may leave its columns empty.
    pub may_be_missing: bool,
    /// The columns that it had when a `*` was read; the database has written them out then.
    pub columns: Vec<String>,
}

/// Something that a query selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewItem {
    /// All columns of one source, or of all of them.
    All {
        /// The number of the source.
        source: Option<usize>,
    },
    /// A column of a source; which one is not always said.
    Column {
        /// What it is called in the view.
        name: String,
        /// The number of the source.
        source: Option<usize>,
        /// What it is called there.
        column: String,
    },
    /// A value whose type the query says.
    Typed {
        /// What it is called in the view.
        name: String,
        /// Its type.
        data_type: DataType,
        /// Whether it can be NULL.
        nullable: bool,
    },
    /// Any other value.
    Computed {
        /// What it is called in the view.
        name: String,
    },
}

/// A column of a view.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewColumn<'a> {
    /// Its name.
    pub name: String,
    /// The column of a table whose values it gives, with that table.
    pub origin: Option<(&'a Table, &'a Column)>,
    /// Its type; none where only the database knows it.
    pub data_type: Option<DataType>,
    /// Whether it can be NULL.
    pub nullable: bool,
}

/// A view, and its columns where they can be told.
#[derive(Debug)]
pub struct ViewOf<'a> {
    /// The view.
    pub view: &'a View,
    /// Its columns.
    pub columns: Option<Vec<ViewColumn<'a>>>,
}

/// So many columns are looked at for all views together; what is left then is not told.
const MOST_WORK: usize = 5_000_000;

impl Schema {
    /// The views, each after those that it reads, with their columns.
    pub fn views_with_columns(&self) -> Vec<ViewOf<'_>> {
        let views = self.views_in_order();
        if views.is_empty() {
            return Vec::new();
        }
        let mut known = Relations::of(self);
        let mut work = 0;
        for view in views {
            let query = view.query.as_ref().filter(|query| {
                work += known.work(query);
                work < MOST_WORK
            });
            let columns = query.and_then(|query| known.columns(query));
            known.places.entry(view.name.name.to_lowercase()).or_default().push(known.views.len());
            known.views.push(ViewOf { view, columns });
        }
        known.views
    }

    /// The views, each after those that it reads.
    pub fn views_in_order(&self) -> Vec<&View> {
        let names = self.views.iter().map(|view| view.name.name.as_str());
        let numbers = map(names.enumerate().map(|(number, name)| (name, number)));
        let reads = |view: &View| -> Vec<usize> {
            view.identifiers.iter().filter_map(|word| numbers.get(word.as_str()).copied()).collect()
        };
        let mut ordered = Vec::new();
        let mut seen = BTreeSet::new();
        for number in 0..self.views.len() {
            // A view goes on the stack twice: to put those that it reads above itself, and to be taken then.
            let mut stack = vec![(number, false)];
            while let Some((number, ready)) = stack.pop() {
                let Some(view) = self.views.get(number) else { continue };
                if ready {
                    ordered.push(view);
                } else if seen.insert(number) {
                    stack.push((number, true));
                    let others = reads(view).into_iter().filter(|other| !seen.contains(other));
                    stack.extend(others.map(|other| (other, false)));
                }
            }
        }
        ordered
    }
}

/// What a view can read: the tables, found by their names, and the views before it.
struct Relations<'a> {
    dialect: Dialect,
    tables: BTreeMap<String, Vec<&'a Table>>,
    views: Vec<ViewOf<'a>>,
    places: BTreeMap<String, Vec<usize>>,
}

/// The columns of what stands in a `FROM`, unless they are not known.
type Source<'a> = Option<Vec<ViewColumn<'a>>>;

impl<'a> Relations<'a> {
    fn of(schema: &'a Schema) -> Self {
        let mut tables: BTreeMap<String, Vec<&Table>> = BTreeMap::new();
        for table in &schema.tables {
            tables.entry(table.name.name.to_lowercase()).or_default().push(table);
        }
        Self { dialect: schema.dialect, tables, views: Vec::new(), places: BTreeMap::new() }
    }

    /// How many columns are looked at to find those of a view.
    fn work(&self, query: &ViewQuery) -> usize {
        let width = |source: &ViewSource| {
            let name = source.relation.as_ref()?;
            Some(
                self.table(name)
                    .map_or_else(|| self.view(name).map_or(0, Vec::len), |table| table.columns.len()),
            )
        };
        let columns: usize = query.sources.iter().filter_map(width).sum();
        columns.saturating_mul(1 + query.items.as_ref().map_or(0, Vec::len))
    }

    /// The columns of a view, unless a name of one cannot be told.
    fn columns(&self, query: &ViewQuery) -> Source<'a> {
        let sources: Vec<Source<'a>> = query.sources.iter().map(|source| self.source(source)).collect();
        let mut found = Vec::new();
        for item in query.items.as_ref()? {
            match item {
                ViewItem::All { source } => {
                    let wanted = source.map_or(0..sources.len(), |source| source..source + 1);
                    for place in wanted {
                        let columns = sources.get(place)?.as_ref()?;
                        self.is_still(query.sources.get(place)?, columns).then_some(())?;
                        found.extend(columns.iter().cloned());
                    }
                }
                ViewItem::Column { name, source, column } => {
                    let place = sources.get(source.unwrap_or(0)..source.map_or(sources.len(), |at| at + 1));
                    let origin = self.column(place.unwrap_or_default(), column);
                    found.push(ViewColumn { name: name.clone(), ..origin.unwrap_or_else(unknown) });
                }
                ViewItem::Typed { name, data_type, nullable } => {
                    let data_type = Some(data_type.clone());
                    found.push(ViewColumn {
                        name: name.clone(),
                        data_type,
                        nullable: *nullable,
                        ..unknown()
                    });
                }
                ViewItem::Computed { name } => found.push(ViewColumn { name: name.clone(), ..unknown() }),
            }
        }
        if query.names.len() > found.len() {
            return None;
        }
        for (column, name) in found.iter_mut().zip(&query.names) {
            column.name.clone_from(name);
        }
        Some(found)
    }

    /// Whether a `*` still means what it meant when the view was made. SQLite reads it anew each time.
    fn is_still(&self, source: &ViewSource, columns: &[ViewColumn<'_>]) -> bool {
        let is_table = |name| self.table(name).is_some();
        self.dialect == Dialect::Sqlite
            || !source.relation.as_ref().is_some_and(is_table)
            || source.columns.iter().eq(columns.iter().map(|column| &column.name))
    }

    fn view(&self, name: &ObjectName) -> Option<&Vec<ViewColumn<'a>>> {
        let mut alike =
            self.places.get(&name.name.to_lowercase())?.iter().filter_map(|place| self.views.get(*place));
        alike.find(|known| self.dialect.same_object(&known.view.name, name))?.columns.as_ref()
    }

    fn table(&self, name: &ObjectName) -> Option<&'a Table> {
        let mut alike = self.tables.get(&name.name.to_lowercase()).into_iter().flatten().copied();
        alike.find(|table| self.dialect.same_object(&table.name, name))
    }

    fn source(&self, source: &ViewSource) -> Source<'a> {
        let name = source.relation.as_ref()?;
        let mut columns = match self.table(name) {
            Some(table) => table.columns.iter().map(|column| self.column_of(table, column)).collect(),
            None => self.view(name)?.clone(),
        };
        for column in &mut columns {
            column.nullable |= source.may_be_missing;
        }
        Some(columns)
    }

    fn column_of(&self, table: &'a Table, column: &'a Column) -> ViewColumn<'a> {
        ViewColumn {
            name: column.name.clone(),
            origin: Some((table, column)),
            data_type: Some(column.data_type.clone()),
            nullable: column.nullable && !table.is_row_number(self.dialect, column),
        }
    }

    /// The one column of that name; none where a source is not known that may have it too.
    fn column(&self, sources: &[Source<'a>], name: &str) -> Option<ViewColumn<'a>> {
        let mut found = None;
        for source in sources {
            let same = |column: &&ViewColumn<'_>| self.dialect.same_name(&column.name, name);
            if let Some(column) = source.as_ref()?.iter().find(same) {
                if found.is_some() {
                    return None;
                }
                found = Some(column.clone());
            }
        }
        found
    }
}

fn unknown<'a>() -> ViewColumn<'a> {
    ViewColumn { name: String::new(), origin: None, data_type: None, nullable: true }
}

//! What a Drizzle file declares: its tables, enum types, schemas and own column types.

use std::collections::BTreeMap;

use super::super::report;
use super::super::typescript::Program;
use super::super::typescript::tree::{Expression, ExpressionKind, LinkKind, Pattern, StatementKind};
use super::super::typescript::values::{Bindings, Call, Scope};
use super::super::written::Sql;
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;

/// Drizzle's packages.
pub(super) const CORES: &[(&str, Dialect)] =
    &[("pg-core", Dialect::PostgreSql), ("mysql-core", Dialect::MySql), ("sqlite-core", Dialect::Sqlite)];

/// The functions that make tables, or functions that do.
pub(super) const MAKERS: &[(&str, Dialect)] = &[
    ("pgTable", Dialect::PostgreSql),
    ("mysqlTable", Dialect::MySql),
    ("sqliteTable", Dialect::Sqlite),
    ("pgTableCreator", Dialect::PostgreSql),
    ("mysqlTableCreator", Dialect::MySql),
    ("sqliteTableCreator", Dialect::Sqlite),
];

/// What makes things that the database has and this reader passes over.
pub(super) const NOT_READ: &[&str] =
    &["pgView", "pgMaterializedView", "pgSequence", "pgRole", "pgPolicy", "mysqlView", "sqliteView", "view"];

/// What a file declares.
pub(super) struct Known<'a> {
    pub scope: &'a Scope<'a>,
    pub tables: Vec<Table<'a>>,
    pub enums: Vec<Enumeration<'a>>,
    /// Own column types: the variable, and the function that gives the SQL.
    pub customs: Vec<(&'a str, &'a Expression)>,
    /// Functions that make tables with a name of their own choice.
    pub creators: Vec<(&'a str, &'a Expression)>,
    /// Variables of schemas and their names.
    schemas: Vec<(&'a str, String)>,
    /// The same with their places.
    pub schemas_made: Vec<(String, Span)>,
    /// The beginnings of the statements that were read, by where they start.
    read: BTreeMap<usize, usize>,
    /// Where among the tables each variable is.
    by_variable: BTreeMap<&'a str, usize>,
}

/// A table.
pub(super) struct Table<'a> {
    pub name: ObjectName,
    pub columns: Vec<Column<'a>>,
    /// What stands beside the columns: a function, or nothing.
    pub extra: Option<&'a Expression>,
    /// Places among the columns that could not be followed.
    pub lost: Vec<Span>,
    pub span: Span,
}

/// A column.
pub(super) struct Column<'a> {
    pub key: &'a str,
    pub name: String,
    /// Whether the file says the name; otherwise it is the key.
    pub named: bool,
    pub call: Call<'a>,
    pub span: Span,
}

/// An enum type of PostgreSQL.
pub(super) struct Enumeration<'a> {
    pub variable: &'a str,
    pub name: ObjectName,
    pub values: Vec<String>,
    pub span: Span,
}

impl<'a> Known<'a> {
    /// Reads all declarations.
    pub fn of(program: &'a Program, scope: &'a Scope<'a>, sql: &mut Sql) -> Self {
        let mut known = Self {
            scope,
            tables: Vec::new(),
            enums: Vec::new(),
            customs: Vec::new(),
            creators: Vec::new(),
            schemas: Vec::new(),
            schemas_made: Vec::new(),
            read: BTreeMap::new(),
            by_variable: BTreeMap::new(),
        };
        let constants = || {
            program.statements.iter().filter_map(|statement| match &statement.kind {
                StatementKind::Constant { pattern: Pattern::Name(name), value } => {
                    Some((name.as_str(), value, statement.span))
                }
                _ => None,
            })
        };
        // What makes tables can stand below the tables that it makes, in a file put together of several.
        for (variable, value, span) in constants() {
            if let Some(call) = scope.call(value, &Vec::new()) {
                known.helper(variable, &call, span);
            }
        }
        for (variable, value, span) in constants() {
            if let Some(call) = scope.call(value, &Vec::new()) {
                known.table(variable, &call, span, sql);
            }
        }
        known
    }

    fn helper(&mut self, variable: &'a str, call: &Call<'a>, span: Span) {
        let Some(first) = call.arguments.first() else { return };
        match (call.function, call.of) {
            ("pgSchema" | "mysqlSchema", _) => {
                if let Some(name) = self.scope.text(first, &call.bindings) {
                    self.schemas.push((variable, name.clone()));
                    self.schemas_made.push((name, span));
                }
            }
            ("pgTableCreator" | "mysqlTableCreator" | "sqliteTableCreator", _) => {
                self.creators.push((variable, first));
                self.read.insert(span.start, span.end);
            }
            ("customType", _) => {
                let made = first.property("dataType").and_then(Expression::function);
                self.customs.extend(made.and_then(|function| function.result()).map(|_| (variable, first)));
            }
            ("pgEnum", _) | ("enum", Some(_)) => {
                let values =
                    call.arguments.get(1).and_then(|values| self.scope.texts(values, &call.bindings));
                if let (Some(name), Some(values)) = (self.scope.text(first, &call.bindings), values) {
                    let name = ObjectName { schema: self.schema_of(call), name };
                    self.enums.push(Enumeration { variable, name, values, span });
                }
            }
            _ => {}
        }
    }

    fn schema_of(&self, call: &Call<'a>) -> Option<String> {
        let variable = call.of?;
        self.schemas.iter().find(|(known, _)| *known == variable).map(|(_, name)| name.clone())
    }

    fn table(&mut self, variable: &'a str, call: &Call<'a>, span: Span, sql: &mut Sql) {
        let schema = self.schema_of(call);
        let creator = self.creators.iter().find(|(known, _)| *known == call.function).map(|(_, made)| *made);
        let by_maker =
            MAKERS.iter().any(|(maker, _)| *maker == call.function) && !call.function.ends_with("Creator");
        if !(by_maker || creator.is_some() || call.function == "table" && schema.is_some()) {
            return;
        }
        let [first, columns, rest @ ..] = call.arguments else { return };
        // Only up to the table's name: what is made further inside has not been read by this.
        self.read.insert(span.start, first.span.end);
        let name = match creator.and_then(Expression::function) {
            None => self.scope.text(first, &call.bindings),
            Some(function) => {
                let parameter = function.parameters.first();
                let bindings: Bindings<'a> = match parameter {
                    Some(Pattern::Name(parameter)) => {
                        vec![(parameter, self.scope.resolve(first, &call.bindings))]
                    }
                    _ => Vec::new(),
                };
                function.result().and_then(|result| self.scope.text(result, &bindings))
            }
        };
        let Some(name) = name else {
            let what = format!("The name of the table `{variable}` could not be told.");
            sql.findings.push(report::unread(what, first.span));
            return;
        };
        let columns = self.scope.resolve(columns, &call.bindings);
        let columns = columns.function().and_then(|function| function.result()).unwrap_or(columns);
        let (members, mut lost) = self.scope.members(columns, &call.bindings);
        let mut read = Vec::new();
        for (key, value, span) in members {
            match self.scope.call(value, &call.bindings) {
                Some(call) => {
                    let said =
                        call.arguments.first().and_then(|first| self.scope.text(first, &call.bindings));
                    let named = said.is_some();
                    read.push(Column {
                        key,
                        name: said.unwrap_or_else(|| key.to_owned()),
                        named,
                        call,
                        span,
                    });
                }
                None => lost.push(span),
            }
        }
        let name = ObjectName { schema, name };
        self.by_variable.insert(variable, self.tables.len());
        self.tables.push(Table { name, columns: read, extra: rest.first(), lost, span });
    }

    /// The table of that variable.
    pub fn table_of(&self, variable: &str) -> Option<&Table<'a>> {
        self.tables.get(*self.by_variable.get(variable)?)
    }

    /// Whether a place belongs to a statement that was read.
    pub fn has_read(&self, span: Span) -> bool {
        self.read.range(..=span.start).next_back().is_some_and(|(_, end)| span.end <= *end)
    }

    /// The column that `users.id` means; `table` is the one whose callback it stands in.
    pub fn column<'s>(
        &'s self,
        value: &'a Expression,
        table: &'s Table<'a>,
    ) -> Option<(&'s Table<'a>, &'s Column<'a>)> {
        let (head, links) = value.chain();
        let key = match &links.first()?.kind {
            LinkKind::Member(key) => key.as_str(),
            LinkKind::Index(index) => match &index.kind {
                ExpressionKind::Text(key) => key.as_str(),
                _ => return None,
            },
            _ => return None,
        };
        let name = head.name()?;
        let owner = match self.table_of(name) {
            Some(owner) => owner,
            // What the file neither declares nor imports is the parameter of the callback: the table itself.
            None if self.scope.is_foreign(name) => return None,
            None => table,
        };
        let column = owner.columns.iter().find(|column| column.key == key)?;
        Some((owner, column))
    }

    /// A column whose name is its key, where that makes a difference.
    pub fn unnamed(&self) -> Option<(String, String, Span)> {
        self.tables.iter().find_map(|table| {
            let differs = |column: &&Column<'_>| {
                !column.named && column.key.bytes().any(|byte| byte.is_ascii_uppercase())
            };
            let column = table.columns.iter().find(differs)?;
            Some((column.key.to_owned(), table.name.to_string(), column.span))
        })
    }
}

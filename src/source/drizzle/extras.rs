//! What stands beside the columns of a Drizzle table: keys over several columns, indexes, checks.

use super::super::report;
use super::super::typescript::tree::{Expression, ExpressionKind};
use super::super::typescript::values::Call;
use super::super::written::Sql;
use super::fragments::{self, Columns};
use super::given_name;
use super::known::{Known, Table};
use crate::dialects::Dialect;
use crate::findings::Span;

/// Constraints inside `CREATE TABLE`, and statements after it.
#[derive(Default)]
pub(super) struct Extras {
    pub definitions: Vec<(String, Span)>,
    pub statements: Vec<(String, Span)>,
}

impl Extras {
    /// A unique constraint, for which drizzle-kit makes an index in SQLite.
    pub fn unique(
        &mut self,
        dialect: Dialect,
        table: &Table<'_>,
        name: &str,
        columns: &[String],
        nulls_not_distinct: bool,
        span: Span,
    ) {
        let name = dialect.identifier(name);
        let columns = dialect.identifiers(columns.iter().map(String::as_str));
        if dialect == Dialect::Sqlite {
            let table = dialect.object(&table.name);
            self.statements.push((format!("CREATE UNIQUE INDEX {name} ON {table} ({columns})"), span));
        } else {
            let nulls = if nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            self.definitions.push((format!("CONSTRAINT {name} UNIQUE{nulls} ({columns})"), span));
        }
    }
}

/// Reads everything beside the columns.
pub(super) fn read<'a>(known: &Known<'a>, table: &Table<'a>, extras: &mut Extras, sql: &mut Sql) {
    let Some(extra) = table.extra else { return };
    let extra = known.scope.resolve(extra, &Vec::new());
    let Some(result) = extra.function().and_then(|function| function.result()) else {
        let what = format!("What stands beside the columns of table `{}` was not understood.", table.name);
        sql.findings.push(report::unread(what, extra.span));
        return;
    };
    let entries: Vec<&'a Expression> = match &result.kind {
        ExpressionKind::Array(items) => items.iter().collect(),
        _ => result.properties().iter().map(|property| &property.value).collect(),
    };
    for entry in entries {
        let read = known
            .scope
            .call(entry, &Vec::new())
            .and_then(|call| one(known, table, &call, extras, sql, entry.span));
        if read.is_none() {
            let what = format!("A key, index or check of table `{}` was not understood.", table.name);
            sql.findings.push(report::unread(what, entry.span));
        }
    }
}

fn one<'a>(
    known: &Known<'a>,
    table: &Table<'a>,
    call: &Call<'a>,
    extras: &mut Extras,
    sql: &mut Sql,
    span: Span,
) -> Option<()> {
    let dialect = sql.dialect;
    let first_text = || call.arguments.first().and_then(|name| known.scope.text(name, &call.bindings));
    match call.function {
        "primaryKey" => {
            let definition = primary_key(known, dialect, table, call)?;
            extras.definitions.push((definition, span));
        }
        "unique" => {
            let columns = columns(known, table, call.method("on")?.arguments)?;
            let name = first_text().unwrap_or_else(|| given_name(&table.name, &columns, "unique"));
            let nulls = call.method("nullsNotDistinct").is_some();
            extras.unique(dialect, table, &name, &columns, nulls, span);
        }
        "index" | "uniqueIndex" => {
            let statement = index(known, table, call, sql)?;
            extras.statements.push((statement, span));
        }
        "check" => {
            let name = dialect.identifier(&first_text()?);
            let condition =
                fragments::sql(known, dialect, table, call.arguments.get(1)?, Columns::Qualified)?;
            let condition = sql.fragment(&condition)?;
            extras.definitions.push((format!("CONSTRAINT {name} CHECK ({condition})"), span));
        }
        "foreignKey" => {
            let definition = foreign_key_of(known, dialect, table, call)?;
            extras.definitions.push((definition, span));
        }
        _ => return None,
    }
    Some(())
}

/// The names of columns of this table.
fn columns<'a>(known: &Known<'a>, table: &Table<'a>, values: &'a [Expression]) -> Option<Vec<String>> {
    let names = values.iter().map(|value| known.column(value, table).map(|(_, column)| column.name.clone()));
    names.collect::<Option<Vec<String>>>().filter(|names| !names.is_empty())
}

fn primary_key<'a>(
    known: &Known<'a>,
    dialect: Dialect,
    table: &Table<'a>,
    call: &Call<'a>,
) -> Option<String> {
    let first = call.arguments.first()?;
    let (columns, name) = match &first.kind {
        ExpressionKind::Object(_) => {
            let name = first.property("name").and_then(|name| known.scope.text(name, &call.bindings));
            (columns(known, table, first.property("columns")?.items())?, name)
        }
        _ => (columns(known, table, call.arguments)?, None),
    };
    let name = name.unwrap_or_else(|| given_name(&table.name, &columns, "pk"));
    let columns = dialect.identifiers(columns.iter().map(String::as_str));
    // The two others give the key no name of its own.
    let name = match dialect {
        Dialect::PostgreSql => format!("CONSTRAINT {} ", dialect.identifier(&name)),
        Dialect::MySql | Dialect::Sqlite => String::new(),
    };
    Some(format!("{name}PRIMARY KEY ({columns})"))
}

fn foreign_key_of<'a>(
    known: &Known<'a>,
    dialect: Dialect,
    table: &Table<'a>,
    call: &Call<'a>,
) -> Option<String> {
    let first = call.arguments.first()?;
    let options = first.function().and_then(|function| function.result()).unwrap_or(first);
    let own = columns(known, table, options.property("columns")?.items())?;
    let foreign = options.property("foreignColumns")?.items();
    let (owner, _) = known.column(foreign.first()?, table)?;
    let others = columns(known, owner, foreign)?;
    let name = options.property("name").and_then(|name| known.scope.text(name, &call.bindings));
    let action = |name: &str| {
        let value = call.method(name)?.arguments.first()?;
        known.scope.text(value, &call.bindings)
    };
    let clause = foreign_key(dialect, table, name, &own, owner, &others);
    Some(clause + &actions(action("onDelete"), action("onUpdate")))
}

/// A foreign key without its actions.
pub(super) fn foreign_key(
    dialect: Dialect,
    table: &Table<'_>,
    name: Option<String>,
    columns: &[String],
    owner: &Table<'_>,
    others: &[String],
) -> String {
    let given = || {
        let (own, other) = (columns.join("_"), others.join("_"));
        format!("{}_{own}_{}_{other}_fk", table.name.name, owner.name.name)
    };
    let name = match dialect {
        Dialect::Sqlite => String::new(),
        _ => format!("CONSTRAINT {} ", dialect.identifier(&name.unwrap_or_else(given))),
    };
    format!(
        "{name}FOREIGN KEY ({}) REFERENCES {} ({})",
        dialect.identifiers(columns.iter().map(String::as_str)),
        dialect.object(&owner.name),
        dialect.identifiers(others.iter().map(String::as_str))
    )
}

/// What happens to a row when the one that it refers to goes or changes.
pub(super) fn actions(on_delete: Option<String>, on_update: Option<String>) -> String {
    const ACTIONS: &[&str] = &["cascade", "restrict", "no action", "set null", "set default"];
    let known = |action: &String| ACTIONS.contains(&action.as_str());
    let mut text = String::new();
    if let Some(action) = on_delete.filter(known) {
        text.push_str(&format!(" ON DELETE {}", action.to_ascii_uppercase()));
    }
    if let Some(action) = on_update.filter(known) {
        text.push_str(&format!(" ON UPDATE {}", action.to_ascii_uppercase()));
    }
    text
}

fn index<'a>(known: &Known<'a>, table: &Table<'a>, call: &Call<'a>, sql: &Sql) -> Option<String> {
    let dialect = sql.dialect;
    let using = call.method("using");
    let method = using.and_then(|using| known.scope.text(using.arguments.first()?, &call.bindings));
    let method = method.and_then(|method| sql.fragment(&method));
    let on = call.method("on").or_else(|| call.method("onOnly"));
    let targets: &'a [Expression] = match (on, using) {
        (Some(on), _) => on.arguments,
        (None, Some(using)) => using.arguments.get(1..)?,
        (None, None) => return None,
    };
    let mut parts = Vec::new();
    let mut names = Vec::new();
    for target in targets {
        let (part, name) = index_part(known, table, target, sql)?;
        parts.push(part);
        names.extend(name);
    }
    let named = call.arguments.first().and_then(|name| known.scope.text(name, &call.bindings));
    let name = named.unwrap_or_else(|| given_name(&table.name, &names, "index"));
    let unique = if call.function == "uniqueIndex" { "UNIQUE " } else { "" };
    let (mut before, mut after) = (String::new(), String::new());
    match (method, dialect) {
        (Some(method), Dialect::PostgreSql) => before = format!(" USING {method}"),
        (Some(method), Dialect::MySql) => after = format!(" USING {method}"),
        _ => {}
    }
    if let Some(options) = call.method("with").and_then(|with| with.arguments.first()) {
        let said: Option<Vec<String>> = options
            .properties()
            .iter()
            .map(|property| {
                Some(format!(
                    "{} = {}",
                    property.key.as_deref()?,
                    known.scope.text(&property.value, &Vec::new())?
                ))
            })
            .collect();
        after.push_str(&format!(" WITH ({})", sql.fragment(&said?.join(", "))?));
    }
    if let Some(condition) = call.method("where").and_then(|condition| condition.arguments.first()) {
        let condition = fragments::sql(known, dialect, table, condition, Columns::Bare)?;
        after.push_str(&format!(" WHERE {}", sql.fragment(&condition)?));
    }
    Some(format!(
        "CREATE {unique}INDEX {} ON {}{before} ({}){after}",
        dialect.identifier(&name),
        dialect.object(&table.name),
        parts.join(", ")
    ))
}

/// A member of an index, and the name of its column.
fn index_part<'a>(
    known: &Known<'a>,
    table: &Table<'a>,
    target: &'a Expression,
    sql: &Sql,
) -> Option<(String, Option<String>)> {
    let dialect = sql.dialect;
    let Some((_, column)) = known.column(target, table) else {
        let expression = sql.fragment(&fragments::sql(known, dialect, table, target, Columns::Bare)?)?;
        return Some((expression, None));
    };
    let mut text = dialect.identifier(&column.name);
    let (_, links) = target.chain();
    let called = |name: &str| links.iter().any(|link| link.member() == Some(name));
    let class = links.iter().position(|link| link.member() == Some("op"));
    let class = class.and_then(|at| links.get(at + 1)?.arguments()?.first());
    if let Some(class) = class.and_then(|class| known.scope.text(class, &Vec::new())) {
        text.push_str(&format!(" {}", sql.fragment(&class)?));
    }
    if called("desc") {
        text.push_str(" DESC");
    }
    if dialect == Dialect::PostgreSql {
        // Drizzle means NULLS LAST wherever nothing is said, which is PostgreSQL's own choice in ascending order only.
        if called("nullsFirst") {
            text.push_str(" NULLS FIRST");
        } else if called("nullsLast") || called("desc") {
            text.push_str(" NULLS LAST");
        }
    }
    Some((text, Some(column.name.clone())))
}

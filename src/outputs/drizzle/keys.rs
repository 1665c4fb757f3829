//! Keys that stand on a column, and keys, checks and foreign keys that stand beside the columns.

use std::collections::BTreeMap;

use super::core::core_for;
use super::naming::{NamedTable, Naming};
use super::uses::Uses;
use crate::dialects::Dialect;
use crate::model::schema::{ForeignKey, Key};
use crate::outputs::losses::Losses;
use crate::outputs::typescript::syntax::{Node, Property};

/// What is said on a column itself about keys.
#[derive(Debug, Default)]
pub struct ColumnKeys<'schema> {
    /// It is the primary key.
    pub primary: bool,
    /// It is unique: the arguments of `unique`.
    pub unique: Option<Vec<Node>>,
    /// It refers to another column.
    pub reference: Option<Reference<'schema>>,
}

/// A foreign key on one column.
#[derive(Debug)]
pub struct Reference<'schema> {
    /// The parameters of the function that gives the target, with its type when it has to be said.
    pub parameters: String,
    /// The target: a table's variable and a property of it.
    pub target: String,
    /// What happens when the target is deleted.
    pub on_delete: Option<&'schema str>,
    /// What happens when the target changes.
    pub on_update: Option<&'schema str>,
}

/// All that is said about a table's keys and constraints.
#[derive(Debug, Default)]
pub struct TableKeys<'schema> {
    /// On columns, by name.
    pub columns: BTreeMap<&'schema str, ColumnKeys<'schema>>,
    /// Beside the columns.
    pub extras: Vec<Node>,
    /// Whether those refer to tables that lead back to this one, so that TypeScript must be told their type.
    pub extras_are_circular: bool,
}

/// Sorts out what is said where. Whatever drizzle-kit would write wrongly is left out and told.
pub fn table_keys<'schema>(
    naming: &Naming<'schema>,
    position: usize,
    uses: &mut Uses,
    losses: &mut Losses,
) -> TableKeys<'schema> {
    let mut keys = TableKeys::default();
    if let Some(named) = naming.tables.get(position) {
        primary_key(naming, named, &mut keys, uses, losses);
        uniques(naming, named, &mut keys, uses, losses);
        foreign_keys(naming, named, &mut keys, uses, losses);
        checks(naming, named, &mut keys, uses, losses);
    }
    keys
}

/// Names of MySQL have at most so many characters.
const MYSQL_LIMIT: usize = 64;

/// Whether drizzle-kit can carry names through its own lists, where it separates them by semicolons and commas,
/// and put quotes around them without looking inside.
pub fn can_carry(dialect: Dialect, names: &[&str], columns: &[String]) -> bool {
    let quote = core_for(dialect).quote;
    names.iter().all(|name| !name.contains([quote, ';']))
        && columns.iter().all(|column| !column.contains([quote, ';', ',']))
}

fn columns_of(named: &NamedTable<'_>, columns: &[String]) -> Option<Vec<Node>> {
    let keys = named.all_keys(columns)?;
    Some(keys.into_iter().map(|key| Node::name(format!("table.{key}"))).collect())
}

fn primary_key<'schema>(
    naming: &Naming<'schema>,
    named: &NamedTable<'schema>,
    keys: &mut TableKeys<'schema>,
    uses: &mut Uses,
    losses: &mut Losses,
) {
    let dialect = naming.dialect();
    let Some(key) = &named.table.primary_key else { return };
    tell_rest(losses, key, "the primary key");
    let usual_name = format!("{}_pkey", named.table.name.name);
    // MySQL ignores the name, but refuses one that is too long. drizzle-kit's ends so over several columns.
    let end = if key.columns.len() > 1 { "_pk" } else { "" };
    let in_mysql = format!("{}_{}{end}", named.table.name.name, key.columns.join("_"));
    let is_too_long = dialect == Dialect::MySql && in_mysql.chars().count() > MYSQL_LIMIT;
    let has_usual_name = match dialect {
        Dialect::PostgreSql => named.given.primary_key.as_deref() == Some(usual_name.as_str()),
        Dialect::MySql => !is_too_long,
        Dialect::Sqlite => true,
    };
    if let ([column], true) = (key.columns.as_slice(), has_usual_name) {
        if dialect == Dialect::Sqlite && named.table.column(column).is_some_and(|column| column.nullable) {
            losses
                .left_alone(format!("the primary key `{column}` admits NULL in SQLite, but not in Drizzle"));
        }
        keys.columns.entry(column).or_default().primary = true;
        return;
    }
    let Some(columns) = columns_of(named, &key.columns) else {
        losses.missing("the primary key: it names a column that the table does not have");
        return;
    };
    let name = named.given.primary_key.as_deref().unwrap_or_default();
    if !can_carry(dialect, &[name], &key.columns) {
        losses.missing(format!("the primary key over {}", key.columns.join(", ")));
        return;
    }
    let mut properties = Vec::new();
    if dialect == Dialect::PostgreSql {
        properties.push(("name", Node::string(name)));
    } else if is_too_long {
        properties.push(("name", Node::string("PRIMARY")));
    }
    properties.push(("columns", Node::Array(columns)));
    uses.package("primaryKey");
    keys.extras.push(Node::call("primaryKey", vec![Node::object(properties)]));
}

fn tell_rest(losses: &mut Losses, key: &Key, what: &str) {
    if let Some(rest) = key.rest.as_deref().filter(|rest| !is_default_clause(rest)) {
        losses.missing(format!("`{rest}` of {what}"));
    }
}

/// Clauses that say what is so anyway.
pub fn is_default_clause(rest: &str) -> bool {
    let words: Vec<String> = rest.split_whitespace().map(str::to_ascii_uppercase).collect();
    matches!(
        words.join(" ").as_str(),
        "" | "USING BTREE"
            | "NULLS DISTINCT"
            | "NOT DEFERRABLE"
            | "NOT DEFERRABLE INITIALLY IMMEDIATE"
            | "INITIALLY IMMEDIATE"
            | "MATCH SIMPLE"
            | "ENFORCED"
    )
}

fn is_nulls_not_distinct(key: &Key) -> bool {
    key.rest.as_deref().is_some_and(|rest| rest.trim().eq_ignore_ascii_case("NULLS NOT DISTINCT"))
}

fn uniques<'schema>(
    naming: &Naming<'schema>,
    named: &NamedTable<'schema>,
    keys: &mut TableKeys<'schema>,
    uses: &mut Uses,
    losses: &mut Losses,
) {
    let dialect = naming.dialect();
    for (key, name) in named.table.uniques.iter().zip(&named.given.uniques) {
        let nulls_not_distinct = dialect == Dialect::PostgreSql && is_nulls_not_distinct(key);
        if !nulls_not_distinct {
            tell_rest(losses, key, &format!("the unique constraint `{name}`"));
        }
        let columns = columns_of(named, &key.columns).filter(|columns| !columns.is_empty());
        let Some(columns) = columns.filter(|_| can_carry(dialect, &[name], &key.columns)) else {
            losses.missing(format!("the unique constraint `{name}` over {}", key.columns.join(", ")));
            continue;
        };
        if let [column] = key.columns.as_slice() {
            let said = keys.columns.entry(column).or_default();
            if said.unique.is_none() {
                let usual = format!("{}_{column}_unique", named.table.name.name);
                let mut arguments = Vec::new();
                if *name != usual || nulls_not_distinct {
                    arguments.push(Node::string(name));
                }
                if nulls_not_distinct {
                    arguments.push(Node::object(vec![("nulls", Node::string("not distinct"))]));
                }
                said.unique = Some(arguments);
                continue;
            }
        }
        uses.package("unique");
        let mut node = Node::call("unique", vec![Node::string(name)]).method("on", columns);
        if nulls_not_distinct {
            node = node.method("nullsNotDistinct", Vec::new());
        }
        keys.extras.push(node);
    }
}

fn foreign_keys<'schema>(
    naming: &Naming<'schema>,
    named: &NamedTable<'schema>,
    keys: &mut TableKeys<'schema>,
    uses: &mut Uses,
    losses: &mut Losses,
) {
    let dialect = naming.dialect();
    for (key, name) in named.table.foreign_keys.iter().zip(&named.given.foreign_keys) {
        let called = format!("the foreign key from {} to `{}`", key.columns.join(", "), key.foreign_table);
        if let Some(rest) = key.rest.as_deref().filter(|rest| !is_default_clause(rest)) {
            losses.missing(format!("`{rest}` of {called}"));
        }
        let Some(target) = naming.target(key) else {
            losses.missing(format!("{called}, which is not in the text"));
            continue;
        };
        let Some((on_delete, on_update)) = action(&key.on_delete).zip(action(&key.on_update)) else {
            losses.missing(format!("{called}, because of what it does when the target changes"));
            continue;
        };
        let tables = [name.as_str(), &named.table.name.name, &target.table.table.name.name];
        let carried = can_carry(dialect, &tables, &key.columns) && can_carry(dialect, &[], &target.columns);
        let Some(columns) = columns_of(named, &key.columns).filter(|_| carried) else {
            losses.missing(called);
            continue;
        };
        let is_self = std::ptr::eq(target.table.table, named.table);
        let circular = named.circle == target.table.circle;
        if let ([column], [foreign_column]) = (key.columns.as_slice(), target.keys.as_slice()) {
            let usual = format!(
                "{}_{column}_{}_{}_fk",
                named.table.name.name,
                target.table.table.name.name,
                target.columns.first().map(String::as_str).unwrap_or_default()
            );
            let said = keys.columns.entry(column).or_default();
            let name_is_said = dialect == Dialect::Sqlite || *name == usual;
            if said.reference.is_none() && name_is_said {
                let any_column = core_for(dialect).any_column;
                if circular {
                    uses.types.insert(any_column);
                }
                said.reference = Some(Reference {
                    parameters: if circular { format!("(): {any_column}") } else { "()".to_string() },
                    target: format!("{}.{foreign_column}", target.table.variable),
                    on_delete,
                    on_update,
                });
                continue;
            }
        }
        keys.extras_are_circular |= circular && !is_self;
        let foreign = if is_self { "table" } else { target.table.variable.as_str() };
        let foreign_columns = target.keys.iter().map(|key| Node::name(format!("{foreign}.{key}"))).collect();
        let mut properties = Vec::new();
        if dialect != Dialect::Sqlite {
            properties.push(Property::new("name", Node::string(name)));
        }
        properties.push(Property::new("columns", Node::Array(columns)));
        properties.push(Property::new("foreignColumns", Node::Array(foreign_columns)));
        uses.package("foreignKey");
        let mut node = Node::call("foreignKey", vec![Node::spread_object(properties)]);
        for (method, action) in [("onDelete", on_delete), ("onUpdate", on_update)] {
            if let Some(action) = action {
                node = node.method(method, vec![Node::string(action)]);
            }
        }
        keys.extras.push(node);
    }
}

/// Drizzle's word for an action; the inner `None` is the usual one, the outer one means that there is no word.
fn action(written: &Option<String>) -> Option<Option<&'static str>> {
    match written.as_deref() {
        None | Some("NO ACTION") => Some(None),
        Some("CASCADE") => Some(Some("cascade")),
        Some("RESTRICT") => Some(Some("restrict")),
        Some("SET NULL") => Some(Some("set null")),
        Some("SET DEFAULT") => Some(Some("set default")),
        Some(_) => None,
    }
}

/// The second argument of `references`, when there is something to say.
pub fn action_options(on_delete: Option<&str>, on_update: Option<&str>) -> Option<Node> {
    let said: Vec<(&str, Node)> = [("onDelete", on_delete), ("onUpdate", on_update)]
        .into_iter()
        .filter_map(|(name, action)| Some((name, Node::string(action?))))
        .collect();
    (!said.is_empty()).then(|| Node::object(said))
}

fn checks<'schema>(
    naming: &Naming<'schema>,
    named: &NamedTable<'schema>,
    keys: &mut TableKeys<'schema>,
    uses: &mut Uses,
    losses: &mut Losses,
) {
    for (check, name) in named.table.checks.iter().zip(&named.given.checks) {
        if let Some(rest) = check.rest.as_deref().filter(|rest| !is_default_clause(rest)) {
            losses.missing(format!("`{rest}` of the check `{name}`"));
        }
        let text = check.expression.text.trim();
        // drizzle-kit puts SQLite's names of checks in the other quotes.
        let can_carry =
            can_carry(naming.dialect(), &[name], &[]) && !name.contains('"') && !text.contains(';');
        if !can_carry {
            losses.missing(format!("the check `{name}`: {text}"));
            continue;
        }
        uses.package("check");
        uses.sql = true;
        keys.extras.push(Node::call("check", vec![Node::string(name), Node::sql(text)]));
    }
}

/// A foreign key's target as far as it is in the schema.
#[derive(Debug)]
pub struct Target<'naming, 'schema> {
    /// The table.
    pub table: &'naming NamedTable<'schema>,
    /// Its columns' names.
    pub columns: Vec<String>,
    /// Its columns' properties.
    pub keys: Vec<&'naming str>,
}

impl<'schema> Naming<'schema> {
    /// The dialect of the schema.
    pub fn dialect(&self) -> Dialect {
        self.schema().dialect
    }

    /// What a foreign key refers to.
    pub fn target<'naming>(&'naming self, key: &ForeignKey) -> Option<Target<'naming, 'schema>> {
        let table = self.table(&key.foreign_table)?;
        let columns = if key.foreign_columns.is_empty() {
            table.table.primary_key.as_ref()?.columns.clone()
        } else {
            key.foreign_columns.clone()
        };
        let keys = table.all_keys(&columns)?;
        (keys.len() == key.columns.len()).then_some(Target { table, columns, keys })
    }
}

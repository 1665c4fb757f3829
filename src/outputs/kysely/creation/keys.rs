//! Keys, foreign keys and indexes as calls of the builder.

use super::{call, qualified};
use crate::dialects::Dialect;
use crate::dialects::ddl::index_part;
use crate::model::schema::{ForeignKey, Index, IndexTarget, Key, Schema, Table};
use crate::outputs::drizzle::keys::is_default_clause;
use crate::outputs::typescript::syntax::Node;

/// Keys that are said on their column: those of one column without a name, so that the database gives the same.
pub struct OnColumns {
    /// Whether the primary key is.
    pub primary: bool,
    /// Places of the unique constraints that are.
    pub uniques: Vec<usize>,
    /// Places of the foreign keys that are.
    pub references: Vec<usize>,
}

impl OnColumns {
    /// Those of a table; no column says anything twice.
    pub fn of(schema: &Schema, table: &Table) -> Self {
        let is_bare =
            |key: &Key| key.name.is_none() && key.columns.len() == 1 && is_usual(key.rest.as_deref());
        let mut uniques: Vec<usize> = Vec::new();
        for (place, key) in table.uniques.iter().enumerate() {
            let said = uniques
                .iter()
                .any(|other| table.uniques.get(*other).is_some_and(|other| other.columns == key.columns));
            if is_bare(key) && !said {
                uniques.push(place);
            }
        }
        let mut references: Vec<usize> = Vec::new();
        for (place, key) in table.foreign_keys.iter().enumerate() {
            let same = |other: &usize| {
                table.foreign_keys.get(*other).is_some_and(|other| other.columns == key.columns)
            };
            // MySQL before 9.0 ignores them there.
            let may = schema.dialect != Dialect::MySql && key.name.is_none() && is_usual(key.rest.as_deref());
            if may && !references.iter().any(same) && reference(schema, key).is_some() {
                references.push(place);
            }
        }
        let primary = table.primary_key.as_ref().is_some_and(is_bare);
        Self { primary, uniques, references }
    }
}

/// Whether what follows a key says nothing but what holds anyway.
pub fn is_usual(rest: Option<&str>) -> bool {
    rest.is_none_or(is_default_clause)
}

/// What follows a constraint, as calls of the builder.
const CLAUSES: &[(&str, &str)] = &[
    ("NULLS NOT DISTINCT", "nullsNotDistinct"),
    ("NOT DEFERRABLE", "notDeferrable"),
    ("DEFERRABLE", "deferrable"),
    ("INITIALLY DEFERRED", "initiallyDeferred"),
    ("INITIALLY IMMEDIATE", "initiallyImmediate"),
    ("USING BTREE", ""),
    ("NULLS DISTINCT", ""),
    ("MATCH SIMPLE", ""),
];

/// The names of the calls for what follows a constraint; none where there is one that the builder does not have.
fn clauses(rest: Option<&str>) -> Option<Vec<&'static str>> {
    let words: Vec<String> =
        rest.unwrap_or_default().split_whitespace().map(str::to_ascii_uppercase).collect();
    let text = words.join(" ");
    let mut left = text.as_str();
    let mut calls = Vec::new();
    while !left.is_empty() {
        let (clause, call) = CLAUSES.iter().find(|(clause, _)| left.starts_with(clause))?;
        calls.push(*call);
        left = left.get(clause.len()..)?.trim_start();
    }
    calls.retain(|call| !call.is_empty());
    Some(calls)
}

/// The function that says more about a constraint, when there is more to say.
fn more(variable: &str, calls: Vec<(&str, Vec<Node>)>) -> Option<Node> {
    let said = !calls.is_empty();
    let body =
        calls.into_iter().fold(Node::name(variable), |node, (call, arguments)| node.method(call, arguments));
    said.then(|| Node::arrow(format!("({variable})"), body))
}

/// Names of columns.
pub fn list(columns: &[String]) -> Node {
    Node::Array(columns.iter().map(Node::string).collect())
}

/// The node with a primary key or unique constraint.
pub fn with_key(node: Node, method: &str, key: &Key, name: &str) -> Option<Node> {
    let calls = clauses(key.rest.as_deref())?.into_iter().map(|call| (call, Vec::new())).collect();
    let mut arguments = vec![Node::string(name), list(&key.columns)];
    arguments.extend(more("key", calls));
    Some(node.method(method, arguments))
}

/// The arguments of `addForeignKeyConstraint`.
pub fn foreign_key(schema: &Schema, key: &ForeignKey, name: &str) -> Option<Vec<Node>> {
    let (mut arguments, calls) = foreign_key_parts(schema, key, name)?;
    arguments.extend(more("key", calls));
    Some(arguments)
}

/// Calls of the builder: their names and arguments.
pub type Calls = Vec<(&'static str, Vec<Node>)>;

/// The calls that say a foreign key on its column.
pub fn reference(schema: &Schema, key: &ForeignKey) -> Option<Calls> {
    let (arguments, mut calls) = foreign_key_parts(schema, key, "")?;
    let [Node::Text(table), Node::Array(columns)] = arguments.get(2..)? else { return None };
    let ([_], [Node::Text(column)]) = (key.columns.as_slice(), columns.as_slice()) else { return None };
    // Kysely takes the text apart at its dots.
    let is_plain = !column.contains('.') && column.trim() == column && !column.is_empty();
    calls.insert(
        0,
        ("references", vec![Node::string(Some(format!("{table}.{column}")).filter(|_| is_plain)?)]),
    );
    Some(calls)
}

fn foreign_key_parts(schema: &Schema, key: &ForeignKey, name: &str) -> Option<(Vec<Node>, Calls)> {
    let target = schema.table(&key.foreign_table);
    let columns = match (key.foreign_columns.as_slice(), target) {
        ([], Some(target)) => target.primary_key.as_ref()?.columns.as_slice(),
        ([], None) => return None,
        (columns, _) => columns,
    };
    let mut calls: Calls = Vec::new();
    for (method, action) in [("onDelete", &key.on_delete), ("onUpdate", &key.on_update)] {
        if let Some(action) = action {
            let action = action.to_lowercase();
            let is_known =
                ["no action", "restrict", "cascade", "set null", "set default"].contains(&action.as_str());
            calls.push((method, vec![Node::string(Some(action).filter(|_| is_known)?)]));
        }
    }
    calls.extend(clauses(key.rest.as_deref())?.into_iter().map(|call| (call, Vec::new())));
    let arguments = vec![
        Node::string(name),
        list(&key.columns),
        Node::string(qualified(&key.foreign_table)?),
        list(columns),
    ];
    Some((arguments, calls))
}

/// A foreign key that is added when all tables are there.
pub fn late_foreign_key(schema: &Schema, table: &Table, key: &ForeignKey, name: &str) -> Option<Node> {
    let (arguments, calls) = foreign_key_parts(schema, key, name)?;
    let node = call("alterTable", &qualified(&table.name)?).method("addForeignKeyConstraint", arguments);
    Some(calls.into_iter().fold(node, |node, (call, arguments)| node.method(call, arguments)))
}

/// An index as a call of `createIndex`.
pub fn index(dialect: Dialect, table: &Table, index: &Index, name: &str) -> Option<Node> {
    let is_special = matches!(index.method.as_deref(), Some("fulltext" | "spatial"));
    let is_elsewhere = dialect == Dialect::Sqlite && table.name.schema.is_some();
    if !index.include.is_empty()
        || is_special
        || is_elsewhere
        || (dialect == Dialect::MySql && index.predicate.is_some())
    {
        return None;
    }
    let calls = clauses(index.rest.as_deref())?;
    let mut node = call("createIndex", name);
    if index.unique {
        node = node.method("unique", Vec::new());
    }
    node = node.method("on", vec![Node::string(qualified(&table.name)?)]);
    if let Some(method) = &index.method {
        node = node.method("using", vec![Node::string(method)]);
    }
    for part in &index.parts {
        let is_plain = part.prefix_length.is_none()
            && part.collation.is_none()
            && part.operator_class.is_none()
            && part.nulls_first.is_none();
        node = match &part.target {
            // Kysely takes what follows a blank for the direction.
            IndexTarget::Column(column) if is_plain && !column.contains(' ') => {
                let direction = if part.descending { " desc" } else { "" };
                node.method("column", vec![Node::string(format!("{column}{direction}"))])
            }
            _ => node.method("expression", vec![Node::sql(index_part(dialect, part))]),
        };
    }
    for call in calls {
        node = node.method(call, Vec::new());
    }
    if let Some(predicate) = &index.predicate {
        node = node.method("where", vec![Node::Condition(predicate.text.trim().to_owned())]);
    }
    Some(node)
}

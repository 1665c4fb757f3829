//! Indexes.

use super::keys::{can_carry, is_default_clause};
use super::naming::{NamedTable, Naming};
use super::uses::Uses;
use crate::dialects::Dialect;
use crate::model::schema::{ForeignKey, Index, IndexPart, IndexTarget, Table};
use crate::outputs::losses::Losses;
use crate::outputs::typescript::names::is_plain_key;
use crate::outputs::typescript::syntax::Node;

/// The indexes of a table, and those that MySQL makes for foreign keys under another name than drizzle-kit would.
pub fn indexes(
    naming: &Naming<'_>,
    named: &NamedTable<'_>,
    uses: &mut Uses,
    losses: &mut Losses,
) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (index, name) in named.table.indexes.iter().zip(&named.given.indexes) {
        let node = match columns_that_foreign_keys_need(naming, named.table, index) {
            Some(columns) => unique(named, &columns, name, uses, losses),
            None => node(naming.dialect(), named, index, name, uses, losses),
        };
        nodes.extend(node);
    }
    for (key, name) in named.table.foreign_keys.iter().zip(&named.given.foreign_key_indexes) {
        let columns = key.columns.iter().filter_map(|column| named.key(column));
        let columns: Vec<Node> = columns.map(|key| Node::name(format!("table.{key}"))).collect();
        let Some(name) = name.as_deref().filter(|name| can_carry(Dialect::MySql, &[name], &key.columns))
        else {
            continue;
        };
        if columns.len() == key.columns.len() && naming.target(key).is_some() {
            uses.package("index");
            nodes.push(Node::call("index", vec![Node::string(name)]).method("on", columns));
        }
    }
    nodes
}

fn node(
    dialect: Dialect,
    named: &NamedTable<'_>,
    index: &Index,
    name: &str,
    uses: &mut Uses,
    losses: &mut Losses,
) -> Option<Node> {
    if is_made_by_a_foreign_key(dialect, named.table, index, name) {
        return None;
    }
    let method = index.method.as_deref().unwrap_or("btree");
    let has_odd_method = dialect == Dialect::MySql && matches!(method, "fulltext" | "spatial");
    let kind = match (index.unique, has_odd_method) {
        (true, _) => "unique ",
        (false, true) => &format!("{method} "),
        (false, false) => "",
    };
    let called = format!("the {kind}index `{name}`");
    let parts: Option<Vec<Part>> = index.parts.iter().map(|part| said_part(dialect, named, part)).collect();
    let parts =
        parts.filter(|parts| !parts.is_empty() && parts.iter().all(|part| part.can_be_carried(dialect)));
    let predicate = index.predicate.as_ref().map(|predicate| predicate.text.trim());
    let predicate_is_carried = predicate.is_none_or(|predicate| !predicate.contains(';'));
    let Some(parts) = parts.filter(|_| {
        !has_odd_method && predicate_is_carried && can_carry(dialect, &[name, &named.table.name.name], &[])
    }) else {
        let reason = if has_odd_method { "" } else { ", which drizzle-kit would take apart" };
        losses.missing(format!("{called} over {}{reason}", described(index)));
        return None;
    };
    if !index.include.is_empty() {
        losses.missing(format!("`INCLUDE ({})` of {called}", index.include.join(", ")));
    }
    let function = if index.unique { "uniqueIndex" } else { "index" };
    uses.package(function);
    let mut columns: Vec<Node> = Vec::new();
    for part in parts {
        uses.sql |= matches!(part, Part::Sql(_));
        columns.push(part.node());
    }
    let mut node = Node::call(function, vec![Node::string(name)]);
    if dialect == Dialect::PostgreSql && method != "btree" {
        columns.insert(0, Node::string(method));
        node = node.method("using", columns);
    } else {
        if dialect == Dialect::MySql && method != "btree" {
            losses.missing(format!("`USING {method}` of {called}"));
        }
        node = node.method("on", columns);
    }
    if let Some(rest) = index.rest.as_deref().filter(|rest| !is_default_clause(rest)) {
        match storage_parameters(rest).filter(|_| dialect == Dialect::PostgreSql) {
            Some(parameters) => node = node.method("with", vec![parameters]),
            None => losses.missing(format!("`{rest}` of {called}")),
        }
    }
    if let Some(predicate) = predicate {
        if dialect == Dialect::MySql {
            losses.missing(format!("`WHERE {predicate}` of {called}"));
        } else {
            uses.sql = true;
            node = node.method("where", vec![Node::sql(predicate)]);
        }
    }
    Some(node)
}

/// The columns of a unique index that a foreign key refers to and no constraint has. drizzle-kit makes foreign keys before
/// indexes, and PostgreSQL refuses a key to columns that are not unique yet; the others do not ask.
fn columns_that_foreign_keys_need(naming: &Naming<'_>, table: &Table, index: &Index) -> Option<Vec<String>> {
    let is_plain = |part: &IndexPart| {
        let has_more =
            part.collation.is_some() || part.operator_class.is_some() || part.nulls_first.is_some();
        !(has_more || part.descending)
    };
    let is_btree = index.method.as_deref().is_none_or(|method| method == "btree");
    if naming.dialect() != Dialect::PostgreSql
        || !(index.unique && is_btree && index.parts.iter().all(is_plain))
        || index.predicate.is_some()
        || index.rest.is_some()
        || !index.include.is_empty()
    {
        return None;
    }
    let columns: Option<Vec<String>> = index
        .parts
        .iter()
        .map(|part| match &part.target {
            IndexTarget::Column(column) => Some(column.clone()),
            IndexTarget::Expression(_) => None,
        })
        .collect();
    let columns = columns?;
    let same =
        |other: &[String]| other.len() == columns.len() && other.iter().all(|name| columns.contains(name));
    let has_constraint = table.primary_key.iter().chain(&table.uniques).any(|key| same(&key.columns));
    let mut keys = naming.tables.iter().flat_map(|named| &named.table.foreign_keys);
    let is_needed = keys.any(|key| key.foreign_table == table.name && same(&key.foreign_columns));
    (is_needed && !has_constraint).then_some(columns)
}

/// The unique constraint that does what the index does.
fn unique(
    named: &NamedTable<'_>,
    columns: &[String],
    name: &str,
    uses: &mut Uses,
    losses: &mut Losses,
) -> Option<Node> {
    if !can_carry(Dialect::PostgreSql, &[name, &named.table.name.name], columns) {
        losses.missing(format!("the unique index `{name}` over {}", columns.join(", ")));
        return None;
    }
    losses.missing(format!(
        "that `{name}` is an index and no constraint; drizzle-kit makes indexes only after the foreign keys that need it"
    ));
    uses.package("unique");
    let columns = named.all_keys(columns)?.into_iter().map(|key| Node::name(format!("table.{key}")));
    Some(Node::call("unique", vec![Node::string(name)]).method("on", columns.collect()))
}

/// MySQL makes an index of the same name for a named foreign key; drizzle-kit refuses to make it as well.
fn is_made_by_a_foreign_key(dialect: Dialect, table: &Table, index: &Index, name: &str) -> bool {
    let columns: Vec<&String> = index
        .parts
        .iter()
        .filter_map(|part| match &part.target {
            IndexTarget::Column(column) => Some(column),
            IndexTarget::Expression(_) => None,
        })
        .collect();
    let is_for = |key: &ForeignKey| {
        key.name.as_deref() == Some(name) && key.columns.iter().collect::<Vec<_>>() == columns
    };
    dialect == Dialect::MySql && !index.unique && table.foreign_keys.iter().any(is_for)
}

fn described(index: &Index) -> String {
    let parts: Vec<&str> = index
        .parts
        .iter()
        .map(|part| match &part.target {
            IndexTarget::Column(column) => column.as_str(),
            IndexTarget::Expression(expression) => expression.text.as_str(),
        })
        .collect();
    parts.join(", ")
}

/// A member of an index as it can be said.
enum Part {
    /// A column, with method calls.
    Column(Node, String),
    /// SQL.
    Sql(String),
}

impl Part {
    fn node(self) -> Node {
        match self {
            Self::Column(node, _) => node,
            Self::Sql(text) => Node::sql(text),
        }
    }

    /// Whether drizzle-kit can carry it through its own list of members.
    fn can_be_carried(&self, dialect: Dialect) -> bool {
        let separators: &[&str] = match dialect {
            Dialect::PostgreSql => &[";", ",,", "--"],
            Dialect::MySql | Dialect::Sqlite => &[";", ","],
        };
        match self {
            Self::Column(_, name) => {
                can_carry(dialect, &[], std::slice::from_ref(name))
                    && !separators.iter().any(|separator| name.contains(separator))
            }
            Self::Sql(text) => !separators.iter().any(|separator| text.contains(separator)),
        }
    }
}

fn said_part(dialect: Dialect, named: &NamedTable<'_>, part: &IndexPart) -> Option<Part> {
    let plain = part.collation.is_none() && part.prefix_length.is_none();
    let ordered = part.descending || part.nulls_first.is_some();
    match &part.target {
        IndexTarget::Column(column) => {
            let key = named.key(column)?;
            // drizzle-kit forgets the order of a member that has an operator class.
            let has_words = match dialect {
                Dialect::PostgreSql => plain && !(part.operator_class.is_some() && ordered),
                Dialect::MySql | Dialect::Sqlite => plain && !ordered,
            };
            if !has_words {
                return Some(Part::Sql(part_sql(part, &dialect_quoted(dialect, column))));
            }
            let mut node = Node::name(format!("table.{key}"));
            if let Some(class) = &part.operator_class {
                node = node.method("op", vec![Node::string(class)]);
            }
            if part.descending {
                node = node.method("desc", Vec::new());
            }
            // Left to itself, drizzle-kit says `NULLS LAST`; PostgreSQL puts them first where the order is descending.
            let nulls_first = part.nulls_first.unwrap_or(part.descending);
            match (dialect, nulls_first, part.descending) {
                (Dialect::PostgreSql, true, _) => node = node.method("nullsFirst", Vec::new()),
                (Dialect::PostgreSql, false, true) => node = node.method("nullsLast", Vec::new()),
                _ => {}
            }
            Some(Part::Column(node, column.clone()))
        }
        IndexTarget::Expression(expression) => {
            let text = expression.text.trim();
            // SQLite takes an expression as it is, and keeps it so.
            let expression = if dialect == Dialect::Sqlite { text.to_string() } else { format!("({text})") };
            Some(Part::Sql(part_sql(part, &expression)))
        }
    }
}

fn part_sql(part: &IndexPart, target: &str) -> String {
    let mut sql = target.to_string();
    if let Some(length) = part.prefix_length {
        sql += &format!("({length})");
    }
    if let Some(collation) = &part.collation {
        sql += &format!(" COLLATE {collation}");
    }
    if let Some(class) = &part.operator_class {
        sql += &format!(" {class}");
    }
    if part.descending {
        sql += " DESC";
    }
    match part.nulls_first {
        Some(true) => sql += " NULLS FIRST",
        Some(false) => sql += " NULLS LAST",
        None => {}
    }
    sql
}

fn dialect_quoted(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::MySql => format!("`{}`", name.replace('`', "``")),
        Dialect::PostgreSql | Dialect::Sqlite => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// `WITH (fillfactor = 70)` as an object, when it is nothing else.
fn storage_parameters(rest: &str) -> Option<Node> {
    let rest = rest.trim();
    let inside = rest.get(..4).filter(|word| word.eq_ignore_ascii_case("with")).and(rest.get(4..))?;
    let inside = inside.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut parameters = Vec::new();
    for parameter in inside.split(',') {
        let (name, value) = parameter.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        let is_word = |text: &str| {
            !text.is_empty()
                && text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
        };
        if !is_plain_key(name) || !is_word(value) {
            return None;
        }
        parameters.push((name, Node::string(value)));
    }
    Some(Node::object(parameters))
}

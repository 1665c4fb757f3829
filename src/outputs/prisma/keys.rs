//! Primary keys, unique constraints and indexes: on a field, or below the fields.

use super::naming::{Model, Naming};
use super::text::{attribute, list, string};
use crate::dialects::Dialect;
use crate::model::schema::{Index, IndexPart, IndexTarget, Key};
use crate::order::arrange;
use crate::outputs::drizzle::keys::is_default_clause;
use crate::outputs::given_names::POSTGRESQL_LIMIT;
use crate::outputs::losses::Losses;

/// What is said about a model's keys.
#[derive(Debug, Default)]
pub struct Keys {
    /// On fields: the position of the column, and the attribute.
    pub on_fields: Vec<(usize, String)>,
    /// Below the fields; indexes behind all else, as Prisma's formatter puts them.
    pub below: Vec<String>,
}

/// Sorts out what is said where.
pub fn keys(naming: &Naming<'_>, model: &Model<'_>, losses: &mut Losses) -> Keys {
    let mut keys = Keys::default();
    primary_key(naming, model, &mut keys, losses);
    for (key, name) in model.table.uniques.iter().zip(&model.given.uniques) {
        let has_name = key.name.is_some() || naming.dialect() != Dialect::Sqlite;
        let name = if has_name { name } else { &usual_name(model, &key.columns, "key") };
        tell_rest(key, &format!("the unique constraint `{name}`"), losses);
        unique(model, &key.columns, name, &mut keys, losses);
    }
    for (written, name) in model.table.indexes.iter().zip(&model.given.indexes) {
        index(naming, model, written, name, &mut keys, losses);
    }
    let is_key = |attribute: &str| attribute.starts_with("@@id") || attribute.starts_with("@@unique");
    arrange(&mut keys.below, |left, right| is_key(right).cmp(&is_key(left)));
    keys
}

fn tell_rest(key: &Key, called: &str, losses: &mut Losses) {
    if let Some(rest) = key.rest.as_deref().filter(|rest| !is_default_clause(rest)) {
        losses.missing(format!("`{rest}` of {called}"));
    }
}

/// The name that Prisma gives by itself.
fn usual_name(model: &Model<'_>, columns: &[String], label: &str) -> String {
    format!("{}_{}_{label}", model.table.name.name, columns.join("_"))
}

/// `map: "name"`, unless Prisma gives that name by itself.
pub fn mapped(name: &str, usual: &str) -> Option<String> {
    (name != usual || name.len() > POSTGRESQL_LIMIT).then(|| format!("map: {}", string(name)))
}

fn primary_key(naming: &Naming<'_>, model: &Model<'_>, keys: &mut Keys, losses: &mut Losses) {
    let Some(key) = &model.table.primary_key else { return };
    tell_rest(key, "the primary key", losses);
    if !model.can_be_key(&key.columns) {
        losses.missing(format!("the primary key over {}", key.columns.join(", ")));
        return;
    }
    let is_nullable = |column: &String| model.table.column(column).is_some_and(|column| column.nullable);
    if naming.dialect() == Dialect::Sqlite && key.columns.iter().any(is_nullable) {
        losses.left_alone("the primary key admits NULL in SQLite, but not in Prisma");
    }
    let name = model.given.primary_key.as_deref().filter(|_| naming.dialect() == Dialect::PostgreSql);
    let map = name.and_then(|name| mapped(name, &format!("{}_pkey", model.table.name.name)));
    match key.columns.as_slice() {
        [column] => {
            let attribute = attribute("id", &map.into_iter().collect::<Vec<_>>());
            keys.on_fields.extend(model.position(column).map(|position| (position, attribute)));
        }
        columns => {
            let fields = model.fields_of(columns).unwrap_or_default();
            let arguments: Vec<String> = std::iter::once(list(fields)).chain(map).collect();
            keys.below.push(attribute("@id", &arguments));
        }
    }
}

fn unique(model: &Model<'_>, columns: &[String], name: &str, keys: &mut Keys, losses: &mut Losses) {
    if !model.can_be_key(columns) {
        losses.missing(format!("the unique constraint `{name}` over {}", columns.join(", ")));
        return;
    }
    let map = mapped(name, &usual_name(model, columns, "key"));
    if let [column] = columns
        && let Some(position) = model.position(column)
        && !keys.on_fields.iter().any(|(known, _)| *known == position)
    {
        keys.on_fields.push((position, attribute("unique", &map.into_iter().collect::<Vec<_>>())));
        return;
    }
    let fields = model.fields_of(columns).unwrap_or_default();
    let arguments: Vec<String> = std::iter::once(list(fields)).chain(map).collect();
    keys.below.push(attribute("@unique", &arguments));
}

fn index(
    naming: &Naming<'_>,
    model: &Model<'_>,
    index: &Index,
    name: &str,
    keys: &mut Keys,
    losses: &mut Losses,
) {
    let dialect = naming.dialect();
    let called = format!("the {}index `{name}`", if index.unique { "unique " } else { "" });
    let method = index.method.as_deref().unwrap_or("btree");
    let kind = match (dialect, method) {
        (_, "btree") => Some((None, "@index")),
        (Dialect::PostgreSql, "hash") => Some((Some("type: Hash"), "@index")),
        (Dialect::PostgreSql, "gin") => Some((Some("type: Gin"), "@index")),
        (Dialect::PostgreSql, "gist") => Some((Some("type: Gist"), "@index")),
        (Dialect::PostgreSql, "spgist") => Some((Some("type: SpGist"), "@index")),
        (Dialect::PostgreSql, "brin") => Some((Some("type: Brin"), "@index")),
        (Dialect::MySql, "fulltext") => Some((None, "@fulltext")),
        _ => None,
    };
    let parts: Option<Vec<String>> =
        index.parts.iter().map(|part| said_part(dialect, model, part, method == "fulltext")).collect();
    let columns: Vec<String> = index.parts.iter().filter_map(column_of).map(str::to_owned).collect();
    let is_known = model.types_of(&columns).iter().all(|known| known.is_known() && !known.list);
    let can_be_said = index.predicate.is_none() && (!index.unique || is_known);
    let (Some((kind, word)), Some(parts), true) = (kind, parts, can_be_said) else {
        let reason = match &index.predicate {
            Some(predicate) => format!(" where {}", predicate.text.trim()),
            None => String::new(),
        };
        losses.missing(format!("{called} over {}{reason}", described(index)));
        return;
    };
    if !index.include.is_empty() {
        losses.missing(format!("`INCLUDE ({})` of {called}", index.include.join(", ")));
    }
    if let Some(rest) = index.rest.as_deref().filter(|rest| !is_default_clause(rest)) {
        losses.missing(format!("`{rest}` of {called}"));
    }
    let is_plain = parts.iter().map(String::as_str).eq(model.fields_of(&columns).unwrap_or_default());
    if index.unique && is_plain && kind.is_none() {
        unique(model, &columns, name, keys, losses);
        return;
    }
    let (word, label) = if index.unique { ("@unique", "key") } else { (word, "idx") };
    let mut arguments = vec![list(parts.iter().map(String::as_str))];
    arguments.extend(mapped(name, &usual_name(model, &columns, label)));
    arguments.extend(kind.map(str::to_owned));
    keys.below.push(attribute(word, &arguments));
}

fn column_of(part: &IndexPart) -> Option<&str> {
    match &part.target {
        IndexTarget::Column(column) => Some(column),
        IndexTarget::Expression(_) => None,
    }
}

fn described(index: &Index) -> String {
    let parts = index.parts.iter().map(|part| match &part.target {
        IndexTarget::Column(column) => column.as_str(),
        IndexTarget::Expression(expression) => expression.text.as_str(),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// A member of an index: `email(ops: raw("text_pattern_ops"), sort: Desc)`.
fn said_part(dialect: Dialect, model: &Model<'_>, part: &IndexPart, is_fulltext: bool) -> Option<String> {
    let column = column_of(part)?;
    let field = model.fields.get(model.position(column)?)?;
    let is_long = model.types_of(&[column.to_owned()]).iter().any(|known| known.is_long);
    if is_long && part.prefix_length.is_none() && !is_fulltext {
        return None;
    }
    // What is usual: NULL comes last, and first where the order is turned.
    let nulls_are_usual = part.nulls_first.is_none_or(|first| first == part.descending);
    if part.collation.is_some() || !nulls_are_usual {
        return None;
    }
    let mut options = Vec::new();
    options.extend(part.prefix_length.map(|length| format!("length: {length}")));
    match &part.operator_class {
        Some(class) if dialect == Dialect::PostgreSql => options.push(format!("ops: raw({})", string(class))),
        Some(_) => return None,
        None => {}
    }
    if part.descending {
        options.push("sort: Desc".to_owned());
    }
    Some(if options.is_empty() { field.clone() } else { format!("{field}({})", options.join(", ")) })
}

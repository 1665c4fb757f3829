//! `ALTER TABLE`: the settings of a table, beside its columns and constraints.

use crate::dialects::Dialect;
use crate::dialects::ddl::UNLOGGED;
use crate::model::names::ObjectName;
use crate::model::schema::{OtherObject, Table};

use super::alter::Done;

use super::cursor::Cursor;
use super::expressions::statement_identifiers;
use super::options::{comment_option, option};
use super::replay::Replay;

/// Actions that change nothing that the model holds.
pub(crate) const WITHOUT_CONSEQUENCE: &[&[&str]] = &[
    &["owner"],
    &["enable", "keys"],
    &["disable", "keys"],
    &["set", "tablespace"],
    &["order", "by"],
    &["algorithm"],
    &["lock"],
    &["discard"],
    &["import"],
];

/// What is no `ADD`, `DROP`, `ALTER`, `RENAME`: settings of the table.
pub(crate) fn other(replay: &mut Replay, table: &mut ObjectName, part: &mut Cursor<'_>) -> Done {
    let idle = |words: &[&str]| match words {
        [first, "("] => part.is(first) && part.symbol_at(1, '('),
        _ => part.are(words),
    };
    if WITHOUT_CONSEQUENCE.iter().any(|words| idle(words)) {
        return Done::Yes;
    }
    if part.accept_all(&["set", "schema"]) {
        let Some(schema) = part.name() else { return Done::Unknown };
        let to = ObjectName { schema: Some(schema), name: table.name.clone() };
        replay.rename_table(table, to.clone());
        *table = to;
        return Done::Yes;
    }
    let dialect = replay.dialect();
    if dialect == Dialect::PostgreSql {
        return postgresql_setting(replay, table, part);
    }
    let Some(owner) = replay.table(table) else { return Done::Unknown };
    part.accept_all(&["convert", "to"]);
    while !part.done() && dialect == Dialect::MySql {
        if let Some(comment) = comment_option(part) {
            owner.comment = Some(comment);
            continue;
        }
        let start = part.at;
        option(part);
        let text = part.written_from(start);
        let key = option_key(&text);
        owner.options.retain(|other| option_key(other) != key);
        owner.options.push(text);
    }
    if part.done() { Done::Yes } else { Done::Unknown }
}

/// What an option sets: its words before the value.
fn option_key(option: &str) -> String {
    let key = option.split('=').next().unwrap_or_default().trim().to_ascii_uppercase();
    let key = key.strip_prefix("DEFAULT ").unwrap_or(&key).trim().replace("CHARACTER SET", "CHARSET");
    key.split_whitespace().next().unwrap_or_default().to_owned()
}

/// Settings that PostgreSQL's tables have beside their definition, and what they are called among the other objects.
const SETTINGS: &[(&[&str], &str)] = &[
    (&["enable", "row"], "row level security"),
    (&["disable", "row"], "row level security"),
    (&["force", "row"], "row level security"),
    (&["no", "force"], "row level security"),
    (&["enable"], "table setting"),
    (&["disable"], "table setting"),
    (&["cluster"], "table setting"),
    (&["replica"], "table setting"),
    (&["set", "without"], "table setting"),
    (&["set", "access"], "table setting"),
    (&["set"], "table setting"),
    (&["reset"], "table setting"),
    (&["attach"], "partition"),
    (&["detach"], "partition"),
    (&["inherit"], "inheritance"),
    (&["no", "inherit"], "inheritance"),
    (&["of"], "table setting"),
    (&["not", "of"], "table setting"),
];

/// The kinds of [`SETTINGS`], which go with their table.
pub(crate) const OF_TABLES: [&str; 4] = ["row level security", "table setting", "partition", "inheritance"];

fn postgresql_setting(replay: &mut Replay, table: &ObjectName, part: &mut Cursor<'_>) -> Done {
    if part.accept("set") && part.is_any(&["logged", "unlogged"]) {
        let unlogged = part.is("unlogged");
        let Some(owner) = replay.table(table) else { return Done::Unknown };
        owner.options.retain(|option| option != UNLOGGED);
        owner.options.extend(unlogged.then(|| UNLOGGED.to_owned()));
        return Done::Yes;
    }
    part.at = 0;
    if part.accept_all(&["validate", "constraint"]) {
        let Some(name) = part.name() else { return Done::Unknown };
        let Some(owner) = replay.table(table) else { return Done::Unknown };
        validate(owner, &name);
        return Done::Yes;
    }
    let Some((_, kind)) = SETTINGS.iter().find(|(words, _)| part.are(words)) else { return Done::Unknown };
    keep_setting(replay, table, part, kind);
    Done::Yes
}

/// Takes `NOT VALID` off a constraint.
fn validate(owner: &mut Table, name: &str) {
    let keys = owner.foreign_keys.iter_mut().map(|key| (&key.name, &mut key.rest));
    let checks = owner.checks.iter_mut().map(|check| (&check.name, &mut check.rest));
    for (_, rest) in keys.chain(checks).filter(|(given, _)| given.as_deref() == Some(name)) {
        let left = rest.take().unwrap_or_default();
        let words: Vec<&str> = left.split_whitespace().collect();
        let not = |at: usize| words.get(at).is_some_and(|word| word.eq_ignore_ascii_case("not"));
        let valid = |at: usize| words.get(at).is_some_and(|word| word.eq_ignore_ascii_case("valid"));
        let stays = |at: &usize| !(not(*at) && valid(at + 1) || valid(*at));
        let kept: Vec<&str> =
            (0..words.len()).filter(stays).filter_map(|at| words.get(at).copied()).collect();
        *rest = Some(kept.join(" ")).filter(|rest| !rest.is_empty());
    }
}

/// What a table has beside its definition is kept as a statement of its own. Row security, for one, guards what
/// a migration may read and write.
pub(crate) fn keep_setting(replay: &mut Replay, table: &ObjectName, part: &Cursor<'_>, kind: &str) {
    let mut identifiers = statement_identifiers(part.script, part.tokens, false);
    if let Err(at) = identifiers.binary_search(&table.name) {
        identifiers.insert(at, table.name.clone());
    }
    replay.schema.others.push(OtherObject {
        kind: kind.to_owned(),
        name: Some(table.clone()),
        text: format!("ALTER TABLE {} {}", replay.dialect().object(table), part.written()),
        identifiers,
        span: part.span(),
    });
}

//! `DROP`, and MySQL's `RENAME TABLE`.

use crate::model::names::ObjectName;

use super::cursor::Cursor;
use super::replay::Replay;
use super::report;
use super::settings::OF_TABLES;
use super::tokens::Kind;

/// Reads `DROP`.
pub(crate) fn drop(replay: &mut Replay, cursor: &mut Cursor<'_>) -> Result<(), &'static str> {
    cursor.accept("drop");
    let _ = cursor.accept_any(&["temporary", "temp"]);
    let materialized = cursor.accept("materialized");
    let kind = match cursor.take().map(|token| &token.kind) {
        Some(Kind::Word(kind)) => kind.to_ascii_lowercase(),
        _ => return Err("what to drop is not said"),
    };
    cursor.accept("concurrently");
    cursor.accept_if_exists();
    let cascade = cursor.tokens.last().is_some_and(|token| token.is("cascade"));
    for mut part in cursor.rest().split_commas() {
        let Some(name) = part.object_name() else { continue };
        let name = replay.qualify(name);
        replay.charge(1 + replay.objects() / 4);
        let dialect = replay.dialect();
        let same = |other: &ObjectName| dialect.same_object(other, &name);
        match kind.as_str() {
            "table" => {
                replay.drop_table(&name, cascade);
                replay.drop_other("table", &name);
                OF_TABLES.iter().for_each(|kind| replay.drop_other(kind, &name));
            }
            "view" => {
                replay.schema.views.retain(|view| view.materialized != materialized || !same(&view.name))
            }
            "index" => {
                let table = if part.accept("on") { part.object_name() } else { None };
                replay.charge(replay.table_count());
                replay.drop_index(&name, table.as_ref());
            }
            "trigger" => {
                let table = if part.accept("on") { part.object_name() } else { None };
                replay.schema.triggers.retain(|trigger| {
                    !same(&trigger.name)
                        || table.as_ref().is_some_and(|table| !dialect.same_object(table, &trigger.table))
                });
            }
            "type" => {
                replay.schema.enums.retain(|other| !same(&other.name));
                replay.drop_other("type", &name);
            }
            "function" | "procedure" | "routine" => replay.schema.routines.retain(|other| !same(&other.name)),
            "policy" => {
                let table = if part.accept("on") { part.object_name() } else { None };
                replay.schema.others.retain(|other| {
                    let here = other.kind == "policy" && other.name.as_ref().is_some_and(same);
                    !here || table.as_ref().is_some_and(|table| !other.identifiers.contains(&table.name))
                });
            }
            other => replay.drop_other(other, &name),
        }
    }
    Ok(())
}

/// MySQL's `RENAME TABLE a TO b, c TO d`.
pub(crate) fn rename(replay: &mut Replay, cursor: &mut Cursor<'_>) -> Result<(), &'static str> {
    cursor.accept("rename");
    if !cursor.accept_any(&["table", "tables"]) {
        return Ok(());
    }
    for mut part in cursor.rest().split_commas() {
        let (Some(from), true, Some(to)) = (part.object_name(), part.accept("to"), part.object_name()) else {
            return Err("a pair of names is missing");
        };
        let span = part.span();
        let from = replay.qualify(from);
        if !replay.rename_table(&from, to) {
            replay.findings.push(report::table_unknown(
                &from,
                &format!("RENAME TABLE {}", part.written()),
                span,
            ));
        }
    }
    Ok(())
}

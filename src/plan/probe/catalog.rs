//! Questions to the catalog: views, triggers and foreign keys that the pasted text did not have.

use super::{Probe, ProbeSeverity};
use crate::decide::{Aside, AsideObject};
use crate::dialects::{Dialect, mysql, postgresql, sqlite};
use crate::model::names::ObjectName;
use crate::model::schema::Schema;

/// The questions about a table of which those columns go.
pub fn probes(schema: &Schema, table: &ObjectName, columns: &[&str], aside: &[Aside]) -> Vec<Probe> {
    let views: Vec<&str> = aside
        .iter()
        .filter_map(|aside| match &aside.object {
            AsideObject::View(view) => Some(view.name.name.as_str()),
            AsideObject::Trigger(_) => None,
        })
        .collect();
    let triggers: Vec<&str> = schema.triggers.iter().map(|trigger| trigger.name.name.as_str()).collect();
    let mut probes = vec![unknown_triggers(schema.dialect, table, &triggers)];
    if !columns.is_empty() {
        probes.insert(0, dependents(schema, table, columns, &views, &triggers));
    }
    probes
}

/// `AND NOT name IN (…)`, or nothing.
fn except(dialect: Dialect, column: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names.iter().map(|name| dialect.literal(name)).collect();
    format!(" AND {column} NOT IN ({})", names.join(", "))
}

/// Views (in SQLite also triggers) over the old columns.
fn dependents(
    schema: &Schema,
    table: &ObjectName,
    columns: &[&str],
    views: &[&str],
    triggers: &[&str],
) -> Probe {
    let dialect = schema.dialect;
    let contains = |text: &str| {
        let parts: Vec<String> = columns
            .iter()
            .map(|column| format!("instr(lower({text}), lower({})) > 0", dialect.literal(column)))
            .collect();
        format!("({})", parts.join(" OR "))
    };
    let violations = match dialect {
        Dialect::PostgreSql => format!(
            "SELECT count(DISTINCT c.oid) FROM pg_catalog.pg_depend AS d\n    \
             JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid\n    \
             JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid\n    \
             JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class\n    \
             WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.refobjid = to_regclass({})\n    \
             AND a.attname IN ({}){}",
            postgresql::data::regclass(table),
            columns.iter().map(|column| dialect.literal(column)).collect::<Vec<_>>().join(", "),
            except(dialect, "c.relname", views),
        ),
        Dialect::MySql => format!(
            "SELECT count(*) FROM information_schema.views AS v WHERE v.table_schema = {} AND {}{}",
            mysql::data::schema(table),
            contains("v.view_definition"),
            except(dialect, "v.table_name", views),
        ),
        Dialect::Sqlite => {
            let known: Vec<&str> = views.iter().chain(triggers).copied().collect();
            format!(
                "SELECT count(*) FROM {} AS o WHERE o.type IN ('view', 'trigger') AND {}{}",
                sqlite::data::master(table),
                contains("o.sql"),
                except(dialect, "o.name", &known),
            )
        }
    };
    Probe {
        check: "unknown_dependents",
        severity: ProbeSeverity::Block,
        violations,
        message: dialect.literal(&format!(
            "Views or triggers that mention {} and were not in the pasted text. Paste the whole schema, so that they are kept.",
            columns.join(" or ")
        )),
    }
}

/// Tables that refer to this one, whose rows get another identity or go.
pub fn unknown_references(schema: &Schema, table: &ObjectName) -> Probe {
    let dialect = schema.dialect;
    let known: Vec<&str> = schema.referring(table).map(|other| other.name.name.as_str()).collect();
    let violations = match dialect {
        Dialect::PostgreSql => format!(
            "SELECT count(*) FROM pg_catalog.pg_constraint AS f JOIN pg_catalog.pg_class AS c ON c.oid = f.conrelid\n    \
             WHERE f.contype = 'f' AND f.confrelid = to_regclass({}){}",
            postgresql::data::regclass(table),
            except(dialect, "c.relname", &known),
        ),
        Dialect::MySql => format!(
            "SELECT count(*) FROM information_schema.key_column_usage AS f\n    \
             WHERE f.referenced_table_schema = {} AND f.referenced_table_name = {}{}",
            mysql::data::schema(table),
            dialect.literal(&table.name),
            except(dialect, "f.table_name", &known),
        ),
        Dialect::Sqlite => format!(
            "SELECT count(*) FROM {} AS o, pragma_foreign_key_list(o.name) AS f\n    \
             WHERE o.type = 'table' AND f.\"table\" = {} COLLATE NOCASE{}",
            sqlite::data::master(table),
            dialect.literal(&table.name),
            except(dialect, "o.name", &known),
        ),
    };
    Probe {
        check: "unknown_references",
        severity: ProbeSeverity::Block,
        violations,
        message: dialect.literal(&format!(
            "Foreign keys to {table} that were not in the pasted text. Paste the whole schema, so that what refers to its rows follows them."
        )),
    }
}

/// Triggers on the table that an `UPDATE` of ours could fire.
fn unknown_triggers(dialect: Dialect, table: &ObjectName, triggers: &[&str]) -> Probe {
    let violations = match dialect {
        Dialect::PostgreSql => format!(
            "SELECT count(*) FROM pg_catalog.pg_trigger AS t WHERE t.tgrelid = to_regclass({}) AND NOT t.tgisinternal{}",
            postgresql::data::regclass(table),
            except(dialect, "t.tgname", triggers),
        ),
        Dialect::MySql => format!(
            "SELECT count(*) FROM information_schema.triggers AS t\n    WHERE t.event_object_schema = {} AND t.event_object_table = {}{}",
            mysql::data::schema(table),
            dialect.literal(&table.name),
            except(dialect, "t.trigger_name", triggers),
        ),
        Dialect::Sqlite => format!(
            "SELECT count(*) FROM {} AS t WHERE t.type = 'trigger' AND t.tbl_name = {} COLLATE NOCASE{}",
            sqlite::data::master(table),
            dialect.literal(&table.name),
            except(dialect, "t.name", triggers),
        ),
    };
    let (severity, when) = match dialect {
        Dialect::Sqlite => (ProbeSeverity::Block, "up.sql would fire them."),
        _ => (ProbeSeverity::Warning, "down.sql would fire them."),
    };
    Probe {
        check: "unknown_triggers",
        severity,
        violations,
        message: dialect.literal(&format!(
            "Triggers on {table} that were not in the pasted text; {when} Paste the whole schema, so that they are kept quiet."
        )),
    }
}

//! SQLite with Drizzle: moments were seconds up to 1.3.23, and are milliseconds since. The column is the same.

use crate::decide::accounts::in_place::Scene;
use crate::decide::accounts::moments::MILLISECONDS;
use crate::decide::accounts::source::Source;
use crate::decide::accounts::types::Adapter;
use crate::decide::columns::triggers_on;
use crate::decide::migration::keep_table;
use crate::decide::{AlteredColumn, CarriedBack, Decision, TableChange};
use crate::dialects::Dialect;
use crate::model::schema::Column;

/// The roles with the tables that keep the old values.
const TABLES: &[(&str, &str)] = &[
    ("user", "_authmorph_user"),
    ("session", "_authmorph_session"),
    ("account", "_authmorph_account"),
    ("verification", "_authmorph_verification"),
];

const MOMENTS: &[&str] =
    &["createdAt", "updatedAt", "expiresAt", "accessTokenExpiresAt", "refreshTokenExpiresAt", "banExpires"];

/// Decides it, in the changes that there are for a table already.
pub fn decide(scene: &mut Scene<'_, '_>, tables: &mut Vec<TableChange>) {
    let context = scene.context;
    let reads_milliseconds = context.types.adapter == Adapter::Drizzle && !context.types.in_seconds;
    if context.schema.dialect != Dialect::Sqlite || !reads_milliseconds {
        return;
    }
    for (role, keep) in TABLES {
        let Some(source) = Source::of(context, role) else { continue };
        let columns = MOMENTS.iter().filter_map(|field| source.table.column(source.name(field)?));
        let columns: Vec<&Column> = columns.filter(|column| may_be_seconds(column)).collect();
        let Some(id) = source.name("id").filter(|_| !columns.is_empty()) else { continue };
        let from = source.table;
        let place = tables.iter().position(|change| change.from.name == from.name);
        let mut change = match place {
            Some(place) => tables.remove(place),
            None => TableChange {
                purpose: format!("Let the moments of {} be milliseconds.", from.name),
                cause: "Drizzle's schema reads them so since Better Auth 1.3.24.".to_owned(),
                quiet: triggers_on(context.schema, from, &[]).cloned().collect(),
                ..TableChange::new(
                    from.clone(),
                    id,
                    keep_table(Dialect::Sqlite, from, keep, id, |column| column.name == id),
                )
            },
        };
        columns.iter().for_each(|column| in_milliseconds(&mut change, column));
        tables.push(change);
        scene.decided.decisions.push(Decision::new(
            format!("Moments of `{}` become milliseconds.", from.name),
            "Better Auth's schema for Drizzle has seconds up to 1.3.23 and milliseconds since, in the same column. A number above \
             100000000000 is milliseconds already, and stays.",
            columns.first().map(|column| column.span),
        ));
    }
}

/// A default that is made of milliseconds says that the column holds them.
fn may_be_seconds(column: &Column) -> bool {
    let is_milliseconds = column.default.as_ref().is_some_and(|default| default.text.contains("1000"));
    column.data_type.kind.is_integer() && !is_milliseconds
}

fn in_milliseconds(change: &mut TableChange, column: &Column) {
    let dialect = Dialect::Sqlite;
    let name = dialect.identifier(&column.name);
    let kept_as = format!("new_{}", column.name);
    for kept in [&column.name, &kept_as] {
        change
            .keep
            .columns
            .push(Column { nullable: true, ..Column::new(kept.as_str(), column.data_type.clone()) });
    }
    let id = dialect.identifier(&change.id);
    let keep = dialect.object(&change.keep.name);
    change.carried_back.push(CarriedBack {
        name: column.name.clone(),
        value: format!("t.{name} / 1000"),
        condition: format!(
            "t.{name} > {MILLISECONDS} AND t.{id} NOT IN (SELECT k.{id} FROM {keep} AS k WHERE k.{name} > {MILLISECONDS})"
        ),
    });
    change.altered.push(AlteredColumn {
        name: column.name.clone(),
        value: format!("CASE WHEN t.{name} < {MILLISECONDS} THEN t.{name} * 1000 ELSE t.{name} END"),
        kept_as,
        fills_gaps: false,
    });
}

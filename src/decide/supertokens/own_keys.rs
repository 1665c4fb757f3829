//! The user's own foreign keys into the core's tables: a key over `user_id` alone goes when apps come, and with it
//! every foreign key that refers to it. It comes back over what the core's tables are told apart by from then on.

use super::columns::literal;
use super::fold::Fold;
use super::history::Release;
use super::unlink::named;
use crate::decide::evolution::{Operation, Part};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, ForeignKey, Index, IndexPart, IndexTarget, Table};

/// A foreign key that comes back.
pub struct Restored {
    /// MySQL: the index that InnoDB has made for it, which has to go with it.
    pub index: Option<Operation>,
    /// How.
    pub operations: Vec<Operation>,
}

/// The columns that a key may have more than before, and what they say of everything that is there.
const PUBLIC: [&str; 2] = ["app_id", "tenant_id"];

/// How the foreign key comes back, if it can.
pub fn restore(
    fold: &mut Fold<'_>,
    now: &Release,
    base: &str,
    referring: &Table,
    key: &ForeignKey,
) -> Option<Restored> {
    let old = super::forms::target_columns(&fold.model, key).to_vec();
    let Some((target, columns)) = new_target(now, base, &old) else {
        fold.findings.push(lost(referring, key, &old));
        return None;
    };
    let optional =
        [&key.on_delete, &key.on_update].iter().any(|action| action.as_deref() == Some("SET NULL"));
    let mut parts = Vec::new();
    let mut own = Vec::new();
    let mut said = Vec::new();
    for column in &columns {
        let place = old.iter().position(|name| name == column);
        if let Some(name) = place.and_then(|place| key.columns.get(place)) {
            own.push(name.clone());
            continue;
        }
        let name = free_name(fold, referring, column);
        if let Some(shape) = target.column(column) {
            parts.push(Part::AddColumn(Column {
                name: name.clone(),
                default: Some(literal("'public'")),
                nullable: optional,
                ..shape.clone()
            }));
        }
        said.push(name.clone());
        own.push(name);
    }
    let new = ForeignKey {
        columns: own,
        foreign_table: target.name.clone(),
        foreign_columns: columns,
        on_column: false,
        ..named(fold.model.dialect, referring, key)
    };
    fold.findings.push(changed(referring, key, &new, &said));
    let table = &referring.name;
    let mut operations = Vec::new();
    if !parts.is_empty() {
        operations.push(Operation::Alter(table.clone(), parts));
    }
    let index = referring
        .indexes
        .iter()
        .find(|index| fold.model.dialect == Dialect::MySql && index.name.is_some() && index.name == new.name);
    if let Some(index) = index {
        let part = |column: &String| IndexPart::plain(IndexTarget::Column(column.clone()));
        let parts = new.columns.iter().map(part).collect();
        operations.push(Operation::CreateIndex(table.clone(), Index { parts, ..index.clone() }));
    }
    operations.push(Operation::Alter(table.clone(), vec![Part::AddForeignKey(new)]));
    let index = index.map(|index| Operation::DropIndex(table.clone(), index.clone()));
    Some(Restored { index, operations })
}

/// A key of this core with the old columns and no others but those that are `public` everywhere; the fewest first.
fn new_target<'a>(now: &'a Release, base: &str, old: &[String]) -> Option<(&'a Table, Vec<String>)> {
    let list =
        now.table("app_id_to_user_id").filter(|_| old == ["user_id"] && base == "all_auth_recipe_users");
    let tables = list.into_iter().chain(now.table(base));
    let keys = tables.flat_map(|table| {
        table.primary_key.iter().chain(&table.uniques).map(move |key| (table, key.columns.clone()))
    });
    let fits = |columns: &Vec<String>| {
        old.iter().all(|column| columns.contains(column))
            && columns.iter().all(|column| old.contains(column) || PUBLIC.contains(&column.as_str()))
    };
    keys.filter(|(_, columns)| fits(columns)).min_by_key(|(_, columns)| columns.len())
}

fn free_name(fold: &Fold<'_>, table: &Table, column: &str) -> String {
    let planned = fold.model.tables.iter().find(|other| other.name == table.name).unwrap_or(table);
    let mut name = column.to_owned();
    let mut number = 1;
    while planned.columns.iter().any(|other| fold.model.dialect.same_name(&other.name, &name)) {
        let more = if number == 1 { String::new() } else { number.to_string() };
        name = format!("supertokens_{column}{more}");
        number += 1;
    }
    name
}

fn changed(referring: &Table, key: &ForeignKey, new: &ForeignKey, added: &[String]) -> Finding {
    let columns: Vec<String> = added.iter().map(|name| format!("`{name}`")).collect();
    Finding::new(
        "own_foreign_key_widened",
        Severity::Warning,
        format!(
            "`{}` refers to `{}` by `{}` alone, which is no key from core 6.0 on; its foreign key comes back over ({}) to `{}`, with the new column {}.",
            referring.name,
            key.foreign_table,
            key.columns.join("`, `"),
            new.columns.join(", "),
            new.foreign_table,
            columns.join(", "),
        ),
        "The official scripts drop such a foreign key by CASCADE, with no more than a notice, and nothing puts it back.",
        "Nothing, as long as there is one app. With more apps, write the user's app into the new column.",
        Some(key.span),
    )
}

fn lost(referring: &Table, key: &ForeignKey, old: &[String]) -> Finding {
    Finding::new(
        "own_foreign_key_dropped",
        Severity::Warning,
        format!(
            "The foreign key of `{}` to `{}` ({}) is dropped: no key of the newer core has these columns.",
            referring.name,
            key.foreign_table,
            old.join(", ")
        ),
        "A foreign key needs a key that it refers to. The rows stay as they are.",
        "Refer to the user instead, by `app_id` and `user_id`, or do without the foreign key.",
        Some(key.span),
    )
}

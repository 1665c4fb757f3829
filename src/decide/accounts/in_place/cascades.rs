//! Accounts and sessions go with their user: `deleteUser` of most adapters deletes the user alone.

use super::Scene;
use crate::decide::Decision;
use crate::decide::accounts::source::Source;
use crate::decide::evolution::{Operation, Part};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{ForeignKey, Table};

const CASCADE: &str = "CASCADE";

/// Decides it.
pub fn decide(scene: &mut Scene<'_, '_>, reason: &str) {
    let context = scene.context;
    for role in ["account", "session"] {
        let Some(source) = Source::of(context, role) else { continue };
        let of_user = |key: &&ForeignKey| {
            context.schema.dialect.same_object(&key.foreign_table, &context.user.name)
                && key.on_delete.as_deref() != Some(CASCADE)
        };
        let Some(key) = source.table.foreign_keys.iter().find(of_user) else { continue };
        if cannot_change(context.schema.dialect, key) {
            scene.decided.findings.push(outlives(source.table, key));
            continue;
        }
        let to = ForeignKey { on_delete: Some(CASCADE.to_owned()), ..key.clone() };
        let parts = vec![Part::DropForeignKey(key.clone()), Part::AddForeignKey(to)];
        let table = source.table;
        scene.decided.decisions.push(Decision::new(
            format!("Rows of `{}` go with their user.", table.name),
            reason,
            Some(key.span),
        ));
        scene.stage(
            &format!("cascade of {role}"),
            format!("Let the rows of {} go with their user.", table.name),
            "Otherwise the database refuses to delete a user.",
            vec![Operation::Alter(table.name.clone(), parts)],
        );
    }
}

/// SQLite has no statement for it, MySQL only one for a key whose name is known.
fn cannot_change(dialect: Dialect, key: &ForeignKey) -> bool {
    match dialect {
        Dialect::PostgreSql => false,
        Dialect::MySql => key.name.is_none(),
        Dialect::Sqlite => true,
    }
}

fn outlives(table: &Table, key: &ForeignKey) -> Finding {
    Finding::new(
        "user_cannot_be_deleted",
        Severity::Note,
        format!("A user with rows in `{}` cannot be deleted.", table.name),
        "The foreign key has no ON DELETE CASCADE, and most libraries delete the user alone. The database has no statement that \
         changes a foreign key, or its name is not in the text.",
        "Delete the person's accounts and sessions first, or make the table anew with ON DELETE CASCADE.",
        Some(key.span),
    )
}

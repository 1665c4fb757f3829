//! What the user should know beside the tables: choices that a core asks for, and what only the application can do.

use super::history::Names;
use super::rows::{DYNAMIC_KEYS, RESERVATIONS};
use crate::decide::evolution::{Operation, Part, Stage};
use crate::decide::options::Options;
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::Schema;

/// All that is to be said.
pub fn notes(schema: &Schema, stages: &[Stage], names: &Names, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    let adds = |column: &str| {
        let operations = stages.iter().flat_map(|stage| &stage.operations);
        let mut parts = operations.flat_map(|operation| match operation {
            Operation::Alter(_, parts) => parts.as_slice(),
            _ => &[],
        });
        parts.any(|part| matches!(part, Part::AddColumn(added) if added.name == column))
    };
    let rows = |role: &str| {
        let mut operations = stages.iter().flat_map(|stage| &stage.operations);
        operations.any(|operation| {
            matches!(operation, Operation::Rows(rows) if rows.tables.iter().any(|(name, _)| *name == role))
        })
    };
    if adds("use_static_key") && !options.is_set(DYNAMIC_KEYS) {
        findings.push(signing_keys());
    }
    if rows("_authmorph_phone_numbers") {
        findings.push(phone_numbers());
    }
    if adds("app_id") {
        findings.push(one_app());
    }
    if stages.iter().any(|stage| stage.name == "12.0 create") && options.get(RESERVATIONS) == "later" {
        findings.push(reservations());
    }
    if schema.dialect == Dialect::MySql {
        findings.push(end_on_mysql());
        findings.extend(keys_lost(schema, names));
    }
    findings.extend((!names.shared.is_empty()).then(|| shared_index_names(names)));
    findings
}

/// MySQL: what is older than core 3.3 has another shape, of which no statements are published.
pub fn too_old(schema: &Schema, names: &Names) -> Option<Finding> {
    let users = schema.tables.iter().find(|table| table.name == names.table("emailpassword_users"))?;
    let column = users.column("is_email_verified").filter(|_| schema.dialect == Dialect::MySql)?;
    Some(Finding::new(
        "core_before_3_3",
        Severity::Block,
        format!(
            "`{}` has a column `is_email_verified`: the tables are those of core 3.1 or 3.2.",
            users.name
        ),
        "On MySQL authmorph begins with core 3.3, because that is where the known statements begin.",
        "Let core 3.3 start on these tables, copy the verified addresses, drop the column, and begin again from there.",
        Some(column.span),
    ))
}

fn signing_keys() -> Finding {
    Finding::new(
        "signing_keys_assumed_dynamic",
        Severity::Warning,
        "Sessions are taken for signed by keys that change: `access_token_signing_key_dynamic` is not known, and true unless somebody set it.",
        "Core 5.0 notes for each session which kind of key has signed it. Where that is wrong, every session that exists ends.",
        "If the core's configuration says false, add --set access_token_signing_key_dynamic=false.",
        None,
    )
}

fn phone_numbers() -> Finding {
    Finding::new(
        "phone_numbers_change",
        Severity::Warning,
        "Phone numbers lose their blanks, hyphens, parentheses and dots.",
        "From 7.0.12 on the core looks for a phone number in one form only, and would not find these users; the official way is a program of its own.",
        "Read what preflight.sql says of numbers that nobody can tell; --set phone_numbers=leave changes none.",
        None,
    )
}

fn one_app() -> Finding {
    Finding::new(
        "undo_needs_one_app",
        Severity::Note,
        "down.sql leads back as long as there is one app and one tenant.",
        "Older cores have no place for a second one: a user of two tenants would be there twice under one key. down.sql then stops at that key, and on PostgreSQL everything stays as it is.",
        "Go back before you make a second app or tenant, or delete it first.",
        None,
    )
}

fn reservations() -> Finding {
    Finding::new(
        "reservation_tables_later",
        Severity::Note,
        "The tables that reserve e-mail addresses, phone numbers and accounts stay empty for now.",
        "Core 12 reads the old tables (mode LEGACY) and fills the new ones by itself, a thousand users every five minutes, once `migration_mode` in the app's core_config is DUAL_WRITE_READ_OLD. Only then it can become MIGRATED.",
        "Nothing now. For large numbers of users, --set reservation_tables=now fills them in up.sql.",
        None,
    )
}

fn end_on_mysql() -> Finding {
    Finding::new(
        "core_ends_on_mysql",
        Severity::Note,
        "Core 10.1 is the last one for MySQL.",
        "From 11.0 on there is a plugin for PostgreSQL only.",
        "To go on, move the rows to a PostgreSQL database of the same core: let that core make its tables there, copy table by table, and begin again from there.",
        None,
    )
}

/// An old text of the step to 6.0 dropped the keys of every table in the database.
fn keys_lost(schema: &Schema, names: &Names) -> Option<Finding> {
    let has_apps = schema.tables.iter().any(|table| table.name == names.table("apps"));
    let own: Vec<_> = schema.tables.iter().filter(|table| !names.is_one_of_the_core(&table.name)).collect();
    let bare =
        own.iter().filter(|table| table.primary_key.is_none() && table.foreign_keys.is_empty()).count();
    (has_apps && own.len() > 1 && bare == own.len()).then(|| {
        Finding::new(
            "own_keys_lost",
            Severity::Warning,
            format!("None of your own {} tables has a primary key or a foreign key.", own.len()),
            "Until May 2024 the published script for 6.0 on MySQL dropped the keys and indexes of every table in the database, not only SuperTokens'.",
            "Compare with a backup from before that step, and add the keys again.",
            own.first().map(|table| table.span),
        )
    })
}

fn shared_index_names(names: &Names) -> Finding {
    Finding::new(
        "index_names_shared",
        Severity::Warning,
        format!(
            "Other tables have indexes with names that the core uses, {} for one; the core's get the prefix `{}` too.",
            names.shared.first().map(|name| format!("`{name}`")).unwrap_or_default(),
            names.index_prefix()
        ),
        "PostgreSQL wants each name once in a schema. The core's own CREATE INDEX IF NOT EXISTS leaves an index out in silence where another installation has one of that name.",
        "Nothing; to have the core's own names, give each installation a schema of its own.",
        None,
    )
}

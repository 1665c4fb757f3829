//! What an application of the new version writes after the migration.

use authmorph::decide::{KeysChange, SessionChange};
use authmorph::dialects::Dialect;
use authmorph::model::schema::{AutoNumber, Column, Table};

use crate::case::Case;

/// The expiry of the sessions that the new version makes, as milliseconds: 2033-05-18T03:33:20Z.
pub const NEW_END: i64 = 2_000_000_000_000;

/// Copies a row of the table with other values for some columns.
pub fn copy_row(case: &Case, table: &Table, values: &[(&str, String)], from: &str) -> String {
    let dialect = case.dialect;
    // What the database computes or counts by itself, nobody may write.
    let written = |column: &&Column| {
        column.generated.is_none()
            && !matches!(column.auto_number, Some(number) if number != AutoNumber::Serial)
    };
    let columns: Vec<&str> =
        table.columns.iter().filter(written).map(|column| column.name.as_str()).collect();
    let selected: Vec<String> = columns
        .iter()
        .map(|column| {
            let value = values.iter().find(|(name, _)| name == column).map(|(_, value)| value.clone());
            value.unwrap_or_else(|| dialect.identifier(column))
        })
        .collect();
    format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {from};\n",
        dialect.identifiers(columns.iter().copied()),
        selected.join(", "),
        table = dialect.object(&table.name),
    )
}

/// The id of a new row, as the library or the database makes it.
pub fn new_id(dialect: Dialect, table: &Table, of: &str) -> Option<(&'static str, String)> {
    let id = table.column("id").filter(|id| id.auto_number.is_none())?;
    let made = id.default.as_ref().map(|default| default.text.clone());
    Some(("id", made.unwrap_or_else(|| dialect.literal(of))))
}

fn moment(dialect: Dialect, session: &SessionChange) -> String {
    session.moment(dialect, &NEW_END.to_string())
}

/// A session more, one extended, one ended.
pub fn session_writes(case: &Case, session: &SessionChange, ids: &[String]) -> String {
    let (dialect, id) = (case.dialect, case.dialect.identifier(&session.id));
    let table = dialect.object(&session.from.name);
    let Some(first) = ids.first() else { return String::new() };
    let first = dialect.literal(first);
    let mut script = copy_row(
        case,
        &session.to,
        &[(&session.id, "'new-session'".to_owned()), (&session.expires, moment(dialect, session))],
        &format!("{id} = {first}"),
    );
    if let Some(second) = ids.get(1) {
        let second = dialect.literal(second);
        script.push_str(&format!(
            "UPDATE {table} SET expires_at = {} WHERE {id} = {second};\n",
            moment(dialect, session)
        ));
    }
    if let Some(third) = ids.get(2) {
        script.push_str(&format!("DELETE FROM {table} WHERE {id} = {};\n", dialect.literal(third)));
    }
    script
}

/// A login more of each kind that there is, a password changed.
pub fn key_writes(case: &Case, keys: &KeysChange) -> String {
    let mut script = String::new();
    let new = |provider: &str, remainder: &str| {
        vec![
            ("provider_id", case.dialect.literal(provider)),
            ("provider_user_id", case.dialect.literal(remainder)),
        ]
    };
    let any = |table: &Table| {
        let name = case.dialect.object(&table.name);
        let columns: Vec<&str> =
            table.primary_key.iter().flat_map(|key| &key.columns).map(String::as_str).collect();
        let columns = columns.join(", ");
        format!(
            "({columns}) = (SELECT {columns} FROM (SELECT * FROM {name}) AS q ORDER BY {columns} LIMIT 1)"
        )
    };
    script.push_str(&copy_row(case, &keys.oauth, &new("gitlab", "9:9"), &any(&keys.oauth)));
    script.push_str(&copy_row(
        case,
        &keys.passwordless,
        &new("email", "new@example.org"),
        &any(&keys.passwordless),
    ));
    let mut password = new("email", "newer@example.org");
    password.push(("hashed_password", "'new-hash'".to_owned()));
    script.push_str(&copy_row(case, &keys.password, &password, &any(&keys.password)));
    // Those of github are deleted afterwards.
    for own in keys.of_one_provider.iter().filter(|own| own.provider != "github") {
        let new = [("provider_user_id", "'9:9'".to_owned())];
        script.push_str(&copy_row(case, &own.table, &new, &any(&own.table)));
    }
    if let Some(on_user) = &keys.on_user {
        let column = case.dialect.identifier(&on_user.column);
        let table = case.dialect.object(&on_user.table);
        script.push_str(&format!("UPDATE {table} SET {column} = 'changed' WHERE {column} IS NOT NULL;\n"));
    }
    let table = case.dialect.object(&keys.password.name);
    script.push_str(&format!(
        "UPDATE {table} SET hashed_password = 'changed' WHERE hashed_password <> 'new-hash';\n"
    ));
    script
}

//! A key table between Lucia 1 and 2: `primary_key` is gone and `expires` is not, as a run of the guide's steps leaves it
//! that was stopped, or never brought to its end.

use super::login_tables::single_use;
use crate::findings::{Finding, Severity};
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// Keys that were to work once, where Lucia 2 takes them for logins.
pub fn single_use_keys_left(schema: &Schema, recognition: &Recognition) -> Option<Finding> {
    let role = recognition.roles.get("key")?;
    let old = single_use(role);
    let expires = old.expires.filter(|_| old.primary.is_none())?;
    let (table, dialect) = (&role.table, schema.dialect);
    let span = schema.table(table).and_then(|table| table.column(&expires)).map(|column| column.span);
    Some(Finding::new(
        "single_use_keys_left",
        Severity::Warning,
        format!(
            "`{table}` has `{expires}` of Lucia 1 and no `primary_key`, so it is Lucia 2 that writes it."
        ),
        format!(
            "Keys whose `{expires}` is set were to work once and for a short time; Lucia 2 does not look at the column, and takes them for logins that never end."
        ),
        format!(
            "They are taken over nowhere. As long as Lucia 2 runs, delete them yourself: DELETE FROM {} WHERE {} IS NOT NULL;",
            dialect.object(table),
            dialect.identifier(&expires)
        ),
        span,
    ))
}

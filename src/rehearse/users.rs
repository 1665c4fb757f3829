//! Identities of users, where tables that belong to users hold them in another form: texts that are all UUIDs or all numbers,
//! beside a column of that type. No foreign key can hold such tables together, and applications have them.

use super::random::Random;
use super::roles::{Preset, holds};
use super::value::Value;
use crate::layouts::Holds;
use crate::model::schema::{Schema, Table};
use crate::model::types::TypeKind;
use crate::recognise::{FoundRole, Recognition};

/// Gives the users identities that fit into every column that refers to them.
pub fn identify(
    schema: &Schema,
    recognition: &Recognition,
    user: &FoundRole,
    table: &Table,
    seed: u64,
    presets: &mut [(usize, Preset)],
) {
    let id = user.columns.get("id").and_then(|name| table.column(name));
    let Some(id) = id.filter(|id| id.data_type.kind.is_text()) else { return };
    let kinds = referring(schema, recognition);
    let mut random = Random::new(seed, "identities of users");
    for (number, preset) in presets.iter_mut() {
        let identity = if kinds.contains(&&TypeKind::Uuid) {
            random.uuid()
        } else if kinds.iter().any(|kind| kind.is_integer()) {
            (*number + 1).to_string()
        } else {
            return;
        };
        preset.insert(id.name.clone(), Value::Text(identity));
    }
}

/// The types of the columns that hold users.
fn referring<'a>(schema: &'a Schema, recognition: &Recognition) -> Vec<&'a TypeKind> {
    let roles = recognition.roles.iter().filter(|(role, _)| **role != "user");
    let columns = roles.flat_map(|(role, found)| {
        let table = schema.table(&found.table);
        let is_user =
            |name: &&String| holds(recognition.layout, role, found, name) == Some(Holds::Reference("user"));
        let names = found.columns.values().filter(is_user);
        names.filter_map(move |name| table?.column(name)).collect::<Vec<_>>()
    });
    columns.map(|column| &column.data_type.kind).collect()
}

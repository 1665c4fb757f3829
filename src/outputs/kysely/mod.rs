//! Kysely's types: `kysely/database.ts`.
use super::Rendered;
use crate::model::schema::Schema;
/// Writes the schema as the interfaces that Kysely is given.
pub fn render(schema: &Schema) -> Rendered {
    let _ = schema;
    Rendered::default()
}

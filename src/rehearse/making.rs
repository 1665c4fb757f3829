//! The tables of a schema, made in an empty database.

use super::engine::Engine;
use super::{extensions, stand_ins};
use crate::dialects::ddl::create_schema;
use crate::model::schema::Schema;

/// Makes the tables, with the extensions that they need before all that could need them; what is to be said about these
/// is among the remarks, however it ends. `run` runs a statement; where that fails, no other is run.
pub async fn make<Database: Engine, Stop>(
    schema: &Schema,
    database: &mut Database,
    remarks: &mut Vec<String>,
    mut run: impl AsyncFnMut(&mut Database, &str) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let statements = create_schema(schema);
    let place = extensions::place(&statements);
    for (number, sql) in statements.iter().enumerate() {
        if number == place {
            remarks.extend(extensions::create(schema, &statements, database).await);
        }
        if let Some(created) = extensions::created_by(schema, sql)
            && let Err(error) = extensions::prepare(&created, database).await
        {
            let name = created.name;
            remarks
                .push(format!("The text creates the extension {name}, and this database has none: {error}."));
            continue;
        }
        if let Some(trigger) = stand_ins::lacking(schema, sql) {
            remarks.extend(stand_ins::create(trigger, database).await);
        }
        run(database, sql).await?;
    }
    Ok(())
}

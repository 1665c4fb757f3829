//! What the conversions of Lucia 2 write: their databases, and that every text of theirs compiles.

use std::path::Path;

use authmorph::dialects::{ALL, Dialect};

use crate::support::{Database, Server, migrations};
use crate::tools::workshop;

/// The dialect and the file without its ending.
pub fn name_of(dialect: Dialect, path: &Path) -> String {
    format!("{}/{}", dialect.name(), path.file_stem().unwrap().to_string_lossy())
}

pub fn migrated(server: &'static Server, path: &Path, dialect: Dialect) -> Database {
    let (request, conversion) = migrations::convert(path, dialect);
    let database = server.database();
    for source in &request.sources {
        database.run(&source.text).unwrap();
    }
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    database
}

#[test]
fn every_text_of_a_migration_compiles_and_prettier_leaves_it_alone() {
    let workshop = workshop("migrated-compile");
    let mut written = Vec::new();
    for dialect in ALL.iter().copied() {
        for path in migrations::files(dialect) {
            let (_, conversion) = migrations::convert(&path, dialect);
            for file in ["drizzle/schema.ts", "kysely/database.ts", "kysely/migrations/0002_authmorph.ts"] {
                let target = format!("{}/{file}", name_of(dialect, &path));
                workshop.write(&target, migrations::file(&conversion, file));
                written.push(target);
            }
        }
    }
    workshop.type_check(&written);
    workshop.check_formatting(&written);
}

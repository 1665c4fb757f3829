//! The databases that the conversions of Lucia 2 leave behind.

use std::path::Path;

use authmorph::dialects::Dialect;

use crate::support::{Database, Server, migrations};

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

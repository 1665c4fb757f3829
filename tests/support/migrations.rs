//! The databases that are migrated in the tests: dumps whose rows bite, and the examples.

use std::fs;
use std::path::{Path, PathBuf};

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::Dialect;

/// The dumps of a dialect, sorted.
pub fn files(dialect: Dialect) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/cases/lucia-2-to-3").join(dialect.name());
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(example(dialect));
    files.sort();
    files
}

/// The example of a dialect.
pub fn example(dialect: Dialect) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/lucia-2-{}.sql", dialect.name()))
}

/// The conversion of such a dump.
pub fn convert(path: &Path, dialect: Dialect) -> (Request, Conversion) {
    let text = fs::read_to_string(path).unwrap();
    let request = Request {
        sources: vec![Source { name: path.display().to_string(), text }],
        dialect: Some(dialect.name().to_owned()),
        to: Some("lucia-3".to_owned()),
        // A case says nothing about findings; that a dropped view blocks is tested where the finding is.
        allow: vec!["dependent_dropped".to_owned()],
        ..Request::default()
    };
    let conversion = authmorph::convert(&request);
    (request, conversion)
}

/// One of the files of a conversion.
pub fn file<'a>(conversion: &'a Conversion, path: &str) -> &'a str {
    let file = conversion.files.iter().find(|file| file.path == path);
    file.map(|file| file.text.as_str())
        .unwrap_or_else(|| panic!("{path} is missing: {:#?}", conversion.findings))
}

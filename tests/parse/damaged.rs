//! Texts as they come out of files that were cut, mixed up or are large: never a panic, and nothing is lost in silence.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use authmorph::dialects::{ALL, Dialect};
use authmorph::findings::Finding;
use authmorph::model::schema::{Schema, Table};
use authmorph::parse::parse;

use super::robust::running_time;

fn examples() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    found.sort();
    found
}

fn dialect_of(path: &Path) -> Dialect {
    let name = path.file_stem().unwrap().to_string_lossy();
    *ALL.iter().find(|dialect| name.contains(dialect.name())).unwrap_or(&Dialect::PostgreSql)
}

fn column_names(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.name.as_str()).collect()
}

/// What is wrong about the reading of a text that is the beginning of another.
fn lost(cut: &Schema, findings: &[Finding], whole: &Schema, end: usize) -> Option<String> {
    for table in &whole.tables {
        let found = cut.table(&table.name);
        if table.span.end <= end && found.is_none() {
            return Some(format!("`{}` stood in front of the cut", table.name));
        }
        let begun = table.span.start + "CREATE TABLE x (".len() < end;
        let same = found.is_some_and(|found| column_names(found) == column_names(table));
        if begun && !same && findings.is_empty() {
            return Some(format!("a part of `{}` was lost, and nothing said so", table.name));
        }
    }
    None
}

#[test]
fn examples_cut_anywhere_are_read_to_the_cut_or_say_what_is_missing() {
    for (path, text) in examples() {
        let dialect = dialect_of(&path);
        let (whole, _) = parse(&text, dialect);
        for end in (0..text.len()).step_by(7).filter(|end| text.is_char_boundary(*end)) {
            let (cut, findings) = parse(&text[..end], dialect);
            if let Some(what) = lost(&cut, &findings, &whole, end) {
                panic!(
                    "{} cut at byte {end}: {what}\n{}",
                    path.display(),
                    &text[end.saturating_sub(80)..end]
                );
            }
        }
    }
}

#[test]
fn bytes_of_zero_are_read_over_or_named() {
    for (path, text) in examples() {
        let dialect = dialect_of(&path);
        let (whole, _) = parse(&text, dialect);
        for at in (0..text.len()).step_by(61).filter(|at| text.is_char_boundary(*at)) {
            let (before, after) = text.split_at(at);
            let (schema, findings) = parse(&format!("{before}\0{after}"), dialect);
            let all = whole.tables.iter().all(|table| schema.table(&table.name).is_some());
            assert!(all || !findings.is_empty(), "{} with a zero at byte {at}", path.display());
        }
        // UTF-16 that was taken for one byte a letter, as an editor shows it.
        let wide: String = text.chars().flat_map(|letter| [letter, '\0']).collect();
        let (schema, findings) = parse(&wide, dialect);
        let all = whole.tables.iter().all(|table| schema.table(&table.name).is_some());
        assert!(all || !findings.is_empty(), "{} with zeros all over", path.display());
    }
}

/// A dump of five megabytes is read in the time in which a person waits, even by a program that was not optimised.
#[test]
fn a_large_dump_is_read_in_time() {
    let row = "INSERT INTO notes VALUES (12345, 'someone@example.com', 'a text; with (signs), and ''quotes''', NULL);\n";
    let copied = "12345\tsomeone@example.com\ta text; with (signs), and 'quotes'\t\\N\n";
    for (path, text) in examples() {
        let dialect = dialect_of(&path);
        let (whole, _) = parse(&text, dialect);
        let rows = match dialect {
            Dialect::PostgreSql => format!(
                "COPY notes (a, b, c, d) FROM stdin;\n{}\\.\n",
                copied.repeat(5_000_000 / copied.len())
            ),
            _ => row.repeat(5_000_000 / row.len()),
        };
        let notes = "CREATE TABLE notes (a INTEGER, b VARCHAR(255), c TEXT, d INTEGER);\n";
        let start = running_time();
        let (schema, _) = parse(&format!("{notes}{rows}{text}"), dialect);
        let taken = running_time() - start;
        assert_eq!(schema.tables.len(), whole.tables.len() + 1, "{}", path.display());
        assert!(taken < Duration::from_secs(30), "{}: {taken:?}", path.display());
    }
}

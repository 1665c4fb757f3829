//! How long the stages take for an application of 50 tables: `make bench`.
//!
//! The inputs are those that `make bench-peers` gives to other programs, and whose instructions
//! `tests/instructions.rs` counts.

#![allow(missing_docs, reason = "a bench is no library")]

use authmorph::api::{Request, Source};
use authmorph::dialects::Dialect;
use authmorph::parse::parse;
use authmorph::ui::outcome::Outcome;
use divan::Bencher;

fn main() {
    divan::main();
}

/// How many tables each input has.
const TABLES: usize = 50;

const INPUTS: &[&str] = &["postgresql", "mysql", "sqlite"];

fn text(dialect: &str) -> &'static str {
    match dialect {
        "postgresql" => include_str!("inputs/postgresql.sql"),
        "mysql" => include_str!("inputs/mysql.sql"),
        _ => include_str!("inputs/sqlite.sql"),
    }
}

fn request(dialect: &str, to: &str) -> Request {
    let sources = vec![Source { name: "schema.sql".to_owned(), text: text(dialect).to_owned() }];
    Request { sources, to: Some(to.to_owned()), ..Request::default() }
}

#[divan::bench(args = INPUTS)]
fn read(bencher: Bencher<'_, '_>, dialect: &str) {
    let (text, of) = (text(dialect), Dialect::from_name(dialect).unwrap_or(Dialect::Sqlite));
    bencher.bench(|| assert_eq!(parse(text, of).0.tables.len(), TABLES));
}

/// Reading included, as in the others.
#[divan::bench(args = INPUTS)]
fn recognise(bencher: Bencher<'_, '_>, dialect: &str) {
    let request = request(dialect, "as-is");
    bencher.bench(|| assert_eq!(authmorph::detect(&request).layout.as_deref(), Some("lucia")));
}

#[divan::bench(args = INPUTS)]
fn every_output(bencher: Bencher<'_, '_>, dialect: &str) {
    let request = request(dialect, "as-is");
    bencher.bench(|| assert!(authmorph::convert(&request).files.len() > 5));
}

#[divan::bench(args = INPUTS)]
fn migration(bencher: Bencher<'_, '_>, dialect: &str) {
    let request = Request { emit: vec!["migration".to_owned()], ..request(dialect, "lucia-3") };
    bencher.bench(|| assert!(authmorph::convert(&request).files.len() > 3));
}

/// All that the page is told, with the schema before and after.
#[divan::bench(args = INPUTS)]
fn page(bencher: Bencher<'_, '_>, dialect: &str) {
    let request = request(dialect, "lucia-3");
    bencher.bench(|| assert!(Outcome::of(&request, true).ends.is_some()));
}

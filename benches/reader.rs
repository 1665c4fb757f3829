//! How long reading takes, and that it grows no faster than the text: `cargo bench --bench reader`.

#![allow(missing_docs, reason = "a bench is no library")]

use std::fmt::Write;

use authmorph::api::{Request, Source};
use authmorph::dialects::Dialect;
use authmorph::parse::parse;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

const TABLES: &[usize] = &[10, 100, 1_000, 10_000];

/// A schema of so many tables: ten columns each, keys, an index, a foreign key to the table before.
fn schema(dialect: Dialect, tables: usize) -> String {
    let mut text = String::new();
    let (quote, moment, number) = match dialect {
        Dialect::PostgreSql => ('"', "timestamp with time zone DEFAULT now()", "bigint"),
        Dialect::MySql => ('`', "timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP", "bigint unsigned"),
        Dialect::Sqlite => ('"', "DATETIME DEFAULT (datetime('now'))", "INTEGER"),
    };
    for table in 0..tables {
        let before = table.saturating_sub(1);
        let _ = writeln!(
            text,
            "CREATE TABLE {quote}table_{table}{quote} (
  {quote}id{quote} varchar(36) NOT NULL,
  {quote}user_id{quote} varchar(36) NOT NULL,
  {quote}name{quote} varchar(255) DEFAULT 'it''s; new',
  {quote}amount{quote} decimal(10,2) NOT NULL DEFAULT 0.00,
  {quote}count{quote} {number} CHECK ({quote}count{quote} >= 0),
  {quote}email{quote} varchar(191) NOT NULL,
  {quote}about{quote} text,
  {quote}made{quote} {moment},
  {quote}changed{quote} {moment},
  {quote}kind{quote} varchar(10) NOT NULL,
  PRIMARY KEY ({quote}id{quote}),
  CONSTRAINT {quote}email_{table}{quote} UNIQUE ({quote}email{quote}),
  CONSTRAINT {quote}owner_{table}{quote} FOREIGN KEY ({quote}user_id{quote}) REFERENCES {quote}table_{before}{quote} ({quote}id{quote}) ON DELETE CASCADE
);
CREATE INDEX {quote}by_kind_{table}{quote} ON {quote}table_{table}{quote} ({quote}kind{quote}, {quote}made{quote} DESC);
"
        );
    }
    text
}

fn read(bencher: Bencher<'_, '_>, dialect: Dialect, tables: usize) {
    let text = schema(dialect, tables);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let (schema, findings) = parse(&text, dialect);
        assert_eq!((schema.tables.len(), findings.len()), (tables, 0));
    });
}

#[divan::bench(args = TABLES)]
fn postgresql(bencher: Bencher<'_, '_>, tables: usize) {
    read(bencher, Dialect::PostgreSql, tables);
}

#[divan::bench(args = TABLES)]
fn mysql(bencher: Bencher<'_, '_>, tables: usize) {
    read(bencher, Dialect::MySql, tables);
}

#[divan::bench(args = TABLES)]
fn sqlite(bencher: Bencher<'_, '_>, tables: usize) {
    read(bencher, Dialect::Sqlite, tables);
}

/// Recognition included: an application's tables around those of Lucia.
#[divan::bench(args = TABLES)]
fn detect(bencher: Bencher<'_, '_>, tables: usize) {
    let lucia = include_str!("../examples/lucia-2-postgresql.sql");
    let text = format!("{}{lucia}", schema(Dialect::PostgreSql, tables));
    let sources = vec![Source { name: String::new(), text }];
    let request = Request { sources, ..Request::default() };
    bencher.bench(|| {
        let detection = authmorph::detect(&request);
        assert_eq!(detection.layout.as_deref(), Some("lucia"));
    });
}

/// Rows are passed over: a dump of 5 and of 50 megabytes.
#[divan::bench(args = [5, 50], sample_count = 10)]
fn insert_rows(bencher: Bencher<'_, '_>, megabytes: usize) {
    let row = "(12345, 'someone@example.com', 'it''s a longer text; with (signs) and commas, to be passed over', NULL),\n";
    rows(bencher, "INSERT INTO t VALUES\n", row, "(0, '', '', NULL);\n", megabytes);
}

#[divan::bench(args = [5, 50], sample_count = 10)]
fn single_inserts(bencher: Bencher<'_, '_>, megabytes: usize) {
    let row = "INSERT INTO t VALUES (12345, 'someone@example.com', 'a longer text; with (signs) and commas', NULL);\n";
    rows(bencher, "", row, "", megabytes);
}

#[divan::bench(args = [5, 50], sample_count = 10)]
fn copy_rows(bencher: Bencher<'_, '_>, megabytes: usize) {
    let row =
        "12345\tsomeone@example.com\tit's a longer text; with (signs) and commas, to be passed over\t\\N\n";
    rows(bencher, "COPY t (a, b, c, d) FROM stdin;\n", row, "\\.\n", megabytes);
}

fn rows(bencher: Bencher<'_, '_>, before: &str, row: &str, after: &str, megabytes: usize) {
    let table = "CREATE TABLE t (a integer PRIMARY KEY, b text, c text, d text);\n";
    let rows = row.repeat(megabytes * 1_000_000 / row.len());
    let text = format!("{table}{before}{rows}{after}ALTER TABLE t ADD e text;\n");
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let (schema, findings) = parse(&text, Dialect::PostgreSql);
        assert_eq!((schema.tables[0].columns.len(), findings.len()), (5, 1));
    });
}

//! That no text makes the reader panic, run away, or point outside of the text.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use authmorph::api::{Request, Source};
use authmorph::dialects::{ALL, Dialect, detect::detect};
use authmorph::findings::Span;
use authmorph::model::schema::Schema;
use authmorph::parse::{identifiers, parse, places::Places, rename_identifiers};
use proptest::prelude::*;

/// Every span of a model.
fn spans(schema: &Schema) -> Vec<Span> {
    let mut spans = Vec::new();
    for table in &schema.tables {
        spans.push(table.span);
        spans.extend(table.columns.iter().map(|column| column.span));
        spans.extend(table.primary_key.iter().chain(&table.uniques).map(|key| key.span));
        spans.extend(table.foreign_keys.iter().map(|key| key.span));
        spans.extend(table.checks.iter().map(|check| check.span));
        spans.extend(table.indexes.iter().map(|index| index.span));
    }
    spans.extend(schema.enums.iter().map(|found| found.span));
    spans.extend(schema.views.iter().map(|view| view.span));
    spans.extend(schema.triggers.iter().map(|trigger| trigger.span));
    spans.extend(schema.routines.iter().map(|routine| routine.span));
    spans.extend(schema.others.iter().map(|other| other.span));
    spans
}

fn check(text: &str, dialect: Dialect) {
    let (schema, findings) = parse(text, dialect);
    let found = findings.iter().filter_map(|finding| finding.span);
    for span in spans(&schema).into_iter().chain(found) {
        assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
    }
    for finding in &findings {
        assert!(authmorph::findings::CODES.contains(&finding.code), "{}", finding.code);
        for text in [&finding.what, &finding.why, &finding.next] {
            assert!(text.ends_with('.'), "{}: {text}", finding.code);
        }
    }
    let again = parse(text, dialect);
    assert_eq!(again, (schema, findings), "the same text gives the same");
}

fn check_all(text: &str) {
    for dialect in ALL {
        check(text, *dialect);
    }
    let guess = detect(text);
    for (_, span) in &guess.evidence {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
    }
    let places = Places::new(text);
    assert_eq!(places.at(text.len()).offset, text.encode_utf16().count());
}

/// Words that get far into the grammar.
const WORDS: &[&str] = &[
    "CREATE",
    "TABLE",
    "ALTER",
    "ADD",
    "COLUMN",
    "DROP",
    "RENAME",
    "TO",
    "INDEX",
    "ON",
    "UNIQUE",
    "PRIMARY",
    "KEY",
    "FOREIGN",
    "REFERENCES",
    "CHECK",
    "CONSTRAINT",
    "DEFAULT",
    "NOT",
    "NULL",
    "GENERATED",
    "ALWAYS",
    "AS",
    "IDENTITY",
    "int",
    "varchar(5)",
    "text",
    "[]",
    "t",
    "\"Q\"",
    "`q`",
    "[b]",
    "'s'",
    "$$",
    "$a$",
    "(",
    ")",
    "(",
    ")",
    ",",
    ";",
    ".",
    "::",
    "=",
    "-",
    "--",
    "/*",
    "*/",
    "/*!40101",
    "#",
    "\n",
    "\r\n",
    "\u{feff}",
    "\\",
    "\\.",
    "é😀",
    "BEGIN",
    "END",
    "CASE",
    "TRIGGER",
    "FUNCTION",
    "DO",
    "COPY",
    "FROM",
    "stdin",
    "INSERT",
    "INTO",
    "VALUES",
    "DELIMITER",
    "//",
    "GO",
    "TYPE",
    "ENUM",
    "COMMENT",
    "IS",
    "VIEW",
    "SELECT",
    "*",
    "USING",
    "WHERE",
    "INCLUDE",
    "COLLATE",
    "SET",
    "USE",
    "LIKE",
    "MODIFY",
    "CHANGE",
    "AFTER",
    "FIRST",
    "SEQUENCE",
    "OWNED",
    "BY",
    "nextval('s')",
    "--> statement-breakpoint",
    "-- +goose Down",
    "1",
    "0x",
    "1__2",
    "._a",
    "E'",
    "U&'\\",
    "x'",
    "N'",
    "@",
    "{",
    "EXCEPTION",
    "THEN",
    "CASCADE",
    "IF",
    "EXISTS",
    "UNSIGNED",
    "DATABASE",
    "VALUE",
    "'",
    "\"",
    "`",
    "[",
    "]",
    "\u{a0}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC*") {
        check_all(&text);
    }

    #[test]
    fn any_bytes_of_sql(text in "[a-z\"'`$;(),./*\\-\\\\#\\[\\]: \n\r\t😀é]{0,200}") {
        check_all(&text);
    }

    #[test]
    fn any_words(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        check_all(&words.join(" "));
        check_all(&words.concat());
    }

    #[test]
    fn cases_with_pieces_taken_out_and_put_in(
        number in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        length in 0_usize..40,
        words in prop::collection::vec(prop::sample::select(WORDS), 0..3),
    ) {
        let cases = super::cases();
        let case = &cases[number.index(cases.len())];
        let mut text = case.source.clone();
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let start = from.index(boundaries.len());
        let end = (start + length).min(boundaries.len() - 1);
        text.replace_range(boundaries[start]..boundaries[end], &words.join(" "));
        check(&text, case.dialect);
    }

    #[test]
    fn fragments(text in "[a-z\"'`$;(),.*\\- \nA-Z]{0,80}") {
        for dialect in ALL {
            let _ = identifiers(&text, *dialect);
            let renamed = rename_identifiers(&text, *dialect, &[("nowhere_to_be_found", "x")]);
            prop_assert_eq!(&renamed, &text);
        }
    }
}

/// Texts that would take quadratic time or deep recursion from a careless reader.
fn hostile(size: usize) -> Vec<String> {
    let times = |piece: &str| piece.repeat(size / piece.len());
    vec![
        format!("CREATE TABLE t (a int DEFAULT {}1{})", "(".repeat(size / 2), ")".repeat(size / 2)),
        format!("CREATE TABLE t (a int CHECK {}", "(".repeat(size)),
        format!("CREATE TABLE t ({})", times("a int, ")),
        format!("CREATE TABLE t (a int{})", times(" DEFAULT 1")),
        format!("CREATE TABLE t (a {})", times("CAST(")),
        format!("CREATE TABLE t (a int DEFAULT {}1)", times("CAST(")),
        times("CREATE TABLE t (a int);"),
        times("CREATE TRIGGER a BEGIN;"),
        times("CREATE TABLE "),
        times("/**/"),
        times("/*"),
        times("-- x\n"),
        times("'"),
        times("$a$ $b$ "),
        times("$$"),
        times(";"),
        times("["),
        times("\\x\n"),
        times("COPY t FROM stdin;\n"),
        times("x"),
        times("'a';'\n"),
        times("E'\\' "),
        times("INSERT INTO t VALUES (1, 'a');\n"),
        times("DROP TABLE t;"),
        times("DO $$ BEGIN ALTER TABLE t ADD a int; END $$;"),
        times("CREATE "),
        times("1__2 "),
        (0..size / 30).map(|number| format!("CREATE TABLE t{number} (a int);")).collect(),
        (0..size / 60)
            .map(|number| {
                format!("CREATE TABLE t{number} (a int); ALTER TABLE t{number} RENAME TO u{number};")
            })
            .collect(),
        (0..size / 30).map(|number| format!("$a{number}$ ")).collect(),
    ]
}

#[test]
fn hostile_texts_do_no_harm() {
    for text in hostile(12_000) {
        check_all(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// The whole way, on an example that a target is offered for: it gives something, and twice the same.
    #[test]
    fn examples_with_pieces_taken_out_and_put_in_are_converted(
        number in 0_usize..3,
        from in any::<prop::sample::Index>(),
        length in 0_usize..40,
        words in prop::collection::vec(prop::sample::select(WORDS), 0..3),
    ) {
        let examples = [
            include_str!("../../examples/lucia-2-postgresql.sql"),
            include_str!("../../examples/lucia-2-mysql.sql"),
            include_str!("../../examples/lucia-2-sqlite.sql"),
        ];
        let mut text = examples[number].to_owned();
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let start = from.index(boundaries.len());
        let end = (start + length).min(boundaries.len() - 1);
        text.replace_range(boundaries[start]..boundaries[end], &words.join(" "));
        let sources = vec![Source { name: String::new(), text }];
        let request = Request { sources, ..Request::default() };
        prop_assert_eq!(authmorph::convert(&request), authmorph::convert(&request));
    }
}

/// The time that this thread has been running: other programs do not count where the system tells them apart.
#[allow(clippy::disallowed_methods, reason = "the engine reads no clock; its test does")]
pub fn running_time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|line| line.split_whitespace().next()?.parse().ok());
    told.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// The time that reading takes.
fn reading_time(text: &str) -> Duration {
    let start = running_time();
    for dialect in ALL {
        let _ = parse(text, *dialect);
    }
    running_time() - start
}

/// Four times the text takes four times the time, not sixteen.
#[test]
fn time_grows_with_the_text() {
    for (short, long) in hostile(5_000).into_iter().zip(hostile(20_000)) {
        let beginning: String = short.chars().take(40).collect();
        let bearable = Duration::from_millis(60);
        let grown = || {
            let (short, long) = (reading_time(&short), reading_time(&long));
            long > bearable && long > short * 10
        };
        // A single odd measurement is the machine's; three are the reader's.
        assert!(!(grown() && grown() && grown()), "{beginning}");
    }
}

#[test]
fn ten_thousand_parentheses_are_read() {
    let (open, close) = ("(".repeat(10_000), ")".repeat(10_000));
    let text =
        format!("CREATE TABLE t (a int DEFAULT {open}7{close} NOT NULL, b int CHECK ({open}b > 0{close}));");
    for dialect in ALL {
        let (schema, findings) = parse(&text, *dialect);
        let table = &schema.tables[0];
        assert_eq!(table.columns[0].default.as_ref().unwrap().text, "7");
        assert!(!table.columns[0].nullable);
        assert_eq!(table.checks[0].expression.text, "b > 0");
        assert_eq!(findings, []);
    }
}

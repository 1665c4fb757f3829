//! That the cases' dialects are told from their texts, and that everything that is read knows its place.

use authmorph::dialects::detect::detect;
use authmorph::model::schema::Table;
use authmorph::parse::parse;

/// Cases whose text says nothing, or says another dialect's words, on purpose.
const MISLEADING: &[&str] = &[
    "no-break-spaces",
    "other-quotes",
    "quote-never-closed",
    "strings",
    "triggers-without-delimiter",
    "tsql",
    "two-dialects",
];

#[test]
fn the_dialect_of_every_case_is_told_or_the_runner_up() {
    let mut wrong = Vec::new();
    for case in super::cases() {
        let name = case.path.file_stem().unwrap().to_string_lossy().into_owned();
        let guess = detect(&case.source);
        let right = guess.dialect == case.dialect || !guess.certain && guess.runner_up == Some(case.dialect);
        assert!(guess.certain == guess.runner_up.is_none(), "{name}: a close call names the other one");
        assert!(!guess.certain || !guess.evidence.is_empty(), "{name}: what is certain has evidence");
        if right == MISLEADING.contains(&name.as_str()) {
            wrong.push(format!("{name}: {:?}, certain: {}", guess.dialect, guess.certain));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Words with which a name is no longer what stands where the thing was made.
const RENAMING: &[&str] =
    &["rename", "like", "change", "inherits", " to ", "using index", "nextval", "alter type"];

#[test]
fn everything_stands_where_its_place_says() {
    for case in super::cases() {
        let lower = case.source.to_lowercase();
        if RENAMING.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let (schema, _) = parse(&case.source, case.dialect);
        for table in &schema.tables {
            check_table(table, &case.source, &case.path.display().to_string());
        }
    }
}

/// The text of a place without the marks of quotes.
fn bare(text: &str) -> String {
    text.to_lowercase().replace("\"\"", "\"").replace("``", "`")
}

#[track_caller]
fn check_table(table: &Table, source: &str, case: &str) {
    let at = |span: authmorph::findings::Span| bare(&source[span.start..span.end]);
    let named = |text: String, name: &str| {
        assert!(text.contains(&bare(name)), "{case}: {name} is not in {text:?}");
    };
    named(at(table.span), &table.name.name);
    for column in &table.columns {
        let text = at(column.span);
        // One quote only: the name itself may begin with one.
        let start = text.strip_prefix(['"', '`', '[', '\'']).unwrap_or(&text);
        assert!(start.starts_with(&bare(&column.name)), "{case}: {} is not at {text:?}", column.name);
    }
    let keys = table.primary_key.iter().chain(&table.uniques);
    for (span, columns) in keys.map(|key| (key.span, &key.columns)) {
        let text = at(span);
        assert!(
            text.contains("key") || text.contains("unique") || text.contains("serial"),
            "{case}: {text:?}"
        );
        assert!(text.contains('(') == (columns.len() > 1) || columns.len() == 1, "{case}: {text:?}");
    }
    for key in &table.foreign_keys {
        named(at(key.span), &key.foreign_table.name);
    }
    for index in &table.indexes {
        named(at(index.span), index.name.as_deref().unwrap_or_default());
    }
}

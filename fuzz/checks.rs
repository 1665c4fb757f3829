// What the fuzzers hold of every text. The tests hold the same of the seeds (`tests/fuzz_seeds.rs`), with the stable
// compiler and at every run.

use authmorph::api::{Request, Source};
use authmorph::dialects::ALL;
use authmorph::dialects::ddl::create_schema;
use authmorph::dialects::detect::detect;
use authmorph::parse::{identifiers, places::Places, rename_identifiers};

/// The outermost layer: splitting into pieces and statements, telling the dialect, finding identifiers.
pub fn split(text: &str) {
    for (_, span) in detect(text).evidence {
        assert!(text.get(span.start..span.end).is_some());
    }
    assert_eq!(Places::new(text).at(text.len()).offset, text.encode_utf16().count());
    for dialect in ALL {
        let _ = identifiers(text, *dialect);
        assert_eq!(rename_identifiers(text, *dialect, &[("nowhere to be found", "x")]), text);
    }
}

/// The reader in every dialect, and our DDL of what it read, read again.
pub fn parse(text: &str) {
    for dialect in ALL {
        let (schema, findings) = authmorph::parse::parse(text, *dialect);
        for finding in &findings {
            let span = finding.span.unwrap_or_default();
            assert!(text.get(span.start..span.end).is_some(), "{finding:?}");
        }
        let again: String =
            create_schema(&schema).iter().map(|statement| format!("{statement};\n")).collect();
        let _ = authmorph::parse::parse(&again, *dialect);
    }
}

/// The whole way from text to files: it never fails, and gives the same for the same.
pub fn convert(text: &str) {
    let source = Source { name: String::new(), text: text.to_owned() };
    let request = Request { sources: vec![source], ..Request::default() };
    let conversion = authmorph::convert(&request);
    assert_eq!(conversion, authmorph::convert(&request));
}

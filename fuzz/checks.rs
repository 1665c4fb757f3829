// What the fuzzers hold of every text. The tests hold the same of the seeds (`tests/fuzz_seeds.rs`), with the stable
// compiler and at every run.

use authmorph::api::{Request, Source};
use authmorph::dialects::ALL;
use authmorph::dialects::ddl::create_schema;
use authmorph::dialects::detect::detect;
use authmorph::parse::{identifiers, places::Places, rename_identifiers};
use authmorph::ui::share::Shared;

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

/// What a link unpacks to, whoever made it: it opens or it does not, what it opens is the same when it is packed again, and
/// the engine answers to its choices as to any others.
pub fn link(lines: &str) {
    let Some(shared) = Shared::from_lines(lines) else { return };
    let again = Shared::from_lines(&shared.to_lines()).unwrap();
    assert_eq!(again.choices, shared.choices);
    assert_eq!(again.own_text(), shared.own_text());
    let Some(text) = shared.own_text() else { return };
    let choices = shared.choices;
    answer(&Request {
        sources: vec![Source { name: String::new(), text }],
        dialect: Some(choices.dialect).filter(|dialect| !dialect.is_empty()),
        from: choices.from,
        to: choices.to,
        set: choices.set,
        map: choices.map,
        ..Request::default()
    });
}

/// A request as it comes over the edge of the module or to a worker: what is none is refused, and what is one is answered,
/// with an answer that can be sent.
pub fn request(json: &str) {
    if let Ok(request) = serde_json::from_str::<Request>(json) {
        answer(&request);
    }
}

fn answer(request: &Request) {
    let conversion = authmorph::convert(request);
    let sent = serde_json::to_string(&conversion).unwrap();
    assert_eq!(serde_json::from_str::<authmorph::api::Conversion>(&sent).unwrap(), conversion);
    let _ = (authmorph::detect(request), authmorph::targets(request), authmorph::outline(request));
}

//! The reader in every dialect, and our DDL of what it read, read again.
#![no_main]

use authmorph::dialects::ALL;
use authmorph::dialects::ddl::create_schema;
use authmorph::parse::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for dialect in ALL {
        let (schema, findings) = parse(text, *dialect);
        for finding in &findings {
            let span = finding.span.unwrap_or_default();
            assert!(text.get(span.start..span.end).is_some(), "{finding:?}");
        }
        let again: String = create_schema(&schema).iter().map(|statement| format!("{statement};\n")).collect();
        let _ = parse(&again, *dialect);
    }
});

//! The outermost layer: splitting into pieces and statements, telling the dialect, finding identifiers.
#![no_main]

use authmorph::dialects::ALL;
use authmorph::dialects::detect::detect;
use authmorph::parse::{identifiers, places::Places, rename_identifiers};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for (_, span) in detect(text).evidence {
        assert!(text.get(span.start..span.end).is_some());
    }
    assert_eq!(Places::new(text).at(text.len()).offset, text.encode_utf16().count());
    for dialect in ALL {
        let _ = identifiers(text, *dialect);
        assert_eq!(rename_identifiers(text, *dialect, &[("nowhere to be found", "x")]), text);
    }
});

//! The whole way from text to files: it never fails, and gives the same for the same.
#![no_main]

use authmorph::api::{Request, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source { name: String::new(), text: text.to_owned() };
    let request = Request { sources: vec![source], ..Request::default() };
    let conversion = authmorph::convert(&request);
    assert_eq!(conversion, authmorph::convert(&request));
});

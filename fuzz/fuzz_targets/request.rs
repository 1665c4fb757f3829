//! `checks::request` of any text.
#![no_main]
#![allow(dead_code, reason = "each target needs one check")]

#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::request(text));

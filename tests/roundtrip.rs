//! That nothing is lost between a database, the text that its dump program writes, and the model that is read from it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the cases of the reader print findings too")]
#[path = "parse/dump.rs"]
mod dump;
#[path = "roundtrip/dumps.rs"]
mod dumps;
#[path = "roundtrip/generate.rs"]
mod generate;
#[path = "roundtrip/kinds.rs"]
mod kinds;
#[path = "roundtrip/random.rs"]
mod random;
mod support;

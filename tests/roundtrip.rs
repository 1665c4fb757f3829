//! That nothing is lost between a database, the text that its dump program writes, and the model that is read from it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "roundtrip/dumps.rs"]
mod dumps;
mod support;

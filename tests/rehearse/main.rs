//! The rehearsal: rows that every schema admits, on real databases, and what it says of migrations that go well or not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../../src/bin/authmorph/databases/mod.rs"]
mod databases;

#[allow(dead_code, reason = "the tests of SuperTokens fill the tables too")]
#[path = "../supertokens/anchors.rs"]
mod anchors;
mod cli;
mod lacking;
mod mutants;
mod own_rows;
mod rows;
mod runs;
mod supertokens;

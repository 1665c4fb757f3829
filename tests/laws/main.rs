//! The laws of a migration, on real databases with rows inside: one test per law, over every case there is.
//!
//! A case is a file in `tests/cases/<conversion>/<dialect>/`: a dump whose rows bite. The laws run over `examples/` too.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod application;
mod case;
mod data;
mod determinism;
mod preflight;
mod restart;
mod schema;
mod tables;
mod undo;

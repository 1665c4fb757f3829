//! The laws of a migration, on real databases with rows inside, over every case there is.
//!
//! A case is a file in `tests/cases/databases/<layout>/<dialect>/`: a dump whose rows bite. The laws run over `examples/`
//! too. Laws that only look at what was there before and after share two databases for each case ([`shared`]); those that
//! write, or stop half way, are a test each. `CASE=words` tries the cases with these words in their name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod application;
mod authjs;
mod case;
mod catalogue;
mod data;
mod determinism;
mod doubles;
mod faults;
mod first;
mod hostile;
mod locks;
mod outside;
mod preflight;
mod provider_columns;
mod restart;
mod schema;
mod shared;
mod tables;
mod undo;

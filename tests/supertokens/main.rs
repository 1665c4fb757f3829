//! SuperTokens: from every core to every later one, on real databases with rows in every table.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod anchors;
#[path = "../client/application.rs"]
#[allow(dead_code, reason = "most of it is for other libraries")]
mod application;
mod client;
mod guide;
mod importing;
mod leaving;
mod mysql;
mod pairs;
mod people;
mod restart;
#[path = "../support/mod.rs"]
mod support;
mod traps;

//! Law 7: the libraries themselves, from their published packages, on a migrated database.
//!
//! An application of the old library makes users, keys and sessions; `up.sql` runs; an application of the new one signs the
//! same people in; `down.sql` runs; and the first application works again, also for what the second one has written.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod application;
mod authjs;
mod better_auth;
mod lucia;
mod sessions;

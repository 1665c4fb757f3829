//! authmorph recognises the auth layout of pasted `CREATE TABLE` statements and writes the migration for it.

pub mod api;
pub mod convert;
pub mod dialects;
pub mod findings;
pub mod model;
pub mod outputs;
pub mod parse;
pub mod ui;

pub use convert::{convert, detect, targets};

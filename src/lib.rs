//! authmorph recognises the auth layout of pasted `CREATE TABLE` statements and writes the migration for it.

pub mod api;
pub mod convert;
pub mod decide;
pub mod dialects;
pub mod findings;
pub mod layouts;
pub mod model;
pub mod outputs;
pub mod parse;
pub mod plan;
pub mod recognise;
pub mod ui;

pub use convert::{convert, detect, targets};

//! TypeScript text: what the outputs that write TypeScript share, and nothing about SQL.

pub mod doc;
pub mod file;
pub mod literals;
pub mod names;
pub mod syntax;
pub mod types;

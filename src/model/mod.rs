//! The model: what a database schema is, without a word about how its text was read or will be written.
//!
//! Names are stored as the database resolves them: unquoted, and folded to lower case where PostgreSQL
//! folds them. Whatever the model has no place for is kept as text beside the thing that it belongs to.

pub mod lookup;
pub mod names;
pub mod schema;
pub mod types;
pub mod views;

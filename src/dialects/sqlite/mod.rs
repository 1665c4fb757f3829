//! SQLite 3.35 (the first with `DROP COLUMN`) and newer.

pub mod data;
pub mod ddl;
pub mod limits;
pub mod types;

//! PostgreSQL 12 and newer.

pub mod data;
pub mod ddl;
pub mod limits;
pub mod types;

//! MySQL 8 and MariaDB 10.5, and newer.

pub mod data;
pub mod ddl;
pub mod limits;
pub mod types;

//! Kysely's files: migrations, which say everything, and the interfaces of tables, which say types alone.

pub(crate) mod interfaces;
pub(crate) mod migration;
mod schema;

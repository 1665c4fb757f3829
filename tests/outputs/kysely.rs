//! The Kysely types agree with what kysely-codegen reads from the database.

//! Lucia: what each stop of the road from version 0 to the session layouts after the library wants.

pub mod first_key;
pub mod half_way;
pub(super) mod login_table;
pub mod login_tables;
mod password_on_user;
pub mod sessions_2024;
pub mod sessions_by_secret;
pub mod version_1;
pub mod version_2;
pub mod version_3;

mod session_rows;
mod session_table;

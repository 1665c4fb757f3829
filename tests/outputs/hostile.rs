//! Names and texts that try to leave their quotes.

use crate::cases::Case;

pub fn cases() -> Vec<Case> {
    Vec::new()
}

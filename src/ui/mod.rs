//! What the page decides without a DOM, so that it is tested natively.

pub mod examples;
#[cfg(any(feature = "engine", feature = "web"))]
pub mod worker;

//! What the page decides without a DOM, so that it is tested natively.

pub mod examples;
pub mod files;
pub mod findings;
pub mod freshness;
pub mod highlight;
pub mod links;
pub mod locks;
pub mod outcome;
pub mod overruled;
pub mod results;
pub mod share;
pub mod shortcuts;
pub mod words;
#[cfg(any(feature = "engine", feature = "web"))]
pub mod worker;
pub mod zip;

/// The longest text that the page hands to the engine, in bytes. A schema is far smaller: what is longer is a dump
/// with its rows, and a browser's tab has better uses for its memory.
pub const LONGEST_TEXT: usize = 10 * 1024 * 1024;

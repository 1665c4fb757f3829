//! Parts that several panels use.

pub mod marked;
mod place;
pub mod tabs;

pub use place::place_button;

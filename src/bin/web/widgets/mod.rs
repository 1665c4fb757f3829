//! Parts that several panels use.

mod place;
pub mod tabs;

pub use place::place_button;

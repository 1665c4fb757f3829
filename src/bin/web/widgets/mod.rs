//! Parts that several panels use.

mod linked;
pub mod marked;
mod place;
pub mod tabs;

pub use linked::linked;
pub use place::place_button;

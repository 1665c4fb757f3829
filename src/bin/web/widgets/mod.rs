//! Parts that several panels use.

mod folded;
mod linked;
mod live;
pub mod marked;
mod place;
pub mod tabs;

pub use folded::folded;
pub use linked::linked;
pub use live::{calculated, either, heard, live, shown_when, watched, whether};
pub use place::place_button;

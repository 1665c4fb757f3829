//! Parts that several panels use.

mod linked;
mod live;
pub mod marked;
mod place;
pub mod tabs;

pub use linked::linked;
pub use live::{either, live, shown_when, whether};
pub use place::place_button;

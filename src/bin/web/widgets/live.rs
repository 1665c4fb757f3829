//! Parts of a view that change. They are boxed at once: the compiler makes code for every type of part that it is shown,
//! and the page would be a third larger with a type of its own for each closure.

use leptos::prelude::*;

/// What the function says, again whenever something that it read changes.
pub fn live<View: IntoAny>(part: impl Fn() -> View + Send + Sync + 'static) -> AnyView {
    boxed(Box::new(move || part().into_any()))
}

fn boxed(part: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || part()).into_any()
}

/// One of two parts. They are made anew only when the answer changes.
pub fn either<Yes: IntoAny, No: IntoAny>(
    is: impl Fn() -> bool + Send + Sync + 'static,
    yes: impl Fn() -> Yes + Send + Sync + 'static,
    no: impl Fn() -> No + Send + Sync + 'static,
) -> AnyView {
    let is = memo(Box::new(is));
    live(move || if is.get() { yes().into_any() } else { no().into_any() })
}

/// A part that is there or not.
pub fn shown_when<View: IntoAny>(
    is: impl Fn() -> bool + Send + Sync + 'static,
    part: impl Fn() -> View + Send + Sync + 'static,
) -> AnyView {
    either(is, part, || ())
}

fn memo(is: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| is())
}

/// Whether something is so, as an attribute takes it.
pub fn whether(is: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    memo(Box::new(is)).into()
}

//! Texts with marked parts: sentences with names in them, files with comments in them.

use authmorph::ui::highlight::{self, Part};
use leptos::prelude::*;

/// A sentence of the engine, its names in the code font.
pub fn sentence(text: &str) -> AnyView {
    highlight::names(text)
        .into_iter()
        .map(|part| match part {
            Part::Plain(words) => words.to_owned().into_any(),
            Part::Marked(name) => view! { <code class="name">{name.to_owned()}</code> }.into_any(),
        })
        .collect_view()
        .into_any()
}

/// A file, its comments in their colour.
pub fn file(text: &str, language: &str) -> AnyView {
    highlight::comments(text, language)
        .into_iter()
        .map(|part| match part {
            Part::Plain(code) => code.to_owned().into_any(),
            Part::Marked(comment) => view! { <span class="comment">{comment.to_owned()}</span> }.into_any(),
        })
        .collect_view()
        .into_any()
}

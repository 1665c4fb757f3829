//! The page: a small wasm module that paints at once. The engine runs in a Web Worker beside it.

mod app;
mod browser;
mod commands;
mod editor;
mod engine;
mod linked;
mod page;
mod panels;
mod share;
mod widgets;

fn main() {
    std::panic::set_hook(Box::new(|panic| browser::show_page_failure(&panic.to_string())));
    if let Some(place) = browser::mount_point() {
        leptos::mount::mount_to(place, app::app).forget();
    }
}

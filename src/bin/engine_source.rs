//! The engine once more, with the reader of source code: the page loads it when a text looks like source code.

#[path = "engine.rs"]
mod engine;

/// The module does nothing until it is called.
fn main() {
    engine::main();
}

//! The database of a rehearsal, as far as the rehearsal has to know it. Who runs it, where and with which clock is
//! outside.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::report::Phase;

/// What a statement did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The rows that it wrote, where the database says so.
    pub touched: Option<u64>,
    /// How long it took, by the clock of whoever runs the engine.
    pub microseconds: u64,
}

/// Rows as text; none is NULL.
pub type Texts = Vec<Vec<Option<String>>>;

/// A database for the rehearsal alone. In browsers engines answer later, so every answer is a future.
pub trait Engine {
    /// What to call it: `SQLite 3.46`.
    fn title(&self) -> String;

    /// Makes it empty.
    fn empty(&mut self) -> impl Future<Output = Result<(), String>>;

    /// Breaks the connection, as when a client dies, and makes a new one.
    fn reconnect(&mut self) -> impl Future<Output = Result<(), String>>;

    /// Runs one statement.
    fn execute(&mut self, sql: &str) -> impl Future<Output = Result<Outcome, String>>;

    /// Asks one query.
    fn rows(&mut self, sql: &str) -> impl Future<Output = Result<Texts, String>>;

    /// Makes ready what an extension of PostgreSQL is made of, before it is created. A server has it or has it not.
    fn provide(&mut self, _extension: &str) -> impl Future<Output = Result<(), String>> {
        std::future::ready(Ok(()))
    }

    /// Hears how far the rehearsal is: a part of it, and how much of the part is done. Whoever waits may be told.
    fn hear(&mut self, _phase: Phase, _done: usize, _of: usize) {}
}

/// The result of a future whose engine answers at once; none where it does not.
pub fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

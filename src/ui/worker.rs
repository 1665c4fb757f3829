//! What the page and its Web Worker say to each other, and the worker itself.
//!
//! The page only uses the types: it never calls [`gloo::worker::Worker::received`], so the linker leaves the engine
//! out of the page's module.

use std::cell::RefCell;

use gloo::worker::{Codec, HandlerId, Worker, WorkerScope};
use js_sys::Uint8Array;
use js_sys::wasm_bindgen::{JsValue, UnwrapThrowExt};
use serde::{Deserialize, Serialize};

use crate::api;
use crate::ui::outcome::Outcome;

/// A text to convert.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    /// Counts the questions, so that an answer that comes after a newer question is dropped.
    pub run: u32,
    /// What to convert.
    pub request: api::Request,
    /// Whether the page shows before and after.
    pub ends: bool,
}

/// What the engine says to a [`Question`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    /// The question's number.
    pub run: u32,
    /// The outcome, or why the engine failed. After a failure the worker must be replaced.
    pub outcome: Result<Outcome, String>,
}

/// How the two write down what they say. The codec that `gloo` takes by itself puts every error in words that nobody
/// reads, numbers with a point among them, and makes the page's module 6 KB larger by that.
#[derive(Debug)]
pub struct Packed;

impl Codec for Packed {
    fn encode<I: Serialize>(input: I) -> JsValue {
        let bytes = postcard::to_allocvec(&input).expect_throw("a message that can be written");
        Uint8Array::from(bytes.as_slice()).into()
    }

    fn decode<O: for<'de> Deserialize<'de>>(input: JsValue) -> O {
        let bytes = Uint8Array::from(input).to_vec();
        postcard::from_bytes(&bytes).expect_throw("a message of the same version")
    }
}

/// The engine, in a Web Worker.
#[derive(Debug)]
pub struct Engine;

impl Worker for Engine {
    type Message = ();
    type Input = Question;
    type Output = Answer;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Self
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, _message: Self::Message) {}

    fn received(&mut self, scope: &WorkerScope<Self>, question: Question, id: HandlerId) {
        let run = question.run;
        IN_WORK.with_borrow_mut(|in_work| *in_work = Some((scope.clone(), id, run)));
        let outcome = Outcome::of(&question.request, question.ends);
        scope.respond(id, Answer { run, outcome: Ok(outcome) });
        IN_WORK.with_borrow_mut(|in_work| *in_work = None);
    }
}

thread_local! {
    /// The question that is being answered, for the failure that ends the call before it can answer.
    static IN_WORK: RefCell<Option<(WorkerScope<Engine>, HandlerId, u32)>> = const { RefCell::new(None) };
}

/// Answers the question that is in work with a failure.
pub fn report_failure(message: &str) {
    let in_work = IN_WORK.with_borrow_mut(Option::take);
    if let Some((scope, id, run)) = in_work {
        scope.respond(id, Answer { run, outcome: Err(message.to_owned()) });
    }
}

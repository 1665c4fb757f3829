//! What the page and its Web Worker say to each other, and the worker itself.
//!
//! The page only uses the types: it never calls [`gloo::worker::Worker::received`], so the linker leaves the engine
//! out of the page's module.

use std::cell::RefCell;

use gloo::worker::{HandlerId, Worker, WorkerScope};
use serde::{Deserialize, Serialize};

use crate::api;

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

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The conversion.
    pub conversion: api::Conversion,
    /// The targets that the text can be converted to.
    pub targets: Vec<api::Target>,
    /// What the user can overrule.
    pub outline: api::Outline,
    /// The schema before and after, when the question asks for it and there is a target.
    pub ends: Option<Ends>,
}

/// The two ends of a migration, each as the engine's own files say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ends {
    /// The schema as SQL, before and after.
    pub sql: [String; 2],
    /// The schema as JSON, before and after.
    pub model: [String; 2],
}

impl Ends {
    fn of(request: &api::Request) -> Option<Self> {
        let end = |side: &str| {
            let mut request =
                api::Request { emit: vec!["schema".to_owned(), "model".to_owned()], ..request.clone() };
            request.set.insert("of".to_owned(), side.to_owned());
            let mut files = crate::convert(&request).files.into_iter().map(|file| file.text);
            files.next().zip(files.next())
        };
        let ((sql_before, model_before), (sql_after, model_after)) = end("before").zip(end("after"))?;
        Some(Self { sql: [sql_before, sql_after], model: [model_before, model_after] })
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
        let outcome = Outcome {
            conversion: crate::convert(&question.request),
            targets: crate::targets(&question.request),
            outline: crate::outline(&question.request),
            ends: question.ends.then(|| Ends::of(&question.request)).flatten(),
        };
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

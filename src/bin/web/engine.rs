//! The page's link to the engine in its Web Worker.
//!
//! One question at a time is at the engine, and only the newest waits: however fast someone types, the answers never
//! queue up. An answer that does not come in time means that the worker is lost, and it is replaced.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use authmorph::api::Request;
use authmorph::source::hint;
use authmorph::ui::outcome::Outcome;
use authmorph::ui::worker::{Answer, Engine, Packed, Question};
use gloo::timers::callback::Timeout;
use gloo::worker::{Spawnable, WorkerBridge};
use leptos::wasm_bindgen;
use leptos::wasm_bindgen::prelude::*;

/// How long the engine may take, with the time to load it, before it counts as lost.
const PATIENCE_IN_MILLISECONDS: u32 = 20_000;

#[wasm_bindgen]
extern "C" {
    /// The address of the worker's script with that engine in it. Only the scripts know it (`www/boot.js`): its name
    /// has a hash in it, or it is in no file at all.
    #[wasm_bindgen(js_namespace = authmorph, js_name = workerScript)]
    fn worker_script(engine: &str) -> String;
}

/// The engine that reads SQL.
const ENGINE: &str = "engine";

/// The one that reads source code too. It reads all that the other one reads, so once it is there, it stays.
const ENGINE_FOR_SOURCE_CODE: &str = "engine_source";

/// What is told to the page: the outcome of the newest question, or why there is none.
type OnAnswer = Rc<dyn Fn(Result<Outcome, String>)>;

/// What is asked of the engine.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What to convert.
    pub request: Request,
    /// Whether the schema before and after is asked for as well.
    pub ends: bool,
}

/// The link. Cloning it gives another handle on the same worker.
#[derive(Clone)]
pub struct Link {
    inner: Rc<Inner>,
}

struct Inner {
    bridge: RefCell<Option<WorkerBridge<Engine>>>,
    /// Whether the worker reads source code.
    reads_source_code: Cell<bool>,
    /// The number of the question that is at the engine, if one is.
    asked: Cell<Option<u32>>,
    last_run: Cell<u32>,
    waiting: RefCell<Option<Asked>>,
    watchdog: RefCell<Option<Timeout>>,
    on_answer: OnAnswer,
}

impl Link {
    /// A link that tells its answers to the function. The worker starts to load at once.
    pub fn new(on_answer: impl Fn(Result<Outcome, String>) + 'static) -> Self {
        let link = Self {
            inner: Rc::new(Inner {
                bridge: RefCell::new(None),
                reads_source_code: Cell::new(false),
                asked: Cell::new(None),
                last_run: Cell::new(0),
                waiting: RefCell::new(None),
                watchdog: RefCell::new(None),
                on_answer: Rc::new(on_answer),
            }),
        };
        link.start();
        link
    }

    /// Asks; an older question that still waits is forgotten.
    pub fn ask(&self, request: Asked) {
        if self.inner.asked.get().is_some() {
            self.inner.waiting.replace(Some(request));
        } else {
            self.send(request);
        }
    }

    /// Forgets the question that waits, and the answer to the one that is at the engine.
    pub fn forget(&self) {
        self.inner.waiting.replace(None);
        self.inner.last_run.set(self.inner.last_run.get().wrapping_add(1));
    }

    /// Ends the worker with whatever it is doing. The next question starts a new one.
    pub fn cancel(&self) {
        self.forget();
        self.inner.asked.set(None);
        self.inner.watchdog.replace(None);
        self.inner.bridge.replace(None);
    }

    fn start(&self) {
        let weak = Rc::downgrade(&self.inner);
        let engine = if self.inner.reads_source_code.get() { ENGINE_FOR_SOURCE_CODE } else { ENGINE };
        let bridge = Engine::spawner()
            .encoding::<Packed>()
            .with_loader(true)
            // A page that is one file has its worker in a Blob, and browsers let none be a module there.
            .as_module(false)
            .callback(move |answer| {
                if let Some(inner) = weak.upgrade() {
                    Link { inner }.hear(answer);
                }
            })
            .spawn(&worker_script(engine));
        self.inner.bridge.replace(Some(bridge));
    }

    fn send(&self, asked: Asked) {
        let run = self.inner.last_run.get().wrapping_add(1);
        self.inner.last_run.set(run);
        self.inner.asked.set(Some(run));
        let link = self.clone();
        let watchdog = Timeout::new(PATIENCE_IN_MILLISECONDS, move || {
            let outcome = Err("it gave no answer for 20 seconds".to_owned());
            link.hear(Answer { run, outcome });
        });
        self.inner.watchdog.replace(Some(watchdog));
        let Asked { request, ends } = asked;
        let is_source_code = request.sources.iter().any(|source| hint::looks_like_source_code(&source.text));
        if is_source_code && !self.inner.reads_source_code.replace(true) {
            self.inner.bridge.replace(None);
        }
        if self.inner.bridge.borrow().is_none() {
            self.start();
        }
        if let Some(bridge) = self.inner.bridge.borrow().as_ref() {
            bridge.send(Question { run, request, ends });
        }
    }

    fn hear(&self, answer: Answer) {
        // A worker that was given up may still answer; so may one whose question was answered by the watchdog.
        if self.inner.asked.get() != Some(answer.run) {
            return;
        }
        self.inner.asked.set(None);
        self.inner.watchdog.replace(None);
        if answer.outcome.is_err() {
            // The next question starts a new one: what was wrong may be right again by then.
            self.inner.bridge.replace(None);
        }
        let next = self.inner.waiting.replace(None);
        let is_newest = next.is_none() && answer.run == self.inner.last_run.get();
        if let Some(request) = next {
            self.send(request);
        }
        if is_newest {
            (self.inner.on_answer)(answer.outcome);
        }
    }
}

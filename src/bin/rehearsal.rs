//! The engine once more, with the reader of source code and the rehearsal: loaded when the page rehearses, by a worker
//! that brings the database.

#[path = "engine.rs"]
mod engine;

use authmorph::api::Request;
use authmorph::convert::for_rehearsal;
use authmorph::rehearse::engine::{Engine, Outcome, Texts};
use authmorph::rehearse::export::{Form, write};
use authmorph::rehearse::report::Phase;
use authmorph::rehearse::{Options, rehearse as run};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::js_sys::Array;

/// The module does nothing until it is called.
fn main() {
    engine::main();
}

#[wasm_bindgen]
extern "C" {
    /// A database for the rehearsal alone (`www/rehearsal/database.ts`). What it rejects with is what the database said.
    pub type Database;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Database) -> String;
    #[wasm_bindgen(method, catch)]
    async fn empty(this: &Database) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn reconnect(this: &Database) -> Result<JsValue, JsValue>;
    /// Rows that were written, and milliseconds.
    #[wasm_bindgen(method, catch)]
    async fn execute(this: &Database, sql: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn rows(this: &Database, sql: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn provide(this: &Database, extension: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn hear(this: &Database, phase: &str, done: usize, of: usize);
}

/// The options, as JavaScript has them.
#[derive(Deserialize)]
struct Chosen {
    rows: usize,
    seed: u64,
    troubles: bool,
    restart: bool,
    own_rows: bool,
}

/// Rehearses what the request asks for. The answer is the report as JSON, as Markdown and as JUnit, in the bytes of the
/// command line.
#[wasm_bindgen]
pub async fn rehearse(
    #[wasm_bindgen(unchecked_param_type = "Request")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "object")] options: JsValue,
    database: Database,
) -> Result<Vec<String>, JsError> {
    let request: Request = engine::decode(request)?;
    let chosen: Chosen = serde_wasm_bindgen::from_value(options)
        .map_err(|error| JsError::new(&format!("not the options of a rehearsal: {error}")))?;
    let Chosen { rows, seed, troubles, restart, own_rows } = chosen;
    let options = Options { rows, seed, troubles, restart, own_rows };
    let (conversion, Some(subject)) = for_rehearsal(&request) else {
        return Err(JsError::new("there is no migration that could be rehearsed"));
    };
    let mut foreign = Foreign(database);
    let report = run(&subject, &conversion, &options, &mut foreign).await;
    let names: Vec<String> = request.sources.iter().map(|source| source.name.clone()).collect();
    Ok([Form::Json, Form::Markdown, Form::Junit].map(|form| write(&report, form, &names)).into())
}

/// The database of JavaScript as the rehearsal's.
struct Foreign(Database);

fn said(error: &JsValue) -> String {
    error.as_string().unwrap_or_else(|| "it failed without a word".to_owned())
}

impl Engine for Foreign {
    fn title(&self) -> String {
        self.0.title()
    }

    async fn empty(&mut self) -> Result<(), String> {
        self.0.empty().await.map(drop).map_err(|error| said(&error))
    }

    async fn reconnect(&mut self) -> Result<(), String> {
        self.0.reconnect().await.map(drop).map_err(|error| said(&error))
    }

    async fn execute(&mut self, sql: &str) -> Result<Outcome, String> {
        let answer = Array::from(&self.0.execute(sql).await.map_err(|error| said(&error))?);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts and times")]
        let number = |place: u32, unit: f64| answer.get(place).as_f64().map(|number| (number * unit) as u64);
        Ok(Outcome { touched: number(0, 1.0), microseconds: number(1, 1000.0).unwrap_or(0) })
    }

    async fn rows(&mut self, sql: &str) -> Result<Texts, String> {
        let rows = Array::from(&self.0.rows(sql).await.map_err(|error| said(&error))?);
        // A number is one with a fraction, which the command line writes as Rust does.
        let text =
            |value: JsValue| value.as_string().or_else(|| value.as_f64().map(|number| number.to_string()));
        Ok(rows.iter().map(|row| Array::from(&row).iter().map(text).collect()).collect())
    }

    async fn provide(&mut self, extension: &str) -> Result<(), String> {
        self.0.provide(extension).await.map(drop).map_err(|error| said(&error))
    }

    fn hear(&mut self, phase: Phase, done: usize, of: usize) {
        self.0.hear(phase.title(), done, of);
    }
}

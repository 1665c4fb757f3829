//! The thin JavaScript edge: decode, call the engine, encode.
//!
//! The same wasm module is the page's Web Worker, which calls [`serve`], and the JavaScript package, which calls the
//! rest. The TypeScript types come from `src/api.rs`.

use authmorph::api;
use authmorph::ui::worker::{self, Engine};
use gloo::worker::Registrable;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The module does nothing until it is called.
pub(crate) fn main() {}

/// Says which layout the text has, and why.
#[wasm_bindgen(unchecked_return_type = "Detection")]
pub fn detect(
    #[wasm_bindgen(unchecked_param_type = "Request")] request: JsValue,
) -> Result<JsValue, JsError> {
    encode(&authmorph::detect(&decode(request)?))
}

/// Says which targets the text can be converted to, and with which options.
#[wasm_bindgen(unchecked_return_type = "Target[]")]
pub fn targets(
    #[wasm_bindgen(unchecked_param_type = "Request")] request: JsValue,
) -> Result<JsValue, JsError> {
    encode(&authmorph::targets(&decode(request)?))
}

/// Converts the text. Whatever the text is, there is a conversion: what is wrong with it is among its findings.
#[wasm_bindgen(unchecked_return_type = "Conversion")]
pub fn convert(
    #[wasm_bindgen(unchecked_param_type = "Request")] request: JsValue,
) -> Result<JsValue, JsError> {
    encode(&authmorph::convert(&decode(request)?))
}

/// The engine's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Makes the Web Worker that this is called in the page's engine.
#[wasm_bindgen]
pub fn serve() {
    std::panic::set_hook(Box::new(|panic| worker::report_failure(&panic.to_string())));
    Engine::registrar().encoding::<worker::Packed>().register();
}

/// Tells the page that the call in work has ended without an answer.
#[wasm_bindgen]
pub fn report_failure(message: &str) {
    worker::report_failure(message);
}

pub(crate) fn decode(request: JsValue) -> Result<api::Request, JsError> {
    serde_wasm_bindgen::from_value(request).map_err(|error| JsError::new(&format!("not a Request: {error}")))
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &str) -> Result<JsValue, JsValue>;
}

/// The same objects as the command line's JSON. The engine writes that anyhow, for `plan.json`, in this very form; a way
/// of its own to make objects would be compiled for every type once more.
fn encode(value: &impl Serialize) -> Result<JsValue, JsError> {
    let failed = |reason: &str| JsError::new(&format!("the answer could not be handed over: {reason}"));
    let text = serde_json::to_string_pretty(value).map_err(|error| failed(&error.to_string()))?;
    parse_json(&text).map_err(|_| failed("it is no JSON"))
}

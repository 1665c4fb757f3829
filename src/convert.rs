//! The conversion: the only place that runs the stages in order.

use crate::api;

/// Recognises the layout of the text.
pub fn detect(request: &api::Request) -> api::Detection {
    let _ = request;
    api::Detection::default()
}

/// The targets that the text can be converted to.
pub fn targets(request: &api::Request) -> Vec<api::Target> {
    let _ = request;
    Vec::new()
}

/// Converts the text.
pub fn convert(request: &api::Request) -> api::Conversion {
    let _ = request;
    api::Conversion::default()
}

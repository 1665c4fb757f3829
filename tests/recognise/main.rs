//! What the recogniser says of known schemas: of every layout in every dialect and variant, of the same schemas with
//! other names, orders and neighbours, and of schemas that are none of ours.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod contract;
mod labelled;
mod random;
mod reasons;
#[allow(dead_code, reason = "what stands beside a text matters where its database is made")]
#[path = "../support/labelled.rs"]
mod schemas;
mod supertokens;

use authmorph::api::{Detection, Request, Source};

/// What the recogniser says of a text.
fn detect(dialect: &str, text: &str) -> Detection {
    authmorph::detect(&request(dialect, text))
}

fn request(dialect: &str, text: &str) -> Request {
    Request {
        sources: vec![Source { name: "schema.sql".to_owned(), text: text.to_owned() }],
        dialect: Some(dialect.to_owned()),
        ..Request::default()
    }
}

/// What was recognised, in one line.
fn summary(detection: &Detection) -> String {
    match (&detection.layout, &detection.version) {
        (Some(layout), Some(version)) => format!(
            "{layout} {version}{} {:.2}",
            detection.variant.as_ref().map(|variant| format!(" ({variant})")).unwrap_or_default(),
            detection.confidence
        ),
        _ => "none".to_owned(),
    }
}

//! Answers for programs.

use std::collections::BTreeMap;

use authmorph::api::{self, Detection, Request};
use serde::Serialize;

use crate::Misuse;

/// Any answer, indented, with a line end.
pub fn pretty(answer: &impl Serialize) -> Result<String, Misuse> {
    let mut text = serde_json::to_string_pretty(answer).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

/// What `detect` prints; its fields are a contract.
#[derive(Serialize)]
struct Detected<'a> {
    dialect: &'a str,
    layout: Option<&'a str>,
    version: Option<&'a str>,
    versions: &'a [String],
    variant: Option<&'a str>,
    confidence: f64,
    roles: &'a BTreeMap<String, api::Role>,
    evidence: Vec<Observation<'a>>,
    runners_up: Vec<RunnerUp<'a>>,
    targets: &'a [String],
    findings: Vec<Finding<'a>>,
    others: &'a [api::OtherLayout],
    cannot_say: &'a [String],
}

#[derive(Serialize)]
struct Observation<'a> {
    supports: bool,
    what: &'a str,
    span: Option<Span<'a>>,
}

#[derive(Serialize)]
struct RunnerUp<'a> {
    layout: &'a str,
    version: &'a str,
    confidence: f64,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    what: &'a str,
    why: &'a str,
    next: &'a str,
    span: Option<Span<'a>>,
}

#[derive(Serialize)]
struct Span<'a> {
    /// The name of the file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

/// The one object of `detect --format json`.
pub fn detection(request: &Request, detection: &Detection) -> Result<String, Misuse> {
    pretty(&Detected {
        dialect: &detection.dialect,
        layout: detection.layout.as_deref(),
        version: detection.version.as_deref(),
        versions: &detection.versions,
        variant: detection.variant.as_deref(),
        confidence: detection.confidence,
        roles: &detection.roles,
        evidence: detection.evidence.iter().map(|evidence| observation(request, evidence)).collect(),
        runners_up: detection.runners_up.iter().map(runner_up).collect(),
        targets: &detection.targets,
        findings: detection.findings.iter().map(|found| finding(request, found)).collect(),
        others: &detection.others,
        cannot_say: &detection.cannot_say,
    })
}

fn observation<'a>(request: &'a Request, evidence: &'a api::Evidence) -> Observation<'a> {
    let span = evidence.span.as_ref().map(|place| span(request, place));
    Observation { supports: evidence.supports, what: &evidence.what, span }
}

fn runner_up(other: &api::RunnerUp) -> RunnerUp<'_> {
    RunnerUp { layout: &other.layout, version: &other.version, confidence: other.confidence }
}

fn finding<'a>(request: &'a Request, found: &'a api::Finding) -> Finding<'a> {
    Finding {
        code: &found.code,
        severity: &found.severity,
        what: &found.what,
        why: &found.why,
        next: &found.next,
        span: found.span.as_ref().map(|place| span(request, place)),
    }
}

fn span<'a>(request: &'a Request, place: &api::Span) -> Span<'a> {
    let position = |position: &api::Position| Position { line: position.line, column: position.column };
    let file = match &request.sources[..] {
        [_] => None,
        several => several.get(place.source).map(|source| source.name.as_str()),
    };
    Span { file, start: position(&place.start), end: position(&place.end) }
}

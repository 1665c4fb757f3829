//! Which layout a schema is, judged by columns, types, keys and references; table names only break ties.

mod candidate;
mod fit;

use std::collections::BTreeMap;

use crate::findings::{Finding, Severity, Span};
use crate::layouts::{self, Layout};
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use fit::Fit;

/// What the user says a table or column is: `user` → `people`, `session.user_id` → `owner`.
pub type Mapping = BTreeMap<String, String>;

/// What was recognised.
#[derive(Debug, Clone, Default)]
pub struct Recognition {
    /// The layout, when one fits.
    pub layout: Option<&'static Layout>,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// The table of each role that was found.
    pub roles: BTreeMap<&'static str, FoundRole>,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
    /// What else it could be, best first.
    pub runners_up: Vec<RunnerUp>,
}

/// A table that plays a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRole {
    /// The table.
    pub table: ObjectName,
    /// The column of each field.
    pub columns: BTreeMap<&'static str, String>,
    /// Columns that are no field of the role.
    pub extra: Vec<String>,
}

/// One observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Whether it speaks for the layout.
    pub supports: bool,
    /// What was seen.
    pub what: String,
    /// Where.
    pub span: Option<Span>,
}

/// A layout that fits less well.
#[derive(Debug, Clone)]
pub struct RunnerUp {
    /// The layout.
    pub layout: &'static Layout,
    /// How well it fits, from 0 to 1.
    pub confidence: f64,
    /// What it lacks.
    pub lacks: Vec<String>,
}

/// Below this a layout counts as not recognised.
const KNOWN: f64 = 0.5;

/// At most so many runners-up are named.
const RUNNERS_UP: usize = 3;

/// Recognises the layout of a schema.
pub fn recognise(schema: &Schema, mapping: &Mapping) -> (Recognition, Vec<Finding>) {
    let mut findings = unknown_mappings(schema, mapping);
    let mut fits: Vec<Fit> = layouts::ALL.iter().map(|layout| fit::fit(schema, layout, mapping)).collect();
    // A stable sort: of two that fit alike, the newer version stands first in the table.
    fits.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
    let best = match fits.first() {
        Some(best) if best.confidence >= KNOWN && best.whole => Some(fits.remove(0)),
        _ => None,
    };
    let runners_up = fits
        .into_iter()
        .filter(|fit| fit.confidence > 0.0 || best.is_none())
        .take(RUNNERS_UP)
        .map(|fit| RunnerUp { layout: fit.layout, confidence: fit.confidence, lacks: fit.lacks })
        .collect();
    match best {
        Some(best) => {
            findings.extend(best.findings);
            let recognition = Recognition {
                layout: Some(best.layout),
                confidence: best.confidence,
                roles: best.roles,
                evidence: best.evidence,
                runners_up,
            };
            (recognition, findings)
        }
        None => (Recognition { runners_up, ..Recognition::default() }, findings),
    }
}

/// Mappings that name a role, field, table or column that does not exist.
fn unknown_mappings(schema: &Schema, mapping: &Mapping) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (from, to) in mapping {
        let (role, field) = match from.split_once('.') {
            Some((role, field)) => (role, Some(field)),
            None => (from.as_str(), None),
        };
        let shapes =
            layouts::ALL.iter().flat_map(|layout| layout.roles.iter()).filter(|shape| shape.name == role);
        let known = match field {
            None => shapes.count() > 0,
            Some(field) => shapes.flat_map(|shape| shape.fields.iter()).any(|shape| shape.name == field),
        };
        if !known {
            findings.push(Finding::new(
                "mapping_unknown",
                Severity::Error,
                format!("No layout has a role or field `{from}`."),
                "The mapping has no effect.",
                format!("Use one of: {}.", known_names().join(", ")),
                None,
            ));
        } else if field.is_none() && candidate::mapped_table(schema, to).is_none() {
            findings.push(Finding::new(
                "mapping_unknown",
                Severity::Error,
                format!("The text has no table `{to}` for the role `{role}`."),
                "The mapping has no effect.",
                "Name a table as the DDL has it, unquoted, with its schema when it has one.",
                None,
            ));
        }
    }
    findings
}

fn known_names() -> Vec<String> {
    let mut names = Vec::new();
    for shape in layouts::ALL.iter().flat_map(|layout| layout.roles.iter()) {
        names.push(shape.name.to_owned());
        names.extend(shape.fields.iter().map(|field| format!("{}.{}", shape.name, field.name)));
    }
    names.sort();
    names.dedup();
    names
}

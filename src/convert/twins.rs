//! The engine's types as their serialisable twins.

use std::collections::BTreeMap;

use super::reading::Reading;
use crate::api;
use crate::decide::{Decision, Target, offered};
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::layouts::Layout;
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use crate::order::map;
use crate::outputs::migration::{Statement, step_statements};
use crate::outputs::options;
use crate::plan::Plan;
use crate::plan::locks::{self, Lock, Until, Waiting};
use crate::recognise::{FoundRole, Other, Recognition, roles_to_say};

/// What was recognised.
pub fn detection(
    reading: &Reading<'_>,
    schema: &Schema,
    recognition: &Recognition,
    all_findings: &[Finding],
) -> api::Detection {
    let layout = recognition.layout;
    let evidence = recognition.evidence.iter().map(|evidence| api::Evidence {
        supports: evidence.supports,
        what: evidence.what.clone(),
        span: evidence.span.and_then(|span| reading.place(span)),
    });
    let runners_up = recognition.runners_up.iter().map(|other| api::RunnerUp {
        layout: other.layout.name.to_owned(),
        version: other.version.to_owned(),
        confidence: other.confidence,
        lacks: other.lacks.clone(),
    });
    api::Detection {
        dialect: reading.dialect.name().to_owned(),
        layout: layout.map(|layout| layout.name.to_owned()),
        version: recognition.versions.first().map(|version| (*version).to_owned()),
        versions: owned(&recognition.versions),
        variant: recognition.variant.map(str::to_owned),
        confidence: recognition.confidence,
        roles: roles(&recognition.roles),
        evidence: evidence.collect(),
        others: recognition.others.iter().map(other).collect(),
        runners_up: runners_up.collect(),
        cannot_say: layout.map(|layout| cannot_say(layout, reading.dialect)).unwrap_or_default(),
        targets: offered(layout, &recognition.versions, schema.dialect)
            .iter()
            .map(|target| target.name.to_owned())
            .collect(),
        findings: findings(reading, all_findings),
        table_count: schema.tables.len(),
    }
}

/// The tables, and the roles of the layout that was recognised or comes closest.
pub fn outline(reading: &Reading<'_>, schema: &Schema, recognition: &Recognition) -> api::Outline {
    let tables = schema.tables.iter().map(|table| api::TableOutline {
        name: table.name.to_string(),
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        span: reading.place(table.span),
    });
    let layout = recognition.layout.or(recognition.runners_up.first().map(|other| other.layout));
    let roles = layout.into_iter().flat_map(roles_to_say);
    let roles =
        roles.map(|(name, fields)| api::RoleOutline { name: name.to_owned(), fields: owned(&fields) });
    api::Outline { tables: tables.collect(), roles: roles.collect() }
}

fn roles(found: &BTreeMap<&'static str, FoundRole>) -> BTreeMap<String, api::Role> {
    let twin = |role: &FoundRole| api::Role {
        table: role.table.to_string(),
        columns: map(role.columns.iter().map(|(field, column)| ((*field).to_owned(), column.clone()))),
        extra: role.extra.clone(),
        referenced_by: role.referenced_by.clone(),
    };
    map(found.iter().map(|(name, role)| ((*name).to_owned(), twin(role))))
}

fn other(other: &Other) -> api::OtherLayout {
    api::OtherLayout {
        layout: other.layout.name.to_owned(),
        version: other.versions.first().copied().unwrap_or(other.layout.version).to_owned(),
        versions: owned(&other.versions),
        variant: other.variant.map(str::to_owned),
        confidence: other.confidence,
        roles: roles(&other.roles),
    }
}

fn cannot_say(layout: &Layout, dialect: Dialect) -> Vec<String> {
    let here = layout.cannot_say.iter().filter(|unsaid| unsaid.dialect.is_none_or(|only| only == dialect));
    here.map(|unsaid| unsaid.what.to_owned()).collect()
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A target with its options, and with those of the outputs, which stand on the same form.
pub fn target(dialect: Dialect, target: &Target) -> api::Target {
    let options = target.options.iter().chain(options::ALL);
    let options = options.map(|option| api::OptionDescription {
        name: option.name.to_owned(),
        label: option.label.to_owned(),
        default: option.default.to_owned(),
        reason: option.reason.to_owned(),
        choices: options::choices(option, dialect).map(str::to_owned).collect(),
    });
    api::Target {
        name: target.name.to_owned(),
        purpose: target.purpose.to_owned(),
        options: options.collect(),
    }
}

/// Findings with their places, in the order in which the stages had them.
pub fn findings(reading: &Reading<'_>, findings: &[Finding]) -> Vec<api::Finding> {
    findings
        .iter()
        .map(|finding| api::Finding {
            code: finding.code.to_owned(),
            severity: finding.severity.word().to_owned(),
            what: finding.what.clone(),
            why: finding.why.clone(),
            next: finding.next.clone(),
            span: finding.span.and_then(|span| reading.place(span)),
        })
        .collect()
}

/// A decision with its place.
pub fn decision(reading: &Reading<'_>, decision: &Decision) -> api::Decision {
    api::Decision {
        what: decision.what.clone(),
        reason: decision.reason.clone(),
        span: decision.span.and_then(|span| reading.place(span)),
    }
}

/// The steps with their statements.
pub fn steps(reading: &Reading<'_>, dialect: Dialect, plan: &Plan) -> Vec<api::Step> {
    let text = |statements: Vec<Statement>| {
        statements.into_iter().map(|statement| statement.sql).collect::<Vec<_>>()
    };
    plan.steps
        .iter()
        .zip(locks::costs(dialect, plan))
        .map(|(step, cost)| {
            let statements = step_statements(dialect, plan, step);
            let down = text(statements.down);
            let no_undo = down
                .is_empty()
                .then(|| "It changes nothing that is left to undo: the journal goes as a whole.".to_owned());
            api::Step {
                purpose: step.purpose.clone(),
                cause: step.cause.clone(),
                up: text(statements.up),
                down,
                no_undo,
                span: step.span.and_then(|span| reading.place(span)),
                locks: cost.locks.into_iter().map(lock).collect(),
                in_proportion_to: cost.in_proportion_to.iter().map(ObjectName::to_string).collect(),
                after_transaction: step.is_afterwards(),
            }
        })
        .collect()
}

fn lock(lock: Lock) -> api::Lock {
    let waiting = match lock.waiting {
        Waiting::Writing => "writing",
        Waiting::Everything => "everything",
    };
    let until = match lock.until {
        Until::StepEnd => "step",
        Until::Commit => "transaction",
    };
    api::Lock {
        on: lock.on.map(|table| table.to_string()),
        waiting: waiting.to_owned(),
        until: until.to_owned(),
    }
}

//! SuperTokens: from any core to any later one.
//!
//! What each core has stands in `src/layouts/supertokens` as SQL, the changes from one core to the next. They are folded
//! onto the tables of the database at hand, so that the same data serve every pair of cores.

mod claims;
mod columns;
mod fold;
mod forms;
mod history;
pub mod import;
mod locks;
mod notes;
mod own_keys;
mod rows;
mod unlink;
mod words;

pub(super) use forms::target_columns;
pub(super) use unlink::named;

use super::change::Changes;
use super::evolution::Evolution;
use super::options::{OptionShape, Options};
use super::{Decided, Decision, Target};
use crate::dialects::Dialect;
use crate::dialects::innodb;
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use crate::recognise::Recognition;
use history::{Names, Release};

const OPTIONS: &[OptionShape] = &[
    OptionShape {
        name: rows::DYNAMIC_KEYS,
        label: "access_token_signing_key_dynamic in the core's configuration (for the step to 5.0)",
        default: "true",
        reason: "It is the core's own default.",
        choices: &["true", "false"],
    },
    OptionShape {
        name: rows::PHONE_NUMBERS,
        label: "Phone numbers (for the step to 7.0)",
        default: "normalise",
        reason: "Core 7.0.12 and newer look for a phone number without blanks, hyphens and parentheses.",
        choices: &["normalise", "leave"],
    },
    OptionShape {
        name: rows::RESERVATIONS,
        label: "The tables of core 12 that reserve addresses (for the step to 12.0)",
        default: "later",
        reason: "The core fills them itself while it runs, and reads the old tables until you change its mode.",
        choices: &["later", "now"],
    },
    OptionShape {
        name: locks::LOCKS,
        label: "Locks (PostgreSQL)",
        default: "one",
        reason: "One transaction from beginning to end is the safest way, and the core has to be stopped anyway.",
        choices: &["one", "short"],
    },
];

macro_rules! targets {
    ($($version:literal)*) => {
        /// A target for each core, the newest first.
        pub const TARGETS: &[&Target] = &[$(&Target {
            name: concat!("supertokens-", $version),
            title: concat!("SuperTokens ", $version),
            purpose: concat!("The tables as core ", $version, " makes them, with every row."),
            options: OPTIONS,
            decide: |schema, recognition, options| decide(schema, recognition, options, $version),
        }),*];

        /// Their names.
        pub const NAMES: &[&str] =
            &[$(concat!("supertokens-", $version),)* "better-auth-1", "authjs-5", "as-is"];
    };
}

targets! {
    "12.1" "12.0" "11.4" "11.3" "11.2" "11.1" "11.0" "10.1" "10.0" "9.3" "9.2" "9.1" "9.0" "8.0" "7.0" "6.0" "5.0" "4.6"
    "4.5" "4.4" "4.3" "4.2" "4.1" "4.0" "3.16" "3.15" "3.14" "3.13" "3.12" "3.11" "3.10" "3.9" "3.8" "3.7" "3.6" "3.5"
    "3.4" "3.3" "3.2" "3.1"
}

fn decide(schema: &Schema, recognition: &Recognition, options: &Options, version: &str) -> Decided {
    // The steps drop indexes and foreign keys by their names, and have to know of those that nobody wrote.
    if schema.dialect == Dialect::MySql {
        let completed = innodb::completed(schema);
        let decided = decide_on(&completed, recognition, options, version);
        return Decided { from: Some(completed), ..decided };
    }
    decide_on(schema, recognition, options, version)
}

fn decide_on(schema: &Schema, recognition: &Recognition, options: &Options, version: &str) -> Decided {
    let names = Names::of(schema, recognition);
    let releases = history::releases(schema.dialect, version, &names);
    let mut nothing = Decided::unchanged(schema);
    nothing.findings = taken_names(schema, &releases, &names);
    nothing.findings.extend(notes::too_old(schema, &names));
    if !nothing.findings.is_empty() {
        return nothing;
    }
    let (Some(mut folded), Some(last)) = (fold::fold(schema, &releases, &names, options), releases.last())
    else {
        return nothing;
    };
    let lacks = forms::lacks(&folded.model, last, schema.dialect);
    if !lacks.is_empty() {
        nothing.findings.push(unreached(version, &lacks));
        return nothing;
    }
    if folded.stages.is_empty() {
        nothing.decisions.push(Decision::new(
            format!("Nothing changes: core {version} finds everything as it wants it."),
            "The tables were compared with those that this core makes in an empty database.",
            None,
        ));
        return nothing;
    }
    let short = options.get(locks::LOCKS) == "short" && schema.dialect == Dialect::PostgreSql;
    if short {
        locks::shorten(&mut folded.stages);
    }
    let anchor = names.table("session_info");
    let mut changes = Changes::new(anchor.sibling("_authmorph_state"));
    let notes = notes::notes(schema, &folded.stages, &names, options);
    let counted = counted(schema, &releases, &names);
    let mut evolution = Evolution {
        claims: folded.claims,
        lock_timeout: short.then_some("5s"),
        ..Evolution::new(schema.dialect, folded.stages, counted, &anchor)
    };
    evolution.find_keeps();
    evolution.find_views(schema);
    changes.evolution = Some(evolution);
    let mut findings = folded.findings;
    findings.extend(notes);
    findings.extend(changes.evolution.iter().flat_map(Evolution::recreated));
    Decided {
        from: None,
        to: folded.model,
        changes: Some(changes),
        export: None,
        decisions: decisions(version, &names, options),
        findings,
    }
}

/// The core's tables that are there.
fn counted(schema: &Schema, releases: &[Release], names: &Names) -> Vec<ObjectName> {
    let mut of: Vec<ObjectName> = Vec::new();
    for (base, _) in releases.iter().flat_map(|release| &release.tables) {
        let name = names.table(base);
        if schema.tables.iter().any(|table| table.name == name) && !of.contains(&name) {
            of.push(name);
        }
    }
    of
}

/// Tables of the user's own that stand where a core wants to make one.
fn taken_names(schema: &Schema, releases: &[Release], names: &Names) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let Some(last) = releases.last() else { return findings };
    for (base, _) in last.tables.iter().filter(|(base, _)| !names.is_known(base)) {
        // As it came; later columns may well be missing.
        let Some(shape) = releases.iter().find_map(|release| release.table(base)) else { continue };
        let name = names.table(base);
        let Some(table) = schema.tables.iter().find(|table| table.name == name) else { continue };
        let found = shape.columns.iter().filter(|column| table.column(&column.name).is_some()).count();
        if found * 2 < shape.columns.len() {
            findings.push(Finding::new(
                "core_table_taken",
                Severity::Block,
                format!("`{name}` is a table of your own, and the core wants to make one of that name."),
                "The core takes whatever table of that name it finds for its own, and fails on it.",
                "Rename it, or give the core's tables a prefix.",
                Some(table.span),
            ));
        }
    }
    findings
}

fn unreached(version: &str, lacks: &[String]) -> Finding {
    Finding::new(
        "internal_plan_differs",
        Severity::Block,
        format!("The steps do not lead to core {version}: {} would be missing.", lacks.join(", ")),
        "A migration that does something else than it says must not be run, so none was written.",
        "Please report it with the text that you pasted, without its data.",
        None,
    )
}

fn decisions(version: &str, names: &Names, options: &Options) -> Vec<Decision> {
    let mut decisions = vec![Decision::new(
        format!("The tables become those of core {version}, one core after the other in one script."),
        "The core makes missing tables when it starts, but never changes one that is there.",
        None,
    )];
    if !names.prefix.is_empty() {
        decisions.push(Decision::new(
            format!("Tables and constraints have the prefix `{}`, indexes have none.", names.prefix),
            "So the core names them itself.",
            None,
        ));
    }
    if history::core(version) >= (7, 0) {
        decisions.push(Decision::new(
            "Nobody is linked with anybody: every user stays a user of their own.",
            "Core 7.0 links accounts when the application asks for it, never by their addresses alone.",
            None,
        ));
    }
    let dynamic = options.get(rows::DYNAMIC_KEYS);
    decisions.push(Decision::new(
        format!(
            "Sessions are taken for signed by {} keys.",
            if dynamic == "false" { "static" } else { "dynamic" }
        ),
        if options.is_set(rows::DYNAMIC_KEYS) {
            "You said what `access_token_signing_key_dynamic` is."
        } else {
            "It is what the core does unless `access_token_signing_key_dynamic` is false."
        },
        None,
    ));
    decisions
}

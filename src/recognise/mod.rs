//! Which layout a schema is, judged by columns, types, keys and references; table names only break ties.

mod candidate;
mod catalogue;
mod edition;
mod fit;
mod mapping;
mod said;
mod succession;
mod weight;
mod words;

use std::collections::BTreeMap;

use crate::findings::{Finding, Severity, Span};
use crate::layouts::{self, Layout};
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};
use crate::order::{arrange, map};
use fit::Fit;
use words::Spelled;

pub use mapping::{Mapping, roles as roles_to_say};

/// What was recognised.
#[derive(Debug, Clone, Default)]
pub struct Recognition {
    /// The layout, when one fits.
    pub layout: Option<&'static Layout>,
    /// What people call it, with its version.
    pub title: String,
    /// The versions that the text fits equally, the one to be named first.
    pub versions: Vec<&'static str>,
    /// The adapter-born shape, when it is one.
    pub variant: Option<&'static str>,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// The table of each role that was found.
    pub roles: BTreeMap<&'static str, FoundRole>,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
    /// Other layouts in the same text, with tables of their own.
    pub others: Vec<Other>,
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
    /// Foreign keys of tables without a role that point here: `post(author_id)`.
    pub referenced_by: Vec<String>,
}

impl FoundRole {
    /// A role with its columns; the others are extra.
    fn of(table: &Table, columns: BTreeMap<&'static str, String>) -> Self {
        let extra = table.columns.iter().map(|column| column.name.clone());
        let extra = extra.filter(|name| !columns.values().any(|taken| taken == name)).collect();
        Self { table: table.name.clone(), columns, extra, referenced_by: Vec::new() }
    }
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

impl Evidence {
    /// An observation with its place.
    fn new(supports: bool, what: impl Into<String>, span: Option<Span>) -> Self {
        Self { supports, what: what.into(), span }
    }
}

/// Another layout in the same text.
#[derive(Debug, Clone)]
pub struct Other {
    /// The layout.
    pub layout: &'static Layout,
    /// The versions that its tables fit equally.
    pub versions: Vec<&'static str>,
    /// The adapter-born shape, when it is one.
    pub variant: Option<&'static str>,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// The table of each role.
    pub roles: BTreeMap<&'static str, FoundRole>,
}

/// A layout that fits less well.
#[derive(Debug, Clone)]
pub struct RunnerUp {
    /// The layout.
    pub layout: &'static Layout,
    /// The version that comes closest.
    pub version: &'static str,
    /// How well it fits, from 0 to 1.
    pub confidence: f64,
    /// What it lacks.
    pub lacks: Vec<String>,
}

/// Below this a layout counts as not recognised.
const KNOWN: f64 = 0.5;

/// Below this a layout that was recognised is said to be doubtful.
const SURE: f64 = 0.75;

/// Below this a layout does not count as one that is there beside another.
const BESIDE: f64 = 0.6;

/// At most so many runners-up are named, and at most so much of what each lacks.
const RUNNERS_UP: usize = 3;

/// Recognises the layout of a schema; `from` is the one that the user says it is.
pub fn recognise(schema: &Schema, mapping: &Mapping, from: Option<&str>) -> (Recognition, Vec<Finding>) {
    let mut findings = mapping::unknown(schema, mapping);
    let tables = Spelled::all(schema);
    let mut fits = all_fits(schema, &tables, mapping, &[]);
    // What was mapped says already which tables are meant.
    if mapping.is_empty() {
        succession::newest_first(&mut fits);
    }
    if let Some(from) = from {
        findings.extend(said::put_first(&mut fits, from));
    }
    let is_said = |fit: &Fit| from.is_some_and(|from| said::is_called(fit, from));
    let is_known = |fit: &Fit| fit.whole && (is_said(fit) || fit.confidence >= KNOWN);
    // What the user says is not overruled by what would fit better.
    let candidates = if fits.first().is_some_and(is_said) { 1 } else { fits.len() };
    let best = match fits.iter().take(candidates).position(is_known) {
        Some(position) => fits.remove(position),
        None => {
            findings.extend(
                meant(&fits, mapping).map(|fit| mapping::misfits(schema, mapping, fit)).unwrap_or_default(),
            );
            let recognition = Recognition { runners_up: closest_ones(fits), ..Recognition::default() };
            return (recognition, findings);
        }
    };
    let about = meant(&fits, mapping).filter(|meant| known(meant, mapping) > known(&best, mapping));
    findings.extend(mapping::misfits(schema, mapping, about.unwrap_or(&best)));
    let versions = equal_versions(&best, &fits);
    let others = others(schema, &tables, &best);
    findings.extend(best.findings.iter().cloned());
    findings.extend(doubtful(&best, &versions));
    findings.extend(several(&best, &versions, &others));
    let mut recognition = Recognition {
        layout: Some(best.layout),
        title: title(&best),
        variant: best.variant(schema),
        confidence: best.confidence,
        runners_up: runners_up(&best, &versions, fits),
        versions,
        roles: best.roles,
        evidence: best.evidence,
        others,
    };
    find_references(schema, &mut recognition);
    (recognition, findings)
}

/// The tables of a layout in a schema that is known to have it, and what made them. A table that had a role before and
/// is still there keeps it.
pub fn roles_of(
    schema: &Schema,
    layout: &'static Layout,
    before: &BTreeMap<&'static str, FoundRole>,
) -> (Option<&'static str>, BTreeMap<&'static str, FoundRole>) {
    let kept = before.iter().filter(|(_, role)| schema.tables.iter().any(|table| table.name == role.table));
    let mapping = map(kept.map(|(name, role)| ((*name).to_owned(), role.table.to_string())));
    let fit = fit::fit(schema, &Spelled::all(schema), layout, &mapping, &[]);
    (fit.variant(schema), fit.roles)
}

/// How many of the roles and fields that were mapped the layout has.
fn known(fit: &Fit, mapping: &Mapping) -> usize {
    mapping.keys().filter(|from| mapping::is_known(fit.layout, from)).count()
}

/// The layout that what was mapped speaks of; of several the one that fits best.
fn meant<'a>(fits: &'a [Fit], mapping: &Mapping) -> Option<&'a Fit> {
    fits.iter().rev().max_by_key(|fit| known(fit, mapping))
}

/// What people call what was found.
fn title(best: &Fit) -> String {
    let version = best.versions.first().copied().unwrap_or(best.layout.version);
    let edition = best.edition.and_then(|(edition, _)| edition.title);
    match edition {
        _ if best.layout.catalogue.is_some() => format!("{} {version}", best.layout.title),
        Some(title) if version != best.layout.version => title.to_owned(),
        _ => best.layout.title.to_owned(),
    }
}

/// Every layout held against the schema, best first.
fn all_fits(schema: &Schema, tables: &[Spelled<'_>], mapping: &Mapping, taken: &[ObjectName]) -> Vec<Fit> {
    let mut fits: Vec<Fit> = layouts::ALL
        .iter()
        .map(|layout| match layout.catalogue {
            Some(catalogue) => catalogue::fit(schema, tables, (layout, catalogue), mapping, taken),
            None => fit::fit(schema, tables, layout, mapping, taken),
        })
        .collect();
    // A stable sort: of two that fit alike, the newer version stands first in the table.
    arrange(&mut fits, |left, right| {
        let score = |fit: &Fit| fit.edition.map_or(0, |(_, score)| score);
        right
            .confidence
            .total_cmp(&left.confidence)
            .then(right.role_count().cmp(&left.role_count()))
            .then(score(right).cmp(&score(left)))
    });
    fits
}

/// The versions of the best fit, and of those of the same library that fit the same tables alike.
fn equal_versions(best: &Fit, fits: &[Fit]) -> Vec<&'static str> {
    let mut versions = best.versions.clone();
    let alike = fits.iter().filter(|fit| {
        fit.whole && fit.layout.name == best.layout.name && (fit.confidence - best.confidence).abs() < 0.005
    });
    for fit in alike.filter(|fit| fit.claimed() == best.claimed()) {
        versions.extend(fit.versions.iter().copied());
    }
    versions
}

/// Layouts that have tables of their own beside the best one's.
fn others(schema: &Schema, tables: &[Spelled<'_>], best: &Fit) -> Vec<Other> {
    let mut taken = best.claimed();
    let mut others = Vec::new();
    loop {
        let fits = all_fits(schema, tables, &Mapping::new(), &taken);
        let found = fits.into_iter().find(|fit| {
            fit.whole && fit.confidence >= BESIDE && !fit.claimed().is_empty() && is_telling(fit)
        });
        let Some(found) = found else { return others };
        taken.extend(found.claimed());
        others.push(Other {
            layout: found.layout,
            variant: found.variant(schema),
            confidence: found.confidence,
            versions: found.versions,
            roles: found.roles,
        });
    }
}

/// Whether the tables of a plain layout have names that make them more than a coincidence.
fn is_telling(fit: &Fit) -> bool {
    let claimed = fit.claimed();
    let named = fit.layout.roles.iter().filter(|role| role.weight > 0).all(|role| {
        fit.roles.get(role.name).filter(|found| claimed.contains(&found.table)).is_none_or(|found| {
            role.usual_tables.iter().any(|usual| {
                candidate::same_word(usual, &found.table.name)
                    || candidate::ends_with_word(&found.table.name, usual)
            })
        })
    });
    !fit.layout.plain || named
}

fn runners_up(best: &Fit, versions: &[&'static str], fits: Vec<Fit>) -> Vec<RunnerUp> {
    let claimed = best.claimed();
    let is_news = |fit: &Fit| {
        let version = fit.versions.first().copied().unwrap_or(fit.layout.version);
        fit.confidence > 0.0 && !(versions.contains(&version) && fit.claimed() == claimed)
    };
    let mut others: Vec<RunnerUp> = Vec::new();
    for mut fit in fits.into_iter().filter(is_news) {
        // A version of the same library that has no role for a table of the best one's is not meant, nor is a plain
        // layout that has no table but those.
        let lacks_role = best.roles.keys().any(|role| !fit.roles.contains_key(role));
        let no_more = fit.layout.plain && fit.claimed().iter().all(|table| claimed.contains(table));
        if lacks_role && (fit.layout.name == best.layout.name || no_more) {
            fit.confidence = fit.confidence.min(0.49);
        }
        others.push(runner_up(fit));
    }
    arrange(&mut others, |left, right| right.confidence.total_cmp(&left.confidence));
    others.truncate(RUNNERS_UP);
    others
}

/// The best of each library.
fn closest_ones(fits: Vec<Fit>) -> Vec<RunnerUp> {
    let mut chosen: Vec<RunnerUp> = Vec::new();
    for fit in fits {
        let is_first = chosen.iter().all(|other| other.layout.name != fit.layout.name);
        if is_first && chosen.len() < RUNNERS_UP {
            chosen.push(runner_up(fit));
        }
    }
    chosen
}

fn runner_up(fit: Fit) -> RunnerUp {
    let version = fit.versions.first().copied().unwrap_or(fit.layout.version);
    let lacks = fit.lacks.into_iter().take(RUNNERS_UP).collect();
    RunnerUp { layout: fit.layout, version, confidence: fit.confidence, lacks }
}

/// Notes which tables without a role refer to those that have one.
fn find_references(schema: &Schema, recognition: &mut Recognition) {
    let names: Vec<ObjectName> = recognition.roles.values().map(|role| role.table.clone()).collect();
    for role in recognition.roles.values_mut() {
        for table in schema.tables.iter().filter(|table| !names.contains(&table.name)) {
            for key in &table.foreign_keys {
                if schema.dialect.same_object(&key.foreign_table, &role.table) {
                    role.referenced_by.push(format!("{}({})", table.name, key.columns.join(", ")));
                }
            }
        }
    }
}

/// None where all that speaks against it is that tables are missing, which is said of each of them.
fn doubtful(best: &Fit, versions: &[&'static str]) -> Option<Finding> {
    let is_against = |evidence: &&Evidence| !evidence.supports;
    let count = best.evidence.iter().filter(is_against).count();
    if best.confidence >= SURE || (count > 0 && count == best.told) {
        return None;
    }
    let told = |evidence: &Evidence| evidence.span.is_none() && best.lacks.contains(&evidence.what);
    let mut against = best.evidence.iter().filter(is_against);
    let against = against.clone().find(|evidence| !told(evidence)).or_else(|| against.next());
    let version = versions.first().copied().unwrap_or(best.layout.version);
    Some(Finding::new(
        "layout_doubtful",
        Severity::Warning,
        format!("The text looks like {} {version}, but not in every point.", best.layout.name),
        against.map_or_else(
            || "Some of its tables are missing.".to_owned(),
            |evidence| format!("What speaks against it: {}.", evidence.what),
        ),
        "Look at the roles before you go on; what is wrong you can say with --map.",
        against.and_then(|evidence| evidence.span),
    ))
}

fn several(best: &Fit, versions: &[&'static str], others: &[Other]) -> Option<Finding> {
    let first = others.first()?;
    let version = versions.first().copied().unwrap_or(best.layout.version);
    let names: Vec<String> = others
        .iter()
        .map(|other| {
            let own = other.roles.values().map(|role| format!("`{}`", role.table)).collect::<Vec<_>>();
            let version = other.versions.first().copied().unwrap_or(other.layout.version);
            format!("{} {version} ({})", other.layout.name, own.join(", "))
        })
        .collect();
    let next_role = first.roles.iter().next();
    let next = next_role.map(|(name, role)| format!("--map {name}={}", role.table)).unwrap_or_default();
    let what = format!("Beside {} {version}, the text holds {}.", best.layout.name, names.join(" and "));
    if others.iter().all(|other| succession::succeeds(best.layout, other.layout)) {
        return Some(Finding::new(
            "several_layouts",
            Severity::Warning,
            what,
            format!(
                "{} came later and has tables of its own, so the older ones are taken for what is left of before.",
                best.layout.title
            ),
            format!(
                "Drop them when nothing needs them any more. If they are in use, say so with --map, such as {next}."
            ),
            None,
        ));
    }
    Some(Finding::new(
        "several_layouts",
        Severity::Warning,
        what,
        "One layout is converted at a time; the tables of the others stay as they are.",
        format!(
            "If another one is meant, say so with --map, such as {next}, or leave out the tables of the first."
        ),
        None,
    ))
}

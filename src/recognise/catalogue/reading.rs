//! Which release of a library has run on its tables, and which steps were taken.

use super::{Found, Pair};
use crate::findings::{Finding, Severity, Span};
use crate::layouts::{Release, StepMark};
use crate::order::arrange;
use crate::recognise::Evidence;
use crate::recognise::fit::Fit;

/// The two readings of a schema.
pub struct Reading {
    /// The newest release whose tables are there.
    booted: usize,
    /// The table that says so.
    newest_table: &'static str,
    /// The newest release that the text proves.
    proven: usize,
    /// Steps up to [`Reading::proven`] that were not taken, by their place in the catalogue.
    gaps: Vec<usize>,
    /// The first release that the tables are too old for.
    end: usize,
}

impl Reading {
    /// Reads what the tables that were found say.
    pub fn of(found: &Found<'_>) -> Self {
        let (booted, newest_table) = found
            .pairs
            .values()
            .map(|pair| (found.position(pair.shape.since), pair.shape.name))
            .max_by_key(|(position, _)| *position)
            .unwrap_or_default();
        let steps = found.catalogue.steps;
        let mut proven = booted;
        let mut shown = Vec::new();
        for step in steps {
            let to = found.position(step.to);
            // A foreign key that is missing proves nothing alone: other things drop foreign keys too.
            let weak = matches!(step.mark, StepMark::NoReference(..));
            let is_before = weak && proven + 1 < to;
            let shows = if is_before { None } else { found.shows(step.mark) };
            if shows == Some(true) {
                proven = proven.max(to);
            }
            shown.push((to, shows));
        }
        for refinement in found.catalogue.refinements {
            if has_index(found, refinement.index) {
                proven = proven.max(found.position(refinement.to));
            }
        }
        let gaps: Vec<usize> = (0..shown.len())
            .filter(|place| {
                shown.get(*place).is_some_and(|(to, shows)| *to <= proven && *shows == Some(false))
            })
            .collect();
        let next_step =
            shown.iter().filter(|(to, shows)| *to > proven && *shows == Some(false)).map(|(to, _)| *to).min();
        let next_table = found
            .catalogue
            .tables
            .iter()
            .filter(|shape| !found.pairs.contains_key(shape.name))
            .map(|shape| found.position(shape.since))
            .filter(|since| *since > proven)
            .min();
        let last = found.catalogue.releases.len();
        let end = next_step.unwrap_or(last).min(next_table.unwrap_or(last));
        Self { booted, newest_table, proven, gaps, end }
    }

    /// The releases that the tables are ready for, newest first.
    fn versions(&self, found: &Found<'_>) -> Vec<&'static str> {
        let first_gap = self.gaps.first().and_then(|place| found.catalogue.steps.get(*place));
        let (from, to) = match first_gap {
            None => (self.proven, self.end),
            Some(gap) => {
                let to = found.position(gap.to);
                let before = found.catalogue.steps.iter().map(|step| found.position(step.to));
                (before.filter(|step| *step < to).max().unwrap_or(0), to)
            }
        };
        let exists = |release: &&Release| release.dialects.contains(&found.schema.dialect);
        let releases = found.catalogue.releases.get(from..to).unwrap_or_default();
        let mut names: Vec<&'static str> =
            releases.iter().filter(exists).map(|release| release.name).collect();
        names.reverse();
        if names.is_empty() {
            names.extend(found.catalogue.releases.get(from).map(|release| release.name));
        }
        names
    }

    /// Adds what was read to the fit.
    pub fn report(&self, found: &Found<'_>, fit: &mut Fit) {
        fit.versions = self.versions(found);
        let level = fit.versions.first().map_or(0, |version| found.position(version));
        let expected = found.catalogue.tables.iter().filter(|shape| {
            let until = if shape.until.is_empty() { usize::MAX } else { found.position(shape.until) };
            found.position(shape.since) <= level.max(self.booted) && level < until
        });
        let expected: Vec<&str> = expected.map(|shape| shape.name).collect();
        let missing: Vec<&str> =
            expected.iter().copied().filter(|name| !found.pairs.contains_key(name)).collect();
        let part = 1.0 - missing.len() as f64 / expected.len().max(1) as f64;
        fit.confidence = 0.6 + 0.4 * part;
        self.explain(found, fit);
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().take(6).map(|name| format!("`{name}`")).collect();
            let more = if missing.len() > 6 { " …" } else { "" };
            let what = format!(
                "{} of the {} tables of this core are not in the text: {}{more}",
                missing.len(),
                expected.len(),
                names.join(", ")
            );
            fit.evidence.push(Evidence::new(false, what.clone(), None));
            fit.lacks.push(what);
        }
        self.gap_findings(found, fit);
    }

    fn explain(&self, found: &Found<'_>, fit: &mut Fit) {
        let mut telling: Vec<&Pair> = found.pairs.values().collect();
        arrange(&mut telling, |left, right| right.shape.weight.cmp(&left.shape.weight));
        for pair in telling.into_iter().take(3) {
            let what = format!("`{}` has the columns of SuperTokens' `{}`", pair.table.name, pair.shape.name)
                .replace("SuperTokens", fit.layout.title);
            fit.evidence.push(Evidence::new(true, what, Some(pair.table.span)));
        }
        if !found.prefix.is_empty() {
            let what = format!("the tables have the prefix `{}`", found.prefix);
            fit.evidence.push(Evidence::new(true, what, None));
        }
        let name =
            |position: usize| found.catalogue.releases.get(position).map_or("", |release| release.name);
        let span = found.table(self.newest_table).map(|table| table.span);
        let what = format!(
            "`{}` came with core {}, so that core or a newer one has run",
            found.table(self.newest_table).map(|table| table.name.to_string()).unwrap_or_default(),
            name(self.booted)
        );
        fit.evidence.push(Evidence::new(true, what, span));
        let taken = found
            .catalogue
            .steps
            .iter()
            .rev()
            .find(|step| found.shows(step.mark) == Some(true) && found.position(step.to) <= self.proven);
        if let Some(step) = taken {
            let (what, span) = say(found, step.mark, true);
            let what = format!("{what}: the step to {} was taken", step.to);
            fit.evidence.push(Evidence::new(true, what, span));
        }
        let newest = found.catalogue.refinements.iter().rev().find(|it| has_index(found, it.index));
        if let Some(refinement) = newest {
            let what = format!("the index `{}` is there since {}", refinement.index, refinement.exact);
            fit.evidence.push(Evidence::new(true, what, None));
        }
    }

    /// The distance between the two readings.
    fn gap_findings(&self, found: &Found<'_>, fit: &mut Fit) {
        let proven = found.catalogue.releases.get(self.proven).map_or("", |release| release.name);
        for step in self.gaps.iter().filter_map(|place| found.catalogue.steps.get(*place)) {
            let (what, span) = say(found, step.mark, false);
            fit.confidence -= 0.02;
            fit.evidence.push(Evidence::new(
                false,
                format!("{what}: the step to {} was not taken", step.to),
                span,
            ));
            fit.findings.push(Finding::new(
                "step_not_taken",
                Severity::Warning,
                format!(
                    "A core of {proven} or newer has made its tables, but the step to {} was not taken: {what}.",
                    step.to
                ),
                format!(
                    "{} makes new tables when it starts, but never changes old ones; a core of {} or newer fails on these.",
                    fit.layout.title, step.to
                ),
                "Convert to that core or a later one: the steps that are missing are taken on the way.",
                span,
            ));
        }
    }
}

/// What a step's mark shows, in words.
fn say(found: &Found<'_>, mark: StepMark, taken: bool) -> (String, Option<Span>) {
    let (name, what) = match mark {
        StepMark::Column(table, column) => (
            table,
            if taken { format!("has a column `{column}`") } else { format!("has no column `{column}`") },
        ),
        StepMark::Length(table, column, length) => (
            table,
            if taken {
                format!("has room for {length} characters in `{column}`")
            } else {
                format!("has no room for {length} characters in `{column}`")
            },
        ),
        StepMark::NoReference(table, to) => {
            (table, if taken { format!("does not refer to `{to}`") } else { format!("refers to `{to}`") })
        }
    };
    match found.table(name) {
        Some(table) => (format!("`{}` {what}", table.name), Some(table.span)),
        None => (format!("`{name}` {what}"), None),
    }
}

fn has_index(found: &Found<'_>, name: &str) -> bool {
    let mut indexes = found.pairs.values().flat_map(|pair| &pair.table.indexes);
    indexes.any(|index| index.name.as_deref() == Some(name))
}

//! How well a schema fits one layout.

use std::collections::BTreeMap;

use super::candidate::{self, Candidate, NearMiss};
use super::{Evidence, FoundRole, Mapping};
use crate::findings::{Finding, Severity};
use crate::layouts::{Holds, Layout, Presence, RoleShape};
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};

/// The result of holding a schema against a layout.
pub struct Fit {
    /// The layout.
    pub layout: &'static Layout,
    /// From 0 to 1.
    pub confidence: f64,
    /// Whether every required role was found and nothing contradicts the layout.
    pub whole: bool,
    /// The roles that were found.
    pub roles: BTreeMap<&'static str, FoundRole>,
    /// What was seen.
    pub evidence: Vec<Evidence>,
    /// What is missing.
    pub lacks: Vec<String>,
    /// What the user should know when this layout is taken.
    pub findings: Vec<Finding>,
}

/// Holds a schema against a layout.
pub fn fit(schema: &Schema, layout: &'static Layout, mapping: &Mapping) -> Fit {
    let mut fit = Fit {
        layout,
        confidence: 0.0,
        whole: true,
        roles: BTreeMap::new(),
        evidence: Vec::new(),
        lacks: Vec::new(),
        findings: Vec::new(),
    };
    let referring: Vec<&'static RoleShape> = layout.roles.iter().filter(|role| references(role)).collect();
    let mut pointed_to: Vec<ObjectName> = Vec::new();
    let mut telling = false;
    for role in &referring {
        let Some(chosen) = choose(&mut fit, schema, role, mapping, &[]) else { continue };
        telling = true;
        pointed_to.extend(chosen.points_to("user_id").cloned());
    }
    if telling {
        for role in layout.roles.iter().filter(|role| !references(role)) {
            choose(&mut fit, schema, role, mapping, &pointed_to);
        }
    }
    fit.whole &= telling;
    fit.confidence = (fit.confidence * 100.0).round() / 100.0;
    fit
}

fn references(role: &RoleShape) -> bool {
    role.fields.iter().any(|field| matches!(field.holds, Holds::Reference(_)))
}

/// Chooses the table of a role and adds what it says to the fit.
fn choose<'a>(
    fit: &mut Fit,
    schema: &'a Schema,
    role: &'static RoleShape,
    mapping: &Mapping,
    pointed_to: &[ObjectName],
) -> Option<Candidate<'a>> {
    let (candidates, near_misses) = candidates(schema, role, mapping, pointed_to, fit);
    let Some(best) = candidates.first() else {
        miss(fit, role, near_misses);
        return None;
    };
    let mut points = f64::from(role.weight) / 100.0 * best.quality;
    fit.evidence.extend(best.evidence.iter().cloned());
    if references(role) && best.points_to("user_id").is_none() {
        // PlanetScale has no foreign keys, so their absence says little.
        points *= 0.95;
    }
    fit.confidence += points;
    fit.roles.insert(role.name, best.found());
    let others: Vec<&Candidate> =
        candidates.iter().skip(1).filter(|other| references(role) && other.quality >= best.quality).collect();
    if !others.is_empty() {
        fit.findings.push(several(role, best, &others));
    }
    candidates.into_iter().next()
}

/// The tables that can play a role, best first, and those that nearly can.
fn candidates<'a>(
    schema: &'a Schema,
    role: &'static RoleShape,
    mapping: &Mapping,
    pointed_to: &[ObjectName],
    fit: &Fit,
) -> (Vec<Candidate<'a>>, Vec<NearMiss>) {
    let dialect = schema.dialect;
    let mapped = mapping.get(role.name).and_then(|name| candidate::mapped_table(schema, name));
    let eligible = |table: &&Table| {
        if let Some(mapped) = mapped {
            return table.name == mapped.name;
        }
        let ours = table.name.name.starts_with("_authmorph_");
        let taken = fit.roles.values().any(|found| found.table == table.name);
        let wanted = references(role)
            || if pointed_to.is_empty() {
                role.usual_tables.iter().any(|usual| candidate::same_word(usual, &table.name.name))
            } else {
                pointed_to.iter().any(|name| dialect.same_object(name, &table.name))
            };
        !ours && !taken && wanted
    };
    let mut fitting = Vec::new();
    let mut near_misses = Vec::new();
    for table in schema.tables.iter().filter(eligible) {
        match candidate::judge(dialect, table, role, mapping) {
            Ok(candidate) => fitting.push(candidate),
            Err(near_miss) => near_misses.push(near_miss),
        }
    }
    fitting.sort_by(|left, right| {
        right.quality.total_cmp(&left.quality).then(left.name_rank.cmp(&right.name_rank))
    });
    (fitting, near_misses)
}

/// A role that no table plays.
fn miss(fit: &mut Fit, role: &'static RoleShape, mut near_misses: Vec<NearMiss>) {
    near_misses.sort_by_key(|miss| std::cmp::Reverse(miss.fields));
    let nearest = near_misses.into_iter().find(|miss| miss.fields + 1 >= role.fields.len());
    // A table with every column of the role and one that this version never has is another version's.
    let contradicts = nearest.as_ref().is_some_and(|miss| miss.fields == role.fields.len());
    let lack = match nearest {
        Some(miss) => miss.lack,
        None => {
            let fields: Vec<String> = role.fields.iter().map(|field| format!("`{}`", field.name)).collect();
            format!("no table has the columns of a {} table: {}", role.name, fields.join(", "))
        }
    };
    fit.evidence.push(Evidence { supports: false, what: lack.clone(), span: None });
    fit.lacks.push(lack);
    if contradicts || role.presence == Presence::Required {
        fit.whole = false;
    } else {
        fit.findings.push(Finding::new(
            "role_missing",
            Severity::Warning,
            format!("The text has no {} table of {}.", role.name, fit.layout.title),
            "What belongs to it is not part of the migration.",
            format!(
                "Paste its CREATE TABLE too, or say which table it is with --map {}=TABLE. If there is none, go on.",
                role.name
            ),
            None,
        ));
    }
}

fn several(role: &RoleShape, best: &Candidate<'_>, others: &[&Candidate<'_>]) -> Finding {
    let names: Vec<String> = others.iter().map(|other| format!("`{}`", other.table.name)).collect();
    Finding::new(
        "several_candidates",
        Severity::Warning,
        format!(
            "`{}` was taken as the {} table, but so could be {}.",
            best.table.name,
            role.name,
            names.join(", ")
        ),
        "Only one table of each role is migrated at a time.",
        format!(
            "If that is the wrong one, say --map {}=TABLE. Run the tool once for each auth system.",
            role.name
        ),
        others.first().map(|other| other.table.span),
    )
}

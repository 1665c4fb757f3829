//! How well a schema fits one layout.

use std::collections::BTreeMap;

use super::candidate::{self, Candidate, Miss, NO_NAME, NearMiss};
use super::edition;
use super::mapping::{self, Mapping};
use super::words::{RoleNames, Spelled};
use super::{Evidence, FoundRole};
use crate::findings::{Finding, Severity};
use crate::layouts::{Edition, Holds, Layout, Need, Presence, RoleShape};
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};
use crate::order::arrange;

/// The result of holding a schema against a layout.
pub struct Fit {
    /// The layout.
    pub layout: &'static Layout,
    /// From 0 to 1.
    pub confidence: f64,
    /// What roles that were nearly found add while the layout is not whole.
    pub closeness: f64,
    /// Whether every required role was found and nothing contradicts the layout.
    pub whole: bool,
    /// The roles that were found.
    pub roles: BTreeMap<&'static str, FoundRole>,
    /// The shape that an adapter or release gave it, with how well that fits.
    pub edition: Option<(&'static Edition, i32)>,
    /// The versions that fit equally, the first of them to be named.
    pub versions: Vec<&'static str>,
    /// What was seen.
    pub evidence: Vec<Evidence>,
    /// What is missing.
    pub lacks: Vec<String>,
    /// Why tables that the user named, or that come closest, do not play roles.
    pub misses: Vec<(&'static str, NearMiss)>,
    /// Tables that could have played a role for which another was chosen: they belong to another set.
    rivals: Vec<ObjectName>,
    /// How many of the [`Fit::lacks`] have a finding of their own.
    pub told: usize,
    /// What the user should know when this layout is taken.
    pub findings: Vec<Finding>,
}

/// Without a foreign key the user table is known less surely. PlanetScale has none, so it says little.
const NO_REFERENCE: f64 = 0.95;

/// What a role that was nearly found adds, so that the closest layouts are named first.
const NEARLY: f64 = 0.4;

/// What the table of a plain layout has to reach.
const PLAIN: f64 = 0.75;

/// A plugin's table without its usual name needs so many columns that it must have.
const TELLING_FIELDS: usize = 5;

impl Fit {
    /// A fit in which nothing was found yet.
    pub fn new(layout: &'static Layout) -> Self {
        Self {
            layout,
            confidence: 0.0,
            closeness: 0.0,
            whole: true,
            roles: BTreeMap::new(),
            edition: None,
            versions: layout.versions.to_vec(),
            evidence: Vec::new(),
            lacks: Vec::new(),
            misses: Vec::new(),
            rivals: Vec::new(),
            told: 0,
            findings: Vec::new(),
        }
    }

    /// The variant that was found.
    pub fn variant(&self, schema: &Schema) -> Option<&'static str> {
        edition::variant(self.edition.map(|(edition, _)| edition), schema)
    }

    /// The tables that belong to this layout alone; two libraries may share the users.
    pub fn claimed(&self) -> Vec<ObjectName> {
        let own = self.roles.iter().filter(|(name, _)| !is_shared(self.layout, name));
        own.map(|(_, found)| found.table.clone()).collect()
    }

    /// How many roles were found that the layout counts on.
    pub fn role_count(&self) -> usize {
        self.layout.roles.iter().filter(|role| role.weight > 0 && self.roles.contains_key(role.name)).count()
    }
}

/// Holds a schema, whose tables are given spelled, against a layout. Tables in `taken` belong to another one.
pub fn fit(
    schema: &Schema,
    tables: &[Spelled<'_>],
    layout: &'static Layout,
    mapping: &Mapping,
    taken: &[ObjectName],
) -> Fit {
    let mut fit = Fit::new(layout);
    let mut pointed_to: Vec<ObjectName> = Vec::new();
    let mut telling = false;
    let search = Search { schema, tables, mapping, taken };
    for role in layout.roles.iter().filter(|role| !is_shared(layout, role.name)) {
        let Some(chosen) = choose(&mut fit, &search, role, None, &pointed_to) else { continue };
        telling |= role.weight > 0;
        pointed_to.extend(chosen.points_to(role).into_iter().map(|(_, table)| table.clone()));
    }
    for role in layout.roles.iter().filter(|role| is_shared(layout, role.name)) {
        let reference = reference_of(&fit, schema, role.name);
        let pointer = Pointer { pointed_to: &pointed_to, reference };
        choose(&mut fit, &search, role, Some(&pointer), &pointed_to);
    }
    fit.whole &= telling;
    if telling {
        edition::choose(&mut fit, schema);
    }
    leave_out_succeeded(&mut fit);
    if !fit.whole {
        fit.confidence = (fit.confidence + fit.closeness).min(0.49);
    }
    fit.confidence = (fit.confidence * 100.0).round() / 100.0;
    fit
}

/// A table whose rows others have taken over says what the layout is, and plays no role in it any more.
fn leave_out_succeeded(fit: &mut Fit) {
    for role in fit.layout.roles {
        if role.succeeded_by.iter().any(|newer| fit.roles.contains_key(newer)) {
            fit.roles.remove(role.name);
        }
    }
}

/// Whether the role is one that others refer to and that refers to none, such as the user.
fn is_shared(layout: &Layout, name: &str) -> bool {
    let refers = layout.roles.iter().any(|role| role.name == name && references(role));
    let is_reference = |holds: Holds| matches!(holds, Holds::Reference(target) if target == name);
    !refers && layout.roles.iter().flat_map(|role| role.fields).any(|field| is_reference(field.holds))
}

fn references(role: &RoleShape) -> bool {
    role.fields.iter().any(|field| matches!(field.holds, Holds::Reference(_)))
}

/// Where to look for tables.
struct Search<'a, 'b> {
    schema: &'a Schema,
    tables: &'b [Spelled<'a>],
    mapping: &'b Mapping,
    taken: &'b [ObjectName],
}

/// What is known of a table that others refer to.
struct Pointer<'b, 'a> {
    /// The tables that foreign keys point to.
    pointed_to: &'b [ObjectName],
    /// A column that holds its identities.
    reference: Option<&'a crate::model::schema::Column>,
}

/// A column that refers to the role, for want of a foreign key.
fn reference_of<'a>(fit: &Fit, schema: &'a Schema, role: &str) -> Option<&'a crate::model::schema::Column> {
    for shape in fit.layout.roles {
        let Some(found) = fit.roles.get(shape.name) else { continue };
        let field =
            shape.fields.iter().find(|field| matches!(field.holds, Holds::Reference(to) if to == role));
        let column = field.and_then(|field| found.columns.get(field.name));
        if let Some(column) = column {
            return schema.table(&found.table)?.column(column);
        }
    }
    None
}

/// Chooses the table of a role and adds what it says to the fit.
fn choose<'a>(
    fit: &mut Fit,
    search: &Search<'a, '_>,
    role: &'static RoleShape,
    pointer: Option<&Pointer<'_, '_>>,
    users: &[ObjectName],
) -> Option<Candidate<'a>> {
    let (mut candidates, near_miss) = candidates(search, role, pointer, fit);
    if !users.is_empty() {
        let dialect = search.schema.dialect;
        candidates.retain(|candidate| {
            let own = candidate.points_to(role);
            let is_same =
                |(_, name): &(&str, &ObjectName)| users.iter().any(|user| dialect.same_object(name, user));
            own.is_empty() || own.iter().any(is_same)
        });
    }
    candidates.retain(|candidate| !is_of_rival(fit, &candidate.table.name));
    for candidate in &mut candidates {
        candidate.affinity = affinity(search.schema, fit, role, candidate, users);
    }
    arrange(&mut candidates, |left, right| {
        let sum = |candidate: &Candidate| candidate.quality + candidate.affinity;
        sum(right).total_cmp(&sum(left)).then(left.name_rank.cmp(&right.name_rank))
    });
    let Some(best) = candidates.first() else {
        miss(fit, role, near_miss);
        return None;
    };
    fit.misses.extend(near_miss.map(|miss| (role.name, miss)));
    let mut points = f64::from(role.weight) / 100.0 * best.quality;
    fit.evidence.extend(best.evidence(role));
    if references(role) && best.points_to(role).is_empty() {
        points *= NO_REFERENCE;
    }
    fit.confidence += points;
    fit.rivals.extend(candidates.iter().skip(1).map(|other| other.table.name.clone()));
    fit.roles.insert(role.name, best.found());
    let others: Vec<&Candidate> = candidates
        .iter()
        .skip(1)
        .filter(|_| pointer.is_none() && role.weight > 0)
        .filter(|other| other.quality + other.affinity >= best.quality + best.affinity)
        .collect();
    if !others.is_empty() && mapping::table(search.mapping, role.name).is_none() {
        fit.findings.push(several(role, best, &others));
    }
    candidates.into_iter().next()
}

/// Two sets of tables in one text are told apart by their users, and by what stands before their names.
fn affinity(
    schema: &Schema,
    fit: &Fit,
    role: &RoleShape,
    candidate: &Candidate<'_>,
    users: &[ObjectName],
) -> f64 {
    let dialect = schema.dialect;
    let own = candidate.points_to(role);
    let same_users = users.iter().any(|user| own.iter().any(|(_, name)| dialect.same_object(name, user)));
    let name = &candidate.table.name;
    let same_set = fit.roles.values().any(|found| is_same_set(&found.table, name));
    (if same_users { 0.3 } else { 0.0 }) + (if same_set { 0.25 } else { 0.0 })
}

/// Whether two tables are in the same schema or have the same prefix.
fn is_same_set(left: &ObjectName, right: &ObjectName) -> bool {
    fn first_word(name: &ObjectName) -> Option<&str> {
        name.name.split_once('_').map(|(word, _)| word)
    }
    left.schema == right.schema
        && (left.schema.is_some() || first_word(left).is_some() && first_word(left) == first_word(right))
}

/// Whether the table stands with one that was passed over, and with none that was chosen.
fn is_of_rival(fit: &Fit, table: &ObjectName) -> bool {
    let with = |other: &ObjectName| is_same_set(other, table);
    fit.rivals.iter().any(with) && !fit.roles.values().any(|found| with(&found.table))
}

/// The tables that can play a role, and of those that cannot the one that comes closest.
fn candidates<'a>(
    search: &Search<'a, '_>,
    role: &'static RoleShape,
    pointer: Option<&Pointer<'_, '_>>,
    fit: &Fit,
) -> (Vec<Candidate<'a>>, Option<NearMiss>) {
    let schema = search.schema;
    let named = mapping::table(search.mapping, role.name).and_then(|name| mapping::named_table(schema, name));
    let names = RoleNames::of(role);
    let mut fitting = Vec::new();
    let mut nearest: Option<Miss> = None;
    for spelled in search.tables {
        if search.mapping.is_empty() && is_far(&names, spelled, nearest.as_ref()) {
            continue;
        }
        let table = spelled.table;
        let eligible = match named {
            Some(named) => table.name == named.name,
            None => is_free(search, fit, table),
        };
        if !eligible {
            continue;
        }
        match candidate::judge(schema.dialect, spelled, (role, &names), search.mapping, named.is_some()) {
            Ok(candidate) => {
                if named.is_some() || is_admitted(schema, role, pointer, &candidate) {
                    fitting.push(candidate.weighed(role));
                }
            }
            Err(miss) if nearest.as_ref().is_none_or(|other| miss.is_nearer_than(other)) => {
                nearest = Some(miss);
            }
            Err(_) => {}
        }
    }
    let nearest = nearest.map(Miss::told);
    if named.is_none() {
        // A plain layout's table has nothing else to be known by, unless one of its companions is there.
        let alone = fit.layout.plain && pointer.is_none() && role.weight > 0 && fit.roles.is_empty();
        fitting.retain(|candidate| !alone || candidate.quality >= PLAIN);
        narrow(role, pointer, &mut fitting);
    }
    (fitting, nearest)
}

/// Whether one look at the letters says that a table neither plays the role nor comes nearer to it than another one.
fn is_far(names: &RoleNames, spelled: &Spelled<'_>, nearest: Option<&Miss<'_>>) -> bool {
    let (most, may_fit) = names.at_most(spelled);
    let is_nearest = |nearest: &Miss<'_>| {
        most > nearest.fields || most == nearest.fields && names.may_be_called_so(spelled)
    };
    !may_fit && nearest.is_some_and(|nearest| !is_nearest(nearest))
}

/// Whether no role and no other layout has the table, and it is none of our own.
fn is_free(search: &Search<'_, '_>, fit: &Fit, table: &Table) -> bool {
    let dialect = search.schema.dialect;
    !table.name.name.starts_with("_authmorph_")
        && !fit.roles.values().any(|found| found.table == table.name)
        && !search.taken.iter().any(|name| dialect.same_object(name, &table.name))
}

/// Whether the role's place among the others admits the table, whatever other tables there are.
fn is_admitted(
    schema: &Schema,
    role: &RoleShape,
    pointer: Option<&Pointer<'_, '_>>,
    candidate: &Candidate<'_>,
) -> bool {
    let must = role.fields.iter().filter(|field| field.need == Need::Must).count();
    if role.presence == Presence::Optional && must < TELLING_FIELDS && candidate.name_rank == NO_NAME {
        return false;
    }
    let mut pointed_to = pointer.iter().flat_map(|pointer| pointer.pointed_to).peekable();
    pointed_to.peek().is_none()
        || pointed_to.any(|name| schema.dialect.same_object(name, &candidate.table.name))
}

/// Keeps the tables that the role's place among the others admits.
fn narrow(role: &RoleShape, pointer: Option<&Pointer<'_, '_>>, fitting: &mut Vec<Candidate<'_>>) {
    let Some(pointer) = pointer.filter(|pointer| pointer.pointed_to.is_empty()) else { return };
    // Without foreign keys: a usual name, or nearly all of the usual columns, or the only table whose identity has
    // the type of the reference.
    let telling = role.fields.iter().filter(|field| field.need == Need::Usual).count() >= 3;
    let known =
        |candidate: &Candidate| candidate.name_rank != NO_NAME || (telling && candidate.quality >= 0.8);
    if fitting.iter().any(known) {
        fitting.retain(known);
        return;
    }
    fitting.retain(|candidate| {
        candidate.table.foreign_keys.is_empty()
            && candidate.table.primary_key.as_ref().is_some_and(|key| key.columns.len() == 1)
            && candidate.column("id").is_some_and(|id| {
                pointer.reference.is_some_and(|reference| reference.data_type.kind == id.data_type.kind)
            })
    });
    if fitting.len() != 1 {
        fitting.clear();
    }
}

/// A role that no table plays.
fn miss(fit: &mut Fit, role: &'static RoleShape, near_miss: Option<NearMiss>) {
    let must = role.fields.iter().filter(|field| field.need == Need::Must).count();
    let nearest = near_miss.as_ref().filter(|miss| 2 * miss.fields > must && miss.fields > 1).cloned();
    if let Some(best) = near_miss {
        fit.closeness += f64::from(role.weight) / 100.0 * NEARLY * best.fields as f64 / must.max(1) as f64;
        fit.misses.push((role.name, best));
    }
    if role.presence == Presence::Optional {
        return;
    }
    let contradicts = nearest.as_ref().is_some_and(|miss| miss.contradicts);
    let span = nearest.as_ref().map(|miss| miss.span);
    let lack = match nearest {
        Some(miss) if contradicts || miss.name_rank != NO_NAME => miss.lack,
        Some(miss) => format!("no table is the {} table; the nearest: {}", role.name, miss.lack),
        None => {
            let fields = role.fields.iter().filter(|field| field.need == Need::Must);
            let fields: Vec<String> = fields.map(|field| format!("`{}`", field.name)).collect();
            format!(
                "no table has the columns of {} table: {}",
                candidate::with_article(role.name),
                fields.join(", ")
            )
        }
    };
    fit.evidence.push(Evidence::new(false, lack.clone(), span));
    fit.lacks.push(lack);
    if contradicts || role.presence == Presence::Required {
        fit.whole = false;
    } else {
        fit.told += usize::from(span.is_none());
        fit.findings.push(role_missing(fit.layout, role));
    }
}

fn role_missing(layout: &Layout, role: &RoleShape) -> Finding {
    Finding::new(
        "role_missing",
        Severity::Warning,
        format!("The text has no {} table of {}.", role.name, layout.title),
        "What belongs to it is not part of the migration.",
        format!(
            "Paste its CREATE TABLE too, or say which table it is with --map {}=TABLE. If there is none, go on.",
            role.name
        ),
        None,
    )
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

//! What the user says a table or column is, and what does not fit about it.

use std::collections::BTreeMap;

use super::candidate::{self, same_word};
use super::fit::Fit;
use crate::findings::{Finding, Severity};
use crate::layouts::{self, Layout};
use crate::model::schema::{Schema, Table};
use crate::order::set;

/// What the user says a table or column is: `user` → `people`, `session.user_id` → `owner`.
pub type Mapping = BTreeMap<String, String>;

/// The name of the table that the user gave for a role.
pub fn table<'a>(mapping: &'a Mapping, role: &str) -> Option<&'a str> {
    mapping.iter().find(|(from, _)| from.as_str() == role).map(|(_, to)| to.as_str())
}

/// The name of the column that the user gave for a field.
pub fn column<'a>(mapping: &'a Mapping, role: &str, field: &str) -> Option<&'a str> {
    let is_it =
        |from: &str| from.split_once('.').is_some_and(|(of, name)| of == role && same_word(name, field));
    mapping.iter().find(|(from, _)| is_it(from)).map(|(_, to)| to.as_str())
}

/// The table that a mapping names.
pub fn named_table<'a>(schema: &'a Schema, name: &str) -> Option<&'a Table> {
    let dialect = schema.dialect;
    let exact = schema.tables.iter().find(|table| table.name.to_string() == name || table.name.name == name);
    exact.or_else(|| {
        schema.tables.iter().find(|table| {
            table.name.to_string().eq_ignore_ascii_case(name) || dialect.same_name(&table.name.name, name)
        })
    })
}

/// The roles of a layout with their fields.
pub fn roles(layout: &'static Layout) -> Vec<(&'static str, Vec<&'static str>)> {
    let shaped =
        layout.roles.iter().map(|role| (role.name, role.fields.iter().map(|field| field.name).collect()));
    let listed = layout.catalogue.iter().flat_map(|catalogue| catalogue.tables).map(|table| {
        let names = table.columns.split_whitespace().filter_map(|column| column.split(':').next());
        (table.name, names.collect())
    });
    shaped.chain(listed).collect()
}

/// Mappings that name a role, field, table or column that does not exist.
pub fn unknown(schema: &Schema, mapping: &Mapping) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (from, to) in mapping {
        let (role, field) = split(from);
        let mut known =
            layouts::ALL.iter().flat_map(|layout| roles(layout)).filter(|(name, _)| *name == role);
        let known = match field {
            None => known.next().is_some(),
            Some(field) => known.any(|(_, fields)| fields.iter().any(|name| same_word(name, field))),
        };
        if !known {
            findings.push(Finding::new(
                "mapping_unknown",
                Severity::Error,
                format!("No layout has a role or field `{from}`."),
                "The mapping has no effect.",
                format!("Use one of: {}.", known_names(role).join(", ")),
                None,
            ));
        } else if field.is_none() && named_table(schema, to).is_none() {
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

/// Whether the layout has the role, and the field, that a mapping speaks of.
pub fn is_known(layout: &'static Layout, from: &str) -> bool {
    let (role, field) = split(from);
    roles(layout).iter().any(|(name, fields)| {
        *name == role && field.is_none_or(|field| fields.iter().any(|it| same_word(it, field)))
    })
}

fn split(from: &str) -> (&str, Option<&str>) {
    match from.split_once('.') {
        Some((role, field)) => (role, Some(field)),
        None => (from, None),
    }
}

/// The fields of the role; where there is no such role, the roles of the layouts that have few.
fn known_names(role: &str) -> Vec<String> {
    let mut names: Vec<String> = layouts::ALL
        .iter()
        .flat_map(|layout| roles(layout))
        .filter(|(name, _)| *name == role)
        .flat_map(|(name, fields)| fields.into_iter().map(move |field| format!("{name}.{field}")))
        .collect();
    if names.is_empty() {
        names = layouts::ALL
            .iter()
            .filter(|layout| layout.catalogue.is_none())
            .flat_map(|layout| layout.roles.iter().map(|role| role.name.to_owned()))
            .collect();
    }
    set(names).into_iter().collect()
}

/// What does not fit about the mappings, held against the layout that was taken or comes closest.
pub fn misfits(schema: &Schema, mapping: &Mapping, fit: &Fit) -> Vec<Finding> {
    let layout_roles = roles(fit.layout);
    let mut findings = Vec::new();
    for (from, to) in mapping {
        let (role, field) = split(from);
        let known = layouts::ALL.iter().any(|layout| is_known(layout, from));
        if !known || (field.is_none() && named_table(schema, to).is_none()) {
            continue;
        }
        let what = if !layout_roles.iter().any(|(name, _)| *name == role) {
            Some(format!("`{role}` is no role of {}.", fit.layout.title))
        } else {
            match field {
                None => table_misfit(schema, fit, role, to),
                Some(field) => column_misfit(schema, mapping, fit, role, field, to),
            }
        };
        let Some(what) = what else { continue };
        let span = named_table(schema, to).map(|table| table.span);
        findings.push(Finding::new(
            "mapping_misfit",
            Severity::Error,
            what,
            format!("What you said with --map {from}={to} was left aside."),
            "Look which table or column it really is, and say that; without the mapping, the structure decides.",
            span,
        ));
    }
    findings
}

fn table_misfit(schema: &Schema, fit: &Fit, role: &str, to: &str) -> Option<String> {
    let table = named_table(schema, to)?;
    if fit.roles.get(role).is_some_and(|found| found.table == table.name) {
        return None;
    }
    let lack = fit.misses.iter().find(|(name, miss)| *name == role && miss.table == table.name);
    let lack = lack.map_or_else(|| "another role has it already".to_owned(), |(_, miss)| miss.lack.clone());
    Some(format!("`{}` cannot be the {role} table of {}: {lack}.", table.name, fit.layout.title))
}

fn column_misfit(
    schema: &Schema,
    mapping: &Mapping,
    fit: &Fit,
    role: &str,
    field: &str,
    to: &str,
) -> Option<String> {
    let found = fit.roles.get(role);
    if found.is_some_and(|found| {
        found.columns.iter().any(|(name, column)| same_word(name, field) && column.eq_ignore_ascii_case(to))
    }) {
        return None;
    }
    let named = table(mapping, role).and_then(|name| named_table(schema, name));
    let table = named.or_else(|| schema.table(&found?.table));
    let Some(table) = table else {
        return Some(format!(
            "No table was found for the role `{role}`, so `{to}` cannot be its `{field}`; say which one with --map {role}=TABLE."
        ));
    };
    match table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(to)) {
        None => Some(format!("`{}` has no column `{to}` that could be its `{field}`.", table.name)),
        Some(column) => {
            let shape = fit.layout.roles.iter().find(|shape| shape.name == role);
            let shape =
                shape.and_then(|shape| shape.fields.iter().find(|shape| same_word(shape.name, field)));
            let fits = shape.is_some_and(|shape| candidate::holds(schema.dialect, column, shape.holds));
            let why = if fits {
                "the table lacks other columns".to_owned()
            } else {
                format!("its type is {}", column.data_type.text)
            };
            Some(format!("`{}.{}` cannot be `{field}`: {why}.", table.name, column.name))
        }
    }
}

//! What holds of every layout: it has examples of each dialect and variant, it is recognised in them and no other is, and a
//! wrong word about its roles is answered with what does not fit.

use std::collections::BTreeMap;

use authmorph::api::{Detection, Request};
use authmorph::layouts::{self, Layout, Need};

use super::labelled::{Labelled, all};
use super::{detect, request};

const DIALECTS: [&str; 3] = ["postgresql", "mysql", "sqlite"];

fn layouts_with_roles() -> impl Iterator<Item = &'static Layout> {
    layouts::ALL.iter().copied().filter(|layout| layout.catalogue.is_none())
}

fn examples<'a>(schemas: &'a [Labelled], layout: &Layout) -> Vec<&'a Labelled> {
    let is_one = |schema: &&Labelled| {
        schema.expected.layout == layout.name
            && schema.expected.versions.iter().any(|it| it == layout.version)
    };
    schemas.iter().filter(is_one).collect()
}

#[test]
fn every_layout_has_examples_of_every_dialect_and_variant() {
    let schemas = all();
    let mut missing = Vec::new();
    for layout in layouts_with_roles() {
        let examples = examples(&schemas, layout);
        let count = |dialect: &str| examples.iter().filter(|it| it.dialect == dialect).count();
        println!("{:12} {:14} {:?}", layout.name, layout.version, DIALECTS.map(count));
        for dialect in DIALECTS.into_iter().filter(|dialect| count(dialect) == 0) {
            missing.push(format!("{} {} on {dialect}", layout.name, layout.version));
        }
        for variant in layout.editions.iter().filter_map(|edition| edition.variant) {
            if !examples.iter().any(|it| it.expected.variant.as_deref() == Some(variant)) {
                missing.push(format!("{} {} as {variant}", layout.name, layout.version));
            }
        }
    }
    assert!(missing.is_empty(), "no example of: {}", missing.join(", "));
}

#[test]
fn no_layout_recognises_the_examples_of_another() {
    let mut failures = Vec::new();
    for schema in all().iter().filter(|schema| schema.expected.beside.is_none()) {
        let detection = detect(&schema.dialect, &schema.text);
        // NextAuth 4 and Auth.js 5 are two names of the same tables; what tells them apart are keys and types.
        let same = |name: &str, version: &str| name == "authjs" || (name == "nextauth" && version == "4");
        let itself =
            same(&schema.expected.layout, schema.expected.versions.first().map_or("", String::as_str));
        let others = detection
            .runners_up
            .iter()
            .filter(|other| other.confidence >= 0.5 && !(itself && same(&other.layout, &other.version)));
        failures.extend(
            others.map(|it| format!("{}: {} {} {:.2}", schema.title, it.layout, it.version, it.confidence)),
        );
    }
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}

fn mapped(schema: &Labelled, role: &str, to: &str) -> Detection {
    let map = BTreeMap::from([(role.to_owned(), to.to_owned())]);
    authmorph::detect(&Request { map, ..request(&schema.dialect, &schema.text) })
}

/// What the findings about a mapping say.
fn answers(detection: &Detection) -> Vec<String> {
    let of_mapping = detection.findings.iter().filter(|finding| finding.code == "mapping_misfit");
    of_mapping.map(|finding| finding.what.clone()).collect()
}

#[test]
fn a_role_that_is_mapped_to_another_table_says_what_that_table_lacks() {
    let schemas = all();
    for layout in layouts_with_roles() {
        let Some(schema) = examples(&schemas, layout).into_iter().find(|it| it.expected.beside.is_none())
        else {
            continue;
        };
        let mut other = Labelled { text: schema.text.clone(), ..labelled_as(schema) };
        other.text.push_str("\nCREATE TABLE harbour (berth INTEGER PRIMARY KEY, depth INTEGER);\n");
        for role in layout.roles.iter().filter(|role| role.weight > 0) {
            let said = answers(&mapped(&other, role.name, "harbour"));
            let names = |what: &String| what.contains("`harbour`") && what.contains(role.name);
            assert!(said.iter().any(names), "{} {} {}: {said:?}", layout.name, layout.version, role.name);
        }
    }
}

#[test]
fn a_field_that_is_mapped_to_no_column_or_to_a_wrong_one_says_so() {
    let schemas = all();
    for layout in layouts_with_roles() {
        let Some(schema) = examples(&schemas, layout).into_iter().find(|it| it.expected.beside.is_none())
        else {
            continue;
        };
        for role in layout.roles.iter().filter(|role| role.weight > 0) {
            for field in role.fields.iter().filter(|field| field.need == Need::Must) {
                let from = format!("{}.{}", role.name, field.name);
                let said = answers(&mapped(schema, &from, "moorings"));
                let name = format!("{} {} {from}", layout.name, layout.version);
                assert!(said.iter().any(|what| what.contains("`moorings`")), "{name}: {said:?}");
            }
        }
    }
}

fn labelled_as(schema: &Labelled) -> Labelled {
    Labelled {
        title: schema.title.clone(),
        dialect: schema.dialect.clone(),
        text: String::new(),
        beside: String::new(),
        unsure: schema.unsure,
        expected: schema.expected.clone(),
    }
}

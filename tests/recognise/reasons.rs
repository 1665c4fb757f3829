//! What the recogniser says beside the layout: what is missing, what is extra, what refers to the tables, what the
//! statements cannot say, and what else is in the text.

use authmorph::api::{Detection, Request};
use authmorph::dialects::Dialect;
use authmorph::dialects::ddl::create_schema;
use authmorph::model::schema::Schema;
use authmorph::parse::parse;

use super::labelled::{Labelled, all};
use super::{detect, request};

fn labelled(title: &str) -> Labelled {
    all().into_iter().find(|schema| schema.title == title).expect(title)
}

fn against(detection: &Detection) -> Vec<String> {
    detection.evidence.iter().filter(|it| !it.supports).map(|it| it.what.clone()).collect()
}

#[test]
fn every_reason_points_at_the_table_that_it_names() {
    for schema in all().iter().filter(|schema| !schema.expected.layout.is_empty()) {
        let detection = detect(&schema.dialect, &schema.text);
        for evidence in detection.evidence.iter().filter(|evidence| evidence.supports) {
            let span =
                evidence.span.as_ref().unwrap_or_else(|| panic!("{}: {}", schema.title, evidence.what));
            let units: Vec<u16> = schema.text.encode_utf16().collect();
            let seen = String::from_utf16(&units[span.start.offset..span.end.offset]).unwrap();
            let named = evidence.what.split('`').nth(1).unwrap();
            let last = named.rsplit('.').next().unwrap();
            assert!(seen.contains(last), "{}: {} points at {seen}", schema.title, evidence.what);
        }
    }
}

#[test]
fn what_is_missing_is_named_and_costs_little() {
    let schema = labelled("Better Auth 1.4 on postgresql");
    let without = schema.text.replace("  \"ipAddress\" text,\n", "");
    assert_ne!(without, schema.text);
    let detection = detect("postgresql", &without);
    assert_eq!(detection.layout.as_deref(), Some("better-auth"));
    assert!(detection.confidence < 1.0 && detection.confidence > 0.9, "{}", detection.confidence);
    assert_eq!(against(&detection), ["`session` lacks `ipAddress`, which it usually has"]);
    assert!(detect("postgresql", &schema.text).evidence.iter().all(|evidence| evidence.supports));
}

#[test]
fn a_missing_table_is_named() {
    let schema = labelled("Kysely as published, on postgresql");
    let without = schema.text.split("CREATE TABLE \"VerificationToken\"").next().unwrap().to_owned();
    let detection = detect("postgresql", &without);
    assert_eq!(detection.layout.as_deref(), Some("authjs"));
    assert_eq!(detection.variant.as_deref(), Some("kysely"));
    let lack = "no table has the columns of a verification table: `identifier`, `token`, `expires`";
    assert_eq!(against(&detection), [lack]);
    assert!(detection.findings.iter().any(|finding| finding.code == "role_missing"));
}

#[test]
fn what_refers_to_the_tables_is_named() {
    let text = format!(
        "{}CREATE TABLE post (id serial PRIMARY KEY, author text REFERENCES auth_user (id), editor text REFERENCES auth_user (id));",
        labelled("Lucia 2 on postgresql").text
    );
    let detection = detect("postgresql", &text);
    assert_eq!(detection.roles["user"].referenced_by, ["post(author)", "post(editor)"]);
    assert!(detection.roles["session"].referenced_by.is_empty());
    assert_eq!(detection.roles["user"].extra, ["username"]);
}

#[test]
fn what_statements_cannot_say_is_said_where_it_is_so() {
    let in_sqlite = detect("sqlite", &labelled("Lucia 3 on sqlite").text).cannot_say;
    assert!(in_sqlite.iter().any(|what| what.contains("seconds")), "{in_sqlite:?}");
    let in_postgresql = detect("postgresql", &labelled("Lucia 3 on postgresql").text).cannot_say;
    assert!(!in_postgresql.iter().any(|what| what.contains("seconds")), "{in_postgresql:?}");
    assert!(in_postgresql.iter().any(|what| what.contains("SHA-256")), "{in_postgresql:?}");
}

fn mapped(dialect: &str, text: &str, map: &[(&str, &str)]) -> Detection {
    let map = map.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    authmorph::detect(&Request { map, ..request(dialect, text) })
}

#[test]
fn a_mapping_overrules_names_of_tables_and_columns() {
    let text = labelled("Better Auth 1.4 on sqlite").text;
    let text = text.replace("\"expiresAt\"", "\"validUntil\"").replace("\"providerId\"", "\"source\"");
    assert_eq!(detect("sqlite", &text).layout, None);
    let detection = mapped(
        "sqlite",
        &text,
        &[
            ("session.expires_at", "validUntil"),
            ("verification.expiresAt", "validUntil"),
            ("account.providerId", "source"),
        ],
    );
    assert_eq!(detection.layout.as_deref(), Some("better-auth"));
    assert_eq!(detection.roles["session"].columns["expiresAt"], "validUntil");
    assert_eq!(detection.roles["account"].columns["providerId"], "source");
    assert_eq!(detection.confidence, 1.0);
}

#[test]
fn a_mapping_chooses_between_two() {
    let text = labelled("Lucia 2 on postgresql").text;
    let second = text
        .split("CREATE TABLE user_session")
        .nth(1)
        .map(|rest| format!("CREATE TABLE admin_session{rest}"))
        .unwrap();
    let text = text + &second;
    assert_eq!(detect("postgresql", &text).roles["session"].table, "user_session");
    let detection = mapped("postgresql", &text, &[("session", "admin_session")]);
    assert_eq!(detection.roles["session"].table, "admin_session");
    assert!(!detection.findings.iter().any(|finding| finding.code.starts_with("mapping")));
}

/// The same tables, each with the prefix.
fn prefixed(schema: &Labelled, prefix: &str) -> Schema {
    let dialect = Dialect::from_name(&schema.dialect).unwrap();
    let (mut parsed, _) = parse(&schema.text, dialect);
    for table in &mut parsed.tables {
        table.name.name.insert_str(0, prefix);
        for key in &mut table.foreign_keys {
            key.foreign_table.name.insert_str(0, prefix);
        }
        for index in &mut table.indexes {
            if let Some(name) = &mut index.name {
                name.insert_str(0, prefix);
            }
        }
    }
    parsed
}

#[test]
fn two_layouts_in_one_text_are_both_found() {
    let schemas: Vec<Labelled> = all()
        .into_iter()
        .filter(|it| !it.expected.layout.is_empty() && it.expected.beside.is_none())
        .collect();
    let mut tried = 0;
    let mut failures = Vec::new();
    for (position, first) in schemas.iter().enumerate() {
        // One partner of another family, from another place each time.
        let families = ["lucia", "authjs", "nextauth", "better-auth"];
        let others = families.into_iter().filter(|family| *family != first.expected.layout);
        for family in others.skip(position % 3).take(1) {
            let partners: Vec<&Labelled> = schemas
                .iter()
                .filter(|it| it.dialect == first.dialect && it.expected.layout == family)
                .collect();
            let second = partners[position % partners.len()];
            tried += 1;
            let mut text = create_schema(&prefixed(first, "one_")).join(";\n");
            text += ";\n";
            text += &create_schema(&prefixed(second, "two_")).join(";\n");
            let detection = detect(&first.dialect, &(text + ";\n"));
            let mut found: Vec<(String, String)> = detection
                .others
                .iter()
                .map(|other| (other.layout.clone(), other.version.clone()))
                .chain(detection.layout.clone().zip(detection.version.clone()))
                .collect();
            found.sort();
            let label = |it: &Labelled| (it.expected.layout.clone(), it.expected.versions[0].clone());
            let mut wanted = vec![label(first), label(second)];
            wanted.sort();
            if found != wanted {
                failures.push(format!("{} + {}: {found:?}", first.title, second.title));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {tried}:\n{}", failures.len(), failures.join("\n"));
    assert!(tried > 100, "only {tried}");
}

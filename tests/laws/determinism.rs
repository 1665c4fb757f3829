//! Law 6: same input, same bytes; a migrated schema fed back says that there is nothing to do.

use authmorph::api::{Request, Source};
use authmorph::dialects::ddl::create_schema;

use crate::case::for_each;

#[test]
fn the_same_input_gives_the_same_bytes() {
    for_each(|case| {
        assert_eq!(case.road.convert().1.files, case.conversion.files);
    });
}

#[test]
fn a_migrated_schema_has_nothing_to_do() {
    for_each(|case| {
        if case.changes().session.is_none() && case.changes().tables.is_empty() {
            // What is left is a user table and tables that Lucia does not know.
            return;
        }
        let text = create_schema(&case.decided.to).join(";\n") + ";\n";
        let request = Request {
            sources: vec![Source { name: "migrated".to_owned(), text: text.clone() }],
            dialect: Some(case.dialect.name().to_owned()),
            ..Request::default()
        };
        let conversion = authmorph::convert(&request);
        assert_eq!(conversion.detection.layout.as_deref(), Some("lucia"), "{text}");
        // The guide of 2024 has the same columns as Lucia 3, so that both versions fit.
        let version = case.road.target.trim_start_matches("lucia-");
        let versions = &conversion.detection.versions;
        assert!(versions.iter().any(|other| other == version), "{versions:?}\n{text}");
        let targets = &conversion.detection.targets;
        if version != "sessions-2024" {
            assert!(!targets.contains(&case.road.target), "{targets:?}");
        }
        if targets.first().is_some_and(|target| target == "as-is") {
            assert!(conversion.steps.is_empty());
            assert!(conversion.files.iter().all(|file| file.output != "migration"));
        }
    });
}

//! The Drizzle and Kysely texts, on the real tools: one case file per behaviour in `tests/cases/outputs`,
//! rewritten by `UPDATE_EXPECT=1`.
//!
//! Every text is compiled by tsc and checked by prettier; what drizzle-kit makes of the Drizzle text is run on a real
//! database, and its catalog compared with that of the case's own SQL; what kysely-codegen reads from the database is
//! compared with the Kysely text, column by column.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the tests of SuperTokens fill the tables too")]
#[path = "supertokens/anchors.rs"]
mod anchors;
#[path = "outputs/cases.rs"]
mod cases;
#[path = "outputs/creation.rs"]
mod creation;
#[path = "outputs/diagrams.rs"]
mod diagrams;
#[path = "outputs/hostile.rs"]
mod hostile;
#[path = "outputs/kysely.rs"]
mod kysely;
#[path = "outputs/law_5.rs"]
mod law_5;
#[path = "outputs/migrated.rs"]
mod migrated;
#[path = "outputs/migrators.rs"]
mod migrators;
#[path = "outputs/peers.rs"]
mod peers;
#[path = "outputs/prisma.rs"]
mod prisma;
#[path = "outputs/programs.rs"]
mod programs;
#[path = "outputs/rebuild.rs"]
mod rebuild;
#[path = "outputs/results.rs"]
mod results;
#[path = "outputs/sides.rs"]
mod sides;
#[path = "outputs/sql.rs"]
mod sql;
#[path = "outputs/subjects.rs"]
mod subjects;
mod support;
#[path = "outputs/tools.rs"]
mod tools;
#[path = "outputs/wiring.rs"]
mod wiring;

use authmorph::api::{Request, Source};
use authmorph::outputs;
use authmorph::outputs::options::Keys;

use cases::{Case, cases};
use tools::{Workshop, workshop};

#[test]
fn cases_are_written_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let expected = case.rewritten();
        if case.file == expected {
            continue;
        }
        if update {
            std::fs::write(&case.path, &expected).unwrap();
        } else {
            wrong.push(format!("{}:\n{expected}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 rewrites these:\n{}", wrong.join("\n"));
}

/// Writes all texts of every case, each in a folder of its own: two cases of different makers may share their name.
fn write_all(workshop: &Workshop, cases: &[Case]) -> Vec<String> {
    let mut written = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let schema = case.schema();
        for (file, rendered) in [
            ("schema.ts", outputs::drizzle::render(&schema)),
            ("schema_as_is.ts", outputs::drizzle::render_with(&schema, Keys::AsIs)),
            (
                "drizzle.config.ts",
                outputs::Rendered { text: outputs::drizzle::config(&schema), ..Default::default() },
            ),
            ("database.ts", outputs::kysely::render(&schema)),
            ("database_camel.ts", outputs::kysely::render_with(&schema, Keys::Camel)),
            (
                "0001_schema.ts",
                outputs::Rendered { text: outputs::kysely::creation::render(&schema), ..Default::default() },
            ),
        ] {
            let path = format!("{number}-{}/{file}", case.name());
            workshop.write(&path, &rendered.text);
            written.push(path);
        }
    }
    written
}

#[test]
fn every_text_compiles_and_prettier_leaves_it_alone() {
    let workshop = workshop("compile");
    let mut cases = cases();
    cases.extend(hostile::cases());
    cases.extend(cases::of_the_parser());
    let written = write_all(&workshop, &cases);
    workshop.type_check(&written);
    workshop.check_formatting(&written);
}

/// Reports, JSON, settings and connections too, whatever is called how.
#[test]
fn prettier_leaves_every_file_about_hostile_names_alone() {
    let workshop = workshop("hostile-files");
    let mut written = Vec::new();
    for (number, case) in hostile::cases().into_iter().enumerate() {
        let conversion = authmorph::convert(&Request {
            sources: vec![Source { name: case.name(), text: case.source }],
            dialect: Some(case.dialect.name().to_owned()),
            to: Some("as-is".to_owned()),
            ..Request::default()
        });
        assert!(conversion.findings.iter().all(|finding| finding.severity != "error"));
        for file in conversion.files.iter().filter(|file| law_5::FORMATTED.contains(&file.language.as_str()))
        {
            let path = format!("{number}/{}", file.path);
            workshop.write(&path, &file.text);
            written.push(path);
        }
    }
    workshop.check_formatting(&written);
}

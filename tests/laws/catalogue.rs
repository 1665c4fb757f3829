//! `docs/catalogue.md`: every plan that is offered for a database of the tests, so that nobody has to guess what was tried.
//! `UPDATE_EXPECT=1` writes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use authmorph::api::{Request, Source};
use authmorph::decide;
use authmorph::dialects::ALL;

use crate::support::migrations::{Road, databases, layout};
use crate::tables::refused;

const HEAD: &str = "\
# Catalogue of plans

Every plan that is offered for a database of the tests: from which layout, on which dialect, to which target, with which options.
`cargo test --test laws` holds each of them to the laws 1 to 4, 6 and 8 of the README on a real database: in `make test` a sample of the
databases and choices, in `make soak` all of them; and the faults of `tests/laws/faults` likewise.
A test writes this page (`UPDATE_EXPECT=1 cargo test --test laws catalogue`), and fails when it is not so any more.

";

/// One line: what it is from, and what was tried of it.
#[derive(Default)]
struct Plan {
    databases: Vec<String>,
    stopped: Vec<String>,
}

#[test]
fn the_catalogue_has_every_plan_that_is_offered() {
    let mut text = HEAD.to_owned();
    for dialect in ALL.iter().copied() {
        let mut plans: BTreeMap<(String, String), Plan> = BTreeMap::new();
        for path in databases(dialect) {
            let source =
                Source { name: path.display().to_string(), text: fs::read_to_string(&path).unwrap() };
            let request = Request {
                sources: vec![source],
                dialect: Some(dialect.name().to_owned()),
                ..Request::default()
            };
            let found = authmorph::detect(&request);
            let from = format!("{} {}", found.layout.unwrap_or_default(), found.version.unwrap_or_default());
            for target in authmorph::targets(&request).into_iter().filter(|target| target.name != "as-is") {
                let road =
                    Road { path: path.clone(), dialect, target: target.name.clone(), set: BTreeMap::new() };
                let plan = plans.entry((from.trim().to_owned(), target.name)).or_default();
                let name = format!("{}/{}", layout(&path), path.file_stem().unwrap().to_string_lossy());
                let is_refused = refused(&road).is_some();
                match road.stopped_by() {
                    Some(check) => plan.stopped.push(format!("{name} (`{check}`)")),
                    None if is_refused => plan.stopped.push(name),
                    None => plan.databases.push(name),
                }
            }
        }
        writeln!(
            text,
            "## {}\n\n| from | to | options and their choices | held on | stopped by `preflight.sql` |",
            dialect.name()
        )
        .unwrap();
        writeln!(text, "|---|---|---|---|---|").unwrap();
        for ((from, target), plan) in plans {
            let options = decide::find(&target).unwrap().options.iter().map(|option| {
                let choices =
                    if option.choices.is_empty() { "any text".to_owned() } else { option.choices.join(", ") };
                format!("`{}`: {choices}", option.name)
            });
            let options = options.collect::<Vec<_>>().join("; ");
            writeln!(
                text,
                "| {from} | {target} | {options} | {} | {} |",
                plan.databases.join(", "),
                plan.stopped.join(", ")
            )
            .unwrap();
        }
        text.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/catalogue.md");
    let text = format!("{}\n", text.trim_end());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == text,
        "docs/catalogue.md is out of date: UPDATE_EXPECT=1 writes it"
    );
}

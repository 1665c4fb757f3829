//! The whole rehearsal of every case on real databases: a migration that is right is green.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use authmorph::api::{Conversion, Request, Source};
use authmorph::convert::for_rehearsal;
use authmorph::dialects::ddl::create_schema;
use authmorph::dialects::{ALL, Dialect};
use authmorph::rehearse::engine::at_once;
use authmorph::rehearse::export::{Form, write};
use authmorph::rehearse::report::{Phase, Report};
use authmorph::rehearse::scripts::Scripts;
use authmorph::rehearse::{Options, Subject, rehearse, rehearse_scripts};

use crate::databases::{MySql, PostgreSql, Sqlite};
use crate::rows::only;
use crate::support;
use crate::support::migrations::{Road, example, roads, stopped_by_rows};

/// Rehearses on the database of the dialect.
pub fn run(road: &Road, options: &Options) -> Option<Report> {
    let (conversion, subject) = for_rehearsal(&road.request_for_plan());
    in_database(&subject?, &conversion, options)
}

/// The same for what is no case.
pub fn in_database(subject: &Subject, conversion: &Conversion, options: &Options) -> Option<Report> {
    let dialect = subject.schema.dialect;
    let report = match dialect {
        Dialect::Sqlite => at_once(rehearse(subject, conversion, options, &mut Sqlite::new().unwrap())),
        Dialect::PostgreSql => {
            let database = support::server(dialect)?.database();
            at_once(rehearse(subject, conversion, options, &mut PostgreSql::open(&database.url()).unwrap()))
        }
        Dialect::MySql => {
            let database = support::server(dialect)?.database();
            at_once(rehearse(subject, conversion, options, &mut MySql::open(&database.url()).unwrap()))
        }
    };
    Some(report.unwrap())
}

/// Every example to every target that is offered for it, and the cases called `official` and `first` to theirs; with the
/// environment variable `THOROUGH`, all there is.
fn sample(dialect: Dialect) -> Vec<Road> {
    let all = roads(dialect);
    // The rows that are made are others than those of the case that are in the way.
    let stopped = stopped_by_rows(dialect);
    if std::env::var_os("THOROUGH").is_some() || std::env::var_os("CASE").is_some() {
        return all.into_iter().chain(stopped).filter(only).collect();
    }
    let path = example(dialect);
    let source = Source { name: String::new(), text: fs::read_to_string(&path).unwrap() };
    let request =
        Request { sources: vec![source], dialect: Some(dialect.name().to_owned()), ..Request::default() };
    let mut sample: Vec<Road> = Vec::new();
    for target in authmorph::targets(&request) {
        sample.push(Road { path: path.clone(), dialect, target: target.name, set: BTreeMap::new() });
    }
    let is_usual = |road: &Road| ["/official", "/first"].iter().any(|kind| road.name().contains(kind));
    sample.extend(all.into_iter().filter(|road| road.set.is_empty() && is_usual(road)));
    // Its references fall back to a row by `ON DELETE SET DEFAULT`.
    sample.extend(stopped.into_iter().filter(|road| road.name().contains("/dump-serial ")));
    // Rows go and others get another identity, which those that refer to them follow.
    let both = "lucia-3/followers lucia-sessions-2024 sessions=hash-unexpired";
    sample.extend(roads(dialect).into_iter().filter(|road| road.name().contains(both)));
    sample
}

/// All that a rehearsal on made rows depends on: many choices of options, and many texts, come to the same.
fn substance(subject: &Subject) -> String {
    let scripts = Scripts::of(subject.schema.dialect, &subject.plan);
    format!("{:?}", (create_schema(&subject.schema), scripts, &subject.recognition.roles))
}

#[test]
fn every_migration_is_green() {
    let (mut red, mut count) = (Vec::new(), 0);
    let mut rehearsed = BTreeSet::new();
    for road in ALL.iter().flat_map(|dialect| sample(*dialect)) {
        let (conversion, subject) = for_rehearsal(&road.request_for_plan());
        let Some(subject) = subject else { continue };
        if !rehearsed.insert(substance(&subject)) {
            continue;
        }
        let Some(report) = in_database(&subject, &conversion, &Options::default()) else { continue };
        count += 1;
        if !report.is_green() {
            let faults: Vec<String> = report.faults.iter().map(|fault| format!("  {fault:?}")).collect();
            red.push(format!("{}: {}\n{}", road.name(), report.verdict(), faults.join("\n")));
        }
        let is_with_people = road.name().contains("example");
        assert!(
            !is_with_people || report.people.iter().any(|person| !person.ways.is_empty()),
            "{}",
            road.name()
        );
    }
    println!("rehearsed {count} migrations");
    assert!(count > 0 || support::server(Dialect::Sqlite).is_none());
    assert!(red.is_empty(), "{} of {count} are red:\n{}", red.len(), red.join("\n"));
}

#[test]
fn a_stopped_run_ends_the_same() {
    for dialect in ALL.iter().copied() {
        let road =
            Road { path: example(dialect), dialect, target: "lucia-3".to_owned(), set: BTreeMap::new() };
        let options = Options { restart: true, rows: 8, ..Options::default() };
        let Some(report) = run(&road, &options) else { continue };
        assert!(report.is_green(), "{}: {:#?}", road.name(), report.faults);
        assert!(report.restarts.is_some_and(|count| count > 10), "{:?}", report.restarts);
    }
}

/// An undo that takes what a stopped run has not copied yet for deleted: the whole run hides that, the drill does not.
#[test]
fn a_stopped_run_has_to_be_undone_without_loss() {
    let dialect = Dialect::MySql;
    let Some(server) = support::server(dialect) else { return };
    let database = server.database();
    let road = Road { path: example(dialect), dialect, target: "lucia-3".to_owned(), set: BTreeMap::new() };
    let (conversion, subject) = for_rehearsal(&road.request_for_plan());
    let subject = subject.unwrap();
    let mut scripts = Scripts::of(dialect, &subject.plan);
    let guard = "AND EXISTS (SELECT 1 FROM _authmorph_state AS j WHERE j.step = ''up'')";
    assert!(scripts.down.iter().any(|statement| statement.sql.contains(guard)));
    for statement in &mut scripts.down {
        statement.sql = statement.sql.replace(guard, "");
    }
    let options = Options { restart: true, rows: 8, ..Options::default() };
    let mut engine = MySql::open(&database.url()).unwrap();
    let report = at_once(rehearse_scripts(&subject, &conversion, &scripts, &options, &mut engine)).unwrap();
    let first = report.faults.first().unwrap();
    assert!(first.what.contains("and undone: user_key") && first.phase == Phase::Restart, "{first:?}");
    assert!(report.faults.iter().all(|fault| fault.phase == Phase::Restart));
}

#[test]
fn preflight_stops_at_what_the_new_keys_would_refuse() {
    for dialect in ALL.iter().copied() {
        let road =
            Road { path: example(dialect), dialect, target: "lucia-3".to_owned(), set: BTreeMap::new() };
        let options = Options { troubles: true, ..Options::default() };
        let Some(report) = run(&road, &options) else { continue };
        assert!(report.is_green() && report.stopped, "{}: {}", road.name(), report.verdict());
        assert!(report.statements.iter().all(|run| run.phase != Phase::Up));
    }
}

#[test]
fn the_same_run_gives_the_same_report() {
    let road = Road {
        path: example(Dialect::Sqlite),
        dialect: Dialect::Sqlite,
        target: "lucia-3".to_owned(),
        set: BTreeMap::new(),
    };
    let written = |form| {
        let mut report = run(&road, &Options::default()).unwrap();
        report.statements.iter_mut().for_each(|run| run.microseconds = 0);
        write(&report, form, &["schema.sql".to_owned()])
    };
    for form in [Form::Markdown, Form::Json, Form::Junit] {
        assert_eq!(written(form), written(form));
    }
    let parsed: serde_json::Value = serde_json::from_str(&written(Form::Json)).unwrap();
    assert_eq!(parsed["green"], true);
    assert!(written(Form::Junit).contains("failures=\"0\""));
}

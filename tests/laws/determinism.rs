//! Law 6: same input, same bytes; a migrated schema fed back says that there is nothing to do.

use authmorph::api::{Request, Source};
use authmorph::dialects::Dialect;
use authmorph::dialects::ddl::create_schema;
use authmorph::model::names::ObjectName;
use authmorph::plan::plan;
use authmorph::recognise::recognise;
use std::collections::BTreeMap;

use crate::case::{Case, Sample, for_each_of};

#[test]
fn the_same_input_gives_the_same_bytes() {
    for_each_of(Sample::One, |case| {
        assert_eq!(case.road.convert().1.files, case.conversion.files);
    });
}

/// Whether the text has a table of sessions, which need not change.
fn has_sessions(case: &Case) -> bool {
    let (recognition, _) = recognise(&case.from, &BTreeMap::new(), None);
    recognition.roles.contains_key("session")
}

#[test]
fn a_migrated_schema_has_nothing_to_do() {
    for_each_of(Sample::One, |case| {
        let changes = case.changes();
        let of_users = changes.keys.as_ref().and_then(|keys| keys.on_user.as_ref());
        let is_of_users = |name: &ObjectName| of_users.is_some_and(|on_user| on_user.table == *name);
        let of_users_only = changes.tables.iter().all(|change| is_of_users(&change.from.name));
        if changes.session.is_none() && of_users_only && changes.created.is_empty() && !has_sessions(case) {
            // What is left is a user table and tables that Lucia does not know.
            return;
        }
        // The tables that nobody needs go with `cleanup.sql`; until then the journal says that a migration is not over.
        let (plan, _) = plan(&case.from, changes);
        let mut to = case.decided.to.clone();
        to.tables.retain(|table| !plan.cleanup.unused.contains(&table.name));
        let text = create_schema(&to).join(";\n") + ";\n";
        let request = Request {
            sources: vec![Source { name: "migrated".to_owned(), text: text.clone() }],
            dialect: Some(case.dialect.name().to_owned()),
            ..Request::default()
        };
        let conversion = authmorph::convert(&request.clone());
        // The guide of 2024 has the same columns as Lucia 3, so that both versions fit.
        let layouts = ["lucia", "better-auth", "nextauth", "authjs", "supertokens"];
        let of = |layout: &str| case.road.target.strip_prefix(layout)?.strip_prefix('-').map(str::to_owned);
        let (layout, version) =
            layouts.iter().find_map(|layout| Some((*layout, of(layout)?))).expect("a layout");
        // NextAuth 4 and Auth.js 5 have the same tables.
        let layout = if (layout, &*version) == ("nextauth", "4") { "authjs" } else { layout };
        assert_eq!(conversion.detection.layout.as_deref(), Some(layout), "{text}");
        let versions = &conversion.detection.versions;
        assert!(versions.contains(&version), "{versions:?}\n{text}");
        let targets = &conversion.detection.targets;
        // What NextAuth 4 can become, Auth.js 5 can too: without a change, or with another adapter.
        if version != "sessions-2024" && !["authjs", "better-auth"].contains(&layout) {
            assert!(!targets.contains(&case.road.target), "{targets:?}");
        }
        // A text cannot say that SQLite's numbers are milliseconds by now.
        if layout == "better-auth" && case.dialect != Dialect::Sqlite {
            let again = authmorph::convert(&Request { to: Some(case.road.target.clone()), ..request });
            let says = |what: &str| again.decisions.iter().any(|decision| decision.what.starts_with(what));
            assert!(says("Nothing has to change"), "{:#?}\n{text}", again.decisions);
        }
        if targets.first().is_some_and(|target| target == "as-is") {
            assert!(conversion.steps.is_empty());
            assert!(conversion.files.iter().all(|file| file.output != "migration"));
        }
    });
}

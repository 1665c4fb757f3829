//! Law 3: `down.sql` gives back every table row for row, and keeps rows written after `up.sql`.

use authmorph::decide::ProviderTable;
use authmorph::dialects::Dialect;
use authmorph::plan::plan;

use crate::application::{NEW_END, key_writes, session_writes};
use crate::case::{Case, changes_sessions, for_each};
use crate::schema::without_mode;
use crate::support::{Catalog, Database, Ignoring, Row};

/// Where a column that was dropped stands when it comes back.
fn restored(case: &Case) -> Ignoring<'static> {
    Ignoring { column_order: case.dialect != Dialect::MySql, ..Ignoring::NOTHING }
}

/// What `down.sql` announces: SQLite's `DEFAULT 0`, and the order of columns, which a view over `*` shows too.
fn without_announced(case: &Case, mut catalog: Catalog) -> Catalog {
    if case.dialect == Dialect::PostgreSql {
        let over_all =
            |name: &str| case.from.views.iter().any(|view| view.selects_all && view.name.name == name);
        for fact in catalog.facts.iter_mut().filter(|fact| over_all(&fact.object)) {
            let mut words: Vec<&str> = fact.text.split([' ', ',']).collect();
            words.sort_unstable();
            fact.text = words.join(" ");
        }
    }
    let session = case.changes().session.iter();
    let mut dropped: Vec<(&str, &str)> = session
        .flat_map(|session| [&session.active, &session.idle].map(|name| (&*session.from.name.name, &**name)))
        .collect();
    for change in &case.changes().tables {
        dropped.extend(change.dropped.iter().map(|column| (&*change.from.name.name, &*column.name)));
    }
    for fact in catalog.facts.iter_mut().filter(|_| case.dialect == Dialect::Sqlite) {
        if dropped.contains(&(&fact.object, &fact.name)) {
            fact.text = fact.text.replace(" default 0", "");
        }
    }
    catalog
}

/// How the database differs from what it was before `up.sql`, apart from what `down.sql` announces.
pub fn difference_from_undone(case: &Case, database: &Database) -> Option<String> {
    database.snapshot().difference(case.before().rows()).or_else(|| {
        without_announced(case, database.catalog())
            .difference(&without_announced(case, case.before().catalog().clone()), restored(case))
    })
}

/// Everything is as it was before `up.sql`.
#[track_caller]
pub fn assert_as_before(case: &Case, database: &Database) {
    let difference = difference_from_undone(case, database);
    assert!(difference.is_none(), "not as before up.sql:\n{}", difference.unwrap_or_default());
}

/// The same after a run that has stopped: where that was between a trigger's end and its new beginning, MySQL creates it
/// under the `sql_mode` of the session that goes on.
#[track_caller]
pub fn assert_as_before_but_for_modes(case: &Case, database: &Database) {
    database.snapshot().assert_same(case.before().rows());
    let catalog = |catalog: Catalog| without_mode(without_announced(case, catalog));
    catalog(database.catalog()).assert_same(&catalog(case.before().catalog().clone()), restored(case));
}

/// Leaves the database as `up.sql` makes it.
pub fn down_gives_everything_back(case: &Case, database: &Database) {
    database
        .run(case.script("down"))
        .unwrap_or_else(|error| panic!("down.sql: {error}\n{}", case.script("down")));
    assert_as_before(case, database);
    // And the road is open again.
    database.run(case.script("up")).unwrap();
    let rows = database.rows(case.script("verify"));
    assert!(rows.iter().all(|row| matches!(row[3].as_deref(), Some("t" | "1"))));
}

#[test]
fn down_carries_sessions_back() {
    for_each(|case| {
        let Some(session) = &case.changes().session else { return };
        if changes_sessions(case, session) {
            // Their ids change too; that is in another file.
            return;
        }
        let database = case.database();
        let columns = case.dialect.identifiers([session.id.as_str(), &session.active, &session.idle]);
        let query = format!("SELECT {columns} FROM {} ORDER BY 1;", case.dialect.object(&session.from.name));
        let before: Vec<Row> = database.rows(&query);
        database.run(case.script("up")).unwrap();
        let ids: Vec<String> = before.iter().map(|row| row[0].clone().unwrap()).collect();
        database.run(&session_writes(case, session, &ids)).unwrap();
        database.run(case.script("down")).unwrap();
        let after = database.rows(&query);
        let new = |id: &str| {
            vec![Some(id.to_owned()), Some((NEW_END - 1_209_600_000).to_string()), Some(NEW_END.to_string())]
        };
        let mut expected: Vec<Row> = before
            .iter()
            .enumerate()
            .filter(|(position, _)| *position != 2)
            .map(|(position, row)| if position == 1 { new(&ids[1]) } else { row.clone() })
            .collect();
        expected.extend(before.first().map(|_| new("new-session")));
        expected.sort();
        let mut after = after;
        after.sort();
        assert_eq!(after, expected);
    });
}

#[test]
fn down_carries_logins_back() {
    for_each(|case| {
        let Some(keys) = &case.changes().keys else { return };
        let database = case.database();
        let columns = case.dialect.identifiers([keys.id.as_str(), &keys.user, &keys.hash]);
        let query = format!("SELECT {columns} FROM {};", case.dialect.object(&keys.table.name));
        let before: Vec<Row> = database.rows(&query);
        database.run(case.script("up")).unwrap();
        let count = |table: &authmorph::model::schema::Table| {
            database
                .value(&format!("SELECT count(*) FROM {};", case.dialect.object(&table.name)))
                .parse::<usize>()
                .unwrap()
        };
        // A new login is the copy of another, so there is one only where there was one.
        let some = [&keys.oauth, &keys.password].map(|table| count(table) > 0);
        let own: Vec<&ProviderTable> =
            keys.of_one_provider.iter().filter(|own| count(&own.table) > 0).collect();
        database.run(&key_writes(case, keys)).unwrap();
        let logins: usize = keys.tables().map(count).sum();
        // A login that the application deletes must not come back.
        // Letter by letter, whatever the column's collation says.
        let gone = match case.dialect {
            Dialect::PostgreSql => "provider_id = 'github'",
            Dialect::MySql => "BINARY provider_id = 'github'",
            Dialect::Sqlite => "provider_id = 'github' COLLATE BINARY",
        };
        database
            .run(&format!("DELETE FROM {} WHERE {gone};", case.dialect.object(&keys.oauth.name)))
            .unwrap();
        for own in own.iter().filter(|own| own.provider == "github") {
            database.run(&format!("DELETE FROM {};", case.dialect.object(&own.table.name))).unwrap();
        }
        database.run(case.script("down")).unwrap();
        let after = database.rows(&query);
        let lost =
            before.iter().filter(|row| row[0].as_deref().is_some_and(|id| id.starts_with("github:"))).count();
        let single_use = keys.single_use.expires.as_ref().map_or(0, |expires| {
            let expires = case.dialect.identifier(expires);
            let table = case.dialect.object(&keys.table.name);
            let count = format!("SELECT count(*) FROM {table} WHERE {expires} IS NOT NULL;");
            database.value(&count).parse::<usize>().unwrap()
        });
        assert_eq!(after.len(), logins - lost + single_use);
        for row in &before {
            let id = row[0].as_deref().unwrap();
            let now = after.iter().find(|other| other[0].as_deref() == Some(id));
            if id.starts_with("github:") {
                assert!(now.is_none(), "{id} came back");
                continue;
            }
            let now = now.unwrap_or_else(|| panic!("{id} was lost"));
            assert_eq!(now[1], row[1], "{id}");
            let hash = row[2].as_ref().map(|_| "changed");
            assert_eq!(now[2].as_deref(), hash, "{id}");
        }
        let has = |id: &str, hash: Option<&str>| {
            after.iter().any(|row| row[0].as_deref() == Some(id) && row[2].as_deref() == hash)
        };
        assert_eq!(has("gitlab:9:9", None), some[0], "the new OAuth account");
        for own in own.iter().filter(|own| own.provider != "github") {
            assert!(has(&format!("{}:9:9", own.provider), None), "the new account at {}", own.provider);
        }
        assert_eq!(has("email:newer@example.org", Some("new-hash")), some[1], "the new password");
    });
}

pub fn cleanup_leaves_only_the_new_version(case: &Case, database: &Database) {
    let before = database.tables();
    database.run(case.script("cleanup")).unwrap();
    let after = database.tables();
    assert!(after.iter().all(|table| !table.contains("_authmorph_")), "{after:?}");
    let gone: Vec<&String> =
        before.iter().filter(|table| !after.contains(table) && !table.contains("_authmorph_")).collect();
    let (plan, _) = plan(&case.from, case.changes());
    let unused = case.changes().keys.iter().count() + case.changes().unused.len();
    assert_eq!(plan.cleanup.unused.len() + plan.cleanup.staying.len(), unused);
    assert_eq!(gone.len(), plan.cleanup.unused.len(), "only what nobody needs: {gone:?}");
}

/// Scripts that come after `up.sql` do nothing to a database in which it has not run.
pub fn down_and_cleanup_need_up(case: &Case) {
    for script in ["down", "cleanup"] {
        let _ = case.before().database.run(case.script(script));
        case.before().assert_untouched();
        let _ = case.before().database.run_keep_going(case.script(script));
        case.before().assert_untouched();
    }
}

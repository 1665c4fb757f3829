//! A database that drizzle-kit makes from the Drizzle text has the catalog of the one that the SQL makes.

use authmorph::dialects::{ALL, Dialect};
use authmorph::outputs::{self, Rendered};

use crate::cases::{Case, cases};
use crate::support::catalog::{Catalog, Fact, Part};
use crate::support::{self, Database, Ignoring, Row, Server, difference::difference};
use crate::tools::{Workshop, workshop};

#[test]
fn drizzle_kit_rebuilds_postgresql() {
    rebuild_all(Dialect::PostgreSql);
}

#[test]
fn drizzle_kit_rebuilds_mysql() {
    rebuild_all(Dialect::MySql);
}

#[test]
fn drizzle_kit_rebuilds_sqlite() {
    rebuild_all(Dialect::Sqlite);
}

fn rebuild_all(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("rebuild-{}", dialect.name()));
    let mut wrong = Vec::new();
    let cases: Vec<Case> = cases().into_iter().filter(|case| case.dialect == dialect).collect();
    for (case, actual) in cases.iter().zip(rebuilt_differences(server, &workshop, &cases)) {
        let expected = case.block("difference").unwrap_or_default();
        if actual == expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&case.path, case.with_block("difference", &actual)).unwrap();
        } else {
            wrong.push(format!("{}:\n{actual}", case.path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "catalogs differ (- SQL, + Drizzle) otherwise than the cases say:\n{}",
        wrong.join("\n")
    );
}

/// What the rebuilt catalogs lack and have too much, a line each. A difference must have been told in a finding.
pub fn rebuilt_differences(server: &'static Server, workshop: &Workshop, cases: &[Case]) -> Vec<String> {
    let file = |case: &Case| format!("{}.ts", case.name());
    let files: Vec<String> = cases.iter().map(file).collect();
    let rendered: Vec<Rendered> = cases.iter().map(|case| outputs::drizzle::render(&case.schema())).collect();
    for (file, rendered) in files.iter().zip(&rendered) {
        workshop.write(file, &rendered.text);
    }
    let said = workshop.drizzle_exports(server.dialect(), &files);
    assert!(said.is_empty(), "{said}");
    let rebuilt = |(case, rendered): (&Case, &Rendered)| {
        let sql = workshop.read(&format!("{}.sql", file(case)));
        let found = rebuilt_difference(server, case, &sql);
        assert!(
            found.is_empty() || !rendered.findings.is_empty(),
            "{}: nothing was said about\n{found}\n{sql}",
            case.path.display()
        );
        found
    };
    cases.iter().zip(&rendered).map(rebuilt).collect()
}

fn rebuilt_difference(server: &'static Server, case: &Case, sql: &str) -> String {
    let (written, rebuilt) = (case.database(server), server.database());
    let mut script = case.setting("rebuild after").map(|sql| format!("{sql};\n")).unwrap_or_default();
    script += sql;
    rebuilt.run(&script).unwrap_or_else(|why| panic!("{}: {why}\n{sql}", case.path.display()));
    let ignoring = Ignoring {
        constraint_names: case.setting("rebuild") == Some("without names"),
        declared_types: true,
        ..Ignoring::NOTHING
    };
    let found = catalog_difference(&written, &rebuilt, ignoring);
    if found.is_empty() { found } else { found + "\n" }
}

/// `drizzle-kit export` prints what its code makes of the same file within our own process.
#[test]
fn the_command_of_drizzle_kit_prints_the_same() {
    for dialect in ALL.iter().copied() {
        let workshop = workshop(&format!("export-{}", dialect.name()));
        let case =
            cases().into_iter().find(|case| case.name() == format!("example-{}", dialect.name())).unwrap();
        workshop.write("schema.ts", &outputs::drizzle::render(&case.schema()).text);
        assert_eq!(workshop.drizzle_exports(dialect, &["schema.ts".to_owned()]), "");
        let printed = workshop.drizzle_export(dialect, "schema.ts");
        assert_eq!(printed.trim_end(), workshop.read("schema.ts.sql").trim_end());
    }
}

/// What the second catalog lacks and has too much.
pub fn catalog_difference(written: &Database, rebuilt: &Database, ignoring: Ignoring<'_>) -> String {
    let lines = |database: &Database| normal(database, database.catalog()).lines(ignoring);
    difference(&lines(written), &lines(rebuilt)).unwrap_or_default()
}

/// The catalog of a database without what the two ways cannot share and no program notices.
pub fn normal(database: &Database, catalog: Catalog) -> Catalog {
    let facts = match catalog.dialect {
        Dialect::PostgreSql => catalog.facts.into_iter().map(with_sorted_options).collect(),
        Dialect::MySql => catalog.facts.into_iter().map(without_usual_names_and_actions).collect(),
        Dialect::Sqlite => normal_in_sqlite(database, catalog.facts),
    };
    Catalog::new(catalog.dialect, facts)
}

/// In which order a view's options stand says nothing.
fn with_sorted_options(mut fact: Fact) -> Fact {
    let list = fact.text.strip_prefix("with {").and_then(|rest| rest.split_once('}'));
    if let Some((options, rest)) = list.filter(|_| fact.kind == "view") {
        let mut options: Vec<&str> = options.split(',').collect();
        options.sort_unstable();
        fact.text = format!("with {{{}}}{rest}", options.join(","));
    }
    fact
}

/// drizzle-kit puts the query of a view in parentheses, which MariaDB keeps.
fn without_parentheses(fact: &mut Fact) {
    let query =
        fact.text.split_once(" as (").and_then(|(start, rest)| Some((start, rest.strip_suffix(')')?)));
    if let Some((start, query)) = query.filter(|_| fact.kind == "view") {
        fact.text = format!("{start} as {query}");
    }
}

/// drizzle-kit always writes `NO ACTION`, where MariaDB says `RESTRICT` when nothing is written; both mean the same.
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html#foreign-keys-referential-actions>
pub fn without_usual_names_and_actions(mut fact: Fact) -> Fact {
    without_parentheses(&mut fact);
    if fact.part == Part::Constraint {
        // MySQL numbers a check without a name; MariaDB calls one beside a column as the column.
        if fact.text.starts_with("check (") {
            fact.name = String::new();
        }
        for event in ["delete", "update"] {
            fact.text = fact.text.replace(&format!("on {event} restrict"), &format!("on {event} no action"));
        }
    }
    fact
}

/// Unique constraints, and unique indexes that could as well be constraints: table, name and columns.
const UNIQUE_IN_SQLITE: &str = "
    SELECT \"table\", name, group_concat(\"column\", ', ') FROM (
      SELECT l.name AS \"table\", i.name, x.name AS \"column\", x.desc
      FROM pragma_table_list l JOIN pragma_index_list(l.name) i JOIN pragma_index_xinfo(i.name) x
      WHERE l.schema = 'main' AND i.\"unique\" AND NOT i.partial AND i.origin <> 'pk' AND x.key
      ORDER BY l.name, i.name, x.seqno)
    GROUP BY \"table\", name HAVING count(\"column\") = count(*) AND NOT max(desc);";

/// In SQLite, drizzle-kit makes a unique index of a unique constraint, gives every check a name, and never lets a
/// primary key be null. Only the last makes a difference to a program, and a finding tells.
pub fn normal_in_sqlite(database: &Database, facts: Vec<Fact>) -> Vec<Fact> {
    let uniques = database.rows(UNIQUE_IN_SQLITE);
    let is_unique_index = |fact: &Fact| {
        let same = |row: &Row| {
            row.first() == Some(&Some(fact.object.clone())) && row.get(1) == Some(&Some(fact.name.clone()))
        };
        fact.part == Part::Index && uniques.iter().any(same)
    };
    let in_primary_keys = database.rows(
        "SELECT l.name, c.name FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) c WHERE c.pk > 0;",
    );
    let is_in_primary_key = |fact: &Fact| {
        let wanted = vec![Some(fact.object.clone()), Some(fact.name.clone())];
        fact.part == Part::Column && in_primary_keys.contains(&wanted)
    };
    let mut normal: Vec<Fact> = facts
        .into_iter()
        .filter(|fact| fact.part != Part::ConstraintName && !is_unique_index(fact))
        .filter(|fact| fact.part != Part::Constraint || !fact.text.starts_with("unique ("))
        .map(|mut fact| {
            if is_in_primary_key(&fact) {
                fact.text = fact.text.replace("not null", "").trim().to_owned();
            }
            if fact.part == Part::Constraint {
                fact.name = String::new();
            }
            fact
        })
        .collect();
    normal.extend(uniques.iter().map(|row| Fact {
        kind: "table".to_owned(),
        schema: None,
        object: row.first().cloned().flatten().unwrap_or_default(),
        part: Part::Constraint,
        name: String::new(),
        position: 0,
        column_type: String::new(),
        text: format!("unique ({})", row.get(2).cloned().flatten().unwrap_or_default()),
    }));
    normal
}

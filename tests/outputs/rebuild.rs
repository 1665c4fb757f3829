//! A database that drizzle-kit makes from the Drizzle text has the catalog of the one that the SQL makes.

use authmorph::dialects::Dialect;
use authmorph::outputs;

use crate::cases::{Case, cases};
use crate::support::catalog::{Catalog, Fact, Part};
use crate::support::{self, Ignoring, Server, difference::difference};
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
    for case in cases().iter().filter(|case| case.dialect == dialect) {
        let actual = rebuilt_difference(server, &workshop, case);
        let expected = case.block("difference").unwrap_or_default();
        if actual == expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let head =
                case.file.find("\n```difference\n").map_or(case.file.as_str(), |end| &case.file[..end]);
            let block =
                if actual.is_empty() { String::new() } else { format!("\n```difference\n{actual}```\n") };
            std::fs::write(&case.path, format!("{}\n{block}", head.trim_end())).unwrap();
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

/// What the rebuilt catalog lacks and has too much, a line each. A difference must have been told in a finding.
pub fn rebuilt_difference(server: &'static Server, workshop: &Workshop, case: &Case) -> String {
    let schema = case.schema();
    let rendered = outputs::drizzle::render(&schema);
    let path = format!("{}.ts", case.name());
    workshop.write(&path, &rendered.text);
    let sql = workshop.drizzle_export(case.dialect, &path);
    let (written, rebuilt) = (server.database(), server.database());
    written.run(&case.source).unwrap_or_else(|why| panic!("{}: {why}", case.path.display()));
    let mut script = case.setting("rebuild after").map(|sql| format!("{sql};\n")).unwrap_or_default();
    script += &sql;
    rebuilt.run(&script).unwrap_or_else(|why| panic!("{}: {why}\n{sql}", case.path.display()));
    let ignoring = Ignoring {
        constraint_names: case.setting("rebuild") == Some("without names"),
        declared_types: true,
        ..Ignoring::NOTHING
    };
    let lines = |catalog: Catalog| normal(catalog).lines(ignoring);
    let found = difference(&lines(written.catalog()), &lines(rebuilt.catalog())).unwrap_or_default();
    assert!(
        found.is_empty() || !rendered.findings.is_empty(),
        "{}: nothing was said about\n{found}\n{sql}",
        case.path.display()
    );
    if found.is_empty() { found } else { found + "\n" }
}

/// Without what the two ways cannot share and no program notices.
fn normal(catalog: Catalog) -> Catalog {
    let facts = match catalog.dialect {
        Dialect::PostgreSql => catalog.facts,
        Dialect::MySql => catalog.facts.into_iter().map(without_usual_action).collect(),
        Dialect::Sqlite => normal_in_sqlite(catalog.facts),
    };
    Catalog::new(catalog.dialect, facts)
}

/// drizzle-kit always writes `NO ACTION`, where MariaDB says `RESTRICT` when nothing is written; both mean the same.
/// <https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html#foreign-keys-referential-actions>
fn without_usual_action(mut fact: Fact) -> Fact {
    if fact.part == Part::Constraint {
        for event in ["delete", "update"] {
            fact.text = fact.text.replace(&format!("on {event} restrict"), &format!("on {event} no action"));
        }
    }
    fact
}

/// In SQLite, drizzle-kit makes a unique index of a unique constraint, gives every check a name, and never lets a
/// primary key be null. Only the last makes a difference to a program, and a finding tells.
fn normal_in_sqlite(facts: Vec<Fact>) -> Vec<Fact> {
    let primary_keys: Vec<(String, String)> = facts
        .iter()
        .filter(|fact| fact.part == Part::Constraint)
        .filter_map(|fact| Some((fact.object.clone(), fact.text.strip_prefix("primary key ")?.to_owned())))
        .collect();
    let is_in_primary_key = |fact: &Fact| {
        let is_member =
            |columns: &str| columns.trim_matches(['(', ')']).split(", ").any(|column| column == fact.name);
        primary_keys.iter().any(|(table, columns)| *table == fact.object && is_member(columns))
    };
    let unnamed = facts.into_iter().filter(|fact| fact.part != Part::ConstraintName);
    unnamed
        .map(|mut fact| {
            if fact.part == Part::Column && is_in_primary_key(&fact) {
                fact.text = fact.text.replace("not null", "").trim().to_owned();
            }
            if let Some(columns) = unique_columns(&fact) {
                fact.part = Part::Constraint;
                fact.text = format!("unique ({columns})");
            }
            if fact.part == Part::Constraint {
                fact.name = String::new();
                // The column's collation, which is compared with the column.
                fact.text =
                    fact.text.split(" collate ").next().unwrap_or_default().trim_end_matches(')').to_owned();
            }
            fact
        })
        .collect()
}

/// The columns of a unique index that could as well be a unique constraint.
fn unique_columns(fact: &Fact) -> Option<String> {
    let text = fact.text.strip_prefix("unique on ").filter(|_| fact.part == Part::Index)?;
    let (_, columns) = text.split_once('(')?;
    let columns = columns.strip_suffix(')')?;
    let is_plain =
        !columns.contains(['(', ')']) && !columns.contains(" desc") && !columns.contains(" collate ");
    is_plain.then(|| columns.replace(['"', '`'], "").replace(" ,", ",").trim().to_owned())
}

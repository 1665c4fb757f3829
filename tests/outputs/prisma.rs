//! The Prisma schema, on Prisma's own code: it is valid, `prisma format` leaves it alone, and the database that the
//! schema engine makes of it has the catalog of the one that the SQL makes.
//!
//! What such a database lacks stands in the cases as a block `difference prisma`, which `UPDATE_EXPECT=1` rewrites. Each
//! of these things is told in a finding.

use authmorph::dialects::ddl::create_schema;
use authmorph::dialects::{ALL, Dialect};
use authmorph::findings::{Finding, Span};
use authmorph::model::schema::Schema;
use authmorph::outputs;
use authmorph::source::translate;

use crate::cases::{self, Case, cases};
use crate::hostile;
use crate::migrated::name_of;
use crate::rebuild::{normal_in_sqlite, without_usual_names_and_actions};
use crate::support::catalog::{Catalog, Fact, Part};
use crate::support::{self, Database, Ignoring, difference::difference, migrations};
use crate::tools::{Workshop, workshop};

/// Writes the schemas, and has each validated, formatted and turned to SQL; what is wrong is the result.
pub fn read_by_prisma(workshop: &Workshop, schemas: &[(String, String)]) -> String {
    workshop.write("prisma.mjs", include_str!("prisma.mjs"));
    let mut arguments = vec!["prisma.mjs"];
    for (file, text) in schemas {
        workshop.write(file, text);
        arguments.push(file);
    }
    workshop.node(&arguments)
}

fn written(case: &Case) -> (String, String) {
    (format!("{}.prisma", case.name()), outputs::prisma::render(&case.schema()).text)
}

#[test]
fn every_prisma_schema_is_valid_and_formatted() {
    let workshop = workshop("prisma-valid");
    let mut all = cases();
    all.extend(hostile::cases());
    all.extend(cases::of_the_parser());
    let mut schemas: Vec<(String, String)> = all.iter().map(written).collect();
    for dialect in ALL.iter().copied() {
        for path in migrations::files(dialect) {
            let (_, conversion) = migrations::convert(&path, dialect);
            let text = migrations::file(&conversion, "prisma/schema.prisma").to_owned();
            schemas.push((format!("{}.prisma", name_of(dialect, &path)), text));
        }
    }
    let wrong = read_by_prisma(&workshop, &schemas);
    assert!(wrong.is_empty(), "{wrong}");
}

/// The package of the schema engine is built without MySQL (it panics when asked for it), and the engine that knows MySQL
/// is a program that Prisma's command downloads. What a Prisma schema for MySQL makes, our own reader says then
/// (`src/source/prisma`), which that engine is held against for the others (`tests/source/oracle.rs`).
pub const REBUILT: [Dialect; 2] = [Dialect::PostgreSql, Dialect::Sqlite];

#[test]
fn prisma_rebuilds_the_cases() {
    let mut wrong = Vec::new();
    for dialect in REBUILT {
        let Some(server) = support::server(dialect) else { continue };
        let workshop = workshop(&format!("prisma-{}", dialect.name()));
        let mut all: Vec<Case> = cases();
        all.extend(hostile::without_quotes(dialect));
        all.retain(|case| case.dialect == dialect);
        let schemas: Vec<(String, String)> = all.iter().map(written).collect();
        assert_eq!(read_by_prisma(&workshop, &schemas), "");
        for (case, (file, _)) in all.iter().zip(&schemas) {
            let (written, rebuilt) = (case.database(server), server.database());
            let before = case.setting("rebuild after").map(|sql| format!("{sql};\n")).unwrap_or_default();
            let sql = with_escaped_values(workshop.read(&format!("{file}.sql")), &case.schema());
            rebuilt.run(&(before + &sql)).unwrap_or_else(|why| panic!("{file}: {why}\n{sql}"));
            let ignoring = Ignoring { declared_types: true, ..Ignoring::NOTHING };
            let found = catalog_difference(&written, &rebuilt, ignoring);
            assert_told(&found, &outputs::prisma::render(&case.schema()).findings, file);
            // The hostile cases have no file to say what differs: comments and lengths that a finding tells.
            if case.file.is_empty() || found == case.block("difference prisma").unwrap_or_default() {
                continue;
            }
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                std::fs::write(&case.path, case.with_block("difference prisma", &found)).unwrap();
            } else {
                wrong.push(format!("{}:\n{found}", case.path.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "catalogs differ (- SQL, + Prisma) otherwise than the cases say:\n{}",
        wrong.join("\n")
    );
}

/// Why views are not among the models: where that changes, `docs/findings/prisma_cannot_say.md` and the finding are wrong.
#[test]
fn views_are_a_preview_feature_of_prisma_which_makes_none() {
    let workshop = workshop("prisma-views");
    let sql = "CREATE TABLE a (id integer NOT NULL PRIMARY KEY); CREATE VIEW v AS SELECT id FROM a;";
    let (schema, _) = authmorph::parse::parse(sql, Dialect::PostgreSql);
    let plain = outputs::prisma::render(&schema).text + "\nview V {\n  id Int\n\n  @@map(\"v\")\n}\n";
    let output = "  output   = \"../generated/prisma\"\n";
    assert!(plain.contains(output));
    let feature = "  provider        = \"prisma-client\"\n  output          = \"../generated/prisma\"\n  previewFeatures = [\"views\"]\n";
    let with = plain.replace(&format!("  provider = \"prisma-client\"\n{output}"), feature);
    let said = read_by_prisma(&workshop, &[("plain.prisma".to_owned(), plain)]);
    assert!(said.contains("preview feature"), "{said}");
    assert_eq!(read_by_prisma(&workshop, &[("with.prisma".to_owned(), with)]), "");
    let made = workshop.read("with.prisma.sql");
    assert!(made.contains("CREATE TABLE \"a\"") && !made.to_lowercase().contains("view"), "{made}");
}

/// Prisma does not escape the quotes in an enumeration's values, which a finding tells.
fn with_escaped_values(mut sql: String, schema: &Schema) -> String {
    for known in &schema.enums {
        let list =
            |write: fn(&String) -> String| known.values.iter().map(write).collect::<Vec<_>>().join(", ");
        let (raw, escaped) =
            (list(|value| format!("'{value}'")), list(|value| format!("'{}'", value.replace('\'', "''"))));
        sql = sql.replace(&format!("AS ENUM ({raw})"), &format!("AS ENUM ({escaped})"));
    }
    sql
}

#[track_caller]
fn assert_told(found: &str, findings: &[Finding], file: &str) {
    assert!(found.is_empty() || !findings.is_empty(), "{file}: nothing was said about\n{found}");
}

/// What the second catalog lacks and has too much, a line each.
fn catalog_difference(written: &Database, rebuilt: &Database, ignoring: Ignoring<'_>) -> String {
    let lines = |database: &Database| normal(database, database.catalog()).lines(ignoring);
    let found = difference(&lines(written), &lines(rebuilt)).unwrap_or_default();
    if found.is_empty() { found } else { found + "\n" }
}

/// The catalog of a database without what Prisma does in its own way and no program notices.
pub fn normal(database: &Database, catalog: Catalog) -> Catalog {
    let facts = match catalog.dialect {
        Dialect::Sqlite => normal_in_sqlite(database, catalog.facts).into_iter().map(without_null).collect(),
        Dialect::PostgreSql => catalog.facts.into_iter().map(normal_in_postgresql).collect(),
        Dialect::MySql => normal_in_mysql(catalog.facts),
    };
    Catalog::new(catalog.dialect, facts)
}

/// The SQL of a Prisma schema, as our own reader understands it.
pub fn read_by_us(text: &str) -> String {
    let translation = translate(text, &[Span::new(0, text.len())], None).unwrap();
    let (schema, _) = translation.read();
    create_schema(&schema).iter().map(|statement| format!("{statement};\n")).collect()
}

/// A default of NULL is none.
fn without_null(mut fact: Fact) -> Fact {
    if fact.part == Part::Column {
        fact.text = fact.text.trim_end_matches("default NULL").trim().to_owned();
    }
    fact
}

/// Prisma names the character set and collation of every table that it makes, and the index of a foreign key is called
/// after the key where the key has a name, and after its column where it has none.
fn normal_in_mysql(facts: Vec<Fact>) -> Vec<Fact> {
    let keys: Vec<(String, String)> = facts
        .iter()
        .filter_map(|fact| {
            let columns = fact.text.strip_prefix("foreign key ")?.split(')').next()?;
            Some((fact.object.clone(), format!("btree {columns})")))
        })
        .collect();
    let normal = facts.into_iter().map(without_usual_names_and_actions).map(|mut fact| {
        let mut words = fact.text.split(' ').peekable();
        let mut kept = Vec::new();
        while let Some(word) = words.next() {
            match (word, words.peek()) {
                ("collate", Some(_)) => drop(words.next()),
                ("character", Some(&"set")) => drop((words.next(), words.next())),
                _ => kept.push(word),
            }
        }
        fact.text = kept.join(" ");
        let is_for = |(object, text): &(String, String)| *object == fact.object && *text == fact.text;
        if fact.part == Part::Index && keys.iter().any(is_for) {
            fact.name = String::new();
        }
        fact
    });
    normal.collect()
}

/// Prisma makes a unique index of every unique constraint, and says `CURRENT_TIMESTAMP` for `now()`.
/// <https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT>
fn normal_in_postgresql(mut fact: Fact) -> Fact {
    if fact.part == Part::Column {
        fact.text = fact.text.replace("default CURRENT_TIMESTAMP", "default now()");
    }
    let columns = fact.text.split_once(" USING btree ").map(|(_, columns)| columns.to_owned());
    if let (Part::Index, true, Some(columns)) =
        (fact.part, fact.text.starts_with("CREATE UNIQUE INDEX"), columns)
    {
        let name = fact.name.rsplit('.').next().unwrap_or_default().trim_matches('"').to_owned();
        return Fact { part: Part::Constraint, name, text: format!("UNIQUE {columns}"), ..fact };
    }
    fact
}

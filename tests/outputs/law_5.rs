//! Law 5: from the Drizzle text, Kysely's migration, the Prisma schema and `schema.sql` of every subject the same database
//! comes, and the Kysely types are those that kysely-codegen reads from it.
//!
//! What drizzle-kit and Prisma do not make stands in `tests/cases/law-5`, a file for each dialect, which
//! `UPDATE_EXPECT=1` rewrites; each of these things is told in a finding.

use std::collections::BTreeMap;

use authmorph::dialects::{ALL, Dialect};
use serde_json::{Value, json};

use crate::creation;
use crate::kysely;
use crate::migrators::{drop_records, wrong_in};
use crate::prisma;
use crate::rebuild;
use crate::results::{Likeness, Results, compare_with_the_expected, likeness};
use crate::sql;
use crate::subjects::{Need, Subject, subjects};
use crate::support::{self, Catalog, Database, Ignoring, Server, difference::difference};
use crate::tools::{Workshop, workshop};

/// What a migration keeps for itself is in no output.
pub const JOURNAL: Ignoring<'_> =
    Ignoring { prefix: Some("_authmorph_"), declared_types: true, ..Ignoring::NOTHING };

/// What a text says whose names drizzle-kit cannot carry: it does not escape quotes, and cuts at semicolons. Such
/// names are in `hostile.rs` as well.
pub const BEYOND_DRIZZLE_KIT: &str = "-- Names that try to leave their quotes";

/// So many databases stand beside each other.
const AT_ONCE: usize = 40;

#[test]
fn the_outputs_make_what_is_there_in_postgresql() {
    law_5(Dialect::PostgreSql);
}

#[test]
fn the_outputs_make_what_is_there_in_mysql() {
    law_5(Dialect::MySql);
}

#[test]
fn the_outputs_make_what_is_there_in_sqlite() {
    law_5(Dialect::Sqlite);
}

fn law_5(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let subjects = subjects(dialect, Need::Databases);
    let mut alike: BTreeMap<Likeness, Vec<&str>> = BTreeMap::new();
    let mut results = Results::default();
    let mut waiting = Vec::new();
    for (number, subject) in subjects.iter().enumerate() {
        let database = match subject.database(server) {
            Ok(database) => database,
            Err(why) => {
                results.wrong.push(format!("{}: its own text cannot be run: {why}", subject.name));
                continue;
            }
        };
        let catalog = database.catalog();
        let same = alike.entry(likeness(subject, &catalog)).or_default();
        same.push(&subject.name);
        if same.len() == 1 {
            waiting.push(Written { subject, name: format!("s{number}"), database, catalog });
        }
        if waiting.len() == AT_ONCE {
            results.judge(server, &std::mem::take(&mut waiting));
        }
    }
    results.judge(server, &waiting);
    println!("{}: {} subjects, {} of them unlike each other", dialect.name(), subjects.len(), alike.len());
    for names in alike.values() {
        results.share(names);
    }
    let Results { lacking, mut wrong } = results;
    compare_with_the_expected(dialect, &subjects, &lacking, &mut wrong);
    assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
}

/// What prettier knows among the languages of files.
pub const FORMATTED: &[&str] = &["typescript", "markdown", "json"];

#[test]
fn every_text_of_every_subject_compiles_and_prettier_leaves_it_alone() {
    let workshop = workshop("law-5-compile");
    let (mut compiled, mut formatted) = (Vec::new(), Vec::new());
    for (number, subject) in ALL.iter().flat_map(|dialect| subjects(*dialect, Need::Texts)).enumerate() {
        // What is imported by them and imports them is compiled by tests of its own.
        let stands_alone = |path: &str| {
            ["drizzle/schema.ts", "kysely/database.ts", "kysely/new_database.ts"].contains(&path)
                || path.starts_with("kysely/migrations/")
        };
        let known =
            subject.conversion.files.iter().filter(|file| FORMATTED.contains(&file.language.as_str()));
        for file in known {
            let path = format!("{number}/{}", file.path);
            workshop.write(&path, &file.text);
            compiled.extend(stands_alone(&file.path).then(|| path.clone()));
            formatted.push(path);
        }
    }
    workshop.type_check(&compiled);
    workshop.check_formatting(&formatted);
}

/// A subject, and the database of its own SQL.
pub struct Written<'a> {
    pub subject: &'a Subject,
    /// Its files begin so.
    pub name: String,
    database: Database,
    /// What it holds, with what a migration keeps for itself.
    catalog: Catalog,
}

/// What the tables lean on and the tools leave alone: PostgreSQL's sequences, types and functions in the text.
pub fn before_tables(subject: &Subject) -> String {
    if subject.dialect != Dialect::PostgreSql {
        return String::new();
    }
    let (schema, _) = authmorph::parse::parse(&subject.text, subject.dialect);
    let names = schema.others.iter().filter_map(|other| other.name.as_ref()?.schema.as_ref());
    let mut statements: Vec<String> =
        names.map(|name| format!("CREATE SCHEMA IF NOT EXISTS \"{name}\";\n")).collect();
    let leans = ["extension", "sequence", "type", "domain"];
    let others = schema.others.iter().filter(|other| leans.contains(&other.kind.as_str()));
    statements.extend(others.map(|other| format!("{};\n", other.text)));
    statements.concat()
}

/// Where the tools work.
pub struct Bench {
    pub server: &'static Server,
    pub workshop: Workshop,
    pub dialect: Dialect,
}

/// The name of a subject, and what is wrong about it.
pub type Wrong = (String, String);

/// What is wrong about some of the subjects.
pub type Law = fn(&Bench, &[Written<'_>]) -> Vec<Wrong>;

/// The outputs that have words for everything.
pub const LAWS: &[(&str, Law)] = &[
    ("schema.sql", Bench::schema_sql),
    ("Kysely's migration", Bench::kysely),
    ("Kysely's types", Bench::types),
];

impl Bench {
    fn schema_sql(&self, written: &[Written<'_>]) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        for Written { subject, catalog, .. } in written {
            let rebuilt = self.server.database();
            // In SQLite a name may stand on a column's constraint, where it says nothing.
            let ignoring = Ignoring { constraint_names: self.dialect == Dialect::Sqlite, ..JOURNAL };
            let found = match rebuilt.run(subject.file("schema.sql")) {
                Ok(()) => {
                    let lines = |catalog: Catalog| sql::without_mode(catalog).lines(ignoring);
                    difference(&lines(catalog.clone()), &lines(rebuilt.catalog()))
                }
                Err(why) => Some(why),
            };
            wrong.extend(found.map(|found| (subject.name.clone(), found)));
        }
        wrong
    }

    fn kysely(&self, written: &[Written<'_>]) -> Vec<Wrong> {
        let made: Vec<Database> = written.iter().map(|_| self.server.database()).collect();
        let file = |written: &Written<'_>| format!("{}-creation.ts", written.name);
        let jobs = |to: &str| -> Vec<Value> {
            let both = written.iter().zip(&made);
            both.map(|(written, made)| json!({ "url": made.url(), "kysely": file(written), "to": to }))
                .collect()
        };
        for one in written {
            self.workshop.write(&file(one), one.subject.creation());
        }
        let of_tool = |said: String| (!said.is_empty()).then(|| ("Kysely".to_owned(), said));
        let mut wrong: Vec<Wrong> =
            of_tool(wrong_in(&self.workshop, self.dialect, &jobs("up"))).into_iter().collect();
        for (Written { subject, catalog, .. }, made) in written.iter().zip(&made) {
            let ignoring = Ignoring { prefix: JOURNAL.prefix, ..creation::ignoring(self.dialect) };
            let lines = |catalog: Catalog| creation::lines(catalog, ignoring);
            let found = difference(&lines(catalog.clone()), &lines(made.catalog()));
            wrong.extend(found.map(|found| (subject.name.clone(), found)));
        }
        wrong.extend(of_tool(wrong_in(&self.workshop, self.dialect, &jobs("down"))));
        for (written, made) in written.iter().zip(&made) {
            made.run(&drop_records(made, "kysely")).unwrap();
            let left = creation::left_by_down(made);
            if !left.is_empty() {
                wrong.push((written.subject.name.clone(), format!("`down` leaves {left:#?}")));
            }
        }
        wrong
    }

    fn types(&self, written: &[Written<'_>]) -> Vec<Wrong> {
        let file = |written: &Written<'_>| format!("{}-theirs.ts", written.name);
        for Written { database, .. } in written {
            // What was kept is no part of the application's types.
            for table in database.tables().iter().filter(|table| table.contains("_authmorph_")) {
                database.run(&format!("DROP TABLE {table};")).unwrap();
            }
        }
        let databases: Vec<(&Database, String)> =
            written.iter().map(|written| (&written.database, file(written))).collect();
        kysely::generate(&self.workshop, self.dialect, &databases);
        let mut wrong = Vec::new();
        for written in written {
            let ours = written.subject.file("kysely/database.ts");
            let theirs = self.workshop.read(&file(written));
            let (schema, _) = authmorph::parse::parse(written.subject.file("schema.sql"), self.dialect);
            let said = kysely::difference_of_types(&schema, &theirs, ours);
            let left_out = views_left_out(written.subject);
            let is_told = |line: &&str| left_out.iter().any(|view| line.starts_with(view));
            let untold: Vec<&str> = said.lines().filter(|line| !is_told(line)).collect();
            if !untold.is_empty() {
                wrong.push((written.subject.name.clone(), untold.join("\n")));
            }
        }
        wrong
    }

    /// What databases from drizzle-kit and Prisma lack and have too much, by the subject and the tool.
    pub fn what_tools_do_not_make(
        &self,
        written: &[Written<'_>],
        wrong: &mut Vec<String>,
    ) -> BTreeMap<String, String> {
        let mut lacking = BTreeMap::new();
        for (tool, code, make) in TOOLS {
            for (written, made) in written.iter().zip(make(self, written)) {
                let name = format!("{}: {tool}", written.subject.name);
                let difference = match made {
                    Ok(difference) => difference.trim_end().to_owned(),
                    Err(why) => {
                        wrong.push(format!("{name}:\n{why}"));
                        continue;
                    }
                };
                if !difference.is_empty() && !written.subject.is_told(code) {
                    wrong.push(format!("{name}: nothing was said about\n{difference}"));
                }
                if !difference.is_empty() {
                    lacking.insert(name, difference);
                }
            }
        }
        lacking
    }

    fn drizzle(&self, written: &[Written<'_>]) -> Vec<Result<String, String>> {
        let file = |written: &Written<'_>| format!("{}-schema.ts", written.name);
        let files: Vec<String> = written.iter().map(file).collect();
        for (written, file) in written.iter().zip(&files) {
            self.workshop.write(file, written.subject.file("drizzle/schema.ts"));
        }
        let said = self.workshop.drizzle_exports(self.dialect, &files);
        let one = |written: &Written<'_>| {
            if written.subject.text.contains(BEYOND_DRIZZLE_KIT) || has_quotes_in_names(written.subject) {
                return Ok("drizzle-kit does not escape these names".to_owned());
            }
            let findings = &written.subject.conversion.findings;
            if findings.iter().any(|finding| finding.what.contains("quotes around the whole type")) {
                return Ok("drizzle-kit puts quotes around a whole type".to_owned());
            }
            let sql =
                self.workshop.try_read(&format!("{}.sql", file(written))).ok_or_else(|| said.clone())?;
            let sql = sql.replace("CREATE SCHEMA \"", "CREATE SCHEMA IF NOT EXISTS \"");
            self.difference(written, &sql, rebuild::normal)
        };
        written.iter().map(one).collect()
    }

    fn prisma(&self, written: &[Written<'_>]) -> Vec<Result<String, String>> {
        let file = |written: &Written<'_>| format!("{}.prisma", written.name);
        let schemas: Vec<(String, String)> = written
            .iter()
            .map(|written| (file(written), written.subject.file("prisma/schema.prisma").to_owned()))
            .collect();
        let said = prisma::read_by_prisma(&self.workshop, &schemas);
        let one = |written: &Written<'_>| {
            if said.contains(&format!("{} ", file(written))) {
                return Err(said.clone());
            }
            let findings = &written.subject.conversion.findings;
            let is_beyond = |what: &str| what.contains("without escaping its quotes");
            if findings.iter().any(|finding| is_beyond(&finding.what)) {
                return Ok("Prisma does not escape the quotes of an enumeration's values".to_owned());
            }
            if !prisma::REBUILT.contains(&self.dialect) {
                let sql = prisma::read_by_us(written.subject.file("prisma/schema.prisma"));
                return self.difference(written, &sql, prisma::normal);
            }
            let sql =
                self.workshop.try_read(&format!("{}.sql", file(written))).ok_or_else(|| said.clone())?;
            self.difference(written, &sql, prisma::normal)
        };
        written.iter().map(one).collect()
    }

    /// What a database of that SQL lacks and has too much.
    fn difference(&self, written: &Written<'_>, sql: &str, normal: Normal) -> Result<String, String> {
        let rebuilt = self.server.database();
        rebuilt.run(&before_tables(written.subject)).unwrap();
        rebuilt.run(sql).map_err(|why| format!("{why}\n{sql}"))?;
        let lines = |database: &Database, catalog: Catalog| normal(database, catalog).lines(JOURNAL);
        let (expected, actual) =
            (lines(&written.database, written.catalog.clone()), lines(&rebuilt, rebuilt.catalog()));
        Ok(difference(&expected, &actual).unwrap_or_default())
    }
}

/// Whether a table, perhaps one that an option names, has the character in its name that drizzle-kit puts around names.
fn has_quotes_in_names(subject: &Subject) -> bool {
    let quote = if subject.dialect == Dialect::PostgreSql { '"' } else { '`' };
    let (schema, _) = authmorph::parse::parse(subject.file("schema.sql"), subject.dialect);
    schema.tables.iter().any(|table| table.name.name.contains(quote))
}

/// A catalog without what a tool does in its own way and no program notices.
type Normal = fn(&Database, Catalog) -> Catalog;

/// What each subject's database lacks and has too much that the tool makes, or why it makes none.
pub type Make = fn(&Bench, &[Written<'_>]) -> Vec<Result<String, String>>;

/// The tools that cannot make everything, each with the finding that tells.
pub const TOOLS: &[(&str, &str, Make)] =
    &[("drizzle-kit", "drizzle_cannot_say", Bench::drizzle), ("Prisma", "prisma_cannot_say", Bench::prisma)];

/// How the lines begin about views that a finding names: above all those with a `*` over a table that changes.
fn views_left_out(subject: &Subject) -> Vec<String> {
    let said = subject.conversion.findings.iter().filter(|finding| finding.code == "kysely_cannot_say");
    said.filter_map(|finding| {
        let rest = finding.what.strip_prefix("The view `")?;
        Some(format!("- {}.", rest.strip_suffix("` is not among Kysely's types.")?))
    })
    .collect()
}

//! What law 5 is shown with: an example of every layout, version, variant and dialect as it is, and what the migrations
//! leave behind. A new layout, variant or target is among them by itself.

use std::collections::BTreeSet;

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::Dialect;
use authmorph::layouts;

use crate::anchors::{self, Place};
use crate::support::labelled::{self, Expected, Labelled};
use crate::support::migrations::{self, Road};
use crate::support::{Database, Server};

/// A database to be told of.
pub struct Subject {
    /// `postgresql lucia-2/rich lucia-3`, or `postgresql authjs 5 as prisma: its heading`.
    pub name: String,
    pub dialect: Dialect,
    /// What makes it, before the migration.
    pub text: String,
    pub conversion: Conversion,
}

impl Subject {
    /// The text of one of the files.
    pub fn file(&self, path: &str) -> &str {
        migrations::file(&self.conversion, path)
    }

    /// The text of the file that makes the whole schema.
    pub fn creation(&self) -> &str {
        let is_one =
            |path: &str| ["kysely/new_database.ts", "kysely/migrations/0001_schema.ts"].contains(&path);
        let file = self.conversion.files.iter().find(|file| is_one(&file.path));
        file.map(|file| file.text.as_str()).unwrap_or_else(|| panic!("{}: nothing makes it", self.name))
    }

    /// A database of that kind, with what the migration keeps for itself.
    pub fn database(&self, server: &'static Server) -> Result<Database, String> {
        let database = server.database();
        database.run(&self.text)?;
        if let Some(up) = self.conversion.files.iter().find(|file| file.path == "migration/up.sql") {
            database.run(&up.text)?;
        }
        Ok(database)
    }

    /// Whether something was said about what the output cannot say.
    pub fn is_told(&self, code: &str) -> bool {
        self.conversion.findings.iter().any(|finding| finding.code == code)
    }
}

/// Whether all of all is asked for.
pub fn is_thorough() -> bool {
    std::env::var_os("THOROUGH").is_some()
}

/// What subjects are needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// For their files alone.
    Texts,
    /// For databases too.
    Databases,
}

/// All subjects of a dialect, or with `THOROUGH` not set a sample that has every layout and version, and every target.
pub fn subjects(dialect: Dialect, need: Need) -> Vec<Subject> {
    // For work on one.
    let only = std::env::var("CASE").unwrap_or_default();
    let examples = examples(dialect, need).into_iter();
    let mut all: Vec<Subject> = examples
        .map(|schema| {
            let name = format!("{}: {}", label(&schema.expected), schema.title);
            as_it_is(dialect, name, format!("{}\n{}", schema.beside, schema.text))
        })
        .collect();
    all.extend(supertokens(dialect));
    all.extend(roads(dialect, need).into_iter().map(|road| {
        let (request, conversion) = road.convert();
        let text = request.sources.into_iter().map(|source| source.text).collect();
        Subject { name: road.name(), dialect, text, conversion }
    }));
    all.retain(|subject| subject.name.contains(&only));
    all
}

/// The schema without a migration.
fn as_it_is(dialect: Dialect, name: String, text: String) -> Subject {
    let conversion = authmorph::convert(&Request {
        sources: vec![Source { name: "schema.sql".to_owned(), text: text.clone() }],
        dialect: Some(dialect.name().to_owned()),
        to: Some("as-is".to_owned()),
        ..Request::default()
    });
    Subject { name: format!("{} {name}", dialect.name()), dialect, text, conversion }
}

/// MariaDB takes its time for each table, so where databases are made, fewer have to do.
fn is_slow(dialect: Dialect, need: Need) -> bool {
    dialect == Dialect::MySql && need == Need::Databases
}

/// Examples of layouts: all of them, or the first of each version and variant; where that is slow, of each version.
fn examples(dialect: Dialect, need: Need) -> Vec<Labelled> {
    let mut seen = BTreeSet::new();
    let mut all = labelled::all();
    all.retain(|schema| {
        let has_layout = schema.dialect == dialect.name() && !schema.expected.layout.is_empty();
        let mut kind = schema.expected.clone();
        if is_slow(dialect, need) {
            kind = Expected { layout: kind.layout, versions: kind.versions, ..Expected::default() };
        }
        has_layout && (seen.insert(kind) || is_thorough())
    });
    for layout in layouts::ALL.iter().filter(|layout| layout.catalogue.is_none()) {
        let is_one = |schema: &Labelled| {
            let expected = &schema.expected;
            expected.layout == layout.name
                && expected.versions.iter().any(|version| version == layout.version)
        };
        assert!(all.iter().any(is_one), "no example of {} {}", layout.name, layout.version);
    }
    all
}

/// `authjs 5 as prisma`
fn label(expected: &Expected) -> String {
    let version = expected.with.as_ref().or(expected.versions.first()).map_or("", String::as_str);
    let variant = expected.variant.iter().map(|variant| format!(" as {variant}"));
    format!("{} {version}{}", expected.layout, variant.collect::<String>())
}

/// What cores of SuperTokens make; the first, the middle and the last are the sample.
fn supertokens(dialect: Dialect) -> Vec<Subject> {
    // It has no core for SQLite.
    if dialect == Dialect::Sqlite {
        return Vec::new();
    }
    let all = anchors::anchors(dialect);
    let sample = [0, all.len() / 2, all.len() - 1];
    let chosen = all.iter().enumerate().filter(|(place, _)| is_thorough() || sample.contains(place));
    let subject = |(_, anchor): (usize, &String)| {
        as_it_is(dialect, format!("supertokens {anchor}"), anchors::schema(dialect, anchor, Place::USUAL))
    };
    chosen.map(subject).collect()
}

/// Every migration; the sample is one to each target, and every one from Lucia 2 to 3 unless that is slow.
fn roads(dialect: Dialect, need: Need) -> Vec<Road> {
    let mut seen = BTreeSet::new();
    let roads = migrations::roads(dialect).into_iter();
    let mut all: Vec<Road> = roads
        .filter(|road| {
            let is_lucia_2 = road.path.to_string_lossy().contains("lucia-2") && road.target == "lucia-3";
            let is_new = seen.insert(road.target.clone());
            is_thorough() || road.set.is_empty() && (is_lucia_2 && !is_slow(dialect, need) || is_new)
        })
        .collect();
    if !is_thorough() {
        for (file, end) in FURTHER {
            let databases = migrations::databases(dialect).into_iter().filter(|path| path.ends_with(file));
            let further = databases.flat_map(|path| migrations::all_of(&path, dialect));
            all.extend(further.filter(|road| road.name().ends_with(end)));
        }
    }
    all
}

/// Choices that change what the outputs say, and that no sample is sure to have: the database, and the end of the name.
const FURTHER: &[(&str, &str)] = &[
    // Tables whose rows are numbered get other names.
    ("nextauth-3/postgresql/official.sql", " authjs-5 adapter=pg"),
];

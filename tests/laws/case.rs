//! A case: its text, its conversion, and what was decided for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use authmorph::api::Conversion;
use authmorph::decide::options::Options;
use authmorph::decide::{Changes, Decided, lucia_3};
use authmorph::dialects::{ALL, Dialect};
use authmorph::model::schema::Schema;
use authmorph::parse::parse;
use authmorph::recognise::recognise;

use crate::support::{self, Database, Settings, TimeZone, migrations};

/// A case.
pub struct Case {
    pub name: String,
    pub dialect: Dialect,
    pub text: String,
    pub conversion: Conversion,
    pub from: Schema,
    pub decided: Decided,
    pub settings: Settings,
}

impl Case {
    /// One of the five scripts.
    pub fn script(&self, name: &str) -> &str {
        migrations::file(&self.conversion, &format!("migration/{name}.sql"))
    }

    /// A database with the case's tables and rows.
    pub fn database(&self) -> Database {
        let database = support::server(self.dialect).unwrap().database_with(self.settings);
        database.run(&self.text).unwrap_or_else(|error| panic!("the case itself is wrong: {error}"));
        database
    }

    /// The same after `up.sql`.
    pub fn migrated(&self) -> Database {
        let database = self.database();
        database
            .run(self.script("up"))
            .unwrap_or_else(|error| panic!("up.sql: {error}\n{}", self.script("up")));
        database
    }

    pub fn changes(&self) -> &Changes {
        self.decided.changes.as_ref().unwrap()
    }

    /// The statements of `up.sql` one by one.
    pub fn up_statements(&self) -> Vec<&str> {
        self.conversion.steps.iter().flat_map(|step| &step.up).map(String::as_str).collect()
    }
}

fn read(path: &Path, dialect: Dialect, settings: Settings) -> Case {
    let (request, conversion) = migrations::convert(path, dialect);
    let text = request.sources.iter().map(|source| source.text.as_str()).collect::<String>();
    let (from, _) = parse(&text, dialect);
    let (recognition, _) = recognise(&from, &request.map);
    let (options, _) = Options::read(lucia_3::TARGET.options, &request.set);
    let decided = (lucia_3::TARGET.decide)(&from, &recognition, &options);
    let kind = path.file_stem().unwrap().to_string_lossy();
    let name = format!("{} {kind} {settings:?}", dialect.name());
    Case { name, dialect, text, conversion, from, decided, settings }
}

/// The settings that a server or connection may have, and that no result may depend on.
fn settings(dialect: Dialect) -> Vec<Settings> {
    let usual = Settings { time_zone: TimeZone::East, ..Settings::default() };
    match dialect {
        Dialect::PostgreSql => vec![usual, Settings { time_zone: TimeZone::West, ..usual }],
        Dialect::MySql => vec![usual, Settings { time_zone: TimeZone::West, sql_mode: Some(""), ..usual }],
        Dialect::Sqlite => [true, false].map(|foreign_keys| Settings { foreign_keys, ..usual }).to_vec(),
    }
}

/// Which of the settings to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// All of them.
    All,
    /// The first only, unless the environment variable `THOROUGH` asks for all: for laws that try every statement.
    First,
}

/// Runs a law over every case under every setting, and tells every case that breaks it.
pub fn for_each(law: impl Fn(&Case)) {
    for_each_of(Sample::All, law);
}

/// The same for a sample of the settings.
pub fn for_each_of(sample: Sample, law: impl Fn(&Case)) {
    let all = sample == Sample::All || std::env::var_os("THOROUGH").is_some();
    // For work on one case.
    let only = std::env::var("CASE").unwrap_or_default();
    let mut broken = Vec::new();
    let mut count = 0;
    for dialect in ALL.iter().copied() {
        if support::server(dialect).is_none() {
            continue;
        }
        for file in migrations::files(dialect) {
            for settings in settings(dialect).into_iter().take(if all { usize::MAX } else { 1 }) {
                let case = read(&file, dialect, settings);
                if !case.name.contains(&only) {
                    continue;
                }
                count += 1;
                if let Err(panic) = catch_unwind(AssertUnwindSafe(|| law(&case))) {
                    let message = panic.downcast_ref::<String>().cloned();
                    let message =
                        message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                    broken.push(format!("== {} ==\n{}", case.name, message.unwrap_or_default()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{} of {count} cases break the law:\n{}", broken.len(), broken.join("\n"));
}

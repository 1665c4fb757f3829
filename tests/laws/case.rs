//! A case: its text, its conversion, and what was decided for it.

use authmorph::api::Conversion;
use authmorph::decide::options::Options;
use authmorph::decide::{self, Changes, Decided, SessionChange};
use authmorph::dialects::{ALL, Dialect};
use authmorph::model::names::ObjectName;
use authmorph::model::schema::{Schema, Table};
use authmorph::parse::parse;
use authmorph::recognise::recognise;
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::support::migrations::Road;
use crate::support::snapshot::Snapshot;
use crate::support::{self, Catalog, Database, Ignoring, Server, Settings, TimeZone, migrations};
use crate::tables::refused;

/// A case.
pub struct Case {
    pub name: String,
    pub dialect: Dialect,
    pub road: Road,
    pub text: String,
    pub conversion: Conversion,
    pub from: Schema,
    pub decided: Decided,
    pub settings: Settings,
    shared: Shared,
}

/// What the laws that only read have in common: made when it is first asked for.
#[derive(Default)]
struct Shared {
    before: OnceCell<State>,
    after: OnceCell<State>,
}

/// A database, and what was in it when it was made.
pub struct State {
    pub database: Database,
    rows: OnceCell<Snapshot>,
    catalog: OnceCell<Catalog>,
}

impl State {
    fn of(database: Database) -> Self {
        Self { database, rows: OnceCell::new(), catalog: OnceCell::new() }
    }

    /// The rows, as whoever asks first finds them.
    pub fn rows(&self) -> &Snapshot {
        self.rows.get_or_init(|| self.database.snapshot())
    }

    /// The catalog, as whoever asks first finds it.
    pub fn catalog(&self) -> &Catalog {
        self.catalog.get_or_init(|| self.database.catalog())
    }

    /// Nothing has changed since.
    pub fn assert_untouched(&self) {
        self.database.snapshot().assert_same(self.rows());
        self.database.catalog().assert_same(self.catalog(), Ignoring::NOTHING);
    }
}

impl Case {
    /// The case before `up.sql`. For laws that leave it as it is.
    pub fn before(&self) -> &State {
        self.shared.before.get_or_init(|| State::of(self.database()))
    }

    /// The case after `up.sql`. For laws that leave it as it is.
    pub fn after(&self) -> &State {
        self.shared.after.get_or_init(|| State::of(self.migrated()))
    }

    /// One of the five scripts.
    pub fn script(&self, name: &str) -> &str {
        migrations::file(&self.conversion, &format!("migration/{name}.sql"))
    }

    /// A database with the case's tables and rows.
    pub fn database(&self) -> Database {
        self.database_on(support::server(self.dialect).unwrap())
    }

    /// The same on a server of its own.
    pub fn database_on(&self, server: &'static Server) -> Database {
        let database = server.database_with(self.settings);
        database.run(&self.text).unwrap_or_else(|error| panic!("the case itself is wrong: {error}"));
        database
    }

    /// The same after `up.sql`.
    pub fn migrated(&self) -> Database {
        self.migrated_on(support::server(self.dialect).unwrap())
    }

    /// The same on a server of its own.
    pub fn migrated_on(&self, server: &'static Server) -> Database {
        let database = self.database_on(server);
        database
            .run(self.script("up"))
            .unwrap_or_else(|error| panic!("up.sql: {error}\n{}", self.script("up")));
        database
    }

    /// All rows, without the moments that `up.sql` takes from the clock: two runs differ in them.
    pub fn rows(&self, database: &Database) -> Snapshot {
        let is_present =
            |text: &str| ["CURRENT_TIMESTAMP", "UTC_TIMESTAMP", "'now'"].iter().any(|now| text.contains(now));
        let mut present: Vec<&str> = Vec::new();
        for added in self.changes().tables.iter().flat_map(|change| &change.added) {
            let default = added.column.default.as_ref().map(|default| &default.text);
            if added.value.iter().chain(default).any(|text| is_present(text)) {
                present.push(&added.column.name);
            }
        }
        let copied = self.changes().copies.iter().flat_map(|copy| &copy.columns);
        present.extend(copied.filter(|column| is_present(&column.value)).map(|column| column.name.as_str()));
        let mut snapshot = database.snapshot();
        for row in snapshot.tables.values_mut().flatten() {
            for name in &present {
                mask(row, name);
            }
        }
        snapshot
    }

    pub fn changes(&self) -> &Changes {
        self.decided.changes.as_ref().unwrap()
    }

    /// The table's name after `up.sql`.
    pub fn name_after<'a>(&'a self, name: &'a ObjectName) -> &'a ObjectName {
        self.changes().evolution.as_ref().map_or(name, |evolution| evolution.name_of(name))
    }

    /// A new table under the name that it has in the end.
    pub fn named(&self, table: &Table) -> Table {
        Table { name: self.name_after(&table.name).clone(), ..table.clone() }
    }

    /// The statements of `up.sql` one by one.
    pub fn up_statements(&self) -> Vec<&str> {
        self.conversion.steps.iter().flat_map(|step| &step.up).map(String::as_str).collect()
    }
}

/// Whether the table of sessions changes in more than its times.
pub fn changes_sessions(case: &Case, session: &SessionChange) -> bool {
    case.changes().tables.iter().any(|change| change.from.name == session.from.name)
}

/// Hides the value of a column that has one.
fn mask(row: &mut String, column: &str) {
    let name = format!("{column}='");
    let Some(start) = row.find(&name).map(|at| at + name.len()) else { return };
    if let Some(length) = row[start..].find('\'') {
        row.replace_range(start..start + length, "…");
    }
}

/// The case of a road.
pub fn read(road: &Road, settings: Settings) -> Case {
    let (request, conversion) = road.convert();
    let text = request.sources.iter().map(|source| source.text.as_str()).collect::<String>();
    let (from, _) = parse(&text, road.dialect);
    let (recognition, _) = recognise(&from, &request.map, request.from.as_deref());
    let target = decide::find(&road.target).unwrap();
    let (options, _) = Options::read(target.options, &request.set);
    let decided = (target.decide)(&from, &recognition, &options);
    assert!(decided.changes.is_some(), "{}: {:#?}", road.name(), decided.findings);
    let name = format!("{} {settings:?}", road.name());
    Case {
        name,
        dialect: road.dialect,
        road: road.clone(),
        text,
        conversion,
        from,
        decided,
        settings,
        shared: Shared::default(),
    }
}

/// The settings that a server or connection may have, and that no result may depend on.
fn settings(dialect: Dialect) -> Vec<Settings> {
    let usual = Settings { time_zone: TimeZone::East, ..Settings::default() };
    match dialect {
        Dialect::PostgreSql => vec![usual, Settings { time_zone: TimeZone::West, ..usual }],
        // An old server: lenient, and in the character set that MySQL 5.7 and MariaDB begin with.
        Dialect::MySql => {
            let old = Settings { sql_mode: Some(""), character_set: Some("latin1"), ..usual };
            vec![usual, Settings { time_zone: TimeZone::West, ..old }]
        }
        Dialect::Sqlite => [true, false].map(|foreign_keys| Settings { foreign_keys, ..usual }).to_vec(),
    }
}

/// Which of the settings to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// All of them for the roads that begin with a case called `rich`, and one of them for the others, unless the
    /// environment variable `THOROUGH` asks for all.
    All,
    /// One for every road: for laws that no setting can matter to.
    One,
    /// The first only, and options as usual, unless the environment variable `THOROUGH` asks for all: for laws that try
    /// every statement.
    First,
}

/// Runs a law over every case under every setting, and tells every case that breaks it.
pub fn for_each(law: impl Fn(&Case)) {
    for_each_of(Sample::All, law);
}

/// The same for a sample of the settings.
pub fn for_each_of(sample: Sample, law: impl Fn(&Case)) {
    let mut broken = Broken::default();
    for dialect in ALL.iter().copied() {
        for case in cases(dialect, sample) {
            broken.note(&case.name, || law(&case));
        }
    }
    broken.tell();
}

/// The cases of a dialect; none where its server is missing, which is then said.
pub fn cases(dialect: Dialect, sample: Sample) -> impl Iterator<Item = Case> {
    let thorough = std::env::var_os("THOROUGH").is_some();
    // For work on one case.
    let only = std::env::var("CASE").unwrap_or_default();
    let roads = support::server(dialect).map(|_| migrations::roads(dialect)).unwrap_or_default();
    let is_gone = |road: &Road| refused(road).is_some();
    let roads = roads.into_iter().filter(move |road| road.name().contains(&only) && !is_gone(road));
    roads.enumerate().flat_map(move |(position, road)| {
        let is_rich = road.path.file_stem().is_some_and(|kind| kind == "rich");
        let mut settings = settings(dialect);
        match sample {
            Sample::All if thorough || is_rich => {}
            Sample::First if thorough => {}
            Sample::First if !road.set.is_empty() && !road.is_for_an_option() => settings.clear(),
            // Neighbours in turn.
            _ => settings = vec![settings[position % settings.len()]],
        }
        settings.into_iter().map(move |settings| read(&road, settings))
    })
}

/// What cases have broken.
#[derive(Default)]
pub struct Broken {
    said: Vec<String>,
    count: usize,
}

impl Broken {
    /// Runs something that may break; gives whether it has not.
    pub fn note(&mut self, name: &str, law: impl FnOnce()) -> bool {
        self.count += 1;
        let Err(panic) = catch_unwind(AssertUnwindSafe(law)) else { return true };
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        self.said.push(format!("== {name} ==\n{}", message.unwrap_or_default()));
        false
    }

    /// Fails where something has broken.
    pub fn tell(self) {
        let Self { said, count } = self;
        assert!(said.is_empty(), "{} of {count} break a law:\n{}", said.len(), said.join("\n"));
    }
}

//! Schemas that nobody wrote for these tests: what stands in `tests/cases/recognise`, much of it from public projects,
//! goes to a target that is offered for it, and back. There are no rows in it; whatever its tables are made of is what
//! bites here.

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::{ALL, Dialect};

use crate::case::Broken;
use crate::support::labelled::{self, Labelled};
use crate::support::migrations::file;
use crate::support::{self, Catalog, Database, Ignoring, Settings};

/// The layouts with targets, but for SuperTokens, whose releases have tests of their own.
const LAYOUTS: [&str; 3] = ["lucia", "nextauth", "authjs"];

/// What a MySQL database is made with: the default of MySQL 8, that of MySQL 5.7 and MariaDB, and what people choose.
const CHARACTER_SETS: [&str; 4] = ["utf8mb4", "latin1", "utf8mb3", "utf8mb4 COLLATE utf8mb4_bin"];

/// A schema of those.
struct Schema {
    dialect: Dialect,
    labelled: Labelled,
}

fn schemas(dialect: Dialect) -> Vec<Schema> {
    let ours = labelled::all().into_iter().filter(|labelled| {
        labelled.dialect == dialect.name() && LAYOUTS.contains(&labelled.expected.layout.as_str())
    });
    ours.map(|labelled| Schema { dialect, labelled }).collect()
}

impl Schema {
    fn request(&self, to: Option<String>) -> Request {
        Request {
            sources: vec![Source { name: self.labelled.title.clone(), text: self.labelled.text.clone() }],
            dialect: Some(self.dialect.name().to_owned()),
            to,
            ..Request::default()
        }
    }

    /// The migrations that are written for it: all where the environment variable `THOROUGH` says so; else one of them for
    /// every second schema, not the same one for all.
    fn migrations(&self, position: usize) -> Vec<(String, Conversion)> {
        let targets = authmorph::targets(&self.request(None)).into_iter().map(|target| target.name);
        let targets: Vec<String> =
            targets.filter(|name| !["as-is", "supertokens-import"].contains(&name.as_str())).collect();
        let thorough = std::env::var_os("THOROUGH").is_some();
        let chosen =
            |place: &usize| thorough || position.is_multiple_of(2) && *place == position / 2 % targets.len();
        let chosen: Vec<usize> = (0..targets.len()).filter(chosen).collect();
        let convert = |place: usize| {
            let target = targets[place].clone();
            let conversion = authmorph::convert(&self.request(Some(target.clone())));
            (target, conversion)
        };
        chosen.into_iter().map(convert).collect()
    }

    /// A database with it, of one of the character sets that people have; none where there is no server.
    fn database(&self, position: usize) -> Option<Database> {
        let character_set = Some(CHARACTER_SETS[position % CHARACTER_SETS.len()]);
        let settings = Settings { character_set, ..Settings::default() };
        let database = support::server(self.dialect)?.database_with(settings);
        for script in [&self.labelled.beside, &self.labelled.text] {
            database.run(script).unwrap_or_else(|error| {
                panic!("{}: the schema itself is wrong: {error}", self.labelled.title)
            });
        }
        Some(database)
    }
}

/// The order of the columns that come back is announced; `DEFAULT 0` in SQLite too.
fn without_announced(dialect: Dialect, mut catalog: Catalog) -> Catalog {
    for fact in catalog.facts.iter_mut().filter(|_| dialect == Dialect::Sqlite) {
        fact.text = fact.text.replace(" default 0", "");
    }
    catalog
}

fn there_and_back(database: &Database, conversion: &Conversion) {
    let dialect = database.dialect();
    let script = |name: &str| file(conversion, &format!("migration/{name}.sql"));
    let run = |name: &str| {
        database.run(script(name)).unwrap_or_else(|error| panic!("{name}.sql: {error}\n{}", script(name)));
    };
    let is_content = |name: &str, place: usize, wanted: &[&str]| {
        for row in database.rows(script(name)) {
            assert!(
                row[place].as_deref().is_some_and(|value| wanted.contains(&value)),
                "{name}.sql: {row:?}"
            );
        }
    };
    let before = database.catalog();
    is_content("preflight", 2, &["0"]);
    run("up");
    is_content("verify", 3, &["t", "1"]);
    run("down");
    let ignoring = Ignoring { column_order: dialect != Dialect::MySql, ..Ignoring::NOTHING };
    without_announced(dialect, database.catalog()).assert_same(&without_announced(dialect, before), ignoring);
    run("up");
    run("cleanup");
}

#[test]
fn schemas_from_outside_go_there_and_back() {
    let mut broken = Broken::default();
    let (mut count, mut refused) = (0, Vec::new());
    let only = std::env::var("CASE").unwrap_or_default();
    for dialect in ALL.iter().copied() {
        for (position, schema) in schemas(dialect).into_iter().enumerate() {
            for (target, conversion) in schema.migrations(position) {
                let name = format!("{} {} to {target}", dialect.name(), schema.labelled.title);
                if !name.contains(&only) {
                    continue;
                }
                let Some(database) = schema.database(count) else { continue };
                if !conversion.files.iter().any(|file| file.output == "migration") {
                    refused.push(format!("{name}: {:?}", conversion.blocked_by));
                    continue;
                }
                count += 1;
                broken.note(&name, || there_and_back(&database, &conversion));
            }
        }
    }
    eprintln!("{count} went there and back; refused: {}\n{}", refused.len(), refused.join("\n"));
    broken.tell();
    assert!(count > 60 || !only.is_empty(), "{count}");
}

//! Out of SuperTokens: everybody is there, with what they sign in by, and the way leads back.

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;

use crate::anchors::{self, Place};
use crate::pairs;
use crate::support::{self, Database, Dump, Ignoring, Row, migrations};

/// Where to.
const TARGETS: [&str; 2] = ["better-auth-1", "authjs-5"];

/// A database, and the way out of it.
pub struct Leaving {
    dialect: Dialect,
    pub database: Database,
    pub conversion: Conversion,
}

impl Leaving {
    /// The tables of a core, with these rows.
    pub fn of(dialect: Dialect, anchor: &str, at: Place, target: &str, rows: &str) -> Option<Self> {
        Self::with(&[], dialect, anchor, at, target, rows)
    }

    /// The same with options.
    pub fn with(
        set: &[(&str, &str)],
        dialect: Dialect,
        anchor: &str,
        at: Place,
        target: &str,
        rows: &str,
    ) -> Option<Self> {
        let database = support::server(dialect)?.database();
        let schema = anchors::schema(dialect, anchor, at);
        database.run(&schema).unwrap();
        database.run(rows).unwrap_or_else(|error| panic!("rows: {error}"));
        let text = if dialect == Dialect::MySql { database.dump(Dump::Schema) } else { schema };
        let conversion = pairs::convert_with(dialect, text, target, set);
        assert!(conversion.blocked_by.is_empty(), "{:?}", conversion.findings);
        Some(Self { dialect, database, conversion })
    }

    fn script(&self, name: &str) -> &str {
        migrations::file(&self.conversion, &format!("migration/{name}.sql"))
    }

    pub fn run(&self, name: &str) {
        self.database.run(self.script(name)).unwrap_or_else(|error| panic!("{name}.sql: {error}"));
    }

    pub fn preflight(&self) -> Vec<Row> {
        self.database.rows(self.script("preflight"))
    }

    /// What an application writes.
    pub fn write(&self, statements: &str) {
        let own =
            if self.dialect == Dialect::MySql { statements.replace('"', "`") } else { statements.to_owned() };
        self.database.run(&own).unwrap();
    }

    /// Runs `up.sql`, after what is asked before, and with what is asked after.
    pub fn up(&self) {
        for row in self.preflight() {
            assert!(
                row[1].as_deref() != Some("block") || row[2].as_deref() == Some("0"),
                "preflight: {row:?}"
            );
        }
        self.run("up");
        let verified = self.database.rows(self.script("verify"));
        assert!(verified.iter().all(|row| matches!(row[3].as_deref(), Some("t" | "1"))), "{verified:#?}");
    }

    pub fn ask(&self, question: &str) -> Vec<Row> {
        let question =
            if self.dialect == Dialect::MySql { question.replace('"', "`") } else { question.to_owned() };
        self.database.rows(&question)
    }
}

/// There and back, in every place where tables may be.
/// Who stands in the list of all without a login is not copied, and is no one whom the application took away.
#[test]
fn who_has_no_login_stays_in_the_list() {
    let dialect = Dialect::PostgreSql;
    let rows = "INSERT INTO app_id_to_user_id (user_id, recipe_id, primary_or_recipe_user_id) VALUES ('lost', 'emailpassword', 'lost');
        INSERT INTO all_auth_recipe_users (user_id, recipe_id, time_joined, primary_or_recipe_user_id, primary_or_recipe_user_time_joined)
            VALUES ('lost', 'emailpassword', 5, 'lost', 5);";
    for target in TARGETS {
        let schema = anchors::schema(dialect, "7.0", Place::USUAL);
        let usual = anchors::rows(dialect, &schema, Place::USUAL);
        let Some(left) = Leaving::of(dialect, "7.0", Place::USUAL, target, &format!("{usual}\n{rows}"))
        else {
            return;
        };
        let before = left.database.snapshot();
        left.run("up");
        left.run("down");
        left.database.snapshot().assert_same(&before);
    }
}

#[test]
fn every_core_can_be_left_and_come_back_to() {
    let thorough = std::env::var_os("THOROUGH").is_some();
    for dialect in [Dialect::PostgreSql, Dialect::MySql] {
        let anchors = anchors::anchors(dialect);
        for (number, anchor) in anchors.iter().enumerate() {
            let some: &[&str] = match dialect {
                Dialect::PostgreSql => &["3.1", "5.0", "12.1.1"],
                _ => &["3.3", "7.0"],
            };
            let sampled = some.contains(&anchor.as_str());
            for (place, target) in TARGETS.into_iter().enumerate() {
                if !thorough && !sampled {
                    continue;
                }
                let prefix = if (number + place) % 2 == 0 { "" } else { "st_" };
                let schema = (dialect == Dialect::PostgreSql && number % 3 == 0).then_some("auth");
                there_and_back(dialect, anchor, Place { prefix, schema }, target);
            }
        }
    }
}

fn there_and_back(dialect: Dialect, anchor: &str, at: Place, target: &str) {
    let name = format!("{} {anchor} {at:?} to {target}", dialect.name());
    let rows = anchors::rows(dialect, &anchors::schema(dialect, anchor, at), at);
    let Some(leaving) = Leaving::of(dialect, anchor, at, target, &rows) else { return };
    println!("{name}");
    let (rows, catalog) = (leaving.database.snapshot(), leaving.database.catalog());
    leaving.up();
    let people = leaving.ask(&format!(
        "SELECT count(*) FROM {};",
        at.schema.map_or("\"user\"".to_owned(), |schema| format!("{schema}.\"user\""))
    ));
    let kinds = anchors::tables(dialect, &anchors::schema(dialect, anchor, at));
    let kinds = kinds.iter().filter(|table| {
        ["emailpassword_users", "thirdparty_users", "passwordless_users", "webauthn_users"]
            .iter()
            .any(|base| table.name.name == format!("{}{base}", at.prefix))
    });
    assert_eq!(people[0][0].as_deref(), Some((kinds.count() * 2).to_string().as_str()), "{name}");
    leaving.run("down");
    leaving.database.snapshot().assert_same(&rows);
    leaving.database.catalog().assert_same(&catalog, Ignoring { column_order: true, ..Ignoring::NOTHING });
    leaving.run("up");
    leaving.run("cleanup");
}

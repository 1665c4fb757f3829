//! What a conversion writes. An output decides nothing: it only says in its language what was decided and planned.

use crate::api;
use crate::decide::Decided;
use crate::decide::options::Options;
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::model::schema::Schema;
use crate::plan::Plan;

use self::library_names::{Library, LibraryNames};
use self::options::Keys;

pub mod dbml;
pub mod difference;
pub mod drizzle;
pub mod given_names;
pub mod json;
pub mod kysely;
pub mod library_names;
pub mod links;
pub mod losses;
pub mod markdown;
pub mod mermaid;
pub mod migration;
pub mod model_json;
pub mod options;
pub mod plan_json;
pub mod prisma;
pub mod report;
pub mod schema_sql;
pub mod typescript;
pub mod wiring;

/// What an output wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The text of its file.
    pub text: String,
    /// What is to be said about it: above all, what the output's language has no words for.
    pub findings: Vec<Finding>,
}

/// An output.
#[derive(Debug)]
pub struct Output {
    /// The name that users see, for `--emit`.
    pub name: &'static str,
    /// What it is, in one line.
    pub purpose: &'static str,
    /// Writes its files.
    pub render: fn(&Subject<'_>) -> Vec<OutputFile>,
}

/// Every output, in the order in which people want to see them.
pub const ALL: &[Output] = &[
    Output {
        name: "migration",
        purpose: "The migration as SQL: preflight, up, verify, down, cleanup.",
        render: migration_files,
    },
    Output {
        name: "drizzle",
        purpose: "The schema for Drizzle ORM, drizzle-kit's settings, and the migration for its migrator.",
        render: drizzle_files,
    },
    Output {
        name: "kysely",
        purpose: "The types of the schema for Kysely, its connection, and the migration with what runs it.",
        render: kysely_files,
    },
    Output {
        name: "prisma",
        purpose: "The schema for Prisma.",
        render: |subject| {
            let schema = prisma::render_for(subject.schema(), &LibraryNames::of(subject.library));
            vec![OutputFile::new("schema.prisma", "prisma", schema).of_schema()]
        },
    },
    Output {
        name: "wiring",
        purpose: "The code that tells the auth library about its tables, the connection, and what changes in your code.",
        render: wiring::files,
    },
    Output {
        name: "schema",
        purpose: "The schema as SQL, for a new database.",
        render: |subject| {
            let text = schema_sql::render(subject.from, subject.schema(), &subject.title);
            vec![OutputFile::beside("schema.sql", "sql", text).of_schema()]
        },
    },
    Output {
        name: "dbml",
        purpose: "The schema as DBML, for documentation.",
        render: |subject| {
            vec![OutputFile::beside("schema.dbml", "dbml", dbml::render(subject.schema())).of_schema()]
        },
    },
    Output {
        name: "mermaid",
        purpose: "The schema as a diagram that Markdown pages draw.",
        render: |subject| {
            vec![OutputFile::beside("schema.mmd", "mermaid", mermaid::render(subject.schema())).of_schema()]
        },
    },
    Output {
        name: "model",
        purpose: "The schema as JSON, for programs.",
        render: |subject| {
            vec![OutputFile::beside("model.json", "json", model_json::render(subject.schema())).of_schema()]
        },
    },
    Output {
        name: "report",
        purpose: "What was recognised, decided and planned, for people.",
        render: |subject| vec![OutputFile::beside("report.md", "markdown", report::render(subject))],
    },
    Output {
        name: "plan",
        purpose: "The same for programs.",
        render: |subject| vec![OutputFile::beside("plan.json", "json", plan_json::render(subject))],
    },
];

/// What there is to write about.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The schema as it was.
    pub from: &'a Schema,
    /// What was decided.
    pub decided: &'a Decided,
    /// The plan; none where nothing has to or can be done.
    pub plan: Option<&'a Plan>,
    /// The conversion as the caller will see it, still without its files.
    pub conversion: &'a api::Conversion,
    /// The options of outputs.
    pub options: &'a Options,
    /// The library whose tables the schema has that the files describe.
    pub library: Option<&'a Library>,
    /// The library that the migration comes from, and the one that it leads to.
    pub libraries: [Option<&'a Library>; 2],
    /// Which schema the files describe that describe one.
    pub side: Side,
    /// `Lucia 2 to lucia-3 on PostgreSQL`.
    pub title: String,
}

/// One end of a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The schema as it was.
    Before,
    /// The schema as it will be.
    After,
}

impl Subject<'_> {
    /// Whose SQL it is.
    pub fn dialect(&self) -> Dialect {
        self.from.dialect
    }

    /// The schema that the files describe.
    pub fn schema(&self) -> &Schema {
        match self.side {
            Side::Before => self.from,
            Side::After => &self.decided.to,
        }
    }

    fn keys(&self, option: &str) -> Keys {
        Keys::of(self.options, option)
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path; in its output's folder unless `at_top`.
    pub path: &'static str,
    /// Whether it stands at the top of the result and not in a folder.
    pub at_top: bool,
    /// `sql`, `typescript`, `prisma`, `dbml`, `mermaid`, `markdown` or `json`.
    pub language: &'static str,
    /// Whether it describes a schema, so that it differs from before to after.
    pub of_schema: bool,
    /// Its text, and what is to be said about it.
    pub rendered: Rendered,
}

impl OutputFile {
    fn new(path: &'static str, language: &'static str, rendered: Rendered) -> Self {
        Self { path, at_top: false, language, of_schema: false, rendered }
    }

    fn text(path: &'static str, language: &'static str, text: String) -> Self {
        Self::new(path, language, Rendered { text, findings: Vec::new() })
    }

    fn beside(path: &'static str, language: &'static str, text: String) -> Self {
        Self { at_top: true, ..Self::text(path, language, text) }
    }

    /// The file describes a schema.
    fn of_schema(self) -> Self {
        Self { of_schema: true, ..self }
    }
}

fn migration_files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let Some(plan) = subject.plan else { return import_files(subject) };
    migration::files(subject.dialect(), plan, &subject.title)
        .into_iter()
        .map(|(path, text)| OutputFile::text(path, "sql", text))
        .collect()
}

fn import_files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let Some(export) = &subject.decided.export else { return Vec::new() };
    let files = migration::import::files(subject.dialect(), export, &subject.title);
    files.map(|(path, text)| OutputFile::beside(path, "sql", text)).into()
}

fn drizzle_files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let names = LibraryNames::of(subject.library);
    let schema = drizzle::render_for(subject.schema(), subject.keys(options::DRIZZLE_KEYS), &names);
    let mut files = vec![
        OutputFile::new("schema.ts", "typescript", schema).of_schema(),
        OutputFile::beside("drizzle.config.ts", "typescript", drizzle::config(subject.schema())),
    ];
    let migration =
        subject.plan.and_then(|plan| drizzle::migration::render(subject.dialect(), plan, &subject.title));
    files.extend(migration.map(|text| OutputFile::text("migration.sql", "sql", text)));
    files
}

fn kysely_files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let (schema, keys) = (subject.schema(), subject.keys(options::KYSELY_KEYS));
    // A migration that makes everything would fail in front of the one that changes it, so it stands elsewhere then.
    let path = match (subject.plan, subject.side) {
        (Some(_), Side::After) => "new_database.ts",
        _ => "migrations/0001_schema.ts",
    };
    let creation = kysely::creation::render(schema);
    let mut files = vec![
        OutputFile::new("database.ts", "typescript", kysely::render_with(schema, keys)).of_schema(),
        OutputFile::text("db.ts", "typescript", kysely::setup::connection(schema, keys)),
        OutputFile::text(
            "migrate.ts",
            "typescript",
            kysely::setup::runner(subject.options.get(options::KYSELY_RELEASE)),
        ),
        OutputFile::text(path, "typescript", creation).of_schema(),
    ];
    files.extend(subject.plan.map(|plan| {
        // Kysely sends one statement after the other, which where nothing says BEGIN would be committed one by one.
        if plan.flavour.is_some_and(|flavour| !flavour.has_transactions) {
            let text = kysely::migration::render_for_d1(subject.dialect(), plan, &subject.title);
            return OutputFile::text("d1_migration.ts", "typescript", text);
        }
        let text = kysely::migration::render(subject.dialect(), plan, &subject.title);
        OutputFile::text("migrations/0002_authmorph.ts", "typescript", text)
    }));
    files
}

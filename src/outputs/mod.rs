//! What a conversion writes. An output decides nothing: it only says in its language what was decided and planned.

use crate::api;
use crate::decide::Decided;
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::model::schema::Schema;
use crate::plan::Plan;

pub mod drizzle;
pub mod given_names;
pub mod kysely;
pub mod losses;
pub mod migration;
pub mod plan_json;
pub mod prisma;
pub mod report;
pub mod schema_sql;
pub mod typescript;

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
        purpose: "The resulting schema for Drizzle ORM, and the migration for its migrator.",
        render: drizzle_files,
    },
    Output {
        name: "kysely",
        purpose: "The types of the resulting schema for Kysely, and the migration for its migrator.",
        render: kysely_files,
    },
    Output {
        name: "prisma",
        purpose: "The resulting schema for Prisma.",
        render: |subject| {
            vec![OutputFile::new("schema.prisma", "prisma", prisma::render(&subject.decided.to))]
        },
    },
    Output {
        name: "schema",
        purpose: "The resulting schema as SQL, for a new database.",
        render: |subject| {
            let text = schema_sql::render(subject.from, &subject.decided.to, &subject.title);
            vec![OutputFile::beside("schema.sql", "sql", text)]
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
    /// `Lucia 2 to lucia-3 on PostgreSQL`.
    pub title: String,
}

impl Subject<'_> {
    /// Whose SQL it is.
    pub fn dialect(&self) -> Dialect {
        self.from.dialect
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path; in its output's folder unless `at_top`.
    pub path: &'static str,
    /// Whether it stands at the top of the result and not in a folder.
    pub at_top: bool,
    /// `sql`, `typescript`, `prisma`, `markdown` or `json`.
    pub language: &'static str,
    /// Its text, and what is to be said about it.
    pub rendered: Rendered,
}

impl OutputFile {
    fn new(path: &'static str, language: &'static str, rendered: Rendered) -> Self {
        Self { path, at_top: false, language, rendered }
    }

    fn beside(path: &'static str, language: &'static str, text: String) -> Self {
        Self { path, at_top: true, language, rendered: Rendered { text, findings: Vec::new() } }
    }
}

fn migration_files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let Some(plan) = subject.plan else { return Vec::new() };
    migration::files(subject.dialect(), plan, &subject.title)
        .into_iter()
        .map(|(path, text)| OutputFile::new(path, "sql", Rendered { text, findings: Vec::new() }))
        .collect()
}

fn drizzle_files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let schema = OutputFile::new("schema.ts", "typescript", drizzle::render(&subject.decided.to));
    let plan = subject.plan;
    let text = plan.and_then(|plan| drizzle::migration::render(subject.dialect(), plan, &subject.title));
    let migration =
        text.map(|text| OutputFile::new("migration.sql", "sql", Rendered { text, findings: Vec::new() }));
    std::iter::once(schema).chain(migration).collect()
}

fn kysely_files(subject: &Subject<'_>) -> Vec<OutputFile> {
    let types = OutputFile::new("database.ts", "typescript", kysely::render(&subject.decided.to));
    let migration = subject.plan.map(|plan| {
        let text = kysely::migration::render(subject.dialect(), plan, &subject.title);
        OutputFile::new("migrations/authmorph.ts", "typescript", Rendered { text, findings: Vec::new() })
    });
    std::iter::once(types).chain(migration).collect()
}

//! Source code that describes a database: a Prisma schema, a Drizzle schema file, Kysely's interfaces and migrations.
//!
//! Each is written as the SQL that its own tool makes of it, and that SQL is read as if it had been pasted. So types,
//! defaults and the order of changes have one reader, and what a tool adds by itself (names, actions, keys) stands in
//! one place per tool. Every piece of that SQL knows the place that it stands for, and all places are led back.
//! Nothing of the text is ever run.

//!
//! The reader is behind the feature `source-code`, because it is a seventh of the engine: the page loads it when a text
//! looks like source code. Without it every text is SQL.

#[cfg(feature = "source-code")]
mod drizzle;
pub mod hint;
#[cfg(feature = "source-code")]
mod kysely;
#[cfg(feature = "source-code")]
mod prisma;
#[cfg(feature = "source-code")]
mod report;
#[cfg(feature = "source-code")]
mod translation;
#[cfg(feature = "source-code")]
mod typescript;
#[cfg(not(feature = "source-code"))]
mod without;
#[cfg(feature = "source-code")]
mod written;

#[cfg(feature = "source-code")]
pub use translation::{Translation, language, translate};
#[cfg(not(feature = "source-code"))]
pub use without::{Translation, language, translate};

/// What source code can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A Prisma schema.
    Prisma,
    /// A Drizzle schema file.
    Drizzle,
    /// A migration file of Kysely.
    KyselyMigration,
    /// The interfaces that Kysely knows tables by.
    KyselyTypes,
}

impl Language {
    /// What to call a text in it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Prisma => "a Prisma schema",
            Self::Drizzle => "a Drizzle schema",
            Self::KyselyMigration => "a Kysely migration",
            Self::KyselyTypes => "Kysely's table interfaces",
        }
    }

    /// The mapper whose it is.
    pub fn mapper(self) -> &'static str {
        match self {
            Self::Prisma => "prisma",
            Self::Drizzle => "drizzle",
            Self::KyselyMigration | Self::KyselyTypes => "kysely",
        }
    }
}

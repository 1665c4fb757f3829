//! Options of outputs: what people rightly want otherwise in how a thing is said. What is said is decided elsewhere.
//!
//! They stand on the same form and behind the same `--set` as the options of targets, and no two have one name.

use std::collections::BTreeMap;

use crate::decide::options::{OptionShape, Options};
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::outputs::wiring::drivers;

/// Which schema the files describe that describe one.
pub const OF: &str = "of";
/// How Drizzle's tables and columns are called.
pub const DRIZZLE_KEYS: &str = "drizzle_keys";
/// How Kysely's tables and columns are called.
pub const KYSELY_KEYS: &str = "kysely_keys";
/// For which Kysely the runner of migrations is.
pub const KYSELY_RELEASE: &str = "kysely_release";

/// What the application speaks to the database with.
pub const DRIVER: &str = "driver";

/// All of them.
pub const ALL: &[OptionShape] = &[
    OptionShape {
        name: OF,
        label: "Schema that the files describe",
        default: "after",
        reason: "What the code will work with. `diff` is what changes in each file from before to after.",
        choices: &["after", "before", "diff"],
    },
    OptionShape {
        name: DRIZZLE_KEYS,
        label: "Names in the Drizzle text",
        default: "camel",
        reason: "`userId` over the column `user_id` is Drizzle's own style.",
        choices: &["camel", "as-is"],
    },
    OptionShape {
        name: KYSELY_KEYS,
        label: "Names in Kysely's types",
        default: "as-is",
        reason: "Kysely sends names as they are. `camel` needs its CamelCasePlugin, which `kysely/db.ts` then has.",
        choices: &["as-is", "camel"],
    },
    OptionShape {
        name: KYSELY_RELEASE,
        label: "Kysely that runs the migrations",
        default: "0.29",
        reason: "Since 0.29 the migrator is imported from `kysely/migration`; take 0.28 for any older one.",
        choices: &["0.29", "0.28"],
    },
    OptionShape {
        name: DRIVER,
        label: "Driver or mapper in the wiring",
        default: "usual",
        reason: "What made the tables where that can be told; otherwise pg, mysql2 or better-sqlite3.",
        choices: &[
            "usual",
            "pg",
            "postgres.js",
            "neon",
            "mysql2",
            "planetscale",
            "better-sqlite3",
            "bun",
            "d1",
            "libsql",
            "kysely",
            "prisma",
            "drizzle",
            "typeorm",
        ],
    },
];

/// The choices of an option that make sense for a database.
pub fn choices(shape: &OptionShape, dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let is_driver = shape.name == DRIVER;
    let fits = move |choice: &&'static str| drivers::find(choice).is_none_or(|driver| driver.is_for(dialect));
    shape.choices.iter().copied().filter(move |choice| !is_driver || fits(choice))
}

/// Takes the options of outputs out of what the user set, and reads them; what is left is the target's.
pub fn read(set: &BTreeMap<String, String>) -> (Options, Vec<Finding>, BTreeMap<String, String>) {
    let is_ours = |name: &String| ALL.iter().any(|shape| shape.name == name);
    let (ours, rest) = set.clone().into_iter().partition(|(name, _)| is_ours(name));
    let (options, findings) = Options::read(ALL, &ours);
    (options, findings, rest)
}

/// How names of the database are said in TypeScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// As the database has them.
    AsIs,
    /// In camel case.
    Camel,
}

impl Keys {
    /// What an option says.
    pub fn of(options: &Options, name: &str) -> Self {
        if options.get(name) == "camel" { Self::Camel } else { Self::AsIs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide;

    #[test]
    fn no_two_options_have_one_name() {
        for target in decide::all() {
            let shared = target.options.iter().find(|own| ALL.iter().any(|other| other.name == own.name));
            assert!(shared.is_none(), "{shared:?}");
        }
    }

    #[test]
    fn every_default_is_among_the_choices() {
        assert!(ALL.iter().all(|option| option.choices.first() == Some(&option.default)));
    }
}

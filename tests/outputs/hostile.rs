//! Names and texts that try to leave their quotes, and names of every length.
//!
//! They have to compile, look as prettier leaves them, and, as far as drizzle-kit can quote at all, rebuild.

use std::path::PathBuf;

use authmorph::dialects::{ALL, Dialect};

use crate::cases::Case;
use crate::rebuild::rebuilt_differences;
use crate::support;
use crate::support::names::{Chance, literal, quoted as identifier, seeds};
use crate::tools::workshop;

/// What hurts somewhere: ends of strings, templates and comments, line ends, reserved and special words,
/// characters from outside of ASCII.
const HOSTILE: &[&str] = &[
    "it's",
    "${process.exit(1)}",
    "*/ alert(1) /*",
    "// x",
    "\\",
    "\\\\u0041\\n",
    "a\nb",
    "tab\there",
    "\u{2028}line\u{2029}",
    "\u{feff}mark",
    "\u{202e}turned",
    "<script>",
    "名前",
    "naïve",
    "😀",
    "😀😀",
    "e\u{301}",
    "class",
    "default",
    "prototype",
    "then",
    "enableRLS",
    "getSQL",
    "_",
    "$inferSelect",
    "table",
    "text",
    "sql",
    "relations",
    "one",
    "many",
    "Date",
    "Buffer",
    "Generated",
    "Database",
    "ColumnType",
    "2fa",
    " ",
    "user id",
    "user_id",
    "userId",
    "UserId",
    "USER_ID",
    "user-id",
    "select",
    "%s",
    "$$",
    "$1",
    ":x",
    "?",
];

/// What drizzle-kit cannot carry: it does not escape quotes, cuts at semicolons and commas, and keeps things by
/// their names in plain objects.
const BEYOND_DRIZZLE_KIT: &[&str] = &[
    "`",
    "\"",
    "\"; DROP TABLE x; --",
    "a`b${c}`",
    "a;b",
    "a,b",
    "a\"\"b",
    "'\"`",
    "a\r\nb",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "1",
    "--",
    "a--b",
];

fn case(name: &str, dialect: Dialect, source: String) -> Case {
    let path = PathBuf::from(format!("{name}-{}.md", dialect.name()));
    Case { path, file: String::new(), dialect, source }
}

/// Whether the names stand in comments too, which no database that drizzle-kit makes has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comments {
    Said,
    Left,
}

/// Every name as a table, column, constraint, index, view and default, and every pair of them related.
fn with_names(dialect: Dialect, names: &[&str], comments: Comments) -> Case {
    // MySQL and SQLite ignore case, and MySQL knows no characters beyond the basic plane or blanks at the end.
    let mut seen = Vec::new();
    let names: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| {
            let folded =
                if dialect == Dialect::PostgreSql { (*name).to_owned() } else { name.to_lowercase() };
            let allowed = dialect != Dialect::MySql
                || (name.chars().all(|character| u32::from(character) < 0x10000) && !name.ends_with(' '));
            let is_new = !seen.contains(&folded);
            seen.push(folded);
            is_new && allowed
        })
        .collect();
    let quoted = |name: &str| identifier(dialect, name);
    let text_type = if dialect == Dialect::MySql { "varchar(20)" } else { "text" };
    let mut source = String::new();
    // A line that begins with backticks would be read as the fence of a Markdown block.
    let columns: Vec<String> = names
        .iter()
        .map(|name| format!("{} {text_type} NOT NULL DEFAULT {}", quoted(name), literal(dialect, name)))
        .collect();
    source += &format!("CREATE TABLE columns_table ({});\n", columns.join(", "));
    let mut before: Option<&str> = None;
    for (position, name) in names.iter().enumerate() {
        let mut parts = vec![format!("{} integer NOT NULL PRIMARY KEY", quoted(name))];
        if let Some(before) = before {
            let column = quoted(&format!("{before}_id"));
            parts.push(format!("{column} integer"));
            // The name of a constraint is unique in MySQL's database and in PostgreSQL's schema.
            parts.push(format!(
                "CONSTRAINT {} FOREIGN KEY ({column}) REFERENCES {} ({}) ON DELETE CASCADE",
                quoted(&format!("fk{position}{name}")),
                quoted(before),
                quoted(before)
            ));
            parts.push(format!("CONSTRAINT {} UNIQUE ({column})", quoted(&format!("u{position}{name}"))));
            parts.push(format!("CONSTRAINT {} CHECK ({column} > 0)", quoted(&format!("c{position}{name}"))));
        }
        source += &format!("CREATE TABLE {} ({});\n", quoted(name), parts.join(", "));
        let index = quoted(&format!("i{position}{name}"));
        source += &format!("CREATE INDEX {index} ON {} ({});\n", quoted(name), quoted(name));
        before = Some(name);
    }
    for (position, name) in names.iter().enumerate() {
        let view = quoted(&format!("v{position}{name}"));
        source += &format!("CREATE VIEW {view} AS SELECT {} FROM columns_table;\n", quoted(name));
    }
    if dialect == Dialect::PostgreSql {
        for (position, name) in names.iter().enumerate() {
            let (enumeration, value) = (quoted(&format!("e{position}{name}")), literal(dialect, name));
            source += &format!("CREATE TYPE {enumeration} AS ENUM ({value});\n");
            source += &format!("CREATE TABLE uses{position} (a {enumeration} DEFAULT {value});\n");
            if comments == Comments::Said {
                source += &format!("COMMENT ON COLUMN uses{position}.a IS {value};\n");
                source += &format!("COMMENT ON TABLE uses{position} IS {value};\n");
            }
        }
    }
    if dialect == Dialect::MySql {
        for (position, name) in names.iter().enumerate() {
            let value = literal(dialect, name);
            let comment = if comments == Comments::Said { format!("COMMENT {value}") } else { String::new() };
            source += &format!(
                "CREATE TABLE uses{position} (a ENUM({value}) DEFAULT {value} {comment}) {comment};\n"
            );
        }
    }
    case("names", dialect, source)
}

/// Names of every length, so that every layout breaks somewhere.
fn with_lengths(dialect: Dialect) -> Case {
    let mut source = String::new();
    for length in (1..=61).step_by(4) {
        let name = |prefix: &str| format!("{prefix}{}", "x".repeat(length));
        let (table, other) = (name("t"), name("o"));
        let mut parts = vec![
            format!("{} integer NOT NULL PRIMARY KEY", name("a")),
            format!("{} varchar(255) NOT NULL DEFAULT 'abc' UNIQUE", name("b")),
            format!("{} varchar(15)", name("c")),
            format!("{} timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP", name("d")),
            format!("{} bigint NOT NULL DEFAULT 0", name("e")),
            format!("{} integer NOT NULL", name("f")),
            format!("{} numeric(10, 2)", name("g")),
            format!("{} boolean NOT NULL DEFAULT true", name("h")),
            format!("CONSTRAINT {} CHECK ({} > 0)", name("k"), name("f")),
            format!("CONSTRAINT {} UNIQUE ({}, {})", name("u"), name("c"), name("f")),
        ];
        let last_column = match dialect {
            Dialect::PostgreSql => {
                format!("{} integer GENERATED ALWAYS AS ({} + 1) STORED", name("i"), name("f"))
            }
            Dialect::MySql => format!("{} enum('admin', 'editor', 'reader') NOT NULL", name("i")),
            Dialect::Sqlite => format!("{} text COLLATE NOCASE", name("i")),
        };
        parts.insert(8, last_column);
        source += &format!("CREATE TABLE {table} (\n{}\n);\n", parts.join(",\n"));
        source += &format!("CREATE INDEX {} ON {table} ({} DESC, {});\n", name("j"), name("c"), name("b"));
        source += &format!(
            "CREATE TABLE {other} ({} integer, {} integer, \
             CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {table} ({}) ON DELETE CASCADE ON UPDATE CASCADE, \
             CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {table} ({}));\n",
            name("l"),
            name("m"),
            name("p"),
            name("l"),
            name("a"),
            name("n"),
            name("m"),
            name("a"),
        );
    }
    case("lengths", dialect, source)
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let everything: Vec<&str> = HOSTILE.iter().chain(BEYOND_DRIZZLE_KIT).copied().collect();
    let mut cases: Vec<Case> = ALL
        .iter()
        .flat_map(|dialect| [with_names(*dialect, &everything, Comments::Said), with_lengths(*dialect)])
        .collect();
    for seed in seeds(1) {
        cases.extend(ALL.iter().map(|dialect| at_random(*dialect, seed)));
    }
    cases
}

/// Names that were put together at random.
fn at_random(dialect: Dialect, seed: u64) -> Case {
    let (mut chance, mut taken) = (Chance::new(seed), Vec::new());
    let names: Vec<String> = (0..24).map(|_| chance.name(dialect, &mut taken)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let path = PathBuf::from(format!("random-{seed}-{}.md", dialect.name()));
    Case { path, ..with_names(dialect, &names, Comments::Said) }
}

/// Names that Kysely's introspector of SQLite, which its migrator asks, takes for properties of every object.
const BEYOND_KYSELY: &[&str] = &["__proto__", "constructor", "toString", "hasOwnProperty"];

/// For Kysely: all names apart from line ends that the databases' own shells change. MariaDB takes a second for twenty
/// tables, so there every third name has to do unless the run is thorough.
pub fn for_kysely(dialect: Dialect) -> Vec<Case> {
    let everything = HOSTILE.iter().chain(BEYOND_DRIZZLE_KIT).copied();
    let is_beyond = |name: &str| dialect == Dialect::Sqlite && BEYOND_KYSELY.contains(&name);
    let names = everything.filter(|name| !name.contains('\r') && !is_beyond(name));
    if dialect == Dialect::MySql && std::env::var_os("THOROUGH").is_none() {
        let names: Vec<&str> = names.step_by(3).collect();
        return vec![with_names(dialect, &names, Comments::Said)];
    }
    let names: Vec<&str> = names.collect();
    vec![with_names(dialect, &names, Comments::Said), with_lengths(dialect)]
}

/// What the tools can quote.
pub fn without_quotes(dialect: Dialect) -> [Case; 2] {
    [with_names(dialect, HOSTILE, Comments::Left), with_lengths(dialect)]
}

#[test]
fn hostile_names_rebuild_postgresql() {
    rebuild(Dialect::PostgreSql);
}

#[test]
fn hostile_names_rebuild_mysql() {
    rebuild(Dialect::MySql);
}

#[test]
fn hostile_names_rebuild_sqlite() {
    rebuild(Dialect::Sqlite);
}

fn rebuild(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("hostile-{}", dialect.name()));
    let cases = without_quotes(dialect);
    for (case, difference) in cases.iter().zip(rebuilt_differences(server, &workshop, &cases)) {
        assert!(difference.is_empty(), "{}:\n{difference}", case.path.display());
    }
}

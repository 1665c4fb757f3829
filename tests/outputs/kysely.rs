//! The Kysely types agree with what kysely-codegen reads from the database, and with what the drivers take.

use std::collections::BTreeMap;

use authmorph::dialects::Dialect;
use authmorph::model::schema::Literal;
use authmorph::outputs;

use crate::cases::cases;
use crate::support::{self, Database, difference::difference};
use crate::tools::{Workshop, workshop};

/// What we say otherwise, and why.
const BETTER: &[(&str, &str)] = &[
    // kysely-codegen lets a program write columns that the database always generates.
    ("GeneratedAlways<", "Generated<"),
    // It takes an array of arrays for an array.
    ("number[][]", "number[]"),
    // It calls MySQL's numbers of that kind otherwise.
    ("Decimal", "Numeric"),
    // MariaDB keeps JSON as text, and says so.
    ("JsonText", "string"),
];

#[test]
fn kysely_codegen_agrees_in_postgresql() {
    compare(Dialect::PostgreSql, "postgres");
}

#[test]
fn kysely_codegen_agrees_in_mysql() {
    compare(Dialect::MySql, "mysql");
}

fn compare(dialect: Dialect, name: &str) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("kysely-{}", dialect.name()));
    for case in cases().iter().filter(|case| case.dialect == dialect) {
        let database = server.database();
        database.run(&case.source).unwrap();
        let ours = outputs::kysely::render(&case.schema()).text;
        if let Some(difference) = codegen_difference(&workshop, &database, name, &ours) {
            panic!("{} (- kysely-codegen, + ours):\n{difference}", case.path.display());
        }
    }
}

/// In SQLite kysely-codegen knows seven types and takes any other for a string, leaves generated columns out (#311),
/// lets the number of a row be null (#105), and takes NULL for a default. Ours is what better-sqlite3 gives; all else has to agree.
#[test]
fn kysely_codegen_agrees_in_sqlite() {
    let Some(server) = support::server(Dialect::Sqlite) else { return };
    let workshop = workshop("kysely-sqlite");
    let shim = workshop.better_sqlite3();
    for case in cases().iter().filter(|case| case.dialect == Dialect::Sqlite) {
        let database = server.database();
        database.run(&case.source).unwrap();
        let arguments = ["--dialect", "sqlite", "--url", &database.url(), "--print"];
        let generated = workshop.run_with("kysely-codegen", &arguments, &[("NODE_PATH", &shim)]);
        let schema = case.schema();
        let theirs = columns(&generated, "DB");
        let ours = columns(&outputs::kysely::render(&schema).text, "Database");
        let mut names: Vec<&str> = Vec::new();
        for table in &schema.tables {
            for column in &table.columns {
                let start = format!("{}.{}: ", table.name.name, column.name);
                let find = |lines: &[String]| {
                    lines.iter().find_map(|line| line.strip_prefix(&start).map(str::to_owned))
                };
                let ours = find(&ours).unwrap_or_else(|| panic!("{}: no {start}", case.name()));
                names.push(&column.name);
                let Some(theirs) = find(&theirs) else {
                    assert!(column.generated.is_some(), "{}: {start} is not in theirs", case.name());
                    continue;
                };
                let is_text = theirs.contains("string") && ours.contains("string");
                let scalar = |text: &str| {
                    ["number", "string", "Buffer", "unknown"]
                        .iter()
                        .fold(text.to_owned(), |text, word| text.replace(word, "scalar"))
                };
                let is_row_number = ours == "Generated<number>" && theirs == "Generated<null | number>";
                let null =
                    column.default.as_ref().is_some_and(|default| default.literal == Some(Literal::Null));
                let theirs =
                    if null { theirs.replace("Generated<null | string>", "null | string") } else { theirs };
                // An unknown value may be null without saying so.
                let theirs = theirs.replace("null | unknown", "unknown");
                let same_shape = scalar(&ours) == scalar(&theirs) || ours == "unknown";
                assert!(
                    ours == theirs || is_row_number || (same_shape && !is_text && theirs.contains("string")),
                    "{}: {start}{ours}, but theirs is {theirs}",
                    case.name()
                );
            }
        }
        assert!(!names.is_empty());
    }
}

/// What kysely-codegen reads from the database otherwise than our text says it.
pub fn codegen_difference(
    workshop: &Workshop,
    database: &Database,
    name: &str,
    ours: &str,
) -> Option<String> {
    let url = database.url().replace("?socket=", "?socketPath=");
    let generated = workshop.run("kysely-codegen", &["--dialect", name, "--url", &url, "--print"]);
    let (mut expected, mut actual) = (columns(&generated, "DB"), columns(ours, "Database"));
    if name == "mysql" {
        // MariaDB says that the default of such a column is NULL, and kysely-codegen takes that for a default.
        for line in &mut expected {
            // mysql2 gives a set as a string, and kysely-codegen takes MariaDB's escapes for text.
            *line = line.replace("Generated<unknown>", "Generated<string>").replace(r"\\\\", r"\\");
        }
        for line in expected.iter_mut().chain(&mut actual).filter(|line| line.contains("null")) {
            *line = line.replace("Generated<", "").trim_end_matches('>').to_owned();
            // mysql2 gives a set as a string.
            *line = line.replace("null | unknown", "null | string");
        }
    }
    difference(&expected, &actual)
}

/// `table.column: type` for every column, sorted, with enumerations spelled out.
fn columns(text: &str, database: &str) -> Vec<String> {
    let text = joined(text);
    let mut interfaces: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut unions: Vec<(String, String)> = Vec::new();
    let mut current = None;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("export interface ").and_then(|rest| rest.strip_suffix(" {")) {
            current = Some(name);
        } else if line == "}" {
            current = None;
        } else if let (Some(name), Some((key, member))) = (current, line.trim().split_once(": ")) {
            let member = member.trim_end_matches(';');
            interfaces.entry(name).or_default().push((key, member));
        } else if let Some((name, meaning)) =
            line.strip_prefix("export type ").and_then(|rest| rest.split_once(" = "))
            && meaning.starts_with(['"', '\''])
        {
            let mut values: Vec<String> = meaning
                .trim_end_matches(';')
                .split(" | ")
                .map(|value| unescaped(value).trim_matches(['"', '\'']).to_owned())
                .collect();
            values.sort();
            unions.push((name.to_owned(), format!("({})", values.join(" or "))));
        }
    }
    let mut lines = Vec::new();
    for (table, interface) in interfaces.remove(database).unwrap_or_default() {
        for (column, member) in interfaces.get(interface).into_iter().flatten() {
            let (table, column) = (plain_key(table), plain_key(column));
            lines.push(format!("{table}.{column}: {}", normal(member, &unions)));
        }
    }
    lines.sort();
    lines
}

/// The name that a key stands for.
fn plain_key(key: &str) -> String {
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| key.strip_prefix(quote)?.strip_suffix(quote).map(str::to_owned));
    quoted.map_or_else(|| key.to_owned(), |inside| unescaped(&inside))
}

/// Statements that prettier broke, on one line again.
fn joined(text: &str) -> String {
    text.replace("=\n  | ", "= ").replace("=\n  \"", "= \"").replace("\n  | ", " | ")
}

fn unescaped(literal: &str) -> String {
    literal.replace("\\\"", "\"").replace("\\'", "'")
}

fn normal(member: &str, unions: &[(String, String)]) -> String {
    let mut member = member.to_owned();
    for (ours, theirs) in BETTER {
        member = member.replace(ours, theirs);
    }
    if let Some((before, after)) = member.split_once("ArrayType<") {
        member = format!("{before}{}", after.replacen('>', "[]", 1));
    }
    // An inline union of string literals, or the name of one.
    let mut words: Vec<String> = Vec::new();
    let mut values: Vec<String> = Vec::new();
    let (generated, inside) = match member.strip_prefix("Generated<").and_then(|rest| rest.strip_suffix('>'))
    {
        Some(inside) => (true, inside),
        None => (false, member.as_str()),
    };
    for word in inside.split(" | ") {
        let (name, brackets) = word.split_at(word.find("[]").unwrap_or(word.len()));
        match unions.iter().find(|(known, _)| known == name) {
            Some((_, meaning)) => words.push(format!("{meaning}{brackets}")),
            None if word.starts_with(['"', '\'']) => {
                values.push(unescaped(word).trim_matches(['"', '\'']).to_owned());
            }
            None => words.push(word.to_owned()),
        }
    }
    if !values.is_empty() {
        values.sort();
        words.push(format!("({})", values.join(" or ")));
    }
    words.sort();
    if generated { format!("Generated<{}>", words.join(" | ")) } else { words.join(" | ") }
}

/// Programs that take and give exactly what the drivers do.
const USAGE: &[(&str, &str)] = &[
    ("example-postgresql", include_str!("usage/postgresql.ts")),
    ("example-mysql", include_str!("usage/mysql.ts")),
    ("example-sqlite", include_str!("usage/sqlite.ts")),
];

#[test]
fn programs_use_the_types() {
    let workshop = workshop("usage");
    let mut files = Vec::new();
    for case in cases() {
        let Some((name, program)) = USAGE.iter().find(|(name, _)| *name == case.name()) else { continue };
        let schema = case.schema();
        workshop.write(&format!("{name}/database.ts"), &outputs::kysely::render(&schema).text);
        workshop.write(&format!("{name}/schema.ts"), &outputs::drizzle::render(&schema).text);
        workshop.write(&format!("{name}/usage.ts"), program);
        files.push(format!("{name}/usage.ts"));
    }
    assert_eq!(files.len(), USAGE.len());
    for case in cases().iter().filter(|case| case.name().starts_with("lucia-3-")) {
        let schema = case.schema();
        workshop.write(&format!("{}/schema.ts", case.name()), &outputs::drizzle::render(&schema).text);
    }
    // Lucia's own adapters are choosy about the types of the tables that they are given.
    workshop.write("lucia/usage.ts", include_str!("usage/lucia.ts"));
    files.push("lucia/usage.ts".to_owned());
    workshop.type_check(&files);
}

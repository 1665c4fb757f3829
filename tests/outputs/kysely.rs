//! The Kysely types agree with what kysely-codegen reads from the database, and with what the drivers take.

use std::collections::BTreeMap;
use std::sync::Arc;

use authmorph::api::{Request, Source};
use authmorph::dialects::Dialect;
use authmorph::model::schema::{Column, Literal, Schema, View};
use authmorph::model::views::ViewOf;
use authmorph::outputs;
use serde_json::json;

use crate::cases::{Case, cases};
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
    compare(Dialect::PostgreSql);
}

#[test]
fn kysely_codegen_agrees_in_mysql() {
    compare(Dialect::MySql);
}

#[test]
fn kysely_codegen_agrees_in_sqlite() {
    compare(Dialect::Sqlite);
}

fn compare(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("kysely-{}", dialect.name()));
    let cases: Vec<Case> = cases().into_iter().filter(|case| case.dialect == dialect).collect();
    let databases: Vec<Arc<Database>> = cases.iter().map(|case| case.database(server)).collect();
    let file = |case: &Case| format!("{}.ts", case.name());
    let read = databases.iter().map(|database| &**database);
    let jobs: Vec<(&Database, String)> = read.zip(cases.iter().map(file)).collect();
    generate(&workshop, dialect, &jobs);
    for case in &cases {
        let schema = case.schema();
        let ours = outputs::kysely::render(&schema).text;
        let difference = difference_of_types(&schema, &workshop.read(&file(case)), &ours);
        assert!(difference.is_empty(), "{} (- kysely-codegen, + ours):\n{difference}", case.path.display());
    }
}

/// Writes what kysely-codegen reads from each database into the file beside it.
pub fn generate(workshop: &Workshop, dialect: Dialect, databases: &[(&Database, String)]) {
    workshop.write("codegen.mjs", include_str!("codegen.mjs"));
    let job = |(database, to): &(&Database, String)| json!({ "url": database.url().replace("?socket=", "?socketPath="), "to": to });
    workshop.write("codegen.json", &json!(databases.iter().map(job).collect::<Vec<_>>()).to_string());
    let name = if dialect == Dialect::PostgreSql { "postgres" } else { dialect.name() };
    let shim = workshop.better_sqlite3();
    let wrong = workshop.node_with(&["codegen.mjs", name, "codegen.json"], &[("NODE_PATH", &shim)]);
    assert!(wrong.is_empty(), "{wrong}");
}

/// What kysely-codegen read from the database otherwise than our text says it.
pub fn difference_of_types(schema: &Schema, theirs: &str, ours: &str) -> String {
    let (mut expected, mut actual) = (columns(theirs, "DB"), columns(ours, "Database"));
    if schema.dialect == Dialect::Sqlite {
        return difference_in_sqlite(schema, &expected, &actual);
    }
    if schema.dialect == Dialect::MySql {
        // MariaDB says that the default of such a column is NULL, and kysely-codegen takes that for a default.
        for line in &mut expected {
            // mysql2 gives a set as a string, and kysely-codegen takes MariaDB's escapes for text.
            *line = line.replace("Generated<unknown>", "Generated<string>").replace(r"\\", r"\");
        }
        for line in expected.iter_mut().chain(&mut actual).filter(|line| line.contains("null")) {
            *line = line.replace("Generated<", "").trim_end_matches('>').to_owned();
            // mysql2 gives a set as a string.
            *line = line.replace("null | unknown", "null | string");
        }
    }
    // A sequence that belongs to a column numbers nothing where no default asks it, but kysely-codegen believes so.
    for other in schema.others.iter().filter(|other| other.kind == "sequence owner") {
        let column = other.text.rsplit(' ').next().unwrap_or_default().replace("public.", "");
        for line in &mut expected {
            let found = line.strip_prefix(&format!("{column}: Generated<"));
            *line = found.map_or(line.clone(), |rest| format!("{column}: {}", rest.trim_end_matches('>')));
        }
    }
    let (expected, actual) = normal_in_views(schema, expected, actual);
    difference(&expected, &actual).unwrap_or_default()
}

/// kysely-codegen lets all columns of views be null (#261), and takes the defaults of tables for theirs. What is computed
/// is unknown to us, and so are the columns of some views, which findings tell.
fn normal_in_views(schema: &Schema, theirs: Vec<String>, ours: Vec<String>) -> (Vec<String>, Vec<String>) {
    let views = schema.views_with_columns();
    let start = |view: &View| match view.name.schema.as_deref().filter(|schema| *schema != "public") {
        Some(schema) => format!("{schema}.{}.", view.name.name),
        None => format!("{}.", view.name.name),
    };
    let of_view = |line: &str| views.iter().find(|known| line.starts_with(&start(known.view)));
    let unknown: Vec<String> =
        ours.iter().filter_map(|line| line.strip_suffix("unknown").map(str::to_owned)).collect();
    let normal = |line: String| -> Option<String> {
        let Some(view) = of_view(&line) else { return Some(line) };
        view.columns.as_ref()?;
        if let Some(start) = unknown.iter().find(|start| line.starts_with(*start)) {
            return Some(format!("{start}unknown"));
        }
        let (start, value) = line.split_once(": ").unwrap();
        Some(format!("{start}: {}", without_null(value)))
    };
    let normal = |lines: Vec<String>| lines.into_iter().filter_map(normal).collect();
    (normal(theirs), normal(ours))
}

/// A type without null, and without what may be left out.
fn without_null(value: &str) -> String {
    let inside = value.strip_prefix("Generated<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(value);
    inside.replace(" | null", "").replace("null | ", "")
}

/// In SQLite kysely-codegen knows seven types and takes any other for a string, leaves generated columns out (#311),
/// lets the number of a row be null (#105), and takes NULL for a default. Ours is what better-sqlite3 gives; all else has to agree.
fn difference_in_sqlite(schema: &Schema, theirs: &[String], ours: &[String]) -> String {
    let mut wrong = Vec::new();
    for table in &schema.tables {
        for column in &table.columns {
            let start = format!("{}.{}: ", table.name.name, column.name);
            let find =
                |lines: &[String]| lines.iter().find_map(|line| line.strip_prefix(&start).map(str::to_owned));
            let Some(ours) = find(ours) else {
                wrong.push(format!("- {start}"));
                continue;
            };
            let Some(theirs) = find(theirs) else {
                wrong.extend(column.generated.is_none().then(|| format!("+ {start}")));
                continue;
            };
            if !agree_in_sqlite(column, &theirs, &ours) {
                wrong.push(format!("- {start}{theirs}\n+ {start}{ours}"));
            }
        }
    }
    for (view, column) in schema.views_with_columns().iter().flat_map(of_tables) {
        let start = format!("{}.{}: ", view.name.name, column.name);
        let find =
            |lines: &[String]| lines.iter().find_map(|line| line.strip_prefix(&start).map(without_null));
        let (ours, theirs) = (find(ours).unwrap_or_default(), find(theirs).unwrap_or_default());
        let is_told = ours == "unknown" || agree_in_sqlite(column, &theirs, &ours);
        if ours.is_empty() || !is_told {
            wrong.push(format!("- {start}{theirs}\n+ {start}{ours}"));
        }
    }
    wrong.join("\n")
}

/// The columns of a view that are those of tables.
fn of_tables<'a>(known: &ViewOf<'a>) -> Vec<(&'a View, &'a Column)> {
    let columns = known.columns.iter().flatten().filter_map(|column| Some((&column.name, column.origin?.1)));
    columns.filter(|(name, of)| **name == of.name).map(|(_, of)| (known.view, of)).collect()
}

fn agree_in_sqlite(column: &Column, theirs: &str, ours: &str) -> bool {
    let is_text = theirs.contains("string") && ours.contains("string");
    let scalar = |text: &str| {
        let words = ["number", "string", "Buffer", "unknown"];
        words.iter().fold(text.to_owned(), |text, word| text.replace(word, "scalar"))
    };
    let is_row_number = ours == "Generated<number>" && theirs == "Generated<null | number>";
    let null = column.default.as_ref().is_some_and(|default| default.literal == Some(Literal::Null));
    let inside = theirs.strip_prefix("Generated<").and_then(|rest| rest.strip_suffix('>'));
    let theirs = inside.filter(|_| null).unwrap_or(theirs).to_owned();
    // An unknown value may be null without saying so.
    let theirs = theirs.replace("null | unknown", "unknown");
    let same_shape = scalar(ours) == scalar(&theirs) || ours == "unknown";
    ours == theirs || is_row_number || (same_shape && !is_text && theirs.contains("string"))
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

/// What stands in a literal of TypeScript.
fn unescaped(literal: &str) -> String {
    let quoted = format!("\"{}\"", literal.replace("\\'", "'").replace("\\\"", "\"").replace('"', "\\\""));
    serde_json::from_str(&quoted).unwrap_or_else(|_| literal.to_owned())
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
    ("postgresql-views", include_str!("usage/postgresql-views.ts")),
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

/// What runs is tried where D1 is (`tests/flavours.rs`).
#[test]
fn the_migration_for_d1_compiles() {
    let conversion = authmorph::convert(&Request {
        sources: vec![Source {
            name: "schema.sql".to_owned(),
            text: include_str!("../../examples/lucia-2-sqlite.sql").to_owned(),
        }],
        dialect: Some("d1".to_owned()),
        to: Some("lucia-3".to_owned()),
        ..Request::default()
    });
    let workshop = workshop("kysely-d1");
    let path = "d1_migration.ts".to_owned();
    workshop.write(&path, support::migrations::file(&conversion, "kysely/d1_migration.ts"));
    workshop.check_formatting(std::slice::from_ref(&path));
    workshop.type_check(&[path]);
}

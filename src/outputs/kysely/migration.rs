//! Kysely's migration: the statements of `up.sql` and `down.sql`, one by one, for Kysely's own `Migrator`.

use crate::dialects::Dialect;
use crate::outputs::migration::{self, Item};
use crate::outputs::typescript::literals;
use crate::plan::Plan;

/// Writes the file.
pub fn render(dialect: Dialect, plan: &Plan, title: &str) -> String {
    let mut text = String::from("import { type Kysely, sql } from \"kysely\";\n\n");
    text += &documentation(&[
        title,
        "Run migration/preflight.sql before, and migration/verify.sql after.",
        "Rename this file so that it comes after your own migrations.",
    ]);
    text += "export async function up(db: Kysely<unknown>): Promise<void> {\n  await run(db, upStatements());\n}\n\n";
    text += "export async function down(db: Kysely<unknown>): Promise<void> {\n  await run(db, downStatements());\n}\n\n";
    text + &both(dialect, plan, title) + &runner(dialect)
}

/// The same for D1, where a connection has no transaction, and a batch of statements is one. Kysely's `Migrator` takes what
/// the function gives.
pub fn render_for_d1(dialect: Dialect, plan: &Plan, title: &str) -> String {
    let mut text = String::from(
        "\
import type { D1Database } from \"@cloudflare/workers-types\";
import type { Migration } from \"kysely\";

",
    );
    text += &documentation(&[
        title,
        "Run migration/preflight.sql before, and migration/verify.sql after.",
        "Give it to the Migrator: `provider: { getMigrations: async () => ({ authmorph: migration(env.DB) }) }`.",
    ]);
    text += "\
export const migration = (database: D1Database): Migration => ({
  up: () => run(database, upStatements()),
  down: () => run(database, downStatements()),
});

";
    text + &both(dialect, plan, title)
        + "\
// D1 has no BEGIN; it carries a batch out whole or not at all.
async function run(
  database: D1Database,
  statements: Iterable<string>,
): Promise<void> {
  const prepare = (statement: string) => database.prepare(statement);
  await database.batch(Array.from(statements, prepare));
}
"
}

/// The statements of both ways.
fn both(dialect: Dialect, plan: &Plan, title: &str) -> String {
    let mut text = documentation(&["What migration/up.sql does."]);
    text += &statements("upStatements", &migration::up(dialect, plan, title));
    text.push('\n');
    text += &documentation(&["What migration/down.sql does."]);
    text += &statements("downStatements", &migration::down(dialect, plan, title));
    text.push('\n');
    text
}

fn documentation(lines: &[&str]) -> String {
    literals::documentation(&lines.join("\n")).iter().map(|line| format!("{line}\n")).collect()
}

fn statements(name: &str, items: &[Item]) -> String {
    let mut text = format!("function* {name}(): Generator<string> {{\n");
    // What stands above the first empty line is about the script as a file.
    let first = items.iter().position(|item| *item == Item::Blank).unwrap_or_default();
    let mut is_after_blank = false;
    let mut is_empty = true;
    for item in items.iter().skip(first) {
        let lines = match item {
            Item::Blank => {
                is_after_blank = !is_empty;
                continue;
            }
            Item::Begin(_) | Item::Commit => continue,
            Item::Comment(comment) => literals::remark(comment),
            Item::Statement(sql) | Item::Alone(sql) => vec![format!("yield `{}`;", template(sql))],
        };
        if std::mem::take(&mut is_after_blank) {
            text.push('\n');
        }
        is_empty = false;
        text.extend(lines.iter().map(|line| format!("  {line}\n")));
    }
    text + "}\n"
}

/// The inside of a template, with its lines as they are.
fn template(sql: &str) -> String {
    sql.split('\n').map(literals::template).collect::<Vec<_>>().join("\n")
}

/// What runs the statements. Kysely opens a transaction in PostgreSQL unless it is told not to, and never in SQLite;
/// MySQL has none for what these statements do.
fn runner(dialect: Dialect) -> String {
    let each = "  for (const statement of statements) {\n    await sql.raw(statement).execute(db);\n  }\n";
    let head = |name: &str| {
        format!(
            "async function {name}(\n  db: Kysely<unknown>,\n  statements: Iterable<string>,\n): Promise<void> {{\n"
        )
    };
    let begin = match dialect {
        Dialect::MySql => return head("run") + each + "}\n",
        Dialect::PostgreSql => "BEGIN",
        Dialect::Sqlite => "BEGIN IMMEDIATE",
    };
    format!(
        "\
{}  if (db.isTransaction) {{
    return execute(db, statements);
  }}
  await sql`{begin}`.execute(db);
  try {{
    await execute(db, statements);
    await sql`COMMIT`.execute(db);
  }} catch (error) {{
    // A guard in the statements may have rolled everything back already.
    await sql`ROLLBACK`.execute(db).catch(() => undefined);
    throw error;
  }}
}}

{}{each}}}
",
        head("run"),
        head("execute")
    )
}

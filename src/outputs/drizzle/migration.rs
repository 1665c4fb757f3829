//! Drizzle's custom migration: the statements of `up.sql` for the migrators of drizzle-orm.

use crate::dialects::Dialect;
use crate::outputs::migration::{self, Item, comment};
use crate::plan::Plan;

const BREAKPOINT: &str = "--> statement-breakpoint";

/// Writes the file. The migrator opens the transaction itself, and takes the text apart at every mark, so that there
/// can be no file where a name or a body holds the mark.
pub fn render(dialect: Dialect, plan: &Plan, title: &str) -> Option<String> {
    let mut text = [
        title,
        "For drizzle-kit generate --custom: put this into the file that it makes.",
        "Run migration/preflight.sql before, and migration/verify.sql after; migration/down.sql undoes it.",
    ]
    .map(|line| comment(line) + "\n")
    .concat();
    let items = migration::up(dialect, plan, title);
    let first = items.iter().position(|item| *item == Item::Blank).unwrap_or_default();
    let mut above = String::new();
    let mut breakpoints = 0;
    for item in items.iter().skip(first) {
        match item {
            Item::Blank | Item::Begin(_) | Item::Commit => {}
            Item::Comment(line) => above += &format!("{}\n", comment(line)),
            Item::Statement(sql) | Item::Alone(sql) => {
                if breakpoints > 0 {
                    text += &format!("{BREAKPOINT}\n");
                }
                breakpoints += 1;
                // A comment of the user's on the last line would swallow the semicolon.
                let end = if sql.lines().last().is_some_and(|line| line.contains("--") || line.contains('#'))
                {
                    "\n;\n"
                } else {
                    ";\n"
                };
                text += &format!("{}{sql}{end}", std::mem::take(&mut above));
            }
        }
    }
    (text.matches(BREAKPOINT).count() + 1 == breakpoints).then_some(text)
}

//! What reading has to say: one function per finding, so that their words stand together.

use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;

/// How many findings of one code are listed before the rest is only counted.
const MOST_OF_A_KIND: usize = 20;

/// How much of a statement is quoted in a message.
const QUOTED: usize = 60;

/// The beginning of a statement, on one line.
pub(crate) fn beginning(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().count() > QUOTED {
            return line.chars().take(QUOTED).chain(['…']).collect();
        }
    }
    line
}

/// A statement that the grammar does not get through.
pub(crate) fn statement_unreadable(text: &str, reason: &str, severity: Severity, span: Span) -> Finding {
    Finding::new(
        "statement_unreadable",
        severity,
        format!("The statement `{}` could not be read: {reason}.", beginning(text)),
        "What it says about the schema is not taken into account.",
        "Look whether it concerns the tables to be converted; correct its syntax or take it out, and read again.",
        Some(span),
    )
}

/// A statement that is understood but not carried out.
pub(crate) fn statement_ignored(text: &str, reason: &str, span: Span) -> Finding {
    Finding::new(
        "statement_ignored",
        Severity::Warning,
        format!("`{}` was not carried out: {reason}.", beginning(text)),
        "The schema shown may differ from the database in what this statement does.",
        "Check that it does not concern the tables to be converted.",
        Some(span),
    )
}

/// Part of a definition that the model has no place for.
pub(crate) fn clause_unread(owner: &str, text: &str, span: Span) -> Finding {
    Finding::new(
        "clause_unread",
        Severity::Warning,
        format!("`{}` in {owner} was kept as text, but not understood.", beginning(text)),
        "Decisions are taken without it, and a table that must be rebuilt gets it back word for word.",
        "Check the rebuilt definition in the migration, if there is one.",
        Some(span),
    )
}

/// Syntax that no database takes as written, read as it was meant.
pub(crate) fn syntax_repaired(what: String, next: &str, span: Span) -> Finding {
    Finding::new(
        "syntax_repaired",
        Severity::Note,
        what,
        "The database would refuse it as written, so the text is probably not what was run.",
        next,
        Some(span),
    )
}

/// Bytes of zero, as there are where a file is in another encoding than it was taken for.
pub(crate) fn zeros(count: usize, span: Span) -> Finding {
    let what = match count {
        1 => "The text has a byte of zero here.".to_owned(),
        _ => format!("The text has {count} bytes of zero, the first of them here."),
    };
    let next = "Save the file as UTF-8 and read it again; what stands around the zeros was probably misread.";
    Finding { severity: Severity::Warning, ..syntax_repaired(what, next, span) }
}

/// Rows of data in the text.
pub(crate) fn data_skipped(table: &ObjectName, rows: usize, span: Span) -> Finding {
    let what = match rows {
        1 => format!("1 row of data for `{table}` was passed over."),
        _ => format!("{rows} rows of data for `{table}` were passed over."),
    };
    Finding::new(
        "data_skipped",
        Severity::Note,
        what,
        "Only the schema is read; the data stays in your database and is converted there.",
        "Nothing to do. Next time a dump without data is enough, and shows nobody's secrets.",
        Some(span),
    )
}

/// Statements about who may do what.
pub(crate) fn grants_skipped(count: usize, span: Span) -> Finding {
    let what = match count {
        1 => "A statement about who may do what was passed over.".to_owned(),
        _ => format!("{count} statements about who may do what were passed over."),
    };
    Finding::new(
        "grants_skipped",
        Severity::Note,
        what,
        "A table that a migration creates belongs to whoever runs it, and nobody else may use it.",
        "If your application connects as another user, grant it the new tables as it has the old ones.",
        Some(span),
    )
}

/// A text without tables.
pub(crate) fn no_tables(span: Span) -> Finding {
    Finding::new(
        "no_tables",
        Severity::Error,
        "No CREATE TABLE statement was found.",
        "There is nothing to recognise or convert.",
        "Paste the CREATE TABLE statements of your database, for example from pg_dump --schema-only, \
         mysqldump --no-data or sqlite3's .schema.",
        Some(span),
    )
}

/// Tables that stood in a comment.
pub(crate) fn comment_unwrapped(span: Span) -> Finding {
    Finding::new(
        "comment_unwrapped",
        Severity::Note,
        "All tables stood inside a comment, which was read as SQL.",
        "drizzle-kit writes an introspected schema this way, so that it is not run by mistake.",
        "Nothing to do, if the comment describes your database.",
        Some(span),
    )
}

/// A statement about a table that the text does not create.
pub(crate) fn table_unknown(table: &ObjectName, text: &str, span: Span) -> Finding {
    Finding::new(
        "table_unknown",
        Severity::Warning,
        format!("`{}` is about table `{table}`, which the text does not create.", beginning(text)),
        "Its columns are not known, so references from it can be kept, but not checked.",
        "Add the CREATE TABLE statement of that table.",
        Some(span),
    )
}

/// A statement about a column that its table does not have.
pub(crate) fn column_unknown(table: &ObjectName, column: &str, span: Span) -> Finding {
    Finding::new(
        "column_unknown",
        Severity::Warning,
        format!("Column `{column}` is not in table `{table}`."),
        "The statement that names it changes nothing in the schema that was read.",
        "Check the order of the statements, and whether one that adds the column is missing.",
        Some(span),
    )
}

/// A table that is created twice.
pub(crate) fn duplicate_table(table: &ObjectName, span: Span) -> Finding {
    Finding::new(
        "duplicate_table",
        Severity::Warning,
        format!("Table `{table}` is created a second time."),
        "A database would refuse this, or skip it with IF NOT EXISTS; the first definition was kept.",
        "Paste the schema of one database, and only once.",
        Some(span),
    )
}

/// An index whose name another one has.
pub(crate) fn duplicate_index(name: &str, span: Span) -> Finding {
    Finding::new(
        "duplicate_index",
        Severity::Warning,
        format!("Index `{name}` is created a second time."),
        "A database would refuse this, or skip it with IF NOT EXISTS; the first one was kept.",
        "Paste the schema of one database, and only once.",
        Some(span),
    )
}

/// A text that is too much to read to its end.
pub(crate) fn reading_stopped(reason: &str, span: Span) -> Finding {
    Finding::new(
        "reading_stopped",
        Severity::Error,
        format!("The text was read up to here only: {reason}."),
        "Statements from here on are not taken into account.",
        "Paste only the tables of the application that is to be converted.",
        Some(span),
    )
}

/// The half of a migration file that undoes it.
pub(crate) fn down_section_skipped(span: Span) -> Finding {
    Finding::new(
        "down_section_skipped",
        Severity::Note,
        "The section that undoes the migration was passed over.",
        "Carried out, it would drop what the section before it creates.",
        "Nothing to do.",
        Some(span),
    )
}

/// A quote or comment without an end.
pub(crate) fn quote_unclosed(what: &str, span: Span) -> Finding {
    Finding::new(
        "quote_unclosed",
        Severity::Warning,
        format!("A {what} that begins here is never closed."),
        "Where it should end was guessed, and statements after it may have been misread.",
        "Close it, or take the piece out, and read again.",
        Some(span),
    )
}

/// Keeps the first findings of each code and says how many more there are.
pub(crate) fn bounded(findings: Vec<Finding>) -> Vec<Finding> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    let mut kept = Vec::new();
    for finding in findings {
        let count = match counts.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                counts.push((finding.code, 1));
                1
            }
        };
        if count <= MOST_OF_A_KIND {
            kept.push(finding);
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > MOST_OF_A_KIND) {
        let more = count - MOST_OF_A_KIND;
        if let Some(last) = kept.iter_mut().rev().find(|finding| finding.code == code) {
            last.what.push_str(&format!(" There are {more} more like this."));
        }
    }
    kept
}

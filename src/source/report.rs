//! What reading source code has to say: one function per finding, so that their words stand together.

use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};

/// What a text was taken for.
pub(crate) fn taken_for(what: &str, dialect: Dialect, span: Span) -> Finding {
    Finding::new(
        "source_code_read",
        Severity::Note,
        format!("The text was read as {what} for {}.", dialect.title()),
        "Tables were made of it as the tool itself makes them; what was changed in the database by hand is not in it.",
        "If the database was not made from this file, paste a dump of the database instead.",
        Some(span),
    )
}

/// A place that was not understood.
pub(crate) fn unread(what: impl Into<String>, span: Span) -> Finding {
    Finding::new(
        "source_code_unread",
        Severity::Warning,
        what,
        "The schema that was read lacks what is said there; nothing in the file is run to find out.",
        "Write it out in full at this place, or paste the SQL of the database instead.",
        Some(span),
    )
}

/// What is to be done about a place that mentions something of another file.
pub(crate) fn add_file(name: &str, file: &str) -> String {
    format!(
        "`{name}` comes from `{file}`: add that file to the text, or paste the SQL of the database instead."
    )
}

/// What the file cannot say, and what was taken instead.
pub(crate) fn unknowable(what: impl Into<String>, span: Span) -> Finding {
    Finding::new(
        "source_code_unknowable",
        Severity::Warning,
        what,
        "The schema that was read can differ from the database in this.",
        "Check it, or paste the SQL of the database, which says it all.",
        Some(span),
    )
}

/// A text for a database that the others are not for.
pub(crate) fn other_dialect(what: impl Into<String>, span: Span) -> Finding {
    Finding::new(
        "source_code_dialect",
        Severity::Warning,
        what,
        "One conversion is for one database.",
        "Convert the texts for each database on their own, and leave the choice of the dialect to the text.",
        Some(span),
    )
}

/// A dialect that nothing in the code tells for certain.
pub(crate) fn dialect_guessed(dialect: Dialect, span: Span) -> Finding {
    Finding::new(
        "dialect_guessed",
        Severity::Warning,
        format!("The text was read as one for {}.", dialect.title()),
        "The file does not name the database that it is for, and little in it tells.",
        "If that is wrong, say which database it is (--dialect).",
        Some(span),
    )
}

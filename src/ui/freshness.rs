//! Whether what is shown belongs to the text that is shown.
//!
//! While a user types, the text is broken at almost every keystroke. Blanking the result each time would make the page
//! flicker, so the last good result stays, marked. A text that was replaced as a whole is another matter: the old
//! result has nothing to do with it.

use super::findings;
use crate::api::Conversion;

/// How the text came to be what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// A key was pressed: the text is close to what it was.
    Typed,
    /// It was pasted, opened, chosen or cleared.
    Replaced,
}

/// Why the result that is shown is not that of the text that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// The engine is at work on the newer text.
    Working,
    /// The newer text gives no result.
    NoResult {
        /// The first line that could not be read, when that is the reason.
        line: Option<usize>,
    },
}

/// What to do with a new answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Show its files.
    New,
    /// Keep the files that are shown, and mark them.
    Old(Stale),
}

/// Decides whether the files of the new answer are shown, or those of the last good one kept.
pub fn choose(shown: Option<&Conversion>, new: &Conversion, edit: Edit) -> Show {
    let had_files = shown.is_some_and(|conversion| !conversion.files.is_empty());
    if edit == Edit::Typed && had_files && new.files.is_empty() {
        Show::Old(Stale::NoResult { line: findings::first_error_line(&new.findings) })
    } else {
        Show::New
    }
}

/// What the mark says.
pub fn mark(stale: Stale) -> String {
    match stale {
        Stale::Working => "Out of date: the new text is being converted.".to_owned(),
        Stale::NoResult { line: Some(line) } => {
            format!(
                "Out of date: this is the result from before the last edits. Mend line {line} to get a new one."
            )
        }
        Stale::NoResult { line: None } => {
            "Out of date: this is the result from before the last edits; the text as it is now gives none."
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::File;

    fn with_files(number: usize) -> Conversion {
        let file = File {
            path: "migration/up.sql".to_owned(),
            output: "migration".to_owned(),
            language: "sql".to_owned(),
            text: String::new(),
        };
        Conversion { files: vec![file; number], ..Conversion::default() }
    }

    #[test]
    fn the_old_result_stays_only_while_typing() {
        let (full, empty) = (with_files(1), with_files(0));
        let none = Stale::NoResult { line: None };
        assert_eq!(choose(Some(&full), &empty, Edit::Typed), Show::Old(none));
        assert_eq!(choose(Some(&full), &empty, Edit::Replaced), Show::New);
        assert_eq!(choose(Some(&full), &full, Edit::Typed), Show::New);
        assert_eq!(choose(Some(&empty), &empty, Edit::Typed), Show::New);
        assert_eq!(choose(None, &empty, Edit::Typed), Show::New);
        assert!(mark(Stale::NoResult { line: Some(12) }).contains("line 12"));
    }
}

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
    /// It was pasted, opened, chosen or cleared; or it stayed, and the target or an option was chosen.
    Replaced,
}

/// Why the result that is shown is not that of the text that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// The engine is at work on the newer text.
    Working,
    /// The engine failed, or the user stopped it.
    Unanswered,
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

/// Decides whether the files of the new answer are shown, or those of the last good one kept. An answer that lacks an
/// output of the last one is not as good: a text whose layout is no longer recognised has no migration.
pub fn choose(shown: &Conversion, new: &Conversion, edit: Edit) -> Show {
    let lacks = |output: &str| new.files.iter().all(|file| file.output != output);
    if edit == Edit::Typed && shown.files.iter().any(|file| lacks(&file.output)) {
        Show::Old(Stale::NoResult { line: findings::first_error_line(&new.findings) })
    } else {
        Show::New
    }
}

/// What the mark says.
pub fn mark(stale: Stale) -> String {
    match stale {
        Stale::Working => "Out of date: the new text is being converted.".to_owned(),
        Stale::Unanswered => "Out of date: what you chose or wrote since then was not converted.".to_owned(),
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

    fn with(outputs: &[&str]) -> Conversion {
        let files = outputs.iter().map(|output| File {
            path: format!("{output}/file"),
            output: (*output).to_owned(),
            language: String::new(),
            text: String::new(),
        });
        Conversion { files: files.collect(), ..Conversion::default() }
    }

    #[test]
    fn the_old_result_stays_only_while_typing() {
        let (full, poor, empty) = (with(&["migration", "drizzle"]), with(&["drizzle"]), with(&[]));
        let old = Show::Old(Stale::NoResult { line: None });
        assert_eq!(choose(&full, &empty, Edit::Typed), old);
        assert_eq!(choose(&full, &poor, Edit::Typed), old);
        assert_eq!(choose(&full, &empty, Edit::Replaced), Show::New);
        assert_eq!(choose(&full, &full, Edit::Typed), Show::New);
        assert_eq!(choose(&poor, &full, Edit::Typed), Show::New);
        assert_eq!(choose(&empty, &empty, Edit::Typed), Show::New);
        assert!(mark(Stale::NoResult { line: Some(12) }).contains("line 12"));
    }
}

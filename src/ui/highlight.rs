//! Which parts of a text look different: names in the engine's sentences, comments in its files.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// As it is.
    Plain(&'a str),
    /// A name in a sentence, which stood between backticks; a comment in a file.
    Marked(&'a str),
}

/// A sentence, with the names between backticks marked. A backtick without its partner is just itself.
pub fn names(sentence: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((name, behind)) = after.split_once('`') else { break };
        if !before.is_empty() {
            parts.push(Part::Plain(before));
        }
        if !name.is_empty() {
            parts.push(Part::Marked(name));
        }
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest));
    }
    parts
}

/// A file, with its lines that are nothing but a comment marked. Runs of lines stay together, so that a long file is
/// a few parts only; all parts together are the file.
pub fn comments<'a>(file: &'a str, language: &str) -> Vec<Part<'a>> {
    let openings: &[&str] = match language {
        "sql" => &["--"],
        "prisma" => &["//"],
        "typescript" => &["//", "/*", "* ", "*/"],
        _ => &[],
    };
    let is_comment = |line: &str| openings.iter().any(|opening| line.trim_start().starts_with(opening));
    let mut parts = Vec::new();
    let (mut start, mut at, mut marked) = (0, 0, false);
    for line in file.split_inclusive('\n') {
        let this = is_comment(line);
        if this != marked && at > start {
            parts.extend(part(file.get(start..at), marked));
            start = at;
        }
        marked = this;
        at += line.len();
    }
    if at > start {
        parts.extend(part(file.get(start..at), marked));
    }
    parts
}

fn part(text: Option<&str>, marked: bool) -> Option<Part<'_>> {
    text.map(|text| if marked { Part::Marked(text) } else { Part::Plain(text) })
}

#[cfg(test)]
mod tests {
    use super::Part::{Marked, Plain};
    use super::*;

    #[test]
    fn names_stand_between_backticks() {
        assert_eq!(names("`user_key` stays."), [Marked("user_key"), Plain(" stays.")]);
        assert_eq!(names("a `b` and `c"), [Plain("a "), Marked("b"), Plain(" and `c")]);
        assert_eq!(names("``"), []);
        assert_eq!(names(""), []);
    }

    #[test]
    fn comment_lines_run_together_and_nothing_is_lost() {
        let file = "-- a\n-- b\nSELECT 1; -- c\n\n  -- d\nSELECT '\n--e';";
        let parts = comments(file, "sql");
        assert_eq!(
            parts,
            [
                Marked("-- a\n-- b\n"),
                Plain("SELECT 1; -- c\n\n"),
                Marked("  -- d\n"),
                Plain("SELECT '\n"),
                Marked("--e';")
            ]
        );
        let whole: String = parts
            .iter()
            .map(|part| match part {
                Plain(text) | Marked(text) => *text,
            })
            .collect();
        assert_eq!(whole, file);
        assert_eq!(
            comments("/** x */\nconst a = 1;\n", "typescript"),
            [Marked("/** x */\n"), Plain("const a = 1;\n")]
        );
        assert_eq!(comments("# x\n", "markdown"), [Plain("# x\n")]);
        assert_eq!(comments("", "sql"), []);
    }
}

//! What stands before every line when text is copied from a page that numbers its lines, or from a diff.

/// The margin of a whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gutter {
    /// There is none.
    None,
    /// Each line begins with its number.
    Numbers,
    /// The text is a diff: lines begin with `+`, `-` or a space, and some are about the diff itself.
    Diff,
}

/// How many lines decide.
const LOOKED_AT: usize = 3;

/// How diffs speak of themselves.
const ABOUT_DIFF: &[&str] =
    &["@@ ", "diff --git ", "+++ ", "--- ", "index ", "new file mode ", "\\ No newline"];

impl Gutter {
    /// The margin that a text has.
    pub fn of(text: &str) -> Self {
        let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
        let mut next = None;
        let counts = |line: &str| {
            let number = number(line).filter(|(number, _)| next.is_none_or(|next| next == *number));
            next = number.map(|(number, _)| number + 1);
            number.is_some()
        };
        if lines().count() == LOOKED_AT && lines().all(counts) {
            Self::Numbers
        } else if lines().any(|line| line.starts_with("@@ ") || line.starts_with("diff --git ")) {
            Self::Diff
        } else {
            Self::None
        }
    }

    /// How many bytes at the beginning of a line are no part of the text.
    pub fn width(self, line: &str) -> usize {
        match self {
            Self::None => 0,
            Self::Numbers => number(line).map_or(0, |(_, width)| width),
            Self::Diff if line.starts_with('-') || ABOUT_DIFF.iter().any(|start| line.starts_with(start)) => {
                line.len()
            }
            Self::Diff => usize::from(line.starts_with('+')),
        }
    }
}

/// The number that a line begins with, and how wide it is with what surrounds it.
fn number(line: &str) -> Option<(u32, usize)> {
    let rest = line.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest.get(..digits)?.parse().ok()?;
    let after = rest.get(digits..)?;
    let mark = usize::from(after.starts_with(['|', ':', '.']));
    let separated = mark > 0 || after.is_empty() || after.starts_with([' ', '\t']);
    separated.then_some((number, line.len() - rest.len() + digits + mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_diffs_are_told_from_sql() {
        assert_eq!(Gutter::of("  9 CREATE TABLE t (\n 10   a int\n 11 );"), Gutter::Numbers);
        assert_eq!(Gutter::of("1| a\n\n2| b\n3| c"), Gutter::Numbers);
        assert_eq!(Gutter::of("1 a\n3 b\n4 c"), Gutter::None);
        assert_eq!(Gutter::of("@@ -0,0 +1 @@\n+CREATE TABLE t (a int);"), Gutter::Diff);
        assert_eq!(Gutter::of("-- a comment\nCREATE TABLE t (a int);"), Gutter::None);
        assert_eq!(Gutter::Numbers.width(" 10   a int"), 3);
        assert_eq!(Gutter::Diff.width("-old"), 4);
        assert_eq!(Gutter::Diff.width("+new"), 1);
    }
}

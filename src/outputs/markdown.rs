//! Markdown, as prettier would leave it, whatever stands in it.
//!
//! A word of prose that has a character with a meaning in Markdown is written as code, so that nothing has to be
//! escaped: such words are names.

use super::typescript::doc::width;

/// Text inside prose. What stands between backticks is code already; our own messages mark names so.
pub fn prose(text: &str) -> String {
    // A backtick without a partner is a word of its own.
    let (paired, rest) = match text.matches('`').count() % 2 {
        0 => (text, None),
        _ => text.rsplit_once('`').map_or((text, None), |(paired, rest)| (paired, Some(rest))),
    };
    let parts = paired.split('`').enumerate();
    let mut pieces: Vec<String> = parts
        .map(|(number, part)| if number % 2 == 1 { code(part) } else { words(part, number == 0) })
        .collect();
    pieces.extend(rest.into_iter().flat_map(|rest| [code("`"), words(rest, false)]));
    joined(&pieces)
}

/// The pieces of a text. Two codes beside each other would be one.
fn joined(pieces: &[String]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if text.ends_with('`') && piece.starts_with('`') {
            text.push(' ');
        }
        text += piece;
    }
    text.trim_end().to_owned()
}

/// Words without code in them, with the blanks around them.
fn words(text: &str, at_start: bool) -> String {
    let is_blank = |character: char| character.is_control() || character.is_whitespace();
    let mut kept = String::new();
    for (number, word) in text.split(is_blank).filter(|word| !word.is_empty()).enumerate() {
        if number > 0 || text.starts_with(is_blank) && !at_start {
            kept.push(' ');
        }
        kept += &self::word(word, at_start && number == 0);
    }
    if text.ends_with(is_blank) && !(at_start && kept.is_empty()) && !kept.ends_with(' ') {
        kept.push(' ');
    }
    kept
}

/// A word, as code if Markdown could take it for something else; what ends a sentence stays outside.
fn word(word: &str, at_start: bool) -> String {
    let is_plain =
        |character: char| character.is_alphanumeric() || "'\"(),.:;?!%/=-@’“”–…".contains(character);
    // At the start of a line a number or a dash would begin a list.
    let begins = word.chars().all(|character| !character.is_alphabetic());
    if word.chars().all(is_plain) && !word.contains("--") && !word.contains("://") && !(at_start && begins) {
        return word.to_owned();
    }
    let inside = word.trim_end_matches(['.', ',', ';', ':']);
    let inside = if inside.is_empty() { word } else { inside };
    let end = word.strip_prefix(inside).unwrap_or_default();
    format!("{}{end}", code(inside))
}

/// User text as code, whatever backticks it has.
pub fn code(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() {
        return "(nothing)".to_owned();
    }
    let runs: Vec<usize> = text.split(|character| character != '`').map(str::len).collect();
    let fence = "`".repeat((1..).find(|length| !runs.contains(length)).unwrap_or(1));
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// The lines of a table, its columns under each other.
pub fn table(heading: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let heading: Vec<String> = heading.iter().map(|text| (*text).to_owned()).collect();
    let all = || std::iter::once(&heading).chain(rows);
    let widths: Vec<usize> = (0..heading.len())
        .map(|column| {
            all().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0).max(3)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, wanted)| {
            let blanks = " ".repeat(wanted.saturating_sub(width(cell)));
            format!(" {cell}{blanks} |")
        });
        format!("|{}", cells.collect::<String>())
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut lines = vec![line(&heading), line(&rule)];
    lines.extend(rows.iter().map(line));
    lines
}

/// User text as code in a table's cell, where a bar would end the cell.
pub fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

fn one_line(text: &str) -> String {
    let is_blank = |character: char| character.is_control() || character.is_whitespace();
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_prose_are_code() {
        assert_eq!(prose("Keep _authmorph_session."), "Keep `_authmorph_session`.");
        assert_eq!(prose("The table `a|b` is <b>."), "The table `a|b` is `<b>`.");
        assert_eq!(prose("1. *x*\ny"), "`1`. `*x*` y");
        assert_eq!(prose("one ` alone"), "one `` ` `` alone");
        assert_eq!(prose("`a``b`"), "`a` `b`");
    }

    #[test]
    fn backticks_stay_inside_of_code() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a``b"), "`a``b`");
        assert_eq!(code("\n"), "(nothing)");
    }

    #[test]
    fn columns_stand_under_each_other() {
        let lines = table(&["a", "b"], &[vec!["名前".to_owned(), "x".to_owned()]]);
        assert_eq!(lines, ["| a    | b   |", "| ---- | --- |", "| 名前 | x   |"]);
    }
}

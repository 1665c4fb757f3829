//! Texts of the user inside TypeScript: string literals, `sql` templates and comments that nothing can leave.

use std::fmt::Write as _;

/// A string literal as prettier leaves it: in double quotes, unless single quotes need fewer escapes.
pub fn string(text: &str) -> String {
    let doubles = text.matches('"').count();
    let singles = text.matches('\'').count();
    let quote = if doubles > singles { '\'' } else { '"' };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for character in text.chars() {
        if character == quote {
            literal.push('\\');
            literal.push(character);
        } else {
            push_escaped(&mut literal, character);
        }
    }
    literal.push(quote);
    literal
}

/// The inside of a template literal that has no substitutions.
pub fn template(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '`' => literal.push_str("\\`"),
            // Escaping every dollar sign before a brace is enough: `${` is what starts a substitution.
            '{' if literal.ends_with('$') => {
                literal.pop();
                literal.push_str("\\${");
            }
            _ => push_escaped(&mut literal, character),
        }
    }
    literal
}

/// Characters that end a line or cannot be seen are written as escapes, so that the text stays on its line.
fn push_escaped(literal: &mut String, character: char) {
    match character {
        '\\' => literal.push_str("\\\\"),
        '\n' => literal.push_str("\\n"),
        '\r' => literal.push_str("\\r"),
        '\t' => literal.push_str("\\t"),
        character if is_invisible(character) => {
            // Writing to a string cannot fail.
            let _ = write!(literal, "\\u{:04x}", u32::from(character));
        }
        character => literal.push(character),
    }
}

/// Control characters, line separators, and the marks that turn the direction of writing.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The lines of a text for a comment: without what would end the comment or break its line.
pub fn comment_lines(text: &str) -> Vec<String> {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{000B}', '\u{000C}', '\u{0085}'])
        .map(|line| {
            let line: String =
                line.chars().map(|character| if is_invisible(character) { ' ' } else { character }).collect();
            line.trim().replace("*/", "*\\/")
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// A documentation comment, one string per line of the file; empty when there is nothing to say.
pub fn documentation(text: &str) -> Vec<String> {
    let lines = comment_lines(text);
    match lines.as_slice() {
        [] => Vec::new(),
        [line] => vec![format!("/** {line} */")],
        _ => {
            let mut comment = vec!["/**".to_string()];
            comment.extend(lines.iter().map(|line| format!(" * {line}")));
            comment.push(" */".to_string());
            comment
        }
    }
}

/// Line comments, one string per line of the file.
pub fn remark(text: &str) -> Vec<String> {
    comment_lines(text).iter().map(|line| format!("// {line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_what_they_hold() {
        assert_eq!(string("it's"), r#""it's""#);
        assert_eq!(string(r#"say "hi""#), r#"'say "hi"'"#);
        assert_eq!(string("a\\b\nc\u{2028}"), r#""a\\b\nc\u2028""#);
        assert_eq!(string("${x}`"), r#""${x}`""#);
    }

    #[test]
    fn templates_cannot_be_left() {
        assert_eq!(template("`${x}` $$ {"), "\\`\\${x}\\` $$ {");
        assert_eq!(template("\\${"), "\\\\\\${");
        assert_eq!(template("$${"), "$\\${");
    }

    #[test]
    fn comments_cannot_be_ended() {
        assert_eq!(documentation("a */ b"), ["/** a *\\/ b */"]);
        assert_eq!(documentation("a\n\nb "), ["/**", " * a", " * b", " */"]);
        assert!(documentation(" \n").is_empty());
        assert_eq!(remark("a\rb\u{2028}c"), ["// a", "// b", "// c"]);
    }
}

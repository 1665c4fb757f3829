//! Prisma's own text: string literals, and blocks whose columns stand below each other as `prisma format` puts them.

use std::fmt::Write as _;

/// A block: a model or an enumeration.
#[derive(Debug, Default)]
pub struct Block {
    /// Comments above it.
    pub comment: Vec<String>,
    /// `model` or `enum`.
    pub keyword: &'static str,
    /// Its name.
    pub name: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What stands below them: `@@map("user")`.
    pub attributes: Vec<String>,
}

/// A field or a value.
#[derive(Debug, Default)]
pub struct Line {
    /// Comments above it.
    pub comment: Vec<String>,
    /// Its name.
    pub name: String,
    /// A field's type.
    pub of_type: String,
    /// Its attributes, in Prisma's order.
    pub attributes: Vec<String>,
}

impl Block {
    /// The block as text.
    pub fn text(&self) -> String {
        let width = |part: fn(&Line) -> &str| {
            self.lines.iter().map(|line| part(line).chars().count()).max().unwrap_or_default()
        };
        let (names, types) = (width(|line| &line.name), width(|line| &line.of_type));
        let mut text = self.comment.iter().map(|line| format!("{line}\n")).collect::<String>();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {} {{", self.keyword, self.name);
        for line in &self.lines {
            for comment in &line.comment {
                let _ = writeln!(text, "  {comment}");
            }
            let attributes = line.attributes.join(" ");
            let full = if types == 0 {
                format!("  {:names$} {attributes}", line.name)
            } else {
                format!("  {:names$} {:types$} {attributes}", line.name, line.of_type)
            };
            let _ = writeln!(text, "{}", full.trim_end());
        }
        if !self.attributes.is_empty() {
            text.push('\n');
        }
        for attribute in &self.attributes {
            let _ = writeln!(text, "  {attribute}");
        }
        text + "}\n"
    }
}

/// A string literal.
pub fn string(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            character if character.is_control() => {
                let _ = write!(literal, "\\u{:04x}", u32::from(character));
            }
            character => literal.push(character),
        }
    }
    literal + "\""
}

/// `[a, b]`.
pub fn list<'text>(items: impl IntoIterator<Item = &'text str>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

/// `@name`, with its arguments where there are any.
pub fn attribute(name: &str, arguments: &[String]) -> String {
    if arguments.is_empty() { format!("@{name}") } else { format!("@{name}({})", arguments.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_below_each_other() {
        let line = |name: &str, of_type: &str, attributes: &[&str]| Line {
            comment: Vec::new(),
            name: name.to_owned(),
            of_type: of_type.to_owned(),
            attributes: attributes.iter().map(|text| (*text).to_owned()).collect(),
        };
        let block = Block {
            keyword: "model",
            name: "User".to_owned(),
            lines: vec![line("id", "String", &["@id"]), line("email", "String?", &[])],
            attributes: vec!["@@map(\"user\")".to_owned()],
            ..Block::default()
        };
        let expected = "model User {\n  id    String  @id\n  email String?\n\n  @@map(\"user\")\n}\n";
        assert_eq!(block.text(), expected);
    }

    #[test]
    fn strings_cannot_be_left() {
        assert_eq!(string("a\"\\\n\u{1}é"), "\"a\\\"\\\\\\n\\u0001é\"");
    }
}

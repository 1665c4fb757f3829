//! What a link to the page holds: the text and the user's choices, each only where it is not what a visit starts with.
//!
//! It stands in the fragment of the address, which browsers do not send to any server. Whoever made the link may have
//! meant harm, so what comes out of it is treated like a pasted text: it is only ever shown and converted.

//! The format is lines of `name=value`, and after the last of them the text as it is. A format of serde's would make the
//! page larger by more than this whole file. A line with a name that is not known is passed over, so a link of any version
//! of the page opens in every other, and needs a new number only when a line changes its meaning.

use std::collections::{BTreeMap, BTreeSet};

use super::{LONGEST_TEXT, examples};

/// What every fragment of ours begins with. Another way to write one gets another number.
pub const OPENING: &str = "#v1/";

/// A longer fragment does not survive the programs that links are sent with.
pub const LONGEST_FRAGMENT: usize = 60_000;

/// The name of the last line; its value is all that follows.
const TEXT: &str = "text";

/// What a link holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    /// The name of the example, when the text is one.
    pub example: String,
    /// The text, when it is the user's own.
    pub text: String,
    /// The choices.
    pub choices: Choices,
}

/// What the user chose, where it differs from what is taken without a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The dialect; empty when the text shall tell.
    pub dialect: String,
    /// The layout that the user says it is.
    pub from: Option<String>,
    /// The target.
    pub to: Option<String>,
    /// The options of the target.
    pub set: BTreeMap<String, String>,
    /// What the user says a table or column is.
    pub map: BTreeMap<String, String>,
    /// The codes of the blocking findings that the user allows.
    pub allow: BTreeSet<String>,
    /// The path of the file that is shown; empty for the one that is shown without a word.
    pub show: String,
}

impl Choices {
    /// The choices as lines.
    pub fn to_lines(&self) -> String {
        let mut lines = String::new();
        if !self.dialect.is_empty() {
            put(&mut lines, "dialect", &self.dialect);
        }
        for (name, value) in [("from", &self.from), ("to", &self.to)] {
            value.iter().for_each(|value| put(&mut lines, name, value));
        }
        for (prefix, values) in [("set", &self.set), ("map", &self.map)] {
            for (name, value) in values {
                put(&mut lines, &format!("{prefix}.{name}"), value);
            }
        }
        self.allow.iter().for_each(|code| put(&mut lines, "allow", code));
        if !self.show.is_empty() {
            put(&mut lines, "show", &self.show);
        }
        lines
    }

    /// The choices of such lines; what is no choice has no effect.
    pub fn from_lines(lines: &str) -> Self {
        let mut choices = Self::default();
        for (name, value) in lines.lines().filter_map(|line| line.split_once('=')) {
            choices.take(name, unescape(value));
        }
        choices
    }

    fn take(&mut self, name: &str, value: String) {
        match name.split_once('.') {
            Some(("set", option)) => {
                self.set.insert(unescape(option), value);
            }
            Some(("map", role)) => {
                self.map.insert(unescape(role), value);
            }
            _ if name == "dialect" => self.dialect = value,
            _ if name == "from" => self.from = Some(value),
            _ if name == "to" => self.to = Some(value),
            _ if name == "show" => self.show = value,
            _ if name == "allow" => {
                self.allow.insert(value);
            }
            _ => {}
        }
    }
}

impl Shared {
    /// The text and the choices, as a link holds them.
    pub fn of(text: &str, choices: Choices) -> Self {
        match examples::of(text) {
            Some(example) => Self { example: example.id.to_owned(), choices, ..Self::default() },
            None => Self { text: text.to_owned(), choices, ..Self::default() },
        }
    }

    /// What is packed.
    pub fn to_lines(&self) -> String {
        let mut lines = self.choices.to_lines();
        if self.example.is_empty() {
            lines.push_str(&format!("{TEXT}={}", self.text));
        } else {
            put(&mut lines, "example", &self.example);
        }
        lines
    }

    /// What was packed; none when it is not ours.
    pub fn from_lines(lines: &str) -> Option<Self> {
        if lines.len() > LONGEST_TEXT {
            return None;
        }
        let mut shared = Self::default();
        let mut rest = lines;
        while !rest.is_empty() {
            let (name, after) = rest.split_once('=')?;
            if name == TEXT {
                shared.text = after.to_owned();
                return Some(shared);
            }
            let (value, next) = after.split_once('\n')?;
            if name == "example" {
                shared.example = unescape(value);
            } else {
                shared.choices.take(name, unescape(value));
            }
            rest = next;
        }
        (!shared.example.is_empty()).then_some(shared)
    }

    /// The text that the link holds; none when it names an example.
    pub fn own_text(&self) -> Option<String> {
        // The editor has one kind of line end, and so have the places that the engine gives.
        self.example.is_empty().then(|| self.text.replace("\r\n", "\n").replace('\r', "\n"))
    }
}

fn put(lines: &mut String, name: &str, value: &str) {
    lines.push_str(&format!("{}={}\n", escape(name), escape(value)));
}

/// A value without line ends, and a name without the sign that ends it: both stand in identifiers when they are quoted.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r").replace('=', "\\e")
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, false) => plain.push(character),
            _ => match characters.next() {
                Some('n') => plain.push('\n'),
                Some('r') => plain.push('\r'),
                Some('e') => plain.push('='),
                other => plain.extend(other),
            },
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_differences_only() {
        let shared = Shared::of(examples::FIRST, Choices::default());
        assert_eq!(shared.to_lines(), format!("example={}\n", examples::ALL[0].id));
        assert_eq!(shared.own_text(), None);
        assert_eq!(Shared::of("x", Choices::default()).to_lines(), "text=x");
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let choices = Choices {
            dialect: "mysql".to_owned(),
            from: Some("lucia-1".to_owned()),
            to: Some("lucia-3".to_owned()),
            set: BTreeMap::from([("password_table".to_owned(), "p`w\\n=\n\r".to_owned())]),
            map: BTreeMap::from([("user".to_owned(), "Ünï🦀".to_owned()), ("a=b".to_owned(), String::new())]),
            allow: BTreeSet::from(["dependent_dropped".to_owned(), "x=\n".to_owned()]),
            show: "drizzle/schema.ts".to_owned(),
        };
        assert_eq!(Choices::from_lines(&choices.to_lines()), choices);
        let shared = Shared::of("CREATE TABLE \"x=y\" (id int);\n\nto=nobody\n", choices);
        assert_eq!(Shared::from_lines(&shared.to_lines()), Some(shared));
    }

    /// What a page wrote before links held the allowed hazards and the file, and what a later one may write.
    #[test]
    fn links_of_other_versions_are_read() {
        let old = "dialect=mysql\nto=lucia-3\nset.password_table=pw\ntext=CREATE TABLE a (b int);\n";
        let read = Shared::from_lines(old).unwrap_or_default();
        assert_eq!(read.choices.to.as_deref(), Some("lucia-3"));
        assert_eq!((read.choices.allow.len(), read.choices.show.as_str()), (0, ""));
        assert_eq!(read.to_lines(), old, "and what is not chosen adds nothing");
        let later = format!("later=1\nlater.still=2\n{old}");
        assert_eq!(Shared::from_lines(&later), Some(read));
    }

    #[test]
    fn what_is_not_ours_is_nothing_and_what_is_strange_is_a_text_like_any_other() {
        for lines in ["", "x", "to=lucia-3", "to=lucia-3\n", "\n", "=\n"] {
            assert_eq!(Shared::from_lines(lines), None, "{lines}");
        }
        let odd = Shared::from_lines("to=<img src=x>\nlater=1\nset.a=\\\ntext=a\r\nb\rc");
        assert_eq!(odd.and_then(|odd| odd.own_text()).as_deref(), Some("a\nb\nc"));
        let gone = Shared::from_lines("example=no-such\n");
        assert_eq!(gone.and_then(|gone| gone.own_text()), None);
    }
}

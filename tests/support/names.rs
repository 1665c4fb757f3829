//! Names, comments and defaults as nobody would choose them: put together at random of what ends a string, a name, a comment,
//! a statement, a template or a tag somewhere.

use authmorph::dialects::Dialect;

const PIECES: &[&str] = &[
    "'",
    "''",
    "\"",
    "\"\"",
    "`",
    "``",
    "\\",
    "\\'",
    ";",
    "--",
    "-- ",
    "/*",
    "*/",
    "#",
    "$$",
    "$a$",
    "${",
    "}",
    "{{",
    "%s",
    "%",
    ":x",
    "?",
    "@@",
    "]]>",
    "]",
    "[",
    "(",
    ")",
    "<!--",
    "-->",
    "</script>",
    "<b>",
    "&amp;",
    "&#39;",
    "|",
    "||",
    "==",
    "=",
    "//",
    "\t",
    "\n",
    "\n\n",
    "\u{2028}",
    "\u{a0}",
    "\u{202e}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "名",
    "ß",
    "İ",
    "DROP TABLE x",
    "); DROP TABLE x; --",
    "' OR 1=1",
    "$(touch x)",
    "`touch x`",
    "&&",
    ">",
    "NULL",
    "user",
    "select",
    "0",
    "7",
    "_",
    "-",
    ".",
    ",",
    " ",
    "a",
    "B",
    "x y",
    "__proto__",
    "constructor",
    "Note",
    "Ref:",
    "END;",
    "DELIMITER",
    "\\q",
    "\\! x",
    ".shell x",
    "erDiagram",
    "@id",
    "```",
    "~~~",
    "##",
];

/// The same numbers for the same seed.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        // Xorshift (Marsaglia 2003).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// A text of some pieces.
    pub fn text(&mut self) -> String {
        (0..=self.below(5)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    /// A name that the database takes, and that none of the others is.
    pub fn name(&mut self, dialect: Dialect, others: &mut Vec<String>) -> String {
        loop {
            let mut name = self.text();
            while name.len() > 40 {
                name.pop();
            }
            // MySQL takes no name that ends with a space, and shells of databases read lines.
            let is_odd =
                name.trim().is_empty() || name.starts_with("sqlite_") || name.ends_with(char::is_whitespace);
            let has_mark = dialect == Dialect::MySql && name.contains('\u{feff}');
            let folded = name.to_lowercase();
            if !(is_odd || has_mark || others.contains(&folded)) {
                others.push(folded);
                return name;
            }
        }
    }
}

/// The seeds of a run: so many, or more where `PROPTEST_CASES` asks for more than usual; others for another
/// `PROPTEST_RNG_SEED`.
pub fn seeds(usual: u64) -> impl Iterator<Item = u64> {
    let number = |variable: &str| std::env::var(variable).ok().and_then(|text| text.parse::<u64>().ok());
    let count = number("PROPTEST_CASES").map_or(usual, |cases| (cases * usual / 256).max(usual));
    let first = number("PROPTEST_RNG_SEED").unwrap_or(1);
    first..first + count
}

pub fn quoted(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::MySql => format!("`{}`", name.replace('`', "``")),
        Dialect::PostgreSql | Dialect::Sqlite => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

pub fn literal(dialect: Dialect, value: &str) -> String {
    let value = value.replace('\'', "''");
    format!("'{}'", if dialect == Dialect::MySql { value.replace('\\', "\\\\") } else { value })
}

//! The words that statements begin with: enough to tell where one ends and the next begins.

use crate::dialects::Dialect;

/// How many first words of a statement are kept.
const KEPT: usize = 8;

/// The first words of a statement, in upper case; quoted names are not among them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    words: Vec<String>,
    /// What a `CREATE` creates: the first word that says so.
    created: Option<&'static str>,
    atomic: bool,
}

/// What can follow `CREATE` and its modifiers.
const CREATED: &[&str] = &[
    "TABLE",
    "INDEX",
    "VIEW",
    "TYPE",
    "TRIGGER",
    "FUNCTION",
    "PROCEDURE",
    "EVENT",
    "PACKAGE",
    "SCHEMA",
    "RULE",
    "SEQUENCE",
    "DATABASE",
    "EXTENSION",
    "POLICY",
    "DOMAIN",
    "ROLE",
    "USER",
];

impl Head {
    /// Takes notice of the next word.
    pub fn push(&mut self, word: &str) {
        if word.eq_ignore_ascii_case("atomic") {
            self.atomic = true;
        }
        if self.words.len() >= KEPT {
            return;
        }
        let word = word.to_ascii_uppercase();
        if self.created.is_none() && self.first() == "CREATE" {
            self.created = CREATED.iter().find(|known| **known == word).copied();
        }
        self.words.push(word);
    }

    /// The first word, or nothing.
    pub fn first(&self) -> &str {
        self.word(0)
    }

    /// The word of that number, from 0.
    pub fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", String::as_str)
    }

    /// What a `CREATE` creates.
    pub fn created(&self) -> &'static str {
        self.created.unwrap_or_default()
    }

    /// Whether its body may hold statements of its own.
    pub fn has_body(&self) -> bool {
        matches!(self.created(), "TRIGGER" | "FUNCTION" | "PROCEDURE" | "EVENT" | "PACKAGE")
    }

    /// Whether it is an `INSERT`.
    pub fn is_insert(&self) -> bool {
        matches!(self.first(), "INSERT" | "REPLACE")
    }
}

/// How many blocks are open after `word`, which `next` follows. `CASE` counts, since its `END` does;
/// `after_end` says that the word stands behind an `END` and so only says what ended.
pub(crate) fn blocks_after(
    blocks: usize,
    word: &str,
    next: &str,
    after_end: bool,
    dialect: Dialect,
) -> usize {
    // PostgreSQL's bodies are quoted, apart from the standard's `BEGIN ATOMIC`.
    let quoted_bodies = dialect == Dialect::PostgreSql;
    let begins =
        word.eq_ignore_ascii_case("begin") && (!quoted_bodies || next.eq_ignore_ascii_case("atomic"));
    if begins || (blocks > 0 && word.eq_ignore_ascii_case("case") && !after_end) {
        return blocks + 1;
    }
    let closes_other =
        ["if", "loop", "while", "repeat", "for"].iter().any(|other| next.eq_ignore_ascii_case(other));
    if word.eq_ignore_ascii_case("end") && !closes_other { blocks.saturating_sub(1) } else { blocks }
}

/// The word after a place, with nothing but white space between; empty when something else follows.
pub(crate) fn word_after(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    // A gap longer than this is no gap that people write, and bounds the work.
    let near = rest.char_indices().take(64).find(|(_, letter)| !letter.is_whitespace());
    let Some((start, _)) = near else { return "" };
    let rest = rest.get(start..).unwrap_or_default();
    let end = rest
        .char_indices()
        .take(64)
        .find(|(_, letter)| !(letter.is_alphanumeric() || *letter == '_'))
        .map_or(rest.len().min(64), |(end, _)| end);
    rest.get(..end).unwrap_or_default()
}

/// What must follow the first word for the two to begin a statement; used only where a semicolon is missing.
const BEGINNINGS: &[(&str, &[&str])] = &[
    (
        "CREATE",
        &[
            "TABLE",
            "INDEX",
            "UNIQUE",
            "VIEW",
            "TYPE",
            "TRIGGER",
            "FUNCTION",
            "PROCEDURE",
            "SCHEMA",
            "SEQUENCE",
            "DATABASE",
            "EXTENSION",
            "POLICY",
            "DOMAIN",
            "OR",
            "TEMP",
            "TEMPORARY",
            "UNLOGGED",
            "MATERIALIZED",
            "FULLTEXT",
            "VIRTUAL",
            "EVENT",
            "DEFINER",
            "ALGORITHM",
            "RULE",
            "ROLE",
            "USER",
        ],
    ),
    (
        "ALTER",
        &[
            "TABLE", "TYPE", "SEQUENCE", "VIEW", "DATABASE", "SCHEMA", "FUNCTION", "DEFAULT", "DOMAIN",
            "POLICY",
        ],
    ),
    (
        "DROP",
        &[
            "TABLE",
            "VIEW",
            "INDEX",
            "TYPE",
            "TRIGGER",
            "FUNCTION",
            "PROCEDURE",
            "SEQUENCE",
            "SCHEMA",
            "DATABASE",
        ],
    ),
    ("INSERT", &["INTO", "IGNORE", "OR"]),
    ("COMMENT", &["ON"]),
    ("RENAME", &["TABLE"]),
    ("LOCK", &["TABLES"]),
    ("UNLOCK", &["TABLES"]),
    ("START", &["TRANSACTION"]),
    ("BEGIN", &["TRANSACTION"]),
];

/// Whether a word can begin a statement at all: a quick look before the thorough one.
pub(crate) fn can_begin(word: &str) -> bool {
    (4..=7).contains(&word.len())
        && (word.eq_ignore_ascii_case("pragma")
            || BEGINNINGS.iter().any(|(first, _)| word.eq_ignore_ascii_case(first)))
}

/// Whether `word`, which ends at `end`, begins a new statement although the one with `head` had no semicolon yet.
pub(crate) fn begins(
    head: &Head,
    word: &str,
    text: &str,
    end: usize,
    line_start: bool,
    nested: bool,
) -> bool {
    if head.has_body() || matches!(head.created(), "RULE" | "SCHEMA") {
        return false;
    }
    if matches!(head.first(), "GRANT" | "REVOKE" | "EXPLAIN" | "DO" | "WITH") {
        return false;
    }
    let next = word_after(text, end);
    if word.eq_ignore_ascii_case("pragma") {
        return line_start && !nested && !next.is_empty();
    }
    let known = BEGINNINGS
        .iter()
        .find(|(first, _)| word.eq_ignore_ascii_case(first))
        .is_some_and(|(_, seconds)| seconds.iter().any(|second| next.eq_ignore_ascii_case(second)));
    if !known {
        return false;
    }
    let creates_table = word.eq_ignore_ascii_case("create")
        && ["table", "unique", "index"].iter().any(|second| next.eq_ignore_ascii_case(second));
    let alters_table = word.eq_ignore_ascii_case("alter") && next.eq_ignore_ascii_case("table");
    // `ALTER TABLE t` may go on with `DROP INDEX i` or `RENAME …` on a line of its own.
    let action =
        head.first() == "ALTER" && (word.eq_ignore_ascii_case("drop") || word.eq_ignore_ascii_case("rename"));
    if action && !next.eq_ignore_ascii_case("table") {
        return false;
    }
    if line_start { !nested || creates_table || alters_table } else { creates_table && !nested }
}

/// Whether a line begins like a statement; ends a data block whose end mark is missing.
pub(crate) fn looks_like_statement(line: &str) -> bool {
    let first = word_after(line, 0);
    let Some((_, seconds)) = BEGINNINGS.iter().find(|(known, _)| first == *known) else { return false };
    let second = word_after(line, line.find(first).unwrap_or_default() + first.len());
    seconds.contains(&second)
}

/// The half of a migration file that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// What makes the change.
    Up,
    /// What undoes it.
    Down,
}

/// Comments with which migration tools (goose, dbmate, sql-migrate, node-pg-migrate, Play) divide a file.
const SECTIONS: &[(&str, Section)] = &[
    ("+goose up", Section::Up),
    ("+goose down", Section::Down),
    ("+migrate up", Section::Up),
    ("+migrate down", Section::Down),
    ("+micrate up", Section::Up),
    ("+micrate down", Section::Down),
    ("migrate:up", Section::Up),
    ("migrate:down", Section::Down),
    ("up migration", Section::Up),
    ("down migration", Section::Down),
    ("!ups", Section::Up),
    ("!downs", Section::Down),
];

/// The section that a comment, in lower case and without its dashes, begins.
pub(crate) fn section(comment: &str) -> Option<Section> {
    SECTIONS.iter().find(|(mark, _)| comment.starts_with(mark)).map(|(_, section)| *section)
}

/// Whether a comment holds a `CREATE TABLE`.
pub(crate) fn mentions_create_table(comment: &str) -> bool {
    let lower = comment.to_ascii_lowercase();
    lower.match_indices("create").any(|(at, word)| {
        let next = word_after(&lower, at + word.len());
        next == "table" || next == "temporary" || next == "unlogged"
    })
}

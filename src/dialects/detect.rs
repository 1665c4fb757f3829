//! Which dialect a text is written in, told by words that one database has and the others lack.
//!
//! Comments and strings do not count, with two exceptions: the comments with which dump programs sign.

use super::Dialect::{self, MySql, PostgreSql, Sqlite};
use crate::findings::Span;
use crate::order::arrange;
use crate::parse::{Piece, glimpses};

/// What the text seems to be.
#[derive(Debug, Clone, PartialEq)]
pub struct DialectGuess {
    /// The dialect that it fits best.
    pub dialect: Dialect,
    /// The next best, when it fits nearly as well.
    pub runner_up: Option<Dialect>,
    /// What speaks for the dialect, and where it was first seen.
    pub evidence: Vec<(String, Span)>,
    /// Whether the evidence is clear; otherwise it is well to ask.
    pub certain: bool,
}

/// How far the best must be ahead to be certain.
const CLEAR: i32 = 4;

/// Words in a row, and what they weigh for PostgreSQL, MySQL and SQLite. `(` and `.` stand for themselves.
const SIGNS: &[(&str, [i32; 3])] = &[
    ("serial", [8, 1, 0]),
    ("bigserial", [10, 0, 0]),
    ("smallserial", [10, 0, 0]),
    ("timestamptz", [10, 0, 0]),
    ("time zone", [8, 0, 0]),
    ("bytea", [10, 0, 0]),
    ("jsonb", [8, 0, 0]),
    ("uuid", [4, 0, 0]),
    ("citext", [8, 0, 0]),
    ("tsvector", [8, 0, 0]),
    ("int8", [4, 0, 0]),
    ("int4", [4, 0, 0]),
    ("as identity", [10, 0, 0]),
    ("nextval", [8, 0, 0]),
    ("alter table only", [10, 0, 0]),
    ("owner to", [8, 0, 0]),
    ("as enum", [10, 0, 0]),
    ("create extension", [10, 0, 0]),
    ("from stdin", [10, 0, 0]),
    ("search_path", [6, 0, 0]),
    ("character varying", [4, 0, 0]),
    ("gen_random_uuid", [8, 0, 0]),
    ("plpgsql", [10, 0, 0]),
    ("comment on", [6, 0, 0]),
    ("concurrently", [8, 0, 0]),
    ("row level security", [8, 0, 0]),
    ("create policy", [8, 0, 0]),
    ("public .", [4, 0, 0]),
    ("on only", [6, 0, 0]),
    ("auto_increment", [0, 10, 0]),
    ("engine", [0, 6, 0]),
    ("unsigned", [0, 8, 0]),
    ("charset", [0, 8, 0]),
    ("character set", [0, 5, 0]),
    ("longtext", [0, 8, 0]),
    ("mediumtext", [0, 8, 0]),
    ("tinytext", [0, 6, 0]),
    ("mediumint", [0, 5, 0]),
    ("longblob", [0, 8, 0]),
    ("varbinary", [0, 5, 0]),
    ("tinyint", [0, 4, 1]),
    ("modify column", [0, 8, 0]),
    ("fulltext", [0, 6, 0]),
    ("unique key", [0, 6, 0]),
    ("lock tables", [0, 8, 0]),
    ("delimiter", [0, 5, 0]),
    ("on update current_timestamp", [0, 10, 0]),
    ("on update now", [0, 10, 0]),
    ("drop foreign key", [0, 8, 0]),
    ("rename table", [0, 6, 0]),
    ("enum (", [0, 5, 0]),
    ("int (", [0, 4, 0]),
    ("bigint (", [0, 5, 0]),
    ("datetime", [0, 2, 2]),
    ("datetime (", [0, 4, 0]),
    ("autoincrement", [0, 0, 10]),
    ("pragma", [0, 0, 10]),
    ("without rowid", [0, 0, 10]),
    (") strict", [0, 0, 8]),
    // A function is there or not, while SQLite takes the types of all others.
    ("unixepoch", [0, 0, 20]),
    ("strftime", [0, 0, 20]),
    ("julianday", [0, 0, 20]),
    ("randomblob", [0, 0, 20]),
    ("datetime ( '", [0, 0, 20]),
    ("sqlite_sequence", [0, 0, 10]),
    ("collate nocase", [0, 0, 6]),
    ("integer primary key", [0, 0, 4]),
    ("text primary key", [1, -8, 2]),
    ("text not null primary key", [1, -8, 1]),
    ("integer not null", [0, 0, 1]),
    // PostgreSQL does not take these words for names without quotes.
    ("table user (", [-8, 0, 0]),
    ("references user (", [-8, 0, 0]),
    ("exists user (", [-8, 0, 0]),
];

/// Marks that are no words, and what they weigh.
const DOUBLE_QUOTES: (&str, [i32; 3]) = ("a name in double quotes", [3, -1, 2]);
const BACKTICKS: (&str, [i32; 3]) = ("a name in backticks", [-6, 4, 2]);
const BRACKETS: (&str, [i32; 3]) = ("a name in brackets", [-3, -3, 5]);
const ARRAY: (&str, [i32; 3]) = ("an array type", [6, 0, 0]);
const CAST: (&str, [i32; 3]) = ("a cast with ::", [8, 0, 0]);
const BODY: (&str, [i32; 3]) = ("a dollar quote", [8, 0, 0]);
const CONDITIONAL: (&str, [i32; 3]) = ("a comment that only MySQL runs", [0, 8, 0]);
const HASH: (&str, [i32; 3]) = ("a comment after #", [0, 3, 0]);

/// What dump programs write in their first comment.
const SIGNATURES: &[(&str, [i32; 3])] = &[
    ("postgresql database", [10, 0, 0]),
    ("mysql dump", [0, 10, 0]),
    ("mariadb dump", [0, 10, 0]),
    ("phpmyadmin", [0, 10, 0]),
];

/// The longest sign in words.
const LONGEST: usize = 5;

#[derive(Default)]
struct Score {
    seen: Vec<(&'static str, [i32; 3], Span)>,
}

impl Score {
    /// Counts a sign, once however often it is there.
    fn add(&mut self, (what, weights): (&'static str, [i32; 3]), span: Span) {
        if !self.seen.iter().any(|(known, ..)| *known == what) {
            self.seen.push((what, weights, span));
        }
    }

    fn of(&self, dialect: Dialect) -> i32 {
        self.seen.iter().map(|(_, weights, _)| weight(weights, dialect)).sum()
    }
}

fn weight(weights: &[i32; 3], dialect: Dialect) -> i32 {
    let [postgresql, mysql, sqlite] = *weights;
    match dialect {
        PostgreSql => postgresql,
        MySql => mysql,
        Sqlite => sqlite,
    }
}

/// Guesses the dialect of a text.
pub fn detect(text: &str) -> DialectGuess {
    let score = score(text);
    // Where nothing tells them apart, MySQL comes last: its DDL hardly ever goes without a word of its own.
    let mut ranked: Vec<(Dialect, i32)> =
        [PostgreSql, Sqlite, MySql].into_iter().map(|dialect| (dialect, score.of(dialect))).collect();
    arrange(&mut ranked, |(_, left), (_, right)| right.cmp(left));
    let (dialect, best) = ranked.first().copied().unwrap_or((PostgreSql, 0));
    let (second, next) = ranked.get(1).copied().unwrap_or((Sqlite, 0));
    let evidence = score
        .seen
        .iter()
        .filter(|(_, weights, _)| weight(weights, dialect) > 0)
        .map(|(what, _, span)| ((*what).to_owned(), *span))
        .collect();
    let certain = best - next >= CLEAR;
    DialectGuess { dialect, runner_up: Some(second).filter(|_| !certain), evidence, certain }
}

fn score(text: &str) -> Score {
    let mut score = Score::default();
    let signs = Signs::new();
    let mut recent = Recent::default();
    let mut last = Piece::Newline;
    for found in glimpses(text) {
        let span = Span::new(found.start, found.start + found.text.len());
        let repeated = last == found.piece;
        last = found.piece;
        let word = match found.piece {
            Piece::LineComment | Piece::BlockComment | Piece::ConditionalComment => {
                comment(&mut score, found.text, span);
                continue;
            }
            Piece::Quoted(b'"') => {
                score.add(DOUBLE_QUOTES, span);
                // MySQL alone takes a string there, but a name is far more likely.
                "\""
            }
            Piece::Quoted(b'`') => {
                score.add(BACKTICKS, span);
                "`"
            }
            Piece::Quoted(_) => "'",
            Piece::Dollar => {
                score.add(BODY, span);
                "$"
            }
            Piece::Symbol(byte) => {
                symbol(&mut score, byte, repeated, recent.back(0), text, span);
                found.text
            }
            Piece::Word => found.text,
            Piece::Space | Piece::Newline => continue,
        };
        if word.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("utf8mb4")) {
            score.add(("charset", [0, 8, 0]), span);
        }
        recent.push(word, found.start);
        signs.count(&mut score, &recent, span.end);
    }
    score
}

/// The last words and marks of the text.
#[derive(Default)]
struct Recent<'a> {
    /// A ring: the newest is the one before `next`.
    seen: [(&'a str, usize); LONGEST],
    next: usize,
}

impl<'a> Recent<'a> {
    fn push(&mut self, word: &'a str, start: usize) {
        if let Some(oldest) = self.seen.get_mut(self.next) {
            *oldest = (word, start);
        }
        self.next = (self.next + 1) % LONGEST;
    }

    /// The word that many places before the newest one, and where it is; empty where there is none.
    fn place(&self, back: usize) -> (&'a str, usize) {
        let at = (self.next + LONGEST - 1 - back) % LONGEST;
        self.seen.get(at).copied().unwrap_or_default()
    }

    fn back(&self, back: usize) -> &'a str {
        self.place(back).0
    }
}

/// A sign: its last word, and all of it.
type Sign = (&'static str, &'static (&'static str, [i32; 3]));

/// The signs by the last letter of their last words, which alone tells most of them apart.
struct Signs(Vec<Vec<Sign>>);

impl Signs {
    fn new() -> Self {
        let mut by_letter = vec![Vec::new(); 128];
        for sign in SIGNS {
            let last = sign.0.rsplit(' ').next().unwrap_or_default();
            let letter = last.bytes().last().map(usize::from);
            if let Some(signs) = letter.and_then(|letter| by_letter.get_mut(letter)) {
                signs.push((last, sign));
            }
        }
        Self(by_letter)
    }

    /// Counts the signs that end with the newest word.
    fn count(&self, score: &mut Score, recent: &Recent<'_>, end: usize) {
        let newest = recent.back(0);
        let word = |text: &str| text.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let letter = newest.bytes().last().unwrap_or_default().to_ascii_lowercase();
        let Some(signs) = self.0.get(usize::from(letter)) else { return };
        for (_, sign) in signs.iter().filter(|(last, _)| newest.eq_ignore_ascii_case(last)) {
            // A parenthesis or a point ends a sign behind a word only.
            if !word(newest) && !word(recent.back(1)) {
                return;
            }
            let mut start = 0;
            let is_seen = |(back, word): (usize, &str)| {
                let (seen, at) = recent.place(back);
                start = at;
                seen.eq_ignore_ascii_case(word)
            };
            let (text, weights) = *sign;
            if text.rsplit(' ').enumerate().all(is_seen) {
                score.add((text, *weights), Span::new(start, end));
            }
        }
    }
}

fn symbol(score: &mut Score, byte: u8, repeated: bool, before: &str, text: &str, span: Span) {
    let is_before = |word: &&str| before.eq_ignore_ascii_case(word);
    match byte {
        b':' if repeated && before == ":" => score.add(CAST, span),
        b'[' => {
            let rest = text.get(span.end..).unwrap_or_default();
            if rest.starts_with(']') {
                score.add(ARRAY, span);
            } else if rest.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
                && ["(", ",", ".", "table", "exists", "references", "on", "key"].iter().any(is_before)
            {
                score.add(BRACKETS, span);
            }
        }
        b'#' if text.get(..span.start).is_none_or(|before| before.is_empty() || before.ends_with('\n')) => {
            score.add(HASH, span);
        }
        _ => {}
    }
}

fn comment(score: &mut Score, text: &str, span: Span) {
    if text.starts_with("/*!") || text.starts_with("/*M!") {
        score.add(CONDITIONAL, span);
    }
    // A signature stands in a short comment at the top.
    if text.len() < 400 && span.start < 2000 {
        let lower = text.to_ascii_lowercase();
        for (mark, weights) in SIGNATURES.iter().filter(|(mark, _)| lower.contains(mark)) {
            score.add((mark, *weights), span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One text, and what it should be taken for, with certainty or not.
    fn check(text: &str, dialect: Dialect, certain: bool) {
        let guess = detect(text);
        assert_eq!((guess.dialect, guess.certain), (dialect, certain), "{text}\n{guess:?}");
    }

    #[test]
    fn tells_the_dialects_of_small_texts() {
        check("CREATE TABLE `a` (`id` text PRIMARY KEY NOT NULL, `n` integer)", Sqlite, true);
        check("CREATE TABLE `a` (`id` varchar(15) PRIMARY KEY NOT NULL, `n` bigint)", MySql, false);
        check("CREATE TABLE a (id VARCHAR(15) PRIMARY KEY, n BIGINT UNSIGNED NOT NULL)", MySql, true);
        check(
            "CREATE TABLE \"a\" (\"id\" text PRIMARY KEY, \"at\" timestamp with time zone)",
            PostgreSql,
            true,
        );
        check("CREATE TABLE auth_user (id TEXT NOT NULL PRIMARY KEY, n BIGINT)", PostgreSql, false);
        check("CREATE TABLE user (id TEXT PRIMARY KEY, n INTEGER NOT NULL)", Sqlite, true);
        check("CREATE TABLE user (id VARCHAR(15) PRIMARY KEY, n BIGINT NOT NULL)", Sqlite, false);
        check("CREATE TABLE [a] ([id] TEXT)", Sqlite, true);
        check("CREATE TABLE t (a text[])", PostgreSql, true);
        check("", PostgreSql, false);
    }

    #[test]
    fn strings_and_comments_do_not_count() {
        check("CREATE TABLE t (a text DEFAULT 'auto_increment engine' /* unsigned */)", PostgreSql, false);
        check(
            "INSERT INTO t VALUES ('it\\'s auto_increment'); CREATE TABLE t (a text::jsonb)",
            PostgreSql,
            true,
        );
    }

    #[test]
    fn evidence_has_its_place() {
        let guess = detect("create table t (id int auto_increment)");
        assert_eq!(guess.evidence, [("auto_increment".to_owned(), Span::new(23, 37))]);
        assert_eq!(guess.runner_up, None);
    }
}

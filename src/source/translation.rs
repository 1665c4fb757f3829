//! From the sources to one text in SQL, and back from its schema to their places.

use super::typescript::{self, Program};
use super::written::Sql;
use super::{Language, drizzle, hint, kysely, prisma, report};
use crate::dialects::{Dialect, detect};
use crate::findings::{Finding, Span};
use crate::model::schema::Schema;
use crate::parse::parse;

/// How many open brackets are named: the first are where to look.
const MOST_UNCLOSED: usize = 3;

/// A part of the whole text that was recognised.
struct Part {
    span: Span,
    code: Option<Code>,
}

enum Code {
    Prisma(prisma::Document),
    Drizzle(Program, Dialect),
    KyselyMigration(Program),
    KyselyTypes(Program),
}

impl Code {
    fn language(&self) -> Language {
        match self {
            Self::Prisma(_) => Language::Prisma,
            Self::Drizzle(..) => Language::Drizzle,
            Self::KyselyMigration(_) => Language::KyselyMigration,
            Self::KyselyTypes(_) => Language::KyselyTypes,
        }
    }

    /// The database that the code itself names.
    fn dialect(&self) -> Option<Dialect> {
        match self {
            Self::Prisma(document) => document.dialect(),
            Self::Drizzle(_, dialect) => Some(*dialect),
            Self::KyselyMigration(_) | Self::KyselyTypes(_) => None,
        }
    }

    /// Takes another file of the same schema in; gives it back when it is of another.
    fn take_in(&mut self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Prisma(document), Self::Prisma(more)) => document.extend(more),
            (Self::Drizzle(program, dialect), Self::Drizzle(more, of_more)) if *dialect == of_more => {
                program.tokens.extend(more.tokens);
                program.statements.extend(more.statements);
                program.unclosed.extend(more.unclosed);
            }
            (_, other) => return Some(other),
        }
        None
    }

    fn translate(&self, sql: &mut Sql) {
        if let Self::Drizzle(program, _) | Self::KyselyMigration(program) | Self::KyselyTypes(program) = self
        {
            for span in program.unclosed.iter().take(MOST_UNCLOSED) {
                let what =
                    "A bracket that opens here is never closed, and what follows may have been misread.";
                sql.findings.push(report::unread(what, *span));
            }
        }
        match self {
            Self::Prisma(document) => prisma::translate(document, sql),
            Self::Drizzle(program, _) => drizzle::translate(program, sql),
            Self::KyselyMigration(program) => kysely::migration::translate(program, sql),
            Self::KyselyTypes(program) => kysely::interfaces::translate(program, sql),
        }
    }
}

/// What a text is written in, when it is source code that describes a database.
pub fn language(text: &str) -> Option<Language> {
    recognise(text, 0).map(|code| code.language())
}

fn recognise(text: &str, base: usize) -> Option<Code> {
    if !hint::looks_like_source_code(text) {
        return None;
    }
    if let Some(document) = prisma::read(text, base) {
        return Some(Code::Prisma(document));
    }
    let program = typescript::read(text, base);
    if is_sql(&program) {
        return None;
    }
    if let Some(dialect) = drizzle::dialect_of(&program) {
        return Some(Code::Drizzle(program, dialect));
    }
    if kysely::migration::is_one(&program) {
        return Some(Code::KyselyMigration(program));
    }
    kysely::interfaces::are_there(&program).then_some(Code::KyselyTypes(program))
}

/// Whether the text has the words `CREATE TABLE` outside of strings, which no TypeScript has.
fn is_sql(program: &Program) -> bool {
    use typescript::tokens::{Kind, Token};
    let named = |token: &Token, word: &str| matches!(&token.kind, Kind::Name(name) if name.eq_ignore_ascii_case(word));
    program.tokens.windows(2).any(|pair| match pair {
        [create, table] => named(create, "create") && named(table, "table"),
        _ => false,
    })
}

/// A text with source code in it, written as SQL.
pub struct Translation {
    sql: Sql,
    mapper: Option<&'static str>,
    findings: Vec<Finding>,
}

/// Writes the source code in `text` as SQL. The `sources` are its parts, and `chosen` is the dialect that the user
/// named. Nothing where all is SQL.
pub fn translate(text: &str, sources: &[Span], chosen: Option<Dialect>) -> Option<Translation> {
    let mut parts: Vec<Part> = sources
        .iter()
        .flat_map(|source| files(text, *source))
        .map(|span| {
            let code = recognise(text.get(span.start..span.end).unwrap_or_default(), span.start);
            Part { span, code }
        })
        .collect();
    if parts.iter().all(|part| part.code.is_none()) {
        return None;
    }
    add_helpers(text, &mut parts);
    let parts = together(parts);
    let mut findings = Vec::new();
    let dialect = dialect_of(text, &parts, chosen, &mut findings);
    let mut sql = Sql::new(dialect);
    // Interfaces say least, so where something else makes the same table, that counts.
    let (last, first): (Vec<&Part>, Vec<&Part>) =
        parts.iter().partition(|part| matches!(part.code, Some(Code::KyselyTypes(_))));
    for part in first.into_iter().chain(last) {
        let Some(code) = &part.code else {
            let written = text.get(part.span.start..part.span.end).unwrap_or_default();
            sql.copy(written, part.span);
            sql.add("\n", part.span);
            continue;
        };
        let place = Span::new(part.span.start, part.span.start);
        match code.dialect().filter(|own| *own != dialect) {
            Some(own) => {
                let what = format!(
                    "{} for {} was left out, because the text is read as one for {}.",
                    capitalised(code.language().title()),
                    own.title(),
                    dialect.title()
                );
                findings.push(report::other_dialect(what, place));
            }
            None => {
                findings.push(report::taken_for(code.language().title(), dialect, place));
                code.translate(&mut sql);
            }
        }
    }
    let mut mappers = parts.iter().map(|part| part.code.as_ref().map(|code| code.language().mapper()));
    // A schema beside SQL, or of two tools, says nothing about which of them reads the tables.
    let first = mappers.next().flatten();
    let mapper = first.filter(|first| mappers.all(|other| other == Some(first)));
    Some(Translation { sql, mapper, findings })
}

/// A folder with a Drizzle schema has files that make no table: what the tables share, and lists of exports. They are
/// read with the schema, because it names what stands in them.
fn add_helpers(text: &str, parts: &mut [Part]) {
    let dialect = parts.iter().find_map(|part| match &part.code {
        Some(Code::Drizzle(_, dialect)) => Some(*dialect),
        _ => None,
    });
    let Some(dialect) = dialect else { return };
    for part in parts.iter_mut().filter(|part| part.code.is_none()) {
        let program =
            typescript::read(text.get(part.span.start..part.span.end).unwrap_or_default(), part.span.start);
        if is_module(&program) && !is_sql(&program) {
            part.code = Some(Code::Drizzle(program, dialect));
        }
    }
}

/// Words that a statement of TypeScript begins with, and none of SQL.
const BEGINNINGS: &[&str] =
    &["import", "export", "const", "let", "var", "type", "interface", "function", "async", "enum", "class"];

/// Whether the text begins as TypeScript does and SQL does not.
fn is_module(program: &Program) -> bool {
    use typescript::tokens::Kind;
    let first = program.tokens.iter().find(|token| !matches!(token.kind, Kind::Symbol(';') | Kind::Text(_)));
    first.is_some_and(|token| matches!(&token.kind, Kind::Name(name) if BEGINNINGS.contains(&name.as_str())))
}

/// Puts the files of one Prisma or Drizzle schema together, because they name what stands in each other.
fn together(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts {
        let Some(code) = part.code else {
            kept.push(part);
            continue;
        };
        let mut same = kept.iter_mut().filter_map(|kept| kept.code.as_mut());
        if let Some(code) = same.try_fold(code, |code, kept| kept.take_in(code)) {
            kept.push(Part { span: part.span, code: Some(code) });
        }
    }
    kept
}

impl Translation {
    /// Whose SQL it is.
    pub fn dialect(&self) -> Dialect {
        self.sql.dialect
    }

    /// The mapper whose schema it is, where all of it is one's.
    pub fn mapper(&self) -> Option<&'static str> {
        self.mapper
    }

    /// The SQL.
    pub fn text(&self) -> &str {
        &self.sql.text
    }

    /// The schema, with all places in the text that was given.
    pub fn read(&self) -> (Schema, Vec<Finding>) {
        let (mut schema, mut findings) = parse(&self.sql.text, self.sql.dialect);
        self.sql.lead_back(&mut schema, &mut findings);
        findings.extend(self.findings.iter().chain(&self.sql.findings).cloned());
        findings.sort_by_key(|finding| finding.span.map_or(0, |span| span.start));
        (schema, crate::parse::bounded(findings))
    }
}

/// The dialect of the first code that names one; what the user chose comes first only where the code names none.
fn dialect_of(text: &str, parts: &[Part], chosen: Option<Dialect>, findings: &mut Vec<Finding>) -> Dialect {
    let named = parts.iter().find_map(|part| {
        let code = part.code.as_ref()?;
        Some((code.dialect()?, code.language(), part.span))
    });
    match (named, chosen) {
        (Some((own, language, span)), Some(chosen)) if own != chosen => {
            let what = format!(
                "{} was chosen, but the text holds {} for {}, and is read so.",
                chosen.title(),
                language.title(),
                own.title()
            );
            findings.push(report::other_dialect(what, Span::new(span.start, span.start)));
            own
        }
        (Some((own, ..)), _) => own,
        (None, Some(chosen)) => chosen,
        (None, None) => guess(text, parts, findings),
    }
}

/// Tells the dialect from the words of the SQL, as for SQL that was pasted.
fn guess(text: &str, parts: &[Part], findings: &mut Vec<Finding>) -> Dialect {
    let mut sql = Sql::new(Dialect::PostgreSql);
    for part in parts {
        match &part.code {
            // The types of interfaces are our own choice and tell nothing.
            Some(Code::KyselyTypes(_)) => {}
            Some(code) => code.translate(&mut sql),
            None => sql.copy(text.get(part.span.start..part.span.end).unwrap_or_default(), part.span),
        }
    }
    let guess = detect::detect(&sql.text);
    if !guess.certain {
        let place = parts.first().map_or(Span::default(), |part| Span::new(part.span.start, part.span.start));
        findings.push(report::dialect_guessed(guess.dialect, place));
    }
    guess.dialect
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The page puts several files into one text, each after a line with its name: the parts of a source.
fn files(text: &str, source: Span) -> Vec<Span> {
    const HEAD: &str = "-- file: ";
    let written = text.get(source.start..source.end).unwrap_or_default();
    let mut found = Vec::new();
    let (mut start, mut at) = (source.start, source.start);
    for line in written.split_inclusive('\n') {
        if line.starts_with(HEAD) {
            found.push(Span::new(start, at));
            start = at + line.len();
        }
        at += line.len();
    }
    found.push(Span::new(start, at));
    found.retain(|span| span.start < span.end);
    found
}

//! The sources as one text, its dialect, and the way back from a byte to a place in a source.

use crate::api;
use crate::dialects::flavours::{self, Flavour};
use crate::dialects::{Dialect, detect};
use crate::findings::{Finding, Severity, Span};
use crate::model::schema::Schema;
use crate::parse::parse;
use crate::parse::places::Places;
use crate::source::{self, Translation};

/// The request's sources, ready to be read.
pub struct Reading<'a> {
    /// All sources, one after the other.
    pub text: String,
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// The database that speaks it, where the request names one.
    pub flavour: Option<&'static Flavour>,
    sources: Vec<Part<'a>>,
    /// The text as SQL, where it is source code.
    translation: Option<Translation>,
}

/// What stands between two sources. It has a line of its own, because a comment may end the one before.
const SOURCE_END: &str = "\n;\n";

struct Part<'a> {
    start: usize,
    end: usize,
    places: Places<'a>,
}

impl<'a> Reading<'a> {
    /// Puts the sources together and finds out the dialect.
    pub fn of(request: &'a api::Request) -> (Self, Vec<Finding>) {
        let mut text = String::new();
        let mut sources = Vec::new();
        for source in &request.sources {
            // A file's last statement may lack its semicolon, and no statement goes on in the next file.
            text.push_str(if sources.is_empty() { "" } else { SOURCE_END });
            let start = text.len();
            text.push_str(&source.text);
            sources.push(Part { start, end: text.len(), places: Places::new(&source.text) });
        }
        text.push('\n');
        let mut findings = Vec::new();
        let spans: Vec<Span> = sources.iter().map(|part| Span::new(part.start, part.end)).collect();
        let chosen = chosen_dialect(request, &mut findings);
        let translation = source::translate(&text, &spans, chosen);
        let dialect = match &translation {
            Some(translation) => translation.dialect(),
            None => chosen.unwrap_or_else(|| guess_dialect(&text, &mut findings)),
        };
        let flavour = request.dialect.as_deref().and_then(flavours::find);
        let flavour = flavour.filter(|flavour| flavour.dialect == dialect);
        (Self { text, dialect, flavour, sources, translation }, findings)
    }

    /// Reads the text, be it SQL or source code.
    pub fn read(&self) -> (Schema, Vec<Finding>) {
        let (mut schema, findings) = match &self.translation {
            Some(translation) => translation.read(),
            None => parse(&self.text, self.dialect),
        };
        schema.flavour = self.flavour;
        schema.mapper = self.translation.as_ref().and_then(Translation::mapper);
        (schema, findings)
    }

    /// The rows in the text. Source code has none.
    #[cfg(feature = "rehearse")]
    pub fn given_rows(&self) -> Vec<crate::parse::GivenRows> {
        match &self.translation {
            Some(_) => Vec::new(),
            None => crate::parse::given_rows(&self.text, self.dialect),
        }
    }

    /// A range of bytes as a place in a source.
    pub fn place(&self, span: Span) -> Option<api::Span> {
        let position = self.sources.iter().rposition(|part| part.start <= span.start)?;
        let part = self.sources.get(position)?;
        let at = |byte: usize| {
            let place = part.places.at(byte.clamp(part.start, part.end) - part.start);
            api::Position { line: place.line, column: place.column, offset: place.offset }
        };
        Some(api::Span { source: position, start: at(span.start), end: at(span.end) })
    }
}

/// The dialect that the request names.
fn chosen_dialect(request: &api::Request, findings: &mut Vec<Finding>) -> Option<Dialect> {
    let name = request.dialect.as_ref()?;
    let dialect = Dialect::from_name(name).or(flavours::find(name).map(|flavour| flavour.dialect));
    if dialect.is_none() {
        let names: Vec<&str> = flavours::names().collect();
        findings.push(Finding::new(
            "dialect_unknown",
            Severity::Error,
            format!("There is no dialect `{name}`."),
            "The dialect was told from the text instead.",
            format!("Use one of: {}.", names.join(", ")),
            None,
        ));
    }
    dialect
}

fn guess_dialect(text: &str, findings: &mut Vec<Finding>) -> Dialect {
    let guess = detect::detect(text);
    if !guess.certain && !text.trim().is_empty() {
        let runner_up = guess.runner_up.map(|other| format!("; it could be {} as well", other.title()));
        let (why, span) = match guess.evidence.first() {
            Some((what, span)) => (format!("The best sign is this: {what}."), Some(*span)),
            None => ("Nothing in it is special to one database.".to_owned(), None),
        };
        findings.push(Finding::new(
            "dialect_guessed",
            Severity::Warning,
            format!("The text was read as {}{}.", guess.dialect.title(), runner_up.unwrap_or_default()),
            why,
            "If that is wrong, say which database it is (--dialect).",
            span,
        ));
    }
    guess.dialect
}

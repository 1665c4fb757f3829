//! How findings are counted, ordered and marked.

use crate::api::Finding;

/// How a severity looks: never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The severity's word, which is shown too.
    pub word: &'static str,
    /// For more than one.
    pub plural: &'static str,
    /// A character that differs in shape.
    pub icon: &'static str,
}

/// Every severity, the gravest first.
pub const SEVERITIES: &[Look] = &[
    Look { word: "block", plural: "blocks", icon: "■" },
    Look { word: "error", plural: "errors", icon: "✖" },
    Look { word: "warning", plural: "warnings", icon: "▲" },
    Look { word: "note", plural: "notes", icon: "●" },
];

const UNKNOWN: Look = Look { word: "finding", plural: "findings", icon: "◆" };

/// The look of a severity.
pub fn look(severity: &str) -> Look {
    SEVERITIES.iter().find(|look| look.word == severity).copied().unwrap_or(UNKNOWN)
}

/// The findings, the gravest first, and among equals in the order of the text.
pub fn in_order(findings: &[Finding]) -> Vec<Finding> {
    let mut ordered: Vec<Finding> = Vec::new();
    for finding in findings {
        // From behind, because most of them are in the order of the text already. The standard library's sorts are made
        // for long lists, and would make the page some kilobytes larger.
        let place = order(finding);
        let after = ordered.iter().rposition(|other| order(other) <= place);
        ordered.insert(after.map_or(0, |after| after + 1), finding.clone());
    }
    ordered
}

fn order(finding: &Finding) -> (usize, bool, Option<(usize, usize)>) {
    let gravity = SEVERITIES.iter().position(|look| look.word == finding.severity);
    let place = finding.span.as_ref().map(|span| (span.source, span.start.offset));
    (gravity.unwrap_or(SEVERITIES.len()), place.is_none(), place)
}

/// From so many on, findings of one code and severity are one row that opens: each by itself they hide the others.
const MANY: usize = 3;

/// The findings as rows: those that have many of their like are together, at the place of the first of them.
pub fn grouped(findings: Vec<Finding>) -> Vec<Vec<Finding>> {
    // A few kinds at most, so they are looked through: a map would make the page some kilobytes larger.
    let mut kinds: Vec<Kind> = Vec::new();
    for finding in &findings {
        match kinds.iter_mut().find(|kind| kind.is_of(finding)) {
            Some(kind) => kind.number += 1,
            None => kinds.push(Kind {
                code: finding.code.clone(),
                severity: finding.severity.clone(),
                number: 1,
                row: None,
            }),
        }
    }
    let mut rows: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        let many = kinds.iter_mut().find(|kind| kind.number >= MANY && kind.is_of(&finding));
        let row = many.map(|kind| *kind.row.get_or_insert(rows.len()));
        match row.and_then(|row| rows.get_mut(row)) {
            Some(row) => row.push(finding),
            None => rows.push(vec![finding]),
        }
    }
    rows
}

/// Findings of one code and severity.
struct Kind {
    code: String,
    severity: String,
    number: usize,
    row: Option<usize>,
}

impl Kind {
    fn is_of(&self, finding: &Finding) -> bool {
        self.code == finding.code && self.severity == finding.severity
    }
}

/// `1 block, 2 warnings`; empty when there are none.
pub fn count(findings: &[Finding]) -> String {
    let mut parts = Vec::new();
    for look in SEVERITIES {
        let number = findings.iter().filter(|finding| finding.severity == look.word).count();
        if number > 0 {
            parts.push(format!("{number} {}", if number == 1 { look.word } else { look.plural }));
        }
    }
    parts.join(", ")
}

/// What an editor marks: for each finding with a place two numbers, its severity, and the words of the panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Start and end of each.
    pub places: Vec<u32>,
    /// The severity of each.
    pub severities: Vec<String>,
    /// What is said of each.
    pub texts: Vec<String>,
}

/// The marks of the findings that have a place.
pub fn marks(findings: &[Finding]) -> Marks {
    let mut marks = Marks::default();
    for finding in findings {
        let Some(span) = &finding.span else { continue };
        let offsets = [span.start.offset, span.end.offset];
        marks.places.extend(offsets.map(|offset| u32::try_from(offset).unwrap_or(u32::MAX)));
        marks.severities.push(finding.severity.clone());
        let Finding { severity, what, next, .. } = finding;
        marks.texts.push(format!("{severity}: {what}\nWhat to do: {next}"));
    }
    marks
}

/// The line of the first place that could not be read.
pub fn first_error_line(findings: &[Finding]) -> Option<usize> {
    let errors = findings.iter().filter(|finding| finding.severity == "error");
    errors.filter_map(|finding| finding.span.as_ref()).map(|span| span.start.line).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Position, Span};

    fn finding(severity: &str, line: Option<usize>) -> Finding {
        let span = line.map(|line| {
            let at = Position { line, column: 1, offset: line * 10 };
            Span { source: 0, start: at.clone(), end: at }
        });
        Finding {
            code: format!("{severity}_{}", line.unwrap_or(0)),
            severity: severity.to_owned(),
            what: String::new(),
            why: String::new(),
            next: String::new(),
            span,
        }
    }

    #[test]
    fn the_gravest_comes_first_then_the_text_order() {
        let findings = [
            finding("note", Some(1)),
            finding("error", None),
            finding("error", Some(9)),
            finding("block", Some(3)),
        ];
        let codes: Vec<String> = in_order(&findings).into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["block_3", "error_9", "error_0", "note_1"]);
        assert_eq!(count(&findings), "1 block, 2 errors, 1 note");
        assert_eq!(first_error_line(&findings), Some(9));
        assert_eq!(count(&[]), "");
        assert_eq!(look("odd").word, "finding");
    }

    #[test]
    fn many_of_one_code_are_one_row() {
        let note = |code: &str, line| Finding { code: code.to_owned(), ..finding("note", Some(line)) };
        let findings = vec![note("a", 1), note("b", 2), note("a", 3), note("b", 4), note("a", 5)];
        let lengths: Vec<usize> = grouped(findings).iter().map(Vec::len).collect();
        assert_eq!(lengths, [3, 1, 1]);
    }

    #[test]
    fn a_mark_has_the_panels_words_and_what_has_no_place_has_none() {
        let marks = marks(&[finding("error", None), finding("note", Some(2))]);
        assert_eq!(marks.places, [20, 20]);
        assert_eq!(marks.severities, ["note"]);
        assert_eq!(marks.texts, ["note: \nWhat to do: "]);
    }
}

//! What on the page belongs together: a step, the place in the text that it is about, the decisions and findings there.
//!
//! Places are in UTF-16 code units, as the browser counts.

use crate::api::{Finding, Span};

/// A range of the source.
pub type Place = (usize, usize);

/// What the page speaks of at the moment, because the mouse or the keyboard is on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// Its place in the source, when it has one.
    pub place: Option<Place>,
    /// The number of the step, from 0, when it is one.
    pub step: Option<usize>,
}

/// The place of a span.
pub fn place(span: &Span) -> Place {
    (span.start.offset, span.end.offset.max(span.start.offset))
}

/// Whether two places have something in common. A caret, which is empty, belongs to what it stands in or beside.
pub fn touch(left: Place, right: Place) -> bool {
    let (start, end) = (left.0.max(right.0), left.1.min(right.1));
    let caret = left.0 == left.1 || right.0 == right.1;
    start < end || (caret && start == end)
}

/// Whether an item with that place belongs to the spot. A step belongs to itself wherever it is.
pub fn belongs(spot: &Spot, item: &Spot) -> bool {
    if spot.step.is_some() && item.step.is_some() {
        return spot.step == item.step;
    }
    match (spot.place, item.place) {
        (Some(spot), Some(item)) => touch(spot, item),
        _ => false,
    }
}

/// The findings that a step has to be read with: what endangers it stands at its place.
pub fn hazards<'a>(findings: &'a [Finding], span: Option<&Span>) -> Vec<&'a Finding> {
    let Some(at) = span.map(place) else { return Vec::new() };
    let grave = |finding: &&Finding| finding.severity != "note";
    let here = |finding: &&Finding| finding.span.as_ref().is_some_and(|span| touch(place(span), at));
    findings.iter().filter(grave).filter(here).collect()
}

/// The lines of a step in `up.sql`, which numbers its steps in comments.
pub fn lines_of_step(script: &str, step: usize) -> Option<Place> {
    let heading = |number: usize| format!("-- {number}. ");
    let (this, next) = (heading(step + 1), heading(step + 2));
    let (mut at, mut start, mut end) = (0, None, 0);
    for line in script.split_inclusive('\n') {
        if start.is_some() && (line.starts_with(&next) || line.trim_end() == "COMMIT;") {
            break;
        }
        if line.starts_with(&this) {
            start = Some(at);
        }
        at += line.encode_utf16().count();
        if !line.trim().is_empty() {
            end = at - 1;
        }
    }
    start.map(|start| (start, end.max(start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Position;

    fn spot(place: Place) -> Spot {
        Spot { place: Some(place), step: None }
    }

    #[test]
    fn what_overlaps_belongs_together_and_what_only_meets_does_not() {
        assert!(belongs(&spot((3, 9)), &spot((8, 12))));
        assert!(!belongs(&spot((3, 9)), &spot((9, 12))));
        assert!(belongs(&spot((9, 9)), &spot((9, 12))));
        assert!(belongs(&spot((9, 9)), &spot((3, 9))));
        assert!(!belongs(&spot((9, 9)), &Spot::default()));
    }

    #[test]
    fn a_step_belongs_to_itself_and_to_no_other_step_of_its_table() {
        let step = |number| Spot { place: Some((0, 50)), step: Some(number) };
        assert!(belongs(&step(1), &step(1)));
        assert!(!belongs(&step(1), &step(2)));
        assert!(belongs(&step(1), &spot((10, 11))));
        assert!(belongs(&Spot { place: None, step: Some(3) }, &Spot { place: None, step: Some(3) }));
    }

    #[test]
    fn a_steps_hazards_are_the_grave_findings_at_its_place() {
        let span = |start: usize, end: usize| {
            let at = |offset| Position { offset, ..Position::default() };
            Span { source: 0, start: at(start), end: at(end) }
        };
        let finding = |severity: &str, span| Finding {
            code: String::new(),
            severity: severity.to_owned(),
            what: String::new(),
            why: String::new(),
            next: String::new(),
            span,
        };
        let findings =
            [finding("block", Some(span(5, 9))), finding("note", Some(span(5, 9))), finding("warning", None)];
        assert_eq!(hazards(&findings, Some(&span(0, 6))).len(), 1);
        assert!(hazards(&findings, Some(&span(20, 30))).is_empty());
        assert!(hazards(&findings, None).is_empty());
    }

    #[test]
    fn the_lines_of_a_step_end_before_the_next_one() {
        let script = "BEGIN;\n\n-- 1. Öffne 🦀.\nCREATE x;\n\n-- 2. Copy.\nINSERT y;\n\nCOMMIT;\n";
        let units: Vec<u16> = script.encode_utf16().collect();
        let text =
            |place: Option<Place>| place.map(|(start, end)| String::from_utf16_lossy(&units[start..end]));
        assert_eq!(text(lines_of_step(script, 0)).as_deref(), Some("-- 1. Öffne 🦀.\nCREATE x;"));
        assert_eq!(text(lines_of_step(script, 1)).as_deref(), Some("-- 2. Copy.\nINSERT y;"));
        assert_eq!(lines_of_step(script, 2), None);
    }
}

//! What belongs together on the page: going to a place in the text, and lighting up what speaks of the same place.

use authmorph::api::{Finding, Span};
use authmorph::ui::links::{self, Spot};
use leptos::prelude::*;

use crate::browser;
use crate::page::Page;
use crate::panels::Area;

impl Page {
    /// Selects a place of the text.
    pub fn go_to(self, span: &Span) {
        let (start, end) = links::place(span);
        self.area_shown.set(Area::Left);
        if let Some(editor) = self.source_editor.get_untracked() {
            editor.select(offset(start), offset(end));
        } else if let Some(area) = self.area.get_untracked() {
            browser::select_span(&area, &self.text.get_untracked(), span);
        }
    }

    /// Goes to the next finding that has a place, or the one before; after the last comes the first.
    pub fn go_to_finding(self, forward: Direction) {
        let findings: Vec<Finding> =
            untrack(|| self.findings()).into_iter().filter(|finding| finding.span.is_some()).collect();
        let number = findings.len();
        if number == 0 {
            self.announce("There is no finding with a place in the text.");
            return;
        }
        let next = match (self.visited_finding.get_untracked(), forward) {
            (None, Direction::Next) => 0,
            (None, Direction::Previous) => number - 1,
            (Some(at), Direction::Next) => (at + 1) % number,
            (Some(at), Direction::Previous) => (at + number - 1) % number,
        };
        self.visited_finding.set(Some(next));
        if let Some(finding) = findings.get(next) {
            finding.span.iter().for_each(|span| self.go_to(span));
            self.announce(&format!(
                "Finding {} of {number}: {}: {}",
                next + 1,
                finding.severity,
                finding.what
            ));
        }
    }

    /// Gives the text the focus.
    pub fn focus_text(self) {
        match self.source_editor.get_untracked() {
            Some(editor) => editor.focus(),
            None => browser::focus("text"),
        }
    }

    /// Shows the statements of a step in `up.sql`.
    pub fn show_step(self, number: usize) {
        self.area_shown.set(Area::Right);
        self.choose_path("migration/up.sql".to_owned());
        let span = self.result.read_untracked().steps.get(number).and_then(|step| step.span.clone());
        self.chosen_spot.set(Some(step_spot(number, span.as_ref())));
        browser::bring_into_view("shown-file");
        self.announce(&format!("Step {} in up.sql.", number + 1));
    }

    /// What is lit: what is pointed at, or else what was chosen.
    pub fn lit(self) -> Option<Spot> {
        self.pointed_at.get().or_else(|| self.chosen_spot.get())
    }

    /// The places of the source that are lit, as an editor takes them. The caret needs no light on itself.
    pub fn lit_places(self) -> Vec<u32> {
        let is_caret = self.pointed_at.read().is_none();
        let spot = self.lit().filter(|spot| !is_caret || spot.step.is_some());
        let place = spot.and_then(|spot| spot.place);
        place.map(|(start, end)| vec![offset(start), offset(end)]).unwrap_or_default()
    }

    /// The lines of the shown file that are lit, as an editor takes them: those of a step that is lit.
    pub fn lit_lines(self) -> Vec<u32> {
        let Some(spot) = self.lit() else { return Vec::new() };
        let Some(file) = self.shown_file().filter(|file| file.path == "migration/up.sql") else {
            return Vec::new();
        };
        let result = self.result.read();
        let steps = result.steps.iter().enumerate();
        let lit =
            steps.filter(|(number, step)| links::belongs(&spot, &step_spot(*number, step.span.as_ref())));
        lit.filter_map(|(number, _)| links::lines_of_step(&file.text, number))
            .flat_map(|(start, end)| [offset(start), offset(end)])
            .collect()
    }
}

/// The spot of a step.
pub fn step_spot(number: usize, span: Option<&Span>) -> Spot {
    Spot { place: span.map(links::place), step: Some(number) }
}

/// The spot of what has a place only.
pub fn spot(span: Option<&Span>) -> Spot {
    Spot { place: span.map(links::place), step: None }
}

/// A text that is longer than this type counts is refused long before.
fn offset(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Forward.
    Next,
    /// Backward.
    Previous,
}

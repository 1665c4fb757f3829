//! The page's state and what can be done to it. Panels read the signals and call the methods; nothing else writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use authmorph::api::{Conversion, File, Finding, Request, Source, Target};
use authmorph::ui::freshness::{self, Edit, Show, Stale};
use authmorph::ui::links::Spot;
use authmorph::ui::outcome::{Ends, Outcome};
use authmorph::ui::overruled::{self, Map};
use authmorph::ui::share::Choices;
use authmorph::ui::{LONGEST_TEXT, examples, findings, results, words};
use gloo::timers::callback::Timeout;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{self, keys};
use crate::editor::{Editors, SourceEditor};
use crate::engine::{Asked, Link};
use crate::panels::Area;

/// How long the keyboard must rest before the text is converted.
const REST_IN_MILLISECONDS: u32 = 150;

/// What the engine is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineState {
    /// No answer yet.
    Loading,
    /// At work.
    Working,
    /// The newest answer is there.
    Ready,
    /// It failed, and was replaced.
    Failed(String),
    /// The user stopped it.
    Stopped,
}

/// In which form a file is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As it is.
    Plain,
    /// As a block of Markdown.
    Markdown,
}

/// The page's state. Copies are handles on the same state.
#[derive(Clone, Copy)]
pub struct Page {
    /// The text in the text area.
    pub text: RwSignal<String>,
    /// The dialect that the user says it is; empty when the text shall tell.
    pub dialect: RwSignal<String>,
    /// The user's text from before something else took its place.
    pub set_aside: RwSignal<Option<String>>,
    /// The newest answer: what the text is, its findings, and what it can become.
    pub answer: RwSignal<Arc<Outcome>>,
    /// The newest answer that has files; those are shown.
    pub result: RwSignal<Arc<Conversion>>,
    /// Why the result is not that of the text, when it is not.
    pub stale: RwSignal<Option<Stale>>,
    /// What the engine is doing.
    pub engine: RwSignal<EngineState>,
    /// The layout that the user says it is.
    pub from: RwSignal<Option<String>>,
    /// The target that the user chose.
    pub target: RwSignal<Option<String>>,
    /// What the user says a table or column is.
    pub map: RwSignal<Map>,
    /// The options that the user set.
    pub options: RwSignal<BTreeMap<String, String>>,
    /// The blocking findings that the user allows.
    pub allowed: RwSignal<BTreeSet<String>>,
    /// The path of the file that was chosen; empty for the one that is shown without a word.
    pub chosen_path: RwSignal<String>,
    /// The number of the finding that F8 last went to.
    pub visited_finding: RwSignal<Option<usize>>,
    /// The parts of the panel of before and after that are open.
    pub open_views: RwSignal<BTreeSet<&'static str>>,
    /// The schema before and after, while one of them is open.
    pub ends: RwSignal<Option<Arc<Ends>>>,
    /// The area that a narrow screen shows.
    pub area_shown: RwSignal<Area>,
    /// What a screen reader is told.
    pub announcement: RwSignal<String>,
    /// The text area.
    pub area: NodeRef<Textarea>,
    /// Counts the times that a script, not the user, changed the text area's content.
    pub replacements: RwSignal<u32>,
    /// The editors' script, once it is there.
    pub editors: RwSignal<Option<Editors>, LocalStorage>,
    /// The editor in front of the text area, once it is there.
    pub source_editor: RwSignal<Option<SourceEditor>, LocalStorage>,
    /// What the mouse or the keyboard is on, when it speaks of a place or a step.
    pub pointed_at: RwSignal<Option<Spot>>,
    /// What stays lit while nothing is pointed at: where the caret is, or the step that was chosen.
    pub chosen_spot: RwSignal<Option<Spot>>,
    edit: StoredValue<Edit>,
    link: StoredValue<Option<Link>, LocalStorage>,
    rest: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Page {
    /// The page as a visit finds it: the remembered text, or the first example.
    pub fn new() -> Self {
        let remembered = browser::remembered(keys::TEXT).filter(|text| !text.is_empty());
        let choices = remembered.as_ref().and_then(|_| browser::remembered(keys::CHOICES));
        let choices = choices.map(|lines| Choices::from_lines(&lines)).unwrap_or_default();
        let Choices { dialect, from, to, set, map, allow, show } = choices;
        let page = Self {
            text: RwSignal::new(remembered.unwrap_or_else(|| examples::FIRST.to_owned())),
            dialect: RwSignal::new(dialect),
            set_aside: RwSignal::new(None),
            answer: RwSignal::new(Arc::default()),
            result: RwSignal::new(Arc::default()),
            stale: RwSignal::new(None),
            engine: RwSignal::new(EngineState::Loading),
            from: RwSignal::new(from),
            target: RwSignal::new(to),
            map: RwSignal::new(map),
            options: RwSignal::new(set),
            allowed: RwSignal::new(allow),
            chosen_path: RwSignal::new(show),
            visited_finding: RwSignal::new(None),
            open_views: RwSignal::new(BTreeSet::new()),
            ends: RwSignal::new(None),
            area_shown: RwSignal::new(Area::Left),
            announcement: RwSignal::new(String::new()),
            area: NodeRef::new(),
            replacements: RwSignal::new(0),
            editors: RwSignal::new_local(None),
            source_editor: RwSignal::new_local(None),
            pointed_at: RwSignal::new(None),
            chosen_spot: RwSignal::new(None),
            edit: StoredValue::new(Edit::Replaced),
            link: StoredValue::new_local(None),
            rest: StoredValue::new_local(None),
        };
        page.link.set_value(Some(Link::new(move |outcome| page.hear(outcome))));
        page.convert();
        page
    }

    /// The user changed the text in the text area.
    pub fn edit(self, text: String, edit: Edit) {
        browser::remember(keys::TEXT, &text);
        if self.set_aside.read_untracked().as_ref() == Some(&text) {
            // It came back by undo.
            self.set_aside.set(None);
        }
        self.text.set(text);
        self.note_edit(edit);
        self.set_at_work();
        let rest = Timeout::new(REST_IN_MILLISECONDS, move || self.convert());
        self.rest.set_value(Some(rest));
    }

    /// Something else takes the text's place. What the user wrote is set aside, and can be brought back.
    pub fn replace_text(self, text: String, dialect: String) {
        let old = self.text.get_untracked();
        if old != text && !old.trim().is_empty() && !examples::is_example(&old) {
            self.set_aside.set(Some(old));
        }
        self.put_text(text, dialect);
    }

    /// Files that were opened or dropped are the user's own text.
    pub fn open_text(self, text: String) {
        self.replace_text(text, String::new());
        browser::remember(keys::TEXT, &self.text.get_untracked());
    }

    /// The text that was set aside comes back.
    pub fn bring_back(self) {
        if let Some(text) = self.set_aside.get_untracked() {
            self.set_aside.set(None);
            browser::remember(keys::TEXT, &text);
            self.put_text(text, String::new());
            self.announce("Your text is back.");
        }
    }

    fn put_text(self, text: String, dialect: String) {
        self.text.set(text);
        self.dialect.set(dialect);
        self.from.set(None);
        self.target.set(None);
        self.options.set(BTreeMap::new());
        self.map.set(Map::new());
        self.chosen_spot.set(None);
        self.replacements.update(|number| *number += 1);
        self.note_edit(Edit::Replaced);
        self.convert();
    }

    /// What was allowed and visited belongs to the text that it was seen in.
    fn note_edit(self, edit: Edit) {
        // A replacement that is not yet answered is not undone by the keystroke after it.
        let pending = self.stale.get_untracked().is_some() && self.edit.get_value() == Edit::Replaced;
        if !pending {
            self.edit.set_value(edit);
        }
        if edit == Edit::Replaced {
            self.allowed.set(BTreeSet::new());
        }
        self.visited_finding.set(None);
    }

    /// The user says which dialect it is.
    pub fn choose_dialect(self, dialect: String) {
        self.dialect.set(dialect);
        self.edit.set_value(Edit::Replaced);
        self.convert();
    }

    /// The user chooses a target; its options start at their defaults.
    pub fn choose_target(self, target: String) {
        self.target.set(Some(target));
        self.options.set(BTreeMap::new());
        self.edit.set_value(Edit::Replaced);
        self.convert();
    }

    /// The choices that a link holds.
    pub fn choose(self, choices: Choices) {
        self.dialect.set(choices.dialect);
        self.from.set(choices.from);
        self.target.set(choices.to);
        self.options.set(choices.set);
        self.map.set(choices.map);
        self.allowed.set(choices.allow);
        self.chosen_path.set(choices.show);
        self.edit.set_value(Edit::Replaced);
        self.convert();
    }

    /// The user says which layout it is; none lets the text tell again. What was said of tables, and the target, were
    /// of another layout.
    pub fn say_layout(self, name: Option<String>) {
        self.from.set(name);
        self.map.set(Map::new());
        self.target.set(None);
        self.options.set(BTreeMap::new());
        self.choose_dialect(self.dialect.get_untracked());
    }

    /// The user says which table plays a role; empty takes the word back.
    pub fn say_table(self, role: &str, table: &str) {
        self.map.update(|map| overruled::say_table(map, role, table));
        self.edit.set_value(Edit::Replaced);
        self.convert();
    }

    /// The user says which column a field is; empty takes the word back.
    pub fn say_column(self, role: &str, field: &str, column: &str) {
        self.map.update(|map| overruled::say_column(map, role, field, column));
        self.edit.set_value(Edit::Replaced);
        self.convert();
    }

    /// Everything that the user said of tables and columns is taken back.
    pub fn say_nothing(self) {
        self.map.set(Map::new());
        self.edit.set_value(Edit::Replaced);
        self.convert();
    }

    /// The user sets an option of the target; its default takes the word back. To say the default is not the same as to
    /// say nothing: a table that was named is made, whether it is needed or not.
    pub fn set_option(self, name: String, value: String, default: &str) {
        self.options.update(|options| {
            if value == default {
                options.remove(&name);
            } else {
                options.insert(name, value);
            }
        });
        self.edit.set_value(Edit::Replaced);
        self.convert();
    }

    /// The user allows a blocking finding, or no longer does.
    pub fn toggle_allowed(self, code: String) {
        self.allowed.update(|allowed| {
            if !allowed.remove(&code) {
                allowed.insert(code);
            }
        });
        self.convert();
    }

    /// A part of the panel of before and after is opened or closed. What it shows is asked for when it is wanted.
    pub fn open_view(self, view: &'static str, is_open: bool) {
        let was_open = !self.open_views.read_untracked().is_empty();
        self.open_views.update(|views| {
            if is_open {
                views.insert(view);
            } else {
                views.remove(view);
            }
        });
        if is_open && !was_open {
            self.convert();
        }
    }

    /// Ends the conversion that is going on.
    pub fn cancel(self) {
        if !matches!(*self.engine.read_untracked(), EngineState::Loading | EngineState::Working) {
            return;
        }
        self.rest.set_value(None);
        self.link.with_value(|link| link.iter().for_each(Link::cancel));
        self.stale.set(Some(Stale::Unanswered));
        self.settle(EngineState::Stopped);
        self.announce("Stopped. Your text is kept; change it, or press Convert.");
    }

    /// Converts the text now.
    pub fn convert(self) {
        self.rest.set_value(None);
        let text = self.text.get_untracked();
        let is_empty = text.trim().is_empty();
        if is_empty || text.len() > LONGEST_TEXT {
            self.link.with_value(|link| link.iter().for_each(Link::forget));
            self.answer.set(Arc::default());
            self.result.set(Arc::default());
            self.ends.set(None);
            self.stale.set(None);
            self.settle(EngineState::Ready);
            return;
        }
        self.set_at_work();
        self.remember_choices();
        let ends = !self.open_views.read_untracked().is_empty();
        let asked = Asked { request: self.request(text), ends };
        self.link.with_value(|link| link.iter().for_each(|link| link.ask(asked.clone())));
    }

    /// The next visit finds the choices with the user's own text; an example is nobody's.
    pub fn remember_choices(self) {
        if !examples::is_example(&self.text.read_untracked()) {
            browser::remember(keys::CHOICES, &self.choices().to_lines());
        }
    }

    /// The page is busy with a text that is not converted yet.
    pub fn set_at_work(self) {
        if self.engine.get_untracked() != EngineState::Loading {
            self.settle(EngineState::Working);
        }
        // What is kept from before the last edits stays marked as just that until there is an answer.
        if matches!(self.stale.get_untracked(), None | Some(Stale::Unanswered)) {
            self.stale.set(Some(Stale::Working));
        }
    }

    fn request(self, text: String) -> Request {
        let dialect = self.dialect.get_untracked();
        Request {
            sources: vec![Source { name: String::new(), text }],
            dialect: (!dialect.is_empty()).then_some(dialect),
            from: self.from.get_untracked(),
            to: self.target.get_untracked(),
            map: self.map.get_untracked(),
            set: self.options.get_untracked(),
            allow: self.allowed.get_untracked().into_iter().collect(),
            ..Request::default()
        }
    }

    fn hear(self, outcome: Result<Outcome, String>) {
        match outcome {
            Ok(outcome) => self.take(outcome),
            Err(reason) => {
                self.stale.set(Some(Stale::Unanswered));
                self.settle(EngineState::Failed(reason));
            }
        }
    }

    fn take(self, mut outcome: Outcome) {
        // A text without a table can be written as Drizzle all the same; nobody wants to see that.
        if outcome.conversion.detection.table_count == 0 {
            outcome.conversion.files.clear();
        }
        let edit = self.edit.get_value();
        match freshness::choose(&self.result.get_untracked(), &outcome.conversion, edit) {
            Show::New => {
                self.result.set(Arc::new(outcome.conversion.clone()));
                self.ends.set(outcome.ends.take().map(Arc::new));
                self.stale.set(None);
                self.edit.set_value(Edit::Typed);
            }
            Show::Old(stale) => self.stale.set(Some(stale)),
        }
        // A target that this text cannot be converted to was chosen for another text.
        let chosen = self.target.get_untracked();
        if chosen.is_some_and(|chosen| !outcome.conversion.detection.targets.contains(&chosen)) {
            self.target.set(None);
        }
        self.answer.set(Arc::new(outcome));
        self.settle(EngineState::Ready);
    }

    fn settle(self, state: EngineState) {
        if self.engine.get_untracked() != state {
            self.engine.set(state);
        }
    }

    /// The findings of the newest answer, the gravest first.
    pub fn findings(self) -> Vec<Finding> {
        findings::in_order(&self.answer.read().conversion.findings)
    }

    /// The target that was taken, with its options.
    pub fn taken_target(self) -> Option<Target> {
        let answer = self.answer.read();
        let name = answer.conversion.target.as_ref()?;
        answer.targets.iter().find(|target| target.name == *name).cloned()
    }

    /// The files, by their outputs.
    pub fn groups(self) -> Vec<results::Group> {
        results::groups(&self.result.read().files)
    }

    /// The tab that is shown: that of the chosen file, or the first.
    pub fn shown_output(self) -> Option<results::Group> {
        results::shown(&self.groups(), &self.chosen_path.read()).cloned()
    }

    /// The path of the file that is shown.
    pub fn shown_path(self) -> Option<String> {
        let group = self.shown_output()?;
        let chosen = self.chosen_path.get();
        let is_there = group.tabs.iter().any(|tab| tab.path == chosen);
        if is_there { Some(chosen) } else { results::opening_path(&group).map(ToOwned::to_owned) }
    }

    /// The user chooses a file.
    pub fn choose_path(self, path: String) {
        self.chosen_path.set(path);
        self.remember_choices();
    }

    /// The user chooses an output, which opens with the file that does the work.
    pub fn choose_output(self, output: &str) {
        let groups = untrack(|| self.groups());
        let group = groups.iter().find(|group| group.output == output);
        if let Some(path) = group.and_then(results::opening_path) {
            self.choose_path(path.to_owned());
        }
    }

    /// The file that is shown.
    pub fn shown_file(self) -> Option<File> {
        let path = self.shown_path()?;
        self.result.read().files.iter().find(|file| file.path == path).cloned()
    }

    /// Copies the file that is shown.
    pub fn copy_shown_file(self, form: Form) {
        let Some(file) = untrack(|| self.shown_file()) else { return };
        spawn_local(async move {
            let lines = words::number(file.text.lines().count(), "line", "lines");
            let name = results::file_name(&file.path);
            let (text, as_what) = match form {
                Form::Plain => (file.text.clone(), ""),
                Form::Markdown => (results::markdown(&file), " as Markdown"),
            };
            if browser::copy(&text).await {
                self.announce(&format!("Copied {name}{as_what}, {lines}."));
            } else {
                self.announce(&format!(
                    "Failed to copy {name}. Select the text and press Ctrl+C, or download it."
                ));
            }
        });
    }

    /// Tells what happened, to the eye and to screen readers.
    pub fn announce(self, message: &str) {
        self.announcement.set(message.to_owned());
    }
}

//! What is done when a command is given, by the keyboard or from the list of commands.

use authmorph::ui::shortcuts::{self, Action, Held};
use authmorph::ui::{examples, words};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen;
use leptos::wasm_bindgen::prelude::*;

use crate::browser;
use crate::linked::Direction;
use crate::page::{Form, Page};
use crate::panels;

#[wasm_bindgen]
extern "C" {
    /// Lets the user choose one of the titles (`www/dialogs.ts`).
    #[wasm_bindgen(js_namespace = authmorph, js_name = choose, catch)]
    async fn choose(titles: Vec<String>, keys: Vec<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = authmorph, js_name = showHelp, catch)]
    async fn show_help(titles: Vec<String>, keys: Vec<String>) -> Result<JsValue, JsValue>;
    /// The text of an example (`www/boot.js`).
    #[wasm_bindgen(js_namespace = authmorph, js_name = example, catch)]
    async fn load_example(id: &str) -> Result<JsValue, JsValue>;
}

/// The text of an example; none when it cannot be loaded.
pub async fn example_text(example: &examples::Example) -> Option<String> {
    if Some(example) == examples::ALL.first() {
        return Some(examples::FIRST.to_owned());
    }
    load_example(example.id).await.ok()?.as_string()
}

/// Listens to the keyboard.
pub fn listen(page: Page) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let held = Held {
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
        let Some(action) = shortcuts::action(&event.key(), &event.code(), held, browser::is_typing()) else {
            return;
        };
        event.prevent_default();
        page.run(action);
    });
    on_cleanup(move || handle.remove());
}

impl Page {
    /// Does what the command says.
    pub fn run(self, action: Action) {
        match action {
            Action::Commands => self.offer_commands(),
            Action::Help => self.help(),
            Action::Copy => self.copy_shown_file(Form::Plain),
            Action::CopyMarkdown => self.copy_shown_file(Form::Markdown),
            Action::Download => self.download_shown(),
            Action::DownloadAll => self.download_all(),
            Action::Share => self.copy_link(),
            Action::NextFinding => self.go_to_finding(Direction::Next),
            Action::PreviousFinding => self.go_to_finding(Direction::Previous),
            Action::Panel(id) => self.go_to_panel(id),
            Action::StartEmpty => self.start_empty(),
            Action::BringBack => self.bring_back(),
            Action::Cancel => self.cancel(),
            Action::Print => browser::print(),
            Action::Forget => self.forget(),
        }
    }

    /// The text is emptied, and the next key writes into it.
    pub fn start_empty(self) {
        self.replace_text(String::new(), String::new());
        self.area_shown.set(panels::Area::Left);
        self.focus_text();
    }

    /// An example takes the text's place, as soon as it is there.
    pub fn open_example(self, id: &str) {
        let Some(example) = examples::by_id(id) else { return };
        self.set_at_work();
        spawn_local(async move {
            let Some(text) = example_text(example).await else {
                self.announce("The example could not be loaded.");
                self.convert();
                return;
            };
            self.replace_text(text, String::new());
            if let Some(to) = example.to {
                self.choose_target(to.to_owned());
            }
            self.announce(&format!("Example loaded: {}.", example.title));
        });
    }

    fn go_to_panel(self, id: &'static str) {
        if let Some(panel) = panels::ALL.iter().find(|panel| panel.id == id) {
            self.area_shown.set(panel.area.tab());
            // A panel that was hidden has to be there before it can have the focus.
            request_animation_frame(move || match id {
                "source" => self.focus_text(),
                _ => browser::focus(&format!("{id}-heading")),
            });
        }
    }

    fn help(self) {
        let is_mac = browser::is_mac();
        let ours =
            shortcuts::ALL.iter().map(|command| (command.title.to_owned(), shortcuts::keys(command, is_mac)));
        let editors =
            shortcuts::OF_THE_EDITOR.iter().map(|(title, key)| ((*title).to_owned(), (*key).to_owned()));
        let (titles, keys) = ours.chain(editors).unzip();
        spawn_local(async move {
            if show_help(titles, keys).await.is_err() {
                self.announce("The help could not be loaded.");
            }
        });
    }

    /// The list of commands: those of the table, and one for each thing that can be chosen at the moment.
    fn offer_commands(self) {
        let is_mac = browser::is_mac();
        let mut offers: Vec<(String, String, Offer)> = Vec::new();
        for command in shortcuts::ALL {
            let keys = shortcuts::keys(command, is_mac);
            offers.push((command.title.to_owned(), keys, Offer::Run(command.action)));
        }
        for name in &self.answer.read_untracked().conversion.detection.targets {
            offers.push((
                format!("Convert to {}", words::target(name)),
                String::new(),
                Offer::Target(name.clone()),
            ));
        }
        for group in untrack(|| self.groups()) {
            offers.push((format!("Show {}", group.title), String::new(), Offer::Output(group.output)));
        }
        for example in examples::ALL {
            offers.push((
                format!("Open the example {}", example.title),
                String::new(),
                Offer::Example(example.id),
            ));
        }
        let titles = offers.iter().map(|(title, _, _)| title.clone()).collect();
        let keys = offers.iter().map(|(_, keys, _)| keys.clone()).collect();
        spawn_local(async move {
            let Ok(chosen) = choose(titles, keys).await else {
                self.announce("The list of commands could not be loaded.");
                return;
            };
            let number = chosen.as_f64().map(|number| number as usize);
            if let Some((_, _, offer)) = number.and_then(|number| offers.into_iter().nth(number)) {
                self.take_offer(offer);
            }
        });
    }

    fn take_offer(self, offer: Offer) {
        match offer {
            Offer::Run(action) => self.run(action),
            Offer::Target(name) => self.choose_target(name),
            Offer::Output(name) => {
                self.choose_output(&name);
                self.go_to_panel("result");
            }
            Offer::Example(id) => self.open_example(id),
        }
    }
}

/// What an entry of the list does.
enum Offer {
    Run(Action),
    Target(String),
    Output(String),
    Example(&'static str),
}

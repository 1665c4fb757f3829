//! Links that hold the text and the choices, and what this browser remembers of them.

use authmorph::ui::share::{Choices, LONGEST_FRAGMENT, OPENING, Shared};
use authmorph::ui::shortcuts::{self, Action};
use authmorph::ui::{examples, words};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::*;
use web_sys::Node;

use crate::browser::{self, keys};
use crate::commands::example_text;
use crate::page::Page;
use crate::widgets::heard;

#[wasm_bindgen]
extern "C" {
    /// Packs a text for an address (`www/share.js`).
    #[wasm_bindgen(js_namespace = authmorph, js_name = pack, catch)]
    async fn pack(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = authmorph, js_name = unpack, catch)]
    async fn unpack(packed: &str) -> Result<JsValue, JsValue>;
}

/// The menu in the header.
pub fn menu(page: Page) -> impl IntoView {
    let on_key = |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            browser::close("share");
            browser::focus("open-share");
        }
    };
    // What is opened over the page closes when the focus goes elsewhere.
    let on_leave = |event: ev::FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        if next.is_some_and(|next| !browser::contains("share", &next)) {
            browser::close("share");
        }
    };
    view! {
        <details class="share" id="share" on:keydown=heard(on_key) on:focusout=heard(on_leave)>
            <summary class="button" id="open-share" title=shortcuts::tooltip(Action::Share, browser::is_mac())>
                "Share"
            </summary>
            <div class="menu">
                <p>
                    "The link holds your schema, your choices, the hazards that you allowed and the file that is shown: whoever gets it can read them. No server does."
                </p>
                <button type="button" id="copy-link" on:click=heard(move |_| page.copy_link())>
                    "Copy link"
                </button>
                <p>"This browser remembers your text and your choices, for the next visit."</p>
                <button type="button" id="forget" on:click=heard(move |_| page.forget())>
                    "Forget them"
                </button>
            </div>
        </details>
    }
}

/// Takes what the address holds, now and whenever another link is opened in the same tab.
pub fn listen(page: Page) {
    page.open_link();
    let handle = window_event_listener(ev::hashchange, move |_| page.open_link());
    on_cleanup(move || handle.remove());
}

impl Page {
    /// What the user chose.
    pub fn choices(self) -> Choices {
        Choices {
            dialect: self.dialect.get_untracked(),
            from: self.from.get_untracked(),
            to: self.target.get_untracked(),
            set: self.options.get_untracked(),
            map: self.map.get_untracked(),
            allow: self.allowed.get_untracked(),
            show: self.chosen_path.get_untracked(),
        }
    }

    /// Puts a link to what the page shows on the clipboard.
    pub fn copy_link(self) {
        let lines = Shared::of(&self.text.get_untracked(), self.choices()).to_lines();
        spawn_local(async move {
            let packed = pack(&lines).await.ok().and_then(|packed| packed.as_string());
            let message = match packed {
                None => "Failed to make a link: this browser cannot pack texts.".to_owned(),
                Some(packed) if packed.len() > LONGEST_FRAGMENT => format!(
                    "Failed to make a link: it would have {}, which few programs keep whole. Send the text as a file.",
                    words::number(packed.len(), "character", "characters")
                ),
                Some(packed) => {
                    let link = browser::address_with(&format!("{OPENING}{packed}"));
                    let length = words::number(link.len(), "character", "characters");
                    if browser::copy(&link).await {
                        format!("Copied a link of {length}. It holds your schema.")
                    } else {
                        "Failed to copy the link: the browser gave no access to the clipboard.".to_owned()
                    }
                }
            };
            self.announce(&message);
        });
    }

    fn open_link(self) {
        let fragment = browser::fragment();
        let Some(packed) = fragment.strip_prefix(OPENING).map(ToOwned::to_owned) else { return };
        spawn_local(async move {
            let lines = unpack(&packed).await.ok().and_then(|lines| lines.as_string());
            let shared = lines.as_deref().and_then(Shared::from_lines);
            let own = shared.as_ref().and_then(Shared::own_text);
            let example = shared.as_ref().and_then(|shared| examples::by_id(&shared.example));
            let text = match (own, example) {
                (None, Some(example)) => example_text(example).await,
                (own, _) => own,
            };
            match text.zip(shared) {
                Some((text, shared)) => {
                    self.replace_text(text, String::new());
                    let allowed = words::number(shared.choices.allow.len(), "hazard", "hazards");
                    let warning = match shared.choices.allow.len() {
                        0 => String::new(),
                        _ => format!(" Whoever made it allowed {allowed}: look at the findings."),
                    };
                    self.choose(shared.choices);
                    self.announce(&format!("Opened what the link holds.{warning}"));
                }
                None => self.announce("The link is damaged, or made by another version: nothing was opened."),
            }
            // From here on the text is edited; a reload must not bring the link's back.
            browser::clear_fragment();
        });
    }

    /// Removes what this browser remembers.
    pub fn forget(self) {
        keys::ALL.iter().for_each(|key| browser::forget(key));
        self.announce("Forgotten. What you type from now on is remembered again.");
    }
}

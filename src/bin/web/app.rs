//! The page as a whole: header, panels, footer, and the keyboard.

use authmorph::ui::shortcuts::{self, Action};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{self, keys};
use crate::editor;
use crate::linked::Direction;
use crate::page::Page;
use crate::panels::{self, Area, Panel};
use crate::share;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::new();
    share::listen(page);
    listen_to_keys(page);
    spawn_local(async move { page.editors.set(editor::load().await) });
    view! {
        <Header page />
        <main class="layout">
            <div class="column">{in_area(page, Area::Left)}</div>
            <div class="column">{in_area(page, Area::Right)}</div>
            <div class="column wide">{in_area(page, Area::Below)}</div>
        </main>
        <p class="announcement" role="status">{page.announcement}</p>
        <Footer />
    }
}

/// What the page promises, its version and its colours.
#[component]
fn Header(page: Page) -> impl IntoView {
    let theme = RwSignal::new(browser::remembered(keys::THEME).unwrap_or_else(|| "system".to_owned()));
    browser::apply_theme(&theme.get_untracked());
    let choose = move |event: ev::Event| {
        let value = event_target_value(&event);
        browser::remember(keys::THEME, &value);
        browser::apply_theme(&value);
        theme.set(value);
    };
    view! {
        <header class="header">
            <h1>"authmorph"</h1>
            <p class="what">"Migrates auth tables without losing a row."</p>
            <p class="promise">"Runs in your browser. Nothing is sent."</p>
            {share::menu(page)}
            <label class="theme">
                "Theme "
                <select id="theme" on:change=choose prop:value=theme>
                    <option value="system">"System"</option>
                    <option value="light">"Light"</option>
                    <option value="dark">"Dark"</option>
                </select>
            </label>
        </header>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let is_mac = browser::is_mac();
    view! {
        <footer class="footer">
            <p>"Version " {env!("CARGO_PKG_VERSION")}</p>
            <dl class="shortcuts" aria-label="Keyboard shortcuts">
                {shortcuts::ALL
                    .iter()
                    .map(|shortcut| {
                        view! {
                            <div>
                                <dt>
                                    <kbd>{shortcuts::keys(shortcut, is_mac)}</kbd>
                                </dt>
                                <dd>{shortcut.help}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </footer>
    }
}

fn in_area(page: Page, area: Area) -> Vec<AnyView> {
    panels::ALL.iter().filter(|panel| panel.area == area).map(|panel| frame(page, panel)).collect()
}

/// A panel in its frame: a region with a heading, so that it can be jumped to.
fn frame(page: Page, panel: &'static Panel) -> AnyView {
    let heading = format!("{}-heading", panel.id);
    view! {
        <section class=format!("panel panel-{}", panel.id) id=panel.id aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{panel.title}</h2>
            {(panel.view)(page)}
        </section>
    }
    .into_any()
}

fn listen_to_keys(page: Page) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let command = event.ctrl_key() || event.meta_key();
        if event.alt_key() {
            return;
        }
        let Some(action) = shortcuts::action(&event.key(), command, event.shift_key()) else { return };
        event.prevent_default();
        match action {
            Action::Copy => page.copy_shown_file(),
            Action::NextFinding => page.go_to_finding(Direction::Next),
            Action::PreviousFinding => page.go_to_finding(Direction::Previous),
        }
    });
    on_cleanup(move || handle.remove());
}

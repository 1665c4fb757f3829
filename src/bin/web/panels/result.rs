//! The files: a tab for each output, below it one for each of its files, and what to do with them.

use authmorph::api::File;
use authmorph::ui::freshness::{self, Stale};
use authmorph::ui::results::{self, Group};
use authmorph::ui::shortcuts::{self, Action};
use authmorph::ui::{words, zip};
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser;
use crate::editor::FileEditor;
use crate::page::Page;
use crate::widgets::tabs::{Tab, tab_list};
use crate::widgets::{calculated, either, heard, live, marked, shown_when, watched, whether};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let groups = calculated(move || page.groups());
    let outputs = calculated(move || groups.get().iter().map(output_tab).collect::<Vec<Tab>>());
    let shown_output = calculated(move || page.shown_output().map(|group| group.output).unwrap_or_default());
    let files = calculated(move || file_tabs(page));
    let path = calculated(move || page.shown_path().unwrap_or_default());
    let file = calculated(move || page.shown_file());
    let choose_file = Callback::new(move |path: String| page.choose_path(path));
    // While the engine is at work a word beside the buttons will do; a banner at each keystroke would make the page jump.
    let is_kept = move || {
        !matches!(*page.stale.read(), None | Some(Stale::Working)) && !page.result.read().files.is_empty()
    };
    let shown = move || {
        view! {
            <div class="files" class:stale-files=whether(move || page.stale.read().is_some())>
                {tab_list("Outputs", "output", outputs, shown_output, shows_file, Callback::new(move |output: String| page.choose_output(&output)))}
                {shown_when(
                    move || files.read().len() > 1,
                    move || tab_list("Files", "file", files, path, shows_file, choose_file),
                )}
                {actions(page)}
                {shown_file(page, file)}
            </div>
        }
    };
    view! {
        <p class="notice stale" role="status" class:quiet=whether(move || !is_kept())>
            {live(move || page.stale.get().filter(|_| is_kept()).map(freshness::mark))}
        </p>
        {either(
            move || !groups.read().is_empty(),
            shown,
            || view! { <p class="state">"No files yet: they appear as soon as a layout is recognised."</p> },
        )}
    }
    .into_any()
}

/// The file as plain text, and in front of it an editor when there is one.
fn shown_file(page: Page, file: Memo<Option<File>>) -> impl IntoView {
    let path = calculated(move || file.read().as_ref().map(|file| file.path.clone()).unwrap_or_default());
    let host = NodeRef::<Div>::new();
    let editor = RwSignal::new_local(None::<FileEditor>);
    watched(move || {
        let (Some(editors), Some(host)) = (page.editors.get(), host.get()) else { return };
        editor.set(editors.mount_file(&host).ok());
    });
    watched(move || {
        let (Some(editor), Some(file)) = (editor.get(), file.get()) else { return };
        let dialect = &page.result.read().detection.dialect;
        editor.show(&file.text, &file.language, dialect, &file.path);
    });
    watched(move || {
        if let Some(editor) = editor.get() {
            file.track();
            editor.light_lines(&page.lit_lines());
        }
    });
    view! {
        <div
            class="editor file-editor"
            id="shown-file"
            role="tabpanel"
            tabindex="0"
            aria-label=path
            data-path=path
            node_ref=host
        >
            <pre>
                <code>
                    {live(move || file.read().as_ref().map(|file| marked::file(&file.text, &file.language)))}
                </code>
            </pre>
        </div>
    }
}

/// Every tab shows its file at the same place.
fn shows_file(_: &str) -> String {
    "shown-file".to_owned()
}

fn output_tab(group: &Group) -> Tab {
    Tab { id: group.output.clone(), title: group.title.clone() }
}

fn file_tabs(page: Page) -> Vec<Tab> {
    let tabs = page.shown_output().map(|group| group.tabs).unwrap_or_default();
    tabs.into_iter().map(|tab| Tab { id: tab.path, title: tab.title }).collect()
}

fn actions(page: Page) -> impl IntoView {
    let copy = move || {
        let is_migration = page.shown_file().is_some_and(|file| file.output == "migration");
        let hazards = is_migration.then(|| hazards(page)).flatten();
        hazards.map_or_else(|| "Copy".to_owned(), |hazards| format!("Copy with {hazards}"))
    };
    view! {
        <div class="bar">
            {button(page, "copy", Action::Copy, Signal::derive(copy))}
            {button(page, "copy-markdown", Action::CopyMarkdown, "Copy as Markdown".into())}
            {button(page, "download", Action::Download, "Download".into())}
            {button(page, "download-all", Action::DownloadAll, "Download all (ZIP)".into())}
            <span class="state working">
                {live(move || (page.stale.get() == Some(Stale::Working)).then(|| freshness::mark(Stale::Working)))}
            </span>
        </div>
    }
}

/// What whoever takes the migration has to know of, whoever allowed it: it may have come by a link.
fn hazards(page: Page) -> Option<String> {
    let result = page.result.read();
    let allowed = page.allowed.read();
    let is_allowed = |code: &&String| {
        result.findings.iter().any(|finding| finding.severity == "block" && finding.code == **code)
    };
    match (result.blocked_by.len(), allowed.iter().filter(is_allowed).count()) {
        (0, 0) => None,
        (0, allowed) => Some(words::number(allowed, "allowed hazard", "allowed hazards")),
        (open, _) => Some(words::number(open, "open hazard", "open hazards")),
    }
}

fn button(page: Page, id: &'static str, action: Action, title: Signal<String>) -> AnyView {
    view! {
        <button
            type="button"
            id=id
            class:primary=action == Action::Copy
            title=shortcuts::tooltip(action, browser::is_mac())
            on:click=heard(move |_| page.run(action))
        >
            {title}
        </button>
    }
    .into_any()
}

impl Page {
    /// Hands out the file that is shown.
    pub fn download_shown(self) {
        let Some(file) = untrack(|| self.shown_file()) else { return };
        let name = results::file_name(&file.path);
        browser::download(name, file.text.as_bytes(), "text/plain;charset=utf-8");
        self.announce(&format!("Downloaded {name}."));
    }

    /// Hands out all files in one archive.
    pub fn download_all(self) {
        let result = self.result.get_untracked();
        let target = result.target.clone().unwrap_or_else(|| "files".to_owned());
        let archive = zip::archive(result.files.iter().map(|file| (file.path.as_str(), file.text.as_str())));
        let name = format!("authmorph-{target}.zip");
        browser::download(&name, &archive, "application/zip");
        self.announce(&format!("Downloaded {name}."));
    }
}

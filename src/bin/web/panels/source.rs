//! The text: where it comes from, and the text area itself.

use std::cell::RefCell;
use std::rc::Rc;

use authmorph::ui::files::{self, Opened};
use authmorph::ui::freshness::Edit;
use authmorph::ui::links::Spot;
use authmorph::ui::{LONGEST_TEXT, examples, findings, words};
use gloo::file::callbacks::{FileReader, read_as_bytes};
use gloo::file::{File, FileList};
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, InputEvent};

use crate::page::{EngineState, Page};
use crate::widgets::{calculated, heard, live, shown_when, watched};

/// The panel.
pub fn view(page: Page) -> AnyView {
    view! {
        <div class="bar">
            {example_menu(page)} {open_button(page)}
            <button
                type="button"
                on:click=heard(move |_| page.start_empty())
            >
                "Start empty"
            </button>
        </div>
        {shown_when(move || page.set_aside.read().is_some(), move || set_aside(page))}
        {shown_when(
            move || matches!(&*page.engine.read(), EngineState::Failed(_)),
            move || failed(page),
        )}
        {text_area(page)}
        <div class="state-line">
            <p class="state" id="text-state">
                {live(move || state(page))}
            </p>
            {progress(page)}
            {dialect_select(page)}
        </div>
    }
    .into_any()
}

fn set_aside(page: Page) -> AnyView {
    view! {
        <p class="notice">
            "Your own text was set aside. "
            <button type="button" on:click=heard(move |_| page.bring_back())>
                "Bring back my text"
            </button>
        </p>
    }
    .into_any()
}

fn failed(page: Page) -> AnyView {
    view! {
        <div class="notice notice-error" role="alert">
            <p>{live(move || failure(page))}</p>
            <button type="button" on:click=heard(move |_| page.convert())>
                "Retry"
            </button>
        </div>
    }
    .into_any()
}

fn example_menu(page: Page) -> impl IntoView {
    let choose = move |event: ev::Event| page.open_example(&event_target_value(&event));
    // The menu names the example that is shown, and nothing once it was edited.
    let shown = move || {
        let text = page.text.read();
        examples::of(&text).map_or("", |example| example.id)
    };
    view! {
        <label>
            "Example "
            <select on:change=heard(choose) prop:value=shown id="example">
                <option value="" disabled=true>
                    "choose one"
                </option>
                {examples::ALL
                    .iter()
                    .map(|example| view! { <option value=example.id>{example.title}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}

fn dialect_select(page: Page) -> impl IntoView {
    let told = move || {
        let answer = page.answer.read();
        let told = &answer.conversion.detection.dialect;
        if told.is_empty() {
            "From the text".to_owned()
        } else {
            format!("From the text: {}", words::dialect(told))
        }
    };
    view! {
        <label>
            "Dialect "
            <select
                id="dialect"
                on:change=heard(move |event| page.choose_dialect(event_target_value(&event)))
                prop:value=page.dialect
            >
                <option value="">{told}</option>
                {words::DIALECTS
                    .iter()
                    .map(|(id, name)| view! { <option value=*id>{*name}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}

fn open_button(page: Page) -> impl IntoView {
    let open = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(list) = input.files() {
            read_files(page, FileList::from(list).to_vec());
        }
        // So that the same file can be opened again after it was changed.
        input.set_value("");
    };
    view! {
        <label class="button">
            "Open files"
            <input
                type="file"
                id="open"
                class="visually-hidden"
                multiple=true
                accept=".sql,.ddl,.txt,.prisma,.ts,.mts,.js,text/plain,application/sql"
                on:change=heard(open)
            />
        </label>
    }
}

fn text_area(page: Page) -> impl IntoView {
    // The area holds its own content; only what a script puts there is written to it.
    watched(move || {
        let is_replaced = page.replacements.get() > 0;
        if let Some(area) = page.area.get() {
            area.set_value(&page.text.get_untracked());
            // Scrolling lays the page out at once, which a first view need not wait for.
            if is_replaced {
                area.set_scroll_top(0);
            }
        }
        if let Some(editor) = page.source_editor.get_untracked() {
            editor.take();
        }
    });
    let host = NodeRef::<Div>::new();
    keep_editor(page, host);
    let hovering = RwSignal::new(false);
    let on_input = move |event: ev::Event| {
        let kind = event.dyn_ref::<InputEvent>().map(InputEvent::input_type).unwrap_or_default();
        let typed = kind.starts_with("insertText")
            || kind.starts_with("insertLineBreak")
            || kind.starts_with("insertComposition")
            || kind.starts_with("delete");
        page.edit(event_target_value(&event), if typed { Edit::Typed } else { Edit::Replaced });
    };
    let on_caret = move |event: ev::CustomEvent| selection(&event, page);
    let on_drop = move |event: ev::DragEvent| {
        hovering.set(false);
        let list = event.data_transfer().and_then(|transfer| transfer.files());
        // Text that is dragged in is the editor's own business.
        if let Some(list) = list.filter(|list| list.length() > 0) {
            event.prevent_default();
            read_files(page, FileList::from(list).to_vec());
        }
    };
    view! {
        <label for="text" class="visually-hidden">
            "The CREATE TABLE statements of your auth tables"
        </label>
        <div
            class="editor source-editor"
            id="source-editor"
            node_ref=host
            class:hovering=hovering
            on:dragover=heard(move |event: ev::DragEvent| {
                event.prevent_default();
                hovering.set(true);
            })
            on:dragleave=heard(move |_| hovering.set(false))
            on:drop=heard(on_drop)
        >
        <textarea
            id="text"
            node_ref=page.area
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            wrap="off"
            rows="20"
            aria-describedby="text-state"
            placeholder="Paste the CREATE TABLE statements of your auth tables, or drop .sql, .prisma or .ts files here."
            on:input=heard(on_input)
            on:caret=heard(on_caret)
        ></textarea>
        </div>
    }
}

/// Puts the editor in front of the text area as soon as its script is there, and tells it what the page knows.
fn keep_editor(page: Page, host: NodeRef<Div>) {
    watched(move || {
        let (editors, area, host) = (page.editors.get(), page.area.get(), host.get());
        let (Some(editors), Some(area), Some(host)) = (editors, area, host) else { return };
        if page.source_editor.read_untracked().is_none()
            && let Ok(editor) = editors.mount_source(&area, &host)
        {
            page.source_editor.set(Some(editor));
        }
    });
    watched(move || {
        let Some(editor) = page.source_editor.get() else { return };
        editor.speak(&page.answer.read().conversion.detection.dialect);
    });
    watched(move || {
        let Some(editor) = page.source_editor.get() else { return };
        let marks = findings::marks(&page.answer.read().conversion.findings);
        editor.mark(&marks.places, marks.severities, marks.texts);
    });
    watched(move || {
        let Some(editor) = page.source_editor.get() else { return };
        editor.light(&page.lit_places());
    });
}

/// Where the caret is, which the editor tells by way of the text area.
fn selection(event: &ev::CustomEvent, page: Page) {
    let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(area) = area else { return };
    let offset = |place: Result<Option<u32>, _>| place.ok().flatten().map(|place: u32| place as usize);
    let place = offset(area.selection_start()).zip(offset(area.selection_end()));
    page.chosen_spot.set(Some(Spot { place, step: None }));
}

/// What is shown while the engine takes longer than the eye: the style sheet lets it appear after 200 milliseconds.
fn progress(page: Page) -> impl IntoView {
    let is_busy =
        calculated(move || matches!(*page.engine.read(), EngineState::Loading | EngineState::Working));
    let is_stopped = calculated(move || *page.engine.read() == EngineState::Stopped);
    let busy = move || {
        view! {
            <span class="progress">
                <progress aria-label="Converting"></progress>
                <button type="button" id="cancel" on:click=heard(move |_| page.cancel())>
                    "Stop"
                </button>
            </span>
        }
        .into_any()
    };
    let stopped = move || {
        view! {
            <button type="button" id="convert" on:click=heard(move |_| page.convert())>
                "Convert"
            </button>
        }
        .into_any()
    };
    move || {
        if is_busy.get() { Some(busy()) } else { is_stopped.get().then(stopped) }
    }
}

/// One line about the text: how much there is of it, and what the engine does with it.
fn state(page: Page) -> String {
    let text = page.text.read();
    if text.trim().is_empty() {
        return "Nothing to convert yet: paste your schema, open files, or choose an example.".to_owned();
    }
    let size = words::size(text.len());
    if text.len() > LONGEST_TEXT {
        return format!(
            "Too large: {size}, and the page converts up to {}. Leave the rows out (pg_dump --schema-only, mysqldump \
             --no-data, sqlite3 .schema), or use the command line.",
            words::size(LONGEST_TEXT)
        );
    }
    let lines = words::number(text.lines().count(), "line", "lines");
    match &*page.engine.read() {
        EngineState::Loading => format!("{lines}, {size}. The engine is loading …"),
        EngineState::Working => format!("{lines}, {size}. Converting …"),
        EngineState::Failed(_) => format!("{lines}, {size}. Not converted."),
        EngineState::Stopped => format!("{lines}, {size}. Not converted: stopped."),
        EngineState::Ready => {
            let answer = page.answer.read();
            let detection = &answer.conversion.detection;
            let tables = words::number(detection.table_count, "table", "tables");
            format!("{lines}, {size}, {tables} read.{}", words::taken_for(&detection.findings))
        }
    }
}

fn failure(page: Page) -> String {
    match &*page.engine.read() {
        EngineState::Failed(reason) => {
            format!("The engine failed: {reason}. Your text is kept.")
        }
        _ => String::new(),
    }
}

/// Reads the files, and takes their texts when the last one is there.
fn read_files(page: Page, files: Vec<File>) {
    let size: u64 = files.iter().map(|file| file.size()).sum();
    if size > LONGEST_TEXT as u64 {
        let size = words::size(usize::try_from(size).unwrap_or(usize::MAX));
        page.announce(&format!(
            "Too large: {size}, and the page converts up to {}. Leave the rows out, or use the command line.",
            words::size(LONGEST_TEXT)
        ));
        return;
    }
    let number = files.len();
    let opened: Rc<RefCell<Vec<Opened>>> = Rc::default();
    // A reader that is dropped stops reading.
    let readers: Rc<RefCell<Vec<FileReader>>> = Rc::default();
    for file in files {
        let (name, opened, kept) = (file.name(), Rc::clone(&opened), Rc::clone(&readers));
        let reader = read_as_bytes(&file, move |bytes| {
            match bytes {
                Ok(bytes) => opened.borrow_mut().push(Opened { name, bytes }),
                Err(error) => page.announce(&format!("{name} could not be read: {error}")),
            }
            if opened.borrow().len() == number {
                page.open_text(files::join(opened.take()));
                page.announce(&format!("Opened {}.", words::number(number, "file", "files")));
                kept.borrow_mut().clear();
            }
        });
        readers.borrow_mut().push(reader);
    }
}

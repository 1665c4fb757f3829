//! What the schema shall become: the target and its options, as a form made from the engine's descriptions.

use authmorph::api::{OptionDescription, Target};
use authmorph::ui::words;
use leptos::prelude::*;

use crate::page::Page;
use crate::widgets::{calculated, either, folded, heard, live, marked, whether};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let names = calculated(move || page.answer.read().conversion.detection.targets.clone());
    let taken = calculated(move || page.answer.read().conversion.target.clone().unwrap_or_default());
    let target = calculated(move || page.taken_target());
    let purposes = calculated(move || {
        let answer = page.answer.read();
        let targets = answer.targets.iter().map(|target| (target.name.clone(), target.purpose.clone()));
        targets.collect::<Vec<(String, String)>>()
    });
    let options = calculated(move || target.get().map(|target| target.options).unwrap_or_default());
    view! {
        {either(
            move || !names.read().is_empty(),
            move || choice(page, names, taken, target),
            || view! { <p class="state">"No target yet: first a layout must be recognised."</p> },
        )}
        {live(move || (purposes.read().len() > 1).then(|| meanings(page, taken, purposes.get())))}
        {live(move || {
            let options = options.get();
            (!options.is_empty()).then(|| form(page, options))
        })}
    }
    .into_any()
}

fn choice(
    page: Page,
    names: Memo<Vec<String>>,
    taken: Memo<String>,
    target: Memo<Option<Target>>,
) -> AnyView {
    view! {
            <div class="bar">
                <label>
                    "Convert to "
                    <select
                        id="to"
                        on:change=heard(move |event| page.choose_target(event_target_value(&event)))
                        prop:value=move || {
                            names.track();
                            taken.get()
                        }
                    >
                        {live(move || {
                            names
                                .get()
                                .into_iter()
                                .map(|name| view! { <option value=name.clone()>{words::target(&name)}</option> })
                                .collect_view()
                        })}
                    </select>
                </label>
            </div>
            <p class="state">{live(move || target.get().map(|target| marked::sentence(&target.purpose)))}</p>
    }
    .into_any()
}

/// What each target means, a line each, to be read before one is chosen.
fn meanings(page: Page, taken: Memo<String>, purposes: Vec<(String, String)>) -> AnyView {
    let summary = format!("All {} targets, and what each means", purposes.len());
    let rows = move || {
        let rows = purposes.iter().map(|(name, purpose)| meaning(page, taken, name.clone(), purpose));
        view! { <ul class="plain">{rows.collect_view()}</ul> }
    };
    folded("meanings", false, summary.into_any(), rows)
}

fn meaning(page: Page, taken: Memo<String>, name: String, purpose: &str) -> AnyView {
    let title = words::target(&name);
    let of_pressed = name.clone();
    view! {
        <li>
            <button
                type="button"
                class="small"
                aria-pressed=move || if *taken.read() == of_pressed { "true" } else { "false" }
                on:click=heard(move |_| page.choose_target(name.clone()))
            >
                {title}
            </button>
            " "
            <span class="hint">{marked::sentence(purpose)}</span>
        </li>
    }
    .into_any()
}

fn form(page: Page, options: Vec<OptionDescription>) -> AnyView {
    let number = words::number(options.len(), "option", "options");
    // What is chosen is what differs from its default.
    let changed = move || {
        let changed = page.options.read().len();
        (changed > 0).then(|| format!(", {changed} changed"))
    };
    let summary = view! { {number} {live(changed)} }.into_any();
    let rows = move || {
        let rows = options.iter().map(|option| row(page, option)).collect_view();
        view! { <div class="form">{rows}</div> }
    };
    folded("options", false, summary, rows)
}

fn row(page: Page, option: &OptionDescription) -> AnyView {
    let id = format!("option-{}", option.name);
    let hint = format!("{id}-hint");
    let (name, default) = (option.name.clone(), option.default.clone());
    let value = {
        let (name, default) = (name.clone(), default.clone());
        calculated(move || page.options.read().get(&name).cloned().unwrap_or_else(|| default.clone()))
    };
    let is_changed = {
        let default = default.clone();
        whether(move || *value.read() != default)
    };
    let set = move |event| page.set_option(name.clone(), event_target_value(&event), &default);
    let control = if option.choices.is_empty() {
        view! { <input type="text" id=id.clone() aria-describedby=hint.clone() prop:value=value on:change=heard(set) /> }
            .into_any()
    } else {
        let choices = option.choices.clone();
        view! {
            <select id=id.clone() aria-describedby=hint.clone() prop:value=value on:change=heard(set)>
                {choices
                    .into_iter()
                    .map(|choice| view! { <option value=choice.clone()>{choice.clone()}</option> })
                    .collect_view()}
            </select>
        }
        .into_any()
    };
    let reason = if option.choices.is_empty() {
        option.reason.clone()
    } else {
        format!("Default: {}. {}", option.default, option.reason)
    };
    view! {
        <div class="row" class:changed=is_changed>
            <label for=id>{option.label.clone()}</label>
            {control}
            <p id=hint class="hint">
                {marked::sentence(&reason)}
            </p>
        </div>
    }
    .into_any()
}

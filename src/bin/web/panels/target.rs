//! What the schema shall become: the target and its options, as a form made from the engine's descriptions.

use authmorph::api::{OptionDescription, Target};
use authmorph::ui::words;
use leptos::prelude::*;

use crate::page::Page;
use crate::widgets::{either, live, marked};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let names = Memo::new(move |_| page.answer.read().conversion.detection.targets.clone());
    let taken = Memo::new(move |_| page.answer.read().conversion.target.clone().unwrap_or_default());
    let target = Memo::new(move |_| page.taken_target());
    let options = Memo::new(move |_| target.get().map(|target| target.options).unwrap_or_default());
    view! {
        {either(
            move || !names.read().is_empty(),
            move || choice(page, names, taken, target),
            || view! { <p class="state">"No target yet: first a layout must be recognised."</p> },
        )}
        {live(move || {
            let options = options.get();
            (!options.is_empty()).then(|| form(page, &options))
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
                        on:change=move |event| page.choose_target(event_target_value(&event))
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

fn form(page: Page, options: &[OptionDescription]) -> impl IntoView + use<> {
    let number = words::number(options.len(), "option", "options");
    let rows = options.iter().map(|option| row(page, option)).collect_view();
    view! {
        <details class="options">
            <summary>{number}</summary>
            <div class="form">{rows}</div>
        </details>
    }
}

fn row(page: Page, option: &OptionDescription) -> AnyView {
    let id = format!("option-{}", option.name);
    let hint = format!("{id}-hint");
    let (name, default) = (option.name.clone(), option.default.clone());
    let value = {
        let name = name.clone();
        move || page.options.read().get(&name).cloned().unwrap_or_else(|| default.clone())
    };
    let set = move |event| page.set_option(name.clone(), event_target_value(&event));
    let control = if option.choices.is_empty() {
        view! { <input type="text" id=id.clone() aria-describedby=hint.clone() prop:value=value on:change=set /> }
            .into_any()
    } else {
        let choices = option.choices.clone();
        view! {
            <select id=id.clone() aria-describedby=hint.clone() prop:value=value on:change=set>
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
        <div class="row">
            <label for=id>{option.label.clone()}</label>
            {control}
            <p id=hint class="hint">
                {marked::sentence(&reason)}
            </p>
        </div>
    }
    .into_any()
}

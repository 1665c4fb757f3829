//! What the text is, and why: the sentence, its evidence, and what else it could be.

use authmorph::api::{Detection, Evidence, RunnerUp};
use authmorph::ui::freshness::Stale;
use authmorph::ui::words;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::linked::spot;
use crate::page::{EngineState, Page};
use crate::widgets::{calculated, heard, linked, live, marked, place_button};

/// From this confidence on, nobody wants to read what else it could be.
const SURE: f64 = 0.75;

/// The panel.
pub fn view(page: Page) -> AnyView {
    let detection = calculated(move || page.answer.read().conversion.detection.clone());
    view! {
        <p class="sentence" role="status" id="recognised-as">
            {live(move || sentence(page, &detection.read()))}
        </p>
        {live(move || details(page, &detection.read()))}
    }
    .into_any()
}

fn sentence(page: Page, detection: &Detection) -> AnyView {
    if page.text.read().trim().is_empty() {
        return "Nothing yet: paste your schema, and what it is will stand here.".into_any();
    }
    if page.stale.get() == Some(Stale::Unanswered) {
        return "Not known: the newest text was not converted.".into_any();
    }
    if let Some(what) = words::recognised(detection) {
        let how_sure = words::confidence(detection.confidence);
        return view! {
            <strong>{what}</strong>
            " "
            <span class=format!("confidence confidence-{}", how_sure.replace(' ', "-"))>{how_sure}</span>
            " "
            {because(page, detection)}
        }
        .into_any();
    }
    match detection.table_count {
        0 if *page.engine.read() != EngineState::Ready => "Reading …",
        0 => "No table was read, so there is no layout to recognise.",
        _ => "No auth layout that is known here. Say below which one it is, or which table is which.",
    }
    .into_any()
}

/// The weightiest observations, each a link to its place.
fn because(page: Page, detection: &Detection) -> AnyView {
    let weightiest = words::reasons(detection);
    if weightiest.is_empty() {
        return ().into_any();
    }
    let parts = weightiest.into_iter().enumerate().map(|(number, evidence)| {
        let before = if number == 0 { "because " } else { ", and " };
        view! { {before} {evidence_link(page, evidence)} }
    });
    view! { <span class="because">{parts.collect_view()} "."</span> }.into_any()
}

fn evidence_link(page: Page, evidence: &Evidence) -> AnyView {
    let what = marked::sentence(evidence.what.trim_end_matches('.'));
    let Some(span) = evidence.span.clone() else { return what };
    let (of_point, of_focus) = (spot(Some(&span)), spot(Some(&span)));
    view! {
        <a
            href="#source-editor"
            class="evidence"
            title="Select it in the text"
            on:mouseenter=heard(move |_| page.pointed_at.set(Some(of_point.clone())))
            on:mouseleave=heard(move |_| page.pointed_at.set(None))
            on:focus=heard(move |_| page.pointed_at.set(Some(of_focus.clone())))
            on:blur=heard(move |_| page.pointed_at.set(None))
            on:click=heard(move |event: MouseEvent| {
                event.prevent_default();
                page.go_to(&span);
            })
        >
            {what}
        </a>
    }
    .into_any()
}

fn details(page: Page, detection: &Detection) -> AnyView {
    // What is known is known of an older text.
    if page.stale.get() == Some(Stale::Unanswered) {
        return said(page).into_any();
    }
    let evidence = (!detection.evidence.is_empty()).then(|| evidence_list(page, &detection.evidence));
    let others = (!detection.others.is_empty()).then(|| others(detection));
    let cannot_say = (!detection.cannot_say.is_empty()).then(|| cannot_say(detection));
    let comes_close = detection.table_count > 0 && !detection.runners_up.is_empty();
    let runners_up = comes_close.then(|| runners_up(page, detection));
    view! { {said(page)} {others} {evidence} {cannot_say} {runners_up} }.into_any()
}

/// That the user says which layout it is, and the way back.
fn said(page: Page) -> Option<AnyView> {
    page.from.get().map(|_| {
        view! {
            <p class="notice" id="said-layout">
                "You said which layout it is. "
                <button type="button" on:click=heard(move |_| page.say_layout(None))>
                    "Let the text tell"
                </button>
            </p>
        }
        .into_any()
    })
}

fn evidence_list(page: Page, evidence: &[Evidence]) -> impl IntoView + use<> {
    let items = evidence
        .iter()
        .map(|evidence| {
            let (icon, word) = if evidence.supports { ("✓", "For: ") } else { ("✗", "Against: ") };
            let content = view! {
                <span aria-hidden="true" class="icon">
                    {icon}
                </span>
                <span class="visually-hidden">{word}</span>
                {marked::sentence(&evidence.what)}
                " "
                {place_button(page, evidence.span.clone())}
            };
            view! { <li>{linked(page, spot(evidence.span.as_ref()).into(), content.into_any())}</li> }
        })
        .collect_view();
    let summary = format!("Why: {}", words::number(evidence.len(), "observation", "observations"));
    view! {
        <details>
            <summary>{summary}</summary>
            <ul class="plain">{items}</ul>
        </details>
    }
}

/// Other layouts in the same text.
fn others(detection: &Detection) -> impl IntoView + use<> {
    let items = detection
        .others
        .iter()
        .map(|other| view! { <li>{marked::sentence(&words::other(other))}</li> })
        .collect_view();
    view! {
        <p>"Beside it, in tables of their own:"</p>
        <ul class="plain">{items}</ul>
    }
}

/// What only rows can say.
fn cannot_say(detection: &Detection) -> impl IntoView + use<> {
    let items =
        detection.cannot_say.iter().map(|what| view! { <li>{marked::sentence(what)}</li> }).collect_view();
    view! {
        <details>
            <summary>"What the statements cannot say"</summary>
            <ul class="plain">{items}</ul>
        </details>
    }
}

/// Shown open when nothing was recognised, or nothing for sure: then it is the answer, or may be.
fn runners_up(page: Page, detection: &Detection) -> impl IntoView + use<> {
    let items = detection.runners_up.iter().take(3).map(|other| runner_up(page, other)).collect_view();
    let is_unknown = detection.layout.is_none();
    let summary =
        if is_unknown { "What comes close, and what is in the way" } else { "What else it could be" };
    // What opens by itself while somebody types must not move what is below it.
    view! {
        <details class="by-itself" open=is_unknown || detection.confidence < SURE>
            <summary>{summary}</summary>
            <ul class="plain runners-up">{items}</ul>
        </details>
    }
}

fn runner_up(page: Page, runner_up: &RunnerUp) -> impl IntoView + use<> {
    let how_sure = words::confidence(runner_up.confidence);
    let name = words::layout_name(runner_up);
    let is_said = page.from.get_untracked().as_deref() == Some(name.as_str());
    let title = words::layout(&runner_up.layout, Some(&runner_up.version));
    let name_shown = title.clone();
    let lacks = marked::sentence(&words::lacks(runner_up));
    let take = (!is_said).then(|| {
        view! {
            <button type="button" class="small" on:click=heard(move |_| page.say_layout(Some(name.clone())))>
                "Take it as " {title}
            </button>
        }
    });
    view! {
        <li>
            <strong>{name_shown}</strong> " " <span class="confidence">{how_sure}</span> " " {take}
            <p class="hint">{lacks}</p>
        </li>
    }
}

//! What there is to say about the text and the plan, each with its place, its reason and what to do.

use authmorph::api::Finding;
use authmorph::ui::findings::{self as order, look};
use leptos::prelude::*;

use crate::linked::spot;
use crate::page::{EngineState, Page};
use crate::widgets::{linked, live, marked, place_button};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let findings = Memo::new(move |_| page.findings());
    view! {
        <p class="state" role="status" id="findings-count">
            {live(move || headline(page, &findings.read()))}
        </p>
        <ul class="plain findings">
            {live(move || order::grouped(findings.get()).into_iter().map(|row| group(page, row)).collect_view())}
        </ul>
    }
    .into_any()
}

fn headline(page: Page, findings: &[Finding]) -> String {
    if !findings.is_empty() {
        return order::count(findings);
    }
    if page.text.read().trim().is_empty() || *page.engine.read() != EngineState::Ready {
        return "None yet.".to_owned();
    }
    match page.answer.read().conversion.target {
        Some(_) => "None: the text was read whole, and no hazard applies to this migration.",
        None => "None: the text was read whole.",
    }
    .to_owned()
}

/// One finding, or a row that opens for many of one code.
fn group(page: Page, mut findings: Vec<Finding>) -> AnyView {
    let number = findings.len();
    if number == 1 {
        return findings.pop().map(|finding| row(page, finding)).into_any();
    }
    let (severity, code) = match findings.first() {
        Some(first) => (first.severity.clone(), first.code.clone()),
        None => return ().into_any(),
    };
    let look = look(&severity);
    let times = format!("{number} times: ");
    let what = findings.first().map(|first| marked::sentence(&first.what));
    let rows = findings.into_iter().map(|finding| row(page, finding)).collect_view();
    view! {
        <li class=format!("finding finding-group finding-{}", look.word) data-code=code>
            <details>
                <summary>
                    {severity_word(&severity)} " " {times} {what} " …"
                </summary>
                <ul class="plain">{rows}</ul>
            </details>
        </li>
    }
    .into_any()
}

/// The severity, by shape, word and colour.
fn severity_word(severity: &str) -> AnyView {
    let look = look(severity);
    view! {
        <span class="severity">
            <span aria-hidden="true" class="icon">
                {look.icon}
            </span>
            {look.word}
        </span>
    }
    .into_any()
}

fn row(page: Page, finding: Finding) -> AnyView {
    let look = look(&finding.severity);
    // Where no migration could be written there is none to allow.
    let has_migration =
        page.answer.read_untracked().conversion.files.iter().any(|file| file.output == "migration");
    let is_block = finding.severity == "block" && has_migration;
    let code = finding.code.clone();
    let allow = is_block.then(|| allow_box(page, code.clone()));
    let (data_code, more_about) = (finding.code.clone(), finding.code.clone());
    let page_of = format!("findings/{}.html", finding.code);
    let spot = spot(finding.span.as_ref());
    let content = view! {
            <p class="finding-what">
                {severity_word(&finding.severity)}
                " "
                {marked::sentence(&finding.what)}
                " "
                {place_button(page, finding.span.clone())}
            </p>
            <details>
                <summary>
                    "Why, and what to do "
                    <code class="code">{code}</code>
                </summary>
                <p>{marked::sentence(&finding.why)}</p>
                <p>
                    <strong>"What to do: "</strong>
                    {marked::sentence(&finding.next)}
                </p>
                <p>
                    <a href=page_of target="_blank" rel="noopener">
                        "All about " <code>{more_about}</code>
                    </a>
                </p>
            </details>
            {allow}
    };
    view! {
        <li class=format!("finding finding-{}", look.word) data-code=data_code>
            {linked(page, spot.into(), content.into_any())}
        </li>
    }
    .into_any()
}

/// A hazard is never silently passed over: the user says that it is known.
fn allow_box(page: Page, code: String) -> impl IntoView {
    let (of_value, of_change) = (code.clone(), code);
    view! {
        <label class="allow">
            <input
                type="checkbox"
                prop:checked=move || page.allowed.read().contains(&of_value)
                on:change=move |_| page.toggle_allowed(of_change.clone())
            />
            "I know, and run it all the same"
        </label>
    }
}

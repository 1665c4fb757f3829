//! What the text is, and why: the sentence, the roles, the evidence.

use authmorph::api::{Detection, Evidence, Role};
use authmorph::ui::words;
use leptos::prelude::*;

use crate::page::Page;
use crate::widgets::{marked, place_button};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let detection = Memo::new(move |_| page.answer.read().conversion.detection.clone());
    view! {
        <p class="sentence" role="status" id="recognised-as">
            {move || sentence(page, &detection.read())}
        </p>
        {move || details(page, &detection.read())}
    }
    .into_any()
}

fn sentence(page: Page, detection: &Detection) -> AnyView {
    if page.text.read().trim().is_empty() {
        return "Nothing yet.".into_any();
    }
    if let Some(what) = words::recognised(detection) {
        let how_sure = words::confidence(detection.confidence);
        return view! {
            <strong>{what}</strong>
            {format!(" ({how_sure}) ")}
            {marked::sentence(&words::because(detection))}
        }
        .into_any();
    }
    match detection.table_count {
        0 => "No table was read, so there is no layout to recognise.",
        _ => "No auth layout that is known here.",
    }
    .into_any()
}

fn details(page: Page, detection: &Detection) -> AnyView {
    let roles = (!detection.roles.is_empty()).then(|| roles(detection));
    let evidence = (!detection.evidence.is_empty()).then(|| evidence_list(page, &detection.evidence));
    let others = (!detection.others.is_empty()).then(|| others(detection));
    let cannot_say = (!detection.cannot_say.is_empty()).then(|| cannot_say(detection));
    let runners_up = (!detection.runners_up.is_empty()).then(|| runners_up(detection));
    view! { {roles} {others} {evidence} {cannot_say} {runners_up} }.into_any()
}

/// So many roles are a list that nobody reads unasked: SuperTokens has more than fifty.
const MANY_ROLES: usize = 8;

fn roles(detection: &Detection) -> AnyView {
    let table = roles_table(detection);
    if detection.roles.len() <= MANY_ROLES {
        return table.into_any();
    }
    let summary = format!("Which table is which: {}", words::number(detection.roles.len(), "role", "roles"));
    view! {
        <details>
            <summary>{summary}</summary>
            {table}
        </details>
    }
    .into_any()
}

fn roles_table(detection: &Detection) -> impl IntoView + use<> {
    let rows = detection.roles.iter().map(|(name, role)| role_row(name, role)).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label="Roles">
            <table class="roles">
                <thead>
                    <tr>
                        <th scope="col">"Role"</th>
                        <th scope="col">"Your table"</th>
                        <th scope="col">"Its columns"</th>
                        <th scope="col">"Carried along"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn role_row(name: &str, role: &Role) -> impl IntoView + use<> {
    let columns: Vec<String> = role
        .columns
        .iter()
        .map(
            |(field, column)| if field == column { column.clone() } else { format!("{column} (as {field})") },
        )
        .collect();
    let extra = if role.extra.is_empty() { "–".to_owned() } else { role.extra.join(", ") };
    let inbound = (!role.referenced_by.is_empty()).then(|| {
        view! {
            " (referenced by "
            <code>{role.referenced_by.join(", ")}</code>
            ")"
        }
    });
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td>
                <code>{role.table.clone()}</code>
                {inbound}
            </td>
            <td>
                <code>{columns.join(", ")}</code>
            </td>
            <td>
                <code>{extra}</code>
            </td>
        </tr>
    }
}

fn evidence_list(page: Page, evidence: &[Evidence]) -> impl IntoView + use<> {
    let items = evidence
        .iter()
        .map(|evidence| {
            let (icon, word) = if evidence.supports { ("✓", "For: ") } else { ("✗", "Against: ") };
            view! {
                <li>
                    <span aria-hidden="true" class="icon">
                        {icon}
                    </span>
                    <span class="visually-hidden">{word}</span>
                    {marked::sentence(&evidence.what)}
                    " "
                    {place_button(page, evidence.span.clone())}
                </li>
            }
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

/// Shown open when nothing was recognised: then it is the answer.
fn runners_up(detection: &Detection) -> impl IntoView + use<> {
    let items = detection
        .runners_up
        .iter()
        .take(3)
        .map(|runner_up| view! { <li>{marked::sentence(&words::runner_up(runner_up))}</li> })
        .collect_view();
    let is_unknown = detection.layout.is_none();
    let summary =
        if is_unknown { "What comes close, and what is in the way" } else { "What else it could be" };
    view! {
        <details open=is_unknown>
            <summary>{summary}</summary>
            <ul class="plain">{items}</ul>
        </details>
    }
}

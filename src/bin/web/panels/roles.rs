//! Which table plays which role, as a form: what was recognised wrongly is put right here.

use authmorph::ui::links::Spot;
use authmorph::ui::overruled::{self, Row};
use authmorph::ui::words;
use leptos::prelude::*;

use crate::linked::spot;
use crate::page::Page;
use crate::widgets::{calculated, folded, heard, linked, live};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let rows = calculated(move || {
        let answer = page.answer.read();
        overruled::rows(&answer.conversion.detection, &answer.outline, &page.map.read())
    });
    let names = calculated(move || rows.read().iter().map(|row| row.role.clone()).collect::<Vec<String>>());
    let others = calculated(move || {
        let answer = page.answer.read();
        overruled::other_tables(&answer.conversion.detection, &answer.outline)
    });
    let is_overruled = calculated(move || !page.map.read().is_empty());
    view! {
        {live(move || roles(page, rows, names.get()))}
        {live(move || names.read().is_empty().then(|| view! { <p class="state">"None yet."</p> }.into_any()))}
        {live(move || is_overruled.get().then(|| take_back(page)))}
        {live(move || (!others.read().is_empty()).then(|| other_tables(page, others.get())))}
    }
    .into_any()
}

/// So many roles are a form that nobody reads unasked: SuperTokens has more than fifty.
const MANY_ROLES: usize = 8;

fn roles(page: Page, rows: Memo<Vec<Row>>, names: Vec<String>) -> AnyView {
    let summary = format!("Which table is which: {}", words::number(names.len(), "role", "roles"));
    let is_short = names.len() <= MANY_ROLES;
    let list = move || {
        let roles = names.iter().map(|name| role(page, rows, name.clone())).collect_view();
        view! {
            <ul class="plain roles" aria-label="Roles">
                {roles}
            </ul>
        }
        .into_any()
    };
    if is_short {
        return list();
    }
    folded("many-roles", false, summary.into_any(), list)
}

fn take_back(page: Page) -> AnyView {
    view! {
        <p class="notice">
            "You said what some of these are. "
            <button type="button" on:click=heard(move |_| page.say_nothing())>
                "Back to what was recognised"
            </button>
        </p>
    }
    .into_any()
}

fn other_tables(page: Page, names: Vec<String>) -> AnyView {
    view! {
        <div class="hint" id="other-tables">
            "Left as they are: "
            {names.into_iter().map(|name| other_table(page, name)).collect_view()}
        </div>
    }
    .into_any()
}

fn other_table(page: Page, name: String) -> AnyView {
    let shown = name.clone();
    let spot = Signal::derive(move || table_spot(page, &name));
    linked(page, spot, view! { <code>{shown}</code> }.into_any())
}

/// The spot of the statement that makes the table.
fn table_spot(page: Page, name: &str) -> Spot {
    let answer = page.answer.read();
    let table = answer.outline.tables.iter().find(|table| table.name == name);
    spot(table.and_then(|table| table.span.as_ref()))
}

/// A role. What is in it changes in place, so that the choice that was just made keeps the focus.
fn role(page: Page, rows: Memo<Vec<Row>>, name: String) -> AnyView {
    let row = {
        let name = name.clone();
        calculated(move || rows.read().iter().find(|row| row.role == name).cloned().unwrap_or_default())
    };
    let tables = calculated(move || {
        page.answer.read().outline.tables.iter().map(|table| table.name.clone()).collect::<Vec<String>>()
    });
    let chosen = calculated(move || row.read().table.clone());
    let is_overruled = calculated(move || row.read().overruled);
    let id = format!("role-{name}");
    let choose = {
        let name = name.clone();
        move |value: String| page.say_table(&name, &value)
    };
    let carried = move || {
        let row = row.read();
        let names = row.carried.join(", ");
        let line = || view! { <p class="hint">"Carried along: " <code>{names}</code></p> }.into_any();
        (!row.carried.is_empty()).then(line)
    };
    let referenced_by = move || {
        let names = row.read().referenced_by.join(", ");
        let is_some = !names.is_empty();
        is_some.then(|| view! { <p class="hint">"Referenced by: " <code>{names}</code></p> }.into_any())
    };
    let has_columns = calculated(move || !row.read().columns.is_empty());
    let content = view! {
        <label for=id.clone()>{name.clone()}</label>
        {choice(id, chosen, is_overruled, tables, Box::new(choose))}
        {live(move || has_columns.get().then(|| columns(page, row)))}
        {carried}
        {referenced_by}
    };
    let spot = Signal::derive(move || table_spot(page, &row.read().table));
    view! { <li class="role" data-role=name>{linked(page, spot, content.into_any())}</li> }.into_any()
}

fn columns(page: Page, row: Memo<Row>) -> AnyView {
    let names =
        calculated(move || row.read().fields.iter().map(|field| field.name.clone()).collect::<Vec<String>>());
    let summary = move || row.read().column_names();
    let asks = row.read_untracked().asks();
    let summary = view! { "Columns: " <code>{summary}</code> }.into_any();
    let fields = move || {
        let fields = live(move || names.get().into_iter().map(|name| column(page, row, name)).collect_view());
        view! { <div class="fields">{fields}</div> }
    };
    folded("columns", asks, summary, fields)
}

fn column(page: Page, row: Memo<Row>, name: String) -> AnyView {
    let role = row.read_untracked().role.clone();
    let id = format!("role-{role}-{name}");
    let (of_chosen, of_overruled) = (name.clone(), name.clone());
    let chosen = calculated(move || row.read().field(&of_chosen).column);
    let is_overruled = calculated(move || row.read().field(&of_overruled).overruled);
    let columns = calculated(move || row.read().columns.clone());
    let label = name.clone();
    let choose = move |value: String| page.say_column(&role, &name, &value);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {choice(id, chosen, is_overruled, columns, Box::new(choose))}
        </div>
    }
    .into_any()
}

/// A choice among names. Its first one takes back what was chosen, or is there while nothing is.
fn choice(
    id: String,
    chosen: Memo<String>,
    is_overruled: Memo<bool>,
    names: Memo<Vec<String>>,
    choose: Box<dyn Fn(String)>,
) -> AnyView {
    // Each option knows whether it is chosen: the list has no value before its options are there.
    let option = move |value: String, shown: String| {
        let name = value.clone();
        view! {
            <option value=value prop:selected=move || *chosen.read() == name>
                {shown}
            </option>
        }
        .into_any()
    };
    let options = move || {
        let first = match (is_overruled.get(), chosen.read().is_empty()) {
            (true, _) => Some("what was recognised"),
            (false, true) => Some("none"),
            (false, false) => None,
        };
        let first = first.map(|shown| option(String::new(), shown.to_owned()));
        let names = names.get().into_iter().map(|name| option(name.clone(), name));
        first.into_iter().chain(names).collect::<Vec<AnyView>>()
    };
    view! {
        <select id=id class:overruled=is_overruled on:change=heard(move |event| choose(event_target_value(&event)))>
            {options}
        </select>
    }
    .into_any()
}

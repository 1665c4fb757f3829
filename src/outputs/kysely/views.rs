//! Views among Kysely's types: what can be selected from them.

use super::{Enumerations, or_null, value_type};
use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Schema, Table};
use crate::model::views::ViewColumn;
use crate::outputs::typescript::literals;
use crate::outputs::typescript::names::{Names, pascal_case};
use crate::outputs::typescript::types::{Member, Type};

/// The views of a schema.
pub(super) struct Views<'schema> {
    /// Those whose columns are known.
    pub said: Vec<SaidView<'schema>>,
    /// What has to be said about them.
    pub findings: Vec<Finding>,
    /// The same as comments.
    pub remarks: Vec<String>,
}

/// A view whose columns are known.
pub(super) struct SaidView<'schema> {
    /// Its name.
    pub name: &'schema ObjectName,
    /// The name of its interface.
    pub interface: String,
    /// The name of the type of its rows.
    pub selected: String,
    /// Its columns.
    pub members: Vec<Member>,
}

/// The views, with names for their types.
pub(super) fn views<'schema>(
    schema: &'schema Schema,
    enumerations: &Enumerations,
    names: &mut Names,
    used: &mut Vec<&'static str>,
) -> Views<'schema> {
    let mut views = Views { said: Vec::new(), findings: Vec::new(), remarks: Vec::new() };
    for known in schema.views_with_columns() {
        let (name, span) = (&known.view.name, known.view.span);
        let Some(columns) = known.columns else {
            views.say(&format!("the columns of the view `{name}`"), left_out(name, span));
            continue;
        };
        let selected = names.take(&pascal_case(&name.name, "View"), "View");
        let member = |column: &ViewColumn<'_>| Member {
            comment: Vec::new(),
            name: column.name.clone(),
            member_type: column_type(schema, column, enumerations, used),
        };
        let members: Vec<Member> = columns.iter().map(member).collect();
        let untold = columns.iter().filter(|column| column.data_type.is_none());
        let untold: Vec<String> = untold.map(|column| format!("`{}`", column.name)).collect();
        if !untold.is_empty() {
            let untold = untold.join(", ");
            views.say(&format!("the types of {untold} in the view `{name}`"), untyped(name, &untold, span));
        }
        let interface = names.take(&format!("{selected}View"), "Columns");
        views.said.push(SaidView { name, interface, selected, members });
    }
    views
}

impl Views<'_> {
    fn say(&mut self, what: &str, finding: Finding) {
        self.remarks.extend(literals::remark(&format!("Not said: {what}")));
        self.findings.push(finding);
    }
}

/// What a column of a view gives.
fn column_type(
    schema: &Schema,
    column: &ViewColumn<'_>,
    enumerations: &Enumerations,
    used: &mut Vec<&'static str>,
) -> Type {
    let Some(data_type) = &column.data_type else { return Type::name("unknown") };
    let given = match column.origin {
        Some((table, origin)) => value_type(schema, table, origin, enumerations, used),
        None => {
            let alone = Table::new(ObjectName::default());
            value_type(schema, &alone, &Column::new("", data_type.clone()), enumerations, used)
        }
    };
    if column.nullable { or_null(given) } else { given }
}

fn left_out(name: &ObjectName, span: Span) -> Finding {
    Finding::new(
        "kysely_cannot_say",
        Severity::Note,
        format!("The view `{name}` is not among Kysely's types."),
        "The names of its columns are known to the database only; a query on it would not compile.",
        "Add an interface for it to `Database` by hand if your code selects from it.",
        Some(span),
    )
}

fn untyped(name: &ObjectName, columns: &str, span: Span) -> Finding {
    Finding::new(
        "kysely_cannot_say",
        Severity::Note,
        format!("The types of {columns} in the view `{name}` are `unknown` to Kysely."),
        "They are computed, and what comes of that is known to the database only.",
        "Write their types into the interface by hand if your code selects them.",
        Some(span),
    )
}

//! Views: what they select as columns, and their query as SQL.
//!
//! Where drizzle-kit would not make what is there, the view is said to exist already, so that programs can read it and
//! drizzle-kit leaves it alone.

use super::DRIZZLE;
use super::columns;
use super::core::{OBJECT_PROPERTIES, core_for};
use super::naming::{NamedView, Naming};
use super::types::{CustomData, CustomType};
use super::uses::Uses;
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::View;
use crate::model::views::{ViewColumn, ViewQuery};
use crate::outputs::typescript::literals;
use crate::outputs::typescript::syntax::{Node, Property};

/// A view in the file.
pub struct SaidView {
    /// Lines of comment before it.
    pub comment: Vec<String>,
    /// What makes it.
    pub node: Node,
    /// What has to be said about it.
    pub findings: Vec<Finding>,
}

/// The view as a call.
pub fn view(naming: &Naming<'_>, named: &NamedView<'_>, uses: &mut Uses) -> SaidView {
    let view = named.view;
    let mut said = SaidView { comment: Vec::new(), node: Node::name(""), findings: Vec::new() };
    let properties: Vec<Property> = named
        .columns
        .iter()
        .zip(&named.keys)
        .map(|(column, key)| Property::new(key, column_node(naming, column, uses)))
        .collect();
    let arguments = vec![Node::string(&view.name.name), Node::spread_object(properties)];
    let node = match naming.schema_variable(&view.name) {
        Some(schema) => {
            let method = if view.materialized { "materializedView" } else { "view" };
            Node::name(schema).method(method, arguments)
        }
        None => {
            let core = core_for(naming.dialect());
            let function = if view.materialized { core.materialized_view } else { core.view };
            uses.package(function);
            Node::call(function, arguments)
        }
    };
    said.node = match definition(naming, named) {
        Ok((options, query)) => {
            uses.sql = true;
            let with =
                |node: Node, (method, arguments): (&'static str, Vec<Node>)| node.method(method, arguments);
            options.into_iter().fold(node, with).method("as", vec![Node::sql(&query.text)])
        }
        Err(why) => {
            said.say(view, &format!("the view `{}`: {why}", view.name));
            node.method("existing", Vec::new())
        }
    };
    if let Some(definer) = option(view, "definer") {
        let what = format!("the definer of the view `{}`: {definer}", view.name);
        said.comment.extend(literals::remark(&format!("Not said by Drizzle: {what}")));
        said.findings.push(DRIZZLE.left_alone(format!("Drizzle cannot say {what}."), view.span));
    }
    said.findings.extend(untyped(named));
    said
}

impl SaidView {
    fn say(&mut self, view: &View, what: &str) {
        self.comment.extend(literals::remark(&format!("Not said by Drizzle: {what}")));
        self.findings.push(DRIZZLE.missing(format!("Drizzle cannot say {what}."), view.span));
    }
}

/// What a column gives, under the view's name for it.
fn column_node(naming: &Naming<'_>, column: &ViewColumn<'_>, uses: &mut Uses) -> Node {
    let node = match columns::in_view(naming, column, uses) {
        Some(node) => node,
        None => {
            let unknown = uses.custom(&CustomType { sql: String::new(), data: CustomData::Unknown });
            Node::call(unknown, vec![Node::string(&column.name)])
        }
    };
    if column.nullable { node } else { node.method("notNull", Vec::new()) }
}

/// The finding about columns whose type only the database knows.
fn untyped(named: &NamedView<'_>) -> Option<Finding> {
    let untold = named.columns.iter().filter(|column| column.data_type.is_none());
    let untold: Vec<String> = untold.map(|column| format!("`{}`", column.name)).collect();
    let finding = Finding::new(
        DRIZZLE.code,
        Severity::Note,
        format!(
            "The types of {} in the view `{}` are `unknown` to Drizzle.",
            untold.join(", "),
            named.view.name
        ),
        "They are computed, and what comes of that is known to the database only.",
        "Write their types into the view by hand if your code selects them.",
        Some(named.view.span),
    );
    (!untold.is_empty()).then_some(finding)
}

/// Methods that say a view's options.
type Options = Vec<(&'static str, Vec<Node>)>;

/// The view's options and its query, or why drizzle-kit would not make the view that is there.
fn definition<'a>(naming: &Naming<'_>, named: &'a NamedView<'_>) -> Result<(Options, &'a ViewQuery), String> {
    let (dialect, view) = (naming.dialect(), named.view);
    let query = view.query.as_ref().ok_or("its query cannot be told from the rest")?;
    let name = &view.name.name;
    if name.contains(core_for(dialect).quote) {
        return Err("drizzle-kit would write its name without escaping the quotes".to_owned());
    }
    if OBJECT_PROPERTIES.contains(&name.as_str()) {
        return Err("drizzle-kit may fail at its name".to_owned());
    }
    if !query.names.is_empty() {
        return Err("the names of its columns stand before its query".to_owned());
    }
    // drizzle-kit makes views in the order in which a module gives its exports, which is that of their names.
    let mut read = view.identifiers.iter().flat_map(|word| naming.views_called(word));
    let late = read.find(|other| {
        let is_first = other.variable.encode_utf16().lt(named.variable.encode_utf16());
        !is_first && !std::ptr::eq(other.view, view)
    });
    if let Some(late) = late {
        return Err(format!(
            "drizzle-kit would make it before the view `{}`, which it reads",
            late.view.name
        ));
    }
    let options = match dialect {
        Dialect::PostgreSql => in_postgresql(view, query),
        Dialect::MySql => in_mysql(query),
        Dialect::Sqlite => query.options.is_empty().then(Vec::new),
    };
    let options = options.ok_or_else(|| format!("its options `{}`", query.options.join(" ")))?;
    Ok((options, query))
}

fn in_postgresql(view: &View, query: &ViewQuery) -> Option<Options> {
    let mut options = Vec::new();
    let mut said: Vec<(&'static str, Node)> = Vec::new();
    for option in &query.options {
        let lower = option.to_lowercase();
        if view.materialized {
            match lower.as_str() {
                "with no data" => options.push(("withNoData", Vec::new())),
                "with data" => {}
                _ => return None,
            }
            continue;
        }
        if let Some(check) = check_option(&lower) {
            said.push(("checkOption", Node::string(check)));
            continue;
        }
        let list = lower.strip_prefix("with")?.trim().strip_prefix('(')?.strip_suffix(')')?;
        for item in list.split(',') {
            let (name, value) = item.split_once('=').unwrap_or((item, "true"));
            let value = value.trim().trim_matches('\'');
            let truth = || match value {
                "true" | "on" | "yes" | "1" => Some(Node::Constant("true".to_owned())),
                "false" | "off" | "no" | "0" => Some(Node::Constant("false".to_owned())),
                _ => None,
            };
            said.push(match name.trim() {
                "security_invoker" => ("securityInvoker", truth()?),
                "security_barrier" => ("securityBarrier", truth()?),
                "check_option" if ["local", "cascaded"].contains(&value) => {
                    ("checkOption", Node::string(value))
                }
                _ => return None,
            });
        }
    }
    if !said.is_empty() {
        options.push(("with", vec![Node::object(said)]));
    }
    Some(options)
}

fn in_mysql(query: &ViewQuery) -> Option<Options> {
    let mut options = Vec::new();
    for option in &query.options {
        let lower = option.to_lowercase();
        if let Some(check) = check_option(&lower) {
            options.push(("withCheckOption", vec![Node::string(check)]));
            continue;
        }
        let words: Vec<&str> = lower.split([' ', '=']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            ["algorithm", "undefined"] | ["sql", "security", "definer"] | ["definer", ..] => {}
            ["algorithm", value @ ("merge" | "temptable")] => {
                options.push(("algorithm", vec![Node::string(*value)]));
            }
            ["sql", "security", "invoker"] => options.push(("sqlSecurity", vec![Node::string("invoker")])),
            _ => return None,
        }
    }
    Some(options)
}

fn check_option(lower: &str) -> Option<&'static str> {
    match lower {
        "with check option" | "with cascaded check option" => Some("cascaded"),
        "with local check option" => Some("local"),
        _ => None,
    }
}

/// What a view's option of that name says, if it stands there.
fn option<'a>(view: &'a View, name: &str) -> Option<&'a str> {
    let options = view.query.as_ref().map(|query| query.options.as_slice()).unwrap_or_default();
    options.iter().find_map(|option| {
        let (start, rest) = option.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name).then(|| rest.trim_start_matches([' ', '=']))
    })
}

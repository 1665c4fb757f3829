//! The few kinds of TypeScript expression that we write, and how prettier lays each of them out.
//!
//! The rules follow prettier's own printers of calls, member chains, objects and assignments,
//! as far as the expressions that we write can tell them apart.

use super::doc::{Doc, TAB_WIDTH, width};
use super::{literals, names};

/// The longest argument that prettier thinks not worth a line of its own.
const SHORT_ARGUMENT: usize = 20;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A name, or names with dots between them.
    Name(String),
    /// A number, `true`, `false`.
    Constant(String),
    /// A string literal with that value.
    Text(String),
    /// A template literal with the tag `sql`, holding that text.
    Sql(String),
    /// The same, for a condition.
    Condition(String),
    /// An object.
    Object(Object),
    /// An array.
    Array(Vec<Node>),
    /// A call of a function by its name.
    Call {
        /// The function.
        function: String,
        /// What stands between `<` and `>`, if anything.
        type_argument: Option<String>,
        /// The arguments.
        arguments: Vec<Node>,
    },
    /// A call of a method of what another expression gives.
    Method {
        /// The other expression.
        object: Box<Node>,
        /// The method.
        name: String,
        /// The arguments.
        arguments: Vec<Node>,
    },
    /// A function that gives the value of an expression.
    Arrow {
        /// The parameters, with their parentheses and a type after them if there is one.
        parameters: String,
        /// The expression.
        body: Box<Node>,
    },
}

/// An object literal.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object {
    /// Its properties.
    pub properties: Vec<Property>,
    /// Whether each property has a line of its own. Prettier leaves that choice to the author.
    pub spread_out: bool,
}

/// A property of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// Lines of comment before it.
    pub comment: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Node,
}

impl Property {
    /// A property without a comment.
    pub fn new(name: impl Into<String>, value: Node) -> Self {
        Self { comment: Vec::new(), name: name.into(), value }
    }
}

impl Node {
    /// A name, or names with dots between them.
    pub fn name(name: impl Into<String>) -> Self {
        Self::Name(name.into())
    }

    /// A string literal.
    pub fn string(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number.
    pub fn number(number: impl ToString) -> Self {
        Self::Constant(number.to_string())
    }

    /// An SQL text.
    pub fn sql(text: impl Into<String>) -> Self {
        Self::Sql(text.into())
    }

    /// A call of a function.
    pub fn call(function: impl Into<String>, arguments: Vec<Node>) -> Self {
        Self::Call { function: function.into(), type_argument: None, arguments }
    }

    /// A call of a method of this.
    pub fn method(self, name: impl Into<String>, arguments: Vec<Node>) -> Self {
        Self::Method { object: Box::new(self), name: name.into(), arguments }
    }

    /// An object on one line when it fits.
    pub fn object(properties: Vec<(&str, Node)>) -> Self {
        let properties = properties.into_iter().map(|(name, value)| Property::new(name, value)).collect();
        Self::Object(Object { properties, spread_out: false })
    }

    /// An object with a line for each property.
    pub fn spread_object(properties: Vec<Property>) -> Self {
        Self::Object(Object { properties, spread_out: true })
    }

    /// A function.
    pub fn arrow(parameters: impl Into<String>, body: Node) -> Self {
        Self::Arrow { parameters: parameters.into(), body: Box::new(body) }
    }

    /// The document of the expression.
    pub fn doc(&self) -> Doc {
        match self {
            Self::Name(text) | Self::Constant(text) => Doc::text(text.clone()),
            Self::Text(text) => Doc::text(literals::string(text)),
            Self::Sql(text) => Doc::text(format!("sql`{}`", literals::template(text))),
            Self::Condition(text) => Doc::text(format!("sql<boolean>`{}`", literals::template(text))),
            Self::Object(object) => object.doc(),
            Self::Array(items) => array(items),
            Self::Call { function, type_argument, arguments } => {
                let head = match type_argument {
                    Some(type_argument) => format!("{function}<{type_argument}>"),
                    None => function.clone(),
                };
                let call = Doc::Concat(vec![Doc::text(head), call_arguments(arguments)]);
                // A name with a dot in it is laid out as a chain of one link.
                if function.contains('.') { Doc::group(call) } else { call }
            }
            Self::Method { .. } => member_chain(self),
            Self::Arrow { parameters, body } => arrow(parameters, body, body.doc(), Standing::Alone),
        }
    }

    /// Whether there is SQL in it.
    pub fn has_sql(&self) -> bool {
        let any = |nodes: &[Node]| nodes.iter().any(Node::has_sql);
        match self {
            Self::Sql(_) | Self::Condition(_) => true,
            Self::Name(_) | Self::Constant(_) | Self::Text(_) => false,
            Self::Object(object) => object.properties.iter().any(|property| property.value.has_sql()),
            Self::Array(items) => any(items),
            Self::Call { arguments, .. } => any(arguments),
            Self::Method { object, arguments, .. } => object.has_sql() || any(arguments),
            Self::Arrow { body, .. } => body.has_sql(),
        }
    }

    /// Whether a property of the variable of that name is used in it.
    pub fn mentions(&self, variable: &str) -> bool {
        let all = |nodes: &[Node]| nodes.iter().any(|node| node.mentions(variable));
        match self {
            Self::Name(name) => name.split('.').next() == Some(variable),
            Self::Constant(_) | Self::Text(_) | Self::Sql(_) | Self::Condition(_) => false,
            Self::Object(object) => {
                object.properties.iter().any(|property| property.value.mentions(variable))
            }
            Self::Array(items) => all(items),
            Self::Call { arguments, .. } => all(arguments),
            Self::Method { object, arguments, .. } => object.mentions(variable) || all(arguments),
            Self::Arrow { body, .. } => body.mentions(variable),
        }
    }

    /// Whether prettier counts this among the arguments that may stay on the line of a long chain.
    fn is_simple_argument(&self) -> bool {
        match self {
            Self::Name(_) | Self::Constant(_) | Self::Text(_) => true,
            Self::Sql(_) | Self::Condition(_) | Self::Arrow { .. } => false,
            Self::Object(object) => {
                object.properties.iter().all(|property| property.value.is_simple_argument())
            }
            Self::Array(items) => items.iter().all(Self::is_simple_argument),
            Self::Call { arguments, .. } => arguments.iter().all(Self::is_simple_argument),
            Self::Method { object, arguments, .. } => {
                object.is_simple_argument() && arguments.iter().all(Self::is_simple_argument)
            }
        }
    }

    /// Whether prettier would rather give this, as the last argument, the line breaks than all arguments.
    fn can_be_hugged(&self) -> bool {
        match self {
            Self::Object(object) => !object.properties.is_empty(),
            Self::Array(items) => !items.is_empty(),
            Self::Arrow { body, .. } => {
                matches!(**body, Self::Object(_) | Self::Array(_) | Self::Call { .. } | Self::Method { .. })
            }
            _ => false,
        }
    }

    fn is_lone_short_argument(&self) -> bool {
        match self {
            Self::Name(name) => !name.contains('.') && width(name) <= SHORT_ARGUMENT,
            Self::Constant(_) => true,
            Self::Text(text) => width(&literals::string(text)) <= SHORT_ARGUMENT,
            Self::Object(object) => object.properties.is_empty(),
            Self::Array(items) => items.is_empty(),
            _ => false,
        }
    }

    /// Whether breaking inside would help so little that prettier breaks before it instead.
    fn is_poorly_breakable(&self) -> bool {
        let short = |arguments: &[Node]| match arguments {
            [] => true,
            [argument] => argument.is_lone_short_argument(),
            _ => false,
        };
        match self {
            Self::Name(name) => name.contains('.'),
            Self::Text(_) => true,
            Self::Call { type_argument, arguments, .. } => {
                !type_argument.as_ref().is_some_and(|text| text.starts_with('{')) && short(arguments)
            }
            Self::Method { object, arguments, .. } => {
                !is_long_chain(self)
                    && short(arguments)
                    && (matches!(**object, Self::Name(_)) || object.is_poorly_breakable())
            }
            _ => false,
        }
    }
}

impl Object {
    fn doc(&self) -> Doc {
        if self.properties.is_empty() {
            return Doc::text("{}");
        }
        let properties = self.properties.iter().map(Property::doc).collect();
        let inside = Doc::join(properties, &[Doc::text(","), Doc::Line]);
        let content = Doc::Concat(vec![
            Doc::text("{"),
            Doc::indent(Doc::Concat(vec![Doc::Line, inside])),
            Doc::if_broken(","),
            Doc::Line,
            Doc::text("}"),
        ]);
        if self.spread_out { Doc::broken_group(content) } else { Doc::group(content) }
    }
}

impl Property {
    fn doc(&self) -> Doc {
        let mut parts: Vec<Doc> = Vec::new();
        for line in &self.comment {
            parts.push(Doc::text(line.clone()));
            parts.push(Doc::HardLine);
        }
        let key = names::exact_key(&self.name);
        let short_key = width(&key) < TAB_WIDTH + 3;
        parts.push(assignment(format!("{key}:"), &self.value, short_key));
        Doc::Concat(parts)
    }
}

/// A left side with its operator, and the value on the right.
pub fn assignment(left: String, value: &Node, short_key: bool) -> Doc {
    let right = value.doc();
    if !short_key && value.is_poorly_breakable() {
        return Doc::group(Doc::Concat(vec![
            Doc::text(left),
            Doc::group(Doc::indent(Doc::Concat(vec![Doc::Line, right]))),
        ]));
    }
    if short_key || matches!(value, Node::Sql(_) | Node::Constant(_)) {
        return Doc::group(Doc::Concat(vec![Doc::text(left), Doc::text(" "), right]));
    }
    fluid(left, right)
}

/// Breaks after the operator only when the right side's first part does not fit after it.
pub fn fluid(left: String, right: Doc) -> Doc {
    // One number is enough: it is asked for right after it was given, before anything inside is laid out.
    let id = 0;
    let gap = Doc::Group { content: Box::new(Doc::indent(Doc::Line)), broken: false, id: Some(id) };
    Doc::group(Doc::Concat(vec![Doc::text(left), gap, Doc::IndentIfBroken { content: Box::new(right), id }]))
}

fn array(items: &[Node]) -> Doc {
    if items.is_empty() {
        return Doc::text("[]");
    }
    let inside = Doc::join(items.iter().map(Node::doc).collect(), &[Doc::text(","), Doc::Line]);
    Doc::group(Doc::Concat(vec![
        Doc::text("["),
        Doc::indent(Doc::Concat(vec![Doc::SoftLine, inside])),
        Doc::if_broken(","),
        Doc::SoftLine,
        Doc::text("]"),
    ]))
}

/// Where an arrow function stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Alone,
    /// It is the last argument, and has the line breaks of the call.
    Hugged,
}

/// The document of a function; that of its body is given.
fn arrow(parameters: &str, body: &Node, body_doc: Doc, standing: Standing) -> Doc {
    let head = Doc::text(format!("{parameters} =>"));
    match body {
        Node::Object(_) => Doc::group(Doc::Concat(vec![head, Doc::text(" ("), body_doc, Doc::text(")")])),
        Node::Array(_) => Doc::group(Doc::Concat(vec![head, Doc::text(" "), body_doc])),
        _ => {
            let mut inside = vec![Doc::indent(Doc::Concat(vec![Doc::Line, body_doc]))];
            if standing == Standing::Hugged {
                inside.extend([Doc::if_broken(","), Doc::SoftLine]);
            }
            Doc::group(Doc::Concat(vec![head, Doc::group(Doc::Concat(inside))]))
        }
    }
}

fn call_arguments(arguments: &[Node]) -> Doc {
    let Some((last, before)) = arguments.split_last() else { return Doc::text("()") };
    let separate = |argument: &Node| Doc::Concat(vec![argument.doc(), Doc::text(","), Doc::Line]).shared();
    let separated: Vec<Doc> = before.iter().map(separate).collect();
    // What an arrow function has for a body is laid out once, though the function is in two ways.
    let arrow_body = match last {
        Node::Arrow { parameters, body } => Some((parameters, body, body.doc().shared())),
        _ => None,
    };
    let last_doc = match &arrow_body {
        Some((parameters, body, doc)) => arrow(parameters, body, doc.clone(), Standing::Alone),
        None => last.doc(),
    };
    let last_doc = last_doc.shared();
    let all_broken_out = || {
        let mut inside = vec![Doc::Line];
        inside.extend(separated.clone());
        inside.push(last_doc.clone());
        Doc::broken_group(Doc::Concat(vec![
            Doc::text("("),
            Doc::indent(Doc::Concat(inside)),
            Doc::text(","),
            Doc::Line,
            Doc::text(")"),
        ]))
    };
    let same_kind = before
        .last()
        .is_some_and(|penultimate| std::mem::discriminant(penultimate) == std::mem::discriminant(last));
    if last.can_be_hugged() && !same_kind {
        if separated.iter().any(Doc::breaks) {
            return all_broken_out();
        }
        let hugged_doc = match arrow_body {
            Some((parameters, body, doc)) => arrow(parameters, body, doc, Standing::Hugged).shared(),
            None => last_doc.clone(),
        };
        let with_last = |last: Doc| {
            let mut parts = vec![Doc::text("(")];
            parts.extend(separated.clone());
            parts.extend([last, Doc::text(")")]);
            Doc::Concat(parts)
        };
        let hugged = with_last(Doc::broken_group(hugged_doc.clone()));
        return if hugged_doc.breaks() {
            Doc::Concat(vec![Doc::BreakParent, Doc::Alternatives(vec![hugged, all_broken_out()])])
        } else {
            Doc::Alternatives(vec![with_last(hugged_doc), hugged, all_broken_out()])
        };
    }
    let mut inside = vec![Doc::SoftLine];
    inside.extend(separated);
    inside.push(last_doc);
    Doc::group(Doc::Concat(vec![
        Doc::text("("),
        Doc::indent(Doc::Concat(inside)),
        Doc::if_broken(","),
        Doc::SoftLine,
        Doc::text(")"),
    ]))
}

/// The head of a chain and its method calls, outermost last.
fn links(node: &Node) -> (&Node, Vec<(&str, &[Node])>) {
    let mut links = Vec::new();
    let mut node = node;
    while let Node::Method { object, name, arguments } = node {
        links.push((name.as_str(), arguments.as_slice()));
        node = object;
    }
    links.reverse();
    (node, links)
}

/// Whether a chain has enough links for prettier to think of a line for each.
fn is_long_chain(node: &Node) -> bool {
    links(node).1.len() > 1
}

fn member_chain(node: &Node) -> Doc {
    let (head, links) = links(node);
    let printed: Vec<Doc> = links
        .iter()
        .map(|(name, arguments)| {
            Doc::Concat(vec![Doc::text(format!(".{name}")), call_arguments(arguments)]).shared()
        })
        .collect();
    let head_doc = head.doc().shared();
    let mut parts = vec![head_doc.clone()];
    parts.extend(printed.iter().cloned());
    let one_line = Doc::Concat(parts).shared();
    if links.len() <= 1 {
        return Doc::group(one_line);
    }
    let lines = Doc::join(printed.clone(), &[Doc::HardLine]);
    let expanded = Doc::Concat(vec![head_doc.clone(), Doc::indent(Doc::Concat(vec![Doc::HardLine, lines]))]);
    let head_arguments: &[Node] = match head {
        Node::Call { arguments, .. } => arguments,
        _ => &[],
    };
    let calls = links.len() + usize::from(matches!(head, Node::Call { .. }));
    let has_complex_argument = links
        .iter()
        .map(|(_, arguments)| *arguments)
        .chain([head_arguments])
        .flatten()
        .any(|argument| !argument.is_simple_argument());
    let breaks_early = head_doc.breaks() || printed.iter().rev().skip(1).any(Doc::breaks);
    if (calls > 2 && has_complex_argument) || breaks_early {
        return Doc::group(expanded);
    }
    let alternatives = Doc::Alternatives(vec![one_line.clone(), expanded]);
    if one_line.breaks() { Doc::Concat(vec![Doc::BreakParent, alternatives]) } else { alternatives }
}

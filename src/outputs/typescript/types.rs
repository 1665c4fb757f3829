//! The few kinds of TypeScript types that we write, and how prettier lays each of them out.

use super::doc::Doc;
use super::{literals, names};

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A type by its name.
    Name(String),
    /// A string literal.
    Text(String),
    /// A type that is given another.
    Of(String, Box<Type>),
    /// One of several.
    Union(Vec<Type>),
    /// An array.
    Array(Box<Type>),
}

/// Where a union stands: inside angle brackets it is not indented further.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Own,
    Inside,
}

/// A property of an interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Lines of comment before it.
    pub comment: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its type.
    pub member_type: Type,
}

impl Type {
    /// A type by its name.
    pub fn name(name: impl Into<String>) -> Self {
        Self::Name(name.into())
    }

    /// The type that is given this one.
    pub fn within(self, outer: &str) -> Self {
        Self::Of(outer.to_string(), Box::new(self))
    }

    /// This or null.
    pub fn or_null(self) -> Self {
        let null = Self::name("null");
        match self {
            Self::Union(mut types) => {
                types.push(null);
                Self::Union(types)
            }
            other => Self::Union(vec![other, null]),
        }
    }

    /// The document of the type.
    pub fn doc(&self) -> Doc {
        self.doc_at(Place::Own)
    }

    fn doc_at(&self, place: Place) -> Doc {
        match self {
            Self::Name(name) => Doc::text(name.clone()),
            Self::Text(text) => Doc::text(literals::string(text)),
            Self::Array(item) => match &**item {
                Self::Union(_) => {
                    Doc::Concat(vec![Doc::text("("), item.doc_at(Place::Inside), Doc::text(")[]")])
                }
                _ => Doc::Concat(vec![item.doc(), Doc::text("[]")]),
            },
            Self::Of(outer, inner) => match &**inner {
                Self::Name(name) => Doc::text(format!("{outer}<{name}>")),
                Self::Union(types) if is_hugged(types) => {
                    Doc::Concat(vec![Doc::text(format!("{outer}<")), inner.doc(), Doc::text(">")])
                }
                _ => Doc::group(Doc::Concat(vec![
                    Doc::text(format!("{outer}<")),
                    Doc::indent(Doc::Concat(vec![Doc::SoftLine, inner.doc_at(Place::Inside)])),
                    Doc::SoftLine,
                    Doc::text(">"),
                ])),
            },
            Self::Union(types) if is_hugged(types) => {
                Doc::join(types.iter().map(Type::doc).collect(), &[Doc::text(" | ")])
            }
            Self::Union(types) => union(types, place),
        }
    }
}

/// Types of the language that are no reference to another type.
const KEYWORDS: &[&str] = &["boolean", "never", "null", "number", "string", "unknown"];

/// Whether prettier never breaks the union: one named type and otherwise null.
fn is_hugged(types: &[Type]) -> bool {
    let is_reference = |member: &&Type| match member {
        Type::Name(name) => !KEYWORDS.contains(&name.as_str()),
        Type::Of(..) => true,
        _ => false,
    };
    let nulls = types.iter().filter(|member| **member == Type::name("null")).count();
    types.iter().filter(is_reference).count() == 1 && nulls + 1 == types.len()
}

fn union(types: &[Type], place: Place) -> Doc {
    let members = types.iter().map(Type::doc).collect();
    let bar = Doc::text("| ");
    let start = match place {
        Place::Own => Doc::Concat(vec![Doc::Line, bar.clone()]),
        Place::Inside => bar.clone(),
    };
    let content = Doc::Concat(vec![Doc::IfBroken(Box::new(start)), Doc::join(members, &[Doc::Line, bar])]);
    Doc::group(if place == Place::Own { Doc::indent(content) } else { content })
}

/// A named type.
pub fn alias(name: &str, meaning: &Type) -> Doc {
    super::syntax::fluid(format!("export type {name} ="), meaning.doc())
}

/// An interface.
pub fn interface(name: &str, members: &[Member]) -> Doc {
    let members = members.iter().map(|member| {
        let mut parts = Vec::new();
        for line in &member.comment {
            parts.extend([Doc::text(line.clone()), Doc::HardLine]);
        }
        let key = names::exact_key(&member.name);
        parts.extend([Doc::text(format!("{key}: ")), member.member_type.doc(), Doc::text(";")]);
        Doc::Concat(parts)
    });
    block(&format!("export interface {name}"), members.collect())
}

/// What stands in braces, each on lines of its own.
pub fn block(head: &str, inside: Vec<Doc>) -> Doc {
    if inside.is_empty() {
        return Doc::text(format!("{head} {{}}"));
    }
    let lines = inside.into_iter().flat_map(|line| [Doc::HardLine, line]);
    Doc::Concat(vec![
        Doc::text(format!("{head} {{")),
        Doc::indent(Doc::Concat(lines.collect())),
        Doc::HardLine,
        Doc::text("}"),
    ])
}

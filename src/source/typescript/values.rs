//! What the names of a file mean: constants, functions, what is imported. Nothing is run; names are followed.

use std::collections::BTreeMap;

use super::tree::{
    Expression, ExpressionKind as Is, Function, Link, LinkKind, Pattern, Statement, StatementKind,
};
use crate::findings::Span;

/// Names that stand for names are followed this far.
const LONGEST_WAY: usize = 12;

/// Functions of Drizzle that give something whose members are functions themselves.
const MAKERS_OF_NAMESPACES: &[&str] = &["pgSchema", "mysqlSchema"];

/// The names of a file.
#[derive(Default)]
pub(crate) struct Scope<'a> {
    constants: BTreeMap<&'a str, &'a Expression>,
    functions: BTreeMap<&'a str, &'a Function>,
    /// What is imported, by the name that it has here: the module, and the name that it has there.
    imports: BTreeMap<&'a str, (&'a str, &'a str)>,
    namespaces: BTreeMap<&'a str, &'a str>,
}

/// What the parameters of a function stand for while it is looked through.
pub(crate) type Bindings<'a> = Vec<(&'a str, &'a Expression)>;

/// A call and the methods that are called on what it gives, with helper functions looked through.
#[derive(Debug, Clone)]
pub(crate) struct Call<'a> {
    /// The function, as its package calls it.
    pub function: &'a str,
    /// The object that it is a member of, if it is one.
    pub of: Option<&'a str>,
    pub arguments: &'a [Expression],
    pub methods: Vec<Method<'a>>,
    pub bindings: Bindings<'a>,
}

/// A method call.
#[derive(Debug, Clone)]
pub(crate) struct Method<'a> {
    pub name: &'a str,
    pub arguments: &'a [Expression],
    pub span: Span,
}

impl<'a> Scope<'a> {
    /// The names that the statements declare.
    pub fn of(statements: &'a [Statement]) -> Self {
        let mut scope = Self::default();
        for statement in statements {
            match &statement.kind {
                StatementKind::Import(import) => {
                    for (name, local) in &import.names {
                        scope.imports.insert(local, (&import.module, name));
                    }
                    if let Some(namespace) = &import.namespace {
                        scope.namespaces.insert(namespace, &import.module);
                    }
                }
                StatementKind::Constant { pattern: Pattern::Name(name), value } => {
                    scope.constants.insert(name, value);
                }
                StatementKind::Function { name, function } => {
                    scope.functions.insert(name, function);
                }
                _ => {}
            }
        }
        scope
    }

    /// The modules that something is imported from.
    pub fn modules(&self) -> impl Iterator<Item = &'a str> {
        self.imports.values().map(|(module, _)| *module).chain(self.namespaces.values().copied())
    }

    /// What a name is called in the module that it comes from.
    pub fn original(&self, name: &'a str) -> &'a str {
        match self.imports.get(name) {
            Some((_, original)) if *original != "default" => original,
            _ => name,
        }
    }

    /// The file of the user's own that a name is imported from, where that file is not part of the text. `package` is a
    /// package, and `./file`, `@/file`, `~/file`, `$lib/file` and `#file` are files.
    pub fn missing_file(&self, name: &str) -> Option<&'a str> {
        let (module, original) = self.imports.get(name)?;
        let is_file = module.starts_with(['.', '~', '$', '#']) || module.starts_with("@/");
        let is_here = self.constants.contains_key(original)
            || self.functions.contains_key(original)
            || self.constants.contains_key(name);
        (is_file && !is_here).then_some(*module)
    }

    /// Whether a name is imported, or declared by something other than a call.
    pub fn is_foreign(&self, name: &str) -> bool {
        self.imports.contains_key(name) || self.constants.contains_key(name)
    }

    /// The function of that name.
    pub fn function(&self, name: &str) -> Option<&'a Function> {
        let constant = self.constant(name).and_then(|value| value.function());
        let renamed = || self.functions.get(self.imports.get(name)?.1).copied();
        constant.or_else(|| self.functions.get(name).copied()).or_else(renamed)
    }

    /// The constant of that name, which can be one of another file that was imported under a name of its own.
    fn constant(&self, name: &str) -> Option<&'a Expression> {
        let renamed = || self.constants.get(self.imports.get(name)?.1);
        self.constants.get(name).or_else(renamed).copied()
    }

    /// The value that a name stands for; an expression that is no name stands for itself.
    pub fn resolve(&self, value: &'a Expression, bindings: &Bindings<'a>) -> &'a Expression {
        let mut found = value;
        for _ in 0..LONGEST_WAY {
            let Some(name) = found.name() else {
                match self.member(found, bindings) {
                    Some(next) => found = next,
                    None => break,
                }
                continue;
            };
            let bound =
                bindings.iter().rev().find(|(parameter, _)| *parameter == name).map(|(_, value)| *value);
            match bound.or_else(|| self.constant(name)) {
                Some(next) => found = next,
                None => break,
            }
        }
        found
    }

    /// The value of `object.key.key`, when the object stands in the file.
    fn member(&self, value: &'a Expression, bindings: &Bindings<'a>) -> Option<&'a Expression> {
        let (head, links) = value.chain();
        let name = head.name().filter(|_| !links.is_empty())?;
        let bound = bindings.iter().rev().find(|(parameter, _)| *parameter == name).map(|(_, value)| *value);
        let mut found = bound.or_else(|| self.constant(name))?;
        for link in links {
            found = found.property(link.member()?)?;
        }
        Some(found)
    }

    /// The text that an expression gives, when that can be told without running anything.
    pub fn text(&self, value: &'a Expression, bindings: &Bindings<'a>) -> Option<String> {
        self.text_of(value, bindings, LONGEST_WAY)
    }

    fn text_of(&self, value: &'a Expression, bindings: &Bindings<'a>, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        match &self.resolve(value, bindings).kind {
            Is::Text(text) | Is::Number(text) => Some(text.clone()),
            Is::Template(template) => {
                let mut text = template.texts.first()?.clone();
                for (hole, after) in template.holes.iter().zip(template.texts.iter().skip(1)) {
                    text.push_str(&self.text_of(hole, bindings, depth)?);
                    text.push_str(after);
                }
                Some(text)
            }
            Is::Operation { operands, operators } if operators.iter().all(|operator| operator == "+") => {
                operands.iter().map(|operand| self.text_of(operand, bindings, depth)).collect()
            }
            _ => None,
        }
    }

    /// The texts in an array, or in an object's values.
    pub fn texts(&self, value: &'a Expression, bindings: &Bindings<'a>) -> Option<Vec<String>> {
        match &self.resolve(value, bindings).kind {
            Is::Array(items) => items.iter().map(|item| self.text(item, bindings)).collect(),
            Is::Object(properties) => {
                properties.iter().map(|property| self.text(&property.value, bindings)).collect()
            }
            _ => None,
        }
    }

    /// The properties of an object with those that are spread into it, and the places of what could not be followed.
    pub fn members(
        &self,
        value: &'a Expression,
        bindings: &Bindings<'a>,
    ) -> (Vec<(&'a str, &'a Expression, Span)>, Vec<Span>) {
        let (mut found, mut lost) = (Vec::new(), Vec::new());
        self.collect(value, bindings, &mut found, &mut lost, LONGEST_WAY);
        (found, lost)
    }

    fn collect(
        &self,
        value: &'a Expression,
        bindings: &Bindings<'a>,
        found: &mut Vec<(&'a str, &'a Expression, Span)>,
        lost: &mut Vec<Span>,
        depth: usize,
    ) {
        let resolved = self.result(self.resolve(value, bindings));
        let Is::Object(properties) = &resolved.kind else {
            lost.push(value.span);
            return;
        };
        for property in properties {
            match (&property.key, &property.value.kind) {
                (Some(key), _) => {
                    found.retain(|(known, ..)| known != key);
                    found.push((key, &property.value, property.span));
                }
                // More columns than any database takes: names that go round in a circle.
                (None, Is::Spread(inner)) if depth > 0 && found.len() < 5_000 && lost.len() < 100 => {
                    self.collect(inner, bindings, found, lost, depth - 1);
                }
                _ => lost.push(property.span),
            }
        }
    }

    /// What a call of a function of this file gives; any other expression gives itself.
    fn result(&self, value: &'a Expression) -> &'a Expression {
        let (head, links) = value.chain();
        let called = match links {
            [Link { kind: LinkKind::Call(_), .. }] => head.name().and_then(|name| self.function(name)),
            _ => None,
        };
        called.and_then(Function::result).unwrap_or(value)
    }

    /// An expression as a call with methods, when it is one.
    pub fn call(&self, value: &'a Expression, bindings: &Bindings<'a>) -> Option<Call<'a>> {
        self.call_within(value, bindings, LONGEST_WAY)
    }

    fn call_within(&self, value: &'a Expression, bindings: &Bindings<'a>, depth: usize) -> Option<Call<'a>> {
        let depth = depth.checked_sub(1)?;
        let (head, links) = self.resolve(value, bindings).chain();
        let name = head.name()?;
        let (mut call, rest) = match links {
            [Link { kind: LinkKind::Call(arguments), .. }, rest @ ..] => match self.function(name) {
                Some(function) => {
                    let names = function.parameters.iter().filter_map(|parameter| match parameter {
                        Pattern::Name(name) => Some(name.as_str()),
                        _ => None,
                    });
                    let given = arguments.iter().map(|argument| self.resolve(argument, bindings));
                    let inner: Bindings<'a> = names.zip(given).collect();
                    (self.call_within(function.result()?, &inner, depth)?, rest)
                }
                None => (self.plain(self.original(name), None, arguments, bindings), rest),
            },
            [
                Link { kind: LinkKind::Member(member), .. },
                Link { kind: LinkKind::Call(arguments), .. },
                rest @ ..,
            ] => match self.constants.get(name).filter(|_| links.len() >= 2) {
                // A method of a column that has a name of its own.
                Some(constant) if self.is_call(constant) => (self.call_within(head, bindings, depth)?, links),
                _ => (self.plain(member, Some(name), arguments, bindings), rest),
            },
            _ => return None,
        };
        let mut at = 0;
        while let Some(link) = rest.get(at) {
            let called = rest.get(at + 1).and_then(Link::arguments);
            if let Some(name) = link.member() {
                let span = Span::new(link.span.start, rest.get(at + 1).unwrap_or(link).span.end);
                call.methods.push(Method { name, arguments: called.unwrap_or_default(), span });
                at += usize::from(called.is_some());
            }
            at += 1;
        }
        Some(call)
    }

    /// Whether a constant is what a call gives, and so is no namespace.
    fn is_call(&self, value: &Expression) -> bool {
        matches!(value.chain().1.first().map(|link| &link.kind), Some(LinkKind::Call(_)))
            && value.chain().0.name().is_some_and(|name| !MAKERS_OF_NAMESPACES.contains(&name))
    }

    fn plain(
        &self,
        function: &'a str,
        of: Option<&'a str>,
        arguments: &'a [Expression],
        bindings: &Bindings<'a>,
    ) -> Call<'a> {
        Call { function, of, arguments, methods: Vec::new(), bindings: bindings.clone() }
    }
}

impl<'a> Call<'a> {
    /// The method of that name.
    pub fn method(&self, name: &str) -> Option<&Method<'a>> {
        self.methods.iter().find(|method| method.name == name)
    }
}

//! What is read of TypeScript: the expressions and declarations that schema files are made of.

use crate::findings::Span;

/// A statement.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub kind: StatementKind,
    pub span: Span,
}

/// What a statement is.
#[derive(Debug, Clone)]
pub(crate) enum StatementKind {
    /// `import …`.
    Import(Import),
    /// `const name = value`, one for each name.
    Constant { pattern: Pattern, value: Expression },
    /// A function, or a method that stands for one.
    Function { name: String, function: Function },
    /// `return value`.
    Return(Expression),
    /// An expression on its own.
    Expression(Expression),
    /// An interface, or a type that is an object.
    Interface { name: String, fields: Vec<Field> },
    /// `type name = …`.
    Alias { name: String, meaning: Type },
    /// Anything else.
    Other,
}

/// An import.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    /// The module.
    pub module: String,
    /// What is imported, and what it is called here.
    pub names: Vec<(String, String)>,
    /// The name of the whole module, for `* as name`.
    pub namespace: Option<String>,
}

/// What stands on the left of a declaration or among parameters.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    /// A name.
    Name(String),
    /// Anything else.
    Other,
}

/// An expression.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pub kind: ExpressionKind,
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub(crate) enum ExpressionKind {
    Name(String),
    Text(String),
    Number(String),
    Boolean(bool),
    /// `null` and `undefined`.
    Nothing,
    Template(Template),
    Array(Vec<Expression>),
    Object(Vec<Property>),
    Function(Box<Function>),
    /// `...value`.
    Spread(Box<Expression>),
    /// `-value`, `new value`, `await value`.
    Prefix {
        operator: String,
        value: Box<Expression>,
    },
    /// `head.member(…)`, flat, so that a long chain is no deep one.
    Chain {
        head: Box<Expression>,
        links: Vec<Link>,
    },
    /// Operands with operators between them, flat.
    Operation {
        operands: Vec<Expression>,
        operators: Vec<String>,
    },
    /// Anything else.
    Other,
}

/// One step of a chain.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub kind: LinkKind,
    pub span: Span,
}

/// What a step of a chain is.
#[derive(Debug, Clone)]
pub(crate) enum LinkKind {
    Member(String),
    Call(Vec<Expression>),
    Index(Box<Expression>),
    Template(Template),
}

/// A template string: texts with expressions between them.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    /// One more than there are holes.
    pub texts: Vec<String>,
    pub holes: Vec<Expression>,
}

/// A property of an object.
#[derive(Debug, Clone)]
pub(crate) struct Property {
    /// Its key; none for a spread, or one that is computed.
    pub key: Option<String>,
    pub value: Expression,
    pub span: Span,
}

/// A function.
#[derive(Debug, Clone)]
pub(crate) struct Function {
    pub parameters: Vec<Pattern>,
    pub body: Body,
}

/// A function's body.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Expression(Expression),
    Block(Vec<Statement>),
}

impl Function {
    /// What it gives, when that is plain.
    pub fn result(&self) -> Option<&Expression> {
        match &self.body {
            Body::Expression(value) => Some(value),
            Body::Block(statements) => statements.iter().find_map(|statement| match &statement.kind {
                StatementKind::Return(value) => Some(value),
                _ => None,
            }),
        }
    }
}

/// A member of an interface.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub name: String,
    /// Written with a question mark.
    pub optional: bool,
    pub data_type: Type,
    pub span: Span,
}

/// A type.
#[derive(Debug, Clone)]
pub(crate) enum Type {
    /// A name and its arguments.
    Name(String, Vec<Type>),
    /// A string.
    Text(String),
    Union(Vec<Type>),
    Array(Box<Type>),
    Object(Vec<Field>),
    /// Anything else.
    Other,
}

impl Expression {
    /// The members of an object.
    pub fn properties(&self) -> &[Property] {
        match &self.kind {
            ExpressionKind::Object(properties) => properties,
            _ => &[],
        }
    }

    /// The value of a property.
    pub fn property(&self, key: &str) -> Option<&Expression> {
        let found = self.properties().iter().find(|property| property.key.as_deref() == Some(key));
        found.map(|property| &property.value)
    }

    /// The members of an array.
    pub fn items(&self) -> &[Expression] {
        match &self.kind {
            ExpressionKind::Array(items) => items,
            _ => &[],
        }
    }

    /// The function that it is.
    pub fn function(&self) -> Option<&Function> {
        match &self.kind {
            ExpressionKind::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The name that it is.
    pub fn name(&self) -> Option<&str> {
        match &self.kind {
            ExpressionKind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Its head and its steps; an expression that is no chain has none.
    pub fn chain(&self) -> (&Expression, &[Link]) {
        match &self.kind {
            ExpressionKind::Chain { head, links } => (head, links),
            _ => (self, &[]),
        }
    }
}

impl Link {
    /// The name of a member.
    pub fn member(&self) -> Option<&str> {
        match &self.kind {
            LinkKind::Member(name) => Some(name),
            _ => None,
        }
    }

    /// The arguments of a call.
    pub fn arguments(&self) -> Option<&[Expression]> {
        match &self.kind {
            LinkKind::Call(arguments) => Some(arguments),
            _ => None,
        }
    }
}

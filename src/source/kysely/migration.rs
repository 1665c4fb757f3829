//! A Kysely migration as the SQL that its `up` runs.

use super::super::report;
use super::super::typescript::Program;
use super::super::typescript::tokens::Kind;
use super::super::typescript::tree::{
    Body, Expression, ExpressionKind as Is, Link, LinkKind, Pattern, Statement, StatementKind, Template,
};
use super::super::typescript::values::Scope;
use super::super::written::Sql;
use super::schema;
use crate::findings::Span;

/// Methods of `db.schema` that make or change something.
const METHODS: &[&str] = &[
    "createTable",
    "alterTable",
    "createIndex",
    "createType",
    "dropTable",
    "dropIndex",
    "dropType",
    "createView",
];

/// Statements about rows, which change no schema.
const OF_ROWS: &[&str] =
    &["insertInto", "updateTable", "deleteFrom", "selectFrom", "replaceInto", "mergeInto", "with", "destroy"];

/// Functions that call functions are followed this far.
const DEEPEST: usize = 6;

/// Whether the file builds a schema with Kysely.
pub(crate) fn is_one(program: &Program) -> bool {
    let is_schema = |name: &str| name == "schema" || name == "withSchema";
    let uses_schema =
        program.tokens.iter().any(|token| matches!(&token.kind, Kind::Name(name) if is_schema(name)));
    let calls = program.tokens.windows(3).any(|three| match three {
        [dot, method, call] => {
            dot.is_symbol('.') && call.is_symbol('(') && METHODS.iter().any(|name| method.is(name))
        }
        _ => false,
    });
    uses_schema && calls
}

/// A step of a builder: a method and what it is called with.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub name: &'a str,
    pub arguments: &'a [Expression],
    pub span: Span,
}

/// What is needed to read a statement.
pub(super) struct Reader<'a> {
    pub scope: Scope<'a>,
}

/// Writes what `up` does; a file without it is read from top to bottom.
pub(crate) fn translate(program: &Program, sql: &mut Sql) {
    let reader = Reader { scope: Scope::of(&program.statements) };
    match up(&program.statements) {
        Some(body) => reader.body(body, sql, DEEPEST),
        None => reader.statements(&program.statements, sql, DEEPEST),
    }
}

fn up(statements: &[Statement]) -> Option<&Body> {
    statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Function { name, function } if name == "up" => Some(&function.body),
        StatementKind::Constant { pattern: Pattern::Name(name), value } => {
            let function = if name == "up" { Some(value) } else { value.property("up") };
            Some(&function?.function()?.body)
        }
        StatementKind::Expression(value) => Some(&value.property("up")?.function()?.body),
        _ => None,
    })
}

impl<'a> Reader<'a> {
    fn body(&self, body: &'a Body, sql: &mut Sql, depth: usize) {
        match body {
            Body::Expression(value) => self.statement(value, sql, depth),
            Body::Block(statements) => self.statements(statements, sql, depth),
        }
    }

    fn statements(&self, statements: &'a [Statement], sql: &mut Sql, depth: usize) {
        for statement in statements {
            match &statement.kind {
                StatementKind::Expression(value) | StatementKind::Return(value) => {
                    self.statement(value, sql, depth)
                }
                StatementKind::Constant { value, .. } if is_built(value) => self.statement(value, sql, depth),
                StatementKind::Other if holds_more_than_marks(statement) => {
                    let what = "What is done here depends on more than the file says, and was passed over.";
                    sql.findings.push(report::unread(what, statement.span));
                }
                _ => {}
            }
        }
    }

    fn statement(&self, value: &'a Expression, sql: &mut Sql, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let value = without_prefix(value);
        let (head, links) = value.chain();
        let name = head.name().unwrap_or_default();
        if let (Some(Link { kind: LinkKind::Template(template), .. }), "sql") = (links.first(), name) {
            return self.raw(template, value.span, sql);
        }
        let steps = steps(links);
        if steps.iter().any(|step| OF_ROWS.contains(&step.name)) || name == "console" {
            return;
        }
        if is_built(value) {
            return schema::write(self, &steps, value.span, sql);
        }
        let called =
            matches!(links, [Link { kind: LinkKind::Call(_), .. }]).then(|| self.scope.function(name));
        if let Some(function) = called.flatten() {
            return self.body(&function.body, sql, depth);
        }
        if !links.is_empty() {
            let what = "This statement of the migration was not understood.";
            sql.findings.push(report::unread(what, value.span));
        }
    }

    /// SQL that is written out.
    fn raw(&self, template: &'a Template, span: Span, sql: &mut Sql) {
        let text = self.template(template, sql);
        let text = text.and_then(|text| sql.fragment(text.trim().trim_end_matches(';')));
        match text {
            Some(text) => sql.statement(&text, span),
            None => sql.findings.push(report::unread("This SQL of the migration was not understood.", span)),
        }
    }

    /// The SQL that an expression is: a template, or what `sql.raw` and its like are given.
    pub fn sql(&self, value: &'a Expression, sql: &Sql) -> Option<String> {
        let (head, links) = self.scope.resolve(value, &Vec::new()).chain();
        if head.name() != Some("sql") {
            return None;
        }
        match &links.first()?.kind {
            LinkKind::Template(template) => self.template(template, sql),
            LinkKind::Member(member) => {
                let given = self.scope.text(links.get(1)?.arguments()?.first()?, &Vec::new())?;
                Some(match member.as_str() {
                    "raw" => given,
                    "lit" | "val" | "literal" => sql.dialect.literal(&given),
                    _ => given
                        .split('.')
                        .map(|part| sql.dialect.identifier(part))
                        .collect::<Vec<_>>()
                        .join("."),
                })
            }
            _ => None,
        }
    }

    fn template(&self, template: &'a Template, sql: &Sql) -> Option<String> {
        let mut text = template.texts.first()?.clone();
        for (hole, after) in template.holes.iter().zip(template.texts.iter().skip(1)) {
            text.push_str(&self.value(hole, sql)?);
            text.push_str(after);
        }
        Some(text)
    }

    /// A value as SQL.
    pub fn value(&self, value: &'a Expression, sql: &Sql) -> Option<String> {
        if let Some(text) = self.sql(value, sql) {
            return Some(text);
        }
        let value = self.scope.resolve(value, &Vec::new());
        Some(match &value.kind {
            Is::Number(number) => number.clone(),
            Is::Boolean(value) => value.to_string(),
            Is::Nothing => "NULL".to_owned(),
            Is::Prefix { operator, value } if operator == "-" => {
                format!("-{}", self.scope.text(value, &Vec::new())?)
            }
            _ => sql.dialect.literal(&self.scope.text(value, &Vec::new())?),
        })
    }

    /// A text, such as the name of a table.
    pub fn text(&self, value: Option<&'a Expression>) -> Option<String> {
        self.scope.text(value?, &Vec::new())
    }
}

fn without_prefix(value: &Expression) -> &Expression {
    match &value.kind {
        Is::Prefix { operator, value } if operator == "await" => value,
        _ => value,
    }
}

/// Whether an expression is a chain that goes through `schema`.
fn is_built(value: &Expression) -> bool {
    let (_, links) = without_prefix(value).chain();
    links.iter().any(|link| link.member().is_some_and(|name| METHODS.contains(&name) || name == "schema"))
}

/// A stray mark is passed over as one token; a condition or loop is more.
fn holds_more_than_marks(statement: &Statement) -> bool {
    statement.span.end > statement.span.start + 3
}

/// The method calls of a chain.
pub(super) fn steps(links: &[Link]) -> Vec<Step<'_>> {
    let mut found = Vec::new();
    for (at, link) in links.iter().enumerate() {
        if let Some(name) = link.member() {
            let called = links.get(at + 1).filter(|next| next.arguments().is_some());
            let arguments = called.and_then(Link::arguments).unwrap_or_default();
            let span = Span::new(link.span.start, called.unwrap_or(link).span.end);
            found.push(Step { name, arguments, span });
        }
    }
    found
}

/// The steps that a callback takes: `(column) => column.notNull().unique()`.
pub(super) fn callback(value: Option<&Expression>) -> Vec<Step<'_>> {
    let result = value.and_then(Expression::function).and_then(|function| function.result());
    result.map(|result| steps(result.chain().1)).unwrap_or_default()
}

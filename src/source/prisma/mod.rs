//! A Prisma schema as the SQL that Prisma Migrate makes of it.

mod defaults;
mod model;
mod names;
mod relations;
mod syntax;
mod tables;
mod tokens;
mod types;

use super::report;
use super::written::Sql;
use crate::dialects::Dialect;
use crate::findings::Span;
use model::Models;
use syntax::{Block, Line, Value};

/// A schema that was read.
pub(crate) struct Document {
    blocks: Vec<Block>,
    stray: Vec<Span>,
}

/// Blocks that describe tables.
const OF_THE_DATABASE: &[&str] = &["model", "enum", "datasource", "view", "type"];

/// Reads `text`, which begins at byte `base` of the whole, when it is a Prisma schema.
pub(crate) fn read(text: &str, base: usize) -> Option<Document> {
    let (blocks, stray) = syntax::read(text, base);
    let is_schema = blocks.iter().any(|block| matches!(block.kind.as_str(), "model" | "datasource"));
    is_schema.then_some(Document { blocks, stray })
}

impl Document {
    /// The database that the schema names.
    pub fn dialect(&self) -> Option<Dialect> {
        match self.setting("provider")? {
            "postgresql" | "postgres" | "cockroachdb" => Some(Dialect::PostgreSql),
            "mysql" => Some(Dialect::MySql),
            "sqlite" => Some(Dialect::Sqlite),
            _ => None,
        }
    }

    /// Adds what another file of the same schema says.
    pub fn extend(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
        self.stray.extend(other.stray);
    }

    fn datasource(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().filter(|block| block.kind == "datasource").flat_map(|block| &block.lines)
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.datasource()
            .find(|line| line.name == name)?
            .value
            .as_ref()?
            .items()
            .first()
            .and_then(Value::text)
    }
}

/// Writes the schema.
pub(crate) fn translate(document: &Document, sql: &mut Sql) {
    let provider = document.datasource().find(|line| line.name == "provider");
    if let (Some(line), Some(provider)) = (provider, document.setting("provider"))
        && (document.dialect().is_none() || provider == "cockroachdb")
    {
        let what = format!(
            "The provider `{provider}` is not known; types were taken as {} has them.",
            sql.dialect.title()
        );
        sql.findings.push(report::unknowable(what, line.span));
    }
    for span in &document.stray {
        sql.findings.push(report::unread("This line of the Prisma schema belongs to no block.", *span));
    }
    for block in &document.blocks {
        remark(block, sql);
    }
    let models = Models::of(&document.blocks, sql.dialect);
    let mut schemas: Vec<(&str, Span)> = Vec::new();
    let in_schemas = models.models.iter().map(|found| (found.schema, found.block.span));
    for (schema, span) in in_schemas.chain(models.enums.iter().map(|found| (found.schema, found.block.span)))
    {
        if let Some(schema) = schema.filter(|schema| *schema != "public")
            && !schemas.iter().any(|(known, _)| *known == schema)
        {
            schemas.push((schema, span));
        }
    }
    for (schema, span) in schemas {
        sql.statement(&format!("CREATE SCHEMA IF NOT EXISTS {}", sql.dialect.identifier(schema)), span);
    }
    let with_foreign_keys = document.setting("relationMode") != Some("prisma");
    tables::write(&models, with_foreign_keys, sql);
}

/// Names what is not read in a block.
fn remark(block: &Block, sql: &mut Sql) {
    let what = match block.kind.as_str() {
        "view" => {
            Some(format!("The view `{}` was passed over: its query does not stand in the file.", block.name))
        }
        "type" => Some(format!("The composite type `{}` is no table and was passed over.", block.name)),
        kind if !OF_THE_DATABASE.contains(&kind) && kind != "generator" => {
            Some(format!("A block `{kind}` is not known."))
        }
        _ if !block.closed => Some(format!("The block `{}` is never closed.", block.name)),
        _ => None,
    };
    if let Some(what) = what {
        sql.findings.push(report::unread(what, block.span));
    }
    if OF_THE_DATABASE.contains(&block.kind.as_str()) {
        for line in block.lines.iter().filter(|line| line.broken) {
            let what = format!("This line of `{}` was read in part only.", block.name);
            sql.findings.push(report::unread(what, line.span));
        }
    }
}

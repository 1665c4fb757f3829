//! What the builders below `db.schema` make.

use super::super::report;
use super::super::typescript::tree::Expression;
use super::super::written::Sql;
use super::migration::{Reader, Step, callback};
use crate::findings::Span;

/// Steps that say nothing about the schema that is left.
const WITHOUT_MEANING: &[&str] = &[
    "execute",
    "schema",
    "withSchema",
    "ifNotExists",
    "ifExists",
    "cascade",
    "$call",
    "compile",
    "temporary",
    "as",
];

/// Writes what a chain of steps makes.
pub(super) fn write<'a>(reader: &Reader<'a>, steps: &[Step<'a>], span: Span, sql: &mut Sql) {
    let schema = steps.iter().find(|step| step.name == "withSchema");
    let schema = schema.and_then(|step| reader.text(step.arguments.first()));
    let made = steps.iter().position(|step| !matches!(step.name, "schema" | "withSchema"));
    let Some((first, rest)) = made.and_then(|at| steps.get(at..)).and_then(<[Step<'a>]>::split_first) else {
        return;
    };
    let rest = &with_helpers(reader, rest);
    let Some(name) = reader.text(first.arguments.first()) else {
        sql.findings
            .push(report::unread(format!("What `{}` is about could not be told.", first.name), first.span));
        return;
    };
    let object = object(schema.as_deref(), &name, sql);
    let context = Context { reader, schema: schema.as_deref(), object };
    match first.name {
        "createTable" => context.create_table(rest, span, sql),
        "alterTable" => context.alter_table(rest, span, sql),
        "createIndex" => context.create_index(&name, rest, span, sql),
        "createType" => context.create_type(rest, span, sql),
        "dropTable" => sql.statement(&format!("DROP TABLE {}", context.object), span),
        "dropType" => sql.statement(&format!("DROP TYPE {}", context.object), span),
        "dropView" => sql.statement(&format!("DROP VIEW {}", context.object), span),
        "dropIndex" => {
            let on = rest
                .iter()
                .find(|step| step.name == "on")
                .and_then(|step| reader.text(step.arguments.first()));
            let on = on.map(|table| format!(" ON {}", context.sibling(&table, sql))).unwrap_or_default();
            sql.statement(&format!("DROP INDEX {}{on}", context.object), span);
        }
        "createSchema" | "dropSchema" => {}
        other => {
            sql.findings.push(report::unread(format!("What `{other}` makes here is not read."), span));
        }
    }
}

/// The steps, with those that `$call(helper)` takes in its place; a helper that is not known stays and is named.
fn with_helpers<'a>(reader: &Reader<'a>, steps: &[Step<'a>]) -> Vec<Step<'a>> {
    let mut found = Vec::new();
    for step in steps {
        let helper = step.arguments.first().filter(|_| step.name == "$call");
        let helper = helper.map(|helper| callback(Some(reader.scope.resolve(helper, &Vec::new()))));
        match helper {
            Some(steps) if !steps.is_empty() => found.extend(steps),
            _ => found.push(*step),
        }
    }
    found
}

/// `schema.table`, or a table within the schema that was chosen.
fn object(schema: Option<&str>, name: &str, sql: &Sql) -> String {
    match (name.split_once('.'), schema) {
        (Some((schema, name)), _) => {
            format!("{}.{}", sql.dialect.identifier(schema), sql.dialect.identifier(name))
        }
        (None, Some(schema)) => {
            format!("{}.{}", sql.dialect.identifier(schema), sql.dialect.identifier(name))
        }
        (None, None) => sql.dialect.identifier(name),
    }
}

struct Context<'r, 'a> {
    reader: &'r Reader<'a>,
    schema: Option<&'r str>,
    /// What is made or changed, as SQL.
    object: String,
}

impl<'a> Context<'_, 'a> {
    fn sibling(&self, name: &str, sql: &Sql) -> String {
        object(self.schema, name, sql)
    }

    fn unread(&self, step: &Step<'a>, sql: &mut Sql) {
        let what = format!("`{}` of {} was not understood.", step.name, self.object);
        sql.findings.push(report::unread(what, step.span));
    }

    fn create_table(&self, steps: &[Step<'a>], span: Span, sql: &mut Sql) {
        let mut definitions = Vec::new();
        let mut options = String::new();
        for step in steps {
            if step.name == "modifyEnd" {
                let text = step.arguments.first().and_then(|value| self.reader.sql(value, sql));
                match text.and_then(|text| sql.fragment(&text)) {
                    Some(text) => options = format!(" {text}"),
                    None => self.unread(step, sql),
                }
                continue;
            }
            let definition = match step.name {
                "addColumn" => self.column(step, sql),
                _ => self.constraint(step, &[], sql),
            };
            match definition {
                Some(definition) => definitions.push((definition, step.span)),
                None if WITHOUT_MEANING.contains(&step.name) => {}
                None => self.unread(step, sql),
            }
        }
        sql.create_table(&self.object, &definitions, &options, span);
    }

    /// A column's definition.
    fn column(&self, step: &Step<'a>, sql: &mut Sql) -> Option<String> {
        let name = self.reader.text(step.arguments.first())?;
        let given = step.arguments.get(1)?;
        let data_type = self.reader.sql(given, sql).or_else(|| self.reader.text(Some(given)));
        let data_type = sql.fragment(&data_type?)?;
        let mut text = format!("{} {data_type}", sql.dialect.identifier(&name));
        for clause in callback(step.arguments.get(2)) {
            match self.clause(&clause, sql) {
                Some(words) => text.push_str(&words),
                None => self.unread(&clause, sql),
            }
        }
        Some(text)
    }

    fn clause(&self, clause: &Step<'a>, sql: &Sql) -> Option<String> {
        let first = || clause.arguments.first();
        let fragment = || sql.fragment(&self.reader.sql(first()?, sql)?);
        Some(match clause.name {
            "autoIncrement" if sql.dialect == crate::dialects::Dialect::Sqlite => " AUTOINCREMENT".to_owned(),
            "autoIncrement" => " AUTO_INCREMENT".to_owned(),
            "identity" => " IDENTITY".to_owned(),
            "primaryKey" => " PRIMARY KEY".to_owned(),
            "unique" => " UNIQUE".to_owned(),
            "notNull" => " NOT NULL".to_owned(),
            "unsigned" => " UNSIGNED".to_owned(),
            "nullsNotDistinct" => " NULLS NOT DISTINCT".to_owned(),
            "ifNotExists" => String::new(),
            "stored" => " STORED".to_owned(),
            "references" => {
                let target = self.reader.text(first())?;
                let (table, column) = target.rsplit_once('.')?;
                format!(" REFERENCES {} ({})", self.sibling(table, sql), sql.dialect.identifier(column))
            }
            "onDelete" | "onUpdate" => action(clause, self.reader)?,
            "defaultTo" => format!(" DEFAULT {}", sql.fragment(&self.reader.value(first()?, sql)?)?),
            "check" => format!(" CHECK ({})", fragment()?),
            "generatedAlwaysAs" => format!(" GENERATED ALWAYS AS ({})", fragment()?),
            "generatedAlwaysAsIdentity" => " GENERATED ALWAYS AS IDENTITY".to_owned(),
            "generatedByDefaultAsIdentity" => " GENERATED BY DEFAULT AS IDENTITY".to_owned(),
            "modifyFront" | "modifyEnd" => format!(" {}", fragment()?),
            _ => return None,
        })
    }

    /// A constraint of the table; the steps that follow can say what happens on deletion.
    fn constraint(&self, step: &Step<'a>, following: &[Step<'a>], sql: &Sql) -> Option<String> {
        let name = || Some(sql.dialect.identifier(&self.reader.text(step.arguments.first())?));
        let columns = |at: usize| self.columns(step.arguments.get(at)?, sql);
        match step.name {
            "addPrimaryKeyConstraint" => {
                Some(format!("CONSTRAINT {} PRIMARY KEY ({})", name()?, columns(1)?))
            }
            "addUniqueConstraint" => {
                let nulls =
                    callback(step.arguments.get(2)).iter().any(|step| step.name == "nullsNotDistinct");
                let nulls = if nulls { " NULLS NOT DISTINCT" } else { "" };
                Some(format!("CONSTRAINT {} UNIQUE{nulls} ({})", name()?, columns(1)?))
            }
            "addCheckConstraint" => {
                let condition = sql.fragment(&self.reader.sql(step.arguments.get(1)?, sql)?)?;
                Some(format!("CONSTRAINT {} CHECK ({condition})", name()?))
            }
            "addForeignKeyConstraint" => {
                let table = self.sibling(&self.reader.text(step.arguments.get(2))?, sql);
                let mut text = format!(
                    "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {table} ({})",
                    name()?,
                    columns(1)?,
                    columns(3)?
                );
                let said = callback(step.arguments.get(4));
                for clause in said.iter().chain(following) {
                    text.extend(action(clause, self.reader));
                }
                Some(text)
            }
            _ => None,
        }
    }

    /// The names of columns, with commas between.
    fn columns(&self, value: &'a Expression, sql: &Sql) -> Option<String> {
        let names = self.reader.scope.texts(value, &Vec::new())?;
        Some(sql.dialect.identifiers(names.iter().map(String::as_str)))
    }

    fn alter_table(&self, steps: &[Step<'a>], span: Span, sql: &mut Sql) {
        for (at, step) in steps.iter().enumerate() {
            let following = steps.get(at + 1..).unwrap_or_default();
            let following = following.split(|step| step.name.starts_with("add")).next().unwrap_or_default();
            let changes = match step.name {
                "onDelete" | "onUpdate" => continue,
                "alterColumn" => self.alter_column(step, sql),
                "addColumn" => self.column(step, sql).map(|column| vec![format!("ADD COLUMN {column}")]),
                "modifyColumn" => {
                    self.column(step, sql).map(|column| vec![format!("MODIFY COLUMN {column}")])
                }
                _ => self.change(step, following, sql).map(|change| vec![change]),
            };
            match changes {
                Some(changes) => {
                    for change in changes {
                        sql.statement(&format!("ALTER TABLE {} {change}", self.object), step.span);
                    }
                }
                None if WITHOUT_MEANING.contains(&step.name) => {}
                None => self.unread(step, sql),
            }
        }
        if steps.is_empty() {
            sql.findings.push(report::unread("This change of a table changes nothing.", span));
        }
    }

    fn change(&self, step: &Step<'a>, following: &[Step<'a>], sql: &Sql) -> Option<String> {
        let name = |at: usize| Some(sql.dialect.identifier(&self.reader.text(step.arguments.get(at))?));
        Some(match step.name {
            "dropColumn" => format!("DROP COLUMN {}", name(0)?),
            "renameColumn" => format!("RENAME COLUMN {} TO {}", name(0)?, name(1)?),
            "renameTo" => format!("RENAME TO {}", name(0)?),
            "setSchema" => format!("SET SCHEMA {}", name(0)?),
            "dropConstraint" => format!("DROP CONSTRAINT {}", name(0)?),
            "renameConstraint" => format!("RENAME CONSTRAINT {} TO {}", name(0)?, name(1)?),
            "dropIndex" => format!("DROP INDEX {}", name(0)?),
            _ => format!("ADD {}", self.constraint(step, following, sql)?),
        })
    }

    fn alter_column(&self, step: &Step<'a>, sql: &Sql) -> Option<Vec<String>> {
        let name = sql.dialect.identifier(&self.reader.text(step.arguments.first())?);
        let changes = callback(step.arguments.get(1));
        let words = changes.iter().map(|change| {
            let first = change.arguments.first();
            Some(match change.name {
                "setDataType" => {
                    let text = self.reader.sql(first?, sql).or_else(|| self.reader.text(first));
                    format!("TYPE {}", sql.fragment(&text?)?)
                }
                "setDefault" => format!("SET DEFAULT {}", sql.fragment(&self.reader.value(first?, sql)?)?),
                "dropDefault" => "DROP DEFAULT".to_owned(),
                "setNotNull" => "SET NOT NULL".to_owned(),
                "dropNotNull" => "DROP NOT NULL".to_owned(),
                _ => return None,
            })
        });
        let words: Option<Vec<String>> =
            words.map(|words| Some(format!("ALTER COLUMN {name} {}", words?))).collect();
        words.filter(|words| !words.is_empty())
    }

    fn create_index(&self, name: &str, steps: &[Step<'a>], span: Span, sql: &mut Sql) {
        let (mut table, mut parts, mut before, mut after) = (None, Vec::new(), String::new(), String::new());
        let mut unique = "";
        for step in steps {
            let text = self.reader.text(step.arguments.first());
            let read = match step.name {
                "on" => text.map(|text| table = Some(self.sibling(&text, sql))),
                "column" => text.map(|text| parts.push(index_part(&text, sql))),
                "columns" => {
                    let names =
                        step.arguments.first().and_then(|value| self.reader.scope.texts(value, &Vec::new()));
                    names.map(|names| parts.extend(names.iter().map(|name| index_part(name, sql))))
                }
                "expression" => {
                    let text = step.arguments.first().and_then(|value| self.reader.sql(value, sql));
                    text.and_then(|text| sql.fragment(&text)).map(|text| parts.push(format!("({text})")))
                }
                "unique" => {
                    unique = "UNIQUE ";
                    Some(())
                }
                "using" => {
                    text.and_then(|text| sql.fragment(&text)).map(|text| before = format!(" USING {text}"))
                }
                "nullsNotDistinct" => {
                    after.push_str(" NULLS NOT DISTINCT");
                    Some(())
                }
                "where" => self.condition(step, sql).map(|text| {
                    let word = if after.contains(" WHERE ") { "AND" } else { "WHERE" };
                    after.push_str(&format!(" {word} {text}"));
                }),
                other => WITHOUT_MEANING.contains(&other).then_some(()),
            };
            if read.is_none() {
                self.unread(step, sql);
            }
        }
        let name = sql.dialect.identifier(name.rsplit('.').next().unwrap_or(name));
        match table.filter(|_| !parts.is_empty()) {
            Some(table) => {
                let parts = parts.join(", ");
                sql.statement(
                    &format!("CREATE {unique}INDEX {name} ON {table}{before} ({parts}){after}"),
                    span,
                );
            }
            None => sql
                .findings
                .push(report::unread(format!("What index {name} is over was not understood."), span)),
        }
    }

    /// `where("a", "is not", null)`, or SQL.
    fn condition(&self, step: &Step<'a>, sql: &Sql) -> Option<String> {
        if let Some(text) = step.arguments.first().and_then(|value| self.reader.sql(value, sql)) {
            return sql.fragment(&text);
        }
        let column = sql.dialect.identifier(&self.reader.text(step.arguments.first())?);
        let operator = sql.fragment(&self.reader.text(step.arguments.get(1))?)?;
        let value = sql.fragment(&self.reader.value(step.arguments.get(2)?, sql)?)?;
        Some(format!("{column} {operator} {value}"))
    }

    fn create_type(&self, steps: &[Step<'a>], span: Span, sql: &mut Sql) {
        let values = steps.iter().find(|step| step.name == "asEnum").and_then(|step| step.arguments.first());
        let values = values.and_then(|values| self.reader.scope.texts(values, &Vec::new()));
        match values {
            Some(values) => {
                let values: Vec<String> = values.iter().map(|value| sql.dialect.literal(value)).collect();
                sql.statement(&format!("CREATE TYPE {} AS ENUM ({})", self.object, values.join(", ")), span);
            }
            None => sql.findings.push(report::unread(format!("The type {} is not read.", self.object), span)),
        }
    }
}

/// `ON DELETE …`, when the step is one of these two.
fn action<'a>(step: &Step<'a>, reader: &Reader<'a>) -> Option<String> {
    const ACTIONS: &[&str] = &["cascade", "restrict", "no action", "set null", "set default"];
    let event = match step.name {
        "onDelete" => "DELETE",
        "onUpdate" => "UPDATE",
        _ => return None,
    };
    let said = reader.text(step.arguments.first())?;
    let said = ACTIONS.iter().find(|action| **action == said)?;
    Some(format!(" ON {event} {}", said.to_ascii_uppercase()))
}

/// `created_at desc`.
fn index_part(text: &str, sql: &Sql) -> String {
    match text.trim().rsplit_once(' ') {
        Some((name, order)) if matches!(order, "asc" | "desc") => {
            format!("{} {}", sql.dialect.identifier(name.trim()), order.to_ascii_uppercase())
        }
        _ => sql.dialect.identifier(text.trim()),
    }
}

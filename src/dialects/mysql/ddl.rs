//! Definitions in MySQL and MariaDB.

use crate::dialects::Dialect;
use crate::dialects::ddl::{WrapExpressions, default_clause, index_parts};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Index, Table};

const DIALECT: Dialect = Dialect::MySql;

/// Words that MySQL reads only right behind the type.
/// <https://dev.mysql.com/doc/refman/8.4/en/string-type-syntax.html>
const TYPE_ATTRIBUTES: &[&str] = &["ASCII", "BINARY", "UNICODE"];

/// Whether a clause without a place in the model belongs to the column's type.
pub fn is_type_attribute(clause: &str) -> bool {
    TYPE_ATTRIBUTES.iter().any(|word| clause.eq_ignore_ascii_case(word))
}

/// A column.
pub fn column_definition(column: &Column) -> String {
    let mut parts = vec![DIALECT.identifier(&column.name), column.data_type.text.clone()];
    if let Some(character_set) = &column.character_set {
        parts.push(format!("CHARACTER SET {character_set}"));
    }
    let (attributes, unread): (Vec<&String>, Vec<&String>) =
        column.unread.iter().partition(|clause| is_type_attribute(clause));
    parts.extend(attributes.into_iter().cloned());
    if let Some(collation) = &column.collation {
        parts.push(format!("COLLATE {collation}"));
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        parts.push(format!("GENERATED ALWAYS AS ({}) {kind}", generated.expression.text));
    } else if column.nullable {
        // Said aloud, because a TIMESTAMP without it is NOT NULL on older servers.
        parts.push("NULL".to_owned());
    }
    // MariaDB takes no NOT NULL on a generated column.
    if !column.nullable && column.generated.is_none() {
        parts.push("NOT NULL".to_owned());
    }
    parts.extend(default_clause(column, WrapExpressions::Always));
    if let Some(on_update) = &column.on_update {
        parts.push(format!("ON UPDATE {}", on_update.text));
    }
    if column.auto_number.is_some() {
        parts.push("AUTO_INCREMENT".to_owned());
    }
    if let Some(comment) = &column.comment {
        parts.push(format!("COMMENT {}", comment_literal(comment)));
    }
    parts.extend(unread.into_iter().cloned());
    parts.join(" ")
}

/// A comment wants a plain literal; a backslash is doubled, as the default `sql_mode` reads it.
pub fn comment_literal(comment: &str) -> String {
    format!("'{}'", comment.replace('\\', "\\\\").replace('\'', "''"))
}

/// An index inside `CREATE TABLE` or after `ADD`.
pub fn index_clause(index: &Index) -> String {
    let (kind, method) = match index.method.as_deref() {
        Some("fulltext") => ("FULLTEXT ", String::new()),
        Some("spatial") => ("SPATIAL ", String::new()),
        Some(method) => ("", format!(" USING {}", method.to_ascii_uppercase())),
        None => ("", String::new()),
    };
    let unique = if index.unique { "UNIQUE " } else { "" };
    let name = index.name.as_ref().map(|name| format!("{} ", DIALECT.identifier(name))).unwrap_or_default();
    let rest = index.rest.as_ref().map(|rest| format!(" {rest}")).unwrap_or_default();
    format!("{unique}{kind}KEY {name}({}){method}{rest}", index_parts(DIALECT, index))
}

/// An index as a statement.
pub fn create_index(table: &Table, index: &Index) -> String {
    format!("ALTER TABLE {} ADD {}", DIALECT.object(&table.name), index_clause(index))
}

/// An index belongs to its table.
pub fn drop_index(table: &ObjectName, name: &str) -> String {
    format!("ALTER TABLE {} DROP INDEX {}", DIALECT.object(table), DIALECT.identifier(name))
}

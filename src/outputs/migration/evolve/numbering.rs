//! PostgreSQL: numbers that the database counts, where a column stops to have them or has them again. A `serial` column
//! owns a sequence, which goes and comes back with the numbers; that of an identity column goes by itself.

use super::Statement;
use crate::decide::evolution::Part;
use crate::dialects::Dialect;
use crate::dialects::ddl::{IDENTITY_OPTIONS, clause_behind};
use crate::dialects::default_names::constraint;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column};
use crate::model::types::TypeKind;

const DIALECT: Dialect = Dialect::PostgreSql;

/// The sequence that the database made for the column, where it is of the column's own making.
fn sequence(table: &ObjectName, column: &Column) -> Option<ObjectName> {
    let is_own = column.auto_number == Some(AutoNumber::Serial) && column.default.is_none();
    is_own.then(|| table.sibling(constraint(&table.name, std::slice::from_ref(&column.name), "seq")))
}

/// Whether the column is an identity.
fn is_identity(column: &Column) -> bool {
    column.auto_number.is_some_and(|number| number != AutoNumber::Serial)
}

/// What is done within the statement that changes the column.
pub fn actions(table: &ObjectName, from: &Column, to: &Column) -> Vec<String> {
    let name = DIALECT.identifier(&to.name);
    let (had, has) = (sequence(table, from), sequence(table, to));
    match (had, has) {
        (Some(_), None) if to.default.is_none() => vec![format!("ALTER COLUMN {name} DROP DEFAULT")],
        (None, Some(sequence)) => {
            let of = DIALECT.literal(&DIALECT.object(&sequence));
            vec![format!("ALTER COLUMN {name} SET DEFAULT nextval({of}::regclass)")]
        }
        _ => Vec::new(),
    }
}

/// What comes before that statement: an identity goes, or the sequence is made.
pub fn before(table: &ObjectName, part: &Part) -> Option<Statement> {
    let Part::ChangeColumn(change) = part else { return None };
    let (from, to) = &**change;
    if is_identity(from) && !is_identity(to) {
        let name = DIALECT.identifier(&to.name);
        return Some(Statement::new(format!(
            "ALTER TABLE {} ALTER COLUMN {name} DROP IDENTITY",
            DIALECT.object(table)
        )));
    }
    let sequence = sequence(table, to).filter(|_| sequence(table, from).is_none())?;
    let of_type = match to.data_type.kind {
        TypeKind::SmallInteger => "smallint",
        TypeKind::BigInteger => "bigint",
        _ => "integer",
    };
    let create = format!(
        "CREATE SEQUENCE {} AS {of_type} OWNED BY {}.{}",
        DIALECT.object(&sequence),
        DIALECT.object(table),
        DIALECT.identifier(&to.name)
    );
    Some(Statement::new(create))
}

/// What comes after it: the sequence goes, or there is one again, which counts on from the highest number.
pub fn after(table: &ObjectName, part: &Part) -> Vec<Statement> {
    let Part::ChangeColumn(change) = part else { return Vec::new() };
    let (from, to) = &**change;
    if from.auto_number.is_some() && to.auto_number.is_none() {
        return sequence(table, from).map(|_| dropped_sequence(table, from)).into_iter().collect();
    }
    if to.auto_number.is_none() || from.auto_number.is_some() {
        return Vec::new();
    }
    let (object, name) = (DIALECT.object(table), DIALECT.identifier(&to.name));
    let identity = is_identity(to).then(|| {
        let always = if to.auto_number == Some(AutoNumber::IdentityAlways) { "ALWAYS" } else { "BY DEFAULT" };
        let options = clause_behind(to, IDENTITY_OPTIONS);
        Statement::new(format!(
            "ALTER TABLE {object} ALTER COLUMN {name} ADD GENERATED {always} AS IDENTITY{options}"
        ))
    });
    let count =
        format!("SELECT setval({}, max(t.{name})) FROM {object} AS t HAVING count(*) > 0", owned(table, to));
    identity.into_iter().chain([Statement::new(count)]).collect()
}

/// The sequence that the column owns, whatever it is called: a table that was renamed has one with the old name.
fn owned(table: &ObjectName, column: &Column) -> String {
    let table = DIALECT.literal(&DIALECT.object(table));
    format!("pg_get_serial_sequence({table}, {})", DIALECT.literal(&column.name))
}

fn dropped_sequence(table: &ObjectName, column: &Column) -> Statement {
    let body = format!(
        "DECLARE sequence text := {};\nBEGIN\n  IF sequence IS NOT NULL THEN\n    EXECUTE 'DROP SEQUENCE ' || sequence;\n  END IF;\nEND",
        owned(table, column)
    );
    Statement::new(format!("DO {}", DIALECT.literal(&body)))
}

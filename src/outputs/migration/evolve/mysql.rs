//! MySQL and MariaDB: every change commits at once. So each step notes in the journal that it has begun and that it is
//! done, a step that is done is not done again, and within a step each statement asks the catalog.

use super::super::steps::{drop_table, guarded, guarded_statement, if_not_exists};
use super::{Statement, StepStatements, rows};
use crate::decide::evolution::{Operation, Part, Rows, Stage};
use crate::dialects::Dialect;
use crate::dialects::ddl::{ForeignKeys, create_table, foreign_key_clause, key_clause};
use crate::dialects::mysql::data::{column_exists, constraint_exists, in_catalog, index_exists};
use crate::model::names::ObjectName;
use crate::model::schema::{ForeignKey, Index, IndexTarget, Table};

const DIALECT: Dialect = Dialect::MySql;

/// A statement, and when it is still to be done.
type Guarded = (String, Statement);

const ALWAYS: &str = "1 = 1";

/// Whether the step that is undone has begun.
const HAS_BEGUN: &str = "@authmorph_begun";

/// Writes a step.
pub fn write(journal: &ObjectName, stage: &Stage) -> StepStatements {
    let table = DIALECT.object(journal);
    let noted = |word: &str| noted(journal, stage, word);
    let ((begun, begin), (done, end)) = (noted("begun"), noted("done"));
    let note = |step: &str| Statement::new(format!("REPLACE INTO {table} (step) VALUES ({step})"));
    let mut up = vec![note(&begin)];
    for (condition, statement) in stage.operations.iter().flat_map(statements) {
        up.extend(guarded_statement(&format!("NOT {done} AND {condition}"), &statement));
    }
    up.push(note(&end));
    // Behind the end of this script, and of cleanup.sql, there is no journal to be asked, and nothing to be undone.
    let mut down = vec![Statement::new(format!("SET {HAS_BEGUN} = FALSE"))];
    down.extend(guarded(&DIALECT.relation_exists(journal), &format!("SET {HAS_BEGUN} = {begun}")));
    let stays = stage.stays_if.as_ref().map(|stays_if| format!(" AND NOT ({stays_if})")).unwrap_or_default();
    for operation in stage.operations.iter().rev().map(Operation::opposite) {
        let renamed = indexes_called_after_keys(stage, &operation);
        for (condition, statement) in statements(&operation).into_iter().chain(renamed) {
            down.extend(guarded_statement(&format!("{HAS_BEGUN}{stays} AND {condition}"), &statement));
        }
    }
    let forget = format!("DELETE FROM {table} WHERE step IN ({begin}, {end})");
    down.extend(guarded(&DIALECT.relation_exists(journal), &forget));
    StepStatements { up, down }
}

/// The condition that the journal has the step with that word, and what is noted there.
fn noted(journal: &ObjectName, stage: &Stage, word: &str) -> (String, String) {
    let step = DIALECT.literal(&format!("{} {word}", stage.name));
    (format!("EXISTS (SELECT 1 FROM {} AS j WHERE j.step = {step})", DIALECT.object(journal)), step)
}

/// The step has begun, so that tables may have their new names already.
pub fn has_begun(journal: &ObjectName, stage: &Stage) -> String {
    noted(journal, stage, "begun").0
}

fn statements(operation: &Operation) -> Vec<Guarded> {
    let always = |statement: Statement| (ALWAYS.to_owned(), statement);
    match operation {
        Operation::CreateTable(table) => {
            let create = create_table(DIALECT, table, ForeignKeys::All);
            vec![always(Statement::new(if_not_exists(DIALECT, &create)))]
        }
        Operation::DropTable(table) => vec![always(drop_table(DIALECT, &table.name))],
        Operation::RenameTable(from, to) => vec![(
            format!("{} AND NOT {}", DIALECT.relation_exists(from), DIALECT.relation_exists(to)),
            Statement::new(format!("RENAME TABLE {} TO {}", DIALECT.object(from), DIALECT.object(to))),
        )],
        // There are none.
        Operation::RenameSequence(..) => Vec::new(),
        Operation::Alter(table, parts) => alter(table, parts),
        Operation::TakeOff(table, key) => alter(table, &[Part::DropForeignKey(key.clone())]),
        Operation::PutOn(table, key) => {
            let mut statements = alter(table, &[Part::AddForeignKey(key.clone())]);
            statements.extend(index_by_column(table, key));
            statements
        }
        Operation::CreateIndex(table, index) => {
            let name = index.name.as_deref().unwrap_or_default();
            let create = DIALECT.create_index(&Table::new(table.clone()), index);
            vec![(format!("NOT {}", index_exists(table, name)), Statement::new(create))]
        }
        Operation::DropIndex(table, index) => {
            let name = index.name.as_deref().unwrap_or_default();
            let drop = Statement::new(DIALECT.drop_index(table, name));
            vec![(has_index(table, name, &columns(index)), drop)]
        }
        Operation::Lengthen(_) => Vec::new(),
        Operation::Shorten(limit) => vec![always(Statement::new(limit.keep(DIALECT)))],
        Operation::Rows(rows_of) => {
            let written = rows(DIALECT, rows_of).into_iter();
            written.map(|statement| (has_what_was_kept(rows_of, &statement.sql), statement)).collect()
        }
    }
}

/// What was kept for the way back is there: it may not be made yet when a run stops, and is dropped within the undo.
fn has_what_was_kept(rows: &Rows, sql: &str) -> String {
    let kept = rows.tables.iter().filter(|(role, name)| {
        role.starts_with("_authmorph_")
            && !sql.starts_with("CREATE TABLE ")
            && sql.contains(&DIALECT.object(name))
    });
    let there: Vec<String> = kept.map(|(_, name)| DIALECT.relation_exists(name)).collect();
    if there.is_empty() { ALWAYS.to_owned() } else { there.join(" AND ") }
}

/// Where a run stopped between a foreign key and the index that the database had made for it, the key finds that index
/// when it comes back, and the database calls it after the key.
fn indexes_called_after_keys(stage: &Stage, operation: &Operation) -> Vec<Guarded> {
    let Operation::Alter(table, parts) = operation else { return Vec::new() };
    let renamed = |part: &Part| {
        let Part::AddForeignKey(key) = part else { return None };
        let index = stage.operations.iter().find_map(|operation| match operation {
            Operation::DropIndex(of, index) if of == table && columns(index).starts_with(&key.columns) => {
                index.name.as_deref()
            }
            _ => None,
        });
        renamed_index(table, key.name.as_deref()?, index?)
    };
    parts.iter().filter_map(renamed).collect()
}

/// Gives an index another name, where it has not got it yet.
fn renamed_index(table: &ObjectName, from: &str, to: &str) -> Option<Guarded> {
    let rename = format!(
        "ALTER TABLE {} RENAME INDEX {} TO {}",
        DIALECT.object(table),
        DIALECT.identifier(from),
        DIALECT.identifier(to)
    );
    let condition = format!("{} AND NOT {}", index_exists(table, from), index_exists(table, to));
    (from != to).then(|| (condition, Statement::new(rename)))
}

/// The index of a foreign key without a name is called after its column. When the key is put on again under the name that
/// the database made up, the database calls the index so too.
fn index_by_column(table: &ObjectName, key: &ForeignKey) -> Option<Guarded> {
    let (name, column) = (key.name.as_deref()?, key.columns.first()?);
    let is_counted = name.starts_with(&format!("{}_ibfk_", table.name));
    renamed_index(table, name, column).filter(|_| is_counted)
}

/// Foreign keys by themselves, because each is there or not; all else of a table in one statement, which is done whole.
fn alter(table: &ObjectName, parts: &[Part]) -> Vec<Guarded> {
    let mut statements: Vec<Guarded> = Vec::new();
    let mut together: Vec<&Part> = Vec::new();
    for part in parts {
        if !matches!(part, Part::AddForeignKey(_) | Part::DropForeignKey(_)) {
            together.push(part);
            continue;
        }
        statements.extend(one_statement(table, &together));
        together.clear();
        statements.extend(one_statement(table, &[part]));
    }
    statements.extend(one_statement(table, &together));
    statements
}

fn one_statement(table: &ObjectName, parts: &[&Part]) -> Option<Guarded> {
    let condition = parts.iter().filter_map(|part| still_to_do(table, part)).min();
    let actions: Vec<String> = parts.iter().map(|part| action(part)).collect();
    let text = format!("ALTER TABLE {}\n    {}", DIALECT.object(table), actions.join(",\n    "));
    (!parts.is_empty()).then(|| {
        (condition.map_or_else(|| ALWAYS.to_owned(), |(_, condition)| condition), Statement::new(text))
    })
}

/// What the catalog says while the part is still to be done, the surest first; a change of a column can be done twice.
fn still_to_do(table: &ObjectName, part: &Part) -> Option<(u8, String)> {
    let not = |condition: String| format!("NOT {condition}");
    Some(match part {
        Part::AddColumn(column) => (0, not(column_exists(table, &column.name))),
        Part::DropColumn(column) => (0, column_exists(table, &column.name)),
        Part::RenameColumn(from, _) => (0, column_exists(table, from)),
        Part::AddPrimaryKey(key) => (1, not(has_index(table, "PRIMARY", &key.columns))),
        Part::DropPrimaryKey(key) => (2, has_index(table, "PRIMARY", &key.columns)),
        Part::AddUnique(key) => (3, not(has_index(table, unique_name(key), &key.columns))),
        Part::DropUnique(key) => (4, has_index(table, unique_name(key), &key.columns)),
        Part::AddForeignKey(key) => {
            (5, not(constraint_exists(table, key.name.as_deref().unwrap_or_default())))
        }
        Part::DropForeignKey(key) => {
            (5, has_foreign_key(table, key.name.as_deref().unwrap_or_default(), &key.columns))
        }
        Part::ChangeColumn(_) | Part::CheckForeignKey(_) => return None,
    })
}

fn action(part: &Part) -> String {
    match part {
        Part::AddColumn(column) => format!("ADD COLUMN {}", DIALECT.column_definition(column)),
        Part::DropColumn(column) => format!("DROP COLUMN {}", DIALECT.identifier(&column.name)),
        Part::RenameColumn(from, to) => {
            format!("RENAME COLUMN {} TO {}", DIALECT.identifier(from), DIALECT.identifier(to))
        }
        Part::ChangeColumn(change) => format!("MODIFY COLUMN {}", DIALECT.column_definition(&change.1)),
        Part::AddPrimaryKey(key) => format!("ADD {}", key_clause(DIALECT, key, "PRIMARY KEY")),
        Part::DropPrimaryKey(_) => "DROP PRIMARY KEY".to_owned(),
        Part::AddUnique(key) => format!("ADD {}", key_clause(DIALECT, key, "UNIQUE")),
        Part::DropUnique(key) => format!("DROP INDEX {}", DIALECT.identifier(unique_name(key))),
        Part::AddForeignKey(key) | Part::CheckForeignKey(key) => {
            format!("ADD {}", foreign_key_clause(DIALECT, key))
        }
        Part::DropForeignKey(key) => {
            format!("DROP FOREIGN KEY {}", DIALECT.identifier(key.name.as_deref().unwrap_or_default()))
        }
    }
}

/// MySQL names a unique key without a name after its first column.
fn unique_name(key: &crate::model::schema::Key) -> &str {
    key.name.as_deref().or_else(|| key.columns.first().map(String::as_str)).unwrap_or_default()
}

fn columns(index: &Index) -> Vec<String> {
    let parts = index.parts.iter();
    parts
        .map(|part| match &part.target {
            IndexTarget::Column(name) => name.clone(),
            IndexTarget::Expression(expression) => expression.text.clone(),
        })
        .collect()
}

/// The table has an index of that name over these columns.
fn has_index(table: &ObjectName, name: &str, columns: &[String]) -> String {
    format!(
        "((SELECT GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics WHERE {} AND index_name = {}) <=> {})",
        in_catalog(table),
        DIALECT.literal(name),
        DIALECT.literal(&columns.join(","))
    )
}

/// The table has a foreign key of that name from these columns.
fn has_foreign_key(table: &ObjectName, name: &str, columns: &[String]) -> String {
    format!(
        "((SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.key_column_usage WHERE {} AND constraint_name = {} AND referenced_table_name IS NOT NULL) <=> {})",
        in_catalog(table),
        DIALECT.literal(name),
        DIALECT.literal(&columns.join(","))
    )
}

//! Columns that Better Auth's check at runtime misses, and such that it refuses (since 1.7.3): the check wants every
//! column of the core, and none beside that must have a value and gets none.

use crate::decide::Decision;
use crate::decide::accounts::in_place::Scene;
use crate::decide::accounts::source::Source;
use crate::decide::accounts::types::in_snake_case;
use crate::decide::evolution::{Operation, Part};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Expression, Literal, Table};
use crate::model::types::DataType;

/// The roles of the core with the columns that some releases lacked, or that somebody has taken out.
const TEXTS: &[(&str, &[&str])] = &[
    ("user", &["image"]),
    ("session", &["ipAddress", "userAgent"]),
    ("account", &["accessToken", "refreshToken", "idToken", "scope", "password"]),
    ("verification", &[]),
];

const MOMENTS: &[(&str, &[&str])] = &[
    ("user", &["createdAt", "updatedAt"]),
    ("session", &["createdAt", "updatedAt"]),
    ("account", &["accessTokenExpiresAt", "refreshTokenExpiresAt", "createdAt", "updatedAt"]),
    ("verification", &["createdAt", "updatedAt"]),
];

/// Adds columns of the core that are not there.
pub fn lacking(scene: &mut Scene<'_, '_>) {
    let types = scene.context.types;
    let snake = scene.account.name("userId").is_some_and(|name| name.contains('_'));
    for ((role, texts), (_, moments)) in TEXTS.iter().zip(MOMENTS) {
        let Some(source) = Source::of(scene.context, role) else { continue };
        let strict = source.table.is_strict();
        let column = |field: &&str, of: DataType| {
            let name = if snake { in_snake_case(field) } else { (*field).to_owned() };
            let data_type = if strict { types.strict(&of) } else { of };
            let is_new = source.name(field).is_none() && source.table.column(&name).is_none();
            is_new.then(|| Column { nullable: true, ..Column::new(name, data_type) })
        };
        let added = texts.iter().filter_map(|field| column(field, types.text()));
        let added: Vec<Column> =
            added.chain(moments.iter().filter_map(|field| column(field, types.moment()))).collect();
        if added.is_empty() {
            continue;
        }
        let names: Vec<String> = added.iter().map(|column| format!("`{}`", column.name)).collect();
        let table = source.table;
        scene.decided.decisions.push(Decision::new(
            format!("`{}` gets {}.", table.name, names.join(", ")),
            "Better Auth wants every column of its core, and refuses to work without one (since 1.7.3).",
            Some(table.span),
        ));
        let parts = added.into_iter().map(Part::AddColumn).collect();
        scene.stage(
            &format!("columns of {role}"),
            format!("Add the columns to {} that it lacks.", table.name),
            "Better Auth refuses to work without them.",
            vec![Operation::Alter(table.name.clone(), parts)],
        );
    }
}

/// Gives columns that are none of its own a default: what another library has left there, as its guide for those who come
/// from Auth.js does not say.
pub fn left_over(scene: &mut Scene<'_, '_>) {
    for (role, _) in TEXTS {
        let Some(source) = Source::of(scene.context, role) else { continue };
        let extra = source.role.extra.iter().filter_map(|name| source.table.column(name));
        let required: Vec<&Column> = extra.filter(|column| is_required(column)).collect();
        if required.is_empty() {
            continue;
        }
        let table = source.table;
        // Users and sessions may have fields of the application's, which it fills (`additionalFields`).
        let is_its_own = matches!(*role, "account" | "verification");
        let can =
            |column: &&&Column| is_its_own && source.dialect != Dialect::Sqlite && takes_a_default(column);
        let given: Vec<&Column> = required.iter().filter(can).copied().collect();
        let left: Vec<&Column> = required.iter().filter(|column| !can(column)).copied().collect();
        scene.decided.findings.extend(unknown(table, &left));
        if given.is_empty() {
            continue;
        }
        let names: Vec<String> = given.iter().map(|column| format!("`{}`", column.name)).collect();
        scene.decided.decisions.push(Decision::new(
            format!(
                "{} of `{}` may be left out: the default is an empty text.",
                names.join(", "),
                table.name
            ),
            "Better Auth does not write it, and refuses to work with a table that wants it (since 1.7.3).",
            given.first().map(|column| column.span),
        ));
        let parts = given.into_iter().map(|column| {
            let empty = Expression {
                text: "''".to_owned(),
                identifiers: Vec::new(),
                literal: Some(Literal::Text(String::new())),
            };
            let to = Column { default: Some(empty), ..column.clone() };
            Part::ChangeColumn(Box::new((column.clone(), to)))
        });
        scene.stage(
            &format!("left over in {role}"),
            format!("Let columns of {} be left out that Better Auth does not write.", table.name),
            "It refuses to work with a table that wants them.",
            vec![Operation::Alter(table.name.clone(), parts.collect())],
        );
    }
}

fn is_required(column: &Column) -> bool {
    !column.nullable && column.default.is_none() && column.generated.is_none() && column.auto_number.is_none()
}

/// MySQL: a text without a length takes none.
fn takes_a_default(column: &Column) -> bool {
    column.data_type.kind.is_text()
        && column.data_type.array_dimensions == 0
        && (column.data_type.kind.length().is_some()
            || column.data_type.text.eq_ignore_ascii_case("character varying"))
}

fn unknown(table: &Table, columns: &[&Column]) -> Option<Finding> {
    let first = columns.first()?;
    let names: Vec<String> = columns.iter().map(|column| format!("`{}`", column.name)).collect();
    Some(Finding::new(
        "required_column_unknown",
        Severity::Warning,
        format!(
            "`{}` must have a value in {}, which Better Auth does not know.",
            table.name,
            names.join(", ")
        ),
        "It refuses to work with such a table (since 1.7.3), and nobody new could sign up.",
        "Name each of them under `additionalFields`, or give it a default, or let it be NULL.",
        Some(first.span),
    ))
}

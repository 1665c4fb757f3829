//! A column of a table as a property: its type, and what is said on the column itself.

use super::identity;
use super::keys::{ColumnKeys, action_options};
use super::naming::{NamedTable, Naming};
use super::sql_text;
use super::types::{Builder, Maker, Values, builder, is_understood};
use super::uses::Uses;
use crate::dialects::Dialect;
use crate::dialects::mysql::ddl::is_type_attribute;
use crate::model::schema::{AutoNumber, Column, Expression, Literal};
use crate::model::types::TypeKind;
use crate::model::views::ViewColumn;
use crate::outputs::losses::Losses;
use crate::outputs::typescript::literals;
use crate::outputs::typescript::syntax::{Node, Property};

/// The property of a column.
pub fn property(
    naming: &Naming<'_>,
    named: &NamedTable<'_>,
    position: usize,
    keys: &ColumnKeys<'_>,
    uses: &mut Uses,
    losses: &mut Losses,
) -> Option<Property> {
    let dialect = naming.dialect();
    let column = named.table.columns.get(position)?;
    let name = named.keys.get(position)?;
    let alone_in_primary_key =
        named.table.primary_key.as_ref().is_some_and(|key| key.columns == [column.name.clone()]);
    let mut builder = builder(dialect, naming, column, alone_in_primary_key);
    if let Some(mode) = named.modes.get(position).copied().flatten() {
        builder = builder.in_mode(mode);
    }
    let mut node = head(&builder, column, uses, losses, dialect);
    for _ in 0..builder.array_dimensions {
        node = node.method("array", Vec::new());
    }
    // Drizzle has no identity for types of our own.
    let is_custom_identity =
        matches!(builder.maker, Maker::Custom(_)) && is_identity(column) && dialect == Dialect::PostgreSql;
    if is_custom_identity {
        losses.missing(format!("the column `{}` is an identity", column.name));
        node = node.method("notNull", Vec::new());
    }
    node = with_key(node, dialect, column, keys);
    if !is_custom_identity {
        node = with_number(node, dialect, named, column, &builder);
    }
    // MySQL's own types carry the word themselves.
    let says_so = match dialect {
        Dialect::PostgreSql => false,
        Dialect::MySql => can_count(dialect, &builder) || matches!(builder.maker, Maker::Custom(_)),
        Dialect::Sqlite => keys.primary,
    };
    if column.auto_number == Some(AutoNumber::AutoIncrement) && !says_so {
        losses.missing(format!("the column `{}` counts by itself", column.name));
    }
    node = with_default(node, dialect, column, &builder, uses);
    if let Some(unique) = &keys.unique {
        node = node.method("unique", unique.clone());
    }
    if let Some(reference) = &keys.reference {
        let mut arguments =
            vec![Node::arrow(reference.parameters.clone(), Node::name(reference.target.clone()))];
        arguments.extend(action_options(reference.on_delete, reference.on_update));
        node = node.method("references", arguments);
    }
    if let Some(generated) = &column.generated {
        uses.sql = true;
        let mut arguments = vec![Node::sql(generated.expression.text.clone())];
        if dialect != Dialect::PostgreSql {
            let mode = if generated.stored { "stored" } else { "virtual" };
            arguments.push(Node::object(vec![("mode", Node::string(mode))]));
        } else if !generated.stored {
            losses.missing(format!("the column `{}` is virtual", column.name));
        }
        node = node.method("generatedAlwaysAs", arguments);
    }
    let is_said = |clause: &str| match dialect {
        Dialect::MySql => is_type_attribute(clause),
        _ => identity::is_said(clause),
    };
    for clause in column.unread.iter().filter(|clause| !is_said(clause)) {
        losses.missing(format!("`{clause}` of the column `{}`", column.name));
    }
    if dialect == Dialect::PostgreSql && (column.on_update.is_some() || column.character_set.is_some()) {
        losses.missing(format!("a clause of the column `{}`", column.name));
    }
    let comment = column.comment.as_deref().map(literals::documentation).unwrap_or_default();
    Some(Property { comment, name: name.clone(), value: node })
}

/// The column of a view without its key: what the table's column gives, or a value of that type. None where the type is
/// not known. How drizzle-kit would write the type makes no difference there.
pub fn in_view(naming: &Naming<'_>, column: &ViewColumn<'_>, uses: &mut Uses) -> Option<Node> {
    let dialect = naming.dialect();
    let data_type = column.data_type.clone()?;
    let mut given = Column::new(&column.name, data_type);
    let mut mode = None;
    if let Some((table, origin)) = column.origin {
        given = Column { name: column.name.clone(), ..origin.clone() };
        mode = naming.mode(table, origin);
    }
    // What numbers the rows of the table does not number those of the view.
    given.auto_number = None;
    let mut builder = builder(dialect, naming, &given, false);
    if let Some(mode) = mode {
        builder = builder.in_mode(mode);
    }
    let mut node = head(&builder, &given, uses, &mut Losses::new(&super::DRIZZLE), dialect);
    for _ in 0..builder.array_dimensions {
        node = node.method("array", Vec::new());
    }
    Some(node)
}

fn is_identity(column: &Column) -> bool {
    matches!(column.auto_number, Some(AutoNumber::IdentityAlways | AutoNumber::IdentityByDefault))
}

/// The call that makes the column, with its name and options.
fn head(builder: &Builder, column: &Column, uses: &mut Uses, losses: &mut Losses, dialect: Dialect) -> Node {
    let function = match &builder.maker {
        Maker::Package(function) => {
            uses.package(function);
            (*function).to_string()
        }
        Maker::Enumeration(variable) => variable.clone(),
        Maker::Custom(custom) => {
            if dialect == Dialect::PostgreSql && !is_understood(&custom.sql) {
                losses.missing(format!(
                    "drizzle-kit would put quotes around the whole type `{}` of the column `{}`",
                    custom.sql, column.name
                ));
            }
            uses.custom(custom)
        }
    };
    let mut arguments = vec![Node::string(&column.name)];
    if let Some(members) = &builder.members {
        arguments.push(Node::Array(members.iter().map(Node::string).collect()));
    }
    if !builder.options.is_empty() {
        arguments.push(Node::object(builder.options.clone()));
    }
    Node::call(function, arguments)
}

fn with_key(node: Node, dialect: Dialect, column: &Column, keys: &ColumnKeys<'_>) -> Node {
    if keys.primary {
        let counts = dialect == Dialect::Sqlite && column.auto_number == Some(AutoNumber::AutoIncrement);
        let arguments = if counts {
            vec![Node::object(vec![("autoIncrement", Node::Constant("true".to_string()))])]
        } else {
            Vec::new()
        };
        return node.method("primaryKey", arguments);
    }
    // Serial and identity columns are not null by themselves.
    let not_null_anyway = matches!(
        column.auto_number,
        Some(AutoNumber::Serial | AutoNumber::IdentityAlways | AutoNumber::IdentityByDefault)
    );
    if column.nullable || not_null_anyway { node } else { node.method("notNull", Vec::new()) }
}

/// The builders of MySQL that have the method `autoincrement`: those of numbers.
fn can_count(dialect: Dialect, builder: &Builder) -> bool {
    const NUMBERS: [&str; 9] =
        ["tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "real"];
    dialect == Dialect::MySql
        && matches!(builder.maker, Maker::Package(function) if NUMBERS.contains(&function))
}

fn with_number(
    node: Node,
    dialect: Dialect,
    named: &NamedTable<'_>,
    column: &Column,
    builder: &Builder,
) -> Node {
    let identity =
        |node: Node, method: &str| node.method(method, identity::arguments(&named.table.name.name, column));
    match column.auto_number {
        Some(AutoNumber::IdentityAlways) => identity(node, "generatedAlwaysAsIdentity"),
        Some(AutoNumber::IdentityByDefault) => identity(node, "generatedByDefaultAsIdentity"),
        Some(AutoNumber::AutoIncrement) if can_count(dialect, builder) => {
            node.method("autoincrement", Vec::new())
        }
        _ => node,
    }
}

fn with_default(node: Node, dialect: Dialect, column: &Column, builder: &Builder, uses: &mut Uses) -> Node {
    let Some(default) = &column.default else { return node };
    if column.auto_number == Some(AutoNumber::Serial) {
        return node;
    }
    let text = default.text.trim();
    if default.literal == Some(Literal::Null)
        && dialect != Dialect::Sqlite
        && column.nullable
        && column.on_update.is_none()
        && text.eq_ignore_ascii_case("null")
    {
        return node;
    }
    let is_plain = column.on_update.is_none();
    if let Some(value) = value(dialect, column, default, &builder.values).filter(|_| is_plain) {
        return node.method("default", vec![value]);
    }
    if dialect == Dialect::PostgreSql && builder.array_dimensions == 0 {
        let is_time = matches!(
            column.data_type.kind,
            TypeKind::DateTime { .. } | TypeKind::Instant { .. } | TypeKind::Date | TypeKind::Time { .. }
        );
        if is_time && text.eq_ignore_ascii_case("now()") {
            return node.method("defaultNow", Vec::new());
        }
        if column.data_type.kind == TypeKind::Uuid && text.eq_ignore_ascii_case("gen_random_uuid()") {
            return node.method("defaultRandom", Vec::new());
        }
    }
    uses.sql = true;
    let mut clause = sql_text::default_clause(dialect, default);
    if let Some(on_update) = &column.on_update {
        clause += &format!(" ON UPDATE {}", on_update.text.trim());
    }
    node.method("default", vec![Node::sql(clause)])
}

/// The default as a TypeScript value, when drizzle-kit writes it as the user did.
fn value(dialect: Dialect, column: &Column, default: &Expression, values: &Values) -> Option<Node> {
    let kind = &column.data_type.kind;
    match (values, default.literal.as_ref()?) {
        (Values::Text, Literal::Text(_)) => sql_text::plain_string(dialect, default, kind).map(Node::string),
        (Values::OneOf(members), Literal::Text(_)) => sql_text::plain_string(dialect, default, kind)
            .filter(|value| members.iter().any(|member| member == value))
            .map(Node::string),
        (Values::Number, Literal::Number(number)) if number == default.text.trim() => {
            sql_text::plain_number(number).map(Node::Constant)
        }
        (Values::Boolean, Literal::Boolean(value)) => Some(Node::Constant(value.to_string())),
        (Values::Boolean, Literal::Number(number)) if dialect == Dialect::MySql => match number.as_str() {
            "0" => Some(Node::Constant("false".to_string())),
            "1" => Some(Node::Constant("true".to_string())),
            _ => None,
        },
        _ => None,
    }
}

//! Ids of users that the new library makes otherwise: the column, and every column that refers to it, gets room for
//! longer ones, or has texts in place of numbers.

use super::accounts::columns::plain;
use super::accounts::types::data_type;
use super::columns::block;
use super::evolution::{Operation, Part, Stage};
use super::followers::{Followers, views_over};
use super::options::{OptionShape, Options};
use super::preparation::{Preparation, stage};
use super::{Decided, Decision};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::layouts::Holds;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Expression, IndexTarget, Literal, Schema, Table};
use crate::model::types::TypeKind;
use crate::recognise::Recognition;

/// The option about them.
pub const USER_IDS: OptionShape = OptionShape {
    name: "user_ids",
    label: "Ids of users",
    default: "keep",
    reason: "Ids that are there stay as they are in any case. Where the column is too short for those that the new library \
             makes, `widen` makes room, and where it has numbers, `text` makes texts of them; also in every column that \
             refers to it. That locks these tables.",
    choices: &["keep", "widen", "text"],
};

/// Characters that ids of users have room for afterwards: more than any of these libraries makes, and few enough for a
/// key over several columns in MySQL.
const CHARACTERS: u32 = 64;

/// What becomes of the columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// They get room for longer texts.
    Wide,
    /// Their numbers become texts.
    Text,
}

impl Wish {
    fn of(options: &Options) -> Option<Self> {
        match options.get(USER_IDS.name) {
            "widen" => Some(Self::Wide),
            "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// The column as it has to be; none where it is so already, and in SQLite, which does not look at lengths and takes
    /// nothing but numbers in an `INTEGER PRIMARY KEY`.
    fn apply(self, dialect: Dialect, column: &Column) -> Option<Column> {
        let kind = &column.data_type.kind;
        let applies = match self {
            Self::Wide => matches!(kind, TypeKind::Varchar { length: Some(length) } if *length < CHARACTERS),
            Self::Text => kind.is_integer(),
        };
        if !applies || dialect == Dialect::Sqlite {
            return None;
        }
        let data_type = if self == Self::Text && dialect == Dialect::PostgreSql {
            data_type("text", TypeKind::Text)
        } else {
            data_type(&format!("varchar({CHARACTERS})"), TypeKind::Varchar { length: Some(CHARACTERS) })
        };
        let unread = if column.auto_number.is_some() { Vec::new() } else { column.unread.clone() };
        Some(match self {
            Self::Wide => Column { data_type, ..column.clone() },
            Self::Text => {
                // MySQL compares texts of one collation only, and each table can have its own.
                let own = |name: &str| (dialect == Dialect::MySql).then(|| name.to_owned());
                Column {
                    data_type,
                    default: text_default(column),
                    auto_number: None,
                    character_set: own("utf8mb4"),
                    collation: own("utf8mb4_bin"),
                    unread,
                    ..column.clone()
                }
            }
        })
    }

    /// Why a column stays.
    fn needless(self, dialect: Dialect) -> &'static str {
        match self {
            Self::Wide => "There is room for longer ids, or they are no texts.",
            Self::Text if dialect == Dialect::Sqlite => {
                "They are no numbers, or numbers of SQLite, whose INTEGER PRIMARY KEY takes no texts."
            }
            Self::Text => "They are no numbers.",
        }
    }

    fn decision(self, table: &Table, from: &Column, to: &Column) -> Decision {
        let (old, new) = (&from.data_type.text, &to.data_type.text);
        let (what, why) = match self {
            Self::Wide => (
                format!("`{}.{}` grows from {old} to {new}.", table.name, from.name),
                "You chose so: the ids that the new library makes are longer. down.sql makes it narrow again, unless there are such ids by then.",
            ),
            Self::Text => (
                format!("`{}.{}` changes from {old} to {new}.", table.name, from.name),
                "You chose so: the ids that the new library makes are no numbers. down.sql makes numbers of them again, unless there are other ids by then, and counts on from the highest.",
            ),
        };
        Decision::new(what, why, Some(from.span))
    }

    /// There is a value that the column as it was has no place for.
    fn is_new(self, dialect: Dialect, table: &ObjectName, column: &Column) -> Option<String> {
        let name = dialect.identifier(&column.name);
        let condition = match self {
            Self::Wide => format!("char_length(t.{name}) > {}", column.data_type.kind.length()?),
            Self::Text => {
                // One digit more than the highest number has would stop down.sql, and no library makes such an id.
                let digits = if column.data_type.kind == TypeKind::BigInteger { 18 } else { 9 };
                let number = dialect.literal(&format!("^(0|-?[1-9][0-9]{{0,{digits}}})$"));
                let differs = if dialect == Dialect::MySql { "NOT REGEXP" } else { "!~" };
                let text = if dialect == Dialect::MySql { "" } else { "::text" };
                format!("t.{name}{text} {differs} {number}")
            }
        };
        Some(format!("EXISTS (SELECT 1 FROM {} AS t WHERE {condition})", dialect.object(table)))
    }
}

/// A default that is a number, as text; one that the database counts goes.
fn text_default(column: &Column) -> Option<Expression> {
    let default = column.default.as_ref().filter(|_| column.auto_number.is_none())?;
    let Some(Literal::Number(number)) = &default.literal else { return Some(default.clone()) };
    Some(Expression {
        text: format!("'{number}'"),
        identifiers: Vec::new(),
        literal: Some(Literal::Text(number.clone())),
    })
}

/// Plans it.
pub fn change(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    preparation: &mut Preparation,
    first: &mut Decided,
) {
    let user = recognition.roles.get("user").and_then(|role| {
        let table = schema.table(&role.table)?;
        Some((table, table.column(role.columns.get("id")?)?))
    });
    let (Some(wish), Some((table, id))) = (Wish::of(options), user) else { return };
    let dialect = schema.dialect;
    let Some(new) = wish.apply(dialect, id) else {
        first.decisions.push(Decision::new(
            format!("`{}.{}` stays {}.", table.name, id.name, id.data_type.text),
            wish.needless(dialect),
            Some(id.span),
        ));
        return;
    };
    first.decisions.push(wish.decision(table, id, &new));
    let referring = if wish == Wish::Text { known_references(schema, recognition) } else { Vec::new() };
    let followers = Followers::of(schema, &table.name, &id.name).and(referring);
    if wish == Wish::Text {
        first.findings.extend(unsaid_references(table, &followers));
    }
    let following = followers.following(&[], |column| wish.apply(dialect, column), &mut first.decisions);
    let mut operations =
        vec![Operation::Alter(table.name.clone(), vec![Part::ChangeColumn(Box::new((id.clone(), new)))])];
    if let Some(before) = following.before {
        operations.splice(0..0, before.operations);
    }
    operations.extend(following.after.into_iter().flat_map(|after| after.operations));
    let stays_if = note_data_type(wish, schema, &table.name, id, &operations, preparation);
    let retyped = preparation.retyped.iter();
    if wish == Wish::Text && dialect == Dialect::PostgreSql {
        let columns = retyped.clone().filter_map(|(name, column)| Some((schema.table(name)?, column)));
        first.findings.extend(columns.filter_map(|(table, column)| in_the_way(table, column)));
    }
    let tables: Vec<&ObjectName> = retyped.map(|(name, _)| name).collect();
    preparation.aside = views_over(schema, &tables, &[], &mut first.findings);
    let (name, purpose, cause) = match wish {
        Wish::Wide => (
            "wider user ids",
            "Make room for longer ids of",
            "The ids that the new library makes do not fit.",
        ),
        Wish::Text => (
            "user ids as texts",
            "Make texts of the ids of",
            "The ids that the new library makes are no numbers.",
        ),
    };
    let step = stage(name, format!("{purpose} {}.", table.name), cause, operations);
    preparation.stages.push(Stage { stays_if: Some(stays_if), ..step });
}

/// Notes the columns that get another type, the identity first. The condition that they cannot go back.
fn note_data_type(
    wish: Wish,
    schema: &Schema,
    user: &ObjectName,
    id: &Column,
    operations: &[Operation],
    preparation: &mut Preparation,
) -> String {
    preparation.retyped.push((user.clone(), id.name.clone()));
    let mut new: Vec<String> = Vec::new();
    for operation in operations {
        let Operation::Alter(table, parts) = operation else { continue };
        for part in parts {
            let Part::ChangeColumn(change) = part else { continue };
            let column = (table.clone(), change.0.name.clone());
            if !preparation.retyped.contains(&column) {
                preparation.retyped.push(column);
            }
            new.extend(wish.is_new(schema.dialect, table, &change.0));
        }
    }
    new.join("\n    OR ")
}

/// The columns of the old library's tables that have a user's id, whether a foreign key says so or not.
fn known_references(schema: &Schema, recognition: &Recognition) -> Vec<(ObjectName, String)> {
    let Some(layout) = recognition.layout else { return Vec::new() };
    let found = recognition.roles.iter().flat_map(|(role, found)| {
        let shape = layout.roles.iter().find(|shape| shape.name == *role);
        let fields = shape.into_iter().flat_map(|shape| shape.fields);
        let referring = fields.filter(|field| matches!(field.holds, Holds::Reference("user")));
        referring.filter_map(|field| Some((found.table.clone(), found.columns.get(field.name)?.clone())))
    });
    found.filter(|(table, _)| schema.table(table).is_some()).collect()
}

/// Columns with numbers that are called as if they held ids of users, and refer to nothing: they stay numbers.
fn unsaid_references(users: &Table, followers: &Followers<'_>) -> Vec<Finding> {
    let own = plain(&users.name.name);
    let one = own.strip_suffix('s').unwrap_or(&own).to_owned();
    let called: Vec<String> = ["user", one.as_str(), own.as_str()]
        .iter()
        .flat_map(|word| [(*word).to_owned(), format!("{word}id")])
        .collect();
    let unsaid = followers
        .unsaid(|column| column.data_type.kind.is_integer() && called.contains(&plain(&column.name)));
    let findings = unsaid.into_iter().map(|(table, column)| {
        Finding::new(
            "user_reference_unsaid",
            Severity::Warning,
            format!("`{}.{}` may hold ids of `{}`, but has no foreign key.", table.name, column.name, users.name),
            "Those ids become texts, and what no foreign key says stays a number: the two cannot be compared any more, and new ids do not fit.",
            "If it holds them, add the foreign key to the database and paste the schema again.",
            Some(column.span),
        )
    });
    findings.collect()
}

/// PostgreSQL: a check, an index or a generated column that calculates with the number would stop the change.
fn in_the_way(table: &Table, column: &str) -> Option<Finding> {
    let mentions = |expression: &Expression| expression.identifiers.iter().any(|word| word == column);
    let checks = table.checks.iter().filter(|check| mentions(&check.expression)).map(|check| check.span);
    let generated = table
        .columns
        .iter()
        .filter(|other| other.generated.as_ref().is_some_and(|generated| mentions(&generated.expression)));
    let indexes = table.indexes.iter().filter(|index| {
        index.predicate.as_ref().is_some_and(mentions)
            || index
                .parts
                .iter()
                .any(|part| matches!(&part.target, IndexTarget::Expression(of) if mentions(of)))
    });
    let mut spans = checks.chain(generated.map(|other| other.span)).chain(indexes.map(|index| index.span));
    Some(block(
        "ids_calculated_with",
        format!("A check, a generated column or an index of `{}` calculates with `{column}`.", table.name),
        "Its numbers become texts, and the database refuses a calculation with texts.",
        "Drop it first, and add it again for texts after up.sql. No migration was written.",
        spans.next()?,
    ))
}

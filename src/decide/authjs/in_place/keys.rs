//! What tells rows apart, and what finds them: unique indexes and plain ones that an adapter's documents lacked.

use super::Scene;
use crate::decide::Decision;
use crate::decide::accounts::source::Source;
use crate::decide::evolution::{Claim, Moment, Operation};
use crate::decide::names::free_index;
use crate::dialects::Dialect;
use crate::model::schema::{Index, IndexTarget, Table};

/// What has to differ from row to row.
struct Unique {
    role: &'static str,
    fields: &'static [&'static str],
    check: &'static str,
    rows: &'static str,
    reason: &'static str,
}

const UNIQUE: &[Unique] = &[
    Unique {
        role: "account",
        fields: &["provider", "providerAccountId"],
        check: "duplicate_accounts",
        rows: "Accounts that several rows say",
        reason: "Auth.js finds an account by both, and would take any of several.",
    },
    Unique {
        role: "session",
        fields: &["sessionToken"],
        check: "duplicate_sessions",
        rows: "Session tokens that several rows have",
        reason: "Auth.js looks a session up by it with every request.",
    },
    Unique {
        role: "verification",
        fields: &["identifier", "token"],
        check: "duplicate_links",
        rows: "Links that several rows have",
        reason: "Auth.js finds a link by both, and deletes it when it is used.",
    },
];

/// Roles whose rows are found by their user.
const OF_USER: &[&str] = &["account", "session"];

/// Characters of a column that a key of MySQL with two such columns takes: 3072 bytes, of up to 4 for each character.
const KEY_CHARACTERS: u32 = 383;

/// Decides them.
pub fn decide(scene: &mut Scene<'_, '_>) {
    for unique in UNIQUE {
        make_unique(scene, unique);
    }
    for role in OF_USER {
        let Some(source) = Source::of(scene.context, role) else { continue };
        index_user(scene, &source);
    }
}

fn make_unique(scene: &mut Scene<'_, '_>, unique: &Unique) {
    let Some(source) = Source::of(scene.context, unique.role) else { return };
    let table = source.table;
    let columns: Vec<&str> = unique.fields.iter().filter_map(|field| source.name(field)).collect();
    if columns.len() < unique.fields.len()
        || is_unique(table, &columns)
        || !fits(source.dialect, table, &columns)
    {
        return;
    }
    let mut index = index(scene, table, &columns, "key");
    index.unique = true;
    let names = columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    scene.decided.decisions.push(Decision::new(
        format!("{names} of `{}` become unique.", table.name),
        unique.reason,
        Some(table.span),
    ));
    scene.claims.push(Claim {
        name: unique.check,
        when: Moment::Before,
        expected: "SELECT 0".to_owned(),
        actual: format!(
            "SELECT count(*) FROM (SELECT {0} FROM {{table}} GROUP BY {0} HAVING count(*) > 1) AS d",
            source.dialect.identifiers(columns.iter().copied())
        ),
        message: format!("{} in {}. Keep one of each.", unique.rows, table.name),
        tables: vec![("table", table.name.clone())],
    });
    let purpose = format!("Let {} differ from row to row of {}.", columns.join(" and "), table.name);
    let create = Operation::CreateIndex(table.name.clone(), index);
    scene.stage(&format!("unique {}", unique.role), purpose, unique.reason, vec![create]);
}

fn index_user(scene: &mut Scene<'_, '_>, source: &Source<'_>) {
    let table = source.table;
    let Some(user) = source.name("userId") else { return };
    // MySQL makes an index for each foreign key.
    let by_key = source.dialect == Dialect::MySql
        && table.foreign_keys.iter().any(|key| key.columns.first().is_some_and(|name| name == user));
    if by_key || begins_with(table, user) || !fits(source.dialect, table, &[user]) {
        return;
    }
    let index = index(scene, table, &[user], "idx");
    let purpose = format!("Find the rows of {} by their user.", table.name);
    let cause = "Deleting a user, and listing their accounts, would read the whole table.";
    let create = Operation::CreateIndex(table.name.clone(), index);
    scene.stage(&format!("users of {}", source.role.table.name), purpose, cause, vec![create]);
}

fn index(scene: &mut Scene<'_, '_>, table: &Table, columns: &[&str], ending: &str) -> Index {
    let wanted = format!("{}_{}_{ending}", table.name.name, columns.join("_"));
    let name = free_index(scene.context.schema, table, &wanted, &scene.taken);
    scene.taken.push(name.clone());
    Index::over(name, columns.iter().copied())
}

/// Whether rows differ in these columns, or in some of them, already.
fn is_unique(table: &Table, columns: &[&str]) -> bool {
    let within =
        |names: &[String]| !names.is_empty() && names.iter().all(|name| columns.contains(&name.as_str()));
    let of_index = |index: &Index| {
        let names: Option<Vec<String>> = index.parts.iter().map(|part| plain(&part.target)).collect();
        index.unique && index.predicate.is_none() && names.is_some_and(|names| within(&names))
    };
    table.primary_key.iter().chain(&table.uniques).any(|key| within(&key.columns))
        || table.indexes.iter().any(of_index)
}

/// Whether something finds rows by that column.
fn begins_with(table: &Table, column: &str) -> bool {
    let first = |index: &Index| index.parts.first().and_then(|part| plain(&part.target));
    let keys = table.primary_key.iter().chain(&table.uniques);
    keys.into_iter().any(|key| key.columns.first().is_some_and(|name| name == column))
        || table
            .indexes
            .iter()
            .any(|index| index.predicate.is_none() && first(index).is_some_and(|name| name == column))
}

fn plain(target: &IndexTarget) -> Option<String> {
    match target {
        IndexTarget::Column(name) => Some(name.clone()),
        IndexTarget::Expression(_) => None,
    }
}

/// MySQL: whether a key can be over the whole of these columns.
fn fits(dialect: Dialect, table: &Table, columns: &[&str]) -> bool {
    let fits = |name: &&str| {
        table.column(name).is_some_and(|column| {
            let kind = &column.data_type.kind;
            !kind.is_text() || kind.length().is_some_and(|length| length <= KEY_CHARACTERS)
        })
    };
    dialect != Dialect::MySql || columns.iter().all(fits)
}

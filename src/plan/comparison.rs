//! What is compared after `up.sql`: what was kept against what is there now.

use super::rows::{KeyKind, KeyRows};
use crate::decide::evolution::{Evolution, Moment, Operation, with_names};
use crate::decide::lucia::login_tables::{HASH, USER};
use crate::decide::{Changes, CopyChange, KeysChange, SessionChange, TableChange, Way};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;

/// Two counts that must be equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Its name.
    pub check: String,
    /// A scalar expression: what there has to be.
    pub expected: String,
    /// A scalar expression: what there is.
    pub actual: String,
}

/// The comparisons for the changes.
pub fn comparisons(dialect: Dialect, changes: &Changes) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    let changes = &in_the_end(changes);
    if let Some(session) = &changes.session {
        let later = changes.tables.iter().find(|change| change.from.name == session.from.name);
        comparisons.extend(of_session(dialect, session, later));
    }
    if let Some(keys) = &changes.keys {
        comparisons.extend(of_keys(dialect, keys));
    }
    for change in &changes.tables {
        comparisons.extend(of_table(dialect, change));
        comparisons.extend(of_values(dialect, change));
        comparisons.extend(of_followers(dialect, change));
    }
    let copied = changes.copies.iter().filter(|copy| copy.way == Way::ThereAndBack);
    comparisons.extend(copied.map(|copy| of_copy(dialect, copy)));
    if let Some(evolution) = &changes.evolution {
        comparisons.extend(of_evolution(dialect, evolution));
    }
    comparisons
}

/// The changes under the names that tables and columns have when all is done.
fn in_the_end(changes: &Changes) -> Changes {
    let mut changes = changes.clone();
    let Some(evolution) = changes.evolution.as_ref().filter(|evolution| evolution.renames().next().is_some())
    else {
        return changes;
    };
    for change in &mut changes.tables {
        let names = change.altered.iter_mut().map(|altered| &mut altered.name);
        for name in names.chain(change.added.iter_mut().map(|added| &mut added.column.name)) {
            *name = evolution.column_of(&change.from.name, name).to_owned();
        }
        change.from.name = evolution.name_of(&change.from.name).clone();
    }
    for copy in &mut changes.copies {
        copy.from.name = evolution.name_of(&copy.from.name).clone();
        copy.to.name = evolution.name_of(&copy.to.name).clone();
    }
    changes
}

/// Every table has the rows that it had, and what was filled is full.
fn of_evolution(dialect: Dialect, evolution: &Evolution) -> Vec<Comparison> {
    let dropped = |name: &ObjectName| {
        let mut operations = evolution.stages.iter().flat_map(|stage| &stage.operations);
        operations.any(|operation| matches!(operation, Operation::DropTable(table) if table.name == *name))
    };
    let filled: Vec<&ObjectName> = evolution.filled().collect();
    let same = evolution.counted.iter().filter(|name| !dropped(name) && !filled.contains(name));
    let counts = dialect.object(&evolution.counts.name);
    let mut comparisons: Vec<Comparison> = same
        .map(|name| Comparison {
            check: format!("rows_of_{}", name.name),
            expected: format!("SELECT n FROM {counts} WHERE name = {}", dialect.literal(&name.to_string())),
            actual: format!("SELECT count(*) FROM {}", dialect.object(evolution.name_of(name))),
        })
        .collect();
    let claims = evolution.claims.iter().filter(|claim| claim.when == Moment::After);
    comparisons.extend(claims.map(|claim| Comparison {
        check: claim.name.to_owned(),
        expected: with_names(&claim.expected, &claim.tables, dialect),
        actual: with_names(&claim.actual, &claim.tables, dialect),
    }));
    comparisons
}

/// The old value of a session's idle limit, as a number.
pub fn idle_as_number(dialect: Dialect, session: &SessionChange, alias: &str) -> String {
    let column = format!("{alias}.{}", dialect.identifier(&session.idle));
    // A column of another affinity may hold text or a blob of digits, which is how Drizzle writes `blob` bigints.
    if dialect == Dialect::Sqlite && !session.in_place {
        format!("CAST(CAST({column} AS TEXT) AS INTEGER)")
    } else {
        column
    }
}

/// The sessions, wherever a later change of the same table has left them.
fn of_session(dialect: Dialect, session: &SessionChange, later: Option<&TableChange>) -> Vec<Comparison> {
    let table = match later {
        Some(change) if change.removed.is_some() || ends(change, &session.expires) => {
            dialect.object(&change.keep.name)
        }
        _ => dialect.object(&session.from.name),
    };
    let keep = dialect.object(&session.keep.name);
    let id = dialect.identifier(&session.id);
    let expires = dialect.identifier(&session.expires);
    let rekeyed = later.filter(|change| change.removed.is_none() && !ends(change, &session.expires));
    let joined = match rekeyed.and_then(|change| Some((change, change.rekey.as_ref()?))) {
        Some((change, rekey)) => format!(
            "JOIN {} AS i ON i.{id} = k.{id} JOIN {table} AS s ON s.{id} = i.{}",
            dialect.object(&change.keep.name),
            dialect.identifier(&rekey.kept_as)
        ),
        None => format!("JOIN {table} AS s ON s.{id} = k.{id}"),
    };
    let converted = session.moment(dialect, &idle_as_number(dialect, session, "k"));
    let left: Vec<String> = [&session.active, &session.idle]
        .iter()
        .map(|column| {
            format!("CASE WHEN {} THEN 1 ELSE 0 END", dialect.column_exists(&session.from.name, column))
        })
        .collect();
    vec![
        Comparison {
            check: "sessions".to_owned(),
            expected: format!("SELECT count(*) FROM {keep}"),
            actual: format!("SELECT count(*) FROM {table}"),
        },
        Comparison {
            check: "sessions_with_their_old_end".to_owned(),
            expected: format!("SELECT count(*) FROM {keep}"),
            actual: format!("SELECT count(*) FROM {keep} AS k {joined} AND s.{expires} = {converted}"),
        },
        Comparison {
            check: "old_session_columns".to_owned(),
            expected: "0".to_owned(),
            actual: format!("SELECT {}", left.join(" + ")),
        },
    ]
}

/// The moments of the column are others afterwards, and only what is kept has the old ones.
fn ends(change: &TableChange, column: &str) -> bool {
    change.altered.iter().any(|altered| altered.name == column)
}

/// Every row that was to stay is there under its identity, and every column that was to go is gone.
fn of_table(dialect: Dialect, change: &TableChange) -> Vec<Comparison> {
    let (table, keep) = (dialect.object(&change.from.name), dialect.object(&change.keep.name));
    let id = dialect.identifier(&change.id);
    let name = &change.from.name.name;
    let new = change.rekey.as_ref().map_or_else(|| id.clone(), |rekey| dialect.identifier(&rekey.kept_as));
    let stays = match &change.removed {
        Some(removal) => format!("NOT ({})", removal.rows.condition(dialect, "k", &change.keep.name)),
        None => "1 = 1".to_owned(),
    };
    let expected = format!("SELECT count(*) FROM {keep} AS k WHERE {stays}");
    let mut comparisons = vec![
        Comparison {
            check: format!("rows_of_{name}"),
            expected: expected.clone(),
            actual: format!("SELECT count(*) FROM {table}"),
        },
        Comparison {
            check: format!("rows_of_{name}_with_their_id"),
            expected,
            actual: format!(
                "SELECT count(*) FROM {keep} AS k JOIN {table} AS t ON t.{id} = k.{new} WHERE {stays}"
            ),
        },
    ];
    if !change.dropped.is_empty() {
        let left = change.dropped.iter().map(|column| {
            format!("CASE WHEN {} THEN 1 ELSE 0 END", dialect.column_exists(&change.from.name, &column.name))
        });
        comparisons.push(Comparison {
            check: format!("old_columns_of_{name}"),
            expected: "0".to_owned(),
            actual: format!("SELECT {}", left.collect::<Vec<_>>().join(" + ")),
        });
    }
    comparisons
}

/// Nothing refers to an identity that is not there any more.
fn of_followers(dialect: Dialect, change: &TableChange) -> Vec<Comparison> {
    let following = change.following.iter().zip(&change.rekey);
    let (keep, id) = (dialect.object(&change.keep.name), dialect.identifier(&change.id));
    following
        .flat_map(|(following, rekey)| following.columns.iter().map(move |follower| (follower, rekey)))
        .map(|(follower, rekey)| Comparison {
            check: format!("references_of_{}_{}", follower.table.name.name, follower.column),
            expected: "0".to_owned(),
            actual: format!(
                "SELECT count(*) FROM {} AS f JOIN {keep} AS k ON k.{id} = f.{} WHERE k.{id} <> k.{}",
                dialect.object(&follower.table.name),
                dialect.identifier(&follower.column),
                dialect.identifier(&rekey.kept_as)
            ),
        })
        .collect()
}

/// Columns that came or changed hold what they should.
fn of_values(dialect: Dialect, change: &TableChange) -> Vec<Comparison> {
    let (table, keep) = (dialect.object(&change.from.name), dialect.object(&change.keep.name));
    let id = dialect.identifier(&change.id);
    let altered = change.altered.iter().map(|altered| {
        let differs = dialect.differs(
            &format!("t.{}", dialect.identifier(&altered.name)),
            &format!("k.{}", dialect.identifier(&altered.kept_as)),
        );
        let differing =
            format!("SELECT count(*) FROM {table} AS t JOIN {keep} AS k ON k.{id} = t.{id} WHERE {differs}");
        (&altered.name, differing)
    });
    let filled = change.added.iter().filter(|added| added.value.is_some() && !added.column.nullable);
    let empty = filled.map(|added| {
        let name = &added.column.name;
        (name, format!("SELECT count(*) FROM {table} AS t WHERE t.{} IS NULL", dialect.identifier(name)))
    });
    let wrong = altered.chain(empty);
    let comparison = |(name, actual): (&String, String)| Comparison {
        check: format!("values_of_{}_{name}", change.from.name.name),
        expected: "0".to_owned(),
        actual,
    };
    wrong.map(comparison).collect()
}

/// Every row that was to be copied is there, with its values.
fn of_copy(dialect: Dialect, copy: &CopyChange) -> Comparison {
    let (from, to) = (dialect.object(&copy.from.name), dialect.object(&copy.to.name));
    let only = match copy.is_copied(dialect).as_slice() {
        [] => String::new(),
        conditions => format!(" WHERE {}", conditions.join("\n    AND ")),
    };
    let going_back = copy.columns.iter().filter(|column| column.back.is_some());
    let differing: Vec<String> = going_back.map(|column| copy.differs(dialect, column)).collect();
    let same =
        if differing.is_empty() { String::new() } else { format!(" AND NOT ({})", differing.join(" OR ")) };
    Comparison {
        check: copy.name.to_owned(),
        expected: format!("SELECT count(*) FROM {from} AS s{only}"),
        actual: format!("SELECT count(*) FROM {from} AS s JOIN {to} AS d ON {}{same}{only}", copy.matches),
    }
}

fn of_keys(dialect: Dialect, keys: &KeysChange) -> Vec<Comparison> {
    let rows = KeyRows { dialect, keys };
    let kinds = rows.kinds();
    let mut comparisons: Vec<Comparison> = kinds.iter().map(|kind| of_kind(&rows, *kind)).collect();
    let counts: Vec<String> = kinds
        .iter()
        .map(|kind| format!("(SELECT count(*) FROM {})", dialect.object(&rows.destination(*kind).name)))
        .collect();
    comparisons.push(Comparison {
        check: "keys".to_owned(),
        expected: format!("SELECT count(*) FROM {} AS k{}", rows.table(), rows.where_login("k")),
        actual: format!("SELECT {}", counts.join(" + ")),
    });
    comparisons
}

/// Every key of a kind is found in its table, with the same user and the same hash.
fn of_kind(rows: &KeyRows<'_>, kind: KeyKind) -> Comparison {
    let dialect = rows.dialect;
    let mut same = format!(
        "{} AND {} = {}",
        rows.matches(kind),
        rows.column("d", USER),
        rows.column("k", &rows.keys.user)
    );
    if kind == KeyKind::Password {
        let differs = dialect.differs(&rows.column("d", HASH), &rows.column("k", &rows.keys.hash));
        same.push_str(&format!(" AND NOT ({differs})"));
    }
    let check = match kind {
        KeyKind::Password => "keys_with_password".to_owned(),
        KeyKind::OAuth => "keys_of_oauth_accounts".to_owned(),
        KeyKind::Passwordless => "keys_without_password".to_owned(),
        KeyKind::OfOneProvider(_) => format!("keys_in_{}", rows.destination(kind).name),
    };
    Comparison {
        check,
        expected: format!("SELECT count(*) FROM {} AS k WHERE {}", rows.table(), rows.is(kind)),
        actual: format!(
            "SELECT count(*) FROM {} AS k JOIN {} AS d ON {same} WHERE {}",
            rows.table(),
            rows.logins(kind),
            rows.is(kind)
        ),
    }
}

//! What becomes of the sessions that are there: they stay, get hashed ids, or end.

use crate::decide::accounts::columns::plain;
use crate::decide::columns::triggers_on;
use crate::decide::followers::{Followers, views_over};
use crate::decide::migration::keep_table;
use crate::decide::{
    AlteredColumn, Aside, Changes, Decided, Decision, Following, Rekey, Removal, Rows, TableChange,
};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Key, Schema, Table};
use crate::model::types::{DataType, TypeKind};
use crate::recognise::FoundRole;

/// The table that keeps what changes until cleanup.
const KEEP: &str = "_authmorph_session_id";

/// Its column with the new ids.
const HASHED: &str = "hashed_id";

/// Its column with the end of sessions that are over.
const ENDED: &str = "ended_at";

/// Its column that says which sessions had expired.
const EXPIRED: &str = "had_expired";

/// Characters of a SHA-256 hash in hexadecimal digits.
const HASH_CHARACTERS: u32 = 64;

/// What is to become of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// All go on.
    Keep,
    /// Those go that have expired, unless something refers to them.
    DropExpired,
    /// None goes on.
    End,
}

/// What a target wants of them.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// What is to become of them.
    pub fate: Fate,
    /// Whether ids are hashes from now on.
    pub hash: bool,
}

/// The session table with other ids, or without rows; none where all of it stays.
pub fn decide(
    schema: &Schema,
    role: &FoundRole,
    wish: Wish,
    changes: &Changes,
    decided: &mut Decided,
) -> Option<TableChange> {
    if wish.fate == Fate::Keep && !wish.hash {
        return None;
    }
    let id = role.columns.get("id")?;
    let now =
        changes.session.as_ref().map_or_else(|| schema.table(&role.table), |session| Some(&session.to))?;
    let dialect = schema.dialect;
    let followers = Followers::of(schema, &now.name, id);
    let expires = changes.session.as_ref().map(|session| &session.expires);
    let expires = expires.or_else(|| role.columns.get("expires_at"));
    let ends = wish.fate == Fate::End;
    let (from, following) = if wish.hash {
        follow(schema, now, id, &followers, changes, expires, decided)
    } else {
        (now.clone(), None)
    };
    let mut to = from.clone();
    if wish.hash {
        widen(&mut to, id, dialect, decided);
    }
    explain(now, id, wish, &followers, decided);
    if wish.hash {
        decided.findings.extend(unsaid_references(now, &followers));
    }
    let aside = views(schema, now, &to, following.as_ref(), changes, decided);
    let over = expires.filter(|_| ends && !followers.is_empty());
    let removed = removal(schema, &from, wish.fate, expires, changes, &followers, decided);
    let rekey = (wish.hash && (!ends || !followers.is_empty())).then(|| Rekey {
        value: new_id(dialect, id, ends),
        is_hash: !ends,
        kept_as: HASHED.to_owned(),
    });
    if removed.is_none() && over.is_none() && rekey.is_none() {
        return None;
    }
    Some(TableChange {
        purpose: match (ends, wish.hash) {
            (true, _) if over.is_some() => format!("Let every session of {} be over.", from.name),
            (true, _) => format!("End every session of {}.", from.name),
            (false, true) => format!("Replace each {id} of {} by its SHA-256 hash.", from.name),
            (false, false) => format!("Delete the sessions of {} that have expired.", from.name),
        },
        cause: if wish.hash {
            "Whoever reads the table must not be able to take a session over.".to_owned()
        } else {
            "You chose so.".to_owned()
        },
        altered: over.and_then(|name| ended(dialect, &from, name)).into_iter().collect(),
        forgets_new_rows: wish.hash,
        quiet: triggers_on(schema, now, &changes.aside).cloned().collect(),
        to,
        aside,
        following,
        ..TableChange::new(from.clone(), id, kept(dialect, &from, id, over, removed.as_ref(), rekey.as_ref()))
    })
    .map(|change| TableChange { removed, rekey, ..change })
}

/// Columns that are called as if they held session ids, and refer to nothing: their values do not follow.
fn unsaid_references(sessions: &Table, followers: &Followers<'_>) -> Vec<Finding> {
    let unsaid = followers.unsaid(|column| {
        column.data_type.kind.is_text() && matches!(plain(&column.name).as_str(), "sessionid" | "session")
    });
    unsaid
        .into_iter()
        .map(|(table, column)| {
            Finding::new(
                "session_reference_unsaid",
                Severity::Warning,
                format!("`{}.{}` may hold ids of `{}`, but has no foreign key.", table.name, column.name, sessions.name),
                "The ids change, and what no foreign key says is not followed.",
                format!("Add the foreign key to the database and paste the schema again; or set it yourself from `{KEEP}`, which has the old and the new id of every session until cleanup.sql."),
                Some(column.span),
            )
        })
        .collect()
}

/// The rows that go.
fn removal(
    schema: &Schema,
    from: &Table,
    fate: Fate,
    expires: Option<&String>,
    changes: &Changes,
    followers: &Followers<'_>,
    decided: &mut Decided,
) -> Option<Removal> {
    match fate {
        Fate::Keep => None,
        Fate::End => followers.is_empty().then(|| Removal {
            name: "sessions_ended",
            what: format!("Sessions of {} that end: everybody has to sign in again", from.name),
            rows: Rows::All,
        }),
        Fate::DropExpired => {
            let column = expires.and_then(|name| from.column(name))?;
            let Some(now) = has_expired(schema.dialect, column) else {
                decided.decisions.push(Decision::new(
                    format!("No session of `{}` is deleted.", from.name),
                    format!(
                        "`{}` holds texts, and which of them have passed cannot be told in SQL for sure.",
                        column.name
                    ),
                    Some(column.span),
                ));
                return None;
            };
            let unreferred = followers.unreferred();
            let before = changes.session.as_ref().map(|session| {
                let idle = format!("t.{}", schema.dialect.identifier(&session.idle));
                format!("{idle} <= {}", schema.dialect.now_in_milliseconds())
            });
            let with = |condition: String| format!("{condition}{unreferred}");
            Some(Removal {
                name: "sessions_expired",
                what: format!("Sessions of {} that have expired, and that nothing refers to", from.name),
                rows: Rows::Expired {
                    before: with(before.unwrap_or_else(|| now.clone())),
                    now: with(now),
                    kept_as: EXPIRED.to_owned(),
                },
            })
        }
    }
}

/// The end of the row `t` has passed; none where the column holds texts.
fn has_expired(dialect: Dialect, column: &Column) -> Option<String> {
    let own = format!("t.{}", dialect.identifier(&column.name));
    let kind = &column.data_type.kind;
    if kind.is_text() {
        return None;
    }
    let now = dialect.now_in_milliseconds();
    Some(match (dialect, kind) {
        (Dialect::PostgreSql, TypeKind::Instant { .. }) => format!("{own} <= now()"),
        // Prisma writes UTC into columns without a time zone.
        (Dialect::PostgreSql, TypeKind::DateTime { .. }) => format!("{own} <= now() AT TIME ZONE 'UTC'"),
        (Dialect::MySql, TypeKind::Instant { .. }) => format!("{own} <= CURRENT_TIMESTAMP"),
        (Dialect::MySql, TypeKind::DateTime { .. }) => format!("{own} <= UTC_TIMESTAMP"),
        // Prisma's columns hold milliseconds. Numbers elsewhere are seconds; milliseconds among them look like a far
        // future, and what may go on stays.
        (Dialect::Sqlite, TypeKind::DateTime { .. }) => format!("{own} <= {now}"),
        _ => format!("{own} <= ({now}) / 1000"),
    })
}

/// What refers to the sessions, and their table as it is while their ids change.
fn follow(
    schema: &Schema,
    now: &Table,
    id: &str,
    followers: &Followers<'_>,
    changes: &Changes,
    expires: Option<&String>,
    decided: &mut Decided,
) -> (Table, Option<Following>) {
    if followers.is_empty() {
        return (now.clone(), None);
    }
    let dialect = schema.dialect;
    let widened = |column: &Column| wider(column, dialect);
    let mut following = followers.following(&changes.aside, widened, &mut decided.decisions);
    following.harmless = expires.and_then(|name| Some((name.clone(), long_ago(dialect, now.column(name)?))));
    let mut within = Schema { tables: vec![now.clone()], ..Schema::new(dialect) };
    let own = now.column(id).filter(|column| wider(column, dialect).is_some());
    let own = own.and_then(|column| column.data_type.kind.length());
    following.shortened_to = following.shortened_to.into_iter().chain(own).min();
    let operations = following.before.iter().flat_map(|stage| &stage.operations);
    operations.for_each(|operation| operation.apply(&mut within));
    let from = within.tables.pop().unwrap_or_else(|| now.clone());
    (from, Some(following))
}

fn new_id(dialect: Dialect, id: &str, ends: bool) -> String {
    let own = format!("t.{}", dialect.identifier(id));
    if ends { own } else { hash_once(dialect, &own) }
}

/// The hash of an id; an id that looks like a hash is one already, and hashing it again would end the session.
fn hash_once(dialect: Dialect, id: &str) -> String {
    format!("CASE WHEN {} THEN {id} ELSE {} END", dialect.is_sha256(id), dialect.sha256(id))
}

/// The hash is longer than the ids of Lucia.
fn widen(to: &mut Table, id: &str, dialect: Dialect, decided: &mut Decided) {
    let Some(column) = to.column_mut(id) else { return };
    let Some(wide) = wider(column, dialect) else { return };
    decided.decisions.push(Decision::new(
        format!("`{id}` grows from {} to {}.", column.data_type.text, wide.data_type.text),
        "The hash has 64 hexadecimal digits.",
        Some(column.span),
    ));
    *column = wide;
}

/// The column as it has to be to hold a hash, where it cannot. SQLite does not look at lengths.
fn wider(column: &Column, dialect: Dialect) -> Option<Column> {
    let narrow = column.data_type.kind.length().is_some_and(|length| length < HASH_CHARACTERS);
    (narrow && dialect != Dialect::Sqlite).then(|| Column {
        data_type: DataType {
            text: format!("varchar({HASH_CHARACTERS})"),
            kind: TypeKind::Varchar { length: Some(HASH_CHARACTERS) },
            unsigned: false,
            array_dimensions: 0,
        },
        ..column.clone()
    })
}

/// Views that make way for wider columns.
fn views(
    schema: &Schema,
    now: &Table,
    to: &Table,
    following: Option<&Following>,
    changes: &Changes,
    decided: &mut Decided,
) -> Vec<Aside> {
    let is_wider = |table: &Table| {
        let before = schema.table(&table.name).into_iter().flat_map(|table| &table.columns);
        before.into_iter().any(|column| {
            table
                .column(&column.name)
                .is_some_and(|now| now.data_type.kind.length() > column.data_type.kind.length())
        })
    };
    let mut tables: Vec<&ObjectName> = Vec::new();
    if now.columns.iter().zip(&to.columns).any(|(now, to)| now.data_type != to.data_type) {
        tables.push(&now.name);
    }
    let columns = following.into_iter().flat_map(|following| &following.columns);
    tables
        .extend(columns.map(|column| &column.table).filter(|table| is_wider(table)).map(|table| &table.name));
    if tables.is_empty() {
        return Vec::new();
    }
    views_over(schema, &tables, &changes.aside, &mut decided.findings)
}

/// A session that something refers to stays when it ends, and is over.
fn ended(dialect: Dialect, from: &Table, expires: &str) -> Option<AlteredColumn> {
    Some(AlteredColumn {
        name: expires.to_owned(),
        value: long_ago(dialect, from.column(expires)?),
        kept_as: ENDED.to_owned(),
        fills_gaps: false,
    })
}

/// A moment at which no session of Lucia was there yet, in the terms of the column.
fn long_ago(dialect: Dialect, column: &Column) -> String {
    let kind = &column.data_type.kind;
    match dialect {
        _ if kind.is_text() => "'2000-01-01T00:00:00.000Z'".to_owned(),
        // Not 0: on the way back Lucia 2's other moment is before it, and a check of yours may refuse what is below.
        _ if kind.is_integer() => "946684800".to_owned(),
        Dialect::Sqlite => "946684800000".to_owned(),
        Dialect::PostgreSql | Dialect::MySql => "TIMESTAMP '2000-01-01 00:00:00'".to_owned(),
    }
}

/// The old ids with the new ones; whole rows where rows go; the old ends of those that stay and are over.
fn kept(
    dialect: Dialect,
    from: &Table,
    id: &str,
    over: Option<&String>,
    removed: Option<&Removal>,
    rekey: Option<&Rekey>,
) -> Table {
    let mut keep = keep_table(dialect, from, KEEP, id, |column| {
        removed.is_some() || column.name == id || over.is_some_and(|name| *name == column.name)
    });
    let beside = |name: &str, like: &Column, data_type: DataType| Column {
        collation: like.collation.clone(),
        character_set: like.character_set.clone(),
        ..Column::new(name, data_type)
    };
    if let Some(column) = from.column(id).filter(|_| rekey.is_some()) {
        keep.columns.push(beside(HASHED, column, dialect.short_text()));
        let name = None;
        keep.uniques.push(Key { name, columns: vec![HASHED.to_owned()], rest: None, span: Span::default() });
    }
    if let Some(column) = over.and_then(|name| from.column(name)) {
        keep.columns.push(beside(ENDED, column, column.data_type.clone()));
    }
    if removed.is_some_and(|removal| matches!(removal.rows, Rows::Expired { .. })) {
        keep.columns.push(Column::new(EXPIRED, dialect.count()));
    }
    keep
}

fn explain(from: &Table, id: &str, wish: Wish, followers: &Followers<'_>, decided: &mut Decided) {
    let ends = wish.fate == Fate::End;
    let span = from.column(id).map(|column| column.span);
    if !followers.is_empty() && (ends || wish.hash) {
        let name = &from.name;
        decided.decisions.push(if ends {
            Decision::new(
                format!("The rows of `{name}` stay, and are over: {} refer to them.", followers.names()),
                "If they went, what refers to them would go with them, or lose what it refers to.",
                span,
            )
        } else {
            Decision::new(
                format!("{} get the hashes too, in the same step.", followers.names()),
                format!(
                    "They refer to `{name}`. Foreign keys are off for so long, where the database needs it."
                ),
                span,
            )
        });
    }
    if ends {
        decided.findings.push(Finding::new(
            "sessions_end",
            Severity::Warning,
            format!("Every session of `{}` ends.", from.name),
            "You chose so.",
            "Everybody signs in again. down.sql gives the sessions back until cleanup.sql.",
            span,
        ));
    } else if wish.hash {
        decided.decisions.push(Decision::new(
        format!("Every `{id}` of `{}` is replaced by the SHA-256 hash of itself.", from.name),
        "The guide's code looks a session up by the hash of the cookie's value, so the cookies go on working.",
        span,
    ));
    }
    if !wish.hash {
        return;
    }
    decided.findings.push(Finding::new(
        "undo_ends_new_sessions",
        Severity::Note,
        format!("down.sql deletes the sessions that were made after up.sql from `{}`.", from.name),
        "Only their hashes are known, and the old code takes what is in the table for the cookie's value: \
         a hash would be a key for whoever has read the table.",
        if followers.is_empty() {
            "Whoever signed in after up.sql signs in again after down.sql. Sessions from before keep working."
        } else {
            "Whoever signed in after up.sql signs in again after down.sql. Sessions from before keep working. \
             A new session that other rows refer to stays with them, but is over."
        },
        span,
    ));
}

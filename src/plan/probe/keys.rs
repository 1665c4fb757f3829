//! Questions about the rows of the key table.

use super::{Probe, ProbeSeverity};
use crate::decide::KeysChange;
use crate::dialects::Dialect;
use crate::model::schema::Schema;
use crate::plan::rows::{KeyKind, KeyRows};

/// The questions.
pub fn probes(schema: &Schema, keys: &KeysChange) -> Vec<Probe> {
    let rows = KeyRows { dialect: schema.dialect, keys };
    let mut probes = vec![
        collide(&rows),
        without_colon(&rows),
        several_passwords(&rows),
        foreign_hashes(&rows),
        oauth(&rows),
        passwordless(&rows),
    ];
    probes.extend(orphans(schema, &rows));
    probes.extend(single_use(&rows));
    probes.extend(too_long(&rows));
    if keys.table.column(&keys.id).is_some_and(|column| column.nullable) {
        probes.push(Probe {
            check: "key_without_id",
            severity: ProbeSeverity::Block,
            violations: count(&rows, &format!("{} IS NULL", rows.column("k", &keys.id))),
            message: rows.dialect.literal("Keys without an id, which nobody can sign in with. Delete them."),
        });
    }
    probes
}

fn count(rows: &KeyRows<'_>, condition: &str) -> String {
    let login = rows.and_login("k");
    let condition = if login.is_empty() { condition.to_owned() } else { format!("({condition})") };
    format!("SELECT count(*) FROM {} AS k WHERE {condition}{login}", rows.table())
}

fn collide(rows: &KeyRows<'_>) -> Probe {
    Probe {
        check: "keys_collide",
        severity: ProbeSeverity::Block,
        violations: format!(
            "SELECT count(*) FROM (SELECT 1 AS n FROM {} AS k{} GROUP BY {}, {} HAVING count(*) > 1) AS g",
            rows.table(),
            rows.where_login("k"),
            rows.provider("k"),
            rows.remainder("k")
        ),
        message: rows.dialect.literal(
            "Keys that name the same provider and the same user there, such as \"github\" and \"github:\". Delete all but one.",
        ),
    }
}

fn without_colon(rows: &KeyRows<'_>) -> Probe {
    let id = rows.column("k", &rows.keys.id);
    Probe {
        check: "key_without_colon",
        severity: ProbeSeverity::Warning,
        violations: count(rows, &format!("{id} NOT LIKE '%:%'")),
        message: rows.dialect.literal(
            "Keys whose id has no colon. Lucia 2 never wrote such ids; they are copied with the whole id as provider.",
        ),
    }
}

fn several_passwords(rows: &KeyRows<'_>) -> Probe {
    Probe {
        check: "users_with_several_passwords",
        severity: ProbeSeverity::Note,
        violations: format!(
            "SELECT count(*) FROM (SELECT 1 AS n FROM {} AS k WHERE {} GROUP BY {} HAVING count(*) > 1) AS g",
            rows.table(),
            rows.is(KeyKind::Password),
            rows.column("k", &rows.keys.user)
        ),
        message: rows.dialect.literal(&match &rows.keys.on_user {
            None => format!(
                "Users with more than one key that has a password. Every one is copied to {}: look a password up by provider, not by user.",
                rows.keys.password.name
            ),
            Some(on_user) => format!(
                "Users with more than one key that has a password. {} gets the first; those that differ stand in {}, beside their logins.",
                on_user.table, rows.keys.password.name
            ),
        }),
    }
}

/// Which function has made a hash stands in the hash alone, and Lucia 3 has several to choose from.
fn foreign_hashes(rows: &KeyRows<'_>) -> Probe {
    let hash = rows.column("k", &rows.keys.hash);
    Probe {
        check: "passwords_of_another_kind",
        severity: ProbeSeverity::Warning,
        violations: count(rows, &format!("{hash} IS NOT NULL AND {hash} NOT LIKE 's2:%:%'")),
        message: rows.dialect.literal(
            "Passwords whose hash does not begin with \"s2:\" and so is not one that LegacyScrypt of Lucia 3 verifies alike. \
             They are copied as they are: two parts are of an early Lucia (scrypt, r = 8), \"$2a\" is bcrypt, \"$argon2id\" is Argon2.",
        ),
    }
}

fn oauth(rows: &KeyRows<'_>) -> Probe {
    let providers = match rows.dialect {
        Dialect::PostgreSql => format!("string_agg(DISTINCT {}, ', ')", rows.provider("k")),
        Dialect::MySql => format!("GROUP_CONCAT(DISTINCT {} SEPARATOR ', ')", rows.provider("k")),
        Dialect::Sqlite => format!("group_concat(DISTINCT {})", rows.provider("k")),
    };
    let list = format!(
        "coalesce((SELECT {providers} FROM {} AS k WHERE {}), 'none')",
        rows.table(),
        rows.is(KeyKind::OAuth)
    );
    let before = rows.dialect.literal(&format!(
        "Keys without a password, copied to {}. Set passwordless_providers if one of these is no OAuth provider: ",
        rows.keys.oauth.name
    ));
    Probe {
        check: "oauth_accounts",
        severity: ProbeSeverity::Note,
        violations: count(rows, &rows.is(KeyKind::OAuth)),
        message: rows.dialect.concatenate(&[&before, &list]),
    }
}

fn passwordless(rows: &KeyRows<'_>) -> Probe {
    Probe {
        check: "passwordless_logins",
        severity: ProbeSeverity::Note,
        violations: count(rows, &rows.is(KeyKind::Passwordless)),
        message: rows.dialect.literal(&format!(
            "Keys without a password whose provider is no OAuth provider (magic links, user names), copied to {}.",
            rows.keys.passwordless.name
        )),
    }
}

fn orphans(schema: &Schema, rows: &KeyRows<'_>) -> Option<Probe> {
    let (user, id) = rows.keys.user_table.as_ref()?;
    // A table that was not pasted may not exist under this name.
    if !rows.keys.references && schema.table(user).is_none() {
        return None;
    }
    let condition = format!(
        "NOT EXISTS (SELECT 1 FROM {} AS u WHERE u.{} = {})",
        rows.dialect.object(user),
        rows.dialect.identifier(id),
        rows.column("k", &rows.keys.user)
    );
    let (severity, next) = if rows.keys.references {
        (ProbeSeverity::Block, "The new tables refer to it, so copying them would fail. Delete them.")
    } else {
        (ProbeSeverity::Warning, "They are copied as they are.")
    };
    Some(Probe {
        check: "key_without_user",
        severity,
        violations: count(rows, &condition),
        message: rows.dialect.literal(&format!("Keys whose user is not in {user}. {next}")),
    })
}

/// Keys of Lucia 0 and 1 that work once.
fn single_use(rows: &KeyRows<'_>) -> Option<Probe> {
    let expires = rows.keys.single_use.expires.as_ref()?;
    Some(Probe {
        check: "single_use_keys",
        severity: ProbeSeverity::Note,
        violations: format!("SELECT count(*) FROM {} AS k WHERE {} IS NOT NULL", rows.table(), rows.column("k", expires)),
        message: rows.dialect.literal(&format!(
            "Keys that work once: links and codes in e-mails. They are no logins, are copied nowhere, and stay in {}.",
            rows.keys.table.name
        )),
    })
}

fn too_long(rows: &KeyRows<'_>) -> Option<Probe> {
    let (provider, remainder) = rows.keys.narrowed_to?;
    Some(Probe {
        check: "key_too_long",
        severity: ProbeSeverity::Block,
        violations: count(
            rows,
            &format!(
                "CHAR_LENGTH({}) > {provider} OR CHAR_LENGTH({}) > {remainder}",
                rows.provider("k"),
                rows.remainder("k")
            ),
        ),
        message: rows.dialect.literal(&format!(
            "Keys whose provider is longer than {provider} characters, or whose other part is longer than {remainder}: \
             one primary key cannot hold both. Shorten them."
        )),
    })
}

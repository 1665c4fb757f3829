//! Passwords, and logins that are neither these nor OAuth accounts: tables of the application's own, because Auth.js has no
//! place for them.

use super::tables::Made;
use crate::decide::accounts::Context;
use crate::decide::accounts::copies::{WAY_IN, copied};
use crate::decide::accounts::source::Keys;
use crate::decide::better_auth::passwords::USELESS;
use crate::decide::lucia::login_table::{HASH, PROVIDER, PROVIDER_USER, USER};
use crate::decide::{CopyChange, Decided};
use crate::findings::{Finding, Severity};
use crate::model::schema::Table;

/// Decides what is copied. Where there are no keys, passwords stay where the application has them.
pub fn decide(context: &Context<'_>, made: &Made, decided: &mut Decided) -> Vec<CopyChange> {
    let (Some(keys), Some([password, passwordless])) = (Keys::of(context), &made.logins) else {
        return Vec::new();
    };
    decided.findings.push(Finding::new(
        "password_needs_authorize",
        Severity::Warning,
        format!("Passwords go to `{}`, which Auth.js does not read.", password.name),
        "Its Credentials provider asks a function of yours, `authorize`, and signs people in with sessions of the kind `jwt` only.",
        "wiring/changes.md has that function. The hashes stay as they are: check them with the library that made them.",
        Some(keys.source.table.span),
    ));
    let not_null = format!("{} IS NOT NULL{}", keys.hash("s"), keys.and_login("s"));
    vec![
        CopyChange { only: Some(not_null), ..copy(&keys, password, true) },
        CopyChange { only: Some(keys.is_passwordless("s")), ..copy(&keys, passwordless, false) },
    ]
}

fn copy(keys: &Keys<'_>, to: &Table, with_hash: bool) -> CopyChange {
    let dialect = keys.source.dialect;
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let [_, _, hash] = keys.names();
    let mut columns = vec![
        copied(PROVIDER, keys.provider("s")),
        copied(PROVIDER_USER, keys.remainder("s")),
        copied(USER, keys.user("s")),
    ];
    let id = dialect.concatenate(&[&own(PROVIDER), "':'", &own(PROVIDER_USER)]);
    let mut made = keys.made_of(id, to, USER, [PROVIDER, PROVIDER_USER], None);
    if with_hash {
        let mut value = copied(HASH, keys.hash("s"));
        value.back = Some((hash.to_owned(), own(HASH)));
        columns.push(value);
    } else {
        made.push((hash.to_owned(), "NULL".to_owned()));
    }
    let (name, what) = if with_hash { ("passwords", "passwords") } else { ("other_logins", "other logins") };
    let matches = format!(
        "{} = {} AND {} = {}",
        own(PROVIDER),
        keys.provider("s"),
        own(PROVIDER_USER),
        keys.remainder("s")
    );
    let ended = if with_hash { vec![(hash.to_owned(), USELESS.to_owned())] } else { Vec::new() };
    CopyChange { columns, made, ended, ..CopyChange::new(name, what, WAY_IN, keys.source.table, to, matches) }
}

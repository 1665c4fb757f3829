//! How people and logins that are new, or have changed, come back into the tables that they were copied from.

use super::logins::Places;
use super::{Core, back};
use crate::decide::{CopyChange, Returns};
use crate::dialects::Dialect;

/// What comes back into a table that people are copied from: their address, and new users who have neither password nor
/// account, and so sign in by a link or code.
pub fn people(core: Core<'_>, places: &Places<'_>, base: &'static str, copy: &mut CopyChange) {
    copy.questions.extend(super::people::others(core, base));
    if base != "passwordless_users" {
        return;
    }
    let id = format!("d.{}", core.dialect().identifier("id"));
    copy.made = back::of_app(core, base);
    copy.made.extend(back::made(core, base, "user_id", &id));
    copy.made.extend(back::made(core, base, "time_joined", &places.joined.replace("u.", "d.")));
    copy.returns = Returns::Where(back::can_return(core, places, "passwordless", &id));
    copy.made.extend(back::made(core, base, "email", &back::address_of_new(core.dialect())));
}

/// How new accounts become rows of `thirdparty_users`.
pub fn accounts(core: Core<'_>, places: &Places<'_>, copy: CopyChange) -> CopyChange {
    let base = "thirdparty_users";
    let dialect = core.dialect();
    let [provider, account, user] = [0, 1, 2].map(|which| places.account(dialect, "d", which));
    let same = |which| places.of_first_account(dialect, &user, |alias| places.account(dialect, alias, which));
    let mut made = back::of_app(core, base);
    made.extend(back::made(core, base, "third_party_id", &places.old_name(dialect, &provider)));
    made.extend(back::made(core, base, "third_party_user_id", &account));
    made.extend(back::made(core, base, "user_id", &user));
    made.extend(back::made(core, base, "email", &of_user(dialect, places, &user, "email")));
    made.extend(back::made(core, base, "time_joined", &joined(dialect, places, &user)));
    let conditions = [
        back::can_return(core, places, "thirdparty", &user),
        format!("{provider} = {}", same(0)),
        format!("{account} = {}", same(1)),
    ];
    CopyChange {
        those: places.is_oauth(dialect, "d"),
        made,
        returns: Returns::Where(conditions.join("\n    AND ")),
        ..copy
    }
}

fn of_user(dialect: Dialect, places: &Places<'_>, user: &str, column: &str) -> String {
    format!(
        "(SELECT u.{} FROM {} AS u WHERE u.id = {user})",
        dialect.identifier(column),
        dialect.object(&places.user.name)
    )
}

fn joined(dialect: Dialect, places: &Places<'_>, user: &str) -> String {
    format!("(SELECT {} FROM {} AS u WHERE u.id = {user})", places.joined, dialect.object(&places.user.name))
}

/// How new passwords become rows of `emailpassword_users`.
pub fn passwords(core: Core<'_>, places: &Places<'_>, user: &str) -> Vec<(String, String)> {
    let base = "emailpassword_users";
    let dialect = core.dialect();
    let mut made = back::of_app(core, base);
    made.extend(back::made(core, base, "user_id", user));
    made.extend(back::made(core, base, "email", &of_user(dialect, places, user, "email")));
    made.extend(back::made(core, base, "time_joined", &joined(dialect, places, user)));
    made
}

//! OAuth accounts become Auth.js's.

use crate::decide::accounts::Context;
use crate::decide::accounts::copies::{WAY_IN, copied};
use crate::decide::accounts::on_user::{self, ProviderColumn};
use crate::decide::accounts::source::{Keys, Source};
use crate::decide::{CopyChange, Decided, Decision};
use crate::dialects::Dialect;
use crate::model::schema::Table;

/// What is written as the account's type. Auth.js finds an account by provider and id alone.
const TYPE: &str = "'oauth'";

/// Decides what is copied into the new table.
pub fn decide(context: &Context<'_>, account: &Table, decided: &mut Decided) -> Vec<CopyChange> {
    let copies: Vec<CopyChange> = if let Some(keys) = Keys::of(context) {
        vec![from_keys(context.schema.dialect, &keys, account)]
    } else if let Some(copy) = from_lucia_3(context, account) {
        vec![copy]
    } else {
        on_user::columns(context).iter().map(|found| from_column(context, found, account)).collect()
    };
    decided.decisions.extend(copies.first().map(|copy| {
        Decision::new(
            format!("OAuth accounts are copied to `{}` under the providers' names that they have.", account.name),
            "Auth.js finds an account by its provider's id: where yours is called otherwise, give the provider the old name as `id`.",
            Some(copy.from.span),
        )
    }));
    copies
}

/// An account, as SQL over the old row `s`, and the names of the old columns with the provider's account and the user.
struct Login {
    provider: String,
    account: String,
    user: String,
}

fn copy(dialect: Dialect, from: &Table, account: &Table, login: &Login) -> CopyChange {
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let matches = format!(
        "{} = {} AND {} = {}",
        own("provider"),
        login.provider,
        own("providerAccountId"),
        login.account
    );
    CopyChange {
        columns: vec![
            copied("userId", &login.user),
            copied("type", TYPE),
            copied("provider", &login.provider),
            copied("providerAccountId", &login.account),
        ],
        ..CopyChange::new("oauth_accounts", "OAuth accounts", WAY_IN, from, account, matches)
    }
}

fn from_keys(dialect: Dialect, keys: &Keys<'_>, account: &Table) -> CopyChange {
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let login = Login { provider: keys.provider("s"), account: keys.remainder("s"), user: keys.user("s") };
    let [_, _, hash] = keys.names();
    let id = dialect.concatenate(&[&own("provider"), "':'", &own("providerAccountId")]);
    let mut made = keys.made_of(id, account, "userId", ["provider", "providerAccountId"], None);
    made.push((hash.to_owned(), "NULL".to_owned()));
    CopyChange { only: Some(keys.is_oauth("s")), made, ..copy(dialect, keys.source.table, account, &login) }
}

/// From the table that Lucia 3's guide has for OAuth accounts.
fn from_lucia_3(context: &Context<'_>, account: &Table) -> Option<CopyChange> {
    let source = Source::of(context, "oauth_account")?;
    let dialect = context.schema.dialect;
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let fields =
        [("provider_id", "provider"), ("provider_user_id", "providerAccountId"), ("user_id", "userId")];
    let login = Login {
        provider: source.column("s", "provider_id")?,
        account: source.column("s", "provider_user_id")?,
        user: source.column("s", "user_id")?,
    };
    let made = fields.iter().filter_map(|(old, new)| Some((source.name(old)?.to_owned(), own(new))));
    Some(CopyChange { made: made.collect(), ..copy(dialect, source.table, account, &login) })
}

/// From a column of the user table.
fn from_column(context: &Context<'_>, found: &ProviderColumn<'_>, account: &Table) -> CopyChange {
    let dialect = context.schema.dialect;
    let login = Login {
        provider: dialect.literal(found.provider),
        account: found.value(context.types),
        user: format!("s.{}", dialect.identifier(context.id)),
    };
    let copy = copy(dialect, context.user, account, &login);
    found.complete(context.types, context.id, ["provider", "providerAccountId", "userId"], copy)
}

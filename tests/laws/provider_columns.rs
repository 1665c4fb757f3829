//! Accounts that were columns of the user table: which they are is told here by the names of the columns in the cases.

use authmorph::recognise::FoundRole;
use std::collections::BTreeMap;

use crate::application::{copy_row, new_id};
use crate::case::{Case, for_each};
use crate::support::Database;

const COLUMNS: &[(&str, &str)] =
    &[("github_id", "github"), ("google_id", "google"), ("google_sub", "google")];

/// Provider, number, user.
type Account = (String, String, String);

/// The accounts in the columns; none where accounts have a table.
pub fn accounts(case: &Case, roles: &BTreeMap<&'static str, FoundRole>, database: &Database) -> Vec<Account> {
    let mut accounts = Vec::new();
    if ["key", "account", "oauth_account"].iter().any(|role| roles.contains_key(role)) {
        return accounts;
    }
    let (dialect, role) = (case.dialect, &roles["user"]);
    let table = case.from.table(&role.table).unwrap();
    for (name, provider) in COLUMNS.iter().filter(|(name, _)| table.column(name).is_some()) {
        let columns = dialect.identifiers([*name, role.columns["id"].as_str()]);
        let rows = database.rows(&format!("SELECT {columns} FROM {};", dialect.object(&role.table)));
        let of_row =
            |row: &Vec<Option<String>>| Some(((*provider).to_owned(), row[0].clone()?, row[1].clone()?));
        accounts.extend(rows.iter().filter_map(of_row));
    }
    accounts
}

/// Whether the case has such columns, for which `down.sql` has a law of its own.
pub fn has_some(case: &Case) -> bool {
    case.changes().copies.iter().any(|copy| copy.is_column)
}

/// What the application has unlinked, changed and linked since is in the columns after `down.sql`; an account passes from
/// one user to another; and somebody has a second one, or one elsewhere, for which there is no place.
#[test]
fn down_sets_the_columns() {
    for_each(|case| {
        if !has_some(case) {
            return;
        }
        let (recognition, _) = authmorph::recognise::recognise(&case.from, &BTreeMap::new(), None);
        let roles = recognition.roles;
        let (database, dialect) = (case.database(), case.dialect);
        let mut expected = accounts(case, &roles, &database);
        database.run(case.script("up")).unwrap();
        for copy in case.changes().copies.iter().filter(|copy| copy.is_column) {
            let columns: Vec<&str> = copy.columns.iter().map(|column| column.name.as_str()).collect();
            let find = |plain: &str| {
                let is = |name: &&&str| name.replace('_', "").to_lowercase() == plain;
                columns.iter().find(is).copied().unwrap()
            };
            let is_better_auth = case.road.target == "better-auth-1";
            let (provider, number, user) = match is_better_auth {
                true => (find("providerid"), find("accountid"), find("userid")),
                false => (find("provider"), find("provideraccountid"), find("userid")),
            };
            let old = copy.columns.iter().find_map(|column| column.back.as_ref()).unwrap().0.clone();
            let (_, name) = COLUMNS.iter().find(|(column, _)| *column == old).unwrap();
            let can_be_empty = copy.from.column(&old).unwrap().nullable;
            let mine: Vec<Account> = expected.iter().filter(|account| account.0 == *name).cloned().collect();
            let to = case.named(&copy.to);
            let table = dialect.object(&to.name);
            let [q_provider, q_number] = [provider, number].map(|name| dialect.identifier(name));
            let at = |account: &Account| {
                let (provider, number) = (dialect.literal(&account.0), dialect.literal(&account.1));
                format!("{q_provider} = {provider} AND {q_number} = {number}")
            };
            let add = |account: &Account, of: &Account, id: &str| {
                let mut values = vec![
                    (provider, dialect.literal(&account.0)),
                    (number, dialect.literal(&account.1)),
                    (user, dialect.literal(&account.2)),
                ];
                values.extend(new_id(dialect, &to, id));
                database.run(&copy_row(case, &to, &values, &at(of))).unwrap();
            };
            let first = &mine[0];
            // A second one, which comes first by its number, and one elsewhere: the column stays.
            add(&(first.0.clone(), "00".to_owned(), first.2.clone()), first, &format!("{old}-second"));
            add(
                &("gitlab".to_owned(), format!("7{old}"), first.2.clone()),
                first,
                &format!("{old}-elsewhere"),
            );
            let Some(second) = mine.get(1) else { continue };
            // Unlinked, and linked by somebody who had none.
            let users = format!(
                "SELECT {} FROM {};",
                dialect.identifier(&roles["user"].columns["id"]),
                dialect.object(case.name_after(&roles["user"].table))
            );
            let without = database.rows(&users).into_iter().filter_map(|row| row[0].clone());
            let without = without.into_iter().find(|user| mine.iter().all(|account| account.2 != *user));
            if let (true, Some(without)) = (can_be_empty, without) {
                let passed = (second.0.clone(), second.1.clone(), without);
                let owner = dialect.identifier(user);
                database
                    .run(&format!(
                        "UPDATE {table} SET {owner} = {} WHERE {};",
                        dialect.literal(&passed.2),
                        at(second)
                    ))
                    .unwrap();
                expected.retain(|account| account != second);
                expected.push(passed);
            } else {
                // Another account of theirs.
                let changed = (second.0.clone(), "555".to_owned(), second.2.clone());
                database
                    .run(&format!("UPDATE {table} SET {q_number} = '555' WHERE {};", at(second)))
                    .unwrap();
                expected.retain(|account| account != second);
                expected.push(changed);
            }
            if let (true, Some(third)) = (can_be_empty, mine.get(2)) {
                database.run(&format!("DELETE FROM {table} WHERE {};", at(third))).unwrap();
                expected.retain(|account| account != third);
            }
        }
        database.run(case.script("down")).unwrap_or_else(|error| panic!("down.sql: {error}"));
        expected.sort();
        let mut found = accounts(case, &roles, &database);
        found.sort();
        assert_eq!(found, expected);
    });
}

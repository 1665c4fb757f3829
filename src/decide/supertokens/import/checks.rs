//! What the import leaves out or changes, counted.

use super::methods::{People, readable};
use crate::dialects::Dialect;

/// One query with a row for each question: check, violations, message.
pub fn query(people: &People<'_>) -> String {
    let dialect = people.dialect();
    let mut rows: Vec<(&str, String, &str)> = vec![
        (
            "people_left_out",
            format!(
                "SELECT count(*) FROM {} AS u WHERE {} NOT IN (SELECT person FROM methods) OR NOT ({})",
                people.users(),
                people.id(),
                people.id_fits()
            ),
            "People who are not in the import: they have no login that it takes and no address, or an id of more than 128 characters.",
        ),
        (
            "several_logins",
            "SELECT count(*) FROM (SELECT person FROM methods GROUP BY person HAVING count(*) > 1) AS g"
                .to_owned(),
            "People with several logins: the core takes them with account linking only.",
        ),
    ];
    for logins in &people.logins {
        let count = |condition: &str| logins.count(condition);
        if let Some(hash) = &logins.hash {
            rows.push((
                "passwords_to_reset",
                count(&format!("NOT ({})", readable(hash))),
                "Passwords with a hash that SuperTokens does not read: these people set a new one by way of their address.",
            ));
        }
        if let Some([provider, account]) = &logins.account {
            rows.push((
                "one_account_of_several",
                format!(
                    "SELECT count(*) FROM (SELECT 1 AS n FROM {}{} GROUP BY {provider}, {account} HAVING count(*) > 1) AS g",
                    logins.from, logins.where_clause()
                ),
                "Accounts that several people have: the core takes the first, and says so of the others.",
            ));
        }
        rows.push((
            "logins_left_out",
            logins.left_out(),
            "Logins that the import does not take: a value is missing, or longer than SuperTokens has room for.",
        ));
    }
    rows.push((
        "one_address_of_several",
        shared_address(people),
        "Addresses that several people sign in with by a password or link: the core takes the first, and says so of the others.",
    ));
    let quoted = if dialect == Dialect::MySql { "`check`" } else { "\"check\"" };
    let selects: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(number, (check, count, message))| {
            let [check_name, count_name, message_name] = match number {
                0 => [format!(" AS {quoted}"), " AS violations".to_owned(), " AS message".to_owned()],
                _ => [const { String::new() }; 3],
            };
            format!(
                "SELECT {}{check_name}, ({count}){count_name},\n    {}{message_name}",
                dialect.literal(check),
                dialect.literal(message)
            )
        })
        .collect();
    format!("{}\n{}", people.with_methods(), selects.join("\nUNION ALL\n"))
}

fn shared_address(people: &People<'_>) -> String {
    match people.address() {
        Some(address) => format!(
            "SELECT count(*) FROM (SELECT 1 AS n FROM {} AS u WHERE {address} IS NOT NULL AND {} IN (SELECT person FROM methods WHERE place IN (0, 1, 4)) GROUP BY {address} HAVING count(*) > 1) AS g",
            people.users(),
            people.id()
        ),
        None => "SELECT 0".to_owned(),
    }
}

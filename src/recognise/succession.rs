//! Of a library that gave up its tables for new ones the new ones are in use, however well the old ones still fit.
//!
//! The old tables stay as long as something refers to them, so a text can hold both for years.

use super::candidate::{ascii_letters, letters};
use super::fit::Fit;
use super::{KNOWN, SURE};
use crate::layouts::Layout;

/// Puts the layout in front that succeeds the best one, over the same users.
pub fn newest_first(fits: &mut Vec<Fit>) {
    // Each succeeds only what came before it, so this ends.
    while let Some(position) = successor(fits) {
        let fit = fits.remove(position);
        fits.insert(0, fit);
    }
}

/// Whether the one leaves tables of the other standing.
pub fn succeeds(newer: &Layout, older: &Layout) -> bool {
    let is_it = |name: &str| {
        name.strip_prefix(older.name).and_then(|rest| rest.strip_prefix('-')) == Some(older.version)
    };
    newer.succeeds.iter().any(|name| is_it(name))
}

fn successor(fits: &[Fit]) -> Option<usize> {
    let best = fits.first().filter(|best| best.whole && best.confidence >= KNOWN)?;
    fits.iter().position(|fit| {
        fit.whole
            && fit.confidence >= SURE
            && succeeds(fit.layout, best.layout)
            && stands_apart(fit, best)
            && is_called_so(fit)
    })
}

/// Whether they share no table but the users, and those where both know them.
fn stands_apart(fit: &Fit, other: &Fit) -> bool {
    let claimed = other.claimed();
    let users = |fit: &Fit| fit.roles.get("user").map(|role| role.table.clone());
    let same_users = users(fit).zip(users(other)).is_none_or(|(own, others)| own == others);
    same_users && fit.claimed().iter().all(|table| !claimed.contains(table))
}

/// A plain layout's columns fit other tables too: of what its tables are usually called something has to be in their
/// names.
fn is_called_so(fit: &Fit) -> bool {
    let is_called = |role: &str, table: &str| {
        let shape = fit.layout.roles.iter().find(|shape| shape.name == role);
        let mut usual = shape.into_iter().flat_map(|shape| shape.usual_tables);
        let letters = letters(table);
        usual.any(|usual| {
            let word: String = ascii_letters(usual).map(char::from).collect();
            letters.contains(&word)
        })
    };
    let claimed = fit.claimed();
    let mut own = fit.roles.iter().filter(|(_, found)| claimed.contains(&found.table));
    !fit.layout.plain || own.all(|(role, found)| is_called(role, &found.table.name))
}

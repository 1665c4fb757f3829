//! Sessions go on, because Auth.js keeps the cookie's value in the table as NextAuth does; or they end.

use crate::decide::accounts::doubles::identity;
use crate::decide::accounts::in_place::Scene;
use crate::decide::accounts::sessions_end;
use crate::decide::accounts::source::Source;
use crate::decide::authjs::sessions::{NEXTAUTH_COOKIE, old_cookie};
use crate::decide::columns::triggers_on;
use crate::decide::migration::keep_table;
use crate::decide::{Decision, Removal, Rows, TableChange};

/// The table that keeps sessions that end until cleanup.
const KEEP: &str = "_authmorph_session";

/// What to do where something refers to sessions that are to end.
pub const NOT_REFERRED_TO: &str = "Keep the sessions (--set sessions=keep), or drop that foreign key first.";

/// The session table without rows, where they are to end.
pub fn decide(scene: &mut Scene<'_, '_>) -> Option<TableChange> {
    let context = scene.context;
    let source = scene.session.as_ref()?;
    let from = source.table;
    if context.options.get("sessions") != "end" {
        if context.recognition.versions.contains(&"4") {
            scene.decided.findings.push(old_cookie(from, NEXTAUTH_COOKIE, false));
        }
        return None;
    }
    let source = Source { ..*source };
    if scene.is_referred_to(&source, NOT_REFERRED_TO) {
        return None;
    }
    let Some(id) = identity(&source) else {
        scene.decided.decisions.push(Decision::new(
            format!("The sessions of `{}` stay.", from.name),
            "The table has no column that tells its rows apart, by which down.sql could give them back.",
            Some(from.span),
        ));
        return None;
    };
    scene.decided.findings.push(sessions_end(from, "You chose so."));
    Some(TableChange {
        purpose: format!("End every session of {}.", from.name),
        cause: "You chose so.".to_owned(),
        removed: Some(Removal {
            name: "sessions_ended",
            what: format!("Sessions of {} that end: everybody has to sign in again", from.name),
            rows: Rows::All,
        }),
        quiet: triggers_on(context.schema, from, &[]).cloned().collect(),
        ..TableChange::new(from.clone(), id, keep_table(context.schema.dialect, from, KEEP, id, |_| true))
    })
}

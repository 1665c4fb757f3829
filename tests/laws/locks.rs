//! What a step is said to lock is what the database locks.

use std::collections::BTreeMap;

use authmorph::dialects::Dialect;

use crate::case::Case;

/// The tables and views by name, each with what has to wait for it.
type Locked = BTreeMap<String, &'static str>;

/// Which tables and views there are before anything happens, and by what names steps call them.
const BEFORE: &str = "CREATE TEMP TABLE before AS
SELECT c.oid, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
BEGIN;
SET CONSTRAINTS ALL IMMEDIATE;
";

/// What has to wait for this transaction now. Locks that let others read and write are left out
/// (PostgreSQL manual, "Conflicting Lock Modes").
fn question(step: usize) -> String {
    format!(
        "SELECT {step}, b.name, bool_or(l.mode = 'AccessExclusiveLock')
FROM pg_locks AS l JOIN before AS b ON b.oid = l.relation
WHERE l.pid = pg_backend_pid() AND l.granted
    AND l.mode IN ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')
GROUP BY b.name;\n"
    )
}

/// The locks after each step, as the database has them.
fn seen(case: &Case) -> Vec<Locked> {
    let mut script = BEFORE.to_owned();
    let steps = within_the_transaction(case);
    for (number, step) in steps.iter().enumerate() {
        script.extend(step.up.iter().map(|sql| format!("{sql}\n;\n")));
        script.push_str(&question(number));
    }
    script.push_str("ROLLBACK;\n");
    let mut seen = vec![Locked::new(); steps.len()];
    for row in case.before().database.rows(&script) {
        let [Some(step), Some(name), Some(all)] = row.as_slice() else { panic!("{row:?}") };
        let waiting = if all == "t" { "everything" } else { "writing" };
        seen[step.parse::<usize>().unwrap()].insert(name.clone(), waiting);
    }
    seen
}

fn within_the_transaction(case: &Case) -> Vec<authmorph::api::Step> {
    let last =
        case.conversion.steps.iter().position(|step| step.purpose == "Note that the migration has run.");
    case.conversion.steps[..=last.unwrap()].to_vec()
}

pub fn what_is_said_to_wait_waits(case: &Case) {
    if case.dialect != Dialect::PostgreSql {
        return;
    }
    let mut said = Locked::new();
    for (number, (step, seen)) in within_the_transaction(case).iter().zip(seen(case)).enumerate() {
        for lock in &step.locks {
            assert_eq!(lock.until, "transaction", "{}", step.purpose);
            let name = lock.on.as_deref().unwrap();
            let waiting = if lock.waiting == "everything" { "everything" } else { "writing" };
            said.insert(name.strip_prefix("public.").unwrap_or(name).to_owned(), waiting);
        }
        assert_eq!(said, seen, "after step {}: {}", number + 1, step.purpose);
    }
}

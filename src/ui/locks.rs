//! What others wait for while the steps run, as a timeline: one row for each table, one column for each step.

use crate::api::{Lock, Step};

/// The stretches of the timeline, each as `first last waiting table` with the numbers of its steps from 0. The table
/// comes last because its name may have spaces; it is empty where it is the whole database.
pub fn stretches(steps: &[Step]) -> Vec<String> {
    let commit = steps.iter().rposition(|step| !step.after_transaction).unwrap_or_default();
    let mut stretches = Vec::new();
    for (first, step) in steps.iter().enumerate() {
        for lock in &step.locks {
            let mut last = if lock.until == "step" { first } else { commit };
            // A firmer lock on the same table takes its place.
            let later = steps.iter().enumerate().skip(first + 1);
            let mut firmer = later.filter(|(_, step)| step.locks.iter().any(|other| other.on == lock.on));
            if let Some((next, _)) = firmer.next() {
                last = last.min(next - 1);
            }
            stretches.push(stretch(first, last, lock));
        }
    }
    stretches
}

fn stretch(first: usize, last: usize, lock: &Lock) -> String {
    format!("{first} {last} {} {}", lock.waiting, lock.on.as_deref().unwrap_or_default())
}

/// How long each step takes, in words.
pub fn durations(steps: &[Step]) -> Vec<String> {
    let words = steps.iter().map(|step| match step.in_proportion_to.as_slice() {
        [] => "a moment".to_owned(),
        tables => format!("grows with {}", tables.join(", ")),
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(locks: &[(&str, &str, &str)], after_transaction: bool) -> Step {
        let lock = |(on, waiting, until): &(&str, &str, &str)| Lock {
            on: (!on.is_empty()).then(|| (*on).to_owned()),
            waiting: (*waiting).to_owned(),
            until: (*until).to_owned(),
        };
        Step {
            purpose: String::new(),
            cause: String::new(),
            up: Vec::new(),
            down: Vec::new(),
            no_undo: None,
            span: None,
            locks: locks.iter().map(lock).collect(),
            in_proportion_to: Vec::new(),
            after_transaction,
        }
    }

    #[test]
    fn a_lock_lasts_until_its_transaction_ends_or_a_firmer_one_comes() {
        let steps = [
            step(&[("my table", "writing", "transaction"), ("", "writing", "transaction")], false),
            step(&[], false),
            step(&[("my table", "everything", "transaction")], false),
            step(&[], true),
        ];
        assert_eq!(stretches(&steps), ["0 1 writing my table", "0 2 writing ", "2 2 everything my table"]);
    }

    #[test]
    fn a_lock_of_one_step_ends_with_it() {
        let steps = [step(&[("a", "writing", "step")], false), step(&[("a", "writing", "step")], false)];
        assert_eq!(stretches(&steps), ["0 0 writing a", "1 1 writing a"]);
    }
}

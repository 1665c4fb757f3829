//! Options of targets: described once, for the command line, the page and the decisions.

use std::collections::BTreeMap;

use crate::findings::{Finding, Severity};

/// An option.
#[derive(Debug, Clone, Copy)]
pub struct OptionShape {
    /// Its name, for `--set`.
    pub name: &'static str,
    /// What to call it on a form.
    pub label: &'static str,
    /// Its value when nothing is said.
    pub default: &'static str,
    /// Why that is the default.
    pub reason: &'static str,
    /// The values that it takes; empty means any text.
    pub choices: &'static [&'static str],
}

/// The values of a target's options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    values: BTreeMap<&'static str, String>,
    named: Vec<&'static str>,
}

impl Options {
    /// Reads what the user set. What is no option, or no value of one, is named in a finding and has no effect.
    pub fn read(shapes: &'static [OptionShape], set: &BTreeMap<String, String>) -> (Self, Vec<Finding>) {
        let mut options = Self::default();
        let mut findings = Vec::new();
        for shape in shapes {
            options.values.insert(shape.name, shape.default.to_owned());
        }
        for (name, value) in set {
            let Some(shape) = shapes.iter().find(|shape| shape.name == name) else {
                findings.push(unknown(name, shapes));
                continue;
            };
            if !shape.choices.is_empty() && !shape.choices.contains(&value.as_str()) {
                findings.push(unfit(shape, value));
                continue;
            }
            options.values.insert(shape.name, value.clone());
            options.named.push(shape.name);
        }
        (options, findings)
    }

    /// The value of an option.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Whether the user set it.
    pub fn is_set(&self, name: &str) -> bool {
        self.named.contains(&name)
    }
}

fn unknown(name: &str, shapes: &[OptionShape]) -> Finding {
    let known: Vec<&str> = shapes.iter().map(|shape| shape.name).collect();
    let next = if known.is_empty() {
        "Leave it out: this target has no options.".to_owned()
    } else {
        format!("Use one of: {}.", known.join(", "))
    };
    Finding::new(
        "option_unknown",
        Severity::Error,
        format!("The target has no option `{name}`."),
        "The setting has no effect.",
        next,
        None,
    )
}

fn unfit(shape: &OptionShape, value: &str) -> Finding {
    Finding::new(
        "option_unknown",
        Severity::Error,
        format!("The option `{}` cannot be `{value}`.", shape.name),
        format!("It stays `{}`.", shape.default),
        format!("Use one of: {}.", shape.choices.join(", ")),
        None,
    )
}

//! `plan.json`: the conversion without its files, for programs.

use super::{Subject, json};

/// Writes the file. A type that cannot be written does not exist here; the text then says so rather than being empty.
pub fn render(subject: &Subject<'_>) -> String {
    match serde_json::to_string_pretty(subject.conversion) {
        Ok(text) => json::with_short_lists(&text),
        Err(error) => format!("{{ \"error\": {:?} }}\n", error.to_string()),
    }
}

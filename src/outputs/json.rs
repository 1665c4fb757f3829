//! JSON, as prettier would leave it: an object has a line for each of its members, a list of values stands on one line
//! when it fits there.

use super::typescript::doc::{PRINT_WIDTH, width};

/// The same with lists on one line. `text` has a line for each value, as `serde_json` writes it; so has the result, but for
/// lists of texts, numbers and truths.
pub fn with_short_lists(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    // Where lists begin that are not at their end yet, and whether they hold values alone.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for line in text.lines() {
        let begins = line.ends_with(['[', '{']);
        if begins && let Some((_, is_plain)) = open.last_mut() {
            *is_plain = false;
        }
        if begins {
            open.push((lines.len(), line.ends_with('[')));
        }
        lines.push(line.to_owned());
        if line.trim_start().starts_with([']', '}']) {
            let short = open.pop().filter(|(_, is_plain)| *is_plain).and_then(|(start, _)| {
                let list = lines.get(start..).filter(|list| list.len() > 2).and_then(on_one_line)?;
                Some((start, list))
            });
            if let Some((start, list)) = short {
                lines.truncate(start);
                lines.push(list);
            }
        }
    }
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// A list on one line, if it fits there.
fn on_one_line(lines: &[String]) -> Option<String> {
    let (first, rest) = lines.split_first()?;
    let (last, values) = rest.split_last()?;
    let values: Vec<&str> = values.iter().map(|line| line.trim()).collect();
    let list = format!("{first}{}{}", values.join(" "), last.trim());
    (width(&list) <= PRINT_WIDTH).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_stand_on_one_line() {
        let value = serde_json::json!({
            "a": ["x[", "{"], "b": [], "c": [{ "d": [1, 2] }], "e": ["long ".repeat(9), "long ".repeat(9)],
        });
        let text = with_short_lists(&serde_json::to_string_pretty(&value).unwrap_or_default());
        let long = "long ".repeat(9);
        let expected = format!(
            "{{\n  \"a\": [\"x[\", \"{{\"],\n  \"b\": [],\n  \"c\": [\n    {{\n      \"d\": [1, 2]\n    }}\n  ],\n  \
             \"e\": [\n    \"{long}\",\n    \"{long}\"\n  ]\n}}\n"
        );
        assert_eq!(text, expected);
    }
}

//! What SQLite's pragmas do not tell about a schema, read out of the statements that it keeps.

use super::catalog::Part;

/// Something that a `CREATE TABLE` statement says.
pub struct Detail {
    pub part: Part,
    pub name: String,
    pub text: String,
}

/// A statement without its spacing, comments, quotes of names and letter case.
pub fn normal(sql: &str) -> String {
    tokens(sql).join(" ")
}

/// The same without all that stands before the first `word`, which is the name.
pub fn without_name(sql: &str, word: &str) -> String {
    let tokens = tokens(sql);
    let start = tokens.iter().position(|token| token == word).unwrap_or(0);
    let unique = tokens.iter().take(start).any(|token| token == "unique");
    format!("{}{}", if unique { "unique " } else { "" }, tokens[start..].join(" "))
}

/// Checks, collations, conflict clauses, deferrals, generated columns and the names of constraints.
pub fn table_details(sql: &str) -> Vec<Detail> {
    let tokens = tokens(sql);
    let Some(start) = tokens.iter().position(|token| token == "(") else { return Vec::new() };
    let end = tokens.iter().rposition(|token| token == ")").unwrap_or(tokens.len());
    let mut details = Vec::new();
    let (mut depth, mut from) = (0, start + 1);
    for at in start + 1..=end {
        match tokens.get(at).map(String::as_str) {
            Some(",") if depth == 0 => {
                item_details(&tokens[from..at], &mut details);
                from = at + 1;
            }
            Some("(") => depth += 1,
            Some(")") if at < end => depth -= 1,
            _ => {}
        }
    }
    item_details(&tokens[from.min(end)..end], &mut details);
    details
}

/// Reads a column or a table constraint.
fn item_details(item: &[String], details: &mut Vec<Detail>) {
    const TABLE_CONSTRAINTS: &[&str] = &["constraint", "primary", "unique", "check", "foreign"];
    let Some(first) = item.first() else { return };
    let of_table = TABLE_CONSTRAINTS.contains(&first.as_str());
    let place = if of_table { String::new() } else { format!(" of column {first}") };
    let mut name = String::new();
    let mut clause = String::new();
    let mut at = usize::from(!of_table);
    while at < item.len() {
        let next = |offset: usize| item.get(at + offset).map_or("", String::as_str);
        let group = |offset: usize| group_at(item, at + offset);
        let mut used = 1;
        let mut say =
            |part, name: &str, text: String| details.push(Detail { part, name: name.to_owned(), text });
        match next(0) {
            "constraint" => {
                name = next(1).to_owned();
                at += 2;
                continue;
            }
            "check" => {
                say(Part::Constraint, &name, format!("check {}", group(1).join(" ")));
                used += group(1).len();
            }
            "collate" => {
                say(Part::Constraint, "", format!("collate {}{place}", next(1)));
                used = 2;
            }
            "autoincrement" => say(Part::Constraint, "", format!("autoincrement{place}")),
            "on" if next(1) == "conflict" => {
                say(Part::Constraint, "", format!("on conflict {} in {clause}", next(2)));
                used = 3;
            }
            "initially" if next(1) == "deferred" => {
                say(Part::Constraint, "", format!("initially deferred in {clause}"));
                used = 2;
            }
            "primary" if of_table && group_after(&item[at..]).iter().any(|word| word == "autoincrement") => {
                say(Part::Constraint, "", format!("autoincrement of column {}", group_after(&item[at..])[1]));
            }
            "as" => {
                say(Part::Constraint, "", format!("generated as {}{place}", group(1).join(" ")));
                used += group(1).len();
            }
            "(" => used = group(0).len(),
            kind @ ("primary" | "unique" | "foreign" | "references" | "not" | "default")
                if !name.is_empty() =>
            {
                clause = clause_of(item, at, of_table);
                let columns = if of_table { group_after(&item[at..]).join(" ") } else { place.clone() };
                say(Part::ConstraintName, &name, format!("{kind} {columns}"));
            }
            _ => {
                let begins = ["primary", "unique", "foreign", "references", "not"].contains(&next(0));
                if begins
                    && !(next(0) == "not" && next(1) == "deferrable")
                    && !(next(0) == "references" && of_table)
                {
                    clause = clause_of(item, at, of_table);
                }
                at += 1;
                continue;
            }
        }
        name.clear();
        at += used.max(1);
    }
}

/// What a clause says, and over which columns, wherever it is written.
fn clause_of(item: &[String], at: usize, of_table: bool) -> String {
    let kind = match item[at].as_str() {
        "references" => "foreign",
        kind => kind,
    };
    let columns = if of_table { group_after(&item[at..]).join(" ") } else { format!("( {} )", item[0]) };
    format!("{kind} {columns}")
}

/// The parenthesised tokens that start at `at`, with their parentheses.
fn group_at(item: &[String], at: usize) -> &[String] {
    let mut depth = 0;
    for (offset, token) in item.iter().enumerate().skip(at) {
        match token.as_str() {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return if offset == at { &[] } else { &item[at..=offset] };
        }
    }
    &[]
}

fn group_after(item: &[String]) -> &[String] {
    item.iter().position(|token| token == "(").map_or(&[], |at| group_at(item, at))
}

/// The words, names, texts and signs of a statement; all but texts in lower case, names without quotes.
fn tokens(sql: &str) -> Vec<String> {
    let characters: Vec<char> = sql.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        let rest = &characters[at..];
        let until = |close: char| 1 + quoted_length(&rest[1..], close);
        let length = match character {
            '\'' | '"' | '`' => until(character),
            '[' => until(']'),
            '-' if rest.get(1) == Some(&'-') => rest.iter().take_while(|next| **next != '\n').count(),
            '/' if rest.get(1) == Some(&'*') => comment_length(rest),
            _ if is_word(character) => rest.iter().take_while(|next| is_word(**next)).count(),
            _ => 1,
        };
        let text: String = rest[..length].iter().collect();
        at += length;
        match character {
            '\'' => tokens.push(text),
            '"' | '`' => {
                let inside = &text[1..text.len() - 1];
                tokens.push(
                    inside.replace(&format!("{character}{character}"), &character.to_string()).to_lowercase(),
                );
            }
            '[' => tokens.push(text[1..text.len() - 1].to_lowercase()),
            _ if character.is_whitespace() || text.starts_with("--") || text.starts_with("/*") => {}
            _ => tokens.push(text.to_lowercase()),
        }
    }
    tokens
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

/// How far it is to the closing quote, including it; a doubled one stands for itself.
fn quoted_length(rest: &[char], close: char) -> usize {
    let mut at = 0;
    while at < rest.len() {
        if rest[at] != close {
            at += 1;
        } else if close != ']' && rest.get(at + 1) == Some(&close) {
            at += 2;
        } else {
            return at + 1;
        }
    }
    at
}

fn comment_length(rest: &[char]) -> usize {
    let end = rest.windows(2).skip(2).position(|pair| pair == ['*', '/']);
    end.map_or(rest.len(), |position| position + 4)
}

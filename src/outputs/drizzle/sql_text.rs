//! Expressions of the user, as the SQL that stands in the Drizzle text.

use crate::dialects::Dialect;
use crate::dialects::ddl::has_weak_operator;
use crate::model::schema::{Expression, Literal};
use crate::model::types::TypeKind;

/// What stands after `DEFAULT`: in MySQL and SQLite an expression needs parentheses, a literal does not; in PostgreSQL
/// some operators do.
pub fn default_clause(dialect: Dialect, expression: &Expression) -> String {
    let text = expression.text.trim();
    if expression.literal.is_some() || is_bare(dialect, text) {
        return text.to_string();
    }
    format!("({text})")
}

/// Whether the text may follow `DEFAULT` without parentheses though it is no plain literal.
fn is_bare(dialect: Dialect, text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    match dialect {
        Dialect::PostgreSql => !has_weak_operator(text),
        Dialect::MySql => is_current_timestamp(text) || is_bit_literal(&upper),
        Dialect::Sqlite => {
            matches!(upper.as_str(), "CURRENT_TIMESTAMP" | "CURRENT_DATE" | "CURRENT_TIME")
                || is_bit_literal(&upper)
        }
    }
}

fn is_bit_literal(upper: &str) -> bool {
    ((upper.starts_with("B'") || upper.starts_with("X'"))
        && upper.len() > 2
        && upper.find('\'') != upper.rfind('\''))
        || upper
            .strip_prefix("0X")
            .is_some_and(|digits| digits.chars().all(|digit| digit.is_ascii_hexdigit()))
}

/// MySQL's ways to say the current time, with or without a number of fractional digits.
pub fn is_current_timestamp(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let word = upper.split('(').next().unwrap_or_default().trim();
    let tail = upper.strip_prefix(word).unwrap_or_default().trim();
    let digits = tail.strip_prefix('(').and_then(|tail| tail.strip_suffix(')'));
    let tail_is_plain = tail.is_empty()
        || digits.is_some_and(|digits| digits.trim().chars().all(|digit| digit.is_ascii_digit()));
    let needs_call = word == "NOW";
    matches!(word, "CURRENT_TIMESTAMP" | "NOW" | "LOCALTIME" | "LOCALTIMESTAMP")
        && tail_is_plain
        && (!needs_call || !tail.is_empty())
}

/// The value of a string literal, when the database reads it alike as drizzle-kit writes it.
/// A cast to the column's own type makes no difference; any other cast does.
pub fn plain_string<'text>(
    dialect: Dialect,
    expression: &'text Expression,
    kind: &TypeKind,
) -> Option<&'text str> {
    let Some(Literal::Text(value)) = &expression.literal else { return None };
    let text = expression.text.trim();
    let text = match text.rsplit_once("::") {
        Some((literal, cast)) if dialect == Dialect::PostgreSql && is_own_cast(cast, kind) => literal.trim(),
        _ => text,
    };
    // drizzle-kit doubles quotes but knows nothing of MySQL's backslashes.
    let read_alike = dialect != Dialect::MySql || !value.contains('\\');
    (text.starts_with('\'') && text.ends_with('\'') && read_alike).then_some(value.as_str())
}

fn is_own_cast(cast: &str, kind: &TypeKind) -> bool {
    let cast = cast.trim().to_lowercase();
    match kind {
        TypeKind::Text => cast == "text",
        TypeKind::Varchar { .. } => matches!(cast.as_str(), "character varying" | "varchar"),
        TypeKind::Character { .. } => matches!(cast.as_str(), "bpchar" | "character" | "char"),
        TypeKind::Enumeration { name: Some(name), .. } => {
            let plain = name.name.to_lowercase();
            let unqualified = cast.rsplit_once('.').map_or(cast.as_str(), |(_, name)| name);
            unqualified.trim_matches('"') == plain
        }
        _ => false,
    }
}

/// Whether JavaScript writes the number as the user did.
pub fn plain_number(text: &str) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = !digits.is_empty()
        && digits.len() <= 15
        && digits.chars().all(|digit| digit.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    let is_short_fraction = digits.split_once('.').is_some_and(|(whole, fraction)| {
        !whole.is_empty()
            && whole.len() + fraction.len() <= 15
            && (whole == "0" || !whole.starts_with('0'))
            && !fraction.is_empty()
            && !fraction.ends_with('0')
            && !fraction.starts_with("00000")
            && whole.chars().chain(fraction.chars()).all(|digit| digit.is_ascii_digit())
    });
    (is_whole && text != "-0" || is_short_fraction).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_javascript_would_rewrite_stay_sql() {
        for text in ["0", "-1", "15", "0.5", "-2.25"] {
            assert_eq!(plain_number(text).as_deref(), Some(text));
        }
        for text in ["", "-", "007", "0.10", "1e3", "+1", "-0", "12345678901234567", ".5", "1."] {
            assert_eq!(plain_number(text), None, "{text}");
        }
    }

    #[test]
    fn current_time_needs_no_parentheses() {
        for text in ["CURRENT_TIMESTAMP", "current_timestamp(3)", "now()", "CURRENT_TIMESTAMP()", "LocalTime"]
        {
            assert!(is_current_timestamp(text), "{text}");
        }
        for text in ["now", "now() + 1", "uuid()", "current_timestamp(x)", "(now())"] {
            assert!(!is_current_timestamp(text), "{text}");
        }
    }
}

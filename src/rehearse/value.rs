//! A value of a row, and how each database writes and reads it.

use crate::dialects::Dialect;
use crate::model::schema::Column;
use crate::model::types::TypeKind;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// NULL.
    Null,
    /// A string.
    Text(String),
    /// A number, as written.
    Number(String),
    /// Yes or no.
    Truth(bool),
    /// A moment, in milliseconds since 1970 (UTC).
    Moment(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An expression that the database knows.
    Expression(String),
}

impl Value {
    /// The value as a literal for that column.
    pub fn literal(&self, dialect: Dialect, column: &Column) -> String {
        let kind = &column.data_type.kind;
        match self {
            Self::Null => "NULL".to_owned(),
            Self::Expression(sql) => sql.clone(),
            Self::Number(number) => number.clone(),
            Self::Truth(truth) if *kind == TypeKind::Boolean && dialect == Dialect::PostgreSql => {
                if *truth { "TRUE" } else { "FALSE" }.to_owned()
            }
            Self::Truth(truth) if kind.is_text() => dialect.literal(if *truth { "true" } else { "false" }),
            Self::Truth(truth) => u8::from(*truth).to_string(),
            Self::Text(text) => dialect.literal(text),
            Self::Bytes(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                if dialect == Dialect::PostgreSql { format!("'\\x{digits}'") } else { format!("X'{digits}'") }
            }
            Self::Moment(milliseconds) => moment_literal(dialect, column, *milliseconds),
        }
    }

    /// What tells the value apart from others in a key: letter case does not, because to some collations it does not.
    pub fn identity(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(text) => Some(text.trim_end().to_lowercase()),
            other => Some(format!("{other:?}")),
        }
    }
}

fn moment_literal(dialect: Dialect, column: &Column, milliseconds: i64) -> String {
    let zone = if dialect == Dialect::PostgreSql { "+00" } else { "" };
    match &column.data_type.kind {
        kind if kind.is_integer() => milliseconds.to_string(),
        TypeKind::Decimal { .. } | TypeKind::Double | TypeKind::Real => milliseconds.to_string(),
        TypeKind::Instant { precision } => format!("'{}{zone}'", written(dialect, milliseconds, *precision)),
        TypeKind::DateTime { precision } => format!("'{}'", written(dialect, milliseconds, *precision)),
        TypeKind::Date if dialect != Dialect::Sqlite => format!("'{}'", calendar(milliseconds).date()),
        TypeKind::Time { .. } => format!("'{}'", calendar(milliseconds).time()),
        _ => format!("'{}'", written(dialect, milliseconds, Some(3))),
    }
}

/// A date and time with as many digits after the point as the column keeps: what it does not keep it would round, and
/// a row would not be what it was said to be.
pub fn written(dialect: Dialect, milliseconds: i64, precision: Option<u32>) -> String {
    let usual = if dialect == Dialect::MySql { 0 } else { 3 };
    let digits = usize::try_from(precision.unwrap_or(usual).min(3)).unwrap_or(0);
    let parts = calendar(milliseconds);
    let fraction = format!("{:03}", parts.milliseconds);
    let fraction = fraction.get(..digits).filter(|digits| !digits.is_empty());
    format!(
        "{} {}{}",
        parts.date(),
        parts.time(),
        fraction.map(|digits| format!(".{digits}")).unwrap_or_default()
    )
}

/// A moment by the calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    year: i64,
    month: i64,
    day: i64,
    seconds: i64,
    milliseconds: i64,
}

impl Calendar {
    fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn time(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60)
    }
}

/// The day of a moment: the calendar repeats every 146,097 days, and a year that begins in March has its odd day last.
pub fn calendar(milliseconds: i64) -> Calendar {
    let (days, rest) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    Calendar {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month,
        day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
        seconds: rest / 1000,
        milliseconds: rest % 1000,
    }
}

/// Numbers below this are seconds: as milliseconds they would be the year 1973.
const SECONDS: i64 = 100_000_000_000;

/// The moment that a text from a database says, in whole seconds: a date and time in UTC, or a number of seconds or
/// milliseconds, which its size tells.
pub fn seconds_of(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<f64>() {
        #[expect(clippy::cast_possible_truncation, reason = "no moment is so large")]
        let number = number as i64;
        return Some(if number.abs() < SECONDS { number } else { number.div_euclid(1000) });
    }
    let numbers: Vec<i64> =
        text.split(|letter: char| !letter.is_ascii_digit()).map_while(|part| part.parse().ok()).collect();
    let [year, month, day, rest @ ..] = &numbers[..] else { return None };
    let part = |place: usize| rest.get(place).copied().unwrap_or(0);
    let shifted = if *month <= 2 { year - 1 } else { *year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some(days * 86_400 + part(0) * 3600 + part(1) * 60 + part(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_by_the_calendar_and_read_back() {
        for (milliseconds, text) in [
            (0, "1970-01-01 00:00:00.000"),
            (951_782_400_000, "2000-02-29 00:00:00.000"),
            (1_774_747_799_999, "2026-03-29 01:29:59.999"),
            (253_402_300_799_000, "9999-12-31 23:59:59.000"),
        ] {
            assert_eq!(written(Dialect::PostgreSql, milliseconds, None), text);
            assert_eq!(seconds_of(text), Some(milliseconds / 1000));
        }
        assert_eq!(written(Dialect::MySql, 999, None), "1970-01-01 00:00:00");
        assert_eq!(seconds_of("1774747799"), seconds_of("1774747799999"));
        assert_eq!(seconds_of("tomorrow"), None);
    }
}

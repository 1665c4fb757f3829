//! A value for a column of any type: plain ones mostly, and now and then one at the edge of what the type holds.

use super::checks::Bounds;
use super::random::Random;
use super::value::Value;
use crate::dialects::Dialect;
use crate::layouts::Holds;
use crate::model::schema::Column;
use crate::model::types::TypeKind;

/// What is known about a column beside its definition.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// What its checks ask.
    pub bounds: Bounds,
    /// What the layout says it holds.
    pub holds: Option<Holds>,
    /// How many columns of the row have to be smaller.
    pub rank: i64,
    /// Whether it has to be smaller or larger than another one.
    pub ordered: bool,
    /// Whether a key covers it, so that it has to be different in every row.
    pub in_key: bool,
    /// The number of characters that a prefix of it is unique by.
    pub prefix: Option<usize>,
}

/// 1 March 2024, noon.
const DAY: i64 = 1_709_294_400_000;

/// Moments at the edges: the hours of spring and autumn, a leap day, New Year's Eve, the first second of all.
const EDGES: &[i64] =
    &[1_711_850_399_999, 1_730_611_800_500, 1_709_164_800_000, 1_735_689_599_999, 1_000, 946_684_799_000];

/// Texts at the edges: quotes, a backslash, other scripts, what looks like something else.
const TEXTS: &[&str] =
    &["it's \"quoted\"", "back\\slash", "Zoë 日本 🙂", " padded", "NULL", "a;b -- c", "100%", "x:y:z"];

/// The value of row `number` for the column; none where nothing is known that the type takes.
pub fn value(
    dialect: Dialect,
    column: &Column,
    about: &About,
    number: usize,
    random: &mut Random,
) -> Option<Value> {
    let bounds = &about.bounds;
    if !bounds.allowed.is_empty() {
        return bounds.allowed.get(number % bounds.allowed.len()).cloned();
    }
    if column.nullable && !bounds.filled && !about.in_key && number % 5 == 3 {
        return Some(Value::Null);
    }
    if column.data_type.array_dimensions > 0 {
        return Some(Value::Text("{}".to_owned()));
    }
    let kind = &column.data_type.kind;
    match about.holds {
        Some(Holds::Milliseconds | Holds::Moment | Holds::AnyMoment) => {
            return Some(moment_in(dialect, column, about.holds, moment(number, about)));
        }
        Some(Holds::Flag) => return Some(Value::Truth(number.is_multiple_of(2))),
        _ => {}
    }
    Some(match kind {
        TypeKind::Enumeration { values, .. } => {
            Value::Text(values.get(number % values.len().max(1))?.clone())
        }
        TypeKind::Boolean => Value::Truth(number.is_multiple_of(2)),
        kind if kind.is_integer() => Value::Number(whole(column, about, number).to_string()),
        TypeKind::Decimal { precision, scale } => decimal(*precision, *scale, about, number),
        TypeKind::Real | TypeKind::Double => {
            Value::Number(format!("{}.5", bounds.least.unwrap_or(0) + i64::try_from(number).unwrap_or(0)))
        }
        TypeKind::Date | TypeKind::Time { .. } | TypeKind::DateTime { .. } | TypeKind::Instant { .. } => {
            Value::Moment(moment(number, about))
        }
        TypeKind::Uuid => Value::Text(random.uuid()),
        TypeKind::Json | TypeKind::Jsonb => Value::Text(format!("{{\"number\": {number}}}")),
        TypeKind::Binary { length } => {
            let length = length.map_or(16, |length| usize::try_from(length).unwrap_or(16)).min(32);
            Value::Bytes((0..length).map(|_| u8::try_from(random.below(256)).unwrap_or(0)).collect())
        }
        TypeKind::Character { .. } | TypeKind::Varchar { .. } | TypeKind::Text => {
            Value::Text(text(column, about, number, random))
        }
        _ => return other(dialect, column, number),
    })
}

fn moment(number: usize, about: &About) -> i64 {
    if number % 4 == 1 && !about.ordered && !about.in_key {
        return EDGES.get(number / 4 % EDGES.len()).copied().unwrap_or(DAY);
    }
    let days = i64::try_from(number % 3000).unwrap_or(0) + about.rank;
    DAY + days * 86_400_000 + i64::try_from(number % 1000).unwrap_or(0)
}

/// A moment in the form that the column has, where that is a number: what a layout calls milliseconds is that, and in
/// SQLite what it calls a moment is whole seconds.
pub fn moment_in(dialect: Dialect, column: &Column, holds: Option<Holds>, milliseconds: i64) -> Value {
    let declared = column.data_type.text.to_ascii_uppercase();
    let is_date = matches!(
        column.data_type.kind,
        TypeKind::Date | TypeKind::DateTime { .. } | TypeKind::Instant { .. } | TypeKind::Time { .. }
    );
    match holds {
        Some(Holds::Milliseconds) => Value::Number(milliseconds.to_string()),
        Some(Holds::Moment) if dialect == Dialect::Sqlite && !is_date => {
            Value::Number(milliseconds.div_euclid(1000).to_string())
        }
        _ if is_date => Value::Moment(milliseconds),
        // TypeORM's entities write them so.
        Some(_) if column.data_type.kind.is_text() => Value::Text(milliseconds.to_string()),
        _ if declared.contains("INT") && !declared.contains("BIG") && dialect != Dialect::Sqlite => {
            Value::Number(milliseconds.div_euclid(1000).to_string())
        }
        _ => Value::Moment(milliseconds),
    }
}

fn whole(column: &Column, about: &About, number: usize) -> i64 {
    let number = i64::try_from(number).unwrap_or(0);
    let (least, most) = match (&column.data_type.kind, column.data_type.unsigned) {
        (TypeKind::TinyInteger, _) => (0, 127),
        (TypeKind::SmallInteger, _) => (0, 32_767),
        (TypeKind::MediumInteger, _) => (0, 8_388_607),
        (TypeKind::BigInteger, _) => (0, i64::MAX),
        _ => (0, 2_147_483_647),
    };
    let least = about.bounds.least.unwrap_or(1).max(least);
    let most = about.bounds.most.unwrap_or(most).min(most);
    // The largest number that there is, once, unless other columns have to be larger still.
    if number == 6 && !about.ordered && !about.in_key && about.bounds.most.is_none() && about.holds.is_none()
    {
        return most - 64;
    }
    let room = most.saturating_sub(least).max(0);
    least.saturating_add((number + about.rank) % room.saturating_add(1).max(1))
}

fn decimal(precision: Option<u32>, scale: Option<u32>, about: &About, number: usize) -> Value {
    let scale = scale.unwrap_or(0);
    let digits = precision.unwrap_or(9).saturating_sub(scale).clamp(0, 9);
    let least = about.bounds.least.unwrap_or(0).max(0);
    let most = 10_i64.pow(digits).saturating_sub(1);
    let most = about.bounds.most.unwrap_or(most).min(most);
    let room = most.saturating_sub(least).max(0).saturating_add(1);
    let whole = least + (i64::try_from(number).unwrap_or(0) + about.rank) % room;
    let fraction = if scale > 0 && whole < most { ".5" } else { "" };
    Value::Number(format!("{whole}{fraction}"))
}

/// The most characters of a text that has no end of its own.
const LONG: usize = 300;

fn text(column: &Column, about: &About, number: usize, random: &mut Random) -> String {
    let own = column.data_type.kind.length().and_then(|length| usize::try_from(length).ok());
    let most = [own, about.bounds.longest].into_iter().flatten().min();
    let fewest = about.bounds.shortest.unwrap_or(0);
    if about.bounds.json {
        return format!("{{\"number\": {number}}}");
    }
    let room = most.unwrap_or(LONG);
    let digits = base_36(number);
    if room <= digits.len() + 2 || about.prefix.is_some_and(|prefix| prefix <= digits.len() + 2) {
        return digits.chars().rev().take(room.max(1)).collect();
    }
    let mut written = match number % 8 {
        _ if about.bounds.plain || about.in_key => format!("{digits}{}", random.word(4)),
        2 => TEXTS.get(number / 8 % TEXTS.len()).copied().unwrap_or_default().to_owned(),
        5 => random.word(room.min(LONG)),
        _ => format!("{} {digits}", column.name),
    };
    while written.chars().count() < fewest {
        written.push('x');
    }
    written.chars().take(room).collect()
}

fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

/// Types that only one database has: the start of their name, and a text that they take, `#` being a small number.
const OTHERS: &[(&str, &str)] = &[
    ("inet", "192.0.2.#"),
    ("cidr", "192.0.2.#/32"),
    ("macaddr", "08:00:2b:01:02:#"),
    ("interval", "# days"),
    ("citext", "Text #"),
    ("xml", "<a>#</a>"),
    ("point", "(#,1)"),
    ("tsvector", "word #"),
    ("money", "#.50"),
    ("hstore", ""),
    ("name", "name_#"),
    ("year", "20#"),
];

/// MySQL: types that take no text.
const GEOMETRIES: &[&str] = &["point", "geometry"];

fn other(dialect: Dialect, column: &Column, number: usize) -> Option<Value> {
    let declared = column.data_type.text.to_ascii_lowercase();
    let small = (10 + number % 80).to_string();
    if dialect == Dialect::MySql && GEOMETRIES.iter().any(|name| declared.starts_with(name)) {
        return Some(Value::Expression(format!("ST_GeomFromText('POINT({small} 1)')")));
    }
    if let Some((_, text)) = OTHERS.iter().find(|(name, _)| declared.starts_with(name)) {
        return Some(Value::Text(text.replace('#', &small)));
    }
    if declared.starts_with("set(") {
        return Some(Value::Text(String::new()));
    }
    if dialect == Dialect::Sqlite {
        // Any value fits; its affinity follows the declared name.
        return Some(Value::Text(format!("{} {number}", column.name)));
    }
    column.nullable.then_some(Value::Null)
}

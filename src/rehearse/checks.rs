//! What check constraints ask of a row, as far as their text can be read: enumerations, ranges, lengths, an order of two
//! columns. What cannot be read is said, and then the database is the judge.

use std::collections::BTreeMap;

use super::value::Value;
use crate::dialects::Dialect;
use crate::model::schema::Table;

/// What the checks of a table ask.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// Of each column.
    pub columns: BTreeMap<String, Bounds>,
    /// Pairs of columns, the smaller first.
    pub orders: Vec<(String, String)>,
    /// The texts of those that could not be read.
    pub unread: Vec<String>,
}

/// What is asked of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bounds {
    /// The only values there may be.
    pub allowed: Vec<Value>,
    /// The least number.
    pub least: Option<i64>,
    /// The greatest number.
    pub most: Option<i64>,
    /// The fewest characters.
    pub shortest: Option<usize>,
    /// The most characters.
    pub longest: Option<usize>,
    /// NULL is not allowed.
    pub filled: bool,
    /// Nothing but letters and digits, to be safe.
    pub plain: bool,
    /// A JSON text.
    pub json: bool,
}

/// Reads the checks of a table.
pub fn read(dialect: Dialect, table: &Table) -> Asked {
    let mut asked = Asked::default();
    for check in &table.checks {
        let tokens = tokens(&check.expression.text);
        let mut found = Asked::default();
        if condition(&tokens, &mut Reader { dialect, table, asked: &mut found }, 0) {
            for (name, bounds) in found.columns {
                asked.columns.entry(name).or_default().narrow(bounds);
            }
            asked.orders.extend(found.orders);
        } else {
            asked.unread.push(check.expression.text.clone());
        }
    }
    asked
}

impl Bounds {
    fn narrow(&mut self, other: Self) {
        if self.allowed.is_empty() {
            self.allowed = other.allowed;
        }
        self.least = self.least.max(other.least);
        self.most = [self.most, other.most].into_iter().flatten().min();
        self.shortest = self.shortest.max(other.shortest);
        self.longest = [self.longest, other.longest].into_iter().flatten().min();
        self.filled |= other.filled;
        self.plain |= other.plain;
        self.json |= other.json;
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(String),
    Sign(String),
}

impl Token {
    fn is(&self, word: &str) -> bool {
        match self {
            Self::Word(own) => own.eq_ignore_ascii_case(word),
            Self::Sign(own) => own == word,
            _ => false,
        }
    }
}

/// The words of an expression, without casts: they do not change what is asked.
fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let run =
            |accept: fn(char) -> bool| letters.iter().skip(at).take_while(|next| accept(**next)).count();
        match letter {
            _ if letter.is_whitespace() => at += 1,
            '\'' | '"' | '`' => {
                let (value, end) = quoted(&letters, at, *letter);
                tokens.push(if *letter == '\'' { Token::Text(value) } else { Token::Word(value) });
                at = end;
            }
            _ if letter.is_ascii_digit() => {
                let length = run(|next| next.is_ascii_digit() || next == '.');
                tokens.push(Token::Number(letters.iter().skip(at).take(length).collect()));
                at += length;
            }
            _ if letter.is_alphabetic() || *letter == '_' => {
                let length = run(|next| next.is_alphanumeric() || next == '_');
                tokens.push(Token::Word(letters.iter().skip(at).take(length).collect()));
                at += length;
            }
            '(' | ')' | ',' | '[' | ']' => {
                tokens.push(Token::Sign(letter.to_string()));
                at += 1;
            }
            _ => {
                let length = run(|next| "<>=!~:*+-/%|&.".contains(next)).max(1);
                tokens.push(Token::Sign(letters.iter().skip(at).take(length).collect()));
                at += length;
            }
        }
    }
    without_casts(&tokens)
}

fn quoted(letters: &[char], start: usize, mark: char) -> (String, usize) {
    let (mut value, mut at) = (String::new(), start + 1);
    while let Some(letter) = letters.get(at) {
        at += 1;
        if *letter == mark {
            if letters.get(at) != Some(&mark) {
                break;
            }
            at += 1;
        }
        value.push(*letter);
    }
    (value, at)
}

fn without_casts(tokens: &[Token]) -> Vec<Token> {
    let (mut kept, mut at) = (Vec::new(), 0);
    while let Some(token) = tokens.get(at) {
        at += 1;
        if !token.is("::") {
            kept.push(token.clone());
            continue;
        }
        let of_type = |token: &&Token| match token {
            Token::Word(word) => !["and", "or"].iter().any(|other| word.eq_ignore_ascii_case(other)),
            Token::Sign(sign) => sign == "[" || sign == "]",
            _ => false,
        };
        at += tokens.iter().skip(at).take_while(of_type).count();
        if tokens.get(at).is_some_and(|token| token.is("(")) {
            at += tokens.iter().skip(at).take_while(|token| !token.is(")")).count() + 1;
        }
    }
    kept
}

struct Reader<'a> {
    dialect: Dialect,
    table: &'a Table,
    asked: &'a mut Asked,
}

impl Reader<'_> {
    /// The column that a word names, as the table has it.
    fn column(&self, token: &Token) -> Option<String> {
        let Token::Word(word) = token else { return None };
        let mut columns = self.table.columns.iter();
        let same = |name: &str| self.dialect.same_name(name, word) || name.eq_ignore_ascii_case(word);
        columns.find(|column| same(&column.name)).map(|column| column.name.clone())
    }

    fn bounds(&mut self, column: &str) -> &mut Bounds {
        self.asked.columns.entry(column.to_owned()).or_default()
    }
}

/// Deeper parentheses are not read.
const DEPTH: usize = 16;

/// Reads a condition; gives whether all of it was read.
fn condition(tokens: &[Token], reader: &mut Reader<'_>, depth: usize) -> bool {
    let tokens = unwrapped(tokens);
    if depth > DEPTH || tokens.is_empty() {
        return false;
    }
    let either = parts(tokens, "or");
    if either.len() > 1 {
        // One of them is enough; a row that has a value satisfies the one that is not about NULL.
        return either.into_iter().any(|part| condition(part, reader, depth + 1));
    }
    let all = parts(tokens, "and");
    if all.len() > 1 {
        return all.into_iter().all(|part| condition(part, reader, depth + 1));
    }
    let flat: Vec<&Token> =
        tokens.iter().filter(|token| !["(", ")", "[", "]", ","].iter().any(|sign| token.is(sign))).collect();
    term(&flat, reader).is_some()
}

/// Without parentheses around all of it.
fn unwrapped(mut tokens: &[Token]) -> &[Token] {
    while let [first, inside @ .., last] = tokens
        && first.is("(")
        && last.is(")")
        && inside.iter().scan(0_i64, |depth, token| Some(deeper(depth, token))).all(|depth| depth >= 0)
    {
        tokens = inside;
    }
    tokens
}

fn deeper(depth: &mut i64, token: &Token) -> i64 {
    *depth += i64::from(token.is("(")) - i64::from(token.is(")"));
    *depth
}

/// The parts between a word outside of parentheses. The `AND` of a `BETWEEN` is none.
fn parts<'a>(tokens: &'a [Token], word: &str) -> Vec<&'a [Token]> {
    let (mut parts, mut start, mut depth, mut between) = (Vec::new(), 0, 0, false);
    for (at, token) in tokens.iter().enumerate() {
        deeper(&mut depth, token);
        between |= token.is("between");
        if depth == 0 && token.is(word) {
            if between && word == "and" {
                between = false;
                continue;
            }
            parts.extend(tokens.get(start..at));
            start = at + 1;
        }
    }
    parts.extend(tokens.get(start..));
    parts
}

fn literal(token: &Token) -> Option<Value> {
    match token {
        Token::Text(text) => Some(Value::Text(text.clone())),
        Token::Number(number) => Some(Value::Number(number.clone())),
        _ => None,
    }
}

fn number(token: &Token) -> Option<i64> {
    let (Token::Number(text) | Token::Text(text)) = token else { return None };
    text.split('.').next()?.parse().ok()
}

const LENGTHS: &[&str] = &["length", "char_length", "character_length", "octet_length"];

fn term(tokens: &[&Token], reader: &mut Reader<'_>) -> Option<()> {
    match tokens {
        [name, is, not, null] if is.is("is") && not.is("not") && null.is("null") => {
            let column = reader.column(name)?;
            reader.bounds(&column).filled = true;
        }
        [name, is, values @ ..] if is.is("in") => allow(name, values, reader)?,
        [name, is, any, array, values @ ..] if is.is("=") && any.is("any") && array.is("array") => {
            allow(name, values, reader)?;
        }
        [name, between, low, and, high] if between.is("between") && and.is("and") => {
            let column = reader.column(name)?;
            let (low, high) = (number(low)?, number(high)?);
            let bounds = reader.bounds(&column);
            (bounds.least, bounds.most) = (Some(low), Some(high));
        }
        [function, name, sign, bound] if LENGTHS.iter().any(|length| function.is(length)) => {
            let (column, bound) = (reader.column(name)?, usize::try_from(number(bound)?).ok()?);
            let bounds = reader.bounds(&column);
            match sign {
                sign if sign.is("<") => bounds.longest = bound.checked_sub(1),
                sign if sign.is("<=") => bounds.longest = Some(bound),
                sign if sign.is(">") => bounds.shortest = Some(bound + 1),
                sign if sign.is(">=") => bounds.shortest = Some(bound),
                sign if sign.is("=") => (bounds.shortest, bounds.longest) = (Some(bound), Some(bound)),
                _ => return None,
            }
        }
        [function, name] if function.is("json_valid") => {
            let column = reader.column(name)?;
            reader.bounds(&column).json = true;
        }
        [name, not, like, Token::Text(_)] if not.is("not") && like.is("like") => {
            let column = reader.column(name)?;
            reader.bounds(&column).plain = true;
        }
        [name, sign, Token::Text(_)] if sign.is("!~~") || sign.is("<>") || sign.is("!=") => {
            let column = reader.column(name)?;
            let bounds = reader.bounds(&column);
            (bounds.plain, bounds.shortest) = (true, Some(1));
        }
        [left, sign, right] => compared(left, sign, right, reader)?,
        _ => return None,
    }
    Some(())
}

fn allow(name: &Token, values: &[&Token], reader: &mut Reader<'_>) -> Option<()> {
    let column = reader.column(name)?;
    let values: Option<Vec<Value>> = values.iter().map(|value| literal(value)).collect();
    reader.bounds(&column).allowed = values.filter(|values| !values.is_empty())?;
    Some(())
}

/// `left sign right`, of two columns or a column and a number.
fn compared(left: &Token, sign: &Token, right: &Token, reader: &mut Reader<'_>) -> Option<()> {
    let greater = sign.is(">") || sign.is(">=");
    let smaller = sign.is("<") || sign.is("<=");
    if let (Some(left), Some(right)) = (reader.column(left), reader.column(right)) {
        match (greater, smaller) {
            (true, _) => reader.asked.orders.push((right, left)),
            (_, true) => reader.asked.orders.push((left, right)),
            _ => return None,
        }
        return Some(());
    }
    let (column, bound, is_lower) = match (reader.column(left), reader.column(right)) {
        (Some(column), _) => (column, right, greater),
        (_, Some(column)) => (column, left, smaller),
        _ => return None,
    };
    if sign.is("=") {
        reader.bounds(&column).allowed = vec![literal(bound)?];
        return Some(());
    }
    if !greater && !smaller {
        return None;
    }
    let is_strict = i64::from(sign.is(">") || sign.is("<"));
    let bound = number(bound)?;
    let bounds = reader.bounds(&column);
    if is_lower {
        bounds.least = Some(bound.saturating_add(is_strict));
    } else {
        bounds.most = Some(bound.saturating_sub(is_strict));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn asked(check: &str) -> Asked {
        let text = format!("CREATE TABLE t (a int, b int, role text, name varchar(9), CHECK ({check}));");
        let (schema, _) = parse(&text, Dialect::PostgreSql);
        read(Dialect::PostgreSql, &schema.tables[0])
    }

    #[test]
    fn what_people_write_is_read() {
        let texts = vec![Value::Text("x".to_owned()), Value::Text("y'z".to_owned())];
        for check in
            ["role IN ('x', 'y''z')", "((role)::text = ANY ((ARRAY['x'::varchar, 'y''z'::varchar])::text[]))"]
        {
            assert_eq!(asked(check).columns["role"].allowed, texts, "{check}");
        }
        let both = asked("a > 0 AND (a <= (9)::numeric)");
        assert_eq!((both.columns["a"].least, both.columns["a"].most), (Some(1), Some(9)));
        assert_eq!(asked("a BETWEEN 2 AND 5 AND b >= 1").columns["a"].most, Some(5));
        assert_eq!(asked("a <= b").orders, [("a".to_owned(), "b".to_owned())]);
        assert_eq!(asked("a IS NULL OR a > 3").columns["a"].least, Some(4));
        assert_eq!(asked("(length((name)::text) < 5)").columns["name"].longest, Some(4));
        assert!(
            asked("((length((name)::text) > 0) AND ((name)::text !~~ '%:%'::text))").columns["name"].plain
        );
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for check in ["name ~ '^x'", "a % 2 = 0", "coalesce(a, b) > 0", "((((", "nowhere > 3"] {
            assert_eq!(asked(check).unread.len(), 1, "{check}");
        }
    }
}

//! What stands between quotes, and where it ends. None where it has no end, or holds what the database refuses.

/// What a backslash does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Backslash {
    /// Nothing.
    Plain,
    /// It takes the next character's meaning away, or gives it one.
    Escape,
    /// The same, but `\%` and `\_` stay as they are, for `LIKE`.
    /// <https://dev.mysql.com/doc/refman/8.4/en/string-literals.html>
    MySql,
}

/// A string whose quote stands at `at`; a quote is in it when it stands twice.
pub(super) fn quoted(text: &str, at: usize, backslash: Backslash) -> Option<(String, usize)> {
    let quote = char::from(*text.as_bytes().get(at)?);
    let mut value = String::new();
    let mut place = at + 1;
    loop {
        let rest = text.get(place..)?;
        let length = rest.find([quote, '\\'])?;
        value.push_str(rest.get(..length)?);
        place += length + 1;
        let next = text.get(place..)?.chars().next();
        let is_quote = rest.get(length..)?.starts_with(quote);
        match next {
            Some(letter) if is_quote && letter == quote => value.push(quote),
            _ if is_quote => return Some((value, place)),
            _ if backslash == Backslash::Plain => {
                value.push('\\');
                continue;
            }
            Some(letter @ ('%' | '_')) if backslash == Backslash::MySql => value.extend(['\\', letter]),
            Some(letter) => value.push(meaning(letter)),
            None => return None,
        }
        place += next.map_or(0, char::len_utf8);
    }
}

/// What a character means after a backslash in MySQL.
fn meaning(letter: char) -> char {
    match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'Z' => '\u{1a}',
        other => other,
    }
}

/// A name that ends with that quote, which is in it when it stands twice.
pub(super) fn name(text: &str, at: usize, quote: u8) -> Option<(String, usize)> {
    let quote = char::from(quote);
    let mut name = String::new();
    let mut place = at + 1;
    loop {
        let rest = text.get(place..)?;
        let length = rest.find(quote)?;
        name.push_str(rest.get(..length)?);
        place += length + 1;
        if !text.get(place..)?.starts_with(quote) {
            return Some((name, place));
        }
        name.push(quote);
        place += 1;
    }
}

/// PostgreSQL's `E'…'`, of which the quote stands at `at`.
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE>
pub(super) fn escaped(text: &str, at: usize) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut rest = text.get(at + 1..)?.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '\'' if rest.as_str().starts_with('\'') => value.extend(rest.next()),
            '\'' => return Some((value, text.len() - rest.as_str().len())),
            '\\' => value.push(escape(&mut rest)?),
            letter => value.push(letter),
        }
    }
    None
}

/// What follows a backslash there.
fn escape(rest: &mut std::str::Chars<'_>) -> Option<char> {
    let found = match rest.next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => code_point(rest, 4)?,
        'U' => code_point(rest, 8)?,
        'x' if !rest.as_str().starts_with(|letter: char| letter.is_ascii_hexdigit()) => 'x',
        'x' => byte(rest, 0, 16, 2)?,
        digit @ '0'..='7' => byte(rest, digit.to_digit(8)?, 8, 2)?,
        letter => letter,
    };
    (found != '\0').then_some(found)
}

/// As many characters as a hexadecimal code point.
fn code_point(rest: &mut std::str::Chars<'_>, length: usize) -> Option<char> {
    let digits: String = rest.by_ref().take(length).collect();
    let is_whole = digits.chars().count() == length;
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?).filter(|_| is_whole)
}

/// A byte in digits, of which the first may have been read; what is not ASCII is part of a character.
fn byte(rest: &mut std::str::Chars<'_>, first: u32, radix: u32, most: usize) -> Option<char> {
    let mut number = first;
    for _ in 0..most {
        let Some(digit) = rest.clone().next().and_then(|letter| letter.to_digit(radix)) else { break };
        number = number * radix + digit;
        rest.next();
    }
    char::from_u32(number & 0xff).filter(char::is_ascii)
}

/// PostgreSQL's `U&'…'`, of which the quote stands at `at`.
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-UESCAPE>
pub(super) fn unicode(text: &str, at: usize) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut rest = text.get(at + 1..)?.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '\'' if rest.as_str().starts_with('\'') => value.extend(rest.next()),
            '\'' => return Some((value, text.len() - rest.as_str().len())),
            '\\' if rest.as_str().starts_with('\\') => value.extend(rest.next()),
            '\\' => {
                let is_long = rest.as_str().starts_with('+');
                if is_long {
                    rest.next();
                }
                value.push(digits(&mut rest, if is_long { 6 } else { 4 })?);
            }
            letter => value.push(letter),
        }
    }
    None
}

fn digits(rest: &mut std::str::Chars<'_>, count: usize) -> Option<char> {
    let mut number = 0;
    for _ in 0..count {
        number = number * 16 + rest.next()?.to_digit(16)?;
    }
    char::from_u32(number)
}

//! The comma-separated values that `psql --csv` and `sqlite3 -csv` print.

use super::Row;

/// Stands for NULL in the clients' answers; no test has it in a row.
pub const NULL: &str = "\u{1}NULL\u{1}";

/// Reads rows in which quotes protect commas, quotes and line ends.
pub fn read(text: &str) -> Vec<Row> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            '\r' if !quoted => {}
            ',' | '\n' if !quoted => {
                let value = std::mem::take(&mut field);
                row.push((value != NULL).then_some(value));
                if character == '\n' {
                    rows.push(std::mem::take(&mut row));
                }
            }
            _ => field.push(character),
        }
    }
    rows
}

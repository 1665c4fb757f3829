//! The files that a user opens or drops, as one text.

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// One text of all files, in the order of their names, so that a folder of numbered migrations is replayed in order.
/// With several files, a comment says where each begins.
pub fn join(files: Vec<Opened>) -> String {
    if let [only] = files.as_slice() {
        return decode(&only.bytes);
    }
    let files = in_order(files);
    let mut text = String::new();
    for file in &files {
        let name: String = file.name.chars().filter(|character| !character.is_control()).collect();
        text.push_str(&format!("-- file: {name}\n"));
        text.push_str(decode(&file.bytes).trim_end());
        text.push_str("\n\n");
    }
    text
}

/// They are few: the standard library's sort, which is made for many, would make the page larger.
fn in_order(files: Vec<Opened>) -> Vec<Opened> {
    let mut ordered: Vec<Opened> = Vec::new();
    for file in files {
        let after = ordered.iter().rposition(|other| sort_key(&other.name) <= sort_key(&file.name));
        ordered.insert(after.map_or(0, |after| after + 1), file);
    }
    ordered
}

/// The text of a file, with the line ends that a text area has, so that positions in it mean the same to both.
fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // PowerShell's `>` writes a dump in UTF-16.
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    unify_line_ends(text)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [first, second] => unit([*first, *second]),
        _ => 0xFFFD,
    });
    char::decode_utf16(units).map(|character| character.unwrap_or('\u{FFFD}')).collect()
}

fn unify_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Splits a name into words, each with the number after it, so that `2_keys.sql` comes before `10_users.sql`.
fn sort_key(name: &str) -> Vec<(&str, u128, &str)> {
    let mut key = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let word_end = rest.find(|character: char| character.is_ascii_digit()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(word_end);
        let number_end = after.find(|character: char| !character.is_ascii_digit()).unwrap_or(after.len());
        let (digits, after) = after.split_at(number_end);
        // A number too long for the type sorts last, and then by its digits.
        let number = if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u128::MAX) };
        key.push((word, number, digits));
        rest = after;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(name: &str, bytes: &[u8]) -> Opened {
        Opened { name: name.to_owned(), bytes: bytes.to_vec() }
    }

    #[test]
    fn one_file_is_its_text() {
        assert_eq!(join(vec![opened("a.sql", b"SELECT 1;\r\nSELECT 2;\rx")]), "SELECT 1;\nSELECT 2;\nx");
        assert_eq!(join(vec![opened("a.sql", b"\xEF\xBB\xBFSELECT 1;")]), "SELECT 1;");
        assert_eq!(join(vec![]), "");
    }

    #[test]
    fn several_files_come_in_the_order_of_their_numbers() {
        let text = join(vec![opened("10_b.sql", b"B\n"), opened("2_a.sql", b"A"), opened("x\n.sql", b"C")]);
        assert_eq!(text, "-- file: 2_a.sql\nA\n\n-- file: 10_b.sql\nB\n\n-- file: x.sql\nC\n\n");
    }

    #[test]
    fn utf_16_and_broken_bytes_are_text_too() {
        assert_eq!(join(vec![opened("a", &[0xFF, 0xFE, b'h', 0, b'i', 0])]), "hi");
        assert_eq!(join(vec![opened("a", &[0xFE, 0xFF, 0, b'h', 0, b'i', 9])]), "hi\u{FFFD}");
        assert_eq!(join(vec![opened("a", &[b'a', 0xFF, b'b'])]), "a\u{FFFD}b");
    }
}

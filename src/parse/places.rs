//! From byte offsets to positions as people and JavaScript count them: the one converter.

/// How far apart two remembered places lie at most, in bytes; bounds the work of one look-up on long lines.
const STRIDE: usize = 256;

/// A position: what a byte offset means to an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// From 1. A line ends with its line feed.
    pub line: usize,
    /// From 1, in UTF-16 code units.
    pub column: usize,
    /// From 0, in UTF-16 code units from the text's start.
    pub offset: usize,
}

/// The places of one text.
#[derive(Debug, Clone)]
pub struct Places<'a> {
    text: &'a str,
    known: Vec<(usize, Place)>,
}

impl<'a> Places<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let mut place = Place { line: 1, column: 1, offset: 0 };
        let mut known = vec![(0, place)];
        let mut last = 0;
        for (at, letter) in text.char_indices() {
            if at - last >= STRIDE {
                known.push((at, place));
                last = at;
            }
            place = after(place, letter);
        }
        Self { text, known }
    }

    /// The place of a byte. One inside a character counts as that character's start, one past the end as the end.
    pub fn at(&self, byte: usize) -> Place {
        let index = self.known.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
        let (start, mut place) =
            self.known.get(index).copied().unwrap_or((0, Place { line: 1, column: 1, offset: 0 }));
        for (at, letter) in self.text.get(start..).unwrap_or_default().char_indices() {
            if start + at + letter.len_utf8() > byte {
                break;
            }
            place = after(place, letter);
        }
        place
    }
}

/// The place after a character.
fn after(place: Place, letter: char) -> Place {
    let units = letter.len_utf16();
    let offset = place.offset + units;
    if letter == '\n' {
        Place { line: place.line + 1, column: 1, offset }
    } else {
        Place { line: place.line, column: place.column + units, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_utf16_units_and_lines() {
        let text = "aé\r\n😀b";
        let places = Places::new(text);
        let seen: Vec<_> = (0..=text.len() + 1)
            .map(|byte| {
                let place = places.at(byte);
                (place.line, place.column, place.offset)
            })
            .collect();
        assert_eq!(
            seen,
            [
                (1, 1, 0),
                (1, 2, 1),
                (1, 2, 1),
                (1, 3, 2),
                (1, 4, 3),
                (2, 1, 4),
                (2, 1, 4),
                (2, 1, 4),
                (2, 1, 4),
                (2, 3, 6),
                (2, 4, 7),
                (2, 4, 7)
            ]
        );
    }

    #[test]
    fn agrees_with_counting_from_the_start_on_long_lines() {
        let text = format!("{}\n{}", "é😀x".repeat(2000), "y".repeat(5000));
        let places = Places::new(&text);
        for byte in (0..=text.len()).filter(|byte| text.is_char_boundary(*byte)).step_by(97) {
            let before = &text[..byte];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let place = places.at(byte);
            assert_eq!(place.offset, before.encode_utf16().count());
            assert_eq!(place.line, before.matches('\n').count() + 1);
            assert_eq!(place.column, before[line_start..].encode_utf16().count() + 1);
        }
    }
}

//! A ZIP archive of text files: stored, not compressed, with a fixed date, so that the same files give the same bytes.
//!
//! Written by hand because it is this short; the format is PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.

/// 1 January 1980, the format's first day.
const DATE: u16 = 0x0021;
/// Names and contents are UTF-8 (general purpose flag 11).
const UTF_8: u16 = 1 << 11;
/// Version 1.0 suffices to read it.
const VERSION: u16 = 10;

/// The archive of these paths and texts.
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let (mut bytes, mut directory, mut count) = (Vec::new(), Vec::new(), 0u16);
    for (path, text) in files {
        let offset = length(bytes.len());
        let common = common_fields(path, text);

        put_u32(&mut bytes, 0x0403_4b50);
        bytes.extend_from_slice(&common);
        bytes.extend_from_slice(path.as_bytes());
        bytes.extend_from_slice(text.as_bytes());

        put_u32(&mut directory, 0x0201_4b50);
        put_u16(&mut directory, VERSION);
        directory.extend_from_slice(&common);
        // Comment length, disk number and internal attributes, then external attributes: none of them.
        directory.extend_from_slice(&[0; 10]);
        put_u32(&mut directory, offset);
        directory.extend_from_slice(path.as_bytes());
        count = count.saturating_add(1);
    }
    let (start, size) = (length(bytes.len()), length(directory.len()));
    bytes.extend_from_slice(&directory);
    put_u32(&mut bytes, 0x0605_4b50);
    bytes.extend_from_slice(&[0; 4]);
    put_u16(&mut bytes, count);
    put_u16(&mut bytes, count);
    put_u32(&mut bytes, size);
    put_u32(&mut bytes, start);
    put_u16(&mut bytes, 0);
    bytes
}

/// The fields that stand in a file's own header and in the directory alike.
fn common_fields(path: &str, text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(26);
    for field in [VERSION, UTF_8, 0, 0, DATE] {
        put_u16(&mut bytes, field);
    }
    put_u32(&mut bytes, checksum(text.as_bytes()));
    put_u32(&mut bytes, length(text.len()));
    put_u32(&mut bytes, length(text.len()));
    put_u16(&mut bytes, u16::try_from(path.len()).unwrap_or(u16::MAX));
    put_u16(&mut bytes, 0);
    bytes
}

/// The texts come from an input of [`super::LONGEST_TEXT`], far from the format's 4 GB.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn put_u16(bytes: &mut Vec<u8>, value: u16) {
    bytes.extend_from_slice(&value.to_le_bytes());
}

fn put_u32(bytes: &mut Vec<u8>, value: u32) {
    bytes.extend_from_slice(&value.to_le_bytes());
}

/// CRC-32 as in IEEE 802.3, bit by bit: a few hundred kilobytes at most pass here.
fn checksum(bytes: &[u8]) -> u32 {
    let mut remainder = u32::MAX;
    for byte in bytes {
        remainder ^= u32::from(*byte);
        for _ in 0..8 {
            let odd = remainder & 1 == 1;
            remainder = (remainder >> 1) ^ if odd { 0xEDB8_8320 } else { 0 };
        }
    }
    !remainder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
        assert_eq!(checksum(b""), 0);
    }

    #[test]
    fn the_archive_has_the_layout_of_the_format() {
        let bytes = archive([("a/b.sql", "SELECT 1;\n"), ("ü.md", "")]);
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[30..47], b"a/b.sqlSELECT 1;\n");
        let end = &bytes[bytes.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        assert_eq!(u16::from_le_bytes([end[10], end[11]]), 2);
        let start = u32::from_le_bytes([end[16], end[17], end[18], end[19]]) as usize;
        assert_eq!(&bytes[start..start + 4], b"PK\x01\x02");
        assert_eq!(bytes, archive([("a/b.sql", "SELECT 1;\n"), ("ü.md", "")]));
    }
}

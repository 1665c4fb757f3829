//! The texts: files, folders and standard input, decoded.

use std::fs;
use std::io::{IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};

use authmorph::api::Source;
use authmorph::source::Language;

use crate::Misuse;

/// The texts and what is to be said about their reading.
pub struct Input {
    pub sources: Vec<Source>,
    pub remarks: Vec<String>,
}

/// Reads everything that is named, in the order in which it is named.
pub fn read(files: &[PathBuf]) -> Result<Input, Misuse> {
    let mut input = Input { sources: Vec::new(), remarks: Vec::new() };
    if files.is_empty() {
        if stdin().is_terminal() {
            input.remarks.push("reading standard input; --help shows examples".to_owned());
        }
        read_standard_input(&mut input)?;
    }
    let mut read_stdin = false;
    for file in files {
        if file.as_os_str() == "-" {
            if !std::mem::replace(&mut read_stdin, true) {
                read_standard_input(&mut input)?;
            }
        } else if file.is_dir() {
            let mut found = Vec::new();
            find_schemas(file, &mut found)?;
            if found.is_empty() {
                let what = "no .sql or .prisma file and no Drizzle or Kysely schema below this folder";
                return Err(format!("{}: {what}", file.display()).into());
            }
            found.sort();
            for file in found {
                read_file(&file, &mut input)?;
            }
        } else {
            read_file(file, &mut input)?;
        }
    }
    Ok(input)
}

fn read_standard_input(input: &mut Input) -> Result<(), Misuse> {
    let mut bytes = Vec::new();
    stdin().read_to_end(&mut bytes).map_err(|error| format!("standard input: {error}"))?;
    push("-".to_owned(), &bytes, input);
    Ok(())
}

fn read_file(file: &Path, input: &mut Input) -> Result<(), Misuse> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    push(file.display().to_string(), &bytes, input);
    Ok(())
}

/// Collects the files below a folder that describe a database: those in SQL, Prisma schemas, and programs that are
/// recognised. Links to folders are not followed, because they can lead in circles; nor are folders of packages.
fn find_schemas(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Misuse> {
    let unreadable = |error| format!("{}: {error}", folder.display());
    let mut programs = Vec::new();
    let mut has_drizzle = false;
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if entry.file_type().map_err(unreadable)?.is_dir() {
            if entry.file_name() != "node_modules" {
                find_schemas(&path, found)?;
            }
        } else if path.is_file() {
            let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
            match extension.as_str() {
                "sql" | "prisma" => found.push(path),
                "ts" | "mts" | "js" | "mjs" => {
                    let language = language_of(&path);
                    has_drizzle |= language == Some(Language::Drizzle);
                    programs.push((path, language));
                }
                _ => {}
            }
        }
    }
    // What the tables of a Drizzle schema share stands in files beside them.
    found.extend(programs.into_iter().filter(|(_, it)| has_drizzle || it.is_some()).map(|(path, _)| path));
    Ok(())
}

fn language_of(path: &Path) -> Option<Language> {
    fs::read(path).ok().and_then(|bytes| authmorph::source::language(&decode(&bytes).0))
}

fn push(name: String, bytes: &[u8], input: &mut Input) {
    let (text, remark) = decode(bytes);
    input.remarks.extend(remark.map(|remark| format!("{name}: {remark}")));
    input.sources.push(Source { name, text });
}

/// Decodes UTF-8, or UTF-16 that says so with its byte-order mark. What is neither is kept as far as it can be read.
fn decode(bytes: &[u8]) -> (String, Option<&'static str>) {
    let utf16 = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((rest, unit)) = utf16 {
        let (pairs, odd) = rest.as_chunks::<2>();
        let mut whole = odd.is_empty();
        let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
            .map(|character| {
                whole &= character.is_ok();
                character.unwrap_or(char::REPLACEMENT_CHARACTER)
            })
            .collect();
        return (text, (!whole).then_some("it is broken UTF-16; what cannot be read became \u{fffd}"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            (
                text,
                Some(
                    "it is not UTF-8; what cannot be read became \u{fffd}: save it as UTF-8 and run this again",
                ),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn utf_16_with_a_mark_is_read() {
        let little: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("é;".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xfe, 0xff].into_iter().chain("é;".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(decode(&little), ("é;".to_owned(), None));
        assert_eq!(decode(&big), ("é;".to_owned(), None));
        let (text, remark) = decode(&little[..little.len() - 1]);
        assert_eq!((text.as_str(), remark.is_some()), ("é", true));
    }

    #[test]
    fn what_is_no_utf_8_is_kept_as_far_as_it_goes() {
        let (text, remark) = decode(b"caf\xe9;");
        assert_eq!(text, "caf\u{fffd};");
        assert!(remark.is_some_and(|remark| remark.contains("UTF-8")));
        assert_eq!(
            decode(b"\xef\xbb\xbfa").0,
            "\u{feff}a",
            "the engine skips a mark itself, and so keeps its places"
        );
    }
}

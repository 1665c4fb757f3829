//! Names of the user as TypeScript identifiers: camelCase keys, PascalCase types, and what happens when two meet.

use std::collections::BTreeSet;

/// Words that cannot name a variable, and global names that should keep their meaning.
const RESERVED: &[&str] = &[
    "abstract",
    "any",
    "arguments",
    "as",
    "async",
    "await",
    "boolean",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "constructor",
    "continue",
    "debugger",
    "declare",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "from",
    "function",
    "get",
    "global",
    "globalThis",
    "if",
    "implements",
    "import",
    "in",
    "infer",
    "Infinity",
    "instanceof",
    "interface",
    "is",
    "keyof",
    "let",
    "module",
    "namespace",
    "NaN",
    "never",
    "new",
    "null",
    "number",
    "object",
    "of",
    "package",
    "private",
    "protected",
    "prototype",
    "public",
    "readonly",
    "require",
    "return",
    "satisfies",
    "set",
    "static",
    "string",
    "super",
    "switch",
    "symbol",
    "this",
    "throw",
    "true",
    "try",
    "type",
    "typeof",
    "undefined",
    "unique",
    "unknown",
    "using",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Types of the language and of Node.js that a type of the same name would hide.
const RESERVED_TYPES: &[&str] = &[
    "Any",
    "Array",
    "ArrayBuffer",
    "BigInt",
    "Boolean",
    "Buffer",
    "Date",
    "Error",
    "Exclude",
    "Extract",
    "Function",
    "JSON",
    "Map",
    "Number",
    "Object",
    "Omit",
    "Partial",
    "Pick",
    "Promise",
    "Readonly",
    "Record",
    "Required",
    "Set",
    "String",
    "Symbol",
    "Uint8Array",
];

/// Letters outside of ASCII that an identifier may hold; any others are left out.
const LETTERS: &[(char, char)] = &[
    ('\u{00C0}', '\u{00D6}'),
    ('\u{00D8}', '\u{00F6}'),
    ('\u{00F8}', '\u{024F}'),
    ('\u{0388}', '\u{038A}'),
    ('\u{038E}', '\u{03A1}'),
    ('\u{03A3}', '\u{03CE}'),
    ('\u{0400}', '\u{0481}'),
    ('\u{048A}', '\u{052F}'),
    ('\u{05D0}', '\u{05EA}'),
    ('\u{0620}', '\u{064A}'),
    ('\u{3041}', '\u{3096}'),
    ('\u{30A1}', '\u{30FA}'),
    ('\u{3105}', '\u{312F}'),
    ('\u{4E00}', '\u{9FFF}'),
    ('\u{AC00}', '\u{D7A3}'),
];

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || LETTERS.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

/// The words of a name: runs of letters and digits.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|character: char| !is_letter(character) && !character.is_ascii_digit())
        .filter(|word| !word.is_empty())
}

/// Appends a word with its first letter changed. One that is all capitals is an acronym or shouted; either way it reads as
/// one word.
fn push_word(identifier: &mut String, word: &str, change: fn(char) -> char) {
    let is_shouted = !word.chars().any(char::is_lowercase);
    let lower = is_shouted.then(|| word.to_lowercase());
    let mut characters = lower.as_deref().unwrap_or(word).chars();
    identifier.extend(characters.next().map(change));
    identifier.push_str(characters.as_str());
}

fn upper(character: char) -> char {
    // Letters such as `ß` have no single capital; they stay as they are.
    let mut capital = character.to_uppercase();
    match (capital.next(), capital.next()) {
        (Some(capital), None) => capital,
        _ => character,
    }
}

fn lower(character: char) -> char {
    let mut small = character.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => character,
    }
}

/// `user_id` → `userId`, `USER_ID` → `userId`, `userID` → `userID`, `2fa` → `_2fa`; `fallback` when nothing is left.
pub fn camel_case(name: &str, fallback: &str) -> String {
    let mut identifier = String::new();
    for word in words(name) {
        let change = if identifier.is_empty() { lower } else { upper };
        push_word(&mut identifier, word, change);
    }
    guarded(identifier, fallback)
}

/// The name as it is where it can be one in TypeScript, and in camel case where it cannot.
pub fn plain_or_camel_case(name: &str, fallback: &str) -> String {
    if is_plain_key(name) { name.to_string() } else { camel_case(name, fallback) }
}

/// `user_id` → `UserId`.
pub fn pascal_case(name: &str, fallback: &str) -> String {
    let mut identifier = String::new();
    words(name).for_each(|word| push_word(&mut identifier, word, upper));
    guarded(identifier, fallback)
}

fn guarded(identifier: String, fallback: &str) -> String {
    match identifier.chars().next() {
        None => fallback.to_string(),
        Some(first) if first.is_ascii_digit() => format!("_{identifier}"),
        Some(_) => identifier,
    }
}

/// Whether a property key of this name needs no quotes.
pub fn is_plain_key(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| is_letter(first) || matches!(first, '_' | '$'))
        && characters.all(|character| {
            is_letter(character)
                || character.is_ascii_digit()
                || matches!(character, '_' | '$' | '\u{0300}'..='\u{036F}')
        })
}

/// A property key for exactly that name, quoted when it must be.
pub fn exact_key(name: &str) -> String {
    if is_plain_key(name) { name.to_string() } else { super::literals::string(name) }
}

/// Gives out names, each once.
#[derive(Debug, Clone, Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Names for variables of a file; `imported` are those that the file may import.
    pub fn for_variables(imported: &[&str]) -> Self {
        Self::without(&[RESERVED, imported])
    }

    /// Names for types of a file; `imported` are those that the file may import or declare.
    pub fn for_types(imported: &[&str]) -> Self {
        Self::without(&[RESERVED, RESERVED_TYPES, imported])
    }

    /// Names for properties; `special` are those that have a meaning there.
    pub fn for_properties(special: &[&str]) -> Self {
        Self::without(&[special])
    }

    fn without(lists: &[&[&str]]) -> Self {
        Self { taken: lists.iter().flat_map(|list| list.iter().map(|name| (*name).to_string())).collect() }
    }

    /// Names that nothing else may have.
    pub fn reserve<'name>(&mut self, names: impl IntoIterator<Item = &'name str>) {
        self.taken.extend(names.into_iter().map(str::to_string));
    }

    /// The wanted name if it is free, else with the suffix, else with a number after it.
    pub fn take(&mut self, wanted: &str, suffix: &str) -> String {
        let suffixed = std::iter::once_with(|| format!("{wanted}{suffix}"));
        let numbered = (2_usize..).map(|number| format!("{wanted}{number}"));
        let free = std::iter::once_with(|| wanted.to_string())
            .chain(suffixed)
            .chain(numbered)
            .find(|name| !self.taken.contains(name))
            .unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }

    /// Names for all of a list, in its order. Those that already are what is wanted go first, so that adding
    /// `userId` beside `user_id` always renames the same one.
    pub fn take_all(
        &mut self,
        names: &[&str],
        case: fn(&str, &str) -> String,
        fallback: &str,
        suffix: &str,
    ) -> Vec<String> {
        let mut given: Vec<String> = names.iter().map(|name| case(name, fallback)).collect();
        let is_exact: Vec<bool> = names.iter().zip(&given).map(|(name, wanted)| wanted == name).collect();
        for exact in [true, false] {
            for (_, wanted) in is_exact.iter().zip(&mut given).filter(|(is_exact, _)| **is_exact == exact) {
                *wanted = self.take(wanted, suffix);
            }
        }
        given
    }

    /// The same where some are given already, which nothing else takes from them.
    pub fn take_all_but(
        &mut self,
        names: &[&str],
        given: impl FnMut(&str) -> Option<String>,
        case: fn(&str, &str) -> String,
        [fallback, suffix]: [&str; 2],
    ) -> Vec<String> {
        let mut all: Vec<Option<String>> = names.iter().copied().map(given).collect();
        for given in all.iter_mut().flatten() {
            *given = self.take(given, suffix);
        }
        let rest: Vec<&str> =
            names.iter().zip(&all).filter(|(_, given)| given.is_none()).map(|(name, _)| *name).collect();
        let mut rest = self.take_all(&rest, case, fallback, suffix).into_iter();
        all.into_iter().map(|given| given.or_else(|| rest.next()).unwrap_or_default()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_words() {
        for (name, camel, pascal) in [
            ("user_id", "userId", "UserId"),
            ("USER_ID", "userId", "UserId"),
            ("userID", "userID", "UserID"),
            ("UserAccount", "userAccount", "UserAccount"),
            ("2fa", "_2fa", "_2fa"),
            ("abc123def", "abc123def", "Abc123def"),
            ("e-mail addr", "eMailAddr", "EMailAddr"),
            ("名前", "名前", "名前"),
            ("😀", "none", "none"),
            ("__proto__", "proto", "Proto"),
        ] {
            assert_eq!(camel_case(name, "none"), camel);
            assert_eq!(pascal_case(name, "none"), pascal);
        }
    }

    #[test]
    fn names_that_meet_are_told_apart_whatever_their_order() {
        let names = |list: &[&str]| Names::for_properties(&[]).take_all(list, camel_case, "column", "Column");
        assert_eq!(names(&["user_id", "userId", "USER_ID"]), ["userIdColumn", "userId", "userId2"]);
        assert_eq!(names(&["userId", "user_id"]), ["userId", "userIdColumn"]);
    }

    #[test]
    fn reserved_words_step_aside() {
        let mut names = Names::for_variables(&["text"]);
        assert_eq!(names.take("class", "Table"), "classTable");
        assert_eq!(names.take("text", "Table"), "textTable");
    }
}

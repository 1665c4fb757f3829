//! The labelled schemas in `tests/cases/recognise`: examples of every layout, of each dialect and variant, and schemas
//! that are none of ours.

use std::fs;
use std::path::Path;

/// A schema and what it is.
pub struct Labelled {
    /// Its heading.
    pub title: String,
    /// Whose SQL it is.
    pub dialect: String,
    /// The statements.
    pub text: String,
    /// `Beside: CREATE …;`: what its database has that the statements leave out.
    pub beside: String,
    /// Whether it says why its statements leave open what it is.
    pub unsure: bool,
    /// What has to be recognised.
    pub expected: Expected,
}

/// What has to be recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The layout; none of ours when it is empty.
    pub layout: String,
    /// `lucia 3 or sessions-2024`: all versions that fit equally, in this order.
    pub versions: Vec<String>,
    /// `with 1.4`: a version that has to be among them.
    pub with: Option<String>,
    /// `as prisma`.
    pub variant: Option<String>,
    /// `and lucia 3`: another layout in the same text.
    pub beside: Option<(String, String)>,
}

impl Expected {
    fn read(words: &str) -> Self {
        let mut expected = Self::default();
        let (words, beside) = words.split_once(" and ").map_or((words, None), |(one, two)| (one, Some(two)));
        expected.beside =
            beside.and_then(|two| two.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned()));
        let (words, variant) = words.split_once(" as ").map_or((words, None), |(one, two)| (one, Some(two)));
        expected.variant = variant.map(str::to_owned);
        let (words, with) = words.split_once(" with ").map_or((words, None), |(one, two)| (one, Some(two)));
        expected.with = with.map(str::to_owned);
        let Some((layout, versions)) = words.split_once(' ') else { return expected };
        expected.layout = layout.to_owned();
        expected.versions = versions.split(" or ").map(str::to_owned).collect();
        expected
    }
}

/// Every labelled schema.
pub fn all() -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recognise");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        for part in text.split("\n## ").skip(1) {
            let (title, rest) = part.split_once('\n').unwrap();
            let expect = rest.lines().find_map(|line| line.strip_prefix("Expect: ")).unwrap();
            let (_, code) = rest.split_once("```sql ").unwrap();
            let (dialect, code) = code.split_once('\n').unwrap();
            found.push(Labelled {
                title: title.to_owned(),
                dialect: dialect.to_owned(),
                beside: rest
                    .lines()
                    .find_map(|line| line.strip_prefix("Beside: "))
                    .unwrap_or_default()
                    .to_owned(),
                unsure: rest.contains("\nUnsure: "),
                text: code.split("\n```").next().unwrap().to_owned(),
                expected: Expected::read(expect),
            });
        }
    }
    found
}

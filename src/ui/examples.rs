//! The page's example menu. The first one is part of the page's module; the texts of the others are loaded when one of
//! them is chosen (`www/examples.js`), and only what it takes to know them again is here.

/// A schema to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its name in links and storage; the file's name without what follows the point.
    pub id: &'static str,
    /// Its line in the menu.
    pub title: &'static str,
    /// The target that it is shown with; none for the one that is taken without a word.
    pub to: Option<&'static str>,
    length: usize,
    print: u64,
}

macro_rules! example {
    ($file:literal, $id:literal, $to:expr, $title:literal) => {{
        // Only the length and the print of the text reach the program.
        const TEXT: &[u8] = include_bytes!(concat!("../../", $file));
        const PRINT: u64 = print(TEXT);
        Example { id: $id, title: $title, to: $to, length: TEXT.len(), print: PRINT }
    }};
}

/// The text of the first example, which a first visit shows.
pub const FIRST: &str = include_str!("../../examples/lucia-2-postgresql.sql");

const BETTER_AUTH: Option<&str> = Some("better-auth-1");

/// Every example, in the order of the menu. The first is the one that a first visit shows.
pub const ALL: &[Example] = &[
    example!(
        "examples/lucia-2-postgresql.sql",
        "lucia-2-postgresql",
        None,
        "Lucia 2 on PostgreSQL: berth bookings"
    ),
    example!("examples/lucia-2-mysql.sql", "lucia-2-mysql", None, "Lucia 2 on MySQL: recipes"),
    example!("examples/lucia-2-sqlite.sql", "lucia-2-sqlite", None, "Lucia 2 on SQLite: a walking diary"),
    example!(
        "www/examples/nextauth-3-mysql.sql",
        "nextauth-3-mysql",
        None,
        "NextAuth 3 on MySQL, TypeORM: a magazine"
    ),
    example!(
        "www/examples/nextauth-4-postgresql.prisma",
        "nextauth-4-postgresql",
        BETTER_AUTH,
        "NextAuth 4 on PostgreSQL, a Prisma schema: a photo club"
    ),
    example!(
        "www/examples/authjs-5-postgresql.ts",
        "authjs-5-postgresql",
        BETTER_AUTH,
        "Auth.js 5 on PostgreSQL, a Drizzle schema: a newsletter"
    ),
    example!(
        "www/examples/authjs-5-sqlite.sql",
        "authjs-5-sqlite",
        BETTER_AUTH,
        "Auth.js 5 on SQLite: a reading circle"
    ),
    example!(
        "www/examples/supertokens-postgresql.sql",
        "supertokens-postgresql",
        None,
        "SuperTokens 9.3 on PostgreSQL: a shop"
    ),
    example!(
        "www/examples/supertokens-mysql.sql",
        "supertokens-mysql",
        None,
        "SuperTokens 9.3 on MySQL: a shop"
    ),
    example!(
        "www/examples/better-auth-1-postgresql.sql",
        "better-auth-1-postgresql",
        BETTER_AUTH,
        "Better Auth 1 on PostgreSQL: a repair shop"
    ),
    example!(
        "www/examples/better-auth-1-mysql.sql",
        "better-auth-1-mysql",
        BETTER_AUTH,
        "Better Auth 1 on MySQL: a choir"
    ),
];

/// The example of that name.
pub fn by_id(id: &str) -> Option<&'static Example> {
    ALL.iter().find(|example| example.id == id)
}

/// The example whose text this is, as it came.
pub fn of(text: &str) -> Option<&'static Example> {
    let mut alike = ALL.iter().filter(|example| example.length == text.len()).peekable();
    // A text of megabytes is not counted through at every key: hardly ever is one as long as an example.
    alike.peek()?;
    let print = print(text.as_bytes());
    alike.find(|example| example.print == print)
}

/// Whether the text is an example as it came, so that nothing of the user's is lost with it.
pub fn is_example(text: &str) -> bool {
    of(text).is_some()
}

/// FNV-1a of 64 bits: to know a text again that nobody has a reason to forge.
const fn print(text: &[u8]) -> u64 {
    let mut print = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < text.len() {
        print = (print ^ text[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    print
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::api::{Request, Source};
    use std::collections::BTreeMap;

    /// The texts of the two folders, by their ids.
    pub fn texts() -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for folder in ["examples", "www/examples"] {
            let folder = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
            for entry in std::fs::read_dir(folder).expect("the folder of examples") {
                let path = entry.expect("an entry").path();
                let id = path.file_stem().and_then(|stem| stem.to_str()).expect("a name in UTF-8").to_owned();
                let text = std::fs::read_to_string(&path).expect("a text");
                assert!(texts.insert(id.clone(), text).is_none(), "{id} is there twice");
            }
        }
        texts
    }

    #[test]
    fn every_file_in_the_folders_is_in_the_menu_once_and_known_again() {
        let texts = texts();
        assert_eq!(texts.len(), ALL.len());
        for example in ALL {
            let text = texts.get(example.id).expect(example.id);
            assert_eq!(of(text), Some(example));
            assert!(!is_example(&text.replacen('e', "E", 1)));
            assert_eq!(by_id(example.id), Some(example));
        }
        assert_eq!(texts.get(ALL[0].id).map(String::as_str), Some(FIRST));
    }

    #[test]
    fn every_example_is_what_its_title_says_and_gives_a_migration() {
        for (id, text) in texts() {
            let example = by_id(&id).expect("it is in the menu");
            let request = Request {
                sources: vec![Source { name: String::new(), text }],
                to: example.to.map(ToOwned::to_owned),
                ..Request::default()
            };
            let conversion = crate::convert(&request);
            let recognised = crate::ui::words::recognised(&conversion.detection).unwrap_or_default();
            let database = example.title.split(" on ").nth(1).and_then(|rest| rest.split([':', ',']).next());
            assert!(recognised.contains(&format!(" on {}", database.unwrap_or("?"))), "{id}: {recognised}");
            // What NextAuth 4 and Auth.js 5 have in common is called by the newer name.
            let name = example.title.split(" on ").next().unwrap_or_default();
            assert!(
                recognised.starts_with(name) || id.starts_with("nextauth-4"),
                "{id}: {recognised}, not {name}"
            );
            let grave =
                conversion.findings.iter().filter(|found| ["block", "error"].contains(&&*found.severity));
            assert_eq!(grave.map(|found| &found.what).collect::<Vec<_>>(), Vec::<&String>::new(), "{id}");
            assert!(conversion.files.iter().any(|file| file.path == "migration/up.sql"), "{id}");
        }
    }
}

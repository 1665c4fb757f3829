//! The page's example menu: the same files as the tests use.

/// A schema to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its name in links and storage; the file's name without `.sql`.
    pub id: &'static str,
    /// Its line in the menu.
    pub title: &'static str,
    /// The dialect that it is written in.
    pub dialect: &'static str,
    /// The text.
    pub text: &'static str,
}

macro_rules! example {
    ($id:literal, $dialect:literal, $title:literal) => {
        Example {
            id: $id,
            title: $title,
            dialect: $dialect,
            text: include_str!(concat!("../../examples/", $id, ".sql")),
        }
    };
}

/// Every example, in the order of the menu. The first is the one that a first visit shows.
pub const ALL: &[Example] = &[
    example!("lucia-2-postgresql", "postgresql", "Lucia 2 on PostgreSQL: berth bookings"),
    example!("lucia-2-mysql", "mysql", "Lucia 2 on MySQL: recipes"),
    example!("lucia-2-sqlite", "sqlite", "Lucia 2 on SQLite: a walking diary"),
];

/// The example of that name.
pub fn by_id(id: &str) -> Option<&'static Example> {
    ALL.iter().find(|example| example.id == id)
}

/// Whether the text is an example as it came, so that nothing of the user's is lost with it.
pub fn is_example(text: &str) -> bool {
    ALL.iter().any(|example| example.text == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_in_the_folder_is_in_the_menu_once() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
        let mut files = BTreeSet::new();
        for entry in std::fs::read_dir(folder).expect("the folder of examples") {
            let name = entry.expect("an entry").file_name().into_string().expect("a name in UTF-8");
            if let Some(id) = name.strip_suffix(".sql") {
                files.insert(id.to_owned());
            }
        }
        let ids: BTreeSet<String> = ALL.iter().map(|example| example.id.to_owned()).collect();
        assert_eq!(ids, files);
        assert_eq!(ids.len(), ALL.len());
    }

    #[test]
    fn the_dialect_is_one_that_the_page_offers() {
        for example in ALL {
            assert!(["postgresql", "mysql", "sqlite"].contains(&example.dialect), "{}", example.id);
            assert_eq!(by_id(example.id), Some(example));
            assert!(is_example(example.text));
        }
    }
}

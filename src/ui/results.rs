//! The tabs of a result, made from its files: a new output has its tab without a word here.

use crate::api::File;

/// The files of one output: one tab, with a tab for each file below it when there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The output's name.
    pub output: String,
    /// What its tab says.
    pub title: String,
    /// The files, in the engine's order.
    pub tabs: Vec<Tab>,
}

/// A file's tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The file's path, its name here.
    pub path: String,
    /// What the tab says: the path without the output's folder.
    pub title: String,
}

/// The tabs, in the order in which the engine gives the files.
pub fn groups(files: &[File]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for file in files {
        let folder = format!("{}/", file.output);
        let title = file.path.strip_prefix(&folder).unwrap_or(&file.path).to_owned();
        let tab = Tab { path: file.path.clone(), title };
        match groups.iter_mut().find(|group| group.output == file.output) {
            Some(group) => group.tabs.push(tab),
            None => groups.push(Group {
                output: file.output.clone(),
                title: capitalise(&file.output),
                tabs: vec![tab],
            }),
        }
    }
    groups
}

/// The file that a group opens with: the one that does the work, not the one that sorts first.
pub fn opening_path(group: &Group) -> Option<&str> {
    let opening = group.tabs.iter().find(|tab| tab.title == "up.sql").or(group.tabs.first());
    opening.map(|tab| tab.path.as_str())
}

/// The last part of a path: what a download is called.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn capitalise(word: &str) -> String {
    let mut characters = word.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(output: &str, path: &str) -> File {
        File {
            path: path.to_owned(),
            output: output.to_owned(),
            language: String::new(),
            text: String::new(),
        }
    }

    #[test]
    fn files_of_one_output_share_a_tab() {
        let groups = groups(&[
            file("migration", "migration/preflight.sql"),
            file("migration", "migration/up.sql"),
            file("kysely", "kysely/migrations/0001_lucia_3.ts"),
            file("report", "report.md"),
        ]);
        let titles: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
        assert_eq!(titles, ["Migration", "Kysely", "Report"]);
        assert_eq!(groups[0].tabs[0].title, "preflight.sql");
        assert_eq!(groups[1].tabs[0].title, "migrations/0001_lucia_3.ts");
        assert_eq!(groups[2].tabs[0].title, "report.md");
        assert_eq!(opening_path(&groups[0]), Some("migration/up.sql"));
        assert_eq!(opening_path(&groups[2]), Some("report.md"));
        assert_eq!(file_name("migration/up.sql"), "up.sql");
        assert_eq!(file_name("report.md"), "report.md");
    }
}

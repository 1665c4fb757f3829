//! That the house keeps to its plan: rules on the sources that no compiler checks. `ARCHITECTURE.md` says why each.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines in a file; the aim is 400.
const MOST_LINES: usize = 600;

/// All Rust sources below a folder of the package, with their text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "node_modules") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no sources: the rule below it would say nothing");
    found.sort();
    found
}

/// What the page and its worker say to each other: compiled for the browser only, and not part of the engine.
const WORKER: &str = "src/ui/worker.rs";

/// What the page is told; native too, so that it is tested.
const OUTCOME: &str = "src/ui/outcome.rs";

/// The engine: all but the programs on top of it.
fn engine() -> Vec<(PathBuf, String)> {
    let others =
        |path: &Path| path.starts_with("src/bin") || [WORKER, OUTCOME].map(Path::new).contains(&path);
    sources("src").into_iter().filter(|(path, _)| !others(path)).collect()
}

/// The lines that are no comments, up to the tests of the file.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
}

/// Whether the code has that word, not as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let inside = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(inside) && !line[at + word.len()..].starts_with(inside))
}

/// Fails where a source outside of the allowed places has the word.
fn only_in(sources: &[(PathBuf, String)], allowed: &[&str], word: &str) {
    for (path, text) in sources {
        if allowed.iter().any(|place| path.starts_with(place)) {
            continue;
        }
        let line = code(text).find(|line| has_word(line, word));
        assert!(line.is_none(), "{} names {word}: {}", path.display(), line.unwrap_or_default().trim());
    }
}

#[test]
fn only_the_reader_names_sqlparser() {
    only_in(&sources("src"), &["src/parse"], "sqlparser");
}

#[test]
fn only_the_wasm_programs_name_wasm_bindgen() {
    for word in ["wasm_bindgen", "serde_wasm_bindgen", "js_sys", "web_sys"] {
        only_in(&sources("src"), &["src/bin/engine.rs", "src/bin/rehearsal.rs", "src/bin/web", WORKER], word);
    }
    only_in(&sources("src"), &["src/bin/engine.rs", "src/bin/web", WORKER], "gloo");
}

#[test]
fn only_the_page_names_leptos() {
    only_in(&sources("src"), &["src/bin/web"], "leptos");
}

#[test]
fn one_function_sorts_for_all_types() {
    let others = ["src/order.rs", "src/source", "src/rehearse"];
    for (path, text) in
        engine().iter().filter(|(path, _)| !others.iter().any(|other| path.starts_with(other)))
    {
        let line = code(text).find(|line| line.contains(".sort(") || line.contains(".sort_"));
        assert!(line.is_none(), "{}: {}", path.display(), line.unwrap_or_default().trim());
    }
}

#[test]
fn only_the_twins_are_serialised() {
    for word in ["Serialize", "Deserialize"] {
        // The outcome is twins put together, as they go from the worker to the page.
        only_in(&engine(), &["src/api.rs", "src/ui/outcome.rs"], word);
    }
}

#[test]
fn a_layout_holds_no_condition() {
    for (path, text) in sources("src/layouts") {
        for word in ["if", "match"] {
            let line = code(&text).find(|line| has_word(line, word));
            assert!(line.is_none(), "{} decides: {}", path.display(), line.unwrap_or_default().trim());
        }
    }
}

/// Same input, same bytes: no files, network, clock, processes, threads, environment or chance.
#[test]
fn the_engine_knows_nothing_but_its_input() {
    for module in ["fs", "net", "time", "process", "env", "io", "thread"] {
        for (path, text) in engine() {
            let named = format!("std::{module}");
            let line = code(&text).find(|line| has_word(line, &named));
            assert!(line.is_none(), "{} names {named}", path.display());
        }
    }
    for word in ["rand", "getrandom", "RandomState", "SystemTime", "thread_local", "static mut"] {
        only_in(&engine(), &[], word);
    }
}

/// The order of a hash map is another in every run.
#[test]
fn nothing_that_reaches_the_output_is_hashed() {
    for word in ["HashMap", "HashSet"] {
        only_in(&engine(), &[], word);
    }
}

#[test]
fn user_text_cannot_make_the_engine_fail() {
    let panics = ["panic!", "unreachable!", "todo!", "unimplemented!", ".unwrap()", ".expect("];
    for (path, text) in engine() {
        for word in panics {
            let line = code(&text).find(|line| line.contains(word));
            assert!(line.is_none(), "{}: {}", path.display(), line.unwrap_or_default().trim());
        }
    }
}

#[test]
fn every_dialect_has_the_same_files() {
    let names = |dialect: &str| -> Vec<PathBuf> {
        let folder = format!("src/dialects/{dialect}");
        sources(&folder).into_iter().map(|(path, _)| path.strip_prefix(&folder).unwrap().to_owned()).collect()
    };
    for dialect in authmorph::dialects::ALL {
        assert_eq!(names(dialect.name()), names("postgresql"), "{}", dialect.name());
    }
}

#[test]
fn files_stay_small() {
    for folder in ["src", "tests"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= MOST_LINES, "{} has {lines} lines; at most {MOST_LINES}", path.display());
        }
    }
}

/// The documents name files; a renamed file must not leave them behind.
#[test]
fn paths_in_the_documents_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].iter().map(|page| root.join(page)).collect();
    for folder in ["docs/adding", "docs/guides"] {
        pages.extend(fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    let tops = ["src/", "tests/", "docs/", "examples/", "scripts/", "www/", ".ci/"];
    let mut missing = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = tops.iter().any(|top| quoted.starts_with(top));
            let is_pattern = quoted.contains(['<', '*', '{', ' ', '…']);
            if is_path && !is_pattern && !root.join(quoted).exists() {
                missing.push(format!("{}: {quoted}", page.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert!(missing.is_empty(), "these do not exist:\n{}", missing.join("\n"));
}

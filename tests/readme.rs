//! That the README shows what the program really prints: its `console` blocks are run again.
//! `UPDATE_EXPECT=1` rewrites them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/difference.rs"]
mod difference;

/// A folder with the repository's examples, gone with this value.
struct Folder(PathBuf);

impl Folder {
    fn with_examples() -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("readme-{}", std::process::id()));
        fs::create_dir_all(path.join("examples")).unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap() {
            let from = entry.unwrap().path();
            fs::copy(&from, path.join("examples").join(from.file_name().unwrap())).unwrap();
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a terminal shows: both streams in one file, in the order in which they were written.
fn run(folder: &Path, command: &str) -> String {
    let shown = folder.join("shown");
    let file = fs::File::create(&shown).unwrap();
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("authmorph"), "a command is the program: {command}");
    let status = Command::new(env!("CARGO_BIN_EXE_authmorph"))
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(file.try_clone().unwrap())
        .stdout(file)
        .status()
        .unwrap();
    assert!(status.success(), "{command} ends with {status}");
    fs::read_to_string(shown).unwrap()
}

/// The page with what the commands of its `console` blocks print now.
fn replayed(page: &str, folder: &Path) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("```console\n") {
        let (block, after) = after.split_once("```\n").unwrap();
        let command = block.lines().next().unwrap().strip_prefix("$ ").unwrap();
        let printed = run(folder, command);
        assert!(!printed.contains("```"), "{command} prints a fence");
        text.push_str(&format!("{before}```console\n$ {command}\n{printed}```\n"));
        rest = after;
    }
    text + rest
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let written = fs::read_to_string(&path).unwrap();
    let folder = Folder::with_examples();
    let actual = replayed(&written, &folder.0);
    if actual == written {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &actual).unwrap();
        return;
    }
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let difference = difference::difference(&lines(&written), &lines(&actual)).unwrap_or_default();
    panic!("UPDATE_EXPECT=1 rewrites the README (- written, + actual):\n{difference}");
}

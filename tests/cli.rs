//! The command line as people and scripts meet it: each case in `tests/cases/cli` is a small session.
//!
//! A case is a Markdown file. Its code blocks say what they are after their language:
//!
//! | block | meaning |
//! |---|---|
//! | `file NAME` | a file of the session's folder (`hex file NAME`: its bytes) |
//! | `stdin` | the standard input of the next command |
//! | `run exit N` | a command and its exit code |
//! | `stdout`, `stderr` | what the command printed; no block when it printed nothing |
//! | `written NAME` | a file as the commands above left it |
//! | `listing NAME` | the files below a folder |
//!
//! `UPDATE_EXPECT=1` rewrites everything that the program said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/difference.rs"]
mod difference;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_authmorph");

#[test]
fn every_session_goes_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cli");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut failures = Vec::new();
    for path in paths {
        let written = fs::read_to_string(&path).unwrap();
        let actual = replay(&written);
        if actual == written {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &actual).unwrap();
            continue;
        }
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let difference = difference::difference(&lines(&written), &lines(&actual)).unwrap_or_default();
        failures.push(format!("{}\n{difference}", path.display()));
    }
    assert!(failures.is_empty(), "sessions differ (- written, + actual):\n{}", failures.join("\n\n"));
}

/// Runs a session in a new folder, and gives its text with what really happened.
fn replay(session: &str) -> String {
    let folder = Folder::new();
    let mut stdin = String::new();
    let mut text = String::new();
    let mut lines = session.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            text.push_str(&format!("{line}\n"));
            continue;
        };
        let content: String =
            lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        let words: Vec<&str> = info.split(' ').collect();
        match words[..] {
            [language, "file", name] => {
                folder.write(name, &bytes(language, &content));
                text.push_str(&block(info, &content));
            }
            [_, "stdin"] => {
                text.push_str(&block(info, &content));
                stdin = content;
            }
            [language, "run", ..] => {
                let output = run(&folder.path, &content, &std::mem::take(&mut stdin));
                text.push_str(&block(
                    &format!("{language} run exit {}", output.status.code().unwrap()),
                    &content,
                ));
                let printed = String::from_utf8(output.stdout).unwrap();
                let language = if printed.starts_with(['{', '[']) { "json" } else { "text" };
                text.push_str(&said(&format!("{language} stdout"), &printed));
                text.push_str(&said("text stderr", &String::from_utf8(output.stderr).unwrap()));
            }
            // What the commands say is written anew, with the command.
            [_, "stdout" | "stderr"] => {
                text.truncate(text.trim_end().len());
                text.push('\n');
            }
            [_, "written", name] => text.push_str(&block(info, &folder.read(name))),
            [_, "listing", name] => text.push_str(&block(info, &folder.listing(name))),
            _ => panic!("what is the block `{info}`?"),
        }
    }
    text
}

fn bytes(language: &str, content: &str) -> Vec<u8> {
    if language != "hex" {
        return content.as_bytes().to_vec();
    }
    content.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

fn block(info: &str, content: &str) -> String {
    let end = if content.is_empty() || content.ends_with('\n') { "" } else { "\n" };
    format!("```{info}\n{content}{end}```\n")
}

fn said(info: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("\n{}", block(info, content)) }
}

/// Runs the one command line of a block; its words have no quotes.
fn run(folder: &Path, line: &str, stdin: &str) -> Output {
    let mut words = line.split_whitespace();
    assert_eq!(words.next(), Some("authmorph"), "a command is the program: {line}");
    let mut command = Command::new(PROGRAM);
    command.args(words).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    let mut child = command.spawn().unwrap();
    // A program that misses a flag does not read its input.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

/// A folder of the session's own.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn new() -> Self {
        static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("authmorph-cli-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self { path }
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).unwrap_or_else(|error| format!("{error}\n"))
    }

    fn listing(&self, name: &str) -> String {
        let mut names = Vec::new();
        let mut folders = vec![self.path.join(name)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    names.push(path.strip_prefix(&self.path).unwrap().display().to_string());
                }
            }
        }
        names.sort();
        names.iter().map(|name| format!("{name}\n")).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

#[test]
fn the_object_of_detect_has_the_promised_fields_in_their_order() {
    let folder = Folder::new();
    for text in ["", "CREATE TABLE note (id int);"] {
        let output = run(&folder.path, "authmorph detect --format json", text);
        let printed = String::from_utf8(output.stdout).unwrap();
        let object: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let promised = [
            "dialect",
            "layout",
            "version",
            "versions",
            "variant",
            "confidence",
            "roles",
            "evidence",
            "runners_up",
            "targets",
            "findings",
            "others",
            "cannot_say",
        ];
        assert_eq!(object.as_object().unwrap().len(), promised.len());
        let places: Vec<usize> =
            promised.iter().map(|name| printed.find(&format!("\n  \"{name}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{printed}");
        assert_eq!((object["layout"].is_null(), output.status.code()), (true, Some(3)));
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = Command::new(PROGRAM)
        .args(["detect", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    drop(child.stdin.take());
    let mut complaint = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(3), "the layout of nothing is unknown, and that is all");
    assert_eq!(complaint, "");
}

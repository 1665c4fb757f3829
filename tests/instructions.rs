//! How many instructions the command line needs for the inputs of the benchmarks, held to what it needed before.
//!
//! Instructions are the same every time, where the time says more about what else the machine does. The program is the
//! one that the tests build, without optimisation: what it does more often, the released one does more often as well.
//! `UPDATE_EXPECT=1` writes the figures anew; a gain is to be kept by that, so it fails the test too. `BENCH=1` prints them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is measured: a name, and the arguments after which the input comes.
const MEASURED: &[(&str, &[&str])] = &[
    ("detect", &["detect"]),
    ("describe", &["convert", "--to", "as-is", "--emit", "drizzle,kysely,prisma,schema,model,dbml,mermaid"]),
    ("migrate", &["convert", "--to", "lucia-3", "--emit", "migration,report"]),
];

const INPUTS: &[&str] = &["postgresql", "mysql", "sqlite"];

/// By how many hundredths a figure may differ.
const ROOM: u64 = 5;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The compiler and the machine's kind: others count differently, and say nothing about a change of ours.
fn built_with() -> String {
    let compiler = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned()))
        .arg("-vV")
        .output()
        .expect("rustc says which one it is");
    let text = String::from_utf8(compiler.stdout).unwrap();
    let of = |key: &str| {
        text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().trim().to_owned()
    };
    format!("rustc {}, {}", of("release:"), of("host:"))
}

/// Counts the instructions of one run; none where there is nothing to count them with.
fn instructions(arguments: &[&str], input: &Path) -> Option<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_authmorph"))
        .args(arguments)
        .arg(input)
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{arguments:?} of {}: {said}", input.display());
    assert!(run.stdout.len() > 1_000, "{arguments:?} of {} did its work", input.display());
    let line = said.lines().find(|line| line.contains("I   refs:") || line.contains("I refs:"))?;
    let digits: String = line.rsplit(':').next()?.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[test]
fn nothing_takes_more_instructions_than_it_took() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return support::skip("no valgrind (package valgrind), which counts instructions");
    }
    let file: PathBuf = root().join("tests/cases/instructions.txt");
    let built_with = built_with();
    let known = fs::read_to_string(&file).unwrap_or_default();
    let updating = std::env::var_os("UPDATE_EXPECT").is_some();
    let first = known.lines().next().unwrap_or_default();
    if !updating && first != built_with {
        return support::skip(&format!(
            "the figures in tests/cases/instructions.txt are of {first}, and this is {built_with}"
        ));
    }
    let runs = MEASURED.iter().flat_map(|measured| INPUTS.iter().map(move |input| (*measured, *input)));
    let counted: Vec<(String, u64)> = std::thread::scope(|scope| {
        let count = |((name, arguments), input): ((&'static str, &'static [&'static str]), &'static str)| {
            let path = root().join("benches/inputs").join(input).with_extension("sql");
            (format!("{name} {input}"), instructions(arguments, &path).expect("valgrind gives a figure"))
        };
        let started: Vec<_> = runs.map(|run| scope.spawn(move || count(run))).collect();
        started.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    if std::env::var_os("BENCH").is_some() {
        counted.iter().for_each(|(name, count)| println!("{name}: {count} instructions"));
    }
    if updating {
        let mut text = format!("{built_with}\n");
        for (name, count) in &counted {
            let _ = writeln!(text, "{name} {count}");
        }
        fs::write(&file, text).unwrap();
        return;
    }
    let mut differing = Vec::new();
    for (name, count) in &counted {
        let line = known.lines().find_map(|line| line.strip_prefix(name.as_str()));
        let before: u64 = line.and_then(|rest| rest.trim().parse().ok()).unwrap_or_default();
        if count.abs_diff(before) * 100 > before * ROOM {
            differing.push(format!("{name}: {before} instructions before, {count} now"));
        }
    }
    assert!(
        differing.is_empty(),
        "{}\nIf it has to be so, or is less than before: UPDATE_EXPECT=1 cargo test --test instructions",
        differing.join("\n")
    );
}

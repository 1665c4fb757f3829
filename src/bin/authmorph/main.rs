//! The command line: reads files, calls the engine, and prints what it says for people or for programs.
//!
//! It decides nothing about schemas. What it owns is the reading of files, the exit code and the wording around the
//! engine's answers.

mod arguments;
#[cfg(feature = "databases")]
mod databases;
mod input;
mod json;
mod out_folder;
#[cfg(feature = "databases")]
mod rehearse;
mod run;
mod text;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;

/// Nearly half of the work of writing files is asking for memory; this one answers in a fraction of the system's time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How the program ends. The numbers are a contract with scripts and CI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Done.
    Done = 0,
    /// Done, but a blocking finding wants to be allowed.
    Blocked = 1,
    /// The program was called in a way that it cannot follow.
    Misuse = 2,
    /// The text has no layout that is known.
    UnknownLayout = 3,
}

/// What the program has to say, and how it ends.
struct Answer {
    /// For standard output.
    output: Output,
    /// For standard error.
    remarks: String,
    ending: Ending,
}

/// What goes to standard output.
enum Output {
    /// For people: the stream drops the colours where nobody would see them.
    Styled(String),
    /// To the byte, because it may be stored and run.
    Raw(String),
}

/// Why the program cannot follow.
struct Misuse(String);

impl<T: Into<String>> From<T> for Misuse {
    fn from(why: T) -> Self {
        Self(why.into())
    }
}

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let answer = run::run(&arguments).unwrap_or_else(|misuse| Answer {
        output: Output::Raw(String::new()),
        remarks: text::misuse(&misuse.0),
        ending: Ending::Misuse,
    });
    // Remarks come first, so that they stand above the output when both go to a terminal.
    let _ = anstream::stderr().write_all(answer.remarks.as_bytes());
    match print(&answer.output) {
        // Whoever reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(answer.ending as u8),
        Err(error) => {
            let remark = text::misuse(&format!("standard output: {error}"));
            let _ = anstream::stderr().write_all(remark.as_bytes());
            ExitCode::from(Ending::Misuse as u8)
        }
        Ok(()) => ExitCode::from(answer.ending as u8),
    }
}

fn print(output: &Output) -> std::io::Result<()> {
    match output {
        Output::Styled(text) => {
            let mut stream = anstream::stdout();
            stream.write_all(text.as_bytes())?;
            stream.flush()
        }
        Output::Raw(text) => {
            let mut stream = std::io::stdout();
            stream.write_all(text.as_bytes())?;
            stream.flush()
        }
    }
}

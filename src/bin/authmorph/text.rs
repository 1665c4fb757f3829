//! Answers for people. Colours are written always; the streams drop them where nobody would see them.
//! Names and texts of the schema pass through [`harmless`], because a terminal obeys the control characters in them.

use std::fmt::Write;
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use authmorph::api::{
    Conversion, Detection, File, Finding, OptionDescription, OtherLayout, Request, Role, RunnerUp, Span,
    Target,
};

use crate::out_folder::Fate;

const HEADING: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// A line about the program's own doing.
pub fn remark(what: &str) -> String {
    format!("authmorph: {what}\n")
}

/// Why the program cannot follow.
pub fn misuse(why: &str) -> String {
    let style = BAD.bold();
    format!("authmorph: {style}error{style:#}: {why}\n")
}

/// Which layout the text has, and why.
pub fn detection(request: &Request, detection: &Detection) -> String {
    let mut text = String::new();
    match &detection.layout {
        Some(layout) => {
            let version = detection.version.as_deref().unwrap_or_default();
            let variant = detection
                .variant
                .as_ref()
                .map(|variant| format!(", as {variant} has it"))
                .unwrap_or_default();
            let _ = writeln!(
                text,
                "{HEADING}{layout} {version}{HEADING:#} on {}{variant}; confidence {}",
                detection.dialect,
                percent(detection.confidence)
            );
            if detection.versions.len() > 1 {
                let _ = writeln!(
                    text,
                    "The statements fit these versions equally: {}.",
                    detection.versions.join(", ")
                );
            }
        }
        None => text.push_str(&no_layout(detection)),
    }
    section(
        &mut text,
        "Because",
        detection.evidence.iter().map(|evidence| {
            let (style, sign) = if evidence.supports { (GOOD, '+') } else { (BAD, '-') };
            let place =
                evidence.span.as_ref().map(|span| format!("  {FAINT}{}{FAINT:#}", place(request, span)));
            format!("{style}{sign}{style:#} {}{}", harmless(&evidence.what), place.unwrap_or_default())
        }),
    );
    section(&mut text, "Roles", detection.roles.iter().map(|(name, role)| role_line(name, role)));
    for other in &detection.others {
        let variant =
            other.variant.as_ref().map(|variant| format!(", as {variant} has it")).unwrap_or_default();
        let _ = writeln!(
            text,
            "\n{HEADING}Beside it: {} {}{HEADING:#}{variant}; confidence {}",
            other.layout,
            other.version,
            percent(other.confidence)
        );
        for (name, role) in &other.roles {
            let _ = writeln!(text, "  {}", role_line(name, role));
        }
    }
    let heading = if detection.layout.is_some() { "Could also be" } else { "What comes closest" };
    section(
        &mut text,
        heading,
        detection
            .runners_up
            .iter()
            .filter(|runner_up| detection.table_count > 0 && !is_beside(detection, runner_up))
            .map(runner_up),
    );
    section(
        &mut text,
        "What the statements cannot say",
        detection.cannot_say.iter().map(|what| harmless(what)),
    );
    section(&mut text, "Can become", detection.targets.iter().cloned());
    text
}

/// That no layout is known.
pub fn no_layout(detection: &Detection) -> String {
    match detection.table_count {
        0 => "No known auth layout: there is no table in the text.\n".to_owned(),
        count => format!(
            "No known auth layout in {}. Say what is what with --map, such as --map user=people.\n",
            if count == 1 { "1 table".to_owned() } else { format!("{count} tables") }
        ),
    }
}

/// Whether it was named already, as a layout with tables of its own.
fn is_beside(detection: &Detection, runner_up: &RunnerUp) -> bool {
    let is_it = |other: &OtherLayout| other.layout == runner_up.layout && other.version == runner_up.version;
    detection.others.iter().any(is_it)
}

fn runner_up(other: &RunnerUp) -> String {
    let lacks = if other.lacks.is_empty() { String::new() } else { format!(": {}", other.lacks.join("; ")) };
    format!(
        "{} {}, confidence {}{}",
        other.layout,
        other.version,
        percent(other.confidence),
        harmless(&lacks)
    )
}

fn role_line(name: &str, role: &Role) -> String {
    let columns: Vec<String> = role
        .columns
        .iter()
        .map(|(field, column)| if field == column { field.clone() } else { format!("{field}={column}") })
        .collect();
    let extra =
        if role.extra.is_empty() { String::new() } else { format!("; also {}", role.extra.join(", ")) };
    let inbound = if role.referenced_by.is_empty() {
        String::new()
    } else {
        format!("; referenced by {}", role.referenced_by.join(", "))
    };
    format!(
        "{name}: {HEADING}{}{HEADING:#} ({}){}",
        harmless(&role.table),
        harmless(&(columns.join(", ") + &extra)),
        harmless(&inbound)
    )
}

fn section(text: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(text, "\n{HEADING}{heading}{HEADING:#}");
    }
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

/// What the text can become, with the options; those that all targets have come once, at the end.
pub fn targets(targets: &[Target]) -> String {
    let is_shared = |option: &OptionDescription| {
        targets.len() > 1 && targets.iter().all(|target| target.options.contains(option))
    };
    let mut text = String::new();
    for target in targets {
        let _ = writeln!(text, "{HEADING}{}{HEADING:#}  {}", target.name, target.purpose);
        target.options.iter().filter(|option| !is_shared(option)).for_each(|each| option(&mut text, each));
    }
    let first = targets.iter().take(1).flat_map(|target| &target.options);
    let mut shared = first.filter(|option| is_shared(option)).peekable();
    if shared.peek().is_some() {
        let _ = writeln!(text, "{HEADING}all of them{HEADING:#}  How the files are written.");
    }
    shared.for_each(|each| option(&mut text, each));
    text
}

fn option(text: &mut String, option: &OptionDescription) {
    let choices = if option.choices.is_empty() { "any text".to_owned() } else { option.choices.join(", ") };
    let _ = writeln!(text, "  --set {}=VALUE  {}: {choices}", option.name, option.label);
    let (default, reason) = (&option.default, &option.reason);
    let _ = writeln!(text, "      {FAINT}`{default}` when nothing is said: {reason}{FAINT:#}");
}

/// The files one after the other; each under its path, unless there is one only.
pub fn files(files: &[File]) -> String {
    if let [only] = files {
        return only.text.clone();
    }
    let mut text = String::new();
    for file in files {
        let separator = if text.is_empty() { "" } else { "\n" };
        let _ = write!(text, "{separator}==> {} <==\n{}", file.path, file.text);
    }
    text
}

/// What was decided, and the files that were written.
pub fn written(request: &Request, conversion: &Conversion, files: &[(PathBuf, Fate)]) -> String {
    let mut text = String::new();
    let detection = &conversion.detection;
    let from = match (&detection.layout, &detection.version) {
        (Some(layout), Some(version)) => format!("{layout} {version}"),
        (Some(layout), None) => layout.clone(),
        (None, _) => "a schema".to_owned(),
    };
    let to = conversion.target.as_deref().unwrap_or("nothing");
    let _ = writeln!(text, "{HEADING}{from} to {to}{HEADING:#} on {}", detection.dialect);
    section(
        &mut text,
        "Decisions",
        conversion.decisions.iter().map(|decision| {
            let place = decision.span.as_ref().map(|span| format!("  {}", place(request, span)));
            let because = format!("{}{}", harmless(&decision.reason), place.unwrap_or_default());
            format!("{}\n      {FAINT}{because}{FAINT:#}", harmless(&decision.what))
        }),
    );
    section(
        &mut text,
        "Files",
        files.iter().map(|(path, fate)| match fate {
            Fate::Written => format!("wrote {}", path.display()),
            Fate::Unchanged => format!("same  {}", path.display()),
        }),
    );
    text
}

/// One paragraph per finding, which starts as compilers start theirs, so that editors can jump to it.
pub fn findings(request: &Request, findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let style = match finding.severity.as_str() {
            "block" | "error" => BAD.bold(),
            "warning" => AnsiColor::Yellow.on_default().bold(),
            _ => AnsiColor::Cyan.on_default().bold(),
        };
        let place = match &finding.span {
            Some(span) => format!("{}: ", place(request, span)),
            None => nowhere(request),
        };
        let _ = writeln!(
            text,
            "{HEADING}{place}{HEADING:#}{style}{}[{}]{style:#}: {}",
            finding.severity,
            finding.code,
            harmless(&finding.what)
        );
        for line in [&finding.why, &finding.next].into_iter().filter(|line| !line.is_empty()) {
            let _ = writeln!(text, "    {}", harmless(line).replace('\n', "\n    "));
        }
    }
    text
}

/// What blocks, and how to allow it.
pub fn blocked(conversion: &Conversion) -> String {
    let codes = conversion.blocked_by.join(",");
    if codes.is_empty() {
        String::new()
    } else if conversion.steps.is_empty() {
        misuse(&format!("no migration could be written, because of {codes}"))
    } else {
        misuse(&format!("do not run up.sql before you have looked at {codes}; then say --allow {codes}"))
    }
}

/// The text with its control characters written out.
fn harmless(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() && character != '\n' {
            let _ = write!(clean, "{}", character.escape_default());
        } else {
            clean.push(character);
        }
    }
    clean
}

/// What a finding without a place begins with: the only file, or else the program.
fn nowhere(request: &Request) -> String {
    match &request.sources[..] {
        [only] => format!("{}: ", harmless(if only.name.is_empty() { "-" } else { &only.name })),
        _ => "authmorph: ".to_owned(),
    }
}

/// `file:line:column`, from 1.
fn place(request: &Request, span: &Span) -> String {
    let name =
        request.sources.get(span.source).map(|source| source.name.as_str()).filter(|name| !name.is_empty());
    format!("{}:{}:{}", harmless(name.unwrap_or("-")), span.start.line, span.start.column)
}

fn percent(confidence: f64) -> String {
    format!("{:.0} %", confidence * 100.0)
}

//! The page's sentences about what the engine found.

use crate::api::{Detection, Evidence, Finding, OtherLayout, RunnerUp};

/// The dialects that can be chosen, and the databases that speak one without all of it: the engine's name and ours.
pub const DIALECTS: &[(&str, &str)] = &[
    ("postgresql", "PostgreSQL"),
    ("mysql", "MySQL or MariaDB"),
    ("sqlite", "SQLite"),
    ("mariadb", "MariaDB"),
    ("planetscale", "PlanetScale"),
    ("d1", "Cloudflare D1"),
    ("libsql", "libSQL (Turso)"),
];

/// How each layout's makers write its name.
const LAYOUTS: &[(&str, &str)] = &[
    ("lucia", "Lucia"),
    ("nextauth", "NextAuth"),
    ("authjs", "Auth.js"),
    ("supertokens", "SuperTokens"),
    ("better-auth", "Better Auth"),
];

/// The dialect's name for people.
pub fn dialect(name: &str) -> String {
    look_up(DIALECTS, name)
}

/// The layout and version for people: `Lucia 2`.
pub fn layout(name: &str, version: Option<&str>) -> String {
    let name = look_up(LAYOUTS, name);
    match version {
        Some(version) => format!("{name} {version}"),
        None => name,
    }
}

/// A target for people: `Lucia 3` for `lucia-3`.
pub fn target(name: &str) -> String {
    if name == "as-is" {
        return "The schema as it is".to_owned();
    }
    let known = LAYOUTS.iter().find_map(|(id, _)| Some((id, name.strip_prefix(id)?.strip_prefix('-')?)));
    match known {
        Some((id, version)) => layout(id, Some(version)),
        None => name.to_owned(),
    }
}

/// A confidence in words: nobody knows what 0.83 means.
pub fn confidence(confidence: f64) -> &'static str {
    match confidence {
        certain if certain >= 0.95 => "certain",
        likely if likely >= 0.75 => "likely",
        possible if possible >= 0.5 => "possible",
        _ => "a guess",
    }
}

/// `Lucia 2 on PostgreSQL`, or none when no layout is known.
pub fn recognised(detection: &Detection) -> Option<String> {
    let layout = layout(detection.layout.as_deref()?, detection.version.as_deref());
    let variant = detection.variant.as_ref().map(|variant| format!(", as {variant} has it,"));
    let rest = detection.versions.split_first().map_or(&[][..], |(_, rest)| rest);
    let equal = if rest.is_empty() { String::new() } else { format!(" (or {})", rest.join(", ")) };
    Some(format!("{layout}{equal}{} on {}", variant.unwrap_or_default(), dialect(&detection.dialect)))
}

/// `Lucia 3: session in `session`, user in `user``.
pub fn other(other: &OtherLayout) -> String {
    let roles: Vec<String> =
        other.roles.iter().map(|(name, role)| format!("{name} in `{}`", role.table)).collect();
    format!("{}: {}", layout(&other.layout, Some(&other.version)), roles.join(", "))
}

/// The two weightiest observations, which stand in the sentence; all of them are a list below.
pub fn reasons(detection: &Detection) -> Vec<&Evidence> {
    detection.evidence.iter().filter(|evidence| evidence.supports).take(2).collect()
}

/// What is in the way of a runner-up, as one sentence: `No table has the columns of a session table; …`.
pub fn lacks(runner_up: &RunnerUp) -> String {
    let lacks = runner_up.lacks.join("; ");
    let mut characters = lacks.chars();
    let first = characters.next().map(|first| first.to_uppercase().chain(characters));
    first.map(|sentence| sentence.chain(['.']).collect()).unwrap_or_default()
}

/// The name by which a runner-up is asked for: `lucia-1`.
pub fn layout_name(runner_up: &RunnerUp) -> String {
    format!("{}-{}", runner_up.layout, runner_up.version)
}

/// `1 table`, `2 tables`.
pub fn number(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// A size in the unit that people use for it.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => number(bytes, "byte", "bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

fn look_up(table: &[(&str, &str)], name: &str) -> String {
    table.iter().find(|(id, _)| *id == name).map_or(name, |(_, words)| words).to_owned()
}

/// What the text was taken for, when it is not SQL, as a sentence with a space before it.
pub fn taken_for(findings: &[Finding]) -> String {
    let found = findings.iter().find(|finding| finding.code == "source_code_read");
    found.map(|finding| format!(" {}", finding.what)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_database_can_be_chosen() {
        let offered: Vec<&str> = DIALECTS.iter().map(|(name, _)| *name).collect();
        assert_eq!(offered, crate::dialects::flavours::names().collect::<Vec<_>>());
    }

    #[test]
    fn the_sentence_names_what_and_why() {
        let evidence = |supports, what: &str| Evidence { supports, what: what.to_owned(), span: None };
        let detection = Detection {
            dialect: "postgresql".to_owned(),
            layout: Some("lucia".to_owned()),
            version: Some("2".to_owned()),
            evidence: vec![
                evidence(true, "a."),
                evidence(false, "b"),
                evidence(true, "c"),
                evidence(true, "d"),
            ],
            ..Detection::default()
        };
        assert_eq!(recognised(&detection).as_deref(), Some("Lucia 2 on PostgreSQL"));
        let whats: Vec<&str> = reasons(&detection).iter().map(|evidence| evidence.what.as_str()).collect();
        assert_eq!(whats, ["a.", "c"]);
        assert_eq!(recognised(&Detection::default()), None);
        assert!(reasons(&Detection::default()).is_empty());
    }

    #[test]
    fn names_fall_back_to_what_the_engine_says() {
        assert_eq!(target("lucia-sessions-2026"), "Lucia sessions-2026");
        assert_eq!(target("better-auth-1"), "Better Auth 1");
        assert_eq!(target("as-is"), "The schema as it is");
        assert_eq!(target("unheard-of"), "unheard-of");
        assert_eq!(dialect("oracle"), "oracle");
        let lacks = vec!["`x` has no column `y`".to_owned(), "no table has z".to_owned()];
        let close = RunnerUp { layout: "lucia".to_owned(), version: "3".to_owned(), confidence: 0.3, lacks };
        assert_eq!(super::lacks(&close), "`x` has no column `y`; no table has z.");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(1, "table", "tables"), "1 table");
        assert_eq!(number(0, "table", "tables"), "0 tables");
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(53_682), "53 kB");
        assert_eq!(size(12_345_678), "12.3 MB");
        assert_eq!(confidence(1.0), "certain");
        assert_eq!(confidence(f64::NAN), "a guess");
    }

    #[test]
    fn source_code_is_named() {
        let found = |code: &str| Finding {
            code: code.to_owned(),
            severity: "note".to_owned(),
            what: "It is code.".to_owned(),
            why: String::new(),
            next: String::new(),
            span: None,
        };
        assert_eq!(taken_for(&[found("dialect_guessed"), found("source_code_read")]), " It is code.");
        assert_eq!(taken_for(&[found("dialect_guessed")]), "");
    }
}

//! The report as text: Markdown for people, JSON for programs, JUnit for CI. The bytes are the same for the same run, but
//! for the times.

use serde_json::{Value as Json, json};

use super::report::{Phase, Report, StatementRun, TableReport};

/// The forms that a report can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Markdown,
    /// For programs.
    Json,
    /// For CI.
    Junit,
}

/// Writes the report. `sources` are the names of the texts, which places refer to.
pub fn write(report: &Report, form: Form, sources: &[String]) -> String {
    match form {
        Form::Markdown => markdown(report, sources),
        Form::Json => serde_json::to_string_pretty(&json(report, sources)).unwrap_or_default() + "\n",
        Form::Junit => junit(report),
    }
}

/// `schema.sql:3:1`; nothing for what has no place.
fn place(report: &Report, run: &StatementRun, sources: &[String]) -> Option<String> {
    let span = report.steps.get(run.step?)?.place.as_ref()?;
    let name = sources.get(span.source).map(String::as_str).filter(|name| !name.is_empty()).unwrap_or("-");
    Some(format!("{name}:{}:{}", span.start.line, span.start.column))
}

fn milliseconds(microseconds: u64) -> String {
    format!("{}.{:01}", microseconds / 1000, microseconds % 1000 / 100)
}

/// Text inside a cell of a table.
fn cell(text: &str) -> String {
    let clean: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    clean.replace('|', "\\|").replace('<', "&lt;")
}

fn markdown(report: &Report, sources: &[String]) -> String {
    let mut lines = vec![
        format!("# Rehearsal: {}", cell(&report.title)),
        String::new(),
        format!("**{}**", cell(&report.verdict())),
        String::new(),
        format!("In {}, with {} rows of seed {}.", cell(&report.engine), report.rows, report.seed),
    ];
    section(
        &mut lines,
        "Wrong",
        report.faults.iter().map(|fault| format!("- {}: {}", fault.phase.title(), cell(&fault.what))),
    );
    section(&mut lines, "Good to know", report.remarks.iter().map(|remark| format!("- {}", cell(remark))));
    let heading = [
        "| table | before | after up | the same | changed | columns | rows copied to | after down |",
        "|---|---|---|---|---|---|---|---|",
    ];
    let tables = report.tables.iter().map(table_line);
    section(&mut lines, "Tables", heading.into_iter().map(str::to_owned).chain(tables));
    let people = report.people.iter().map(|person| {
        let ways: Vec<String> = person
            .ways
            .iter()
            .map(|way| match (&way.now, &way.excuse) {
                (Some(table), _) => format!("{} ✓ {table}", cell(&way.what)),
                (None, Some(excuse)) => format!("{} – {}", cell(&way.what), cell(excuse)),
                (None, None) => format!("**{} ✗**", cell(&way.what)),
            })
            .collect();
        format!("| {} | {} | {} |", cell(&person.name), cell(&person.what), ways.join("<br>"))
    });
    let heading = ["| person | who | can still sign in with |".to_owned(), "|---|---|---|".to_owned()];
    section(&mut lines, "People", heading.into_iter().chain(people));
    let checks = report.checks.iter().map(|check| {
        let sign = if check.ok { "✓" } else { "✗" };
        format!("| {} | {} | {sign} | {} |", check.phase.title(), cell(&check.name), cell(&check.detail))
    });
    let heading = ["| when | check | | found |".to_owned(), "|---|---|---|---|".to_owned()];
    section(&mut lines, "Checks", heading.into_iter().chain(checks));
    let statements = report.statements.iter().filter(|run| run.phase > Phase::Rows).map(|run| {
        let step = run.step.map(|step| (step + 1).to_string()).unwrap_or_default();
        let said = run.error.as_ref().map(|error| format!(" **{}**", cell(error))).unwrap_or_default();
        let first: String =
            run.sql.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(90).collect();
        format!(
            "| {} | {step} | {} | {} | {} | `{}`{said} |",
            run.phase.title(),
            place(report, run, sources).unwrap_or_default(),
            run.touched.map(|count| count.to_string()).unwrap_or_default(),
            milliseconds(run.microseconds),
            cell(&first).replace('`', "'")
        )
    });
    let heading = [
        "| script | step | source | rows | ms | statement |".to_owned(),
        "|---|---|---|---|---|---|".to_owned(),
    ];
    section(&mut lines, "Statements", heading.into_iter().chain(statements));
    lines.join("\n") + "\n"
}

fn section(lines: &mut Vec<String>, heading: &str, content: impl Iterator<Item = String>) {
    let content: Vec<String> = content.collect();
    let is_only_heading = content.len() <= 2 && content.iter().all(|line| line.starts_with('|'));
    if content.is_empty() || is_only_heading {
        return;
    }
    lines.extend([String::new(), format!("## {heading}"), String::new()]);
    lines.extend(content);
}

fn table_line(table: &TableReport) -> String {
    let count = |count: Option<usize>| count.map(|count| count.to_string()).unwrap_or_else(|| "–".to_owned());
    let changed: Vec<String> =
        table.changed.iter().map(|(column, count)| format!("{column} ({count})")).collect();
    let goes = if table.goes_at_cleanup { ", goes at cleanup" } else { "" };
    format!(
        "| {} | {} | {} | {} | {} | {} | {}{goes} | {} |",
        cell(&table.name),
        count(table.before),
        count(table.after),
        if table.before.is_some() { table.same.to_string() } else { String::new() },
        cell(&changed.join(", ")),
        cell(&table.columns.join(", ")),
        cell(&table.moved_to.join(", ")),
        count(table.given_back)
    )
}

fn json(report: &Report, sources: &[String]) -> Json {
    let statements = report.statements.iter().map(|run| {
        json!({
            "script": run.phase.title(), "sql": run.sql, "step": run.step.map(|step| step + 1),
            "purpose": run.step.and_then(|step| report.steps.get(step)).map(|step| step.purpose.clone()),
            "source": place(report, run, sources), "rows": run.touched,
            "microseconds": run.microseconds, "error": run.error,
        })
    });
    let checks = report.checks.iter().map(|check| {
        json!({ "when": check.phase.title(), "name": check.name, "ok": check.ok, "found": check.detail })
    });
    let tables = report.tables.iter().map(|table| {
        json!({
            "name": table.name, "before": table.before, "after": table.after, "same": table.same,
            "changed": table.changed.iter().map(|(column, count)| json!({ "column": column, "rows": count })).collect::<Vec<_>>(),
            "columns": table.columns, "moved_to": table.moved_to, "goes_at_cleanup": table.goes_at_cleanup,
            "given_back": table.given_back,
        })
    });
    let people = report.people.iter().map(|person| {
        let ways =
            person.ways.iter().map(|way| json!({ "with": way.what, "table": way.now, "excuse": way.excuse }));
        json!({ "name": person.name, "what": person.what, "ways": ways.collect::<Vec<_>>() })
    });
    json!({
        "title": report.title, "engine": report.engine, "seed": report.seed, "rows": report.rows,
        "green": report.is_green(), "verdict": report.verdict(), "stopped_by_preflight": report.stopped,
        "faults": report.faults.iter().map(|fault| json!({ "when": fault.phase.title(), "what": fault.what })).collect::<Vec<_>>(),
        "remarks": report.remarks, "restarts": report.restarts, "undo": report.undo,
        "tables": tables.collect::<Vec<_>>(), "people": people.collect::<Vec<_>>(),
        "checks": checks.collect::<Vec<_>>(), "statements": statements.collect::<Vec<_>>(),
    })
}

/// Text of XML. Characters that XML has no way to write are left out.
fn xml(text: &str) -> String {
    let clean = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'));
    let clean: String = clean.collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const PHASES: &[Phase] = &[
    Phase::Schema,
    Phase::Rows,
    Phase::Preflight,
    Phase::Up,
    Phase::Verify,
    Phase::Application,
    Phase::Down,
    Phase::Compare,
    Phase::UpAgain,
    Phase::Cleanup,
    Phase::Restart,
];

/// A test for each part of the run.
fn junit(report: &Report) -> String {
    let ran = PHASES.iter().filter(|phase| **phase != Phase::Restart || report.restarts.is_some());
    let ran: Vec<&Phase> = ran.collect();
    let failed = ran.iter().filter(|phase| report.faults.iter().any(|fault| fault.phase == ***phase)).count();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\">\n",
        xml(&format!("{} on {}", report.title, report.engine)),
        ran.len()
    );
    for phase in ran {
        let of_phase = report.statements.iter().filter(|run| run.phase == *phase);
        let time: u64 = of_phase.map(|run| run.microseconds).sum();
        let seconds = format!("{}.{:06}", time / 1_000_000, time % 1_000_000);
        text += &format!(
            "  <testcase classname=\"rehearsal\" name=\"{}\" time=\"{seconds}\"",
            xml(phase.title())
        );
        let faults: Vec<&str> = report
            .faults
            .iter()
            .filter(|fault| fault.phase == *phase)
            .map(|fault| fault.what.as_str())
            .collect();
        match faults.first() {
            Some(first) => {
                text += &format!(
                    ">\n    <failure message=\"{}\">{}</failure>\n  </testcase>\n",
                    xml(first),
                    xml(&faults.join("\n"))
                );
            }
            None => text += "/>\n",
        }
    }
    text + &format!("  <system-out>{}</system-out>\n</testsuite>\n", xml(&report.verdict()))
}

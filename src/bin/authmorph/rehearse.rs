//! `authmorph rehearse`: the whole migration in a scratch database, and the report of it.

use authmorph::api::Conversion;
use authmorph::convert::for_rehearsal;
use authmorph::dialects::Dialect;
use authmorph::rehearse::engine::{Engine, at_once};
use authmorph::rehearse::export::{self, Form};
use authmorph::rehearse::report::Report;
use authmorph::rehearse::{Options, Subject, rehearse};

use crate::arguments::{Format, Reading, Rehearsal, ReportFormat};
use crate::databases::{MySql, PostgreSql, Sqlite};
use crate::{Answer, Ending, Misuse, Output, run, text};

/// Does what the arguments say.
pub fn answer(arguments: &Rehearsal) -> Result<Answer, Misuse> {
    let reading = Reading {
        dialect: arguments.dialect.clone(),
        format: Format::Text,
        from: arguments.from.clone(),
        map: arguments.map.clone(),
        files: arguments.files.clone(),
    };
    let (mut request, remarks) = run::request(&reading)?;
    let detection = authmorph::detect(&request);
    let targets = authmorph::targets(&request);
    let Some(target) = run::chosen_target(arguments.to.as_deref(), &detection, &targets)? else {
        let said = text::findings(&request, &detection.findings) + &text::no_layout(&detection);
        let output = Output::Raw(String::new());
        return Ok(Answer { output, remarks: remarks + &said, ending: Ending::UnknownLayout });
    };
    run::check_options(&arguments.set, target)?;
    request.to = Some(target.name.clone());
    request.set = arguments.set.iter().cloned().collect();
    let (conversion, subject) = for_rehearsal(&request);
    let Some(subject) = subject else {
        let remarks = remarks + &text::findings(&request, &conversion.findings);
        let why = text::misuse(&format!("{} gives no migration that could be rehearsed", target.name));
        return Ok(Answer {
            output: Output::Raw(String::new()),
            remarks: remarks + &why,
            ending: Ending::Blocked,
        });
    };
    let options = Options {
        rows: arguments.rows,
        seed: arguments.seed,
        troubles: arguments.troubles,
        restart: arguments.restart,
        own_rows: arguments.use_rows,
    };
    let report = in_database(arguments.database.as_deref(), &subject, &conversion, &options)?;
    let names: Vec<String> = request.sources.iter().map(|source| source.name.clone()).collect();
    let form = match arguments.format {
        ReportFormat::Markdown => Form::Markdown,
        ReportFormat::Json => Form::Json,
        ReportFormat::Junit => Form::Junit,
    };
    let ending = if report.is_green() { Ending::Done } else { Ending::Blocked };
    let remarks = remarks + &text::remark(&report.verdict());
    Ok(Answer { output: Output::Raw(export::write(&report, form, &names)), remarks, ending })
}

/// Rehearses where the URL says, or in SQLite's own library.
fn in_database(
    url: Option<&str>,
    subject: &Subject,
    conversion: &Conversion,
    options: &Options,
) -> Result<Report, Misuse> {
    let dialect = subject.schema.dialect;
    let schemes: &[&str] = match dialect {
        Dialect::PostgreSql => &["postgres://", "postgresql://"],
        Dialect::MySql => &["mysql://", "mariadb://"],
        Dialect::Sqlite => &[],
    };
    let url = match (url, schemes.first()) {
        (None, None) => return finish(Sqlite::new(), subject, conversion, options),
        (Some(_), None) => return Err("SQLite needs no --database: it is part of the program".into()),
        (None, Some(first)) => {
            let wanted = format!("an empty {} database is needed: --database {first}…", dialect.title());
            return Err(wanted.into());
        }
        (Some(url), Some(_)) => url,
    };
    let Some(rest) = schemes.iter().find_map(|scheme| url.strip_prefix(scheme)) else {
        let wanted =
            format!("the schema is {}: --database wants one of {}", dialect.title(), schemes.join(", "));
        return Err(wanted.into());
    };
    match dialect {
        Dialect::PostgreSql => finish(PostgreSql::open(url), subject, conversion, options),
        _ => finish(MySql::open(&format!("mysql://{rest}")), subject, conversion, options),
    }
}

fn finish(
    engine: Result<impl Engine, String>,
    subject: &Subject,
    conversion: &Conversion,
    options: &Options,
) -> Result<Report, Misuse> {
    let mut engine = engine.map_err(|error| format!("the database: {error}"))?;
    at_once(rehearse(subject, conversion, options, &mut engine))
        .ok_or_else(|| "the database does not answer".into())
}

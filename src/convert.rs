//! The conversion: the only place that runs the stages in order.

mod reading;
mod twins;

use std::collections::BTreeMap;

use crate::api;
use crate::decide::options::Options;
use crate::decide::{self, Decided, Target};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::layouts;
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use crate::order::arrange;
use crate::outputs::library_names::Library;
use crate::outputs::wiring::drivers;
use crate::outputs::{self, OutputFile, Side, Subject};
use crate::plan::{self, Plan, simulate};
use crate::recognise::{self, Recognition, recognise};
use reading::Reading;

/// Recognises the layout of the text.
///
/// ```
/// use authmorph::api::{Request, Source};
///
/// let text = "CREATE TABLE member (id text PRIMARY KEY);
///     CREATE TABLE member_session (id text PRIMARY KEY, user_id text NOT NULL REFERENCES member (id),
///         active_expires bigint NOT NULL, idle_expires bigint NOT NULL);";
/// let source = Source { name: "schema.sql".to_owned(), text: text.to_owned() };
/// let detection = authmorph::detect(&Request { sources: vec![source], ..Request::default() });
///
/// assert_eq!(detection.layout.as_deref(), Some("lucia"));
/// assert_eq!(detection.roles["user"].table, "member");
/// ```
pub fn detect(request: &api::Request) -> api::Detection {
    Recognised::of(request).detection()
}

/// The targets that the text can be converted to, best first.
///
/// ```
/// use authmorph::api::{Request, Source};
///
/// let source = Source { name: String::new(), text: "CREATE TABLE note (id int);".to_owned() };
/// let targets = authmorph::targets(&Request { sources: vec![source], ..Request::default() });
///
/// assert!(targets.iter().any(|target| target.name == "as-is"), "any schema can be written as it stands");
/// ```
pub fn targets(request: &api::Request) -> Vec<api::Target> {
    Recognised::of(request).targets()
}

/// The tables of the text, and the roles that the user can give them.
pub fn outline(request: &api::Request) -> api::Outline {
    Recognised::of(request).outline()
}

/// Converts the text. Never fails: what is wrong is among the findings.
///
/// ```
/// use authmorph::api::{Request, Source};
///
/// let source = Source { name: String::new(), text: "CREATE TABLE note (id int);".to_owned() };
/// let request = Request { sources: vec![source], to: Some("as-is".to_owned()), ..Request::default() };
/// let conversion = authmorph::convert(&request);
///
/// assert!(conversion.blocked_by.is_empty());
/// let prisma = conversion.files.iter().find(|file| file.path == "prisma/schema.prisma").unwrap();
/// assert!(prisma.text.contains("model"));
/// ```
pub fn convert(request: &api::Request) -> api::Conversion {
    Recognised::of(request).convert(request)
}

/// What a rehearsal needs beside the files: the stages' own results. None where there is no migration.
#[cfg(feature = "rehearse")]
pub fn for_rehearsal(request: &api::Request) -> (api::Conversion, Option<crate::rehearse::Subject>) {
    let recognised = Recognised::of(request);
    let (conversion, made) = convert_recognised(request, &recognised);
    let Recognised { reading, schema, recognition, .. } = recognised;
    let subject = made.and_then(|(decided, plan)| {
        let given = reading.given_rows();
        Some(crate::rehearse::Subject { schema, recognition, plan: plan?, decided, given })
    });
    (conversion, subject)
}

fn convert_recognised(
    request: &api::Request,
    recognised: &Recognised<'_>,
) -> (api::Conversion, Option<(Decided, Option<Plan>)>) {
    let Recognised { reading, schema, recognition, findings: first } = recognised;
    let mut findings = first.clone();
    let mut conversion = api::Conversion {
        detection: twins::detection(reading, schema, recognition, first),
        ..api::Conversion::default()
    };
    findings.extend(unknown_outputs(request));
    let Some(target) = choose_target(request, recognition, schema.dialect, &mut findings) else {
        conversion.findings = twins::findings(reading, &findings);
        return (conversion, None);
    };
    let (of_outputs, output_findings, of_target) = outputs::options::read(&request.set);
    let (options, option_findings) = Options::read(target.options, &of_target);
    findings.extend(output_findings);
    findings.extend(option_findings);
    let decided = (target.decide)(schema, recognition, &options);
    findings.extend(decided.findings.iter().cloned());
    let plan = make_plan(recognised, &decided, &mut findings);
    conversion.target = Some(target.name.to_owned());
    conversion.decisions =
        decided.decisions.iter().map(|decision| twins::decision(reading, decision)).collect();
    conversion.steps = plan.iter().flat_map(|plan| twins::steps(reading, schema.dialect, plan)).collect();
    conversion.blocked_by = blocked_by(request, &findings, is_stuck(target, &decided));
    conversion.findings = twins::findings(reading, &findings);
    let [before, after] = libraries(recognised, target, &decided, &request.set);
    let plan_made = plan.as_ref();
    let subject =
        ForOutputs { recognised, decided: &decided, plan: plan_made, options: &of_outputs, before, after };
    render(request, &subject, &mut findings, &mut conversion);
    conversion.blocked_by = blocked_by(request, &findings, is_stuck(target, &decided));
    conversion.findings = twins::findings(reading, &findings);
    (conversion, Some((decided, plan)))
}

/// A text that was read and recognised, for those who ask several things of it: these are the first two stages, which
/// all of [`detect`], [`targets`], [`outline`] and [`convert()`] begin with.
pub struct Recognised<'a> {
    reading: Reading<'a>,
    schema: Schema,
    recognition: Recognition,
    findings: Vec<Finding>,
}

impl<'a> Recognised<'a> {
    /// Reads and recognises what the request holds.
    pub fn of(request: &'a api::Request) -> Self {
        let (reading, mut findings) = Reading::of(request);
        let (schema, of_parsing) = reading.read();
        let (recognition, of_recognising) = recognise(&schema, &request.map, request.from.as_deref());
        findings.extend(of_parsing);
        findings.extend(of_recognising);
        Self { reading, schema, recognition, findings }
    }

    /// What [`detect`] gives.
    pub fn detection(&self) -> api::Detection {
        twins::detection(&self.reading, &self.schema, &self.recognition, &self.findings)
    }

    /// What [`targets`] gives.
    pub fn targets(&self) -> Vec<api::Target> {
        let dialect = self.schema.dialect;
        self.offered().into_iter().map(|target| twins::target(dialect, target)).collect()
    }

    /// What [`outline`] gives.
    pub fn outline(&self) -> api::Outline {
        twins::outline(&self.reading, &self.schema, &self.recognition)
    }

    /// What [`convert()`] gives. The request may differ from the first one in what is not read or recognised: the target,
    /// the options, the outputs, and what is allowed.
    pub fn convert(&self, request: &api::Request) -> api::Conversion {
        convert_recognised(request, self).0
    }

    fn offered(&self) -> Vec<&'static Target> {
        decide::offered(self.recognition.layout, &self.recognition.versions, self.schema.dialect)
    }
}

/// The target that the request names, or the best one.
fn choose_target(
    request: &api::Request,
    recognition: &Recognition,
    dialect: Dialect,
    findings: &mut Vec<Finding>,
) -> Option<&'static Target> {
    let offered = decide::offered(recognition.layout, &recognition.versions, dialect);
    let names: Vec<&str> = offered.iter().map(|target| target.name).collect();
    let Some(wanted) = &request.to else { return offered.first().copied() };
    let found = offered.iter().copied().find(|target| target.name == wanted);
    if found.is_none() {
        let (what, why) = match (decide::find(wanted), recognition.layout) {
            (None, _) => (format!("There is no target `{wanted}`."), "Nothing was converted."),
            (Some(_), Some(_)) => (
                format!("The text is {}, which cannot be converted to `{wanted}`.", recognition.title),
                "A migration starts from the layout that it was written for; there may be nothing to do.",
            ),
            (Some(_), None) => (
                format!("The text has no known layout, so it cannot be converted to `{wanted}`."),
                "A migration starts from a layout that was recognised.",
            ),
        };
        let next = format!(
            "Choose one of: {}. Or say which table is which with --map ROLE=TABLE.",
            names.join(", ")
        );
        findings.push(Finding::new("target_not_offered", Severity::Error, what, why, next, None));
    }
    found
}

fn unknown_outputs(request: &api::Request) -> Vec<Finding> {
    let names: Vec<&str> = outputs::ALL.iter().map(|output| output.name).collect();
    let unknown = request.emit.iter().filter(|name| !names.contains(&name.as_str()));
    unknown
        .map(|name| {
            Finding::new(
                "output_unknown",
                Severity::Error,
                format!("There is no output `{name}`."),
                "It was left out.",
                format!("Use one of: {}.", names.join(", ")),
                None,
            )
        })
        .collect()
}

/// Plans, and holds the plan against what was decided.
fn make_plan(recognised: &Recognised<'_>, decided: &Decided, findings: &mut Vec<Finding>) -> Option<Plan> {
    let changes = decided.changes.as_ref()?;
    let from = decided.from.as_ref().unwrap_or(&recognised.schema);
    let (plan, of_planning) = plan::plan(from, changes);
    findings.extend(of_planning);
    let simulated = simulate::simulate(from, &plan.steps);
    if simulate::same(&simulated, &decided.to) {
        return Some(plan);
    }
    findings.push(Finding::new(
        "internal_plan_differs",
        Severity::Block,
        "The steps do not lead to the schema that was decided. This is a defect of authmorph.",
        "A migration that does something else than it says must not be run, so none was written.",
        "Please report it with the text that you pasted, without its data.",
        None,
    ));
    None
}

/// Whether a migration was asked for and none could be written.
fn is_stuck(target: &Target, decided: &Decided) -> bool {
    decided.changes.is_none() && target.name != decide::as_is::TARGET.name
}

/// Blocking findings that the user has not allowed. Where no migration could be written, none can be allowed.
fn blocked_by(request: &api::Request, findings: &[Finding], stuck: bool) -> Vec<String> {
    let blocking =
        findings.iter().filter(|finding| finding.severity == Severity::Block).map(|finding| finding.code);
    let mut codes: Vec<String> = blocking
        .filter(|code| stuck || !request.allow.iter().any(|allowed| allowed == code))
        .map(str::to_owned)
        .collect();
    arrange(&mut codes, Ord::cmp);
    codes.dedup();
    codes
}

/// What all outputs write about.
struct ForOutputs<'a> {
    recognised: &'a Recognised<'a>,
    decided: &'a Decided,
    plan: Option<&'a Plan>,
    options: &'a Options,
    before: Option<Library>,
    after: Option<Library>,
}

/// The target whose tables are new, or the library's own already.
const BETTER_AUTH: &str = decide::better_auth::TARGET.name;

/// The library whose tables the schema has before the migration, and after it.
fn libraries(
    recognised: &Recognised<'_>,
    target: &Target,
    decided: &Decided,
    set: &BTreeMap<String, String>,
) -> [Option<Library>; 2] {
    let recognition = &recognised.recognition;
    let before = recognition.layout.map(|layout| Library {
        layout,
        version: recognition.versions.first().copied().unwrap_or(layout.version),
        variant: recognition.variant,
        driver: recognition.variant.and_then(drivers::of_variant),
        in_seconds: recognition.variant == Some("t3"),
        roles: recognition.roles.clone(),
    });
    let after = match layouts::of_target(target.name) {
        Some((layout, version)) => {
            let (variant, roles) =
                recognise::roles_of(&in_use(decided), layout, &roles_in_the_end(recognition, decided));
            let variant = variant.or(recognition.variant);
            let driver = match set.get("adapter").map(String::as_str) {
                Some("built-in") => None,
                Some(name) if drivers::find(name).is_some() => drivers::find(name).map(|driver| driver.name),
                // Its tables in snake case look like Drizzle's; what is chosen as usual follows what was there.
                _ if target.name == BETTER_AUTH => recognition.variant.and_then(drivers::of_variant),
                _ => variant.and_then(drivers::of_variant),
            };
            // create-t3-app's schema, as long as it stays; and Better Auth's before 1.3.24.
            let stays = before.as_ref().is_some_and(|before| before.in_seconds && target.name != BETTER_AUTH);
            let in_seconds = stays || set.get("better_auth").is_some_and(|release| release == "1.0");
            Some(Library { layout, version, variant, driver, in_seconds, roles })
        }
        None => before.clone(),
    };
    [before, after]
}

/// The schema after the migration without the tables that wait for cleanup: the new ones play their roles.
fn in_use(decided: &Decided) -> Schema {
    let mut schema = decided.to.clone();
    let unused = decided.changes.iter().flat_map(|changes| &changes.unused);
    let unused: Vec<&ObjectName> = unused.map(|name| name_in_the_end(decided, name)).collect();
    schema.tables.retain(|table| !unused.contains(&&table.name));
    schema
}

/// The table's name when all is done.
fn name_in_the_end<'a>(decided: &'a Decided, name: &'a ObjectName) -> &'a ObjectName {
    let evolution = decided.changes.as_ref().and_then(|changes| changes.evolution.as_ref());
    evolution.map_or(name, |evolution| evolution.name_of(name))
}

/// The roles that tables have had, under the names that they have when all is done.
fn roles_in_the_end(
    recognition: &Recognition,
    decided: &Decided,
) -> BTreeMap<&'static str, recognise::FoundRole> {
    let mut roles = recognition.roles.clone();
    roles.values_mut().for_each(|role| role.table = name_in_the_end(decided, &role.table).clone());
    roles
}

fn render(
    request: &api::Request,
    given: &ForOutputs<'_>,
    findings: &mut Vec<Finding>,
    conversion: &mut api::Conversion,
) {
    let of = given.options.get(outputs::options::OF);
    let mut written_files = Vec::new();
    // The outputs that write about the findings come last, and see those of the outputs before them.
    for output in outputs::ALL {
        if !request.emit.is_empty() && !request.emit.iter().any(|name| name == output.name) {
            continue;
        }
        let new = findings.get(conversion.findings.len()..).unwrap_or_default();
        conversion.findings.extend(twins::findings(&given.recognised.reading, new));
        let about: &api::Conversion = conversion;
        let files = |side| {
            let libraries = [given.before.as_ref(), given.after.as_ref()];
            let library = if side == Side::Before { libraries[0] } else { libraries[1] };
            (output.render)(&Subject {
                library,
                libraries,
                from: &given.recognised.schema,
                decided: given.decided,
                plan: given.plan,
                conversion: about,
                options: given.options,
                side,
                title: title(given.recognised, about),
            })
        };
        let side = if of == "before" { Side::Before } else { Side::After };
        let written = files(side);
        findings.extend(written.iter().flat_map(|file| file.rendered.findings.iter().cloned()));
        let after = written.into_iter().map(|file| (file.of_schema, twin_file(output.name, file)));
        if of == "diff" {
            let before = files(Side::Before).into_iter().filter(|file| file.of_schema);
            let mut before = before.map(|file| file.rendered.text);
            written_files.extend(after.map(|(of_schema, file)| {
                match if of_schema { before.next() } else { None } {
                    Some(before) => difference_file(&before, file),
                    None => file,
                }
            }));
        } else {
            written_files.extend(after.map(|(_, file)| file));
        }
    }
    conversion.files = written_files;
}

/// What changes in a file from before to after.
fn difference_file(before: &str, after: api::File) -> api::File {
    let difference = outputs::difference::unified(&after.path, before, &after.text);
    let text = if difference.is_empty() { "Nothing changes in this file.\n".to_owned() } else { difference };
    api::File { path: after.path + ".diff", language: "diff".to_owned(), text, ..after }
}

fn title(recognised: &Recognised<'_>, conversion: &api::Conversion) -> String {
    let recognition = &recognised.recognition;
    let from = recognition.layout.map_or("Your schema", |_| recognition.title.as_str());
    let target = conversion.target.as_deref().and_then(decide::find).map_or("nothing", |target| target.title);
    format!("{from} to {target} on {}", recognised.schema.database())
}

fn twin_file(output: &str, file: OutputFile) -> api::File {
    let path = if file.at_top { file.path.to_owned() } else { format!("{output}/{}", file.path) };
    api::File {
        path,
        output: output.to_owned(),
        language: file.language.to_owned(),
        text: file.rendered.text,
    }
}

//! The commands: from arguments to an answer.

use authmorph::api::{Detection, Request, Target};
use authmorph::convert::Recognised;
use authmorph::decide;
use authmorph::findings::CODES;
use authmorph::outputs;

use crate::arguments::{Arguments, Command, Conversion, Format, Reading};
use crate::out_folder::{self, Existing};
use crate::{Answer, Ending, Misuse, Output, input, json, text};

/// Does what the arguments say.
pub fn run(arguments: &Arguments) -> Result<Answer, Misuse> {
    match &arguments.command {
        Command::Detect(reading) => detect(reading),
        Command::Targets(reading) => targets(reading),
        Command::Convert(conversion) => convert(conversion),
        #[cfg(feature = "databases")]
        Command::Rehearse(rehearsal) => crate::rehearse::answer(rehearsal),
    }
}

fn detect(reading: &Reading) -> Result<Answer, Misuse> {
    let (request, remarks) = request(reading)?;
    let detection = authmorph::detect(&request);
    let ending = ending_of(&detection);
    Ok(match reading.format {
        Format::Json => {
            Answer { output: Output::Raw(json::detection(&request, &detection)?), remarks, ending }
        }
        Format::Text => Answer {
            output: Output::Styled(text::detection(&request, &detection)),
            remarks: remarks + &text::findings(&request, &detection.findings),
            ending,
        },
    })
}

fn targets(reading: &Reading) -> Result<Answer, Misuse> {
    let (request, remarks) = request(reading)?;
    let recognised = Recognised::of(&request);
    let (detection, targets) = (recognised.detection(), recognised.targets());
    let ending = ending_of(&detection);
    Ok(match reading.format {
        Format::Json => Answer { output: Output::Raw(json::pretty(&targets)?), remarks, ending },
        Format::Text => Answer {
            output: Output::Styled(text::targets(&targets)),
            remarks: remarks + &text::findings(&request, &detection.findings),
            ending,
        },
    })
}

fn convert(arguments: &Conversion) -> Result<Answer, Misuse> {
    let (read, remarks) = request(&arguments.reading)?;
    let recognised = Recognised::of(&read);
    let (detection, targets) = (recognised.detection(), recognised.targets());
    let Some(target) = chosen_target(arguments.to.as_deref(), &detection, &targets)? else {
        return unknown_layout(arguments, &read, &detection, remarks);
    };
    check_options(&arguments.set, target)?;
    check_codes(&arguments.allow)?;
    check_outputs(&arguments.emit)?;
    let request = Request {
        to: Some(target.name.clone()),
        set: arguments.set.iter().cloned().collect(),
        allow: arguments.allow.clone(),
        emit: arguments.emit.clone(),
        ..read.clone()
    };

    let conversion = recognised.convert(&request);
    let ending = if conversion.blocked_by.is_empty() { Ending::Done } else { Ending::Blocked };
    let written = match &arguments.out {
        Some(folder) => {
            let existing = if arguments.force { Existing::Overwrite } else { Existing::Keep };
            Some(out_folder::write(folder, &conversion.files, existing)?)
        }
        None => None,
    };
    if arguments.reading.format == Format::Json {
        return Ok(Answer { output: Output::Raw(json::pretty(&conversion)?), remarks, ending });
    }
    let output = match written {
        Some(written) => Output::Styled(text::written(&request, &conversion, &written)),
        None => Output::Raw(text::files(&conversion.files)),
    };
    let mut findings = text::findings(&request, &conversion.findings);
    if conversion.files.is_empty() {
        findings += &text::remark(&format!("{} has no file of this kind", target.name));
    }
    Ok(Answer { output, remarks: remarks + &findings + &text::blocked(&conversion), ending })
}

/// The request that the arguments and the files make, and what is to be said about the files.
pub fn request(reading: &Reading) -> Result<(Request, String), Misuse> {
    let input = input::read(&reading.files)?;
    let request = Request {
        sources: input.sources,
        dialect: reading.dialect.clone(),
        from: reading.from.clone(),
        map: reading.map.iter().cloned().collect(),
        ..Request::default()
    };
    Ok((request, input.remarks.iter().map(|remark| text::remark(remark)).collect()))
}

fn ending_of(detection: &Detection) -> Ending {
    if detection.layout.is_some() { Ending::Done } else { Ending::UnknownLayout }
}

/// The target that was asked for; none when the layout is not known, so that there is nothing to convert.
pub fn chosen_target<'a>(
    to: Option<&str>,
    detection: &Detection,
    offered: &'a [Target],
) -> Result<Option<&'a Target>, Misuse> {
    let names: Vec<&str> = offered.iter().map(|target| target.name.as_str()).collect();
    let Some(to) = to else {
        return Err(
            format!("say what to convert to with --to; this schema can become {}", listed(&names)).into()
        );
    };
    if decide::find(to).is_none() {
        let known: Vec<&str> = decide::summary().collect();
        return Err(format!("there is no target `{to}`; there are {}", listed(&known)).into());
    }
    let target = offered.iter().find(|target| target.name == to);
    if target.is_none() && detection.layout.is_some() {
        return Err(format!("this schema cannot become `{to}`; it can become {}", listed(&names)).into());
    }
    Ok(target)
}

pub fn check_options(set: &[(String, String)], target: &Target) -> Result<(), Misuse> {
    for (name, value) in set {
        let Some(option) = target.options.iter().find(|option| option.name == *name) else {
            let names: Vec<&str> = target.options.iter().map(|option| option.name.as_str()).collect();
            return Err(format!("{} has no option `{name}`; it has {}", target.name, listed(&names)).into());
        };
        if !option.choices.is_empty() && !option.choices.contains(value) {
            let choices: Vec<&str> = option.choices.iter().map(String::as_str).collect();
            return Err(format!("`{name}` cannot be `{value}`; it can be {}", listed(&choices)).into());
        }
    }
    Ok(())
}

fn check_codes(allow: &[String]) -> Result<(), Misuse> {
    match allow.iter().find(|code| !CODES.contains(&code.as_str())) {
        Some(unknown) => {
            Err(format!("no finding has the code `{unknown}`; there are {}", listed(CODES)).into())
        }
        None => Ok(()),
    }
}

fn check_outputs(emit: &[String]) -> Result<(), Misuse> {
    let known: Vec<&str> = outputs::ALL.iter().map(|output| output.name).collect();
    match emit.iter().find(|name| !known.contains(&name.as_str())) {
        Some(unknown) => Err(format!("there is no output `{unknown}`; there are {}", listed(&known)).into()),
        None => Ok(()),
    }
}

fn unknown_layout(
    arguments: &Conversion,
    request: &Request,
    detection: &Detection,
    remarks: String,
) -> Result<Answer, Misuse> {
    let ending = Ending::UnknownLayout;
    Ok(match arguments.reading.format {
        Format::Json => {
            Answer { output: Output::Raw(json::pretty(&authmorph::convert(request))?), remarks, ending }
        }
        Format::Text => {
            let findings = text::findings(request, &detection.findings);
            Answer {
                output: Output::Raw(String::new()),
                remarks: remarks + &findings + &text::no_layout(detection),
                ending,
            }
        }
    })
}

/// `a, b or c`; `none` for none.
fn listed(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        [only] => (*only).to_owned(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

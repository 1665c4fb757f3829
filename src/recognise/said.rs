//! The layout that the user says it is: it is taken before all others, as far as the schema lets it.

use super::fit::Fit;
use crate::findings::{Finding, Severity};
use crate::layouts;

/// Whether `lucia-1` names the layout.
pub fn is_called(fit: &Fit, name: &str) -> bool {
    let Some(version) = name.strip_prefix(fit.layout.name).and_then(|rest| rest.strip_prefix('-')) else {
        return false;
    };
    fit.layout.version == version || fit.versions.contains(&version)
}

/// Puts it in front of the others, and says when it cannot be taken.
pub fn put_first(fits: &mut Vec<Fit>, name: &str) -> Option<Finding> {
    let Some(position) = fits.iter().position(|fit| is_called(fit, name)) else {
        return Some(unknown(name));
    };
    let fit = fits.remove(position);
    let finding = (!fit.whole).then(|| misfits(&fit, name));
    fits.insert(0, fit);
    finding
}

fn unknown(name: &str) -> Finding {
    let names: Vec<String> =
        layouts::ALL.iter().map(|layout| format!("{}-{}", layout.name, layout.version)).collect();
    Finding::new(
        "layout_unknown",
        Severity::Error,
        format!("There is no layout `{name}`."),
        "The text was taken for what it looks like.",
        format!("Use one of: {}.", names.join(", ")),
        None,
    )
}

fn misfits(fit: &Fit, name: &str) -> Finding {
    let lacks = fit.lacks.first().map_or("some of its tables are missing", String::as_str);
    Finding::new(
        "layout_misfit",
        Severity::Error,
        format!("The text was to be taken as `{name}`, which it is not: {lacks}."),
        "Without these tables there is nothing to convert, so nothing was.",
        "Say which table is which with --map ROLE=TABLE, or let the text be recognised.",
        None,
    )
}

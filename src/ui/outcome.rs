//! All that the page asks of the engine about one text, answered by reading the text once.

use serde::{Deserialize, Serialize};

use crate::api;
use crate::convert::Recognised;

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The conversion.
    pub conversion: api::Conversion,
    /// The targets that the text can be converted to.
    pub targets: Vec<api::Target>,
    /// What the user can overrule.
    pub outline: api::Outline,
    /// The schema before and after, when the question asks for it and there is a target.
    pub ends: Option<Ends>,
}

/// The two ends of a migration, each as the engine's own files say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ends {
    /// The schema as SQL, before and after.
    pub sql: [String; 2],
    /// The schema as JSON, before and after.
    pub model: [String; 2],
}

impl Outcome {
    /// The answer to what is asked; whether it is with both ends, the page says.
    pub fn of(request: &api::Request, with_ends: bool) -> Self {
        let recognised = Recognised::of(request);
        Self {
            conversion: recognised.convert(request),
            targets: recognised.targets(),
            outline: recognised.outline(),
            ends: with_ends.then(|| Ends::of(request, &recognised)).flatten(),
        }
    }
}

impl Ends {
    fn of(request: &api::Request, recognised: &Recognised<'_>) -> Option<Self> {
        let end = |side: &str| {
            let mut request =
                api::Request { emit: vec!["schema".to_owned(), "model".to_owned()], ..request.clone() };
            request.set.insert("of".to_owned(), side.to_owned());
            let mut files = recognised.convert(&request).files.into_iter().map(|file| file.text);
            files.next().zip(files.next())
        };
        let ((sql_before, model_before), (sql_after, model_after)) = end("before").zip(end("after"))?;
        Some(Self { sql: [sql_before, sql_after], model: [model_before, model_after] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_the_calls_say_one_by_one() {
        for (id, text) in crate::ui::examples::tests::texts() {
            let source = api::Source { name: "schema.sql".to_owned(), text };
            let request = api::Request { sources: vec![source], ..api::Request::default() };
            let outcome = Outcome::of(&request, true);

            assert_eq!(outcome.conversion, crate::convert(&request), "{id}");
            assert_eq!(outcome.targets, crate::targets(&request), "{id}");
            assert_eq!(outcome.outline, crate::outline(&request), "{id}");
            for (side, sql) in ["before", "after"].into_iter().zip(outcome.ends.unwrap_or_default().sql) {
                let mut request = api::Request { emit: vec!["schema".to_owned()], ..request.clone() };
                request.set.insert("of".to_owned(), side.to_owned());
                assert_eq!(crate::convert(&request).files.first().map(|file| &file.text), Some(&sql));
            }
        }
    }
}

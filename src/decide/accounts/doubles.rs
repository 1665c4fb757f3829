//! Rows that say the same account, session or link several times, which no key has kept apart.

use super::Context;
use super::columns::are_unique;
use super::source::Source;
use crate::decide::doubles::{Doubles, Stays};
use crate::decide::options::OptionShape;
use crate::decide::{CopyChange, Decided, Decision, Question};
use crate::findings::{Finding, Severity};
use crate::model::schema::{Key, Table};

/// What to do about them.
pub const OPTION: OptionShape = OptionShape {
    name: "duplicates",
    label: "Rows that say the same account several times",
    default: "stop",
    reason: "preflight.sql counts them, and which one is right only you know. Or one of each stays, and the others are kept aside.",
    choices: &["stop", "keep-newest", "keep-oldest"],
};

/// The rows of a table that are alike in these columns, as far as the user wants one of them to stay. None too where the
/// table has no column that tells its rows apart.
pub fn of(context: &Context<'_>, source: &Source<'_>, alike: &[&str]) -> Option<Doubles> {
    let stays = Stays::chosen(context.options.get(OPTION.name))?;
    let table = source.table;
    let id = identity(source).filter(|id| !alike.contains(id))?;
    let is_numbered = table.column(id).is_some_and(|column| column.data_type.kind.is_integer());
    let moments = ["createdAt", "expires_at", "accessTokenExpires", "expires"];
    let by = moments.into_iter().filter(|field| !is_numbered || *field == "createdAt");
    let by = by.filter_map(|field| source.name(field)).next().map(str::to_owned);
    let alike = alike.iter().map(|name| (*name).to_owned()).collect();
    Some(Doubles { alike, id: id.to_owned(), by, stays })
}

/// The column that alone tells the rows of the table apart.
pub fn identity<'a>(source: &Source<'a>) -> Option<&'a str> {
    let keys = || source.table.primary_key.iter().chain(&source.table.uniques);
    let is_single = |name: &&str| keys().any(|key| is_key(key, name));
    ["id", "sessionToken"].into_iter().filter_map(|field| source.name(field)).find(is_single)
}

/// Whether the key is that column.
pub fn is_key(key: &Key, column: &str) -> bool {
    key.columns.iter().eq([column])
}

/// Leaves them out of a copy, where the user wants that.
pub fn leave_out(context: &Context<'_>, source: &Source<'_>, alike: &[&'static str], copy: &mut CopyChange) {
    let columns: Option<Vec<&str>> = alike.iter().map(|field| source.name(source.called(field))).collect();
    let compound = source.name("compoundId").is_some_and(|name| are_unique(source.table, &[name]));
    let Some(columns) = columns.filter(|columns| !compound && !are_unique(source.table, columns)) else {
        return;
    };
    copy.doubles = of(context, source, &columns);
    if let Some(doubles) = &copy.doubles {
        copy.questions.extend(question(context, source, doubles, "s"));
    }
}

/// Rows that go although they are another user's than the one that stays.
pub fn question(
    context: &Context<'_>,
    source: &Source<'_>,
    doubles: &Doubles,
    alias: &str,
) -> Option<Question> {
    let user = source.name("userId")?;
    Some(Question {
        check: "duplicates_of_several_users",
        condition: doubles.disagree(context.schema.dialect, alias, &source.table.name, user),
        message: "Rows that say the same as another user's: whoever signs in so is that other user from now on. Look at them first.",
    })
}

/// Says which rows copies leave out.
pub fn explain(copies: &[CopyChange], decided: &mut Decided) {
    for copy in copies {
        let Some(doubles) = &copy.doubles else { continue };
        decided.decisions.push(decision(&copy.from, doubles));
        decided.findings.push(set_aside(&copy.from, doubles, &copy.from.name.to_string()));
    }
}

/// What is decided about them.
pub fn decision(table: &Table, doubles: &Doubles) -> Decision {
    let which = match doubles.stays {
        Stays::Newest => "newest",
        Stays::Oldest => "oldest",
    };
    let by = doubles.by.as_ref().map(|by| format!("`{by}` and ")).unwrap_or_default();
    Decision::new(
        format!("Of rows of `{}` that are alike in {}, the {which} stays.", table.name, names(doubles)),
        format!("You chose so. Which it is, {by}`{}` says.", doubles.id),
        Some(table.span),
    )
}

/// What is to be known about them.
pub fn set_aside(table: &Table, doubles: &Doubles, kept: &str) -> Finding {
    Finding::new(
        "duplicates_set_aside",
        Severity::Warning,
        format!("Rows of `{}` that are alike in {} become one.", table.name, names(doubles)),
        format!(
            "The others stay in `{kept}` until cleanup.sql. Where they were another user's, whoever signs in so is the user of \
                 the row that stays."
        ),
        "Look at what preflight.sql counts as `duplicates_of_several_users`. down.sql brings the others back.",
        Some(table.span),
    )
}

fn names(doubles: &Doubles) -> String {
    let names: Vec<String> = doubles.alike.iter().map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}

//! Kysely's CamelCasePlugin: the names that it makes, and those that it cannot lead back.
//!
//! <https://github.com/kysely-org/kysely/blob/master/src/plugin/camel-case/camel-case.ts>

use crate::model::schema::Schema;

/// How the plugin is told to read names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Plugin {
    underscore_before_digits: bool,
    underscore_between_capitals: bool,
}

impl Plugin {
    /// The settings under which the most names of the schema come back as they were.
    pub fn of(schema: &Schema) -> Self {
        let settings = [(false, false), (true, false), (false, true), (true, true)];
        let names = || {
            let columns =
                schema.tables.iter().flat_map(|table| &table.columns).map(|column| column.name.as_str());
            columns.chain(schema.tables.iter().map(|table| table.name.name.as_str()))
        };
        let plugins = settings.map(|(underscore_before_digits, underscore_between_capitals)| Self {
            underscore_before_digits,
            underscore_between_capitals,
        });
        let lost = |plugin: &Self| names().filter(|name| !plugin.reaches(name)).count();
        plugins.into_iter().min_by_key(lost).unwrap_or_default()
    }

    /// The property of Kysely's constructor that sets the plugin. JSON in a column stays as it is.
    pub fn property(self) -> String {
        let mut options = vec!["maintainNestedObjectKeys"];
        options.extend(self.underscore_before_digits.then_some("underscoreBeforeDigits"));
        options.extend(self.underscore_between_capitals.then_some("underscoreBetweenUppercaseLetters"));
        if let [only] = options.as_slice() {
            return format!("  plugins: [new CamelCasePlugin({{ {only}: true }})],\n");
        }
        let lines: String = options.iter().map(|option| format!("      {option}: true,\n")).collect();
        format!("  plugins: [\n    new CamelCasePlugin({{\n{lines}    }}),\n  ],\n")
    }

    /// Whether the name in the program leads back to the name in the database.
    pub fn reaches(self, name: &str) -> bool {
        self.snake_case(&camel_case(name)) == name
    }

    fn snake_case(self, name: &str) -> String {
        let mut text = String::with_capacity(name.len() + 4);
        let mut before: Option<char> = None;
        for letter in name.chars() {
            let is_capital = is_upper(letter);
            match before {
                None => text.extend(letter.to_lowercase()),
                Some(previous)
                    if self.underscore_before_digits
                        && letter.is_ascii_digit()
                        && !previous.is_ascii_digit()
                        && !text.ends_with('_') =>
                {
                    text.extend(['_', letter]);
                }
                Some(previous) if is_capital => {
                    if self.underscore_between_capitals || !is_upper(previous) {
                        text.push('_');
                    }
                    text.extend(letter.to_lowercase());
                }
                Some(_) => text.push(letter),
            }
            before = Some(letter);
        }
        text
    }
}

/// A capital letter that has a small one.
fn is_upper(letter: char) -> bool {
    letter.to_uppercase().eq([letter]) && !letter.to_lowercase().eq([letter])
}

/// The name as rows have it.
pub fn camel_case(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut before: Option<char> = None;
    for letter in name.chars() {
        match before {
            None => text.push(letter),
            Some(_) if letter == '_' => {}
            Some('_') => text.extend(letter.to_uppercase()),
            Some(_) => text.push(letter),
        }
        before = Some(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_the_plugin_makes_of_them() {
        assert_eq!(camel_case("user_id"), "userId");
        assert_eq!(camel_case("_x__y_"), "_XY");
        let usual = Plugin::default();
        for name in ["user_id", "id", "a1", "名前"] {
            assert!(usual.reaches(name), "{name}");
        }
        for name in ["userId", "UserId", "USER_ID", "a_1", "x__y", "y_"] {
            assert!(!usual.reaches(name), "{name}");
        }
        assert!(Plugin { underscore_before_digits: true, ..usual }.reaches("a_1"));
        assert!(Plugin { underscore_between_capitals: true, ..usual }.reaches("a_b_c"));
    }
}

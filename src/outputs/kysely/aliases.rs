//! Types that several columns share. Each may mention those below it only.

/// A type of the file's own.
#[derive(Debug)]
pub struct Alias {
    /// Its name.
    pub name: &'static str,
    /// What follows the name.
    pub text: &'static str,
    /// What it needs of Kysely.
    pub imports: &'static [&'static str],
}

impl Alias {
    /// Whether the alias of that name stands in this one's text as a word.
    pub fn mentions(&self, name: &str) -> bool {
        self.name != name
            && self.text.split(|character: char| !character.is_alphanumeric()).any(|word| word == name)
    }
}

/// All of them.
pub const ALIASES: &[Alias] = &[
    Alias {
        name: "Generated",
        text: "<T> =\n  T extends ColumnType<infer S, infer I, infer U>\n    ? ColumnType<S, I | undefined, U>\n    : ColumnType<T, T | undefined, T>",
        imports: &["ColumnType"],
    },
    Alias {
        name: "GeneratedAlways",
        text: "<T> =\n  T extends ColumnType<infer S, unknown, unknown>\n    ? ColumnType<S, never, never>\n    : ColumnType<T, never, never>",
        imports: &["ColumnType"],
    },
    Alias {
        name: "ArrayType",
        text: "<T> =\n  T extends ColumnType<infer S, infer I, infer U>\n    ? ColumnType<S[], I[], U[]>\n    : T[]",
        imports: &["ColumnType"],
    },
    Alias {
        name: "Int8",
        text: " = ColumnType<\n  string,\n  bigint | number | string,\n  bigint | number | string\n>",
        imports: &["ColumnType"],
    },
    Alias {
        name: "Numeric",
        text: " = ColumnType<string, number | string, number | string>",
        imports: &["ColumnType"],
    },
    Alias {
        name: "Timestamp",
        text: " = ColumnType<Date, Date | string, Date | string>",
        imports: &["ColumnType"],
    },
    Alias {
        name: "Interval",
        text: " = ColumnType<\n  IntervalParts,\n  number | string,\n  number | string\n>",
        imports: &["ColumnType"],
    },
    Alias {
        name: "IntervalParts",
        text: " = {\n  years?: number;\n  months?: number;\n  days?: number;\n  hours?: number;\n  minutes?: number;\n  seconds?: number;\n  milliseconds?: number;\n}",
        imports: &[],
    },
    Alias { name: "Point", text: " = { x: number; y: number }", imports: &[] },
    Alias { name: "JsonText", text: " = ColumnType<JsonValue, string, string>", imports: &["ColumnType"] },
    Alias { name: "Json", text: " = JsonValue", imports: &[] },
    Alias { name: "JsonValue", text: " = JsonArray | JsonObject | JsonPrimitive", imports: &[] },
    Alias { name: "JsonArray", text: " = JsonValue[]", imports: &[] },
    Alias { name: "JsonObject", text: " = { [key: string]: JsonValue | undefined }", imports: &[] },
    Alias { name: "JsonPrimitive", text: " = boolean | number | string | null", imports: &[] },
];

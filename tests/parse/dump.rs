//! The model and the findings as short text, for the case files.

use std::fmt::Write;

use authmorph::findings::Finding;
use authmorph::model::schema::*;
use authmorph::parse::places::Places;

pub fn schema(schema: &Schema) -> String {
    let mut out = String::new();
    for found in &schema.enums {
        writeln!(out, "enum {}: {}", found.name, found.values.join(", ")).unwrap();
    }
    for found in &schema.tables {
        table(&mut out, found);
    }
    for view in &schema.views {
        let kind = if view.materialized { "materialized view" } else { "view" };
        let all = if view.selects_all { ", selects *" } else { "" };
        writeln!(out, "{kind} {}{all}: {}", view.name, view.identifiers.join(" ")).unwrap();
        text(&mut out, &view.text);
    }
    for trigger in &schema.triggers {
        write!(out, "trigger {} on {}", trigger.name, trigger.table).unwrap();
        if trigger.on_update {
            out.push_str(", on update");
        }
        if let Some(routine) = &trigger.routine {
            write!(out, ", calls {routine}").unwrap();
        }
        writeln!(out, ": {}", trigger.identifiers.join(" ")).unwrap();
        text(&mut out, &trigger.text);
    }
    for routine in &schema.routines {
        writeln!(out, "routine {}: {}", routine.name, routine.identifiers.join(" ")).unwrap();
        text(&mut out, &routine.text);
    }
    for other in &schema.others {
        let name = other.name.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "other {} {name}: {}", other.kind, other.identifiers.join(" ")).unwrap();
        text(&mut out, &other.text);
    }
    out
}

fn text(out: &mut String, text: &str) {
    for line in text.lines() {
        writeln!(out, "  | {line}").unwrap();
    }
}

fn table(out: &mut String, table: &Table) {
    writeln!(out, "table {}", table.name).unwrap();
    for column in &table.columns {
        self::column(out, column);
    }
    if let Some(key) = &table.primary_key {
        self::key(out, "primary key", key);
    }
    for key in &table.uniques {
        self::key(out, "unique", key);
    }
    for key in &table.foreign_keys {
        write!(out, "  foreign key{} ({})", named(&key.name), key.columns.join(", ")).unwrap();
        write!(out, " -> {} ({})", key.foreign_table, key.foreign_columns.join(", ")).unwrap();
        for (word, action) in
            [("on delete", &key.on_delete), ("on update", &key.on_update), ("rest", &key.rest)]
        {
            if let Some(action) = action {
                write!(out, ", {word} {action}").unwrap();
            }
        }
        writeln!(out, "{}", if key.on_column { ", on column" } else { "" }).unwrap();
    }
    for check in &table.checks {
        write!(out, "  check{} {}", named(&check.name), expression(&check.expression)).unwrap();
        if let Some(column) = &check.column {
            write!(out, ", on {column}").unwrap();
        }
        writeln!(out, "{}", rest(&check.rest)).unwrap();
    }
    for index in &table.indexes {
        self::index(out, index);
    }
    if let Some(comment) = &table.comment {
        writeln!(out, "  comment {comment:?}").unwrap();
    }
    for (word, list) in [("option", &table.options), ("unread", &table.unread)] {
        for text in list {
            writeln!(out, "  {word} {text}").unwrap();
        }
    }
}

fn column(out: &mut String, column: &Column) {
    let kind = format!("{:?}", column.data_type.kind);
    write!(out, "  {}: {} = {kind}", column.name, column.data_type.text).unwrap();
    if column.data_type.unsigned {
        out.push_str(", unsigned");
    }
    if column.data_type.array_dimensions > 0 {
        write!(out, ", array {}", column.data_type.array_dimensions).unwrap();
    }
    out.push_str(if column.nullable { ", null" } else { ", not null" });
    if let Some(default) = &column.default {
        write!(out, ", default {}", expression(default)).unwrap();
    }
    if let Some(auto_number) = column.auto_number {
        write!(out, ", {auto_number:?}").unwrap();
    }
    if let Some(generated) = &column.generated {
        let how = if generated.stored { "stored" } else { "virtual" };
        write!(out, ", generated {how} {}", expression(&generated.expression)).unwrap();
    }
    if let Some(update) = &column.on_update {
        write!(out, ", on update {}", expression(update)).unwrap();
    }
    for (word, value) in [("collation", &column.collation), ("character set", &column.character_set)] {
        if let Some(value) = value {
            write!(out, ", {word} {value}").unwrap();
        }
    }
    if let Some(comment) = &column.comment {
        write!(out, ", comment {comment:?}").unwrap();
    }
    for text in &column.unread {
        write!(out, ", unread {text}").unwrap();
    }
    out.push('\n');
}

fn key(out: &mut String, word: &str, key: &Key) {
    writeln!(out, "  {word}{} ({}){}", named(&key.name), key.columns.join(", "), rest(&key.rest)).unwrap();
}

fn index(out: &mut String, index: &Index) {
    write!(out, "  {}index{}", if index.unique { "unique " } else { "" }, named(&index.name)).unwrap();
    if let Some(method) = &index.method {
        write!(out, " using {method}").unwrap();
    }
    let parts: Vec<String> = index.parts.iter().map(part).collect();
    write!(out, " ({})", parts.join(", ")).unwrap();
    if !index.include.is_empty() {
        write!(out, " include ({})", index.include.join(", ")).unwrap();
    }
    if let Some(predicate) = &index.predicate {
        write!(out, " where {}", expression(predicate)).unwrap();
    }
    writeln!(out, "{}", rest(&index.rest)).unwrap();
}

fn part(part: &IndexPart) -> String {
    let mut out = match &part.target {
        IndexTarget::Column(name) => name.clone(),
        IndexTarget::Expression(found) => expression(found),
    };
    if let Some(length) = part.prefix_length {
        write!(out, " first {length}").unwrap();
    }
    for (word, value) in [("collation", &part.collation), ("class", &part.operator_class)] {
        if let Some(value) = value {
            write!(out, " {word} {value}").unwrap();
        }
    }
    if part.descending {
        out.push_str(" descending");
    }
    if let Some(first) = part.nulls_first {
        out.push_str(if first { " nulls first" } else { " nulls last" });
    }
    out
}

fn expression(expression: &Expression) -> String {
    let mut out = format!("`{}`", expression.text.replace('\r', "\\r"));
    if let Some(literal) = &expression.literal {
        write!(out, " = {literal:?}").unwrap();
    }
    if !expression.identifiers.is_empty() {
        write!(out, " mentions {}", expression.identifiers.join(" ")).unwrap();
    }
    out
}

fn named(name: &Option<String>) -> String {
    name.as_ref().map(|name| format!(" {name}")).unwrap_or_default()
}

fn rest(rest: &Option<String>) -> String {
    rest.as_ref().map(|rest| format!(", rest {rest}")).unwrap_or_default()
}

pub fn findings(findings: &[Finding], text: &str) -> String {
    let places = Places::new(text);
    let mut out = String::new();
    for finding in findings {
        let place = finding.span.map(|span| places.at(span.start));
        let place = place.map(|place| format!("{}:{}", place.line, place.column)).unwrap_or_default();
        writeln!(out, "{place} {}[{}]: {}", finding.severity.word(), finding.code, finding.what).unwrap();
    }
    out
}

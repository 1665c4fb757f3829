//! That no text makes the reader of source code panic, run away, or point outside of the text.

use authmorph::dialects::ALL;
use authmorph::findings::CODES;
use authmorph::source::language;
use proptest::prelude::*;

use crate::{cases, translated};

/// Reads the text in every way there is; whether it was recognised.
fn check(text: &str) -> bool {
    let mut recognised = false;
    for chosen in ALL.iter().copied().map(Some).chain([None]) {
        let Some(translation) = translated(text, chosen) else { continue };
        recognised = true;
        let (schema, findings) = translation.read();
        let tables = schema.tables.iter().flat_map(|table| {
            let columns = table.columns.iter().map(|column| column.span);
            let keys = table.primary_key.iter().chain(&table.uniques).map(|key| key.span);
            let references = table.foreign_keys.iter().map(|key| key.span);
            let indexes = table.indexes.iter().map(|index| index.span);
            [table.span].into_iter().chain(columns).chain(keys).chain(references).chain(indexes)
        });
        let said = findings.iter().filter_map(|finding| finding.span);
        for span in tables.chain(schema.enums.iter().map(|found| found.span)).chain(said) {
            assert!(
                span.start <= span.end && text.get(span.start..span.end).is_some(),
                "{span:?} in {text:?}"
            );
        }
        for finding in &findings {
            assert!(CODES.contains(&finding.code), "{}", finding.code);
            for words in [&finding.what, &finding.why, &finding.next] {
                assert!(words.ends_with('.'), "{}: {words}", finding.code);
            }
        }
        assert_eq!(
            (schema, findings),
            translated(text, chosen).unwrap().read(),
            "the same text gives the same"
        );
    }
    recognised
}

fn texts() -> Vec<String> {
    ["prisma", "drizzle", "kysely"].into_iter().flat_map(cases).map(|case| case.source).collect()
}

/// Pieces that get far into the grammars.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "=>",
    "...",
    "`",
    "${",
    "}`",
    "'",
    "\"",
    "//",
    "/*",
    "*/",
    "\n",
    ",",
    ";",
    ".",
    "?",
    "!",
    "@",
    "@@",
    "@id",
    "=",
    ":",
    "-",
    "import ",
    "export const x = ",
    "async ",
    "function ",
    "return ",
    "interface Database {",
    "type A = ",
    "model A {",
    "enum E {",
    "datasource db {",
    "provider = \"mysql\"\n",
    "pgTable(",
    "mysqlTable(\"t\", ",
    "text(",
    "sql`",
    "db.schema.createTable(\"t\")",
    ".addColumn(\"a\", \"text\")",
    ".execute()",
    "references(() => a.b)",
    "as const",
    "é😀",
    "\u{feff}",
    "\\",
    "a",
    "null",
    "0x1",
    "as ",
    "satisfies ",
    "<div>don't</div>",
    "/[/]'/g",
    "keyof ",
    "class A extends B {",
    "if (x) {",
    "} else {",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_in_any_order(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = pieces.concat();
        check(&text);
        check(&format!("import {{ pgTable }} from 'drizzle-orm/pg-core';\nexport const t = pgTable(\"t\", {{ {text}"));
        check(&format!("model A {{\n id Int @id\n {text}"));
        check(&format!("export async function up(db) {{ await db.schema.createTable(\"t\"){text}"));
    }

    #[test]
    fn cases_that_were_damaged(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
            length in 0_usize..40, piece in prop::sample::select(PIECES)) {
        let texts = texts();
        let text: Vec<char> = which.get(&texts).chars().collect();
        let at = at.index(text.len());
        let mut damaged: String = text[..at].iter().collect();
        damaged.push_str(piece);
        damaged.extend(&text[(at + length).min(text.len())..]);
        check(&damaged);
    }
}

#[test]
fn cases_cut_anywhere() {
    for text in texts() {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).step_by(23).collect();
        for place in places {
            check(&text[..place]);
        }
    }
}

#[test]
fn deep_nesting_is_no_overflow() {
    let head = "import { pgTable, text } from 'drizzle-orm/pg-core';\n";
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{a:", "}"),
        ("f(", ")"),
        ("`${", "}`"),
        ("() => ", ""),
        ("-", ""),
        ("new ", ""),
    ] {
        let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        assert!(check(&format!("{head}export const t = pgTable('t', {{ a: text().default({deep}) }});")));
        assert!(check(&format!("{head}const x = {deep};\nexport const t = pgTable('t', {{ a: text() }});")));
        check(&format!("model A {{\n id Int @id @default({deep})\n}}"));
    }
    let chain = ".notNull()".repeat(10_000);
    assert!(check(&format!("{head}export const t = pgTable('t', {{ a: text(){chain} }});")));
    let types = format!("{}string{}", "Array<".repeat(10_000), ">".repeat(10_000));
    check(&format!(
        "import {{ Generated }} from 'kysely';\ninterface Database {{ t: T }}\ninterface T {{ a: {types} }}"
    ));
    assert!(check(&format!(
        "{head}const x = a{}; export const t = pgTable('t', {{ a: text() }});",
        "!".repeat(10_000)
    )));
    assert!(check(&format!(
        "{head}const x: {}; export const t = pgTable('t', {{ a: text() }});",
        "keyof ".repeat(10_000)
    )));
    let blocks = "if (x) {".repeat(10_000);
    check(&format!("export async function up(db) {{ {blocks} await db.schema.createTable('t')"));
    let round = "const a = { ...b, ...b };\nconst b = { ...a, ...a };\n";
    assert!(check(&format!("{head}{round}export const t = pgTable('t', a);")));
}

#[test]
fn sql_and_programs_are_no_schema() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/parse");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // This one shows what becomes of a Prisma schema that is read as SQL.
        if path.ends_with("not-sql.md") {
            continue;
        }
        let file = std::fs::read_to_string(&path).unwrap();
        let sql = crate::block(&file, "sql").unwrap_or_default();
        assert_eq!(language(&sql), None, "{}", path.display());
    }
    for text in [
        "",
        "-- import { pgTable } from 'drizzle-orm/pg-core'\nCREATE TABLE a (b int);",
        "export const App = () => <div className=\"x\">don't</div>;\n",
        "interface Props { title: string }\nexport function f(props: Props) { return props.title; }\n",
        "import { eq } from 'drizzle-orm';\nconst rows = await db.select().from(users).where(eq(users.id, 1));\n",
        "the model is a {thing}",
    ] {
        assert_eq!(language(text), None, "{text}");
    }
}

/// Ten times the text may take ten times as long, and not a hundred times: what is read twice is counted, not timed.
#[test]
fn many_tables_are_read() {
    let mut drizzle = "import { pgTable, text } from 'drizzle-orm/pg-core';\n".to_owned();
    let mut prisma = "datasource db {\n provider = \"sqlite\"\n}\n".to_owned();
    for at in 0..3_000 {
        let before = if at == 0 { 0 } else { at - 1 };
        drizzle += &format!(
            "export const t{at} = pgTable('t{at}', {{ id: text('id').primaryKey(), up: text('up').references(() => t{before}.id) }});\n"
        );
        prisma += &format!("model T{at} {{\n id Int @id\n up Int @unique\n}}\n");
    }
    for text in [drizzle, prisma] {
        assert_eq!(translated(&text, None).unwrap().read().0.tables.len(), 3_000);
    }
}

//! Random schemas that a database accepts.
//!
//! They are made of choices, which are bytes: fewer and smaller bytes make a simpler schema, so that what fails
//! shrinks to something that a person can read.

use authmorph::dialects::Dialect;
use authmorph::findings::Span;
use authmorph::model::names::ObjectName;
use authmorph::model::schema::*;
use authmorph::model::types::{DataType, TypeKind};
use authmorph::parse::{identifiers, parse};

use crate::kinds::{Kind, kinds};

/// Names that want care in one dialect or another.
const NAMES: &[&str] = &[
    "a",
    "user",
    "order",
    "Mixed Case",
    "quote\"s",
    "back`tick",
    "it's",
    "semi;colon",
    "da--sh",
    "com/*ment",
    "dol$lar",
    "ünï",
    "[bracket]",
    "key",
    "per%cent",
    "sla\\sh",
    "Ab",
    "select",
    "#",
    "é",
    "constraint",
    "(",
    ",",
];

const ACTIONS: &[Option<&str>] =
    &[None, Some("CASCADE"), Some("NO ACTION"), Some("RESTRICT"), Some("SET NULL")];

/// Takes bytes and makes choices of them; without bytes it takes the first choice.
struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
    dialect: Dialect,
    /// Makes names differ.
    names: usize,
}

impl Choices<'_> {
    fn number(&mut self, below: usize) -> usize {
        usize::from(*self.bytes.next().unwrap_or(&0)) % below.max(1)
    }

    /// True for one in `chances`, and not when bytes have run out.
    fn rarely(&mut self, chances: usize) -> bool {
        self.number(chances) + 1 == chances
    }

    fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.number(list.len())]
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("{}{}", self.pick(NAMES), self.names)
    }

    fn name_or_none(&mut self) -> Option<String> {
        self.rarely(2).then(|| self.name())
    }
}

/// The type as the reader understands it.
fn data_type(dialect: Dialect, text: &str) -> DataType {
    let (schema, findings) = parse(&format!("CREATE TABLE t (c {text}, d int)"), dialect);
    assert_eq!(findings, [], "{text}");
    schema.tables[0].columns[0].data_type.clone()
}

/// The expression as the reader understands it.
fn expression(dialect: Dialect, text: &str) -> Expression {
    let (schema, findings) = parse(&format!("CREATE TABLE t (c int, CHECK ({text}))"), dialect);
    assert_eq!(findings, [], "{text}");
    schema.tables[0].checks[0].expression.clone()
}

/// A schema made of the choices.
pub fn schema(dialect: Dialect, bytes: &[u8]) -> Schema {
    let mut choices = Choices { bytes: bytes.iter(), dialect, names: 0 };
    let mut schema = Schema::new(dialect);
    if dialect == Dialect::PostgreSql && choices.rarely(3) {
        let name = ObjectName::new(choices.name());
        let values = vec!["it's".to_owned(), "b,c".to_owned(), String::new()];
        schema.enums.push(EnumType { name, values, span: Span::default() });
    }
    for _ in 0..1 + choices.number(4) {
        let table = table(&mut choices, &schema.enums);
        schema.tables.push(table);
    }
    for from in 0..schema.tables.len() {
        for _ in 0..choices.number(3) {
            let to = choices.number(schema.tables.len());
            foreign_key(&mut choices, &mut schema.tables, from, to);
        }
    }
    if choices.rarely(3) {
        let view = view(&mut choices, &schema.tables[0]);
        schema.views.push(view);
    }
    schema
}

fn table(choices: &mut Choices<'_>, enums: &[EnumType]) -> Table {
    let dialect = choices.dialect;
    let mut table = Table::new(ObjectName::new(choices.name()));
    let mut used: Vec<&'static Kind> = Vec::new();
    for _ in 0..1 + choices.number(6) {
        let kind = choices.pick(kinds(dialect));
        let column = column(choices, kind);
        table.columns.push(column);
        used.push(kind);
    }
    for known in enums {
        if !choices.rarely(2) {
            continue;
        }
        let mut column = Column::new(choices.name(), data_type(dialect, &dialect.object(&known.name)));
        let (name, values) = (Some(known.name.clone()), known.values.clone());
        column.data_type.kind = authmorph::model::types::TypeKind::Enumeration { name, values };
        column.nullable = true;
        table.columns.push(column);
    }
    keys(choices, &mut table, &used);
    checks(choices, &mut table, &used);
    indexes(choices, &mut table, &used);
    generated(choices, &mut table, &used);
    if dialect != Dialect::Sqlite && choices.rarely(3) {
        table.comment = Some("it's; \"a\" -- `comment`".to_owned());
    }
    match dialect {
        Dialect::MySql => table.options.push("ENGINE=InnoDB".to_owned()),
        Dialect::PostgreSql if choices.rarely(5) => table.options.push("WITH (fillfactor = 70)".to_owned()),
        Dialect::Sqlite if table.primary_key.is_some() && choices.rarely(4) => without_row_id(&mut table),
        _ => {}
    }
    table
}

/// Its keys are never NULL, and it numbers no rows.
fn without_row_id(table: &mut Table) {
    if table.columns.iter().any(|column| column.auto_number.is_some()) {
        return;
    }
    table.options.push("WITHOUT ROWID".to_owned());
    let columns = table.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default();
    for key in columns {
        table.column_mut(&key).unwrap().nullable = false;
    }
}

fn column(choices: &mut Choices<'_>, kind: &Kind) -> Column {
    let dialect = choices.dialect;
    let mut column = Column::new(choices.name(), data_type(dialect, kind.text));
    column.nullable = choices.rarely(2);
    if !kind.defaults.is_empty() && choices.rarely(3) {
        column.default = Some(expression(dialect, choices.pick::<&str>(kind.defaults)));
    }
    if dialect != Dialect::Sqlite && choices.rarely(5) {
        column.comment = Some("line\nbreak, 'quotes' and \\".to_owned());
    }
    column
}

/// A primary key, of one column or several, with numbers or without, and unique constraints.
fn keys(choices: &mut Choices<'_>, table: &mut Table, used: &[&'static Kind]) {
    let dialect = choices.dialect;
    let able: Vec<usize> = (0..used.len()).filter(|at| used[*at].key).collect();
    let span = Span::default();
    let key = |name, columns| Key { name, columns, rest: None, span };
    if !able.is_empty() && choices.rarely(2) {
        let count = 1 + choices.number(able.len().min(2));
        let columns: Vec<String> = able[..count].iter().map(|at| table.columns[*at].name.clone()).collect();
        // MySQL's primary key has one name only.
        let name = if dialect == Dialect::MySql { None } else { choices.name_or_none() };
        let first = &table.columns[able[0]].data_type;
        let integer = first.kind.is_integer() && first.array_dimensions == 0;
        let row_id = table.columns[able[0]].data_type.text == "INTEGER";
        for name in &columns {
            let column = table.column_mut(name).unwrap();
            column.nullable &= dialect == Dialect::Sqlite && !(count == 1 && row_id);
        }
        if count == 1 && integer && choices.rarely(2) && (dialect != Dialect::Sqlite || row_id) {
            let column = table.column_mut(&columns[0]).unwrap();
            column.default = None;
            column.auto_number = Some(match dialect {
                Dialect::PostgreSql => *choices.pick(&[
                    AutoNumber::Serial,
                    AutoNumber::IdentityAlways,
                    AutoNumber::IdentityByDefault,
                ]),
                _ => AutoNumber::AutoIncrement,
            });
        }
        table.primary_key = Some(key(name, columns));
    }
    for at in able.iter().skip(1).filter(|_| choices.rarely(4)).copied().collect::<Vec<_>>() {
        let name = Some(choices.name());
        let mut unique = key(name, vec![table.columns[at].name.clone()]);
        if dialect == Dialect::PostgreSql {
            let rests = [None, Some("NULLS NOT DISTINCT"), Some("DEFERRABLE INITIALLY DEFERRED")];
            unique.rest = choices.pick(&rests).map(str::to_owned);
        }
        table.uniques.push(unique);
    }
}

fn checks(choices: &mut Choices<'_>, table: &mut Table, used: &[&'static Kind]) {
    let dialect = choices.dialect;
    for (at, kind) in used.iter().enumerate() {
        // MariaDB has no check of a column that it numbers.
        let numbered = dialect == Dialect::MySql && table.columns[at].auto_number.is_some();
        if !choices.rarely(6) || kind.text.is_empty() || numbered {
            continue;
        }
        let quoted = dialect.identifier(&table.columns[at].name);
        let forms =
            ["{} IS NOT NULL OR 1 > 0", "({} IS NULL) OR ('it''s; (' <> ')')", "NOT ({} IS NULL AND 2 < 1)"];
        let text = choices.pick(&forms).replace("{}", &quoted);
        let name = choices.name_or_none();
        // A check with a name is written below the columns; MariaDB calls one on a column after it.
        let on_column = name.is_none() && (dialect == Dialect::MySql || choices.rarely(2));
        let column = on_column.then(|| table.columns[at].name.clone());
        let expression = expression(dialect, &text);
        table.checks.push(Check { name, expression, column, rest: None, span: Span::default() });
    }
}

fn indexes(choices: &mut Choices<'_>, table: &mut Table, used: &[&'static Kind]) {
    let dialect = choices.dialect;
    for _ in 0..choices.number(3) {
        let at = choices.number(used.len());
        if !used[at].key {
            continue;
        }
        let name = &table.columns[at].name;
        let mut part = IndexPart {
            target: IndexTarget::Column(name.clone()),
            prefix_length: None,
            collation: None,
            operator_class: None,
            descending: choices.rarely(3),
            nulls_first: None,
        };
        let mut predicate = None;
        let quoted = dialect.identifier(name);
        match dialect {
            Dialect::PostgreSql => {
                part.nulls_first = *choices.pick(&[None, Some(true), Some(false)]);
                if used[at].letters && choices.rarely(3) {
                    let padded = matches!(table.columns[at].data_type.kind, TypeKind::Character { .. });
                    let class = if padded { "bpchar_pattern_ops" } else { "text_pattern_ops" };
                    part.collation = Some("\"C\"".to_owned());
                    part.operator_class = Some(class.to_owned());
                }
            }
            Dialect::MySql => part.prefix_length = (used[at].letters && choices.rarely(3)).then_some(3),
            Dialect::Sqlite => part.collation = choices.rarely(4).then(|| "NOCASE".to_owned()),
        }
        if dialect != Dialect::MySql {
            if used[at].letters && part.operator_class.is_none() && choices.rarely(3) {
                part.target = IndexTarget::Expression(expression(dialect, &format!("lower({quoted})")));
            }
            predicate = choices.rarely(3).then(|| expression(dialect, &format!("{quoted} IS NOT NULL")));
        }
        let more = part.prefix_length.is_some() || part.descending;
        table.indexes.push(Index {
            name: Some(choices.name()),
            // MySQL takes a plain unique index for a constraint.
            unique: choices.rarely(3) && (dialect != Dialect::MySql || more),
            method: (dialect != Dialect::Sqlite && choices.rarely(3)).then(|| "btree".to_owned()),
            parts: vec![part],
            include: Vec::new(),
            predicate,
            rest: None,
            span: Span::default(),
        });
    }
}

/// A column that is computed from one with letters.
fn generated(choices: &mut Choices<'_>, table: &mut Table, used: &[&'static Kind]) {
    let dialect = choices.dialect;
    // MariaDB stores nothing that is computed from CHAR: its value depends on a setting (PAD_CHAR_TO_FULL_LENGTH).
    let padded = |at: usize| {
        dialect == Dialect::MySql && matches!(table.columns[at].data_type.kind, TypeKind::Character { .. })
    };
    let lettered = (0..used.len()).find(|at| used[*at].letters && !padded(*at));
    let Some(at) = lettered.filter(|_| choices.rarely(3)) else { return };
    let call = format!("upper({})", dialect.identifier(&table.columns[at].name));
    let mut column = Column::new(choices.name(), table.columns[at].data_type.clone());
    column.nullable = true;
    let stored = dialect == Dialect::PostgreSql || choices.rarely(2);
    column.generated = Some(Generated { expression: expression(dialect, &call), stored });
    table.columns.push(column);
}

/// A new column that refers to the other table's key, if that is a single column.
fn foreign_key(choices: &mut Choices<'_>, tables: &mut [Table], from: usize, to: usize) {
    let dialect = choices.dialect;
    let Some(key) = tables[to].primary_key.as_ref().filter(|key| key.columns.len() == 1) else { return };
    let target = key.columns[0].clone();
    let foreign_table = tables[to].name.clone();
    let mut column = Column::new(choices.name(), tables[to].column(&target).unwrap().data_type.clone());
    column.nullable = true;
    let own = column.name.clone();
    tables[from].columns.push(column);
    let deferred = dialect != Dialect::MySql && choices.rarely(4);
    let action = |choices: &mut Choices<'_>| choices.pick(ACTIONS).map(str::to_owned);
    let foreign_key = ForeignKey {
        name: choices.name_or_none(),
        columns: vec![own],
        foreign_table,
        foreign_columns: vec![target],
        on_delete: action(choices),
        on_update: action(choices),
        rest: deferred.then(|| "DEFERRABLE INITIALLY DEFERRED".to_owned()),
        on_column: false,
        span: Span::default(),
    };
    tables[from].foreign_keys.push(foreign_key);
}

fn view(choices: &mut Choices<'_>, table: &Table) -> View {
    let dialect = choices.dialect;
    let name = ObjectName::new(choices.name());
    let text = format!(
        "CREATE VIEW {} AS SELECT {} AS x, 'it''s; here' AS y FROM {}",
        dialect.object(&name),
        dialect.identifier(&table.columns[0].name),
        dialect.object(&table.name)
    );
    let identifiers = identifiers(&text, dialect);
    View {
        name,
        materialized: false,
        text,
        identifiers,
        selects_all: false,
        query: None,
        span: Span::default(),
    }
}

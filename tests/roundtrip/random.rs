//! Random schemas → our DDL → reader → the same schema; and → database → dump program → reader → the same catalog.

use authmorph::dialects::ddl::create_schema;
use authmorph::dialects::{ALL, Dialect};
use authmorph::findings::Span;
use authmorph::model::schema::Schema;
use authmorph::parse::parse;
use proptest::prelude::*;

use crate::dump;
use crate::dumps::{catalog, rebuilt, script, without_database};
use crate::generate;
use crate::support::difference::difference;
use crate::support::{self, Dump, Ignoring};

/// The schema without the places of its parts. Foreign keys to later tables are written later, so that their order
/// says nothing.
fn plain(mut schema: Schema) -> Schema {
    let none = Span::default();
    for table in &mut schema.tables {
        table.span = none;
        table.columns.iter_mut().for_each(|column| column.span = none);
        table.primary_key.iter_mut().chain(&mut table.uniques).for_each(|key| key.span = none);
        table.foreign_keys.iter_mut().for_each(|key| key.span = none);
        table.checks.iter_mut().for_each(|check| check.span = none);
        table.indexes.iter_mut().for_each(|index| index.span = none);
        table
            .foreign_keys
            .sort_by(|left, right| (&left.columns, &left.name).cmp(&(&right.columns, &right.name)));
        table.checks.sort_by(|left, right| {
            (&left.column, &left.expression.text).cmp(&(&right.column, &right.expression.text))
        });
    }
    schema.enums.iter_mut().for_each(|known| known.span = none);
    for view in &mut schema.views {
        view.span = none;
        // It follows from the text.
        view.query = None;
    }
    schema
}

fn same_model(dialect: Dialect, bytes: &[u8]) {
    let schema = generate::schema(dialect, bytes);
    let text: String = create_schema(&schema).iter().map(|statement| format!("{statement};\n")).collect();
    let (read, findings) = parse(&text, dialect);
    assert_eq!(findings, [], "{text}");
    let (read, schema) = (plain(read), plain(schema));
    if read != schema {
        let lines = |schema: &Schema| dump::schema(schema).lines().map(str::to_owned).collect::<Vec<_>>();
        let difference = difference(&lines(&schema), &lines(&read)).unwrap_or_default();
        panic!("{} (- made, + read):\n{difference}\nin:\n{text}", dialect.name());
    }
}

fn same_catalog(dialect: Dialect, bytes: &[u8]) {
    let Some(server) = support::server(dialect) else { return };
    let schema = generate::schema(dialect, bytes);
    let ddl = script(dialect, &create_schema(&schema));
    let database = server.database();
    database.run(&ddl).unwrap_or_else(|why| panic!("{}: {why}\n{ddl}", dialect.name()));
    let text = without_database(&database, database.dump(Dump::Schema));
    let again = rebuilt(server, &text, dialect.name());
    if let Some(difference) = catalog(&again).difference(&catalog(&database), Ignoring::NOTHING) {
        panic!("{} (- read, + real):\n{difference}\nof:\n{ddl}\nfrom:\n{text}", dialect.name());
    }
}

fn settings(cases: u32, max_shrink_iters: u32) -> ProptestConfig {
    let soak = std::env::var_os("PROPTEST_CASES").is_some();
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: if soak { usual.cases } else { cases },
        max_shrink_iters,
        failure_persistence: None,
        ..usual
    }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

proptest! {
    #![proptest_config(settings(200, 500))]

    #[test]
    fn our_ddl_is_read_back(bytes in bytes()) {
        for dialect in ALL {
            same_model(*dialect, &bytes);
        }
    }
}

proptest! {
    #![proptest_config(settings(8, 16))]

    #[test]
    fn databases_are_read_back(bytes in bytes()) {
        for dialect in ALL {
            same_catalog(*dialect, &bytes);
        }
    }
}

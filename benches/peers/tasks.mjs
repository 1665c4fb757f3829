// What each of them is asked, and how to see that it did it. The same file runs in Node and in the browser.

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string} does what it makes of the text
 * @property {Record<string, string>} dialects the inputs that it reads, by its own names for their dialects
 * @property {(text: string, dialect: string) => unknown} run
 * @property {(result: any) => number} tables how many tables its result has
 */

/** Every input has so many tables. */
export const TABLES = 50;

/**
 * @param {object} modules
 * @param {any} modules.authmorph
 * @param {any} modules.dbml
 * @param {any} modules.nodeSqlParser
 * @param {any} modules.sqlparser
 * @returns {Task[]}
 */
export function tasks({ authmorph, dbml, nodeSqlParser, sqlparser }) {
  const parser = new nodeSqlParser.Parser();
  return [
    {
      name: "authmorph",
      does: "layout, and every output",
      dialects: { postgresql: "postgresql", mysql: "mysql", sqlite: "sqlite" },
      async run(text, dialect) {
        const request = { sources: [{ name: "schema.sql", text }], dialect, to: "as-is" };
        return { detection: await authmorph.detect(request), conversion: await authmorph.convert(request) };
      },
      tables({ detection, conversion }) {
        const names = new Set(conversion.files.map((/** @type {any} */ file) => file.output));
        for (const name of ["drizzle", "kysely", "prisma", "dbml", "mermaid", "schema", "model"]) {
          if (!names.has(name)) throw new Error(`no ${name}`);
        }
        if (detection.layout !== "lucia") throw new Error("the layout was not recognised");
        return conversion.files.find((/** @type {any} */ file) => file.output === "schema").text.match(/^CREATE TABLE /gm).length;
      },
    },
    {
      name: "@dbml/core",
      does: "DBML",
      dialects: { postgresql: "postgres", mysql: "mysql" },
      run: (text, dialect) => dbml.importer.import(text, dialect),
      tables: (result) => result.match(/^Table /gm).length,
    },
    {
      name: "node-sql-parser",
      does: "a syntax tree",
      dialects: { postgresql: "postgresql", mysql: "mysql", sqlite: "sqlite" },
      run: (text, dialect) => parser.astify(text, { database: dialect }),
      tables: (result) => result.filter((/** @type {any} */ tree) => tree.type === "create" && tree.keyword === "table").length,
    },
    {
      name: "sqlparser-ts",
      does: "a syntax tree",
      dialects: { postgresql: "postgresql", mysql: "mysql", sqlite: "sqlite" },
      run: (text, dialect) => sqlparser.parse(text, dialect),
      tables: (result) => result.filter((/** @type {any} */ tree) => "CreateTable" in tree).length,
    },
  ];
}

/**
 * Every task in turn, round after round, so that what else the machine does strikes all of them alike.
 * @param {Task[]} all
 * @param {Record<string, string>} inputs
 * @param {{ warm: number, rounds: number }} often
 */
export async function measure(all, inputs, { warm, rounds }) {
  /** @type {{ input: string, task: string, does: string, times: number[] }[]} */
  const rows = [];
  for (const [input, text] of Object.entries(inputs)) {
    const asked = all.filter((task) => task.dialects[input]);
    const times = new Map(asked.map((task) => [task, /** @type {number[]} */ ([])]));
    for (let round = 0; round < warm + rounds; round += 1) {
      for (const [task, taken] of times) {
        const start = performance.now();
        const result = await task.run(text, task.dialects[input] ?? "");
        const time = performance.now() - start;
        const tables = task.tables(result);
        if (tables !== TABLES) throw new Error(`${task.name} read ${tables} of ${TABLES} tables of ${input}`);
        if (round >= warm) taken.push(time);
      }
    }
    for (const [task, taken] of times) rows.push({ input, task: task.name, does: task.does, times: taken });
  }
  return rows;
}

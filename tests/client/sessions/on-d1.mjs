// The same on Cloudflare D1, by its local simulator: the database is made and migrated here, and given to every call.

import { Miniflare } from "miniflare";
import * as sessions from "./wiring/session.js";
import { contract } from "./contract.mjs";
import { statements } from "./statements.mjs";

const { scripts, ...input } = JSON.parse(process.argv[2]);
const script = "export default { fetch() { return new Response(); } };";
const miniflare = new Miniflare({ script, modules: true, d1Databases: ["DB"], host: "127.0.0.1", cf: false });
const database = await miniflare.getD1Database("DB");
for (const text of scripts) await database.batch(statements(text).map((statement) => database.prepare(statement)));

/** What is called without the database in the contract. Two functions need none. */
const alone = ["generateSessionToken", "sessionId"];
const bound = ([name, call]) => [name, alone.includes(name) ? call : (...given) => call(database, ...given)];
const code = Object.fromEntries(Object.entries(sessions).map(bound));
const raw = async (sql) => (await database.prepare(sql).all()).results;
const said = await contract(code, raw, input);
await miniflare.dispose();
console.log(JSON.stringify(said));
process.exit();

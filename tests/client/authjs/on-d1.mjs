// The contract on Cloudflare D1, by its local simulator: the database is made and migrated here.

import { Miniflare } from "miniflare";
import { statements } from "./statements.mjs";
import { contract } from "./contract.mjs";
import { configFor } from "./wiring/auth.js";

const { scripts, ...input } = JSON.parse(process.argv[2]);
const script = "export default { fetch() { return new Response(); } };";
const miniflare = new Miniflare({ script, modules: true, d1Databases: ["DB"], host: "127.0.0.1", cf: false });
const database = await miniflare.getD1Database("DB");
for (const text of scripts) await database.batch(statements(text).map((statement) => database.prepare(statement)));
const said = await contract(configFor(database).adapter, input);
await miniflare.dispose();
console.log(JSON.stringify(said));

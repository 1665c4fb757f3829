// The contract, by the adapter of the wiring that was written for the tables.

import { contract } from "./contract.mjs";
import * as wiring from "./wiring/auth.js";
import * as database from "./wiring/db.js";

const input = JSON.parse(process.argv[2]);
// The test's MariaDB has no port, and TypeORM reads no socket from a URL.
if (database.connection?.type === "mysql") {
  database.connection.socketPath = new URL(input.url).searchParams.get("socketPath");
}

// Auth.js calls it `config`, NextAuth 4 `authOptions`.
const { adapter } = wiring.config ?? wiring.authOptions;
console.log(JSON.stringify(await contract(adapter, input)));
process.exit(0);

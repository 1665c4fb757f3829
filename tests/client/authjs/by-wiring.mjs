// The contract, by the adapter of the wiring that was written for the tables.

import { contract } from "./contract.mjs";
import * as wiring from "./wiring/auth.js";

// Auth.js calls it `config`, NextAuth 4 `authOptions`.
const { adapter } = wiring.config ?? wiring.authOptions;
console.log(JSON.stringify(await contract(adapter, JSON.parse(process.argv[2]))));
process.exit(0);

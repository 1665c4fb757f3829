// The contract, by the adapter of the wiring that was written for the tables.

import { contract } from "./contract.mjs";
import { config } from "./wiring/auth.js";

console.log(JSON.stringify(await contract(config.adapter, JSON.parse(process.argv[2]))));
process.exit(0);

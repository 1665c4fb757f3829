// An application of Better Auth with Drizzle, by the wiring that was written for its tables:
// `node application.mjs <arguments as JSON>` does what `application.mjs` does with Better Auth's own adapter.

import { betterAuth } from "better-auth";
import { username } from "better-auth/plugins";
import { use } from "./people.mjs";
import { auth as wired } from "./wiring/auth.js";

const { passwords, accounts, user } = JSON.parse(process.argv[2]);
const auth = betterAuth({
  ...wired.options,
  secret: "a secret of more than thirty-two characters",
  baseURL: "http://localhost",
  logger: { level: "error" },
  telemetry: { enabled: false },
  plugins: [username()],
});

console.log(JSON.stringify(await use(auth, { passwords, accounts, user })));
process.exit();

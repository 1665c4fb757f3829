// A page of a stranger's, which a bundler takes in.
import { convert, init } from "authmorph/sql";
import { startWorker } from "authmorph/worker";

const text = `CREATE TABLE auth_user (id text PRIMARY KEY);
CREATE TABLE user_session (id text PRIMARY KEY, user_id text NOT NULL REFERENCES auth_user (id), active_expires bigint NOT NULL, idle_expires bigint NOT NULL);`;
const request = { sources: [{ name: "schema.sql", text }], dialect: "postgresql", to: "lucia-3" };
const said = document.getElementById("said");
try {
  await init();
  const here = convert(request).target;
  const worker = startWorker();
  const there = (await worker.convert(request)).target;
  said.textContent = `done: ${here} ${there}`;
} catch (error) {
  said.textContent = `done: ${error}`;
}

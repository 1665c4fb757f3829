// esbuild copies no file that is only named by an address: the module is imported as one.
import module from "authmorph/sql.wasm";
import { convert, init } from "authmorph/sql";

const said = document.getElementById("said");
try {
  await init(new URL(module, import.meta.url));
  said.textContent = `done: ${convert({ sources: [{ name: "x.sql", text: "CREATE TABLE note (id int);" }] }).target}`;
} catch (error) {
  said.textContent = `done: ${error}`;
}

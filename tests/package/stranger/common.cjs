// CommonJS, by way of `import()`.
const { readFileSync } = require("node:fs");

async function main() {
  const { convert, init } = await import("authmorph");
  await init();
  const { target } = convert({ sources: [{ name: "schema.sql", text: readFileSync("schema.sql", "utf8") }], to: "lucia-3" });
  console.log(target);
}

main();

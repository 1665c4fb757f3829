// An ES module of Node.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { convert, detect, init, initSync, targets, version } from "authmorph";
import * as sql from "authmorph/sql";
import { startWorker } from "authmorph/worker";
// On a server that renders pages there are no elements, and no harm.
import "authmorph/element";

const request = { sources: [{ name: "schema.sql", text: readFileSync("schema.sql", "utf8") }], dialect: "postgresql", to: "lucia-3" };
let early;
try {
  detect(request);
} catch (error) {
  early = error.message;
}
await Promise.all([init(), init()]);
await init();
initSync(new Uint8Array());
sql.initSync(readFileSync(createRequire(import.meta.url).resolve("authmorph/sql.wasm")));

const prisma = { sources: [{ name: "schema.prisma", text: 'datasource db {\n  provider = "mysql"\n}\nmodel User {\n  id String @id\n}\n' }] };
const worker = startWorker();
const inWorker = await worker.convert(request);
const [again, refused] = await Promise.allSettled([worker.detect(request), worker.convert({ sources: 3 })]);
const open = worker.convert(request);
worker.close();
const closed = await open.catch((error) => error.message);
const afterwards = await worker.version();

console.log(
  JSON.stringify({
    early,
    version: version(),
    layout: detect(request).layout,
    targets: targets(request).map(({ name }) => name),
    files: convert(request).files.length,
    same: JSON.stringify(sql.convert(request)) === JSON.stringify(convert(request)) && JSON.stringify(inWorker) === JSON.stringify(convert(request)),
    prisma: [detect(prisma).table_count, sql.detect(prisma).table_count],
    worker: [again.value.layout, refused.reason.message, closed, afterwards],
  }),
);

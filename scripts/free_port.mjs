// Prints the port of the first argument if it is free, or without one the first free port from 8080.
import { createServer } from "node:net";

/** @param {number} port */
const isFree = (port) =>
  new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });

const asked = process.argv[2];
if (asked && !/^[0-9]{1,5}$/.test(asked)) {
  console.error(`serve: PORT is no port number: ${asked}`);
  process.exit(1);
}
const candidates = asked ? [Number(asked)] : Array.from({ length: 100 }, (_, index) => 8080 + index);
for (const port of candidates) {
  if (port > 0 && port < 65536 && (await isFree(port))) {
    console.log(port);
    process.exit(0);
  }
}
console.error(asked ? `serve: port ${asked} is taken: choose another, as in PORT=9000 make serve` : "serve: no free port");
process.exit(1);

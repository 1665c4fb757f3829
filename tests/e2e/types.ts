// Not run: that it compiles is the test. The declarations of the JavaScript edge say what the engine really takes.

import { convert, detect, targets, version } from "../../target/wasm/engine.js";
import type { Conversion, Request, Role } from "../../target/wasm/engine.js";

const request: Request = {
  sources: [{ name: "schema.sql", text: "CREATE TABLE x (id int)" }],
  dialect: "postgresql",
  map: { user: "people" },
  set: { oauth_table: "accounts" },
};
const conversion: Conversion = convert(request);
export const role: Role | undefined = conversion.detection.roles["user"];
export const layout: string | null = conversion.detection.layout;
export const line: number | undefined = conversion.findings[0]?.span?.start.line;
export const names: string[] = targets({}).map((target) => target.name);
export const confidence: number = detect(request).confidence;
export const number: string = version();

// @ts-expect-error a source is no string
convert({ sources: ["CREATE TABLE x (id int)"] });

// What the makers' own readers understand of the texts for documentation.
//
// usage: node diagrams.mjs FILE...   Prints one JSON object by file: { dbml } files as tables, references and
// enumerations, { mmd } files as entities and relations.

import { readFileSync } from "node:fs";

import * as dbml from "@dbml/core";
import mermaid from "mermaid";

const { Parser } = dbml.default ?? dbml;

function ofDbml(text) {
  const database = new Parser().parse(text, "dbmlv2");
  const { schemas } = database.export();
  // What is exported has no checks.
  const checks = new Map(database.schemas.flatMap(({ tables }) => tables.map((table) => [table.name, table.checks.length])));
  const inSchema = (schema, name) => (schema && schema !== "public" ? `${schema}.${name}` : name);
  const tables = schemas.flatMap((schema) =>
    schema.tables.map((table) => ({
      name: inSchema(schema.name, table.name),
      columns: table.fields.map((field) => ({
        name: field.name,
        type: inSchema(field.type.schemaName, field.type.type_name),
        primary: field.pk === true,
        required: field.not_null === true,
        default: field.dbdefault ? `${field.dbdefault.type}: ${field.dbdefault.value}` : null,
      })),
      indexes: table.indexes.map((index) => ({
        name: index.name ?? null,
        unique: index.unique === true,
        primary: index.pk === true,
        columns: index.columns.map((column) => column.value),
      })),
      checks: checks.get(table.name),
    })),
  );
  const references = schemas.flatMap((schema) =>
    schema.refs.map(({ endpoints }) =>
      endpoints.map((end) => `${inSchema(end.schemaName, end.tableName)}(${end.fieldNames.join(", ")})`).join(" > "),
    ),
  );
  const enums = schemas.flatMap((schema) =>
    schema.enums.map((known) => ({
      name: inSchema(schema.name, known.name),
      values: known.values.map((value) => value.name),
    })),
  );
  return { tables, references, enums };
}

async function ofMermaid(text) {
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const tables = [...db.getEntities().values()].map((entity) => ({
    name: entity.label,
    columns: entity.attributes.map(({ name, keys }) => ({ name, keys })),
  }));
  return { tables, relations: db.getRelationships().length };
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  try {
    console.log(JSON.stringify({ file, ...(file.endsWith(".dbml") ? ofDbml(text) : await ofMermaid(text)) }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: error.diags ?? String(error.message ?? error).slice(0, 300) }));
  }
}

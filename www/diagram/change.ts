// What differs between two models (the engine's model.json): tables, columns and references, each with its fate.

export type Fate = "same" | "added" | "removed" | "changed";

export interface Column {
  readonly name: string;
  readonly type: string;
  /** What it was, where that differs. */
  readonly was: string;
  readonly isKey: boolean;
  readonly fate: Fate;
}

export interface Table {
  readonly name: string;
  readonly fate: Fate;
  readonly columns: readonly Column[];
}

export interface Reference {
  readonly from: string;
  readonly to: string;
  readonly columns: string;
  readonly fate: Fate;
}

export interface Change {
  readonly tables: readonly Table[];
  readonly references: readonly Reference[];
}

interface Name {
  readonly schema?: string;
  readonly name: string;
}

interface ModelTable extends Name {
  readonly columns?: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[];
  readonly primary_key?: { readonly columns: readonly string[] };
  readonly foreign_keys?: readonly { readonly columns: readonly string[]; readonly foreign_table: Name }[];
}

interface Model {
  readonly tables?: readonly ModelTable[];
}

const nameOf = ({ schema, name }: Name): string => (schema ? `${schema}.${name}` : name);

/** All keys, in the order in which they stand: what is new comes after what it follows. */
function union<Value>(before: ReadonlyMap<string, Value>, after: ReadonlyMap<string, Value>): string[] {
  return [...before.keys(), ...[...after.keys()].filter((key) => !before.has(key))];
}

function fate<Value>(before: Value | undefined, after: Value | undefined, isSame: (before: Value, after: Value) => boolean): Fate {
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  return isSame(before, after) ? "same" : "changed";
}

function columns(before: ModelTable | undefined, after: ModelTable | undefined): Column[] {
  const shown = (table: ModelTable | undefined): Map<string, string> =>
    new Map(table?.columns?.map((column) => [column.name, column.nullable ? `${column.type}?` : column.type]));
  const [old, now] = [shown(before), shown(after)];
  const keys = new Set((after ?? before)?.primary_key?.columns);
  return union(old, now).map((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const type = is ?? was ?? "";
    return { name, type, was: was !== undefined && was !== type ? was : "", isKey: keys.has(name), fate: fate(was, is, (left, right) => left === right) };
  });
}

function references(model: Model): Map<string, Omit<Reference, "fate">> {
  const all = (model.tables ?? []).flatMap((table) =>
    (table.foreign_keys ?? []).map((key) => ({ from: nameOf(table), to: nameOf(key.foreign_table), columns: key.columns.join(", ") })),
  );
  return new Map(all.map((reference) => [JSON.stringify(reference), reference]));
}

/** Holds two models, as JSON, against each other. */
export function compare(before: string, after: string): Change {
  const models = [before, after].map((text): Model => JSON.parse(text)) as [Model, Model];
  const [old, now] = models.map((model) => new Map((model.tables ?? []).map((table) => [nameOf(table), table]))) as [
    Map<string, ModelTable>,
    Map<string, ModelTable>,
  ];
  const tables = union(old, now).map((name): Table => {
    const all = columns(old.get(name), now.get(name));
    const isSame = (): boolean => JSON.stringify(old.get(name)) === JSON.stringify(now.get(name));
    return { name, columns: all, fate: fate(old.get(name), now.get(name), isSame) };
  });
  const [oldReferences, nowReferences] = models.map(references) as [ReturnType<typeof references>, ReturnType<typeof references>];
  return {
    tables,
    references: union(oldReferences, nowReferences).flatMap((key) => {
      const [was, is] = [oldReferences.get(key), nowReferences.get(key)];
      const one = is ?? was;
      return one ? [{ ...one, fate: fate(was, is, () => true) }] : [];
    }),
  };
}

/** One end of the change: what is there, as if nothing else had ever been. */
export function end(change: Change, side: "before" | "after"): Change {
  const gone: Fate = side === "before" ? "added" : "removed";
  const isThere = ({ fate }: { readonly fate: Fate }): boolean => fate !== gone;
  return {
    tables: change.tables.filter(isThere).map((table) => ({
      ...table,
      fate: "same",
      columns: table.columns.filter(isThere).map((column) => ({
        ...column,
        type: side === "before" && column.was ? column.was : column.type,
        was: "",
        fate: "same",
      })),
    })),
    references: change.references.filter(isThere).map((reference) => ({ ...reference, fate: "same" })),
  };
}

/** The change in sentences, for those who do not see the picture. */
export function sentences({ tables, references }: Change): string[] {
  const words: Record<Fate, string> = { same: "unchanged", added: "new", removed: "dropped", changed: "changed" };
  const ofTables = tables.map((table) => {
    const parts = table.columns
      .filter((column) => table.fate === "changed" && column.fate !== "same")
      .map((column) => `column ${column.name} is ${words[column.fate]}`);
    return `Table ${table.name}: ${[words[table.fate], ...parts].join(", ")}.`;
  });
  const ofReferences = references.map(({ from, columns, to, fate }) => `${from} (${columns}) refers to ${to}${fate === "same" ? "" : `, ${words[fate]}`}.`);
  return [...ofTables, ...ofReferences];
}

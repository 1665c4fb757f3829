// What the rehearsal asks of a database; `src/bin/rehearsal.rs` is who asks. What goes wrong is thrown as the text that
// the database said.

export interface Database {
  /** What to call it: `SQLite 3.54.1`. */
  readonly title: string;
  /** Makes it empty. */
  empty(): Promise<void>;
  /** Ends the session as a client that dies does, and begins another. */
  reconnect(): Promise<void>;
  /** Runs a statement; gives the rows that it wrote, and the milliseconds that it took. */
  execute(sql: string): Promise<[rows: number | null, milliseconds: number]>;
  /** The rows of a query, as texts; a number is one with a fraction. */
  rows(sql: string): Promise<(string | number | null)[][]>;
  /** Makes ready what an extension of PostgreSQL is made of, where it can be had here. */
  provide(extension: string): Promise<void>;
}

/** A part of what a database is made of, unpacked. Those that are not always needed are loaded when they are asked for. */
export type Part = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * What the backend asks of a database. SQL is the part SQLite and PostgreSQL share, with `?` for values;
 * `{blob}` and `{integer}` in a definition stand for their types. Everything runs in a transaction.
 */
export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/** One transaction. It ends, for good or undone, with the function that was handed it. */
export interface Transaction {
  all(sql: string, ...values: readonly Value[]): Promise<readonly Row[]>;
  run(sql: string, ...values: readonly Value[]): Promise<void>;
  /** Inserts many rows at once; `sql` ends before `VALUES`. */
  insertAll(sql: string, rows: readonly (readonly Value[])[]): Promise<void>;
  /** Until the transaction ends nobody else holds the lock of this name; what is done under it happens one after another. */
  lock(name: string): Promise<void>;
}

export interface Database {
  readonly kind: 'sqlite' | 'postgresql';
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The single row of a query, or null. */
export const one = async (rows: Promise<readonly Row[]>): Promise<Row | null> => (await rows)[0] ?? null;

const wrong = (row: Row, column: string): TypeError => new TypeError(`column ${column} holds ${typeof row[column]}`);

/** A column that must hold text. */
export const textOf = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw wrong(row, column);
  return value;
};

export const textOrNull = (row: Row, column: string): string | null => (row[column] === null ? null : textOf(row, column));

export const numberOf = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number') throw wrong(row, column);
  return value;
};

export const numberOrNull = (row: Row, column: string): number | null => (row[column] === null ? null : numberOf(row, column));

export const bytesOf = (row: Row, column: string): Uint8Array => {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrong(row, column);
  return value;
};

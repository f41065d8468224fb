/** Embedded SQLite: one connection, transactions one after another. */
import Sqlite from 'better-sqlite3';
import type { Database, Row, Transaction, Value } from './database.ts';
import { DEFINITIONS } from './definitions.ts';

const TYPES: Readonly<Record<string, string>> = { blob: 'BLOB', integer: 'INTEGER' };

const transactionOn = (connection: Sqlite.Database): Transaction => {
  const statements = new Map<string, Sqlite.Statement>();
  const prepared = (sql: string): Sqlite.Statement => {
    const known = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    all: async (sql, ...values) => prepared(sql).all(...values) as readonly Row[], // SQLite gives text, numbers, bytes and null only
    run: async (sql, ...values) => void prepared(sql).run(...values),
    insertAll: async (sql, rows) => {
      const [first] = rows;
      if (first === undefined) return;
      const statement = prepared(`${sql} VALUES (${first.map(() => '?').join(', ')})`);
      for (const row of rows) statement.run(...(row satisfies readonly Value[]));
    },
    // There is one connection, and transactions on it never overlap.
    lock: async () => {},
  };
};

/** @param file path, or `:memory:` */
export const openSqlite = (file: string): Database => {
  const connection = new Sqlite(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  for (const definition of DEFINITIONS)
    connection.exec(`${definition.replaceAll(/\{(\w+)\}/g, (_, name: string) => TYPES[name] ?? name)} STRICT`);
  const transaction = transactionOn(connection);
  let last: Promise<unknown> = Promise.resolve();
  return {
    kind: 'sqlite',
    transaction: (work) => {
      const mine = last.then(async () => {
        connection.exec('BEGIN IMMEDIATE');
        try {
          const result = await work(transaction);
          connection.exec('COMMIT');
          return result;
        } catch (failure) {
          connection.exec('ROLLBACK');
          throw failure;
        }
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      await last;
      connection.close();
    },
  };
};

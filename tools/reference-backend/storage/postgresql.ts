/** PostgreSQL, when `DATABASE_URL` names one. */
import pg from 'pg';
import type { Database, Row, Transaction, Value } from './database.ts';
import { DEFINITIONS } from './definitions.ts';

const TYPES: Readonly<Record<string, string>> = { blob: 'BYTEA', integer: 'BIGINT' };
/** Far below PostgreSQL's 65,535 values a statement. */
const ROWS_A_STATEMENT = 500;

const numbered = (sql: string): string => {
  let count = 0;
  return sql.replaceAll('?', () => `$${String((count += 1))}`);
};

const bound = (values: readonly Value[]): (string | number | Buffer | null)[] =>
  values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));

const transactionOn = (client: pg.PoolClient): Transaction => ({
  all: async (sql, ...values) => (await client.query<Row>(numbered(sql), bound(values))).rows,
  run: async (sql, ...values) => {
    await client.query(numbered(sql), bound(values));
  },
  insertAll: async (sql, rows) => {
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      const part = rows.slice(from, from + ROWS_A_STATEMENT);
      const places = part.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
      await client.query(numbered(`${sql} VALUES ${places}`), bound(part.flat()));
    }
  },
  lock: async (name) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [name]);
  },
});

export const openPostgresql = async (url: string): Promise<Database> => {
  // Counts and times in ms stay far below 2^53.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types });
  // A lost idle connection is replaced by the next request; unheard, the event would end the process.
  pool.on('error', () => {});
  for (const definition of DEFINITIONS) await pool.query(definition.replaceAll(/\{(\w+)\}/g, (_, name: string) => TYPES[name] ?? name));
  return {
    kind: 'postgresql',
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(transactionOn(client));
        await client.query('COMMIT');
        return result;
      } catch (failure) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw failure;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
};

import { expect, it } from 'vitest';
import { all, openConnection, run } from '../../../../src-main/cache/database.ts';
import { sql } from '../../../../src-main/cache/sql.ts';
import { toStorageError } from '../../../../src-main/cache/storage-error.ts';

it('makes a bound parameter of whatever is interpolated', () => {
  const hostile = "x'; DROP TABLE t; --";
  const db = openConnection(':memory:', { readonly: false });
  run(db, sql`CREATE TABLE t (name TEXT)`);
  run(db, sql`INSERT INTO t (name) VALUES (${hostile})`);
  expect(all(db, sql`SELECT name FROM t WHERE name = ${hostile}`)).toEqual([{ name: hostile }]);
});

it('tells a full disk from a read-only one and from a bug', () => {
  const db = openConnection(':memory:', { readonly: false });
  run(db, sql`CREATE TABLE t (content BLOB)`);
  db.connection.pragma('max_page_count = 3');
  const failure = (act: () => unknown): unknown => {
    try {
      return act();
    } catch (thrown) {
      return toStorageError(thrown);
    }
  };
  const big = new Uint8Array(100_000);
  expect(failure(() => run(db, sql`INSERT INTO t VALUES (${big})`))).toMatchObject({ kind: 'storage-full', key: 'storage-full' });
  db.connection.pragma('query_only = ON');
  expect(failure(() => run(db, sql`INSERT INTO t VALUES (NULL)`))).toMatchObject({ kind: 'unavailable', key: 'storage-unavailable' });
  expect(failure(() => run(db, sql`INSERT INTO nowhere VALUES (1)`))).toMatchObject({ code: 'SQLITE_ERROR' });
});

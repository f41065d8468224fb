/** The real queries over an in-memory database, without the worker thread: storage for unit tests of services. */
import { applyPragmas, openConnection, type WritableDb } from '../../src-main/cache/database.ts';
import type { QueryRunner } from '../../src-main/cache/local-database.ts';
import { migrate } from '../../src-main/cache/migrate.ts';
import { migrations } from '../../src-main/cache/migrations/all.ts';
import { runQuery } from '../../src-main/cache/queries/all.ts';
import type { QueryArgs, QueryName, QueryResult } from '../../src-main/cache/queries/all.ts';

export interface FakeStorage extends QueryRunner {
  readonly db: WritableDb;
  /** The next query rejects with this. */
  failNext(failure: Error): void;
}

export function createFakeStorage(): FakeStorage {
  const db = openConnection(':memory:', { readonly: false });
  applyPragmas(db);
  migrate(db, migrations);
  let failure: Error | null = null;
  return {
    db,
    failNext: (next) => {
      failure = next;
    },
    query: <N extends QueryName>(name: N, ...args: QueryArgs<N>): Promise<QueryResult<N>> => {
      const thrown = failure;
      failure = null;
      if (thrown !== null) return Promise.reject(thrown);
      // A copy, as the worker boundary makes one.
      return Promise.resolve(structuredClone(runQuery(db, name, args)) as QueryResult<N>); // the query of that name ran
    },
  };
}

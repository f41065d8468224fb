import { afterAll, beforeAll, describe } from 'vitest';
import type { BackendOptions } from '../../../tools/reference-backend/reference-backend.ts';
import { postgresqlMissing, startPostgresql } from './postgresql.ts';
import type { Cluster } from './postgresql.ts';
import { startTestProvince } from './running-backend.ts';
import type { TestProvince } from './running-backend.ts';

/** The same tests over SQLite and, where there is one, PostgreSQL; `province` is one backend for all of them. */
export const onEachDatabase = (name: string, body: (province: () => TestProvince) => void, options: Partial<BackendOptions> = {}): void => {
  const suite = (postgresql: boolean) => () => {
    let cluster: Cluster | null = null;
    let province: TestProvince | null = null;
    beforeAll(async () => {
      cluster = postgresql ? await startPostgresql() : null;
      province = await startTestProvince(cluster?.url ?? null, options);
    });
    afterAll(async () => {
      await province?.close();
      await cluster?.stop();
    });
    body(() => {
      if (province === null) throw new Error('the backend is not up');
      return province;
    });
  };
  describe(`${name} (SQLite)`, suite(false));
  const missing = postgresqlMissing();
  describe.skipIf(missing !== null)(`${name} (PostgreSQL${missing === null ? '' : `: ${missing}`})`, suite(true));
};

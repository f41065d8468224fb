import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { startReferenceBackend } from '../../../tools/reference-backend/reference-backend.ts';
import type { BackendOptions, ReferenceBackend } from '../../../tools/reference-backend/reference-backend.ts';
import { demoPeople } from '../../../tools/reference-backend/seed/people.ts';
import { stepOf, totpCode } from '../../../tools/reference-backend/sessions/totp.ts';
import { startValidatingProxy } from './validating-proxy.ts';
import type { ValidatingProxy } from './validating-proxy.ts';

/** The day the demo of a test plays on. */
export const TEST_DAY_MS = Date.parse('2026-11-21T02:00:00.000Z');

export interface TestProvince {
  readonly backend: ReferenceBackend;
  /** Where clients go: a proxy that judges both sides by the contract. */
  readonly url: string;
  readonly proxy: ValidatingProxy;
  /** What the server broke of its own promises; stays empty. */
  readonly faults: unknown[];
  /** Server time, ms; a test moves it on by hand. */
  readonly clock: { nowMs: number };
  readonly folder: string;
  /** A new workstation, enrolled. */
  workstation(unitId?: string): Promise<DeviceClient>;
  close(): Promise<void>;
}

const freshDatabase = async (url: string): Promise<{ readonly url: string; drop(): Promise<void> }> => {
  const name = `vms_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => admin(`DROP DATABASE ${name} WITH (FORCE)`) };
};

/**
 * A backend of its own, on a free port, over a fresh SQLite file or a fresh PostgreSQL database of `postgresUrl`.
 *
 * @param startMs server time at the start; a program with a clock of its own wants today
 */
export const startTestProvince = async (
  postgresUrl: string | null,
  options: Partial<BackendOptions> = {},
  startMs = TEST_DAY_MS,
): Promise<TestProvince> => {
  const folder = mkdtempSync(join(tmpdir(), 'vms tỉnh '));
  const database = postgresUrl === null ? null : await freshDatabase(postgresUrl);
  const clock = { nowMs: startMs };
  const faults: unknown[] = [];
  const clients: DeviceClient[] = [];
  const backend = await startReferenceBackend({
    dataFolder: join(folder, 'dữ liệu'),
    databaseUrl: database?.url ?? null,
    host: '127.0.0.1',
    port: 0,
    seed: 19,
    badRows: true,
    simulatorUrl: 'rtsp://127.0.0.1:8554',
    liveCount: 16,
    cameraAccount: { username: 'giamsat', password: 'camera-password' },
    oidc: null,
    alsoAt: [],
    version: '0.0.0',
    now: () => clock.nowMs,
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  const proxy = await startValidatingProxy(backend.url, backend.keys, clock.nowMs);
  return {
    backend,
    url: proxy.url,
    proxy,
    faults,
    clock,
    folder,
    workstation: async (unitId = 'unit-ioc') => {
      const [code = ''] = await backend.issueEnrolmentCodes(1, unitId);
      const client = new DeviceClient(proxy.url, backend.keys.authority.rootPem);
      clients.push(client);
      const reply = await client.enrol(code);
      if (reply.status !== 201) throw new Error(reply.text);
      return client;
    },
    close: async () => {
      for (const client of clients) client.dispose();
      await proxy.close();
      await backend.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};

/** Name, password and, where it is needed, the code of this moment. */
export const signInOf = (login: string, nowMs: number) => {
  const person = demoPeople.find(({ user }) => user.login === login);
  if (person === undefined) throw new Error(`nobody is called ${login}`);
  const totp = person.totpSecret === null ? {} : { totp: totpCode(person.totpSecret, stepOf(nowMs)) };
  return { kind: 'password' as const, login, password: person.password, ...totp };
};

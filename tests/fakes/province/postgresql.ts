import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';

const programs = (): string | null => {
  if (!existsSync(DEBIAN)) return null;
  const [newest] = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
  const folder = join(DEBIAN, newest ?? '', 'bin');
  return existsSync(join(folder, 'initdb')) ? folder : null;
};

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
const ordinaryUser = (): { readonly uid: number; readonly gid: number } | Record<string, never> => {
  if (process.getuid?.() !== 0) return {};
  const id = (option: string): number => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Why the tests of PostgreSQL cannot run here, or null. */
export const postgresqlMissing = (): string | null =>
  process.env['DATABASE_URL'] === undefined && programs() === null ? 'no PostgreSQL on this machine, and no DATABASE_URL' : null;

export interface Cluster {
  readonly url: string;
  stop(): Promise<void>;
}

/** The server `DATABASE_URL` names, or a private one on loopback, gone with the tests. */
export const startPostgresql = async (): Promise<Cluster> => {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return { url: given, stop: async () => {} };
  const bin = programs();
  if (bin === null) throw new Error('no PostgreSQL here');
  const user = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), 'vms-pg-'));
  if ('uid' in user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'vms', '--no-sync', '-E', 'UTF8', '--locale=C'], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off', 'max_connections=60'];
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `postgres://vms@127.0.0.1:${String(port)}/postgres`;
  for (let turn = 0; turn < 200 && !(await answers(url)); turn += 1) await wait(100);
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The demo province with more cameras and people than the demo has, and what changes in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolmentSlip } from '../../tools/reference-backend/devices/slip.ts';
import { commit, livingOf, type Change, type Document } from '../../tools/reference-backend/feed/feed.ts';
import { startReferenceBackend } from '../../tools/reference-backend/reference-backend.ts';
import { cameraIdOf } from '../../tools/reference-backend/seed/cameras.ts';
import { demoPeople } from '../../tools/reference-backend/seed/people.ts';

export interface GrownProvince {
  /** Options of the client: how it joins. */
  readonly joinOptions: readonly string[];
  /** The same, and who signs in, and what is on the wall. */
  readonly clientOptions: readonly string[];
  readonly cameras: number;
  readonly users: number;
  /** Gives the first so many cameras a name that ends in `mark`. */
  rename(cameras: number, mark: string): Promise<void>;
  /** From now on nobody may go on from where they were: the next answer is 410, and everything comes anew. */
  expireCursors(): Promise<void>;
  close(): Promise<void>;
}

export interface ProvinceSize {
  readonly cameras: number;
  readonly users: number;
  /** How many cameras the simulator plays, the first ones. */
  readonly live: number;
  /** `rtsp://host:port` of it. */
  readonly simulatorUrl: string;
}

const LOGIN = 'trucban.ioc';

export async function startGrownProvince({ cameras, users, live, simulatorUrl }: ProvinceSize): Promise<GrownProvince> {
  const folder = mkdtempSync(join(tmpdir(), 'vms-bench-tinh-'));
  const backend = await startReferenceBackend({
    dataFolder: join(folder, 'province'),
    databaseUrl: null,
    host: '127.0.0.1',
    port: 0,
    seed: 19,
    badRows: false,
    simulatorUrl,
    liveCount: live,
    cameraAccount: { username: 'giamsat', password: 'ThaiNguyen-2026' },
    oidc: null,
    alsoAt: [],
    version: '0.0.0',
    now: () => Date.now(),
    onFault: (fault) => {
      process.stderr.write(`the province: ${String(fault)}\n`);
    },
  });
  const { database, feed } = backend;
  const change = (changes: (have: Have) => readonly Change[]): Promise<void> =>
    database.transaction(async (transaction) => {
      const have = { cameras: await livingOf(transaction, 'camera'), users: await livingOf(transaction, 'user') };
      await commit(transaction, Date.now(), changes(have));
    });
  await change((have) => [...grown('camera', have.cameras, cameras), ...grown('user', have.users, users)]);
  const slip = join(folder, 'slip.vmsslip');
  writeFileSync(slip, JSON.stringify(await enrolmentSlip(backend, 'unit-ioc')), { mode: 0o600 });
  const signIn = join(folder, 'sign-in.json');
  const password = demoPeople.find(({ user }) => user.login === LOGIN)?.password;
  const wall = Array.from({ length: live }, (_, index) => cameraIdOf(index));
  writeFileSync(signIn, JSON.stringify({ login: LOGIN, password, purpose: { id: 'ANTT', caseNo: null }, wall }), { mode: 0o600 });
  return {
    joinOptions: ['--enrol', slip],
    clientOptions: ['--enrol', slip, '--sign-in-file', signIn, '--wall', String(live)],
    cameras,
    users,
    rename: (count, mark) => change((have) => have.cameras.slice(0, count).map((camera) => renamed(camera, mark))),
    expireCursors: () => database.transaction((transaction) => feed.compact(transaction, Date.now() + 1)),
    close: async () => {
      await backend.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

interface Have {
  readonly cameras: readonly Document[];
  readonly users: readonly Document[];
}

/** Copies of what there is, by turns, until there are so many. */
function grown(type: 'camera' | 'user', have: readonly Document[], wanted: number): readonly Change[] {
  return Array.from({ length: Math.max(0, wanted - have.length) }, (_, index) => {
    const id = `${type}-more-${String(index)}`;
    const like = have[(index * 7) % have.length] ?? {};
    const own = type === 'camera' ? cameraLike(like, index) : { login: `nguoi.${String(index)}` };
    return { type, id, document: { ...like, ...own, id } };
  });
}

/** With a code of its own, and no password to fetch. */
const cameraLike = (like: Document, index: number): Document => ({
  name: `${String(like['name'])} ${String(index)}`,
  code: String(like['code']).replace(/\d+$/u, String(3000 + (index % 6999)).padStart(4, '0')),
  connection: { ...(like['connection'] as object), credentialRev: null }, // the seed's own cameras have one
});

const renamed = (camera: Document, mark: string): Change => ({
  type: 'camera',
  id: String(camera['id']),
  document: { ...camera, name: `${String(camera['name']).replace(/ · .*$/u, '')} · ${mark}` },
});

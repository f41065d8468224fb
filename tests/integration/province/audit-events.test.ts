/**
 * What only a workstation within a province writes into its log, by the whole program at the real reference backend: edits that
 * lose, transfer files, rights that change, a province that cannot be believed, a clock that is set, a camera that is moved.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { snapshotSchema, type Snapshot } from '../../../src-contract/ipc/app.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import { runApp } from '../../../src-main/app.ts';
import { parseEntry } from '../../../src-main/base/ledger/entry-line.ts';
import { createProgramLog } from '../../../src-main/base/program-log.ts';
import { parseLaunchOptions } from '../../../src-main/launch-options.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { commit } from '../../../tools/reference-backend/feed/feed.ts';
import { FakeHost } from '../../fakes/fake-host.ts';
import { startLink, type CuttableLink } from '../../fakes/province/cuttable-link.ts';
import { signInOf, startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { slipOf } from '../../fakes/province/session-rig.ts';

const backend = resolve(import.meta.dirname, '../../../tools/reference-backend/main.ts');
let sim: CameraSim;
let province: TestProvince;
let link: CuttableLink;
let directory = '';
let host: FakeHost;

beforeAll(async () => {
  sim = await startCameraSim({ cameras: 2 });
  province = await startTestProvince(
    null,
    {
      now: Date.now,
      liveCount: 2,
      simulatorUrl: `rtsp://127.0.0.1:${String(sim.rtspPort)}`,
      simulatorOnvifUrl: new URL(sim.onvifUrl(1)).origin,
    },
    Date.now(),
  );
  link = await startLink(province.url);
  directory = mkdtempSync(join(tmpdir(), 'vms nhật ký tỉnh '));
  const slip = join(directory, 'phiếu.vmsslip');
  writeFileSync(slip, await slipOf(province, { url: link.url }));
  const parsed = parseLaunchOptions(['--enrol', slip]);
  if (parsed.kind === 'usage') throw new Error(parsed.text);
  host = new FakeHost(directory);
  await runApp(
    host,
    parsed.options,
    createProgramLog(() => new Date()),
  );
}, 120_000);
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  host.quitRequests.emit(undefined);
  await vi.waitFor(() => expect(host.exitCode).not.toBeNull(), { timeout: 30_000, interval: 100 });
  await link.close();
  await province.close();
  sim.dispose();
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}, 60_000);

const call = async (channel: string, payload: unknown): Promise<unknown> => {
  const reply = await host.call(channel, payload);
  if (!reply.ok) throw new Error(`${channel}: ${reply.error.kind} ${reply.error.key}`);
  return reply.value;
};
const snapshot = async (): Promise<Snapshot> => snapshotSchema.parse(await call('app.snapshot', {}));
/** As the province has them: a look at the open file from this process would take the program's own locks on it away. */
const entries = (): Promise<AuditEntry[]> =>
  province.backend.database.transaction(async (transaction) => {
    const rows = await transaction.all('SELECT bytes FROM entry ORDER BY epoch, seq');
    return rows.flatMap(({ bytes }) => parseEntry(z.instanceof(Uint8Array).parse(bytes)) ?? []);
  });
const ofKind = async (action: string): Promise<AuditEntry[]> => (await entries()).filter((entry) => entry.action === action);
const soon = { timeout: 60_000, interval: 250 };
/** The entries of a kind, once there are so many. */
const written = async (action: string, least = 1): Promise<AuditEntry[]> => {
  await expect.poll(async () => (await ofKind(action)).length, soon).toBeGreaterThanOrEqual(least);
  return ofKind(action);
};
const inStep = (): Promise<void> =>
  expect.poll(async () => (await snapshot()).sync, soon).toMatchObject({ kind: 'in-step', pendingEdits: 0 });
const put = async (type: 'camera' | 'grant' | 'role', id: string, change: (document: object) => object): Promise<void> => {
  await province.backend.database.transaction(async (transaction) => {
    const [row] = await transaction.all('SELECT document FROM revision WHERE type = ? AND id = ? ORDER BY position DESC LIMIT 1', type, id);
    const before = row === undefined ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(z.string().parse(row['document'])));
    await commit(transaction, Date.now(), [{ type, id, document: { ...change(before) } }]);
  });
};
const cameraOf = async (id: string) => {
  const found = (await snapshot()).cameras.find((camera) => camera.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const draftOf = async (id: string, name: string) => {
  const { number, area, mainUrl, subUrl } = await cameraOf(id);
  return { number, area, mainUrl, subUrl, name };
};

it('tells of an edit that lost, and of what somebody made of it', async () => {
  await call('session.signIn', signInOf('thietbi', Date.now()));
  await inStep();
  const draft = await draftOf('cam-0020', 'Tên của máy trạm');
  link.cut(true);
  await put('camera', 'cam-0020', (document) => ({ ...document, name: 'Tên của tỉnh' }));
  await call('cameras.update', { id: 'cam-0020', draft });
  link.cut(false);
  await call('sync.now', {});
  await expect.poll(async () => (await snapshot()).sync, soon).toMatchObject({ conflicts: 1 });
  const { conflicts } = z.object({ conflicts: z.array(z.object({ proposalId: z.string() })) }).parse(await call('sync.conflicts', {}));
  await call('sync.resolve', { id: conflicts[0]?.proposalId, resolution: 'keep-theirs' });
  expect((await written('sync.resolve', 2)).map(({ phase, actor }) => [phase, actor.userId])).toEqual([
    ['intent', 'user-thiet-bi'],
    ['result', 'user-thiet-bi'],
  ]);
}, 120_000);

it('tells of a transfer file that goes out and of its answer that comes back, made by the command', async () => {
  const out = z.object({ file: z.string() }).parse(await call('sync.exportTransfer', {}));
  const answer = join(directory, 'trả lời.vmsync');
  const data = join(province.folder, 'dữ liệu');
  const run = (...argv: readonly string[]) => promisify(execFile)(process.execPath, [backend, '--data', data, ...argv]);
  const { stdout, stderr } = await run('--transfer', out.file, '--answer', answer);
  expect([stdout, stderr]).toEqual([expect.stringMatching(/^File 1 of workstation .+\nAnswer written: .+trả lời\.vmsync\n$/u), '']);
  for (const [file, said] of [
    [answer, 'it is an answer, meant for a workstation (incoming)'],
    [join(directory, 'không có.vmsync'), 'ENOENT'],
  ] as const)
    await expect(run('--transfer', file, '--answer', `${answer}.2`)).rejects.toThrow(
      new RegExp(`\\nThe file was not taken in: .*${said.replace(/[()]/gu, '.')}`, 'u'),
    );
  expect(existsSync(`${answer}.2`)).toBe(false);
  await call('sync.importTransfer', { content: readFileSync(answer).toString('base64') });
  for (const action of ['sync.export', 'sync.import'])
    expect((await written(action, 2)).map(({ phase, outcome }) => [phase, outcome])).toEqual([
      ['intent', 'pending'],
      ['result', 'done'],
    ]);
}, 120_000);

it('tells who moved a camera and set where it looks', async () => {
  await call('session.signOut', {});
  await call('session.signIn', signInOf('trucban2.ioc', Date.now()));
  await call('session.choosePurpose', { purposeId: 'ANTT', caseNo: null });
  const { token } = z
    .object({ token: z.string() })
    .parse(await call('ptz.savePreset', { cameraId: 'cam-0001', token: null, name: 'Cổng' }));
  await call('ptz.goTo', { cameraId: 'cam-0001', token });
  await call('ptz.move', { cameraId: 'cam-0001', velocity: { pan: 0.5, tilt: 0, zoom: 0, focus: 0 } });
  await call('ptz.stop', { cameraId: 'cam-0001' });
  for (const action of ['ptz.start', 'ptz.stop', 'ptz.preset']) expect(await written(action)).not.toEqual([]);
}, 120_000);

it('tells who lifted a mask, and by what it came back', async () => {
  await call('session.signOut', {});
  await call('session.signIn', signInOf('truongca.ioc', Date.now()));
  await call('session.choosePurpose', { purposeId: 'ANTT', caseNo: null });
  const { login, password } = signInOf('pheduyet', Date.now());
  await call('approvals.here', { act: 'unmask', cameraId: 'cam-0009', reason: 'Tìm trẻ lạc', login, password });
  expect((await written('mask.lift')).map(({ reason, params }) => [reason, params['second']])).toContainEqual([
    'Tìm trẻ lạc',
    'user-phe-duyet',
  ]);
  await call('privacy.shut', { act: 'unmask', cameraId: 'cam-0009' });
  expect((await written('mask.change')).at(-1)).toMatchObject({
    actor: { userId: 'user-truong-ca' },
    object: { kind: 'camera', id: 'cam-0009' },
    params: { what: 'mask-returned', cause: 'by-hand', second: 'user-phe-duyet' },
  });
}, 120_000);

it('tells that rights are other than before, and by what', async () => {
  const id = randomUUID();
  await put('grant', id, () => ({
    id,
    effect: 'deny',
    grantee: { kind: 'user', userId: 'user-truc-ban' },
    target: { kind: 'cameras', cameraIds: ['cam-0003'] },
    permissions: ['live'],
    purposes: null,
    hours: null,
    validFrom: new Date(Date.now() - 60_000).toISOString(),
    validTo: new Date(Date.now() + 86_400_000).toISOString(),
    note: '',
  }));
  await put('role', 'ioc-operator', (document) => ({ ...document, cells: [] }));
  await call('sync.now', {});
  const objects = (action: string) => async () => (await written(action)).map(({ object }) => object);
  await expect.poll(objects('grant.change'), soon).toContainEqual({ kind: 'grant', id, label: null });
  await expect.poll(objects('rights.change'), soon).toContainEqual({ kind: 'role', id: 'ioc-operator', label: null });
}, 120_000);

it('tells that the province could not be believed', async () => {
  await inStep();
  // Put back to an older state.
  await province.backend.database.transaction((transaction) =>
    transaction.run('DELETE FROM revision WHERE position = (SELECT max(position) FROM revision)'),
  );
  await call('sync.now', {});
  expect((await written('sync.error')).at(-1)).toMatchObject({ outcome: 'refused', actor: { userId: 'system' } });
}, 120_000);

it('tells that this machine’s clock was set, and that it is wrong', async () => {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() - 10_000);
  const [jump] = await written('clock.jump');
  expect(Number(jump?.params['byMs'])).toBeLessThan(-9_000);
  await written('clock.drift');
}, 180_000);

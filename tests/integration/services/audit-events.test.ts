/**
 * R-AUD-02 as a table: which kinds of entry a run of the program by itself yields, which need a province and are seen elsewhere,
 * and which belong to what the program cannot do yet. A kind of entry that nobody placed here does not compile.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wholeLog } from '../../../src-contract/model/audit-log.ts';
import { regularShape } from '../../../src-contract/model/layout.ts';
import { auditActionSchema, type AuditAction } from '../../../src-contract/model/audit-draft.ts';
import { createProgramLog } from '../../../src-main/base/program-log.ts';
import { parseEntry } from '../../../src-main/base/ledger/entry-line.ts';
import { runApp } from '../../../src-main/app.ts';
import { parseLaunchOptions } from '../../../src-main/launch-options.ts';
import { readEvidence } from '../../../tools/verify/read-ledger.ts';
import { FakeHost } from '../../fakes/fake-host.ts';

type Where =
  /** The run below. */
  | 'run'
  /** What the program cannot do yet, and so never writes. */
  | 'no-feature'
  /** A test that reads it from a real service. */
  | `tests/${string}`;

const session = 'tests/integration/province/session.test.ts';
const approvals = 'tests/integration/province/approvals.test.ts';
const province = 'tests/integration/province/audit-events.test.ts';
const where: Readonly<Record<AuditAction, Where>> = {
  'app.start': 'run',
  'app.stop': 'run',
  'app.crash': 'run',
  'session.sign-in': session,
  'session.refused': session,
  'session.lock': session,
  'session.unlock': session,
  'session.sign-out': session,
  'shift.hand-over': session,
  'call.refused': 'tests/unit/src-main/services/access/refusal-deed.test.ts',
  'live.start': 'run',
  'live.stop': 'run',
  'live.prepare': 'run',
  'audio.start': 'run',
  'audio.stop': 'run',
  'replay.start': 'run',
  'replay.stop': 'run',
  'playback.start': 'no-feature',
  'playback.seek': 'no-feature',
  'playback.stop': 'no-feature',
  'snapshot.take': 'tests/e2e/full/snapshot.test.ts',
  'wall.change': 'run',
  'wall.push': 'run',
  'ptz.start': province,
  'ptz.stop': province,
  'ptz.preset': province,
  'bookmark.add': 'no-feature',
  'hold.change': 'no-feature',
  'request.create': approvals,
  'request.approve': approvals,
  'request.reject': approvals,
  'evidence.export': 'no-feature',
  'evidence.verify': 'no-feature',
  'evidence.hand-over': 'no-feature',
  'mask.lift': approvals,
  'mask.change': province,
  'camera.add': 'run',
  'camera.change': 'run',
  'camera.remove': 'run',
  'camera.import': 'tests/integration/services/app.test.ts',
  'config.change': 'run',
  'rights.change': province,
  'grant.change': province,
  'sync.error': province,
  'sync.resolve': province,
  'sync.export': province,
  'sync.import': province,
  'clock.drift': province,
  'clock.jump': province,
  'update.install': 'no-feature',
  'log.read': 'run',
  'log.export': 'run',
  'log.epoch': 'tests/integration/province/audit-upload.test.ts',
};

/** The requirement's own list, each with the kinds that tell it. */
const required: Readonly<Record<string, readonly AuditAction[]>> = {
  'login ok/fail/lock': ['session.sign-in', 'session.refused', 'session.lock', 'session.unlock'],
  logout: ['session.sign-out'],
  'shift hand-over': ['shift.hand-over'],
  'live start/stop per camera': ['live.start', 'live.stop'],
  'wall layout push': ['wall.push'],
  'playback start/seek-range/stop': ['playback.start', 'playback.seek', 'playback.stop', 'replay.start', 'replay.stop'],
  PTZ: ['ptz.start', 'ptz.stop', 'ptz.preset'],
  bookmark: ['bookmark.add'],
  hold: ['hold.change'],
  request: ['request.create'],
  approve: ['request.approve'],
  reject: ['request.reject'],
  export: ['evidence.export'],
  verify: ['evidence.verify'],
  'hand-over': ['evidence.hand-over'],
  unmask: ['mask.lift'],
  snapshot: ['snapshot.take'],
  'config and camera change': ['config.change', 'camera.add', 'camera.change', 'camera.remove', 'camera.import'],
  'rights change': ['rights.change'],
  grant: ['grant.change'],
  'mask change': ['mask.change'],
  'sync error': ['sync.error'],
  'clock drift': ['clock.drift', 'clock.jump'],
  update: ['update.install'],
  'app start/stop/crash': ['app.start', 'app.stop', 'app.crash'],
  'log read/export': ['log.read', 'log.export'],
};

const root = join(import.meta.dirname, '../../..');
let directory = '';
const tornOf = (profile: string): string => `${profile} sau sự cố`;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vms nhật ký '));
});
afterEach(() => {
  for (const each of [directory, tornOf(directory)]) rmSync(each, { recursive: true, force: true, maxRetries: 3 });
});

async function start(profile = directory): Promise<FakeHost> {
  const parsed = parseLaunchOptions([]);
  if (parsed.kind === 'usage') throw new Error(parsed.text);
  const host = new FakeHost(profile);
  await runApp(
    host,
    parsed.options,
    createProgramLog(() => new Date()),
  );
  return host;
}

async function end(host: FakeHost): Promise<void> {
  host.quitRequests.emit(undefined);
  await vi.waitFor(() => expect(host.exitCode).not.toBeNull(), { timeout: 30_000, interval: 100 });
}

const call = async (host: FakeHost, channel: string, payload: unknown): Promise<unknown> => {
  const reply = await host.call(channel, payload);
  if (!reply.ok) throw new Error(`${channel}: ${reply.error.kind} ${reply.error.key}`);
  return reply.value;
};

function written(profile = directory): Set<string> {
  const { ledger } = readEvidence({ path: profile, keyFile: null, checkpointFiles: [], sealingKeyFile: null, witness: null });
  return new Set([...ledger.rows].flatMap(({ bytes }) => (bytes === null ? [] : (parseEntry(bytes)?.action ?? []))));
}

it('yields every kind of entry that a workstation by itself can, and no other', async () => {
  const host = await start();
  const draft = { number: 7, name: 'Cầu Gia Bảy', mainUrl: 'rtsp://u:p@10.0.0.1/7' };
  const { id } = (await call(host, 'cameras.add', { draft })) as { id: string }; // the answer of `cameras.add` is a camera
  await call(host, 'cameras.update', { id, draft: { ...draft, name: 'Cầu Gia Bảy, đầu Bắc' } });
  const { ticket } = (await call(host, 'live.open', { cameraId: id, tileHeightPx: 300 })) as { ticket: string }; // as is a ticket of this
  // As the media process tells it once a window looks back.
  for (const agoMs of [30_000, null]) host.services[0]?.messages.emit({ kind: 'replay', ticket, agoMs });
  host.sendAs('w1', 'live.close', { ticket });
  const sound = (await call(host, 'live.listen', { cameraId: id })) as { ticket: string };
  host.sendAs('w1', 'live.close', { ticket: sound.ticket });
  await call(host, 'live.prepare', { cameraId: id, tileHeightPx: 300 });
  const cells = Array.from({ length: 64 }, (_, cell) => (cell === 0 ? id : null));
  await call(host, 'wall.save', { wall: { shape: regularShape(4), cells, enlarged: null, hotspot: null } });
  const layout = { name: 'Cả tỉnh', shape: regularShape(1), cells: [id], hotspot: null };
  const { id: layoutId } = (await call(host, 'layouts.save', { layoutId: null, layout })) as { id: string }; // as is a saved layout
  const scenario = { name: 'Mưa lũ', screens: [{ screen: 1, layout: { place: 'personal', id: layoutId } }] };
  const kept = (await call(host, 'layouts.saveScenario', { scenarioId: null, scenario })) as { id: string }; // and a scenario
  await call(host, 'layouts.recall', { scenarioId: kept.id });
  await call(host, 'settings.update', { patch: { language: 'en' } });
  await call(host, 'audit.find', wholeLog);
  await call(host, 'audit.export', { filter: wholeLog, form: 'ndjson' });
  await call(host, 'cameras.remove', { ids: [id] });
  // What a power cut leaves: the files as they are while the program runs.
  const torn = tornOf(directory);
  cpSync(directory, torn, { recursive: true });
  await end(host);
  await end(await start(torn));
  expect(written(torn)).toContain('app.crash');
  const expected = auditActionSchema.options.filter((action) => where[action] === 'run');
  expect([...written(), 'app.crash'].sort()).toEqual([...expected].sort());
});

it('has each other kind named by the test that is said to see it', () => {
  const absent = Object.entries(where).filter(
    ([action, place]) => place.startsWith('tests/') && !readFileSync(join(root, place), 'utf8').includes(`'${action}'`),
  );
  expect(absent).toEqual([]);
});

it('maps every event of R-AUD-02 to kinds of entries, and says which are for what does not exist yet', () => {
  const future = Object.entries(required).filter(([, actions]) => actions.every((action) => where[action] === 'no-feature'));
  expect(future.map(([event]) => event)).toEqual(['bookmark', 'hold', 'export', 'verify', 'hand-over', 'update']);
});

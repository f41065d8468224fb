import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { snapshotSchema, type Snapshot } from '../../../src-contract/ipc/app.ts';
import { createProgramLog } from '../../../src-main/base/program-log.ts';
import { runApp } from '../../../src-main/app.ts';
import { parseLaunchOptions } from '../../../src-main/launch-options.ts';
import { FakeHost } from '../../fakes/fake-host.ts';
import { signInOf, startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { slipOf } from '../../fakes/province/session-rig.ts';

let province: TestProvince;
let directory = '';
let running: FakeHost[] = [];

beforeAll(async () => {
  province = await startTestProvince(null, { now: Date.now });
  directory = mkdtempSync(join(tmpdir(), 'vms thành viên '));
});
const end = async (host: FakeHost): Promise<void> => {
  host.quitRequests.emit(undefined);
  await vi.waitFor(() => expect(host.exitCode).not.toBeNull(), { timeout: 30_000, interval: 100 });
};
afterEach(async () => {
  for (const host of running.splice(0)) await end(host);
});
afterAll(async () => {
  await province.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
});

const start = async (...argv: readonly string[]): Promise<FakeHost> => {
  const parsed = parseLaunchOptions(argv);
  if (parsed.kind === 'usage') throw new Error(parsed.text);
  const host = new FakeHost(directory);
  running.push(host);
  await runApp(
    host,
    parsed.options,
    createProgramLog(() => new Date()),
  );
  return host;
};
const snapshot = async (host: FakeHost): Promise<Snapshot> => {
  const reply = await host.call('app.snapshot', {});
  if (!reply.ok) throw new Error(reply.error.key);
  return snapshotSchema.parse(reply.value);
};
const draft = { number: 1, name: 'Camera', mainUrl: 'rtsp://10.0.0.1/1' };
const signIn = signInOf('trucban2.ioc', 0);

it('joins by a slip of the command line, refuses everything until somebody signs in, and again once they left', async () => {
  const slip = join(directory, 'phiếu máy.vmsslip');
  writeFileSync(slip, await slipOf(province));
  const host = await start('--enrol', slip);
  expect((await snapshot(host)).session).toMatchObject({ kind: 'signed-out' });
  expect(await host.call('cameras.add', { draft })).toMatchObject({ ok: false, error: { kind: 'denied' } });
  expect(await host.call('session.signIn', signIn)).toMatchObject({ ok: true, value: { kind: 'signed-in', mode: 'online' } });
  expect(host.told.some(({ channel }) => channel === 'session.onChanged')).toBe(true);
  expect(await host.call('session.signOut', {})).toMatchObject({ ok: true, value: { kind: 'signed-out', reason: 'signed-out' } });
  expect(await host.call('settings.update', { patch: { language: 'en' } })).toMatchObject({ ok: false, error: { kind: 'denied' } });
});

it('waits for somebody to sign in after a restart, and has no secret in any file', async () => {
  const host = await start();
  expect((await snapshot(host)).session).toMatchObject({ kind: 'signed-out', remembered: [{ login: 'trucban2.ioc' }] });
  await end(host);
  running = [];
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => !name.endsWith('.vmsslip'));
  const holding = files.filter((name) => {
    try {
      return readFileSync(join(directory, name)).includes(signIn.password);
    } catch {
      return false; // a folder
    }
  });
  expect(holding).toEqual([]);
});

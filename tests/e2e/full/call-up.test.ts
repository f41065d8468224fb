/** Cameras pulled before they are called up, in the built client: what the cameras see of it, and what the audit log says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseEntry } from '../../../src-main/base/ledger/entry-line.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { readEvidence } from '../../../tools/verify/read-ledger.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startClient, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { allLive } from './tiles.ts';

const CAMERAS = 6;
const TILES = 3;
let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let client: RunningClient;
let profile: string;

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: CAMERAS });
  const rows = sim.cameras.map(({ number }) => ({
    ...{ number, name: `Ngã ba ${number}`, mainUrl: sim.url(number, 'main'), subUrl: sim.url(number, 'sub') },
  }));
  profile = mkdtempSync(join(tmpdir(), 'vms gọi hình '));
  client = await startClient({ cameras: rows, wall: TILES, profile });
  await eventually('all tiles live', 60_000, () => allLive(client.page, TILES));
});
afterAll(async () => {
  await client.stop();
  sim.dispose();
  display.dispose();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** A pointer or a double click on a camera in the list. */
const onName = (number: number, act: 'pointerover' | 'pointerout' | 'dblclick'): Promise<void> =>
  client.page.evaluate(
    ({ number, kind }) => {
      const entries = [...document.querySelectorAll<HTMLElement>('.list-camera')];
      const entry = entries.find((row) => row.querySelector('.list-number')?.textContent === String(number));
      if (entry === undefined) throw new Error(`camera ${number} is not in the list`);
      const init = { bubbles: true, cancelable: true };
      entry.dispatchEvent(kind === 'dblclick' ? new MouseEvent(kind, init) : new PointerEvent(kind, init));
    },
    { number, kind: act },
  );
const sessionsOf = (camera: number): number => sim.status().sessions.filter((session) => session.camera === camera).length;

it('reads a camera the pointer rests on, shows it over the same connection, and lets go of one nobody called up', async () => {
  await onName(5, 'pointerover');
  await eventually('camera 5 is read', 10_000, () => sessionsOf(5) === 1);
  expect(await allLive(client.page, TILES)).toBe(true);
  await onName(5, 'pointerout');
  await onName(5, 'dblclick');
  await eventually('camera 5 is live', 20_000, () => allLive(client.page, TILES + 1));
  await eventually('one connection is left', 10_000, () => sessionsOf(5) === 1);

  await onName(6, 'pointerover');
  await eventually('camera 6 is read', 10_000, () => sessionsOf(6) === 1);
  await onName(6, 'pointerout');
  await eventually('camera 6 is free', 30_000, () => sessionsOf(6) === 0);
});

it('is written down as what it is: a camera was read, and only the one that was shown was watched', async () => {
  await client.stop();
  const { ledger } = readEvidence({ path: profile, keyFile: null, checkpointFiles: [], sealingKeyFile: null, witness: null });
  const entries = [...ledger.rows].flatMap(({ bytes }) => (bytes === null ? [] : [parseEntry(bytes)]));
  const deedsOf = (number: number): readonly string[] =>
    entries.flatMap((entry) => (entry?.object?.label?.startsWith(`${number} `) === true ? [entry.action] : []));
  expect(deedsOf(6)).toEqual(['live.prepare']);
  expect(deedsOf(5).slice(0, 2)).toEqual(['live.prepare', 'live.start']);
  expect(deedsOf(5).at(-1)).toBe('live.stop');
});

import { noMasks } from '../../../../../src-contract/model/privacy.ts';
import { beforeEach, expect, test } from 'vitest';
import type { TileOnGlass } from '../../../../../src-renderer/players/capture/tile-on-glass.ts';
import { WallCaptures } from '../../../../../src-renderer/players/capture/wall-captures.ts';
import { StreamLeases } from '../../../../../src-renderer/players/stream-leases.ts';
import type { StreamStatus, WorkerCommand } from '../../../../../src-renderer/players/worker-messages.ts';
import { ManualClock } from '../manual-clock.ts';

let clock: ManualClock;
let commands: WorkerCommand[];
let events: string[];
let decoder: StreamStatus['decoder'];
let captures: WallCaptures;

/** A bitmap is known by its width alone here. */
function bitmap(width: number): ImageBitmap {
  const made = { width, close: () => events.push(`closed ${width}`) };
  return made as unknown as ImageBitmap; // nobody looks at more of it
}

const tile = (changes: Partial<TileOnGlass> = {}): TileOnGlass => ({
  ...{ stream: 1, replaying: false, profile: 'sub', stale: false, arrivedAtMs: 1_700_000_000_500, width: 640 },
  picture: () => Promise.resolve(bitmap(320)),
  ...changes,
});
const answer = (capture: number, whole = true): void => {
  const cameraTime = { origin: 'rtcp', atMs: 1_699_999_999_000.4 } as const;
  captures.heard({ kind: 'captured', capture, bitmap: bitmap(640), arrivalAtMs: clock.now() - 40, cameraTime, whole });
};
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  clock = new ManualClock();
  commands = [];
  events = [];
  decoder = 'webcodecs';
  captures = new WallCaptures({
    clock,
    leases: new StreamLeases({
      opened: (lease) => events.push(`opened ${lease.ticket}`),
      closed: (lease) => events.push(`closed ${lease.ticket}`),
      renewed: () => undefined,
      spare: (ticket) => events.push(`spare ${ticket}`),
    }),
    open: () => Promise.resolve({ ticket: 'main-ticket', profile: 'main', fixed: null, masks: noMasks }),
    streamStatus: () => ({ decoder }),
    send: (command) => commands.push(command),
  });
});

test('a live tile gives the worker’s next frame, with both times', async () => {
  const taking = captures.ofTile(tile());
  expect(commands).toEqual([{ kind: 'capture', capture: 1, stream: 1 }]);
  clock.advance(100);
  answer(1);
  expect(await taking).toMatchObject({
    ...{ arrivedAtMs: clock.wall() - 40, cameraTime: { source: 'rtcp', atMs: 1_699_999_999_000 } },
    ...{ replay: false, profile: 'sub', fidelity: 'full' },
  });
});

test('a stream that gives nothing any more leaves the picture on the tile, which says so where it is smaller', async () => {
  const waiting = captures.ofTile(tile());
  clock.advance(3_000);
  expect(await waiting).toMatchObject({ bitmap: { width: 320 }, fidelity: 'no-newer-frame', cameraTime: null });
  expect(commands.at(-1)).toEqual({ kind: 'cancel-capture', capture: 1 });
  expect(await captures.ofTile(tile({ stale: true, width: 320 }))).toMatchObject({ fidelity: 'full', arrivedAtMs: 1_700_000_000_500 });
  expect(commands).toHaveLength(2);
});

test('what FFmpeg decodes gets time to come in full, and says so where it does not', async () => {
  decoder = 'ffmpeg';
  const waiting = captures.ofTile(tile());
  clock.advance(7_999);
  await settle();
  expect(commands).toHaveLength(1);
  clock.advance(1);
  expect(await waiting).toMatchObject({ bitmap: { width: 320 }, fidelity: 'decoded-for-tile' });
  const largest = captures.ofTile(tile());
  answer(2, false);
  expect(await largest).toMatchObject({ bitmap: { width: 640 }, fidelity: 'decoded-for-tile' });
});

test('an answer nobody waits for is closed', () => {
  answer(9);
  expect(events).toEqual(['closed 640']);
});

test('the main stream is opened for one frame and let go of, also when none comes or the worker is gone', async () => {
  const taking = captures.ofCamera({ id: 'gate' }, 'main');
  await settle();
  answer(1);
  expect(await taking).toMatchObject({ profile: 'main', fidelity: 'full' });
  expect(events).toEqual(['opened main-ticket', 'closed main-ticket', 'spare main-ticket']);
  const late = captures.ofCamera({ id: 'gate' }, 'main');
  await settle();
  clock.advance(10_000);
  expect(await late).toBeNull();
  const lost = captures.ofCamera({ id: 'gate' }, 'main');
  await settle();
  captures.forget();
  expect(await lost).toBeNull();
  expect(events.filter((event) => event.startsWith('closed'))).toHaveLength(3);
});

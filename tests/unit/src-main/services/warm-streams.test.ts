import { beforeEach, expect, it } from 'vitest';
import type { StreamState } from '../../../../src-contract/model/stream-state.ts';
import { WarmStreams } from '../../../../src-main/services/warm-streams.ts';
import { createSteppedClock, type SteppedClock } from '../../../fakes/stepped-clock.ts';

let clock: SteppedClock;
let running: Set<string>;
let warm: WarmStreams;
let next: number;

beforeEach(() => {
  clock = createSteppedClock();
  running = new Set();
  next = 0;
  warm = new WarmStreams({
    clock,
    media: {
      prepare: ({ ticket }) => running.add(ticket),
      revoke: (ticket) => running.delete(ticket),
    },
  });
});

/** As the live service does it: prolongs, or admits and prepares. Returns whether the camera is warm. */
function point(camera: string, windowId = 'w1'): boolean {
  const streamKey = `${camera}/sub/0`;
  if (warm.prolong(streamKey)) return true;
  if (!warm.admits(windowId, camera)) return false;
  next += 1;
  const source = { url: 'rtsp://h/', username: null, password: null, transport: 'tcp' } as const;
  warm.prepare(windowId, camera, { ticket: `${camera}-${next}`, streamKey, label: camera, source });
  return true;
}
const failed: StreamState = { kind: 'retrying', reason: 'unauthorised', attempt: 1, inMs: 60_000 };

it('ends after ten seconds, and after thirty however often it is asked for', () => {
  point('gate');
  clock.advance(9_999);
  expect([...running]).toEqual(['gate-1']);
  clock.advance(1);
  expect([...running]).toEqual([]);
  for (let second = 0; second < 40; second += 5) {
    point('bridge');
    clock.advance(5_000);
  }
  expect(warm.counts).toEqual({ prepared: 3, used: 0, unused: 2, failed: 0 });
  expect([...running]).toEqual(['bridge-3']);
});

it('keeps four for a window, the oldest going first, and eight in all', () => {
  for (const camera of ['a', 'b', 'c', 'd', 'e']) expect(point(camera)).toBe(true);
  expect([...running]).toEqual(['b-2', 'c-3', 'd-4', 'e-5']);
  for (const camera of ['f', 'g', 'h', 'i']) point(camera, 'w2');
  expect(point('j', 'w3')).toBe(false);
  expect(running.size).toBe(8);
});

it('leaves a camera alone for five minutes that could not be reached, so that no pointer locks its account', () => {
  point('gate');
  warm.streamChanged({ streamKey: 'gate/sub/0', state: { kind: 'connecting', attempt: 1 } });
  warm.streamChanged({ streamKey: 'other/sub/0', state: failed });
  expect(running.size).toBe(1);
  warm.streamChanged({ streamKey: 'gate/sub/0', state: failed });
  expect([running.size, warm.counts.failed, point('gate')]).toEqual([0, 1, false]);
  clock.advance(299_999);
  expect(point('gate')).toBe(false);
  clock.advance(1);
  expect(point('gate')).toBe(true);
});

it('tries a camera at once whose address or password was changed', () => {
  point('gate');
  warm.streamChanged({ streamKey: 'gate/sub/0', state: failed });
  warm.forgive(new Set(['gate']));
  expect(point('gate')).toBe(true);
});

it('counts what served and what did not, and holds no grudge against a camera the media process had no time for', () => {
  point('gate');
  point('bridge');
  warm.opened('gate', 'gate/main/0');
  warm.opened('bridge', 'bridge/sub/0');
  point('dam');
  warm.refused('dam-3');
  expect(warm.counts).toEqual({ prepared: 3, used: 1, unused: 1, failed: 1 });
  expect([running.size, point('dam')]).toEqual([0, true]);
});

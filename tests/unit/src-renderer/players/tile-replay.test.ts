import { beforeEach, expect, it } from 'vitest';
import type { ReplayStatus } from '../../../../src-contract/link/messages.ts';
import { TileReplay } from '../../../../src-renderer/players/tile-replay.ts';
import type { StreamStatus, TileStatus, WorkerCommand } from '../../../../src-renderer/players/worker-messages.ts';
import { ManualClock } from './manual-clock.ts';

const WALL_AHEAD_MS = 1_700_000_000_000;
let clock: ManualClock;
let sent: WorkerCommand[];
let ended: string[];
let stream: number | null;
let held: number;
let replay: TileReplay;

beforeEach(() => {
  clock = new ManualClock();
  clock.advance(100_000);
  sent = [];
  ended = [];
  stream = 4;
  held = 0;
  const hold = () => {
    if (stream === null) return null;
    held += 1;
    return { stream, release: () => (held -= 1) };
  };
  replay = new TileReplay({ tile: 7, clock, send: (command) => sent.push(command), hold, changed: () => undefined });
  replay.onEnded((end) => ended.push(end));
});

const status = (changes: Partial<ReplayStatus> = {}): ReplayStatus => ({
  ...{ fromMs: 40_000, toMs: 100_000, atMs: 40_000, paused: false, speed: 1, keyframes: [40_000, 42_000] },
  ...changes,
});
const tile = (atMs: number, past: boolean) => ({ tile: 7, newestArrivalAtMs: atMs, replay: past }) as TileStatus; // all that is read
const closed = { state: { kind: 'closed', reason: 'ended' } } as StreamStatus; // all that is read

it('says from which time the shown frame is, and how far behind live', () => {
  replay.start(60_000);
  expect(sent).toEqual([{ kind: 'open-replay', tile: 7, stream: 4, agoMs: 60_000 }]);
  expect(replay.view).toMatchObject({ shownEpochMs: null, behindMs: null });
  replay.told(status());
  replay.frame(tile(45_000, true));
  expect(replay.view).toMatchObject({
    ...{ fromEpochMs: WALL_AHEAD_MS + 40_000, toEpochMs: WALL_AHEAD_MS + 100_000 },
    ...{ shownEpochMs: WALL_AHEAD_MS + 45_000, behindMs: 55_000, keyframesEpochMs: [WALL_AHEAD_MS + 40_000, WALL_AHEAD_MS + 42_000] },
  });
  replay.act({ kind: 'seek', atMs: WALL_AHEAD_MS + 50_000 });
  expect(sent.at(-1)).toEqual({ kind: 'replay-act', tile: 7, act: { kind: 'seek', atMs: 50_000 } });
});

it('takes no live frame for one of the past', () => {
  replay.start(60_000);
  replay.frame(tile(99_990, false));
  expect(replay.view?.shownEpochMs).toBeNull();
});

it('is on the glass until a live frame has replaced it, but not for longer than a second', () => {
  expect(replay.onGlass(tile(1, false))).toBe(false);
  replay.start(60_000);
  expect(replay.onGlass(tile(99_990, false))).toBe(true);
  replay.end();
  expect(sent.at(-1)).toEqual({ kind: 'close-replay', tile: 7 });
  expect(replay.onGlass(tile(45_000, true))).toBe(true);
  expect(replay.onGlass(tile(100_000, false))).toBe(false);
  clock.advance(1_000);
  expect(replay.onGlass(tile(45_000, true))).toBe(false);
});

it('ends by itself where nothing is kept, or the way is lost, and says which', () => {
  replay.start(60_000);
  replay.told(status({ fromMs: null, toMs: null, keyframes: [] }));
  expect([replay.view, ended]).toEqual([null, ['empty']]);
  replay.start(60_000);
  replay.streamTold(closed);
  replay.streamTold(closed);
  expect([replay.view, ended]).toEqual([null, ['empty', 'lost']]);
});

it('needs a stream, and is not begun twice', () => {
  stream = null;
  replay.start(60_000);
  expect(replay.view).toBeNull();
  stream = 4;
  replay.start(60_000);
  replay.start(60_000);
  expect([sent.length, held]).toEqual([1, 1]);
  replay.end();
  replay.end();
  expect(held).toBe(0);
});

it('stands still while nobody can see it, and goes on from there as it was', () => {
  const acts = () => sent.flatMap((command) => (command.kind === 'replay-act' ? [command.act] : []));
  replay.cover(true);
  replay.cover(false);
  expect(sent).toEqual([]);
  replay.start(60_000);
  replay.told(status({ speed: 2 }));
  replay.frame(tile(45_000, true));
  replay.cover(true);
  replay.told(status({ speed: 2, paused: true }));
  // The worker forgets what a covered tile showed; a person does not.
  replay.frame({ ...tile(0, true), newestArrivalAtMs: null });
  expect(replay.view).toMatchObject({ shownEpochMs: WALL_AHEAD_MS + 45_000 });
  replay.cover(false);
  expect(acts()).toEqual([{ kind: 'pause' }, { kind: 'play', speed: 2 }]);
  replay.act({ kind: 'pause' });
  replay.told(status({ paused: true }));
  replay.cover(true);
  replay.cover(false);
  expect(acts().map(({ kind }) => kind)).toEqual(['pause', 'play', 'pause', 'pause']);
});

import { expect, test } from 'vitest';
import { PresentationPace } from '../../../../../src-renderer/players/decode-worker/presentation-pace.ts';

/** Streams that receive so many frames a second; `nextMs` is asked once a second. */
function wall(rates: readonly number[]) {
  const streams = new Map(rates.map((_, id) => [id, { playback: { receivedFrames: 0, waiting: false } }]));
  let nowMs = 5_000;
  return {
    streams,
    pass: (pace: PresentationPace, seconds: number, faster = rates): number => {
      nowMs += seconds * 1_000;
      for (const [id, { playback }] of streams) playback.receivedFrames += (faster[id] ?? 0) * seconds;
      return pace.nextMs(streams, nowMs);
    },
  };
}
const sixteen = Array.from({ length: 16 }, () => 15);

test('takes it easy on a wall of slow streams that the CPU composes, once it has seen how slow they are', () => {
  const pace = new PresentationPace(true);
  const { pass } = wall(sixteen);
  expect(pass(pace, 1)).toBe(33);
  expect(pass(pace, 1)).toBe(50);
  expect(pass(pace, 0.06)).toBe(50);
});

test('keeps the quick pace where a GPU composes', () => {
  const pace = new PresentationPace(false);
  const { pass } = wall(sixteen);
  pass(pace, 1);
  expect(pass(pace, 1)).toBe(33);
});

test('keeps it for a single faster stream, and takes it up again for one that becomes faster', () => {
  const mixed = wall(sixteen.with(3, 25));
  const pace = new PresentationPace(true);
  mixed.pass(pace, 1);
  expect(mixed.pass(pace, 1)).toBe(33);
  const slow = wall(sixteen);
  const other = new PresentationPace(true);
  slow.pass(other, 1);
  expect(slow.pass(other, 1)).toBe(50);
  expect(slow.pass(other, 1, sixteen.with(15, 25))).toBe(33);
});

test.each([
  ['nine that play', [...Array<number>(9).fill(15)], 50],
  ['eight that play', [...Array<number>(8).fill(15)], 33],
  ['one enlarged over fifteen that carry nothing', [15, ...Array<number>(15).fill(0)], 33],
  ['eighteen frames a second', Array<number>(16).fill(18), 50],
  ['nineteen', Array<number>(16).fill(19), 33],
])('%s', (_what, rates, expected) => {
  const pace = new PresentationPace(true);
  const { pass } = wall(rates);
  pass(pace, 1);
  expect(pass(pace, 1)).toBe(expected);
});

test('comes back soon for a frame that is left over', () => {
  const pace = new PresentationPace(true);
  const { pass, streams } = wall(sixteen);
  pass(pace, 1);
  pass(pace, 1);
  const late = streams.get(4);
  if (late === undefined) throw new Error('no such stream');
  late.playback.waiting = true;
  expect(pass(pace, 0.06)).toBe(33);
  late.playback.waiting = false;
  expect(pass(pace, 0.033)).toBe(50);
});

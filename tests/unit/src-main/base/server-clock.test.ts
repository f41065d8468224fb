import fc from 'fast-check';
import { expect, it } from 'vitest';
import { epochMs, monotonicMs } from '../../../../src-contract/time.ts';
import { ServerClock } from '../../../../src-main/base/server-clock.ts';

const HOUR = 3_600_000;

/** Two clocks moved by hand: what a machine has. */
const machine = (wallMs: number) => {
  const at = { wallMs, nowMs: 0 };
  return {
    at,
    clock: { wall: () => epochMs(at.wallMs), now: () => monotonicMs(at.nowMs) },
    pass: (ms: number) => {
      at.wallMs += ms;
      at.nowMs += ms;
    },
  };
};

it('believes the answer with the shortest way of the last eight', () => {
  const { at, clock } = machine(1_000_000);
  const server = new ServerClock(clock, null);
  server.hear(2_000_000, 0, 100);
  at.nowMs = 100;
  server.hear(2_000_300, 100, 600);
  expect(server.now()).toBe(2_000_050);
  expect(server.offset()).toEqual({ offsetMs: 1_000_050, uncertaintyMs: 50 });
});

it('goes on without the province by the clock that went further', () => {
  const { at, clock, pass } = machine(5_000_000);
  const server = new ServerClock(clock, { serverMs: 9_000_000, wallMs: 5_000_000 });
  pass(HOUR);
  expect(server.now()).toBe(9_000_000 + HOUR);
  at.wallMs += HOUR; // slept: the monotonic clock stood still
  expect(server.tick()).toEqual({ byMs: HOUR });
  expect(server.now()).toBe(9_000_000 + 2 * HOUR);
});

it('counts the time the machine was off, and nothing less when its clock was turned back meanwhile', () => {
  expect(new ServerClock(machine(5_000_000 + HOUR).clock, { serverMs: 9_000_000, wallMs: 5_000_000 }).now()).toBe(9_000_000 + HOUR);
  const back = new ServerClock(machine(5_000_000 - 400 * 24 * HOUR).clock, { serverMs: 9_000_000, wallMs: 5_000_000 });
  expect(back.now()).toBe(9_000_000);
  expect(back.tick()).toEqual({ byMs: -400 * 24 * HOUR });
  expect(back.tick()).toBeNull();
});

it('has no offset to tell of before the first answer and after a jump', () => {
  const { at, clock } = machine(0);
  const server = new ServerClock(clock, null);
  expect(server.offset()).toBeNull();
  server.hear(1000, 0, 10);
  expect(server.offset()).not.toBeNull();
  at.wallMs -= HOUR;
  expect(server.tick()).toEqual({ byMs: -HOUR });
  expect(server.offset()).toBeNull();
});

it('never goes back while the province is away, whatever is done to the wall clock', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ passMs: fc.nat(10 * HOUR), turnMs: fc.integer({ min: -900 * HOUR, max: 900 * HOUR }), restart: fc.boolean() })),
      (steps) => {
        const { at, clock, pass } = machine(1_700_000_000_000);
        let server = new ServerClock(clock, { serverMs: 1_700_000_000_000, wallMs: 1_700_000_000_000 });
        let usedMs = 0;
        for (const { passMs, turnMs, restart } of steps) {
          const before = server.now();
          pass(passMs);
          usedMs += passMs;
          at.wallMs += turnMs;
          server.tick();
          if (restart) server = new ServerClock(clock, server.toStore());
          expect(server.now()).toBeGreaterThanOrEqual(before);
        }
        // All the time the program ran is counted.
        expect(server.now()).toBeGreaterThanOrEqual(1_700_000_000_000 + usedMs);
      },
    ),
  );
});

it('is moved forward, and never back, by the province’s word that came in a file', () => {
  const { clock, pass } = machine(1_000_000);
  const server = new ServerClock(clock, { serverMs: 2_000_000, wallMs: 1_000_000 });
  server.atLeast(1_999_000);
  expect(server.now()).toBe(2_000_000);
  server.atLeast(2_500_000);
  pass(1_000);
  expect(server.now()).toBe(2_501_000);
  expect(server.offset()).toBeNull();
});

it('says when the province’s time turned out to be another than was taken for it', () => {
  const { clock } = machine(1_000_000);
  const server = new ServerClock(clock, { serverMs: 1_000_000, wallMs: 1_000_000 });
  const told: number[] = [];
  server.corrected.on((byMs) => told.push(byMs));
  server.hear(1_001_900, 0, 0);
  server.hear(1_001_900, 0, 0);
  expect(told).toEqual([]);
  const other = new ServerClock(clock, { serverMs: 1_000_000, wallMs: 1_000_000 });
  other.corrected.on((byMs) => told.push(byMs));
  other.hear(1_010_000, 0, 0);
  expect(told).toEqual([10_000]);
});

it('tells of a jump at the next tick also where an answer of the province came first', () => {
  const { at, clock, pass } = machine(1_000_000);
  const server = new ServerClock(clock, null);
  pass(1000);
  at.wallMs -= 10_000;
  server.hear(2_000_000, 990, 1000);
  expect(server.tick()).toEqual({ byMs: -10_000 });
  expect(server.tick()).toBeNull();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CORRECTION, Playout, TARGET_MS } from '../../../../../src-renderer/players/sound/playout.ts';

const OUT_RATE = 48_000;
const BLOCK = 128;

interface Line {
  readonly seconds: number;
  readonly rate: number;
  readonly pieceMs: number;
  /** How much faster the camera's clock runs than the card's. */
  readonly drift: number;
  /** Delay of each piece, ms; pieces stay in order. */
  readonly jitter: (piece: number) => number;
  readonly hz: number;
}

/** Plays a camera with that clock on a card, step by step; answers what was heard and how full the stock was. */
function play(line: Line) {
  const { seconds, rate, pieceMs, drift, jitter, hz } = line;
  const playout = new Playout(OUT_RATE);
  const heard: number[] = [];
  const fills: number[] = [];
  const length = Math.round((rate * pieceMs) / 1000);
  let piece = 0;
  let lastDue = 0;
  const due = (): number => Math.max(lastDue, ((piece + 1) * pieceMs) / (1 + drift) + jitter(piece));
  for (let block = 0; block * BLOCK < seconds * OUT_RATE; block += 1) {
    const nowMs = (block * BLOCK * 1000) / OUT_RATE;
    while (due() <= nowMs) {
      lastDue = due();
      playout.push(
        Float32Array.from({ length }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * (piece * length + at)) / rate)),
        rate,
      );
      piece += 1;
    }
    const out = new Float32Array(BLOCK);
    playout.pull(out);
    heard.push(...out);
    fills.push(playout.fillMs);
  }
  return { playout, heard, fills };
}

/** Oscillations a second, by counting the rises through zero. */
function frequency(samples: readonly number[]): number {
  const rises = samples.flatMap((sample, at) => (at > 0 && (samples[at - 1] ?? 0) < 0 && sample >= 0 ? [at] : []));
  return ((rises.length - 1) * OUT_RATE) / ((rises.at(-1) ?? 0) - (rises[0] ?? 0));
}

const steady = { seconds: 3, rate: 8000, pieceMs: 40, drift: 0, jitter: () => 0, hz: 500 };

describe('Playout', () => {
  it('is silent until it has its stock, then plays without a break', () => {
    const { heard, playout } = play(steady);
    const begin = heard.findIndex((sample) => sample !== 0);
    expect(begin / OUT_RATE).toBeGreaterThan(TARGET_MS / 1000);
    expect(begin / OUT_RATE).toBeLessThan(0.25);
    expect(Math.abs(frequency(heard.slice(begin)) / 500 - 1)).toBeLessThan(MAX_CORRECTION);
    expect(playout.troubles).toEqual({ underruns: 0, skips: 0 });
    const steps = heard.slice(begin + 1).map((sample, at) => Math.abs(sample - (heard[begin + at] ?? 0)));
    // The steepest a 500 Hz tone of 0.5 gets between two samples; a click would be steeper.
    expect(steps.reduce((most, step) => Math.max(most, step), 0)).toBeLessThan(2 * Math.PI * 500 * 0.5 * (1.1 / OUT_RATE));
  });

  it.each([8000, 16_000, 44_100, 48_000])('keeps the tone at %i samples a second', (rate) => {
    expect(frequency(play({ ...steady, rate, pieceMs: 20, hz: 1000 }).heard.slice(OUT_RATE))).toBeCloseTo(1000, -0.5);
  });

  it('holds its stock against any clock within 0.3 % and any jitter within 40 ms, unheard', () => {
    const line = fc.record({
      pieceMs: fc.constantFrom(20, 32, 40, 64),
      drift: fc.double({ min: -0.003, max: 0.003, noNaN: true }),
      delays: fc.array(fc.nat(40), { minLength: 10, maxLength: 50 }),
    });
    fc.assert(
      fc.property(line, ({ pieceMs, drift, delays }) => {
        const jitter = (piece: number): number => delays[piece % delays.length] ?? 0;
        const { playout, fills, heard } = play({ ...steady, seconds: 25, pieceMs, drift, jitter });
        expect(playout.troubles).toEqual({ underruns: 0, skips: 0 });
        const late = fills.slice(-fills.length / 5);
        expect(Math.max(...late)).toBeLessThan(TARGET_MS + pieceMs + 80);
        expect(Math.min(...late)).toBeGreaterThan(10);
        const off = frequency(heard.slice(OUT_RATE)) / 500 - 1;
        expect(Math.abs(off)).toBeLessThanOrEqual(MAX_CORRECTION);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('runs dry into silence, refills, and aims higher afterwards', () => {
    const gap = (piece: number): number => (piece >= 50 ? 700 : 0);
    const { playout, heard } = play({ ...steady, seconds: 6, jitter: gap });
    expect(playout.troubles.underruns).toBe(1);
    expect(playout.targetMs).toBeGreaterThan(TARGET_MS);
    const quiet = heard.slice(2.4 * OUT_RATE, 2.6 * OUT_RATE);
    expect(quiet.every((sample) => sample === 0)).toBe(true);
    expect(frequency(heard.slice(4 * OUT_RATE))).toBeCloseTo(500, -0.5);
  });

  it('skips what a camera sends all at once, so that it is never far behind', () => {
    const burst = (piece: number): number => (piece < 25 ? 1000 - piece * 40 : 0);
    const { playout, fills } = play({ ...steady, seconds: 4, jitter: burst });
    expect(playout.troubles.skips).toBeGreaterThan(0);
    expect(Math.max(...fills)).toBeLessThan(600);
  });

  it('waits longer for a camera that sends rarely', () => {
    const { playout } = play({ ...steady, seconds: 8, pieceMs: 400 });
    expect(playout.targetMs).toBeGreaterThan(250);
    expect(playout.troubles.underruns).toBe(0);
  });

  it('tells how loud it is, once', () => {
    const { playout } = play(steady);
    expect(playout.takeLevel()).toBeGreaterThan(0.2);
    expect(playout.takeLevel()).toBe(0);
  });

  it('begins anew at another rate, and never plays what is no number', () => {
    const playout = new Playout(OUT_RATE);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9000), fc.constantFrom(8000, 16_000, 48_000)), { maxLength: 12 }), (pushes) => {
        for (const [length, rate] of pushes) {
          playout.push(new Float32Array(length).fill(0.25), rate);
          const out = new Float32Array(BLOCK);
          playout.pull(out);
          expect(out.every((sample) => Math.abs(sample) <= 0.5)).toBe(true);
        }
      }),
    );
  });
});

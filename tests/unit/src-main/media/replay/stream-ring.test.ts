import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monotonicMs, ptsUs } from '../../../../../src-contract/time.ts';
import { ReplayRings } from '../../../../../src-main/media/replay/replay-rings.ts';
import { RingMemory } from '../../../../../src-main/media/replay/ring-memory.ts';
import type { StreamRing } from '../../../../../src-main/media/replay/stream-ring.ts';
import type { StreamFormat, StreamUnit } from '../../../../../src-main/media/stream-unit.ts';

const SEGMENT = 256;
const format: StreamFormat = {
  codec: 'mjpeg',
  facts: { codecString: null, width: 640, height: 360 } as StreamFormat['facts'],
  sourceHoldMs: 0,
}; // the ring only passes it on

function setUp(segments: number, seconds = 60) {
  const allocated: Uint8Array[] = [];
  const memory = new RingMemory({
    limitBytes: segments * SEGMENT + 17,
    segmentBytes: SEGMENT,
    allocate: (bytes) => {
      const segment = new Uint8Array(bytes);
      allocated.push(segment);
      return segment;
    },
  });
  return { memory, allocated, rings: new ReplayRings({ seconds, bytes: segments * SEGMENT + 17 }, memory) };
}

function unit(atMs: number, keyframe: boolean, bytes = 20, discontinuity = false): StreamUnit {
  const data = new Uint8Array(bytes).fill((atMs % 255) + 1);
  return {
    data,
    ptsUs: ptsUs(atMs * 1000 + 0.5),
    arrivalMs: monotonicMs(atMs),
    keyframe,
    discontinuity,
    wallClock: atMs % 3 === 0 ? null : { epochMs: 1_700_000_000_000.25 + atMs, origin: atMs % 2 === 0 ? 'rtcp' : 'replay' },
  };
}

function contents(ring: StreamRing): StreamUnit[] {
  return ring.groups.flatMap((group) => {
    const units: StreamUnit[] = [];
    for (let header = ring.header(group.offset); header !== null && header.offset < group.endOffset; header = ring.header(header.next)) {
      const read = ring.unit(header.offset);
      if (read !== null) units.push(read);
    }
    expect(units).toHaveLength(group.units);
    return units;
  });
}

describe('StreamRing', () => {
  it('gives back exactly the units that came, whole groups only', () => {
    const { ring } = setUp(100).rings.open();
    ring.format(format);
    ring.add(unit(0, false));
    const came = [unit(10, true, 700), unit(50, false, 0), unit(90, false, 3), unit(1000, true, 40), unit(1040, false)];
    for (const one of came) ring.add(one);
    expect(contents(ring)).toEqual(came);
    expect(ring.groups.map(({ startMs, endMs, units }) => [startMs, endMs, units])).toEqual([
      [10, 90, 3],
      [1000, 1040, 2],
    ]);
  });

  it('forgets groups that are older than what is kept', () => {
    const { ring } = setUp(1000, 2.5).rings.open();
    ring.format(format);
    for (let at = 0; at <= 10_000; at += 250) ring.add(unit(at, at % 1000 === 0));
    expect(ring.groups[0]?.startMs).toBe(7000);
    expect(ring.groups.at(-1)?.endMs).toBe(10_000);
  });

  it('gathers a stream of keyframes into groups of half a second', () => {
    const { ring } = setUp(1000).rings.open();
    ring.format(format);
    for (let at = 0; at < 2000; at += 100) ring.add(unit(at, true));
    expect(ring.groups.map(({ units }) => units)).toEqual([5, 5, 5, 5]);
  });

  it('begins anew after a loss: nothing follows a gap without a keyframe', () => {
    const { ring } = setUp(100).rings.open();
    ring.format(format);
    for (const one of [unit(0, true), unit(40, false), unit(80, false, 20, true), unit(120, false), unit(160, true, 20, true)])
      ring.add(one);
    expect(contents(ring).map(({ arrivalMs }) => arrivalMs)).toEqual([0, 40, 160]);
  });

  it('never holds more than its bound, whatever comes, and what it holds can be decoded', () => {
    const event = fc.record({
      stream: fc.nat(4),
      bytes: fc.oneof({ weight: 8, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(9000) }),
      keyframe: fc.boolean(),
      discontinuity: fc.boolean(),
      afterMs: fc.nat(700),
      act: fc.constantFrom('add', 'add', 'add', 'add', 'add', 'add', 'add', 'end', 'limit', 'wipe'),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), fc.integer({ min: 0, max: 24 }), (events, segments) => {
        const { rings, memory } = setUp(segments, 20);
        let limit = segments;
        let now = 0;
        const open = Array.from({ length: 5 }, () => rings.open());
        const reference = open.map((): StreamUnit[] => []);
        for (const { ring } of open) ring.format(format);
        for (const { stream, bytes, keyframe, discontinuity, afterMs, act } of events) {
          now += afterMs;
          const one = open[stream];
          if (one === undefined) throw new Error('no such stream');
          if (act === 'wipe') rings.wipe();
          else if (act === 'limit') {
            limit = bytes % 25;
            rings.configure({ seconds: 20, bytes: limit * SEGMENT });
          } else if (act === 'end') {
            one.dispose();
            open[stream] = rings.open();
            open[stream].ring.format(format);
          } else {
            const added = unit(now, keyframe, bytes, discontinuity);
            reference[stream]?.push(added);
            one.ring.add(added);
          }
          expect(memory.heldBytes).toBeLessThanOrEqual(limit * SEGMENT);
          for (const [index, { ring }] of open.entries()) {
            const kept = contents(ring);
            for (const { offset } of ring.groups) expect(ring.unit(offset)?.keyframe).toBe(true);
            const came = reference[index] ?? [];
            for (const read of kept) expect(came).toContainEqual(read);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('takes from whoever has more than a fair share, oldest first', () => {
    const { rings } = setUp(20);
    const hungry = rings.open().ring;
    const modest = rings.open().ring;
    for (const ring of [hungry, modest]) ring.format(format);
    for (let at = 0; at < 20_000; at += 1000) hungry.add(unit(at, true, 500));
    for (let at = 20_000; at < 24_000; at += 1000) {
      hungry.add(unit(at, true, 500));
      modest.add(unit(at + 1, true, 500));
    }
    expect(modest.groups.map(({ startMs }) => startMs)).toEqual([20_001, 21_001, 22_001, 23_001]);
    expect(hungry.groups.at(-1)?.startMs).toBe(23_000);
    expect(hungry.segments + modest.segments).toBeLessThanOrEqual(20);
  });

  it('is not stuck on a unit larger than all memory', () => {
    const { ring } = setUp(4).rings.open();
    ring.format(format);
    ring.add(unit(0, true, 5000));
    ring.add(unit(40, false));
    ring.add(unit(1000, true));
    expect(contents(ring).map(({ arrivalMs }) => arrivalMs)).toEqual([1000]);
  });

  it('zeroes every byte when it is wiped, ended or switched off', () => {
    for (const end of ['wipe', 'dispose', 'off'] as const) {
      const { rings, allocated, memory } = setUp(50);
      const { ring, dispose } = rings.open();
      ring.format(format);
      for (let at = 0; at < 5000; at += 40) ring.add(unit(at, at % 1000 === 0, 100));
      expect(allocated.some((segment) => segment.some((byte) => byte !== 0))).toBe(true);
      if (end === 'wipe') rings.wipe();
      else if (end === 'dispose') dispose();
      else rings.configure({ seconds: 0, bytes: 50 * SEGMENT });
      expect(allocated.every((segment) => segment.every((byte) => byte === 0))).toBe(true);
      expect(memory.heldBytes).toBe(0);
      expect(ring.groups).toEqual([]);
    }
  });

  it('answers nothing for what is gone', () => {
    const { ring } = setUp(6).rings.open();
    ring.format(format);
    ring.add(unit(0, true, 600));
    const first = ring.groups[0]?.offset ?? 0;
    ring.add(unit(1000, true, 600));
    ring.add(unit(2000, true, 600));
    expect(ring.unit(first)).toBeNull();
    expect(ring.header(ring.groups.at(-1)?.endOffset ?? 0)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { RecordType } from '../../../../../src-contract/link/records.ts';
import { mediaDiagnosticsSchema, type MediaDiagnostics } from '../../../../../src-contract/model/diagnostics.ts';
import { ArrivalLag } from '../../../../../src-main/media/diagnostics/arrival-lag.ts';
import { LinkDiagnosis } from '../../../../../src-main/media/diagnostics/link-diagnosis.ts';
import { LoopDelay } from '../../../../../src-main/media/diagnostics/loop-delay.ts';
import { newStreamCounts } from '../../../../../src-main/media/diagnostics/stream-counts.ts';
import { MediaTrack } from '../../../../../src-main/media/rtsp/media-track.ts';
import { ReorderBuffer } from '../../../../../src-main/media/rtsp/reorder-buffer.ts';
import { monotonicMs } from '../../../../../src-contract/time.ts';
import { createSteppedClock } from '../../../../fakes/stepped-clock.ts';
import { tileDiagnostics } from '../../../../fakes/tile-diagnostics.ts';
import { bytes, rtp, trackOf } from '../rtsp/pieces.ts';

const quiet = { unit: () => undefined, torn: () => undefined, foreign: () => undefined };

function track() {
  const counts = newStreamCounts();
  const one = new MediaTrack(trackOf('h264'), quiet, counts);
  const say = (sequence: number, atMs = sequence * 40): void => {
    one.media(rtp(bytes('6588'), { sequence, timestamp: sequence * 3600, marker: true }), monotonicMs(atMs));
  };
  return { counts, one, say };
}

describe('what the RTP reader counts', () => {
  it('counts packets, and those that are missing by their number, over a wrap-around too', () => {
    const { counts, say } = track();
    for (const sequence of [65_533, 65_534, 1, 2, 7]) say(sequence);
    expect(counts).toMatchObject({ packets: 5, lost: 2 + 4, duplicates: 0 });
  });

  it('counts what came twice apart from what came', () => {
    const { counts, say } = track();
    for (const sequence of [1, 2, 2, 3]) say(sequence);
    expect(counts).toMatchObject({ packets: 3, lost: 0, duplicates: 1 });
  });

  it('measures jitter as arrival against timestamp', () => {
    const steady = track();
    const uneven = track();
    for (let sequence = 1; sequence < 200; sequence += 1) {
      steady.say(sequence);
      uneven.say(sequence, sequence * 40 + (sequence % 2) * 20);
    }
    expect(steady.counts.jitterMs).toBeLessThan(0.5);
    expect(uneven.counts.jitterMs).toBeGreaterThan(15);
    expect(uneven.counts.jitterMs).toBeLessThan(25);
  });

  it('keeps the loss it reports to the camera', () => {
    const { counts, one, say } = track();
    for (const sequence of [1, 2, 3, 8]) say(sequence);
    one.report(9, monotonicMs(1000));
    expect(counts.reportedLoss).toBeCloseTo(0.5, 1);
  });

  it('tells packets put back in order from those that came twice', () => {
    const counts = newStreamCounts();
    const released: number[] = [];
    const order = new ReorderBuffer((packet) => released.push(packet[3] ?? 0), counts);
    for (const sequence of [1, 3, 3, 2, 4]) order.push(rtp(bytes('65'), { sequence, timestamp: 0 }));
    expect(released).toEqual([1, 2, 3, 4]);
    expect(counts).toMatchObject({ reordered: 1, duplicates: 1 });
  });
});

describe('ArrivalLag', () => {
  it('tells how much later than at its best a picture came, whatever the clocks read', () => {
    const lag = new ArrivalLag();
    const at = (frame: number, lateMs: number): number => Math.round(lag.add(5000 + frame * 40 + lateMs, 90_000_000 + frame * 40_000));
    expect([at(0, 10), at(1, 0), at(2, 0), at(3, 800), at(4, 0)]).toEqual([0, 0, 0, 800, 0]);
  });

  it('does not take a camera clock that runs fast or was set for a delay', () => {
    const lag = new ArrivalLag();
    let worst = 0;
    for (let frame = 0; frame < 90_000; frame += 1) worst = Math.max(worst, lag.add(frame * 40 * 1.0003, frame * 40_000));
    expect(worst).toBeLessThan(5);
    expect(lag.add(90_000 * 40 * 1.0003, 90_000 * 40_000 - 3_600_000_000)).toBe(0);
  });
});

describe('LoopDelay', () => {
  it('tells the worst lateness since it was asked before', () => {
    let nowMs = 0;
    let tick = (): void => undefined;
    const delay = new LoopDelay({
      now: () => monotonicMs(nowMs),
      every: (_period, action) => {
        tick = action;
        return { dispose: () => undefined };
      },
    });
    for (const atMs of [50, 100, 390, 440]) {
      nowMs = atMs;
      tick();
    }
    expect([delay.take(), delay.take()]).toEqual([240, 0]);
    nowMs = 1000;
    expect(delay.take()).toBe(510);
  });
});

describe('LinkDiagnosis', () => {
  const { media } = tileDiagnostics(3);
  function setUp() {
    const clock = createSteppedClock();
    const told: (readonly [number, MediaDiagnostics])[] = [];
    const diagnosis = new LinkDiagnosis({
      clock,
      counts: (subscription) => (media === null || subscription > 2 ? null : media),
      tell: (subscription, diagnostics) => told.push([subscription, diagnostics]),
    });
    return { clock, told, diagnosis };
  }

  it('tells at once, then once a second, of what was asked for and exists', () => {
    const { clock, told, diagnosis } = setUp();
    diagnosis.ask([1, 2, 2, 9]);
    clock.advance(2000);
    expect(told.map(([subscription]) => subscription)).toEqual([1, 2, 1, 2, 1, 2]);
    expect(mediaDiagnosticsSchema.safeParse(told[0]?.[1]).success).toBe(true);
    diagnosis.ask([]);
    clock.advance(5000);
    expect(told).toHaveLength(6);
  });

  it('has a record type of its own', () => {
    expect(new Set(Object.values(RecordType)).size).toBe(Object.values(RecordType).length);
  });
});

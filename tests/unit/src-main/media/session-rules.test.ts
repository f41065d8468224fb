import { describe, expect, it } from 'vitest';
import type { StreamFailure, StreamState } from '../../../../src-contract/model/stream-state.ts';
import { nextState, retryDelayMs, stallVerdict } from '../../../../src-main/media/session-rules.ts';

describe('nextState', () => {
  it('walks from the queue to playing', () => {
    let state: StreamState = { kind: 'queued' };
    const seen: string[] = [];
    for (const event of [{ kind: 'dialled', attempt: 1 }, { kind: 'first-unit' }, { kind: 'keyframe' }, { kind: 'keyframe' }] as const) {
      state = nextState(state, event);
      seen.push(state.kind);
    }
    expect(seen).toEqual(['connecting', 'waiting-keyframe', 'playing', 'playing']);
  });

  it('keeps the same state when an event is late', () => {
    const retrying: StreamState = { kind: 'retrying', reason: 'ended', attempt: 1, inMs: 1000 };
    expect(nextState(retrying, { kind: 'keyframe' })).toBe(retrying);
    expect(nextState(retrying, { kind: 'first-unit' })).toBe(retrying);
    const closed: StreamState = { kind: 'closed', reason: 'ended' };
    expect(nextState(closed, { kind: 'dialled', attempt: 1 })).toBe(closed);
  });
});

describe('stallVerdict', () => {
  it.each([
    [1999, 40, 'flowing'],
    [2000, 40, 'late'],
    [4999, 40, 'late'],
    [5000, 40, 'dead'],
    [5000, null, 'dead'],
    [2500, 1000, 'flowing'],
    [5000, 1000, 'late'],
    [10_000, 1000, 'dead'],
    [14_999, 5000, 'flowing'],
    [15_000, 5000, 'dead'],
  ] as const)('%i ms without a unit at an interval of %s ms is %s', (since, interval, verdict) => {
    expect(stallVerdict(since, interval)).toBe(verdict);
  });
});

describe('retryDelayMs', () => {
  const after = (reason: StreamFailure, failuresInRow: number, played: boolean, random = 0.5): number =>
    retryDelayMs({ reason, failuresInRow, played }, () => random);

  it('answers the first loss of a good stream almost at once, then backs off', () => {
    expect([1, 2, 3, 4, 5].map((failures) => Math.round(after('ended', failures, true)))).toEqual([250, 1000, 2000, 5000, 10_000]);
    expect(after('refused', 1, false)).toBe(1000);
  });

  it.each(['unauthorised', 'not-found', 'unsupported-codec', 'ffmpeg-missing'] as const)('never retries %s within a minute', (reason) => {
    for (const played of [false, true]) expect(after(reason, 1, played, 0)).toBeGreaterThanOrEqual(60_000);
  });
});

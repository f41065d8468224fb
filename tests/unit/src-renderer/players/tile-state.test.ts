import { describe, expect, test } from 'vitest';
import type { StreamFailure, StreamState, TileState } from '../../../../src-contract/model/stream-state.ts';
import { reportedState, tileStateOf, type TileFacts } from '../../../../src-renderer/players/tile-state.ts';

const NOW = 1_000_000;
const EPOCH = 1_700_000_000_000;
const nothing: TileFacts = { opened: true, refusal: null, stream: null, streamAtMs: NOW, decoderFailed: false, newestFrame: null };
const aged = (ageMs: number): TileFacts['newestFrame'] => ({ atMs: NOW - ageMs, epochMs: EPOCH });
const retrying: StreamState = { kind: 'retrying', reason: 'stalled', attempt: 2, inMs: 4_400 };
const closed: StreamState = { kind: 'closed', reason: 'unauthorised' };
const failed = (reason: StreamFailure, retryInMs: number | null): TileState => ({ kind: 'failed', reason, retryInMs });
const stale = (reason: StreamFailure | null): TileState => ({ kind: 'stale', lastGoodEpochMs: EPOCH, reason });

const table: readonly [string, Partial<TileFacts>, TileState][] = [
  ['not opened', { opened: false, newestFrame: aged(0) }, { kind: 'idle' }],
  ['nothing heard', {}, { kind: 'connecting', attempt: 0 }],
  ['queued', { stream: { kind: 'queued' } }, { kind: 'connecting', attempt: 0 }],
  ['dialling', { stream: { kind: 'connecting', attempt: 3 } }, { kind: 'connecting', attempt: 3 }],
  ['said to play, no frame', { stream: { kind: 'playing' } }, { kind: 'waiting-keyframe' }],
  ['waiting', { stream: { kind: 'waiting-keyframe' } }, { kind: 'waiting-keyframe' }],
  ['fresh', { newestFrame: aged(0) }, { kind: 'live', late: false }],
  ['just under 2 s', { newestFrame: aged(1_999) }, { kind: 'live', late: false }],
  ['fresh, but always the same', { newestFrame: aged(0), suspicion: 'frozen' }, { kind: 'live', late: false, suspicion: 'frozen' }],
  ['fresh, but black', { newestFrame: aged(1_999), suspicion: 'black' }, { kind: 'live', late: false, suspicion: 'black' }],
  ['late counts more than black', { newestFrame: aged(2_000), suspicion: 'black' }, { kind: 'live', late: true }],
  ['2 s', { newestFrame: aged(2_000) }, { kind: 'live', late: true }],
  ['just under 5 s', { newestFrame: aged(4_999) }, { kind: 'live', late: true }],
  ['5 s', { newestFrame: aged(5_000) }, stale(null)],
  ['5 s, said to play', { newestFrame: aged(5_000), stream: { kind: 'playing' } }, stale(null)],
  ['5 s, retried', { newestFrame: aged(5_000), stream: retrying }, stale('stalled')],
  ['a minute, retried', { newestFrame: aged(60_000), stream: retrying }, failed('stalled', 5_000)],
  ['a minute, dialling', { newestFrame: aged(60_000), stream: { kind: 'connecting', attempt: 9 } }, stale(null)],
  ['fresh, but closed', { newestFrame: aged(100), stream: closed }, { kind: 'live', late: false }],
  ['5 s, closed', { newestFrame: aged(5_000), stream: closed }, failed('unauthorised', null)],
  ['closed, never a frame', { stream: closed }, failed('unauthorised', null)],
  ['retried, never a frame', { stream: retrying }, failed('stalled', 5_000)],
  ['retry overdue', { stream: retrying, streamAtMs: NOW - 60_000 }, failed('stalled', 0)],
  ['no decoder', { decoderFailed: true, stream: { kind: 'playing' } }, failed('decoder-failed', null)],
  ['refused with a fresh frame', { newestFrame: aged(0), refusal: { reason: 'refused', retryAtMs: null } }, failed('refused', null)],
  ['main busy, asked again', { refusal: { reason: 'internal', retryAtMs: NOW + 900 } }, failed('internal', 1_000)],
];

describe('tileStateOf', () => {
  test.each(table)('%s', (_name, facts, expected) => {
    expect(tileStateOf({ ...nothing, ...facts }, NOW)).toEqual(expected);
  });

  test('time alone ends live', () => {
    const facts = { ...nothing, stream: { kind: 'playing' } as const, newestFrame: aged(0) };
    const kinds = [0, 2_000, 5_000, 3_600_000].map((later) => reportedState(tileStateOf(facts, NOW + later)).state);
    expect(kinds).toEqual(['live', 'late', 'stale', 'stale']);
  });
});

import { expect, it } from 'vitest';
import {
  afterAnswer,
  afterFailure,
  afterNetworkReturned,
  askLine,
  freshLine,
  lineRules,
  type Line,
} from '../../../../../src-main/base/sync/line.ts';

const network = { kind: 'network', code: 'ECONNREFUSED' } as const;
const failed = (times: number, random: () => number): Line => {
  let line = freshLine;
  for (let time = 0; time < times; time++) line = afterFailure(line, network, 0, random);
  return line;
};

it('lets the first request go at once', () => {
  expect(askLine(freshLine, 0)).toEqual({ kind: 'go', line: freshLine });
});

it('doubles the ceiling up to five minutes and spreads the whole of it', () => {
  const most = [1, 2, 3, 9, 40].map((times) => failed(times, () => 1).notBefore);
  expect(most).toEqual([2000, 4000, 8000, 300_000, 300_000]);
  expect(failed(9, () => 0).notBefore).toBe(lineRules.baseMs);
  expect(failed(9, () => 0.5).notBefore).toBe(150_000);
});

it('obeys what the server asked for, adds its jitter, and does not believe a year', () => {
  const busy = (afterMs: number | null) => ({ kind: 'busy', status: 503, afterMs }) as const;
  expect(afterFailure(freshLine, busy(60_000), 10, () => 0).notBefore).toBe(10 + 60_000 + 1000);
  expect(afterFailure(freshLine, busy(null), 10, () => 0).notBefore).toBe(10 + 1000);
  expect(afterFailure(freshLine, busy(1e12), 0, () => 0).notBefore).toBe(86_400_000 + 1000);
});

it('says until when to wait', () => {
  const line = failed(1, () => 1);
  expect(askLine(line, 1999)).toEqual({ kind: 'wait', untilMs: 2000 });
  expect(askLine(line, 2000).kind).toBe('go');
});

it('opens after five failures and then lets a single probe through', () => {
  expect(failed(4, () => 0).breaker).toBe('closed');
  const open = failed(5, () => 0);
  expect(open.breaker).toBe('open');
  const probe = askLine(open, 1000);
  expect(probe).toMatchObject({ kind: 'go', line: { breaker: 'probing' } });
  if (probe.kind !== 'go') return;
  expect(askLine(probe.line, 1e9)).toEqual({ kind: 'wait', untilMs: null });
  expect(afterFailure(probe.line, network, 1000, () => 0)).toEqual({ failures: 6, notBefore: 2000, breaker: 'open' });
});

it('is well after any answer', () => {
  expect(afterAnswer()).toEqual(freshLine);
});

it('spreads the first request after the network came back over two minutes', () => {
  const open = failed(20, () => 1);
  expect(afterNetworkReturned(open, 50, () => 0)).toEqual({ failures: 20, notBefore: 50, breaker: 'open' });
  expect(afterNetworkReturned(open, 50, () => 0.5).notBefore).toBe(60_050);
  expect(afterNetworkReturned({ ...open, breaker: 'probing' }, 50, () => 0).breaker).toBe('open');
  expect(afterNetworkReturned(freshLine, 50, () => 0).breaker).toBe('closed');
});

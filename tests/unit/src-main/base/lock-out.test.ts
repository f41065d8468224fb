import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginTry, noTries, usualLockOut, type Tries } from '../../../../src-main/base/lock-out.ts';

it('locks with the fifth try that did not end well, for a quarter of an hour', () => {
  let tries: Tries = noTries;
  const left: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const decision = beginTry(tries, 1000, usualLockOut);
    if (decision.kind === 'locked') throw new Error('locked too early');
    left.push(decision.left);
    tries = decision.tries;
  }
  expect(left).toEqual([4, 3, 2, 1, 0]);
  expect(beginTry(tries, 1000 + 899_999, usualLockOut)).toEqual({ kind: 'locked', untilMs: 901_000 });
  expect(beginTry(tries, 901_000, usualLockOut).kind).toBe('try');
});

it('never allows more wrong tries in any stretch of the lock’s length than the rule says', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400_000), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (waits, failuresToLock) => {
      const rule = { failuresToLock, lockForMs: 900_000 };
      let tries: Tries = noTries;
      let nowMs = 0;
      const locks: number[] = [];
      let sinceLock = 0;
      for (const wait of waits) {
        nowMs += wait;
        const decision = beginTry(tries, nowMs, rule);
        if (decision.kind === 'locked') continue;
        tries = decision.tries;
        sinceLock += 1;
        expect(sinceLock).toBeLessThanOrEqual(failuresToLock);
        if (tries.lockedUntilMs === 0) continue;
        locks.push(nowMs);
        sinceLock = 0;
      }
      for (const [at, lock] of locks.slice(1).entries()) expect(lock - (locks[at] ?? 0)).toBeGreaterThanOrEqual(rule.lockForMs);
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OfflineGracePayload } from '../../../../src-contract/province/schemas.ts';
import { judgeGrace, type GraceFacts } from '../../../../src-main/base/offline-grace.ts';

const ISSUED = Date.parse('2026-11-21T02:00:00.000Z');
const grace: OfflineGracePayload = {
  userId: 'user-1',
  login: 'trucban',
  deviceId: '0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b',
  roleIds: ['duty'],
  issuedAt: '2026-11-21T02:00:00.000Z',
  graceS: 3600,
};
const judge = (changes: Partial<GraceFacts>) =>
  judgeGrace({ grace, userId: 'user-1', deviceId: grace.deviceId, revokedAtMs: null, nowMs: ISSUED, ...changes });

it.each([
  { of: 'within its time', changes: {}, is: { kind: 'good', endsAt: ISSUED + 3_600_000 } },
  { of: 'at its end', changes: { nowMs: ISSUED + 3_600_000 }, is: { kind: 'refused', reason: 'over' } },
  { of: 'of a role that is never offline', changes: { grace: { ...grace, graceS: 0 } }, is: { kind: 'refused', reason: 'never-offline' } },
  { of: 'withdrawn as it was issued', changes: { revokedAtMs: ISSUED }, is: { kind: 'refused', reason: 'revoked' } },
  { of: 'issued after it was withdrawn', changes: { revokedAtMs: ISSUED - 1 }, is: { kind: 'good', endsAt: ISSUED + 3_600_000 } },
  { of: 'of another machine', changes: { deviceId: 'other' }, is: { kind: 'refused', reason: 'other-device' } },
  { of: 'of another person', changes: { userId: 'other' }, is: { kind: 'refused', reason: 'other-person' } },
])('judges a grace $of', ({ changes, is }) => {
  expect(judge(changes)).toEqual(is);
});

it('never lets a later moment in where an earlier one was kept out', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (earlyMs, laterMs) => {
      const early = judge({ nowMs: ISSUED + earlyMs });
      const later = judge({ nowMs: ISSUED + earlyMs + laterMs });
      expect(early.kind === 'refused' && later.kind === 'good').toBe(false);
    }),
  );
});

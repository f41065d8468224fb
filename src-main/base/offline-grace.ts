/** Whether this machine may vouch for somebody while the province is away. Pure; every time is server time as best known. */
import type { OfflineGracePayload } from '../../src-contract/province/schemas.ts';
import { epochMs, type EpochMs } from '../../src-contract/time.ts';

export type GraceRefusal = 'never-offline' | 'over' | 'revoked' | 'other-device' | 'other-person';

export type GraceJudgement =
  { readonly kind: 'good'; readonly endsAt: EpochMs } | { readonly kind: 'refused'; readonly reason: GraceRefusal };

export interface GraceFacts {
  /** Of a statement whose signature held. */
  readonly grace: OfflineGracePayload;
  readonly userId: string;
  readonly deviceId: string;
  /** When this person's grace was withdrawn last; `null`: never. Grace issued at that moment or before is void. */
  readonly revokedAtMs: number | null;
  readonly nowMs: number;
}

export function judgeGrace({ grace, userId, deviceId, revokedAtMs, nowMs }: GraceFacts): GraceJudgement {
  const refused = (reason: GraceRefusal): GraceJudgement => ({ kind: 'refused', reason });
  const issuedMs = Date.parse(grace.issuedAt);
  if (grace.userId !== userId) return refused('other-person');
  if (grace.deviceId !== deviceId) return refused('other-device');
  if (revokedAtMs !== null && issuedMs <= revokedAtMs) return refused('revoked');
  if (grace.graceS === 0) return refused('never-offline');
  const endsAt = epochMs(issuedMs + grace.graceS * 1000);
  return nowMs < endsAt ? { kind: 'good', endsAt } : refused('over');
}

/** Answers the questions a call amounts to, for one person at one moment; pure. */
import type { Permission as ProvincePermission } from '../../../src-contract/province/schemas.ts';
import type { CameraFacts, DenialReason } from '../../../src-contract/rights/request.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { decideFor, onCamera, ownAreas, whateverFor, type Asker } from './asker.ts';
import type { Ask } from './asks.ts';

/** Why there is nobody to judge. */
export type NobodyReason = 'not-signed-in' | 'locked' | 'password-change';

/**
 * `rule` is the line that decided and `reason` why; both go into the audit log as they are. `told` is what the person
 * hears: of a camera they may not know of, no more than of one that does not exist.
 */
export type Verdict = Allowed | Refused;

interface Allowed {
  readonly allow: true;
  readonly rule: string;
  /** Longest stretch at a time, if any. */
  readonly maxSeconds: number | null;
}

interface Refused {
  readonly allow: false;
  readonly rule: string;
  readonly reason: DenialReason | NobodyReason;
  readonly told: DenialReason | NobodyReason;
  readonly cameraId: string | null;
}

/** The cameras there are, and which of them the person may know of. */
export interface KnownPlaces {
  readonly camera: (id: string) => CameraFacts | null;
  readonly known: ReadonlyMap<string, CameraFacts>;
  /** Who stands beside for an act on a camera; left out or `null`: nobody. */
  readonly secondFor?: (permission: ProvincePermission, cameraId: string) => string | null;
}

export function judge(asks: readonly Ask[], asker: Asker, places: KnownPlaces): Verdict {
  let shortest = allowed('everybody');
  for (const verdict of asks.flatMap((ask) => answersTo(ask, asker, places))) {
    if (!verdict.allow) return verdict;
    if (lasts(verdict) <= lasts(shortest)) shortest = verdict;
  }
  return shortest;
}

const lasts = ({ maxSeconds }: Allowed): number => maxSeconds ?? Number.POSITIVE_INFINITY;
const allowed = (rule: string, maxSeconds: number | null = null): Allowed => ({ allow: true, rule, maxSeconds });
const refused = (rule: string, reason: DenialReason, cameraId: string | null = null, told = reason): Refused => ({
  allow: false,
  ...{ rule, reason, told, cameraId },
});

function answersTo(ask: Ask, asker: Asker, places: KnownPlaces): readonly Verdict[] {
  switch (ask.kind) {
    case 'anyone':
      return [anyone(asker)];
    case 'cameras':
      return ask.cameraIds.map((id) => onOne(id, ask, asker, places));
    case 'known':
      return ask.cameraIds.map((id) => (places.known.has(id) ? allowed('known') : refused('unknown-camera', 'out-of-scope', id)));
    case 'place':
      return [atPlace(ask, whateverFor(asker))];
    case 'in-area':
      return [inAreas(ask, whateverFor(asker))];
    case 'somewhere':
      return [somewhere(ask, whateverFor(asker), places)];
  }
}

function anyone({ user, standing, at }: Asker): Verdict {
  if (user.state !== 'active') return refused('law:user-not-active', 'user-not-active');
  return standing.kind === 'offline' && at >= standing.graceEnds ? refused('law:grace-over', 'grace-over') : allowed('signed-in');
}

type CamerasAsk = Extract<Ask, { kind: 'cameras' }>;

function onOne(id: string, ask: CamerasAsk, asker: Asker, { camera, known, secondFor }: KnownPlaces): Verdict {
  const { permission, forSetup, lookingBackMs, aheadMs, withSecond } = ask;
  const now = lookingBackMs === 0 && aheadMs === 0;
  const footage = now ? null : { from: epochMs(asker.at - lookingBackMs), to: epochMs(asker.at + aheadMs) };
  const secondUserId = withSecond ? SOMEBODY : (secondFor?.(permission, id) ?? null);
  const wishOn = (target: CameraFacts) => decideFor(asker, { permission, target: onCamera(target, footage), forSetup, secondUserId });
  const facts = camera(id);
  const decision = wishOn(facts ?? nowhere(id));
  if (decision.allow) return allowed(decision.rule, decision.maxSeconds);
  if (facts === null || known.has(id)) return refused(decision.rule, decision.reason, id);
  const ofNone = wishOn(nowhere(id));
  return refused(decision.rule, decision.reason, id, ofNone.allow ? 'out-of-scope' : ofNone.reason);
}

/** A camera that lies in no area and belongs to no unit: only a right to the whole province reaches it. */
function nowhere(id: string): CameraFacts {
  return {
    id,
    areaPath: '',
    managingUnitId: '',
    operatingUnitId: '',
    ownershipClass: 'STATE',
    classification: 'NONE',
    consent: null,
    state: 'active',
    sensitive: false,
  };
}

/** As of a camera that stands there already. */
function atPlace({ permission, areaPath, unitId }: Extract<Ask, { kind: 'place' }>, free: Asker): Verdict {
  const target = onCamera({ ...nowhere(''), areaPath, managingUnitId: unitId, operatingUnitId: unitId });
  const decision = decideFor(free, { permission, target, forSetup: true });
  return decision.allow ? allowed(decision.rule) : refused(decision.rule, decision.reason);
}

/** Nobody's id; stands beside where the question is what would be possible with somebody. */
export const SOMEBODY = ' ';

type InAreaAsk = Extract<Ask, { kind: 'in-area' | 'somewhere' }>;
type SomewhereAsk = Extract<Ask, { kind: 'somewhere' }>;

/** What for is asked when something is done. */
function inAreas({ anyOf, forSetup }: InAreaAsk, free: Asker): Verdict {
  const decisions = anyOf.flatMap((permission) => ownAreas(free.user).map((target) => decideFor(free, { permission, target, forSetup })));
  const decision = decisions.find(({ allow }) => allow) ?? decisions[0];
  if (decision === undefined) return refused('default', 'not-in-role');
  return decision.allow ? allowed(decision.rule) : refused(decision.rule, decision.reason);
}

function circumstancesOf({ withSecond, aheadMs }: SomewhereAsk, { at }: Asker) {
  const footage = aheadMs === 0 ? null : { from: at, to: epochMs(at + aheadMs) };
  return { secondUserId: withSecond ? SOMEBODY : null, footage };
}

function somewhere(ask: SomewhereAsk, free: Asker, { known }: KnownPlaces): Verdict {
  const verdict = inAreas(ask, free);
  if (verdict.allow) return verdict;
  const { anyOf, forSetup } = ask;
  const { secondUserId, footage } = circumstancesOf(ask, free);
  for (const facts of known.values()) {
    const onIt = anyOf
      .map((permission) => decideFor(free, { permission, target: onCamera(facts, footage), forSetup, secondUserId }))
      .find(({ allow }) => allow);
    if (onIt !== undefined) return allowed(onIt.rule);
  }
  return verdict;
}

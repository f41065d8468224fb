/**
 * Which way a change of configuration moves rights, so that what tightens is done before what loosens.
 *
 * Every document is read as two sets: what it allows and what it forbids. Fewer allowances or more prohibitions tighten.
 * A change that does both is `mixed` and stands between.
 */
import type { Camera, Case, Grant, Policy, PrivacyPolicy, Role, User } from '../../../src-contract/province/schemas.ts';
import { canonicalJson } from './canonical-json.ts';
import type { KnownType } from './judge-item.ts';
import type { Document } from './revision.ts';

/** In the order they are done. */
export const effectOrder = ['tightens', 'mixed', 'neutral', 'loosens'] as const;
export type Effect = (typeof effectOrder)[number];

interface Allowances {
  readonly allows: ReadonlySet<string>;
  readonly forbids: ReadonlySet<string>;
}

const nothing: Allowances = { allows: new Set(), forbids: new Set() };
const allowing = (texts: readonly string[]): Allowances => ({ ...nothing, allows: new Set(texts) });

/** `null`: there is no such document before, or after, that this client uses. Documents are of the shape their type says. */
export function effectOf(type: KnownType, before: Document | null, after: Document | null): Effect {
  const old = before === null ? nothing : allowancesOf(type, before);
  const next = after === null ? nothing : allowancesOf(type, after);
  const tightens = !within(old.allows, next.allows) || !within(next.forbids, old.forbids);
  const loosens = !within(next.allows, old.allows) || !within(old.forbids, next.forbids);
  if (tightens) return loosens ? 'mixed' : 'tightens';
  return loosens ? 'loosens' : 'neutral';
}

const within = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean => [...part].every((text) => whole.has(text));

function allowancesOf(type: KnownType, document: Document): Allowances {
  const judged: unknown = document;
  switch (type) {
    case 'user':
      return ofUser(judged as User); // of its shape, see effectOf
    case 'role':
      return ofRole(judged as Role); // of its shape, see effectOf
    case 'grant':
      return ofGrant(judged as Grant); // of its shape, see effectOf
    case 'case':
      return ofCase(judged as Case); // of its shape, see effectOf
    case 'camera':
      return ofCamera(judged as Camera); // of its shape, see effectOf
    case 'policy':
      return ofPolicy(judged as Policy); // of its shape, see effectOf
    case 'area':
    case 'unit':
    case 'layout':
    case 'scenario':
      return nothing;
  }
}

const ofUser = ({ state, assignments }: User): Allowances =>
  state === 'active' ? allowing(assignments.map((one) => canonicalJson(one))) : nothing;

function ofRole({ cells, graceS, mfaRequired }: Role): Allowances {
  const allowed = cells.flatMap(({ permission, scopes, conditions }) =>
    scopes.map((scope) => canonicalJson([permission, scope, conditions])),
  );
  return { allows: new Set([...allowed, `grace ${graceS}`]), forbids: new Set(mfaRequired ? ['one factor'] : []) };
}

function ofGrant({ effect, permissions, grantee, target, purposes, hours, validFrom, validTo }: Grant): Allowances {
  const texts = permissions.map((permission) => canonicalJson([permission, grantee, target, purposes, hours, validFrom, validTo]));
  return effect === 'allow' ? allowing(texts) : { ...nothing, forbids: new Set(texts) };
}

function ofCase({ state, assigneeIds, cameraIds, footageFrom, footageTo, validTo }: Case): Allowances {
  if (state !== 'open') return nothing;
  return allowing(assigneeIds.flatMap((user) => cameraIds.map((camera) => canonicalJson([user, camera, footageFrom, footageTo, validTo]))));
}

function ofCamera({ state, sensitive, areaPath, managingUnitId, operatingUnitId, unitSince, masks = [] }: Camera): Allowances {
  const place = canonicalJson([areaPath, managingUnitId, operatingUnitId, unitSince]);
  const hidden = masks.flatMap(({ liftable, points }) => [
    `hidden ${canonicalJson(points)}`,
    ...(liftable ? [] : [`hidden for good ${canonicalJson(points)}`]),
  ]);
  const allows = state === 'active' ? [place, `${place} watched`] : state === 'maintenance' ? [place] : [];
  return { allows: new Set(allows), forbids: new Set([...(sensitive ? ['playback alone'] : []), ...hidden]) };
}

function ofPolicy(policy: Policy): Allowances {
  switch (policy.kind) {
    case 'four-eyes':
      return { allows: new Set([`export ${policy.exportLongerThanS}`]), forbids: new Set(policy.acts) };
    case 'purposes':
      return allowing(policy.purposes.map(({ id, caseNoRequired }) => canonicalJson([id, caseNoRequired])));
    case 'session':
      return allowing([canonicalJson(policy)]);
    case 'privacy':
      return ofPrivacy(policy);
    case 'retention':
    case 'legal':
      return nothing;
  }
}

function ofPrivacy({ secondPersonHere, secondPersonOffline, liftMinutes, watermark }: PrivacyPolicy): Allowances {
  const allows = [`lift ${liftMinutes}`, ...(secondPersonHere ? ['here'] : []), ...(secondPersonOffline ? ['offline'] : [])];
  return { allows: new Set(allows), forbids: new Set(watermark.shown ? ['unmarked'] : []) };
}

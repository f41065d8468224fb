/** What no role and no grant can open. */
import type { Permission } from '../province/schemas.ts';
import type { AccessRequest, DenialReason, RightsData } from './request.ts';

/** Acts that decide over others' acts; never on a workstation that is on its own (R-ACC-05). */
const onlineOnly: ReadonlySet<Permission> = new Set(['export-approve', 'unmask-approve', 'user-manage']);

export function denialByStanding({ user, standing, permission, at }: AccessRequest): DenialReason | null {
  if (user.state !== 'active') return 'user-not-active';
  if (standing.kind === 'online') return null;
  if (onlineOnly.has(permission)) return 'online-only';
  return at >= standing.graceEnds ? 'grace-over' : null;
}

/** Keeping an inventory needs no picture. */
const withoutPicture: ReadonlySet<Permission> = new Set(['camera-manage']);
/** What was recorded before a camera was taken down may still be asked for. */
const ofRecordings: ReadonlySet<Permission> = new Set(['playback', 'export-request', 'export-approve', 'export-execute', 'evidence-open']);

export function denialByCamera({ target, permission, forSetup, at }: AccessRequest): DenialReason | null {
  if (target.kind !== 'camera') return null;
  const { classification, ownershipClass, consent, state } = target.camera;
  if (classification !== 'NONE') return 'state-secret';
  if (ownershipClass === 'POLICE_OPERATIONAL') return 'police-operational';
  if (ownershipClass === 'VOLUNTARY' && !isValid(consent, at)) return 'no-consent';
  if (withoutPicture.has(permission) || ofRecordings.has(permission)) return null;
  if (state === 'retired') return 'camera-retired';
  return state === 'maintenance' && !forSetup ? 'camera-in-maintenance' : null;
}

function isValid(consent: { readonly validFrom: string; readonly validTo: string | null } | null, at: number): boolean {
  if (consent === null || Date.parse(consent.validFrom) > at) return false;
  return consent.validTo === null || at < Date.parse(consent.validTo);
}

/** Acts on pictures and on people's data; the rest is administration and needs no purpose. */
const needsPurpose: ReadonlySet<Permission> = new Set([
  'live',
  'wall',
  'playback',
  'ptz',
  'mark',
  'export-request',
  'export-execute',
  'evidence-open',
  'unmask',
]);

export function denialByPurpose({ permission, purpose }: AccessRequest, { purposes }: RightsData): DenialReason | null {
  if (!needsPurpose.has(permission)) return null;
  if (purpose === null) return 'purpose-missing';
  const known = purposes.get(purpose.id);
  if (known === undefined) return 'purpose-unknown';
  return known.caseNoRequired && (purpose.caseNo ?? '').trim() === '' ? 'case-number-missing' : null;
}

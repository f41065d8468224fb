/** What the rights function is asked: who, doing what, to what, why and when. All of it is data; nothing is looked up. */
import type { Camera, Case, Grant, Permission, Role, User } from '../province/schemas.ts';
import type { EpochMs } from '../time.ts';

/** What is acted on. */
export type Target =
  | {
      readonly kind: 'camera';
      readonly camera: CameraFacts;
      /** Which footage, for looking back, requesting, extracting and opening evidence. */
      readonly footage: Stretch | null;
    }
  /** A part of the administration: its people, its cameras as a whole, its log. */
  | { readonly kind: 'area'; readonly areaPath: string; readonly unitId: string; readonly subjectUserId: string | null };

/** What of a camera decides. */
export type CameraFacts = Pick<
  Camera,
  'id' | 'areaPath' | 'managingUnitId' | 'operatingUnitId' | 'ownershipClass' | 'classification' | 'consent' | 'state' | 'sensitive'
>;

/** From inclusive, to exclusive. */
export interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Who asks. `online`: the province vouches now; `offline`: it did, and its grace runs until `graceEnds`, both in server time. */
export type Standing = { readonly kind: 'online' } | { readonly kind: 'offline'; readonly graceEnds: EpochMs };

export interface AccessRequest {
  readonly user: User;
  readonly standing: Standing;
  readonly permission: Permission;
  readonly target: Target;
  /** As the person said it; `null` when nobody asked. */
  readonly purpose: { readonly id: string; readonly caseNo: string | null } | null;
  /** Server time as best known, never the machine's own clock alone. */
  readonly at: EpochMs;
  /** Asked for on somebody's behalf who will decide, instead of done at once. */
  readonly asRequest: boolean;
  /** To set the device up, not to watch. */
  readonly forSetup: boolean;
  /** Who stands beside: signed in as themselves, approving exactly this. */
  readonly secondUserId: string | null;
}

/** The part of the configuration that decides. */
export interface RightsData {
  readonly roles: ReadonlyMap<string, Role>;
  readonly grants: readonly Grant[];
  readonly cases: readonly Case[];
  /** Purposes a person may name, and which of them need a case number. */
  readonly purposes: ReadonlyMap<string, { readonly caseNoRequired: boolean }>;
}

/** Why not; each has a text that says what to do. */
export type DenialReason =
  | 'user-not-active'
  | 'grace-over'
  | 'online-only'
  | 'state-secret'
  | 'police-operational'
  | 'no-consent'
  | 'camera-retired'
  | 'camera-in-maintenance'
  | 'purpose-missing'
  | 'purpose-unknown'
  | 'case-number-missing'
  | 'denied-by-grant'
  | 'not-in-role'
  | 'out-of-scope'
  | 'only-as-request'
  | 'only-for-setup'
  | 'second-person-missing'
  | 'second-person-same';

/** `rule` names the line of configuration that decided: `role:<id>`, `grant:<id>`, or a rule of law built in here. */
export type AccessDecision =
  | { readonly allow: true; readonly rule: string; readonly maxSeconds: number | null }
  | { readonly allow: false; readonly rule: string; readonly reason: DenialReason };

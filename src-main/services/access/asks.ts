/** What a call from a window amounts to in the province's own words; pure. */
import type { Permission } from '../../../src-contract/model/rights.ts';
import type { Permission as ProvincePermission } from '../../../src-contract/province/schemas.ts';

/** One question; a call is allowed where every question of its own is answered yes. */
export type Ask =
  /** Somebody who is signed in and may act, whatever their role. */
  | { readonly kind: 'anyone' }
  /** On each of these cameras. */
  | {
      readonly kind: 'cameras';
      readonly permission: ProvincePermission;
      readonly cameraIds: readonly string[];
      readonly forSetup: boolean;
      /** How far back from now what is asked for begins; 0: now. */
      readonly lookingBackMs: number;
      /** How far from now on it lasts. */
      readonly aheadMs: number;
      /** As if a second person stood beside: asked for first, and judged again with the one who came. */
      readonly withSecond: boolean;
    }
  /** Each of these cameras is one the person may know of. */
  | { readonly kind: 'known'; readonly cameraIds: readonly string[] }
  /** On a camera that is not there yet and would stand here, managed by this unit. */
  | { readonly kind: 'place'; readonly permission: ProvincePermission; readonly areaPath: string; readonly unitId: string }
  /** One of these, for their own part of the administration. */
  | { readonly kind: 'in-area'; readonly anyOf: readonly ProvincePermission[]; readonly forSetup: boolean }
  /** The same, or for any camera there is. */
  | {
      readonly kind: 'somewhere';
      readonly anyOf: readonly ProvincePermission[];
      readonly forSetup: boolean;
      readonly aheadMs: number;
      readonly withSecond: boolean;
    };

/** @param args as the call's schema parsed them */
export function asksOf(permission: Permission, args: unknown): readonly Ask[] {
  return questions[permission](args);
}

/** The most the settings keep of a stream for replay. */
const REPLAY_MOST_MS = 300_000;
/** The longest a mask is lifted at a time. */
export const LIFT_MOST_MS = 1_800_000;

/** Everybody who can touch the window may. */
const none = (): readonly Ask[] => [];
const anyone: readonly Ask[] = [{ kind: 'anyone' }];

const questions: Readonly<Record<Permission, (args: unknown) => readonly Ask[]>> = {
  'app.use': none,
  'session.use': none,
  'live.view': (args) => onCameras('live', args),
  'live.listen': (args) => onCameras('live', args),
  'live.replay': (args) => onCameras('playback', args, { lookingBackMs: REPLAY_MOST_MS }),
  'camera.read': (args) => [{ kind: 'known', cameraIds: camerasIn(args) }],
  'camera.manage': (args) => managing('camera-manage', args),
  'camera.add': adding,
  'camera.test': (args) => [...managing('camera-manage', args), ...managing('live', args)],
  // The tiles in front of a person are how they watch at all; the province's own walls and scenarios are another matter.
  'wall.edit': (args) => [somewhere(['live', 'wall', 'playback']), { kind: 'known', cameraIds: camerasIn(args) }],
  'screens.arrange': () => anyone,
  'wall.share': (args) => [somewhere(['wall']), { kind: 'known', cameraIds: camerasIn(args) }],
  'settings.manage': (args) => (isWorkstationSetting(args) ? questions['workstation.manage'](args) : anyone),
  'workstation.manage': () => [{ kind: 'in-area', anyOf: ['camera-manage', 'user-manage'], forSetup: false }],
  // A file stays when the right to look has gone: it is kept from the camera, and of the past where a replay showed it.
  snapshot: (args) => [
    ...onCameras('mark', args),
    ...(member(args, 'replay') === true ? onCameras('playback', args, { lookingBackMs: REPLAY_MOST_MS }) : onCameras('live', args)),
  ],
  ptz: (args) => onCameras('ptz', args),
  // Of the stretch of time it would be seen in: a case of that stretch covers it.
  'mask.lift': (args) => onCameras('unmask', args, { aheadMs: LIFT_MOST_MS, withSecond: true }),
  'replay.with-second': (args) => onCameras('playback', args, { lookingBackMs: REPLAY_MOST_MS, withSecond: true }),
  'second.ask': (args) => questions[member(args, 'act') === 'sensitive-playback' ? 'replay.with-second' : 'mask.lift'](args),
  'second.decide': () => [somewhere(['unmask-approve', 'export-approve', 'user-manage'])],
  'sync.manage': () => [somewhere(['camera-manage', 'user-manage', 'wall'])],
  'audit.read': () => [somewhere(['audit-read'])],
};

function somewhere(
  anyOf: readonly ProvincePermission[],
  { forSetup = false, aheadMs = 0, withSecond = false }: Omit<Circumstances, 'lookingBackMs'> = {},
): Ask {
  return { kind: 'somewhere', anyOf, forSetup, aheadMs, withSecond };
}

type Circumstances = Partial<Pick<Extract<Ask, { kind: 'cameras' }>, 'forSetup' | 'lookingBackMs' | 'aheadMs' | 'withSecond'>>;

function onCameras(
  permission: ProvincePermission,
  args: unknown,
  { forSetup = false, lookingBackMs = 0, aheadMs = 0, withSecond = false }: Circumstances = {},
): readonly Ask[] {
  const cameraIds = camerasIn(args);
  if (cameraIds.length === 0) return [somewhere([permission], { forSetup, aheadMs, withSecond })];
  return [{ kind: 'cameras', permission, cameraIds, forSetup, lookingBackMs, aheadMs, withSecond }];
}

/** What only a call about cameras that are not there yet has: drafts, lists, and devices on the network. */
const newCameraArgs = ['draft', 'drafts', 'text', 'importId', 'range', 'searchId', 'address'] as const;

/** Where it would stand, where that is said; a camera that is not there yet belongs to no case. */
function adding(args: unknown): readonly Ask[] {
  const [areaPath, unitId] = ['areaPath', 'unitId'].map((name) => member(member(args, 'registration'), name));
  if (typeof areaPath === 'string' && typeof unitId === 'string') return [{ kind: 'place', permission: 'camera-manage', areaPath, unitId }];
  return [{ kind: 'in-area', anyOf: ['camera-manage'], forSetup: true }];
}

/** A camera that is not there yet belongs to an area and to no case. */
function managing(permission: ProvincePermission, args: unknown): readonly Ask[] {
  const isNew = camerasIn(args).length === 0 && newCameraArgs.some((name) => member(args, name) !== undefined);
  return isNew ? [{ kind: 'in-area', anyOf: [permission], forSetup: true }] : onCameras(permission, args, { forSetup: true });
}

/** The cameras arguments name: one, several, those of a wall or a layout, or the steps of a tour. */
export function camerasIn(args: unknown): readonly string[] {
  const placed = member(member(args, 'wall'), 'cells') ?? member(member(args, 'layout'), 'cells') ?? stepsOf(args);
  const several = member(args, 'ids') ?? placed ?? [member(args, 'cameraId') ?? member(args, 'id')];
  return Array.isArray(several) ? several.filter((id) => typeof id === 'string') : [];
}

function stepsOf(args: unknown): readonly unknown[] | undefined {
  const steps = member(member(args, 'tour'), 'steps');
  return Array.isArray(steps) ? steps.map((step) => member(step, 'cameraId')) : undefined;
}

/** Another program to run is nothing a person chooses for themselves. */
function isWorkstationSetting(args: unknown): boolean {
  return member(member(args, 'patch'), 'ffmpegPath') !== undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

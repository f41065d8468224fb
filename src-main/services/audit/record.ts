/** What is written down without anybody asking for it: the program's own life, and who watches what. */
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import type { AuditAction } from '../../../src-contract/model/audit-draft.ts';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { shownCells, tileCount } from '../../../src-contract/model/wall.ts';
import type { LiveService, Watching } from '../live.ts';
import type { SettingsService } from '../settings.ts';
import type { WallService } from '../wall.ts';
import { systemActor, type Audit, type Deed } from './audit.ts';

/** The first entries of a start: that the one before did not end well, if so, and that this one began. */
export async function recordStart(audit: Audit, afterCrash: boolean, host: string): Promise<void> {
  if (afterCrash) await audit.happened({ action: 'app.crash', actor: systemActor });
  await audit.happened({ action: 'app.start', actor: systemActor, params: { host } });
}

/** A call from a window as the log tells it; the kind of thing is the first word of the action. */
export function deedOf(call: {
  readonly action: AuditAction;
  readonly channel: string;
  readonly objectId: string | null;
  readonly objectName: string | null;
}): Deed {
  const { action, channel, objectId: id, objectName: label } = call;
  const kind = action.slice(0, action.indexOf('.'));
  return {
    action,
    object: id === null ? null : { kind, id, label },
    params: { channel, ...(id === null && label !== null ? { name: label } : {}) },
  };
}

/** What an answer adds to the entry of its call: the hash of a file that was made, so that the log proves which one. */
export function answeredFacts(value: unknown): NonNullable<Deed['params']> {
  const sha256 = typeof value === 'object' && value !== null ? (Reflect.get(value, 'sha256') as unknown) : undefined; // any answer of any call
  return typeof sha256 === 'string' ? { sha256: sha256.slice(0, 64) } : {};
}

export interface Watched {
  readonly audit: Audit;
  readonly live: LiveService;
  readonly wall: WallService;
  readonly settings: SettingsService;
  readonly cameras: { list(): readonly Camera[] };
}

export function recordWhatHappens({ audit, live, wall, settings, cameras }: Watched): Disposable {
  const owned = new DisposableStore();
  owned.add(live.watching.on((watching) => void audit.happened(watchingDeed(watching, cameras.list()))));
  owned.add(
    live.prepared.on(({ cameraId, windowId }) => {
      void audit.happened({ action: 'live.prepare', object: cameraObject(cameraId, cameras.list()), params: { windowId } });
    }),
  );
  owned.add(
    wall.changed.on(({ screen, wall: changed }) => {
      const cameras = shownCells(changed).filter((cell) => cell !== null).length;
      void audit.happened({ action: 'wall.change', params: { screen, tiles: tileCount(changed), cameras } });
    }),
  );
  owned.add(
    settings.changed.on(({ before, after }) => {
      const changed = Object.keys(after).filter((name) => Reflect.get(before, name) !== Reflect.get(after, name));
      void audit.happened({ action: 'config.change', params: { settings: changed.join(' ').slice(0, 300) } });
    }),
  );
  return owned;
}

const actions = {
  picture: { start: 'live.start', stop: 'live.stop' },
  sound: { start: 'audio.start', stop: 'audio.stop' },
  replay: { start: 'replay.start', stop: 'replay.stop' },
} as const;

function watchingDeed({ kind, medium, cameraId, windowId, agoMs }: Watching, cameras: readonly Camera[]) {
  const params = agoMs === undefined ? { windowId } : { windowId, secondsAgo: Math.round(agoMs / 1000) };
  return { action: actions[medium][kind], object: cameraObject(cameraId, cameras), params };
}

function cameraObject(cameraId: string, cameras: readonly Camera[]) {
  const camera = cameras.find(({ id }) => id === cameraId);
  return { kind: 'camera', id: cameraId, label: camera === undefined ? null : `${camera.number} ${camera.name}`.slice(0, 300) };
}

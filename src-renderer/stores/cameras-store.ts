import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Camera, CameraDraftInput, CameraId, ConnectionTest, StreamProfile } from '../../src-contract/model/camera.ts';
import type { ImportPreview, ImportResult } from '../../src-contract/model/camera-import.ts';
import { noTerritory, type Territory } from '../../src-contract/model/territory.ts';
import { territoryNames, type TerritoryNames } from '../lib/finding/territory-names.ts';

export interface CamerasState {
  readonly byId: ReadonlyMap<CameraId, Camera>;
  /** By call number. */
  readonly ordered: readonly Camera[];
  /** What the province calls their areas and units. */
  readonly names: TerritoryNames;
}
export interface CamerasActions {
  apply(change: { readonly upserted: readonly Camera[]; readonly removed: readonly CameraId[] }): void;
  /** These are all the cameras there are. */
  reset(cameras: readonly Camera[]): void;
  nameBy(territory: Territory): void;
  /** The calls below reject with `VmsError`; the list itself follows main's notification and the answer. */
  add(draft: CameraDraftInput): Promise<Camera>;
  update(id: CameraId, draft: CameraDraftInput): Promise<Camera>;
  remove(ids: readonly CameraId[]): Promise<{ readonly undoId: string }>;
  undoRemove(undoId: string): Promise<{ readonly restored: number }>;
  testConnection(id: CameraId | null, draft: CameraDraftInput, profile: StreamProfile): Promise<ConnectionTest>;
  previewImport(text: string): Promise<ImportPreview>;
  applyImport(importId: string): Promise<ImportResult>;
}
export type CamerasStore = StoreApi<CamerasState & CamerasActions>;

type Directory = Pick<CamerasState, 'byId' | 'ordered'>;

const vietnameseOrder = new Intl.Collator('vi', { numeric: true, sensitivity: 'variant' });

/** Order of the list everywhere: by the number operators call. */
function byNumber(left: Camera, right: Camera): number {
  return left.number - right.number || vietnameseOrder.compare(left.name, right.name);
}

function directoryOf(byId: ReadonlyMap<CameraId, Camera>): Directory {
  return { byId, ordered: [...byId.values()].sort(byNumber) };
}

const sameCamera = (left: Camera | undefined, right: Camera): boolean => JSON.stringify(left) === JSON.stringify(right);

/**
 * The directory after a change from main.
 *
 * A camera that is the same as before stays the same object: tiles dial again when theirs changes.
 */
export function changedDirectory(
  byId: ReadonlyMap<CameraId, Camera>,
  change: { readonly upserted: readonly Camera[]; readonly removed: readonly CameraId[] },
): Directory {
  const next = new Map(byId);
  for (const id of change.removed) next.delete(id);
  for (const camera of change.upserted) {
    if (!sameCamera(next.get(camera.id), camera)) next.set(camera.id, camera);
  }
  return directoryOf(next);
}

/** The cameras this window knows, how the list shows them, and the calls that change them. */
export function createCamerasStore(
  initial: readonly Camera[],
  calls: Client<VmsContract>['cameras'],
  territory = noTerritory,
): CamerasStore {
  return createStore<CamerasState & CamerasActions>((set, get) => ({
    ...directoryOf(new Map(initial.map((camera) => [camera.id, camera]))),
    names: territoryNames(territory),
    apply(change) {
      set(changedDirectory(get().byId, change));
    },
    reset(cameras) {
      const kept = new Set(cameras.map((camera) => camera.id));
      const removed = [...get().byId.keys()].filter((id) => !kept.has(id));
      set(changedDirectory(get().byId, { upserted: cameras, removed }));
    },
    nameBy(territory) {
      set({ names: territoryNames(territory) });
    },
    async add(draft) {
      const camera = await calls.add({ draft });
      get().apply({ upserted: [camera], removed: [] });
      return camera;
    },
    async update(id, draft) {
      const camera = await calls.update({ id, draft });
      // always a new object, for a changed password shows in nothing else
      set(directoryOf(new Map(get().byId).set(id, { ...camera })));
      return camera;
    },
    async remove(ids) {
      const answer = await calls.remove({ ids: [...ids] });
      get().apply({ upserted: [], removed: ids });
      return answer;
    },
    undoRemove: (undoId) => calls.undoRemove({ undoId }),
    testConnection: (id, draft, profile) => calls.testConnection({ id, draft, profile }),
    previewImport: (text) => calls.previewImport({ text }),
    applyImport: (importId) => calls.applyImport({ importId }),
  }));
}

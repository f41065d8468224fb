import type { Camera } from '../../../src-contract/model/camera.ts';
import { buildSearchIndex, searchIndex, type SearchIndex } from '../../lib/vietnamese-search.ts';
import type { CamerasStore } from '../../stores/cameras-store.ts';

/** Finds cameras by number, name and area; folds their names again only when the inventory has changed. */
export function cameraFinder(cameras: Pick<CamerasStore, 'getState'>): (query: string) => readonly Camera[] {
  let known: { readonly of: readonly Camera[]; readonly index: SearchIndex<Camera> } | null = null;
  return (query) => {
    const { ordered } = cameras.getState();
    if (known?.of !== ordered) known = { of: ordered, index: buildSearchIndex(ordered) };
    return searchIndex(known.index, query);
  };
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Camera, CameraId } from '../../src-contract/model/camera.ts';
import type { Finding, FindingView } from '../../src-contract/model/finding.ts';
import { cameraText } from '../lib/finding/camera-text.ts';
import type { Tag } from '../lib/finding/camera-tree.ts';
import { findIn, foldingOnce, searchEntry, type Findings, type SearchIndex } from '../lib/finding/search-index.ts';
import type { TerritoryNames } from '../lib/finding/territory-names.ts';
import type { OpenChoices } from '../lib/finding/tree-rows.ts';

export interface FindingState {
  readonly query: string;
  readonly view: FindingView;
  /** Nodes a person folded or unfolded. */
  readonly folds: OpenChoices;
  readonly favourites: ReadonlySet<CameraId>;
  /** The last one put on the wall first. */
  readonly recent: readonly CameraId[];
  readonly tags: readonly Tag[];
}
export interface FindingActions {
  search(query: string): void;
  show(view: FindingView): void;
  fold(keys: readonly string[], open: boolean): void;
  /** Cameras for a query, best first; all in the order of the list for an empty one. The one search of the program. */
  readonly find: (query: string) => readonly Camera[];
  /** Folds names now rather than at the first key. */
  prepare(): void;
  /** The calls below reject with `VmsError`; what is shown follows main's notification. */
  favour(ids: readonly CameraId[], favourite: boolean): Promise<void>;
  tag(ids: readonly CameraId[], tag: string, tagged: boolean): Promise<void>;
  /** What somebody else's sign-in brings. */
  replace(finding: Finding): void;
  /** Marks that are other than before; how this window looks at the list stays as it is. */
  applyMarks(finding: Finding): void;
}
export type FindingStore = StoreApi<FindingState & FindingActions>;

export interface FindingPorts {
  readonly calls: Client<VmsContract>['finding'];
  readonly directory: () => { readonly ordered: readonly Camera[]; readonly names: TerritoryNames };
  /** Keeps how the list is looked at, a moment after the last change. */
  saveLook(look: Pick<Finding, 'view' | 'folds'>): void;
}

const marksOf = ({ favourites, recent, tags }: Finding): Pick<FindingState, 'favourites' | 'recent' | 'tags'> => ({
  favourites: new Set(favourites),
  recent,
  tags,
});

const stateOf = (finding: Finding): Omit<FindingState, 'query'> => ({
  view: finding.view,
  folds: new Map(Object.entries(finding.folds)),
  ...marksOf(finding),
});

/** How this window finds cameras: what is typed, how the list is ordered, and what the person keeps at hand. */
export function createFindingStore(initial: Finding, ports: FindingPorts): FindingStore {
  return createStore<FindingState & FindingActions>((set, get) => {
    const searcher = createSearcher(() => ({ ...ports.directory(), tags: get().tags }));
    const save = (): void => {
      const { view, folds } = get();
      ports.saveLook({ view, folds: Object.fromEntries(folds) });
    };
    return {
      query: '',
      ...stateOf(initial),
      search(query) {
        set({ query });
      },
      show(view) {
        set({ view, query: '' });
        save();
      },
      fold(keys, open) {
        const folds = new Map(get().folds);
        for (const key of keys) {
          folds.delete(key); // so that what was folded last is forgotten last
          folds.set(key, open);
        }
        set({ folds });
        save();
      },
      find: searcher.find,
      prepare: searcher.prepare,
      async favour(ids, favourite) {
        await ports.calls.favour({ ids: [...ids], favourite });
      },
      async tag(ids, tag, tagged) {
        await ports.calls.tag({ ids: [...ids], tag, tagged });
      },
      replace(finding) {
        set({ query: '', ...stateOf(finding) });
      },
      applyMarks(finding) {
        set(marksOf(finding));
      },
    };
  });
}

interface Searched {
  readonly ordered: readonly Camera[];
  readonly names: TerritoryNames;
  readonly tags: readonly Tag[];
}
type Entry = SearchIndex<Camera>[number];

/** An index that is made when it is first needed, and of which only what changed is made anew. */
function createSearcher(searched: () => Searched): Pick<FindingActions, 'find' | 'prepare'> {
  let index: SearchIndex<Camera> = [];
  let of: Searched | null = null;
  let entries = new WeakMap<Camera, Entry>();
  let last: Findings<Camera> | null = null;
  const upToDate = (): SearchIndex<Camera> => {
    const now = searched();
    if (of?.ordered === now.ordered && of.names === now.names && of.tags === now.tags) return index;
    if (of?.names !== now.names || of.tags !== now.tags) entries = new WeakMap();
    const foldOther = foldingOnce();
    const tagsOf = tagsByCamera(now.tags);
    index = now.ordered.map((camera) => {
      const entry = entries.get(camera) ?? searchEntry(camera, cameraText(camera, now.names, tagsOf.get(camera.id) ?? []), foldOther);
      entries.set(camera, entry);
      return entry;
    });
    of = now;
    return index;
  };
  return {
    find(query) {
      last = findIn(upToDate(), query, last);
      return last.items;
    },
    prepare() {
      upToDate();
    },
  };
}

function tagsByCamera(tags: readonly Tag[]): ReadonlyMap<CameraId, readonly string[]> {
  const byCamera = new Map<CameraId, string[]>();
  for (const { name, cameraIds } of tags) for (const id of cameraIds) byCamera.set(id, [...(byCamera.get(id) ?? []), name]);
  return byCamera;
}

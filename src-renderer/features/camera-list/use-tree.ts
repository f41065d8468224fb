import { useMemo } from 'react';
import { useStore } from 'zustand';
import { areaTree, countsAbove, groupTree, tagTree, unitTree, type TreeNode } from '../../lib/finding/camera-tree.ts';
import { ListRows, rowsOf, type Rows } from '../../lib/finding/tree-rows.ts';
import { queryWords } from '../../lib/finding/search-index.ts';
import { useStores } from '../../stores/stores-context.tsx';

export interface ListedCameras {
  readonly rows: Rows;
  /** Of the tree that is shown; none where cameras stand in a plain list. */
  readonly nodes: readonly TreeNode[];
  /** Words looked for; none while nothing is. */
  readonly words: readonly string[];
}

/** What the list shows now. A key typed into the search costs the search and the rows in sight; trees are built when cameras change. */
export function useListedCameras(): ListedCameras {
  const { cameras, finding } = useStores();
  const ordered = useStore(cameras, (state) => state.ordered);
  const names = useStore(cameras, (state) => state.names);
  const query = useStore(finding, (state) => state.query);
  const tags = useStore(finding, (state) => state.tags);
  const words = useMemo(() => queryWords(query), [query]);
  // What is found changes with cameras, names and tags: the store's index follows them by itself.
  const found = useMemo(
    () => (words.length === 0 ? null : new ListRows(finding.getState().find(query))),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what the index is made of
    [finding, query, words, ordered, names, tags],
  );
  const tree = useTree();
  return found === null ? { ...tree, words } : { rows: found, nodes: [], words };
}

function useTree(): Omit<ListedCameras, 'words'> {
  const { cameras, finding } = useStores();
  const ordered = useStore(cameras, (state) => state.ordered);
  const byId = useStore(cameras, (state) => state.byId);
  const names = useStore(cameras, (state) => state.names);
  const view = useStore(finding, (state) => state.view);
  const folds = useStore(finding, (state) => state.folds);
  const favourites = useStore(finding, (state) => state.favourites);
  const recent = useStore(finding, (state) => state.recent);
  const tags = useStore(finding, (state) => state.tags);
  const list = useMemo(() => {
    switch (view) {
      case 'favourites':
        return new ListRows(ordered.filter(({ id }) => favourites.has(id)));
      case 'recent':
        return new ListRows(recent.flatMap((id) => byId.get(id) ?? []));
      case 'list':
        return new ListRows(ordered);
      case 'area':
      case 'unit':
      case 'group':
      case 'tags':
        return null;
    }
  }, [view, ordered, byId, favourites, recent]);
  const nodes = useMemo(() => {
    switch (view) {
      case 'area':
        return areaTree(ordered, names);
      case 'unit':
        return unitTree(ordered, names);
      case 'group':
        return groupTree(ordered);
      case 'tags':
        return tagTree(ordered, tags);
      case 'favourites':
      case 'recent':
      case 'list':
        return [];
    }
  }, [view, ordered, names, tags]);
  const rows = useMemo(() => list ?? rowsOf(nodes, folds), [list, nodes, folds]);
  return { rows, nodes };
}

/** How many cameras below each node are live on this window's wall, by the node's key. */
export function useLiveCounts(nodes: readonly TreeNode[]): ReadonlyMap<string, number> {
  const { tiles, wall } = useStores();
  const cells = useStore(wall, (state) => state.history.present.cells);
  const liveCells = useStore(tiles, ({ states }) =>
    [...states]
      .filter(([, state]) => state.kind === 'live')
      .map(([cell]) => cell)
      .join(' '),
  );
  return useMemo(() => {
    const live = liveCells === '' ? [] : liveCells.split(' ').flatMap((cell) => cells[Number(cell)] ?? []);
    return countsAbove(nodes, new Set(live));
  }, [nodes, cells, liveCells]);
}

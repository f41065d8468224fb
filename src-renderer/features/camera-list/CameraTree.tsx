import { Dropdown } from 'antd';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { cameraText, foundBy } from '../../lib/finding/camera-text.ts';
import { nameWithin } from '../../lib/finding/place-name.ts';
import { pinnedRows, type TreeRow } from '../../lib/finding/tree-rows.ts';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { useAreaWords } from '../../stores/use-area-words.ts';
import { useMay } from '../../stores/use-may.ts';
import { useUnitWords } from '../../stores/use-unit-words.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import type { Attention } from './attention.ts';
import { actionTargets, indexOf, noSelection, selectRow, type ListSelection, type SelectMode } from './list-selection.ts';
import { CameraEntry, NodeRow } from './rows.tsx';
import { useCameraMenu } from './use-camera-menu.ts';
import { useListKeys } from './use-list-keys.ts';
import { useMarking } from './use-marking.tsx';
import { useRemoveCameras } from './use-remove-cameras.tsx';
import { useLiveCounts, type ListedCameras } from './use-tree.ts';

const ROW_HEIGHT = 30;
/** With its place in a second line. */
const FOUND_HEIGHT = 44;
type NodeOf = Extract<TreeRow, { readonly kind: 'node' }>;
type CameraOf = Extract<TreeRow, { readonly kind: 'camera' }>;

/** A camera's name, without the place and the area it stands under in the tree by area. */
function nameUnder({ camera }: CameraOf, parent: TreeRow | undefined): string {
  return parent?.kind === 'node' ? nameWithin(camera.name, parent.node.kind, camera.area) : camera.name;
}

/** As many as the largest wall has tiles. */
const MOST_DRAGGED = 64;

export interface CameraTreeProps {
  readonly listed: ListedCameras;
  /** Which list it is: another one begins at its top with nothing selected. */
  readonly listedAs: string;
  readonly callUp: Attention;
  /** Shows or hides the quick look at a camera, beside its row. */
  readonly onPeek: (camera: Camera, row: HTMLElement | null) => void;
  readonly onRest: (camera: Camera | null, row: HTMLElement | null) => void;
}

/** Why a camera was found, where its row does not say so anyway. */
function useFoundBy(
  words: readonly string[],
  areaOf: (camera: Camera) => string,
  unitOf: (camera: Camera) => string,
): (camera: Camera) => string | null {
  const { cameras, finding } = useStores();
  const names = useStore(cameras, (state) => state.names);
  const tags = useStore(finding, (state) => state.tags);
  return useCallback(
    (camera) => {
      if (words.length === 0) return null;
      const own = tags.filter(({ cameraIds }) => cameraIds.includes(camera.id)).map(({ name }) => name);
      const shown = [String(camera.number), camera.name, areaOf(camera), unitOf(camera)];
      return foundBy(cameraText(camera, names, own), shown, words);
    },
    [words, names, tags, areaOf, unitOf],
  );
}

/** What is selected in one list; nothing is in the next. */
function useSelectionOf(listedAs: string): readonly [ListSelection, (change: (current: ListSelection) => ListSelection) => void] {
  const [kept, setKept] = useState({ of: listedAs, selection: noSelection });
  if (kept.of !== listedAs) setKept({ of: listedAs, selection: noSelection });
  const change = (next: (current: ListSelection) => ListSelection): void => {
    setKept(({ of, selection }) => ({ of, selection: next(selection) }));
  };
  return [kept.of === listedAs ? kept.selection : noSelection, change];
}

/** The cameras as a tree or as a list, for 10,000 entries: one tab stop, arrows, letters, Shift and Ctrl to select several. */
export function CameraTree({ listed, listedAs, callUp, onPeek, onRest }: CameraTreeProps) {
  const { t, i18n } = useTranslation();
  const { finding, wall, session } = useStores();
  const { rows, nodes, words } = listed;
  const cells = useStore(wall, (state) => state.history.present.cells);
  const onWall = useMemo(() => new Set(cells), [cells]);
  const favourites = useStore(finding, (state) => state.favourites);
  const liveCounts = useLiveCounts(nodes);
  const [selection, setSelection] = useSelectionOf(listedAs);
  const removeCameras = useRemoveCameras();
  const marking = useMarking();
  const menu = useCameraMenu(removeCameras, marking);
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const mayRemove = useMay('camera.manage') && standalone;
  const areaOf = useAreaWords(i18n);
  const unitOf = useUnitWords(i18n);
  const foundByOf = useFoundBy(words, areaOf, unitOf);
  const active = indexOf(rows, selection.active);
  const marked = rows.at(active);
  const markedCamera = marked?.kind === 'camera' ? marked.camera.id : null;
  useEffect(() => {
    callUp.attend(markedCamera);
  }, [callUp, markedCamera]);
  const pinned = useCallback((first: number) => pinnedRows(rows, first), [rows]);

  const select = (at: number, mode: SelectMode): void => {
    setSelection((current) => selectRow(current, rows, at, mode));
  };
  const onKeyDown = useListKeys({
    ...{ rows, active, selection, marking, select, onPeek },
    unselect: () => {
      setSelection(() => noSelection);
    },
    remove: mayRemove ? removeCameras : null,
  });
  const nodeRow = (row: NodeOf, at: number, domId: string | null): ReactNode => (
    <NodeRow
      row={row}
      domId={domId}
      active={domId !== null && at === active}
      live={liveCounts.get(row.key) ?? 0}
      onPress={() => {
        select(at, 'only');
        if (domId !== null) finding.getState().fold([row.key], !row.open);
      }}
      drag={() => ({ kind: 'fill', ids: actionTargets(noSelection, rows, row).slice(0, MOST_DRAGGED) })}
    />
  );
  const cameraRow = (row: CameraOf, at: number, domId: string): ReactNode => (
    <CameraEntry
      row={row}
      domId={domId}
      active={at === active}
      selected={selection.selected.has(row.camera.id)}
      onWall={onWall.has(row.camera.id)}
      favourite={favourites.has(row.camera.id)}
      name={nameUnder(row, rows.at(row.parent))}
      area={areaOf(row.camera)}
      unit={unitOf(row.camera)}
      words={words}
      foundBy={foundByOf(row.camera)}
      onSelect={(mode) => {
        select(at, mode);
      }}
      onPlace={() => {
        wall.getState().placeNext([row.camera.id]);
      }}
      onMenu={() => {
        if (!selection.selected.has(row.camera.id) || marked?.kind === 'node') select(at, 'only');
      }}
      onPoint={(over) => {
        callUp.attend(over === null ? markedCamera : row.camera.id);
        onRest(over === null ? null : row.camera, over);
      }}
      drag={() => {
        callUp.expect(row.camera.id);
        onRest(null, null);
        return { kind: 'cameras', ids: actionTargets(selection, rows, row).slice(0, MOST_DRAGGED) };
      }}
    />
  );
  const menuIds = marked?.kind === 'node' ? actionTargets(noSelection, rows, marked) : [...selection.selected];
  return (
    <Dropdown trigger={['contextMenu']} menu={menu.itemsFor(menuIds, marked?.kind === 'node')} open={menu.open} onOpenChange={menu.setOpen}>
      <div className="list-tree">
        <VirtualList
          rows={rows}
          rowHeight={words.length > 0 ? FOUND_HEIGHT : ROW_HEIGHT}
          active={active}
          label={t('list.title')}
          role="tree"
          multiselectable
          listed={listedAs}
          rowKey={({ key }) => key}
          onKeyDown={onKeyDown}
          pinned={pinned}
          renderPinned={(row, at) => row.kind === 'node' && nodeRow(row, at, null)}
          renderRow={(row, at, domId) => (row.kind === 'node' ? nodeRow(row, at, domId) : cameraRow(row, at, domId))}
        />
      </div>
    </Dropdown>
  );
}

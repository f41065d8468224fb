import { Dropdown } from 'antd';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CameraRow } from '../../stores/camera-rows.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import type { Attention } from './attention.ts';
import { AreaRow, CameraEntry } from './rows.tsx';
import { actionTargets, indexOf, noSelection, rowKey, selectRow, type SelectMode } from './list-selection.ts';
import { useCameraMenu } from './use-camera-menu.ts';
import { useRemoveCameras } from './use-remove-cameras.tsx';

const ROW_HEIGHT = 30;
const PAGE_ROWS = 12;

/** How far a key moves in the list, `null` for keys that do not move. */
function stepOf(key: string, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return PAGE_ROWS;
    case 'PageUp':
      return -PAGE_ROWS;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return null;
  }
}

/** The cameras as a tree of areas (or flat), for 10,000 entries: one tab stop, arrows, Shift and Ctrl to select several. */
export function CameraTree({ rows, callUp }: { readonly rows: readonly CameraRow[]; readonly callUp: Attention }) {
  const { t } = useTranslation();
  const { cameras, wall, session } = useStores();
  const cells = useStore(wall, (state) => state.history.present.cells);
  const onWall = useMemo(() => new Set(cells), [cells]);
  const [selection, setSelection] = useState(noSelection);
  const removeCameras = useRemoveCameras();
  const menu = useCameraMenu(removeCameras);
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  const mayRemove = useMay('camera.manage') && standalone;
  const active = indexOf(rows, selection.active);
  const marked = rows[active];
  const markedCamera = marked?.kind === 'camera' ? marked.camera.id : null;
  useEffect(() => {
    callUp.attend(markedCamera);
  }, [callUp, markedCamera]);

  const select = (at: number, mode: SelectMode): void => {
    setSelection((current) => selectRow(current, rows, at, mode));
  };
  const actOn = (row: CameraRow, key: string): void => {
    const isArea = row.kind === 'area';
    switch (key) {
      case 'Enter':
        wall.getState().placeNext(actionTargets(selection, rows, row));
        return;
      case 'Delete':
        if (!isArea && mayRemove) removeCameras(actionTargets(selection, rows, row));
        return;
      case 'ArrowLeft':
      case 'ArrowRight':
        if (isArea && row.folded === (key === 'ArrowRight')) cameras.getState().toggleArea(row.area);
        return;
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = stepOf(event.key, rows.length);
    if (step !== null) {
      event.preventDefault();
      const next = active < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, active + step));
      select(next, event.shiftKey ? 'range' : 'only');
      return;
    }
    if (event.key === 'Escape') setSelection(noSelection);
    const row = rows[active];
    if (row !== undefined) actOn(row, event.key);
  };

  return (
    <Dropdown
      trigger={['contextMenu']}
      menu={menu.itemsFor(selection.selected.size > 0 ? [...selection.selected] : [])}
      open={menu.open}
      onOpenChange={menu.setOpen}
    >
      <div className="list-tree">
        <VirtualList
          rows={rows}
          rowHeight={ROW_HEIGHT}
          active={active}
          label={t('list.title')}
          role="tree"
          multiselectable
          rowKey={rowKey}
          onKeyDown={onKeyDown}
          renderRow={(row, at, domId) =>
            row.kind === 'area' ? (
              <AreaRow
                row={row}
                domId={domId}
                active={at === active}
                onToggle={() => {
                  select(at, 'only');
                  cameras.getState().toggleArea(row.area);
                }}
              />
            ) : (
              <CameraEntry
                row={row}
                domId={domId}
                active={at === active}
                selected={selection.selected.has(row.camera.id)}
                onWall={onWall.has(row.camera.id)}
                onSelect={(mode) => {
                  select(at, mode);
                }}
                onPlace={() => {
                  wall.getState().placeNext([row.camera.id]);
                }}
                onMenu={() => {
                  if (!selection.selected.has(row.camera.id)) select(at, 'only');
                }}
                onPoint={(pointed) => {
                  callUp.attend(pointed ? row.camera.id : markedCamera);
                }}
                dragIds={() => {
                  callUp.expect(row.camera.id);
                  return actionTargets(selection, rows, row);
                }}
              />
            )
          }
        />
      </div>
    </Dropdown>
  );
}

import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { writeDrag } from '../../lib/drag-payload.ts';
import type { CameraRow } from '../../stores/camera-rows.ts';
import type { SelectMode } from './list-selection.ts';

type RowOf<K extends CameraRow['kind']> = Extract<CameraRow, { readonly kind: K }>;

export interface AreaRowProps {
  readonly row: RowOf<'area'>;
  readonly domId: string;
  readonly active: boolean;
  readonly onToggle: () => void;
}

export function AreaRow({ row, domId, active, onToggle }: AreaRowProps) {
  const { t } = useTranslation();
  return (
    <div
      id={domId}
      role="treeitem"
      aria-level={1}
      aria-expanded={!row.folded}
      aria-selected={false}
      className={active ? 'list-row list-area list-row-active' : 'list-row list-area'}
      onClick={onToggle}
    >
      {row.folded ? <CaretRightOutlined /> : <CaretDownOutlined />}
      <span className="list-area-name">{row.area === '' ? t('list.noArea') : row.area}</span>
      <span className="list-area-count">{row.count}</span>
    </div>
  );
}

export interface CameraEntryProps {
  readonly row: RowOf<'camera'>;
  readonly domId: string;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onWall: boolean;
  readonly onSelect: (mode: SelectMode) => void;
  readonly onPlace: () => void;
  readonly onMenu: () => void;
  /** A pointer came over it, or left it. */
  readonly onPoint: (pointed: boolean) => void;
  /** A drag begins: what is dragged. */
  readonly dragIds: () => readonly string[];
}

function modeOf(event: MouseEvent): SelectMode {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}

export function CameraEntry(props: CameraEntryProps) {
  const { row, domId, active, selected, onWall, onSelect, onPlace, onMenu, onPoint, dragIds } = props;
  const { t } = useTranslation();
  const { camera } = row;
  const classes = ['list-row', 'list-camera', active && 'list-row-active', selected && 'list-row-selected'];
  return (
    <div
      id={domId}
      role="treeitem"
      aria-level={2}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={selected}
      className={classes.filter(Boolean).join(' ')}
      title={camera.name}
      draggable
      onClick={(event) => {
        onSelect(modeOf(event));
      }}
      onDoubleClick={onPlace}
      onContextMenu={onMenu}
      onPointerEnter={() => {
        onPoint(true);
      }}
      onPointerLeave={() => {
        onPoint(false);
      }}
      onDragStart={(event) => {
        writeDrag(event.dataTransfer, { kind: 'cameras', ids: dragIds().slice(0, 64) });
      }}
    >
      <span className="list-number">{camera.number}</span>
      <span className="list-name">{camera.name}</span>
      {onWall && <span className="list-on-wall" role="img" aria-label={t('list.onWall')} title={t('list.onWall')} />}
    </div>
  );
}

import { CheckOutlined } from '@ant-design/icons';
import type { TFunction } from 'i18next';
import { memo, useEffect, useRef, useState, type CSSProperties, type DragEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { TilePlace } from '../../../src-contract/model/layout.ts';
import { carriesDrag, readDrag, writeDrag, type DragPayload } from '../../lib/drag-payload.ts';
import type { Stores } from '../../stores/stores.ts';
import { useStores } from '../../stores/stores-context.tsx';
import type { TileSources } from './tile-sources.ts';
import type { MenuPlace } from './TileMenu.tsx';
import { TileView } from './TileView.tsx';

export interface TileProps {
  readonly cell: number;
  readonly place: TilePlace;
  readonly sources: TileSources;
  readonly selected: boolean;
  readonly enlarged: boolean;
  /** Another tile is enlarged over it. */
  readonly covered: boolean;
  /** The right button asked what can be done with it. */
  readonly onMenu: (place: MenuPlace) => void;
}

type DraggedTile = Extract<DragPayload, { readonly kind: 'tile' }>;

/** Of this window or of another; nothing of another program, whose cameras and screens only happen to have the same names. */
function dropTile(cell: number, dragged: DraggedTile, { wall, cameras, screens }: Stores): void {
  const { swap, exchange, history } = wall.getState();
  if (!cameras.getState().byId.has(dragged.cameraId)) return;
  if (dragged.screen !== screens.getState().own) exchange(cell, dragged, dragged.cameraId);
  else if (history.present.cells[dragged.cell] === dragged.cameraId) swap(dragged.cell, cell);
}

function dropOn(cell: number, event: DragEvent, stores: Stores): void {
  const payload = readDrag(event.dataTransfer);
  if (payload === null) return;
  event.preventDefault();
  const { fill, placeAt } = stores.wall.getState();
  if (payload.kind === 'tile') dropTile(cell, payload, stores);
  else if (payload.kind === 'fill') fill(payload.ids);
  else placeAt(cell, payload.ids);
}

/** The enlarged tile takes the whole wall by its class, which an inline place would win over: hence variables. */
function areaOf({ column, row, columnSpan, rowSpan }: TilePlace): CSSProperties {
  const area = `${String(row + 1)} / ${String(column + 1)} / span ${String(rowSpan)} / span ${String(columnSpan)}`;
  return { '--tile-area': area } as CSSProperties; // React knows no custom properties
}

/** Ctrl and Shift choose several, as everywhere; the right button leaves the choice alone, for its menu is about all of them. */
function pointAt(cell: number, event: PointerEvent, { wall, tours }: Stores): void {
  const { select, choose, chooseTo, chooseOne, chosen } = wall.getState();
  tours.getState().touched();
  if (event.ctrlKey || event.metaKey) choose(cell);
  else if (event.shiftKey) chooseTo(cell);
  else {
    select(cell);
    if (event.button === 0 || !chosen.has(cell)) chooseOne();
  }
}

function labelOf(cell: number, camera: Camera | undefined, t: TFunction): string {
  return camera === undefined
    ? t('wall.tileEmpty', { cell: cell + 1 })
    : t('wall.tileCamera', { cell: cell + 1, number: camera.number, name: camera.name });
}

/** By which the rows of the wall own their tiles. */
export const tileElementId = (cell: number): string => `tile-${String(cell)}`;

interface FilledTileProps extends Omit<TileProps, 'place'> {
  readonly camera: Camera;
  readonly label: string;
}

/** A tile with a camera. */
function FilledTile({ label, onMenu, ...view }: FilledTileProps) {
  return (
    <div
      className="tile-menu-area"
      role="group"
      aria-label={label}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ cell: view.cell, x: event.clientX, y: event.clientY });
      }}
    >
      <TileView {...view} />
    </div>
  );
}

const SIDES = ['top', 'right', 'bottom', 'left'] as const;

function TileFrame() {
  return SIDES.map((side) => <span key={side} className={`tile-frame tile-frame-${side}`} aria-hidden />);
}

/** One cell of the wall. Renders only when its own camera, selection or state changes. */
export const Tile = memo(function Tile({ place, ...props }: TileProps) {
  const { cell, selected, enlarged } = props;
  const { t } = useTranslation();
  const stores = useStores();
  const cameraId = useStore(stores.wall, (state) => state.history.present.cells[cell] ?? null);
  const camera = useStore(stores.cameras, (state) => (cameraId === null ? undefined : state.byId.get(cameraId)));
  const [dragOver, setDragOver] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const chosen = useStore(stores.wall, (state) => state.chosen.has(cell));
  const hotspot = useStore(stores.wall, (state) => state.history.present.hotspot === cell);
  const editing = useStore(stores.wall, (state) => state.editing);
  const actions = stores.wall.getState();
  const label = hotspot ? `${labelOf(cell, camera, t)}, ${t('layouts.hotspot')}` : labelOf(cell, camera, t);

  useEffect(() => {
    if (enlarged) element.current?.focus({ preventScroll: true });
  }, [enlarged]);

  const classes = ['tile', selected && 'tile-selected', enlarged && 'tile-enlarged', dragOver && 'tile-drop', chosen && 'tile-chosen'];
  return (
    <div
      ref={element}
      id={tileElementId(cell)}
      role="gridcell"
      data-cell={cell}
      className={classes.filter(Boolean).join(' ')}
      tabIndex={selected ? 0 : -1}
      aria-selected={selected || chosen}
      style={areaOf(place)}
      draggable={camera !== undefined}
      onFocus={() => {
        if (stores.wall.getState().selected !== cell) actions.select(cell);
      }}
      onPointerDown={(event) => {
        pointAt(cell, event, stores);
      }}
      onClick={(event) => {
        if (!editing && !event.shiftKey && !event.ctrlKey && !event.metaKey) actions.showInHotspot(cell);
      }}
      onDoubleClick={() => {
        if (camera !== undefined || enlarged) actions.toggleEnlarged(cell);
      }}
      onDragStart={(event) => {
        if (cameraId !== null) writeDrag(event.dataTransfer, { kind: 'tile', screen: stores.screens.getState().own, cell, cameraId });
      }}
      onDragOver={(event) => {
        if (!carriesDrag(event.dataTransfer)) return;
        event.preventDefault();
        setDragOver(true);
      }}
      onDragLeave={() => {
        setDragOver(false);
      }}
      onDrop={(event) => {
        setDragOver(false);
        dropOn(cell, event, stores);
      }}
    >
      <span className="tile-call-number" aria-hidden>
        {cell + 1}
      </span>
      {camera === undefined ? (
        <div className="tile-empty" role="group" aria-label={label}>
          <span className="tile-empty-number">{cell + 1}</span>
          <span className="tile-empty-hint">{cameraId === null ? t('wall.placeHere') : t('wall.cameraGone')}</span>
        </div>
      ) : (
        <FilledTile {...props} label={label} camera={camera} />
      )}
      {hotspot && (
        <span className="tile-hotspot-mark" aria-hidden>
          {t('layouts.hotspot')}
        </span>
      )}
      {chosen && (
        <span className="tile-chosen-mark">
          <CheckOutlined aria-hidden /> {cell + 1}
        </span>
      )}
      {selected && <TileFrame />}
    </div>
  );
});

import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LayoutShape } from '../../../src-contract/model/layout.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { EditBar } from './EditBar.tsx';
import { SelectedTileAnnouncer } from './SelectedTileAnnouncer.tsx';
import { Tile, tileElementId } from './Tile.tsx';
import { TileMenu, type MenuPlace } from './TileMenu.tsx';
import type { TileSources } from './tile-sources.ts';
import { useTileNumbers } from './use-tile-numbers.ts';
import { TypedNumber } from './TypedNumber.tsx';
import './wall.css';

/** Tiles by the row they begin in, left to right, as screen readers walk them. */
function tileRows({ tiles }: LayoutShape): readonly (readonly number[])[] {
  const rows = new Map<number, number[]>();
  for (const [cell, { row }] of tiles.entries()) rows.set(row, [...(rows.get(row) ?? []), cell]);
  const columnOf = (cell: number): number => tiles[cell]?.column ?? 0;
  return [...rows]
    .sort(([left], [right]) => left - right)
    .map(([, cells]) => cells.sort((left, right) => columnOf(left) - columnOf(right)));
}

/** Equal tracks of whole pixels, less the gaps of 2 px: at a fraction of one, pictures and words over them are filtered with every draw. */
const tracks = (count: number): string =>
  `repeat(${String(count)}, round(down, (100% - ${String((count - 1) * 2)}px) / ${String(count)}, 1px))`;

/** Tiles over all the space there is; one may be enlarged over the others, which stay ready behind it. */
export function Wall({ sources }: { readonly sources: TileSources }) {
  const { t } = useTranslation();
  const { wall, tours } = useStores();
  const shape = useStore(wall, (state) => state.history.present.shape);
  const enlarged = useStore(wall, (state) => state.history.present.enlarged);
  const editing = useStore(wall, (state) => state.editing);
  const selected = useStore(wall, (state) => state.selected);
  const root = useRef<HTMLDivElement>(null);
  const numbered = useTileNumbers();
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);
  const closeMenu = useCallback(() => {
    setMenuAt(null);
  }, []);

  useEffect(() => {
    if (root.current?.contains(document.activeElement) === true) {
      root.current.querySelector<HTMLElement>(`[data-cell="${String(selected)}"]`)?.focus();
    }
  }, [selected]);

  return (
    <>
      <div
        ref={root}
        className={['wall', enlarged !== null && 'wall-enlarged', editing && 'wall-editing', numbered && 'wall-numbered']
          .filter(Boolean)
          .join(' ')}
        onKeyDown={tours.getState().touched}
        onWheel={tours.getState().touched}
        data-keys="wall"
        style={{ gridTemplateColumns: tracks(shape.columns), gridTemplateRows: tracks(shape.rows) }}
      >
        {/* Rows own their tiles by name and not by nesting: a tile that moves to another row keeps its element, and with it its picture. */}
        <div role="grid" className="wall-rows" aria-label={t('wall.label')}>
          {tileRows(shape).map((cells) => (
            <div key={cells[0]} role="row" className="wall-rows" aria-owns={cells.map(tileElementId).join(' ')} />
          ))}
        </div>
        {shape.tiles.map((place, cell) => (
          <Tile
            key={cell}
            cell={cell}
            place={place}
            sources={sources}
            selected={cell === selected}
            enlarged={cell === enlarged}
            covered={enlarged !== null && cell !== enlarged}
            onMenu={setMenuAt}
          />
        ))}
      </div>
      {menuAt !== null && (
        <TileMenu
          key={`${String(menuAt.cell)} ${String(menuAt.x)} ${String(menuAt.y)}`}
          place={menuAt}
          sources={sources}
          onClose={closeMenu}
        />
      )}
      <EditBar />
      <TypedNumber />
      <SelectedTileAnnouncer />
    </>
  );
}

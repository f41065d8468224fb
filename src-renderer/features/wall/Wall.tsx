import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { gridSide } from '../../stores/wall-edits.ts';
import { SelectedTileAnnouncer } from './SelectedTileAnnouncer.tsx';
import { Tile } from './Tile.tsx';
import type { TileSources } from './tile-sources.ts';
import { useWallKeys } from './use-wall-keys.ts';
import './wall.css';

function TypedNumber() {
  const { t } = useTranslation();
  const { view, cameras } = useStores();
  const typed = useStore(view, (state) => state.typedNumber);
  const ordered = useStore(cameras, (state) => state.ordered);
  if (typed === '') return null;
  const match = ordered.find((camera) => camera.number === Number(typed));
  return (
    <div className="typed-number" role="status">
      <span>{t('wall.typed')}</span>
      <strong>{typed}</strong>
      <span className="typed-number-name">{match?.name ?? ''}</span>
      <span className="typed-number-hint">{t('wall.typedHint')}</span>
    </div>
  );
}

/** Equal tiles over all the space there is; one may be enlarged over the others, which stay ready behind it. */
export function Wall({ sources }: { readonly sources: TileSources }) {
  const { t } = useTranslation();
  const { wall } = useStores();
  const grid = useStore(wall, (state) => state.history.present.grid);
  const enlarged = useStore(wall, (state) => state.history.present.enlarged);
  const selected = useStore(wall, (state) => state.selected);
  const root = useRef<HTMLDivElement>(null);
  useWallKeys(root, sources);

  useEffect(() => {
    if (root.current?.contains(document.activeElement) === true) {
      root.current.querySelector<HTMLElement>(`[data-cell="${String(selected)}"]`)?.focus();
    }
  }, [selected]);

  const side = gridSide(grid);
  const track = `repeat(${String(side)}, minmax(0, 1fr))`;
  const rows = Array.from({ length: side }, (_, row) => Array.from({ length: side }, (_, column) => row * side + column));
  return (
    <>
      <div
        ref={root}
        className={enlarged === null ? 'wall' : 'wall wall-enlarged'}
        role="grid"
        aria-label={t('wall.label')}
        style={{ gridTemplateColumns: track, gridTemplateRows: track }}
      >
        {rows.map((cells) => (
          <div key={cells[0]} role="row" className="wall-row">
            {cells.map((cell) => (
              <Tile
                key={cell}
                cell={cell}
                sources={sources}
                selected={cell === selected}
                enlarged={cell === enlarged}
                covered={enlarged !== null && cell !== enlarged}
              />
            ))}
          </div>
        ))}
      </div>
      <TypedNumber />
      <SelectedTileAnnouncer />
    </>
  );
}

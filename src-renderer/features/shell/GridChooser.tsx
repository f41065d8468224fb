import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { gridSizes } from '../../../src-contract/model/wall.ts';
import { useStores } from '../../stores/stores-context.tsx';

/** One press per wall size; the numbers are the tiles on the glass. */
export function GridChooser() {
  const { t } = useTranslation();
  const { wall } = useStores();
  const grid = useStore(wall, (state) => state.history.present.grid);
  return (
    <div className="grid-chooser" role="group" aria-label={t('header.grid')}>
      {gridSizes.map((size) => (
        <button
          key={size}
          type="button"
          aria-pressed={size === grid}
          aria-label={t('header.gridSize', { count: size })}
          onClick={() => {
            wall.getState().resize(size);
          }}
        >
          {size}
        </button>
      ))}
    </div>
  );
}

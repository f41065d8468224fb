import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { stateView } from './state-view.ts';

/** Reads the selected tile's state out to assistive technology when it changes; other tiles stay quiet. */
export function SelectedTileAnnouncer() {
  const { t } = useTranslation();
  const { wall, tiles, cameras } = useStores();
  const selected = useStore(wall, (state) => state.selected);
  const cameraId = useStore(wall, (state) => state.history.present.cells[state.selected] ?? null);
  const camera = useStore(cameras, (state) => (cameraId === null ? undefined : state.byId.get(cameraId)));
  const state = useStore(tiles, (current) => current.states.get(selected));
  const words = camera === undefined || state === undefined ? null : stateView(state, t);
  return (
    <div className="visually-hidden" aria-live="polite">
      {words !== null && t('wall.announce', { cell: selected + 1, name: camera?.name ?? '', state: words.word })}
      {words?.title != null && `. ${words.title}`}
    </div>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { stateView } from './state-view.ts';

/** What does not last this long is not read out: a picture on its way passes through several states. */
const SETTLED_MS = 700;

/** The text once it has stood for a while. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}

/** Reads out which tile is selected and how its picture is doing, when that has settled; other tiles stay quiet. */
export function SelectedTileAnnouncer() {
  const { t } = useTranslation();
  const { wall, tiles, cameras } = useStores();
  const selected = useStore(wall, (state) => state.selected);
  const cameraId = useStore(wall, (state) => state.history.present.cells[state.selected] ?? null);
  const camera = useStore(cameras, (state) => (cameraId === null ? undefined : state.byId.get(cameraId)));
  const state = useStore(tiles, (current) => current.states.get(selected));
  const words = camera === undefined || state === undefined ? null : stateView(state, t);
  const text =
    camera === undefined || words === null
      ? t('wall.tileEmpty', { cell: selected + 1 })
      : [t('wall.announce', { cell: selected + 1, name: camera.name, state: words.word }), words.title]
          .filter((part) => part != null)
          .join('. ');
  return (
    <div className="visually-hidden" aria-live="polite">
      {useSettled(text)}
    </div>
  );
}

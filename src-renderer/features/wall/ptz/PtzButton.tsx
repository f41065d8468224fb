import { DragOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../../src-contract/model/camera.ts';
import { withKey } from '../../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../../stores/commands/use-key-of.ts';
import { useMay } from '../../../stores/use-may.ts';
import { useStores } from '../../../stores/stores-context.tsx';

/** A selection that only passes by asks no camera. */
const SETTLED_MS = 400;

/** Begins to move the camera of the selected tile; there only where the camera moves and the person may. */
export function PtzButton({ cell, camera }: { readonly cell: number; readonly camera: Camera }) {
  const { t, i18n } = useTranslation();
  const { ptz } = useStores();
  const key = useKeyOf('tile.ptz');
  const may = useMay('ptz', camera.id);
  const ready = useStore(ptz, ({ known }) => known.get(camera.id)?.kind === 'ready');
  useEffect(() => {
    if (!may) return undefined;
    const timer = setTimeout(() => {
      ptz.getState().ask(camera.id);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [may, camera.id, ptz]);
  if (!may || !ready) return null;
  return (
    <button
      type="button"
      className="icon-button ptz-enter"
      tabIndex={-1}
      aria-label={t('ptz.enter')}
      title={withKey(i18n, t('ptz.enter'), key)}
      onClick={() => {
        ptz.getState().enter(cell, camera.id);
      }}
    >
      <DragOutlined />
    </button>
  );
}

import { DragOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../../src-contract/model/camera.ts';
import { useMay } from '../../../stores/use-may.ts';
import { useStores } from '../../../stores/stores-context.tsx';

/** A selection that only passes by asks no camera. */
const SETTLED_MS = 400;

/** Begins to move the camera of the selected tile; there only where the camera moves and the person may. */
export function PtzButton({ cell, camera }: { readonly cell: number; readonly camera: Camera }) {
  const { t } = useTranslation();
  const { ptz } = useStores();
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
      className="icon-button"
      tabIndex={-1}
      aria-label={t('ptz.enter')}
      title={t('ptz.enterHint')}
      onClick={() => {
        ptz.getState().enter(cell, camera.id);
      }}
    >
      <DragOutlined />
    </button>
  );
}

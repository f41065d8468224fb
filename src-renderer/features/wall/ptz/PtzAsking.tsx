import { useEffect } from 'react';
import type { CameraId } from '../../../../src-contract/model/camera.ts';
import { useMay } from '../../../stores/use-may.ts';
import { useStores } from '../../../stores/stores-context.tsx';

/** A selection that only passes by asks no camera. */
const SETTLED_MS = 400;

/** Asks what the camera of the selected tile can do, be it for its button or for a key; there is nothing to see of it. */
export function PtzAsking({ cameraId }: { readonly cameraId: CameraId }) {
  const { ptz } = useStores();
  const may = useMay('ptz', cameraId);
  useEffect(() => {
    if (!may) return undefined;
    const timer = setTimeout(() => {
      ptz.getState().ask(cameraId);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [may, cameraId, ptz]);
  return null;
}

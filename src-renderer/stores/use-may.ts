import { useStore } from 'zustand';
import type { CameraId } from '../../src-contract/model/camera.ts';
import type { Permission } from '../../src-contract/model/rights.ts';
import { mayDo } from './rights-store.ts';
import { useStores } from './stores-context.tsx';

/** Whether to show a control at all: for something the person may do somewhere, or on this camera. */
export function useMay(permission: Permission, cameraId?: CameraId): boolean {
  const { rights } = useStores();
  return useStore(rights, (state) => mayDo(state.rights, permission, cameraId));
}

import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraInventory } from '../services/camera-inventory.ts';
import type { CameraImport } from '../services/camera-import.ts';
import type { MediaSupervisor } from '../services/media-supervisor.ts';

/** Long enough for a camera with a keyframe every 10 s. */
const TEST_TIMEOUT_MS = 15_000;

export interface CameraCalls {
  readonly cameras: Pick<CameraInventory, 'add' | 'update' | 'remove' | 'undoRemove' | 'sourceOfDraft'>;
  readonly cameraImport: Pick<CameraImport, 'preview' | 'apply'>;
  readonly media: Pick<MediaSupervisor, 'test'>;
}

export function cameraHandlers({ cameras, cameraImport, media }: CameraCalls): Handlers<VmsContract>['cameras'] {
  return {
    add: ({ draft }) => cameras.add(draft),
    update: ({ id, draft }) => cameras.update(id, draft),
    remove: ({ ids }) => cameras.remove(ids),
    undoRemove: ({ undoId }) => cameras.undoRemove(undoId),
    testConnection: ({ id, draft, profile }) => media.test(cameras.sourceOfDraft(id, draft, profile), TEST_TIMEOUT_MS),
    previewImport: ({ text }) => cameraImport.preview(text),
    applyImport: ({ importId }) => cameraImport.apply(importId),
  };
}

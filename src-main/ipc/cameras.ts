import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraInventory } from '../services/camera-inventory.ts';
import type { CameraImport } from '../services/camera-import.ts';
import type { Privacy } from '../services/privacy/privacy.ts';
import type { MediaSupervisor } from '../services/media-supervisor.ts';

/** Long enough for a camera with a keyframe every 10 s. */
const TEST_TIMEOUT_MS = 15_000;

export interface CameraCalls {
  readonly cameras: Pick<CameraInventory, 'add' | 'update' | 'remove' | 'undoRemove' | 'sourceOfDraft'>;
  readonly cameraImport: Pick<CameraImport, 'preview' | 'apply'>;
  readonly media: Pick<MediaSupervisor, 'test'>;
  readonly privacy: Pick<Privacy, 'hides' | 'hidesAt'>;
}

export function cameraHandlers({ cameras, cameraImport, media, privacy }: CameraCalls): Handlers<VmsContract>['cameras'] {
  return {
    add: ({ draft }) => cameras.add(draft),
    update: ({ id, draft }) => cameras.update(id, draft),
    remove: ({ ids }) => cameras.remove(ids),
    undoRemove: ({ undoId }) => cameras.undoRemove(undoId),
    testConnection: async ({ id, draft, profile }) => {
      const source = cameras.sourceOfDraft(id, draft, profile);
      const found = await media.test(source, TEST_TIMEOUT_MS);
      // Its picture is made where no mask is drawn.
      const hidden = (id !== null && privacy.hides(id)) || privacy.hidesAt(source.url);
      return hidden ? { ...found, picture: null, pictureHidden: true } : found;
    },
    previewImport: ({ text }) => cameraImport.preview(text),
    applyImport: ({ importId }) => cameraImport.apply(importId),
  };
}

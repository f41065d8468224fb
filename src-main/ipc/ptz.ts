import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraInventory } from '../services/camera-inventory.ts';
import type { PresetPictures } from '../services/ptz/preset-pictures.ts';
import type { PtzService } from '../services/ptz/ptz-service.ts';

export interface PtzCalls {
  readonly cameras: Pick<CameraInventory, 'ready'>;
  readonly ptz: Pick<PtzService, 'describe' | 'move' | 'stop' | 'use' | 'shift' | 'presets' | 'lock' | 'tour'>;
  readonly presetPictures: PresetPictures;
}

export function ptzHandlers({ cameras, ptz, presetPictures }: PtzCalls): Handlers<VmsContract>['ptz'] {
  return {
    describe: async ({ cameraId }) => {
      await cameras.ready(cameraId);
      return ptz.describe(cameraId);
    },
    move: ({ cameraId, velocity }, { windowId }) => ptz.move(windowId, cameraId, velocity),
    stop: async ({ cameraId }) => {
      await ptz.stop(cameraId);
      return {};
    },
    shift: async ({ cameraId, ...shift }, { windowId }) => {
      await ptz.shift(windowId, cameraId, shift);
      return {};
    },
    autoFocus: async ({ cameraId }, { windowId }) => {
      await ptz.use(windowId, cameraId, (device) => device.autoFocus());
      return {};
    },
    iris: async ({ cameraId, change }, { windowId }) => {
      await ptz.use(windowId, cameraId, (device) => device.iris(change));
      return {};
    },
    lock: async ({ cameraId, locked }, { windowId }) => {
      await ptz.lock(windowId, cameraId, locked);
      return {};
    },
    presets: async ({ cameraId }) => {
      const presets = await ptz.presets(cameraId);
      return { presets: presets.map((preset) => ({ preset, picture: presetPictures.of(cameraId, preset.token) })) };
    },
    goTo: async ({ cameraId, token }, { windowId }) => {
      await ptz.use(windowId, cameraId, (device) => device.goTo(token));
      return {};
    },
    goHome: async ({ cameraId }, { windowId }) => {
      await ptz.use(windowId, cameraId, (device) => device.goHome());
      return {};
    },
    savePreset: async ({ cameraId, token, name }, { windowId }) => ({
      token: await ptz.use(windowId, cameraId, (device) => device.savePreset(token, name)),
    }),
    removePreset: async ({ cameraId, token }, { windowId }) => {
      await ptz.use(windowId, cameraId, (device) => device.removePreset(token));
      presetPictures.forget(cameraId, token);
      return {};
    },
    keepPicture: ({ cameraId, token, picture }) => {
      presetPictures.keep(cameraId, token, picture);
      return {};
    },
    startTour: async ({ cameraId, seconds }, { windowId }) => {
      await ptz.tour(windowId, cameraId, seconds * 1000);
      return {};
    },
  };
}

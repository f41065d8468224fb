import { App } from 'antd';
import type { i18n } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { errorText } from '../../lib/message-text.ts';
import type { CapturedFrame } from '../../players/capture/tile-on-glass.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { encodePicture } from './snapshot-picture.ts';
import { stampText } from './snapshot-stamp.ts';
import type { TileSources } from './tile-sources.ts';

/** `glass` = the frame the tile shows; `main` = the next one of the camera's main stream. */
export type SnapshotOf = 'glass' | 'main';
export type TakeSnapshot = (cell: number, camera: Camera, of: SnapshotOf) => Promise<void>;

const SHOWN_SECONDS = 8;

/** Takes a picture and says where it went, or what kept it from being written. */
export function useSnapshot(sources: TileSources): TakeSnapshot {
  const { t, i18n: texts } = useTranslation();
  const { message } = App.useApp();
  const { snapshots, settings } = useStores();
  const keep = useCallback(
    async (camera: Camera, { bitmap, ...facts }: CapturedFrame) => {
      const { snapshotFormat: format, snapshotStamp: stamped } = settings.getState().settings;
      const picture = await encodePicture(bitmap, stamped ? stampText(texts, camera, facts) : null, format);
      return snapshots.save({ cameraId: camera.id, format, stamped, ...facts, ...picture });
    },
    [texts, snapshots, settings],
  );
  return useCallback(
    async (cell, camera, of) => {
      let frame: CapturedFrame | null = null;
      try {
        frame = of === 'main' ? await sources.captureMain(camera) : await sources.capture(cell);
        if (frame === null) {
          void message.warning(of === 'main' ? t('snapshot.noMain') : t('snapshot.noPicture'));
          return;
        }
        const { path } = await keep(camera, frame);
        tellSaved(message, texts, frame, path);
      } catch (failure) {
        void message.error(errorText(texts, failure), SHOWN_SECONDS);
      } finally {
        frame?.bitmap.close();
      }
    },
    [sources, keep, message, t, texts],
  );
}

/** A picture that is smaller than its stream is no success to be passed over. */
function tellSaved(message: ReturnType<typeof App.useApp>['message'], texts: i18n, { fidelity }: CapturedFrame, path: string): void {
  if (fidelity === 'full') void message.success(texts.t('snapshot.saved', { path }), SHOWN_SECONDS);
  else void message.warning(texts.t('snapshot.savedSmall', { path, why: texts.t(`snapshot.fidelity.${fidelity}`) }), SHOWN_SECONDS);
}

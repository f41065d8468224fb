import type { i18n } from 'i18next';
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { CapturedFrame } from '../../players/capture/tile-on-glass.ts';
import type { Stores } from '../../stores/stores.ts';
import { encodePicture } from './snapshot-picture.ts';
import { stampText } from './snapshot-stamp.ts';
import type { TileSources } from './tile-sources.ts';

/** `glass` = the frame the tile shows; `main` = the next one of the camera's main stream. */
export type SnapshotOf = 'glass' | 'main';
export type TakeSnapshot = (cell: number, camera: Camera, of: SnapshotOf) => Promise<void>;

export interface SnapshotParts {
  readonly sources: TileSources;
  /** Of the stamp below the picture. */
  readonly texts: i18n;
  readonly stores: Pick<Stores, 'snapshots' | 'settings' | 'says' | 'privacy'>;
}

/** Takes a picture and says where it went, or what kept it from being written. */
export function createSnapshotTaker({ sources, texts, stores }: SnapshotParts): TakeSnapshot {
  const { say } = stores.says.getState();
  const keep = async (camera: Camera, { bitmap, ...facts }: CapturedFrame): Promise<string> => {
    const { snapshotFormat: format, snapshotStamp } = stores.settings.getState().settings;
    const { watermark } = stores.privacy.getState();
    // A picture that leaves a province's workstation says from whose screen it is, whatever was set.
    const stamped = snapshotStamp || watermark !== null;
    const whose = watermark === null ? '' : ` · ${watermark.text}`;
    const picture = await encodePicture(bitmap, stamped ? `${stampText(texts, camera, facts)}${whose}` : null, format);
    return (await stores.snapshots.save({ cameraId: camera.id, format, stamped, ...facts, ...picture })).path;
  };
  return async (cell, camera, of) => {
    let frame: CapturedFrame | null = null;
    try {
      frame = of === 'main' ? await sources.captureMain(camera) : await sources.capture(cell);
      if (frame === null) {
        say({ tone: 'warning', text: of === 'main' ? 'snapshot.noMain' : 'snapshot.noPicture' });
        return;
      }
      const path = await keep(camera, frame);
      // a picture that is smaller than its stream is no success to be passed over
      if (frame.fidelity === 'full') say({ tone: 'success', text: 'snapshot.saved', values: { path } });
      else say({ tone: 'warning', text: 'snapshot.savedSmall', values: { path, why: texts.t(`snapshot.fidelity.${frame.fidelity}`) } });
    } catch (thrown) {
      say({ tone: 'error', thrown });
    } finally {
      frame?.bitmap.close();
    }
  };
}

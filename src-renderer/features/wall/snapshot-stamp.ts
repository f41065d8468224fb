import type { i18n } from 'i18next';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText } from '../../lib/time-text.ts';
import type { CapturedFrame } from '../../players/capture/tile-on-glass.ts';

/** What the band below a picture says: which camera, whose time by whose clock, and what keeps it from being all the stream had. */
export function stampText(
  texts: i18n,
  { number, name }: Pick<Camera, 'number' | 'name'>,
  { arrivedAtMs, cameraTime, replay, fidelity }: Omit<CapturedFrame, 'bitmap'>,
): string {
  const parts = [texts.t('snapshot.stampCamera', { number, name })];
  if (replay) parts.push(texts.t('snapshot.stampReplay'));
  parts.push(texts.t('snapshot.stampTime', { time: clockText(epochMs(arrivedAtMs)) }));
  if (cameraTime !== null) {
    const source = texts.t(`snapshot.timeSource.${cameraTime.source}`);
    parts.push(texts.t('snapshot.stampCameraTime', { source, time: clockText(epochMs(cameraTime.atMs)) }));
  }
  if (fidelity !== 'full') parts.push(texts.t(`snapshot.fidelity.${fidelity}`));
  return parts.join(' · ');
}

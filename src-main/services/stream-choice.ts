/** Which of a camera's encodings a tile gets. */
import type { Camera, StreamProfile } from '../../src-contract/model/camera.ts';
import type { StreamPreference } from '../../src-contract/model/settings.ts';

/** Sub streams are commonly 360 to 576 lines; a taller tile shows the difference. Device pixels. */
export const SUB_STREAM_MAX_HEIGHT_PX = 540;

export function chooseProfile(camera: Pick<Camera, 'subUrl'>, preference: StreamPreference, tileHeightPx: number): StreamProfile {
  if (camera.subUrl === null) return 'main';
  if (preference !== 'auto') return preference;
  return tileHeightPx <= SUB_STREAM_MAX_HEIGHT_PX ? 'sub' : 'main';
}

/** Which of a camera's encodings a tile gets. */
import type { Camera, StreamProfile, StreamWish } from '../../src-contract/model/camera.ts';
import type { StreamPreference } from '../../src-contract/model/settings.ts';

/** Sub streams are commonly 360 to 576 lines; a taller tile shows the difference. Device pixels. */
export const SUB_STREAM_MAX_HEIGHT_PX = 540;

export interface ChosenProfile {
  readonly profile: StreamProfile;
  /** Why the window cannot have the other one; `null` when it can. */
  readonly fixed: 'only-stream' | 'pinned' | null;
}

/** What exists comes first, then what the workstation is set to, then what the window wants. */
export function chooseProfile(
  camera: Pick<Camera, 'subUrl'>,
  preference: StreamPreference,
  tileHeightPx: number,
  want: StreamWish,
): ChosenProfile {
  if (camera.subUrl === null) return { profile: 'main', fixed: 'only-stream' };
  if (preference !== 'auto') return { profile: preference, fixed: 'pinned' };
  if (want !== 'auto') return { profile: want, fixed: null };
  return { profile: tileHeightPx <= SUB_STREAM_MAX_HEIGHT_PX ? 'sub' : 'main', fixed: null };
}

/** What a pull is known by between main and the media process: same key, same pull. */
import type { StreamProfile } from '../../src-contract/model/camera.ts';

/** `generation` grows when the camera's address or login changes. */
export function writeStreamKey(cameraId: string, profile: StreamProfile, generation: number): string {
  return `${cameraId}/${profile}/${String(generation)}`;
}

/** `null` for what is no picture's key. */
export function readStreamKey(streamKey: string): { readonly cameraId: string; readonly profile: StreamProfile } | null {
  const [, cameraId, profile] = /^(.+)\/(main|sub)\/\d+$/u.exec(streamKey) ?? [];
  return cameraId === undefined || (profile !== 'main' && profile !== 'sub') ? null : { cameraId, profile };
}

import type { TileReport } from '../../src-contract/model/stream-state.ts';
import { cameraId } from './camera-rows.ts';

/** A tile that plays; `changes` make it something else. */
export function tileReport(cell: number, changes: Partial<TileReport> = {}): TileReport {
  return {
    cell,
    camera: `Ngã tư số ${cell + 1}`,
    cameraId: cameraId(cell + 1),
    state: 'live',
    reason: null,
    profile: 'sub',
    profileReason: 'small',
    degraded: 'none',
    codec: 'h264',
    decoder: 'webcodecs',
    width: 640,
    height: 360,
    fps: 15,
    receivedFps: 15,
    receivedFrames: 30,
    paintedFrames: 30,
    droppedFrames: 0,
    bitrateKbps: 300,
    frameAgeMs: 80,
    frameAgesMs: [70, 80, 90],
    firstPictureMs: 400,
    ...changes,
  };
}

import type { CameraTime, SnapshotFidelity } from '../../../src-contract/ipc/snapshots.ts';
import type { StreamProfile } from '../player-types.ts';

/** What a tile shows at a moment. */
export interface TileOnGlass {
  /** The worker's name for the stream, or for the tile's replay of it. */
  readonly stream: number;
  readonly replaying: boolean;
  readonly profile: StreamProfile;
  /** Nothing newer is coming. */
  readonly stale: boolean;
  /** Of the newest frame, UTC ms. */
  readonly arrivedAtMs: number;
  /** Of that frame as decoded, pixels. */
  readonly width: number;
  /** The tile's own picture, scaled for it where there is no GPU. */
  readonly picture: () => Promise<ImageBitmap>;
}

/** One decoded frame and what is known of it. Whoever took it closes the bitmap. */
export interface CapturedFrame {
  readonly bitmap: ImageBitmap;
  /** Its arrival in this machine, UTC ms. */
  readonly arrivedAtMs: number;
  readonly cameraTime: CameraTime | null;
  readonly replay: boolean;
  readonly profile: StreamProfile;
  readonly fidelity: SnapshotFidelity;
}

import type { SourceOrigin } from '../../src-contract/link/messages.ts';
import type { StreamWish } from '../../src-contract/model/camera.ts';
import type { Degradation, ProfileReason, TileReport, TileState } from '../../src-contract/model/stream-state.ts';
import type { PictureMasks } from '../../src-contract/model/privacy.ts';
import type { MediaLinkEndpoint } from '../lib/media-link-endpoint.ts';
import type { CameraClockReading } from './decode-worker/camera-clock.ts';
import type { TileReplayControls } from './tile-replay.ts';
import type { PinWarning } from './stream-choice/size-rules.ts';

export type StreamProfile = TileReport['profile'];

/** What the players need of their window; the composition root satisfies it with the contract's `live` calls. */
export interface WallPlayerPorts {
  /** Asks to see a camera. Rejects with a `VmsError`. `tileHeightPx` is in device pixels. */
  open(request: OpenRequest): Promise<OpenedStream>;
  /** Asks to hear a camera. Rejects with a `VmsError`. */
  listen(request: { cameraId: string }): Promise<{ ticket: string }>;
  /** Has the stream pulled that `open` with the same request would give, before it is asked for. */
  prepare(request: OpenRequest): Promise<unknown>;
  close(ticket: string): void;
  /** Asks for a fresh way to the media process; called again after every loss, with back-off. */
  connectLink(): Promise<MediaLinkEndpoint>;
  /** Told what this machine turned out to need for a codec and size, for keeping beyond this run. */
  remember?(learned: DecoderChoice): void;
}

export interface OpenRequest {
  readonly cameraId: string;
  readonly tileHeightPx: number;
  readonly want: StreamWish;
}

export interface OpenedStream {
  readonly ticket: string;
  readonly profile: StreamProfile;
  /** Why there is no other stream to choose; `null` when there is. */
  readonly fixed: 'only-stream' | 'pinned' | null;
  /** Of the camera; drawn into every frame of it. */
  readonly masks: PictureMasks;
}

/** What proof of output taught: `key` is codec string and coded size. */
export interface DecoderChoice {
  readonly key: string;
  readonly decoder: 'webcodecs' | 'ffmpeg';
}

/** A tile's figures, at most a few times a second; per-frame numbers never leave the worker. */
export interface TileFigures {
  /** Frames a second the compositor took, averaged over the last three. */
  readonly fps: number;
  /** Encoded frames a second that arrived, averaged over the last three. */
  readonly receivedFps: number;
  /** Arrival of the newest frame to its hand-over to the compositor, plus the source's hold. */
  readonly frameAgeMs: number | null;
  readonly width: number;
  readonly height: number;
  readonly codec: string | null;
  readonly decoder: 'webcodecs' | 'ffmpeg' | null;
  readonly bitrateKbps: number;
  /** Since the tile was opened. */
  readonly droppedFrames: number;
  readonly profile: StreamProfile;
  readonly source: SourceOrigin | null;
  /** The camera's clock against this machine's wall clock; `null` = the stream tells no time, arrival counts. */
  readonly cameraClock: CameraClockReading | null;
  readonly profileReason: ProfileReason | null;
  /** What an overloaded machine leaves out of it. */
  readonly degraded: Degradation;
  /** What this tile's pin costs; `null` when it costs nothing. */
  readonly pinWarning: PinWarning | null;
}

/** What the screen wants of a tile. */
export interface TileWish {
  readonly enlarged: boolean;
  readonly selected: boolean;
  /** Another tile lies over it. */
  readonly covered: boolean;
  readonly pin: StreamWish;
  /** How far a person has zoomed in; the tile then counts as that much larger. */
  readonly zoom?: number;
}

/** One camera on one `<video>`. Whoever attached it disposes it. */
export interface TilePlayer {
  readonly state: TileState;
  /** Called on every change; returns the way to stop listening. */
  onState(listener: (state: TileState) => void): () => void;
  onFigures(listener: (figures: TileFigures) => void): () => void;
  wish(wish: TileWish): void;
  readonly replay: TileReplayControls;
  /** Dials at once, whatever the back-off says: for a person's click. */
  retry(): void;
  dispose(): void;
}

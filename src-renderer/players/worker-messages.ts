/**
 * What a window and its decode worker say to each other. Nothing here is sent per frame: the worker
 * talks to the media process itself and writes pictures straight into the tiles' tracks.
 *
 * Times named `…AtMs` are on the shared time line of window and worker: `timeOrigin + now()`.
 */
import type { ReplayAct, ReplayStatus, SourceOrigin } from '../../src-contract/link/messages.ts';
import type { SoundState } from '../../src-contract/link/sound.ts';
import type { PictureSuspicion, StreamState } from '../../src-contract/model/stream-state.ts';
import type { DecoderDiagnostics, MediaDiagnostics } from '../../src-contract/model/diagnostics.ts';
import type { PictureMasks } from '../../src-contract/model/privacy.ts';
import type { MediaLinkEndpoint } from '../lib/media-link-endpoint.ts';
import type { CameraClockReading, CameraTimeReading } from './decode-worker/camera-clock.ts';
import type { StreamLevel } from './overload/ladder.ts';
import type { DecoderChoice } from './player-types.ts';

/** What of a stream's pictures nobody may see; without it no stream is opened. */
export type StreamMasks = Omit<PictureMasks, 'lifted'> & {
  readonly lifted: { readonly shapes: PictureMasks['always']; readonly untilAtMs: number } | null;
};

export type WorkerCommand =
  | { readonly kind: 'recall'; readonly choices: readonly DecoderChoice[] }
  | { readonly kind: 'link'; readonly endpoint: MediaLinkEndpoint }
  | { readonly kind: 'open-stream'; readonly stream: number; readonly ticket: string; readonly masks: StreamMasks }
  /** From the next frame on; what is on the glass is shown again under them where no other comes. */
  | { readonly kind: 'mask-stream'; readonly stream: number; readonly masks: StreamMasks }
  /** Subscribes anew under a fresh ticket; the tiles keep their last picture meanwhile. */
  | { readonly kind: 'renew-stream'; readonly stream: number; readonly ticket: string }
  /** Has the media process dial now. */
  | { readonly kind: 'retry-stream'; readonly stream: number }
  /** Leaves out part of a stream until told otherwise, to spare the machine. */
  | { readonly kind: 'degrade-stream'; readonly stream: number; readonly level: StreamLevel }
  | { readonly kind: 'close-stream'; readonly stream: number }
  | {
      readonly kind: 'add-tile';
      readonly tile: number;
      readonly stream: number;
      readonly writable: WritableStream<VideoFrame>;
      readonly width: number;
      readonly height: number;
      /** Nobody can see it, see `cover-tile`. */
      readonly covered: boolean;
    }
  /** Nobody can see the tile (any more): a stream that only such tiles show costs nothing but its pull. */
  | { readonly kind: 'cover-tile'; readonly tile: number; readonly covered: boolean }
  /** Moves a tile to another stream once that one has a picture, so that the tile is never black in between. */
  | { readonly kind: 'show'; readonly tile: number; readonly stream: number }
  | { readonly kind: 'resize'; readonly tile: number; readonly width: number; readonly height: number }
  | { readonly kind: 'remove-tile'; readonly tile: number }
  /** Sends the next frame of a stream as it was decoded; of a replay, the one on the glass. */
  | { readonly kind: 'capture'; readonly capture: number; readonly stream: number }
  | { readonly kind: 'cancel-capture'; readonly capture: number }
  /** Has the worker hear a camera, in place of any other, and send its samples into the port. */
  | { readonly kind: 'hear'; readonly ticket: string; readonly port: MessagePort }
  | { readonly kind: 'unhear' }
  /** Tell of these streams once a second, and of no others; none ends it. */
  | { readonly kind: 'diagnose'; readonly streams: readonly number[] }
  /** Has the tile show what was kept of a stream, from `agoMs` ago on; the stream itself goes on for the others. */
  | { readonly kind: 'open-replay'; readonly tile: number; readonly stream: number; readonly agoMs: number }
  /** Seeks are on the shared time line. */
  | { readonly kind: 'replay-act'; readonly tile: number; readonly act: ReplayAct }
  | { readonly kind: 'close-replay'; readonly tile: number };

/** The worker's name for a tile's replay among its streams. */
export const replayStream = (tile: number): number => -tile;

export interface StreamStatus {
  readonly stream: number;
  /** As the media process last told; `null` before it said anything on this link. */
  readonly state: StreamState | null;
  readonly stateAtMs: number;
  readonly decoder: DecoderChoice['decoder'] | null;
  /** Neither WebCodecs nor FFmpeg's pictures can be shown. */
  readonly decoderFailed: boolean;
  readonly codec: string | null;
  /** What pulls the stream, and why that. */
  readonly source: SourceOrigin | null;
  /** On the shared time line; `null` while pictures are dated by their arrival. */
  readonly cameraClock: CameraClockReading | null;
  /** What is wrong with the pictures themselves. */
  readonly suspicion: PictureSuspicion | null;
  readonly sourceHoldMs: number;
  /** Cumulative since the stream was opened. */
  readonly receivedFrames: number;
  readonly receivedBytes: number;
  /** Dropped before decoding, or decoded and overtaken by a newer frame. */
  readonly droppedFrames: number;
  /** Of the encoded picture; 0 before it is known. */
  readonly width: number;
  readonly height: number;
  /** Units waiting in the decoder at this moment. */
  readonly queued: number;
  /** Left out on purpose, see `degrade-stream`; not among the dropped ones. */
  readonly skippedFrames: number;
  /** Has pictures that no other picture needs. */
  readonly halvable: boolean;
}

/** One stream's hops up to its decoder. */
export interface StreamDiagnosis {
  readonly stream: number;
  /** As the media process last told; `null` before it did. */
  readonly media: MediaDiagnostics | null;
  readonly mediaAtMs: number | null;
  readonly decoder: DecoderDiagnostics;
}

export interface TileStatus {
  readonly tile: number;
  readonly stream: number;
  readonly width: number;
  readonly height: number;
  /** Whether the picture handed over has just the pixels it gets on the screen. */
  readonly exact: boolean;
  /** Cumulative hand-overs to the compositor since the tile was added. */
  readonly presentedFrames: number;
  readonly droppedFrames: number;
  /** When the newest handed-over frame had arrived in the media process. */
  readonly newestArrivalAtMs: number | null;
  /** That frame was one of a replay. */
  readonly replay: boolean;
  readonly frameAgeMs: number | null;
  /** Ages of the frames handed over since the status before. */
  readonly agesMs: readonly number[];
}

export type WorkerReport =
  | {
      readonly kind: 'status';
      readonly atMs: number;
      readonly linkUp: boolean;
      /** How much later than due the presentation tick came, at worst since the status before. */
      readonly lateMs: number;
      readonly streams: readonly StreamStatus[];
      readonly tiles: readonly TileStatus[];
      /** Frames this worker made or was given, and how many of those were closed: equal when nothing leaks. */
      readonly frames: { readonly created: number; readonly closed: number };
    }
  | { readonly kind: 'diagnosis'; readonly linkUp: boolean; readonly streams: readonly StreamDiagnosis[] }
  | { readonly kind: 'link-lost' }
  /** Where a tile's replay is; times on the shared time line. */
  | { readonly kind: 'replay'; readonly tile: number; readonly status: ReplayStatus }
  | {
      readonly kind: 'captured';
      readonly capture: number;
      /** Whoever gets it closes it. */
      readonly bitmap: ImageBitmap;
      /** When the frame had arrived in the media process. */
      readonly arrivalAtMs: number;
      readonly cameraTime: CameraTimeReading | null;
      /** Every pixel of the stream, not a picture made for a tile. */
      readonly whole: boolean;
    }
  | { readonly kind: 'capture-failed'; readonly capture: number }
  | { readonly kind: 'shown'; readonly tile: number; readonly stream: number }
  | { readonly kind: 'learned'; readonly choice: DecoderChoice }
  | { readonly kind: 'sound'; readonly ticket: string; readonly state: SoundState };

/**
 * Where encoded video comes from. FFmpeg is the first implementation; a native RTSP client comes
 * later beside it. Nothing above this interface may know which one runs.
 */
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { MonotonicMs, PtsUs } from '../../src-contract/time.ts';

/** What to dial. Credentials are separate from the URL so that the URL may be logged. */
export interface StreamSource {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly transport: 'tcp' | 'udp';
}

export type Codec = 'h264' | 'hevc' | 'mjpeg' | 'mpeg4' | 'other';

/** The elementary stream's format, known before its first unit. */
export interface ElementaryFormat {
  readonly codec: Codec;
  /** Parameter sets as the source announced them: Annex B for H.264/H.265, may be empty. */
  readonly extradata: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** One access unit: everything that decodes to one picture. H.264/H.265 are Annex B. */
export interface AccessUnit {
  readonly data: Uint8Array;
  readonly ptsUs: PtsUs;
  /** When its last byte was here. */
  readonly arrivalMs: MonotonicMs;
  /** Capture time where the source tells it, with its origin; `null` when it does not. */
  readonly wallClock: { readonly epochMs: number; readonly origin: 'rtcp' | 'replay' } | null;
  /** Decodable on its own: IDR for H.264, IRAP for H.265, every MJPEG frame. */
  readonly keyframe: boolean;
}

export interface MediaSink {
  format(format: ElementaryFormat): void;
  unit(unit: AccessUnit): void;
  /** The source is over; nothing follows. Called exactly once unless disposed first. */
  ended(reason: StreamFailure): void;
}

/** One attempt to pull one stream. Never retries by itself: `session` owns retry policy. */
export interface MediaSource {
  /** How long the source holds the newest frame before handing it over, given the frame interval, ms. */
  holdMs(frameIntervalMs: number): number;
  /** Stops and waits until nothing of it is left (process, sockets). */
  dispose(): Promise<void>;
}

export type OpenMediaSource = (source: StreamSource, sink: MediaSink) => MediaSource;

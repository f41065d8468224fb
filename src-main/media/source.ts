/**
 * Where encoded video comes from: our own RTSP client or an FFmpeg process. Nothing above this
 * interface behaves differently for either; `origin` is only passed on to be shown.
 */
import type { SourceOrigin } from '../../src-contract/link/messages.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';
import type { MonotonicMs, PtsUs } from '../../src-contract/time.ts';
import type { StreamCounts } from './diagnostics/stream-counts.ts';

/** What to dial. Credentials are separate from the URL, but for cameras that want their password in its path: redact what is logged. */
export interface StreamSource {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  readonly transport: 'tcp' | 'udp';
  /** See `Camera.trustedCertificate`. */
  readonly trustedCertificate?: string | null | undefined;
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
  /** The camera has agreed to send, as far as the source sees that: from now on a keyframe is what is missing. */
  readonly began?: () => void;
  format(format: ElementaryFormat): void;
  unit(unit: AccessUnit): void;
  /** Units were lost: what follows may only be shown from the next keyframe on. */
  torn(): void;
  /** The source is over; nothing follows. Called exactly once unless disposed first. */
  ended(reason: StreamFailure): void;
}

/** One attempt to pull one stream. Never retries by itself: `session` owns retry policy. */
export interface MediaSource {
  /** How long the source holds the newest frame before handing it over, given the frame interval, ms. */
  holdMs(frameIntervalMs: number): number;
  /** Which source this is and why, where there was a choice. */
  readonly origin?: SourceOrigin;
  /** Stops and waits until nothing of it is left (process, sockets). */
  dispose(): Promise<void>;
}

/** Opens at once. `counts` are the stream's, over all its connections; the source adds to them what it sees. */
export type OpenMediaSource = (source: StreamSource, sink: MediaSink, counts?: StreamCounts) => MediaSource;

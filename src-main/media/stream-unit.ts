import type { MonotonicMs, PtsUs } from '../../src-contract/time.ts';
import type { SourceOrigin } from '../../src-contract/link/messages.ts';
import type { PictureFacts } from './codec/picture-facts.ts';
import type { AccessUnit, Codec } from './source.ts';

/** An access unit ready for any decoder: normalised, and marked where the stream was torn. */
export interface StreamUnit {
  readonly data: Uint8Array;
  readonly ptsUs: PtsUs;
  readonly arrivalMs: MonotonicMs;
  /** When the camera took it, where it says so. */
  readonly wallClock?: AccessUnit['wallClock'];
  readonly keyframe: boolean;
  /** First unit of a new connection, or after a loss: nothing before it belongs to it. */
  readonly discontinuity: boolean;
  /** In a replay: only there so that a later one can be decoded, not to be seen. */
  readonly preroll?: boolean;
}

/** What the units of a stream are, as of its last keyframe. */
export interface StreamFormat {
  readonly codec: Codec;
  readonly facts: PictureFacts;
  /** How long the source holds the newest unit, ms; 0 until the frame interval is known. */
  readonly sourceHoldMs: number;
  readonly origin?: SourceOrigin;
}

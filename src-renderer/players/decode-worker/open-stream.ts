import type { MasksInForce } from './masks-in-force.ts';
import type { StreamPlayback } from './stream-playback.ts';

/** A stream of the decode worker and what it asked the media process for. */
export interface OpenStream {
  readonly playback: StreamPlayback;
  /** Of its camera; a replay has those of the stream it replays. */
  readonly masks: MasksInForce;
  ticket: string;
  subscription: number;
  asked: { readonly width: number; readonly height: number };
  resizeAtMs: number | null;
  /** Not the stream itself but a tile's replay of it. */
  readonly replay: { readonly tile: number; readonly agoMs: number } | null;
}

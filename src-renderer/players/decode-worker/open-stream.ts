import type { StreamPlayback } from './stream-playback.ts';

/** A stream of the decode worker and what it asked the media process for. */
export interface OpenStream {
  readonly playback: StreamPlayback;
  ticket: string;
  subscription: number;
  asked: { readonly width: number; readonly height: number };
  resizeAtMs: number | null;
  /** Not the stream itself but a tile's replay of it. */
  readonly replay: { readonly tile: number; readonly agoMs: number } | null;
}

import type { StreamFailure } from '../../src-contract/model/stream-state.ts';

/** What can be said about the one audible tile of a window. */
export type SoundStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'playing' }
  /** The camera sends no sound. */
  | { readonly kind: 'none' }
  /** The browser plays nothing before a click, or the machine has nothing to play it on. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'failed'; readonly reason: StreamFailure; readonly retries: boolean };

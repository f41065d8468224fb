import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextKey, TextValues } from '../lib/i18n.ts';

/** Something to tell the person once, in passing. */
export type Saying =
  | { readonly tone: 'info' | 'success' | 'warning'; readonly text: TextKey; readonly values?: TextValues }
  /** What was caught; its own text says what to do. */
  | { readonly tone: 'error'; readonly thrown: unknown };

export interface SaysState {
  /** The last thing said; a new object each time, so that the same can be said twice. */
  readonly saying: Saying | null;
}
export interface SaysActions {
  say(saying: Saying): void;
}
export type SaysStore = StoreApi<SaysState & SaysActions>;

/** How what runs outside the screens (commands, devices) speaks to the person; the shell shows it and reads it out. */
export function createSaysStore(): SaysStore {
  return createStore<SaysState & SaysActions>((set) => ({
    saying: null,
    say(saying) {
      set({ saying: { ...saying } });
    },
  }));
}

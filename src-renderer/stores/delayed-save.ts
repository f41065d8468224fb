/** Saves the newest of many quick changes once, a moment after the last. */

export interface Timers {
  set(run: () => void, delayMs: number): number;
  clear(timer: number): void;
}
export interface DelayedSave<T> {
  schedule(value: T): void;
  /** Saves what is waiting at once, as before the window goes. */
  flush(): void;
  waiting(): boolean;
}

export function createDelayedSave<T>(save: (value: T) => void, delayMs: number, timers: Timers): DelayedSave<T> {
  let waiting: { readonly value: T; readonly timer: number } | null = null;
  const flush = (): void => {
    if (waiting === null) return;
    const { value, timer } = waiting;
    timers.clear(timer);
    waiting = null;
    save(value);
  };
  return {
    schedule(value) {
      if (waiting !== null) timers.clear(waiting.timer);
      waiting = { value, timer: timers.set(flush, delayMs) };
    },
    flush,
    waiting: () => waiting !== null,
  };
}

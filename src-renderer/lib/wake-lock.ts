/** Keeps the display awake from inside the page, for a host that cannot do it from outside. */

/** The part of a page used here. */
export interface WakefulPage {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  readonly wakeLock: { request(kind: 'screen'): Promise<Pick<WakeLockSentinel, 'release' | 'addEventListener'>> } | undefined;
}

export interface WakeKeeper {
  /** Whether the display must stay awake from now on. */
  set(needed: boolean): void;
  dispose(): void;
}

/** The browser takes the lock back whenever the page is hidden, so it is asked for again when the page returns. */
export function createWakeKeeper({ document, wakeLock }: WakefulPage): WakeKeeper {
  let needed = false;
  let held: Pick<WakeLockSentinel, 'release'> | null = null;
  let asking = false;
  const drop = (): void => {
    void held?.release();
    held = null;
  };
  const settle = async (): Promise<void> => {
    if (!needed) drop();
    if (!needed || held !== null || asking || document.visibilityState !== 'visible' || wakeLock === undefined) return;
    asking = true;
    try {
      const lock = await wakeLock.request('screen');
      held = lock;
      lock.addEventListener('release', () => {
        if (held === lock) held = null;
      });
    } catch {
      // Refused (battery saver): the display sleeps by the system's own rules, and the next visibility change asks again.
    } finally {
      asking = false;
    }
    if (!wanted()) drop();
  };
  const wanted = (): boolean => needed;
  const look = (): void => void settle();
  document.addEventListener('visibilitychange', look);
  return {
    set(now) {
      needed = now;
      look();
    },
    dispose() {
      needed = false;
      drop();
      document.removeEventListener('visibilitychange', look);
    },
  };
}

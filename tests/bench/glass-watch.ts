/** Every frame each tile's video presents, noted in the page by the compositor's own times. */
import type { CdpPage } from '../e2e/full/cdp-page.ts';

/** A frame that was presented. */
export interface Presented {
  readonly epochMs: number;
  /** How many the tile had presented then, of whatever video it showed. */
  readonly count: number;
}

export interface GlassNotes {
  /** By cell. */
  readonly tiles: Readonly<Record<string, readonly Presented[]>>;
  /** Videos that were put in place of others. */
  readonly replaced: number;
  /** Stretches longer than 50 ms in which the page's thread did nothing else. */
  readonly longTasks: readonly { readonly epochMs: number; readonly ms: number }[];
}

interface Watching {
  readonly glass: GlassNotes;
}

/** Runs in the page from now until it closes. */
export const startGlassWatch = (page: CdpPage): Promise<void> =>
  page.evaluate(() => {
    const tiles: Record<string, { epochMs: number; count: number }[]> = {};
    const longTasks: { epochMs: number; ms: number }[] = [];
    const glass = { tiles, replaced: 0, longTasks };
    const known = new WeakSet();
    const watch = (cell: string, video: HTMLVideoElement): void => {
      known.add(video);
      const notes = (tiles[cell] ??= []);
      if (notes.length > 0) glass.replaced += 1;
      let count = notes.at(-1)?.count ?? 0;
      let seen: number | null = null;
      const note = (_: number, { presentationTime, presentedFrames }: VideoFrameCallbackMetadata): void => {
        // The browser counts anew where the same video gets another track.
        count += seen === null ? 1 : presentedFrames >= seen ? presentedFrames - seen : presentedFrames;
        seen = presentedFrames;
        notes.push({ epochMs: performance.timeOrigin + presentationTime, count });
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
    };
    const look = (): void => {
      for (const tile of document.querySelectorAll<HTMLElement>('[data-cell]')) {
        const video = tile.querySelector('video');
        if (video !== null && !known.has(video)) watch(tile.dataset['cell'] ?? '', video);
      }
    };
    look();
    setInterval(look, 100);
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        longTasks.push({ epochMs: performance.timeOrigin + startTime, ms: Math.round(duration) });
    }).observe({ entryTypes: ['longtask'] });
    Object.assign(window, { glass });
  });

export const readGlass = (page: CdpPage): Promise<GlassNotes> => page.evaluate(() => (window as unknown as Watching).glass); // put there by `startGlassWatch`

/** Times of the wall clock, ms; `null`: not seen within the time. */
export interface NameShown {
  /** The header began to say that it takes in what the province has. */
  readonly beganAt: number | null;
  /** The first tile shows the name. */
  readonly shownAt: number | null;
}

/** Waits until the first tile shows a name that ends in `mark`. */
export const nameShown = (page: CdpPage, mark: string, limitMs: number): Promise<NameShown> =>
  page.evaluate(
    (wanted) =>
      new Promise<NameShown>((resolve) => {
        const until = Date.now() + wanted.limitMs;
        let beganAt: number | null = null;
        let wasWorking = false;
        const timer = setInterval(() => {
          const working = document.querySelector('.sync-mark-working') !== null;
          if (working && !wasWorking) beganAt = Date.now();
          wasWorking = working;
          const name = document.querySelector('[data-cell="0"] .tile-title')?.textContent ?? '';
          const shown = name.endsWith(wanted.mark);
          if (!shown && Date.now() < until) return;
          clearInterval(timer);
          resolve({ beganAt, shownAt: shown ? Date.now() : null });
        }, 10);
      }),
    { mark, limitMs },
  );

import type { ReplayStatus } from '../../src-contract/link/messages.ts';
import type { Disposable } from '../base/disposable.ts';
import type { PictureTap } from './picture-tap.ts';
import type { ReplayFeed } from './replay/replay-feed.ts';
import type { Session } from './session.ts';

/** A replay and the pictures of it; keeps its stream open until disposed. */
export interface OpenReplay extends Disposable {
  readonly session: ReplayFeed;
  readonly pictures: PictureTap;
}

/** One stream as links see it: its units, its pictures for those who cannot decode them, and what was kept of it. */
export interface LiveStream {
  readonly session: Session;
  readonly pictures: PictureTap;
  openReplay(onStatus: (status: ReplayStatus) => void): OpenReplay;
  /** Zeroes what was kept; keeping goes on. */
  wipeReplay(): void;
}

/** Opens a replay that keeps `session` running, so that its ring is not freed under it. */
export function openReplay(session: Session, feed: ReplayFeed, picturesOf: (feed: ReplayFeed) => PictureTap): OpenReplay {
  const keep = session.attach({ state: () => undefined, format: () => undefined, unit: () => undefined });
  return {
    session: feed,
    pictures: picturesOf(feed),
    dispose: () => {
      feed.dispose();
      keep.dispose();
    },
  };
}

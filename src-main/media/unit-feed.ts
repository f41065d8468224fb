import type { MediaDiagnostics } from '../../src-contract/model/diagnostics.ts';
import type { StreamState } from '../../src-contract/model/stream-state.ts';
import type { Disposable } from '../base/disposable.ts';
import type { KeyframeCache } from './keyframe-cache.ts';
import type { PictureTap } from './picture-tap.ts';
import type { StreamFormat, StreamUnit } from './stream-unit.ts';

export interface FeedViewer {
  state(state: StreamState): void;
  format(format: StreamFormat): void;
  unit(unit: StreamUnit): void;
}

/** Units as they come, wherever from: a camera's session, or what was kept of it. */
export interface UnitFeed {
  readonly state: StreamState;
  readonly format: StreamFormat | null;
  /** What a newcomer needs to decode from here on. */
  readonly cache: KeyframeCache;
  /** The viewer hears the present state at once; format and cached units it takes itself. */
  attach(viewer: FeedViewer): Disposable;
  retryNow(): void;
  /** What its hops counted; only a camera's session has such. */
  diagnostics?(): Pick<MediaDiagnostics, 'source' | 'stream'>;
}

/** What a link subscribes to: units, and pictures for those who cannot decode them. */
export interface WatchedStream {
  readonly session: UnitFeed;
  readonly pictures: PictureTap;
}

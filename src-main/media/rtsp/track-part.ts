/** What one RTSP session is made for: which of the camera's tracks it plays, and who takes what comes of it. */
import type { StreamFailure } from '../../../src-contract/model/stream-state.ts';
import type { MediaTrack } from './media-track.ts';
import type { RtspFailure } from './rtsp-failure.ts';
import type { SdpTrack } from './sdp.ts';

/** The session as its track sees it. */
export interface TrackSession {
  /** Whether it has ended, so that nothing may be delivered any more. */
  over(): boolean;
  /** Ends it. */
  fail(failure: RtspFailure): void;
}

export interface TrackPart {
  /** Throws `RtspFailure` when none will do. */
  choose(tracks: readonly SdpTrack[]): SdpTrack;
  /** Before PLAY, because some cameras send media ahead of their answer to it. */
  begin(track: SdpTrack, session: TrackSession): MediaTrack;
  /** The camera has answered PLAY. */
  readonly began?: () => void;
  /** Once, unless it was disposed first. */
  ended(reason: StreamFailure): void;
}

import type { RtspServer } from './rtsp/rtsp-server.ts';

/** Who is served what at the moment, and what was dropped on slow readers. */
export interface SimStatus {
  /** Connections on which nothing plays yet. */
  readonly connecting: number;
  readonly sessions: readonly {
    readonly camera: number;
    readonly playing: boolean;
    readonly tracks: readonly { readonly track: number; readonly packets: number; readonly octets: number; readonly dropped: number }[];
  }[];
}

export function statusOf(server: RtspServer): SimStatus {
  return {
    connecting: server.connecting,
    sessions: server.sessions.map((session) => ({
      camera: session.camera,
      playing: session.playing,
      tracks: session.tracks.map(({ track, sender }) => ({ track, ...sender.counts })),
    })),
  };
}

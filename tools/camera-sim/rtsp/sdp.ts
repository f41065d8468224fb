/** Session descriptions (RFC 4566) of our streams. */
import type { TrackFormat } from '../media/clips.ts';

export interface SdpTrack {
  readonly format: TrackFormat;
  /** Absolute control URL. */
  readonly control: string;
  readonly fps: number | null;
}

export function buildSdp(name: string, sessionControl: string, tracks: readonly SdpTrack[]): string {
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    `s=${name}`,
    'c=IN IP4 0.0.0.0',
    't=0 0',
    `a=control:${sessionControl}`,
    'a=range:npt=now-',
  ];
  for (const { format, control, fps } of tracks) {
    lines.push(`m=${format.media} 0 RTP/AVP ${String(format.payloadType)}`, `a=rtpmap:${String(format.payloadType)} ${format.rtpmap}`);
    if (format.fmtp !== null) lines.push(`a=fmtp:${String(format.payloadType)} ${format.fmtp}`);
    if (fps !== null) lines.push(`a=framerate:${String(fps)}`);
    lines.push(`a=control:${control}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

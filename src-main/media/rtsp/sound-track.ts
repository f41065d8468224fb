/** Which audio tracks can be read here, and how. */
import type { SoundFormat } from '../../../src-contract/link/sound.ts';
import { AacDepacketiser, LatmDepacketiser } from './aac.ts';
import { aacFormat, aacRules, latmConfig } from './aac-format.ts';
import type { Depacketiser, DepacketiserEvents } from './depacketiser.ts';
import type { SdpTrack } from './sdp.ts';

/** The format of a track's units; `null` for what FFmpeg has to read. */
export function soundFormat(track: SdpTrack): SoundFormat | null {
  if (track.media !== 'audio' || track.clockRate < 4000 || track.clockRate > 192_000) return null;
  switch (track.encoding) {
    // The rate is the one announced: some cameras say 8000 and mean it, others really sample at 16 kHz.
    case 'PCMA':
      return { codec: 'pcma', sampleRate: track.clockRate };
    case 'PCMU':
      return { codec: 'pcmu', sampleRate: track.clockRate };
    case 'MPEG4-GENERIC':
      return aacRules(track.parameters) === null ? null : aacFormat(track.parameters.get('config') ?? '');
    case 'MP4A-LATM':
      return aacFormat(latmConfig(track.parameters) ?? '');
    default:
      return null;
  }
}

/** Only for tracks with a `soundFormat`. */
export function soundDepacketiser(track: SdpTrack, events: DepacketiserEvents): Depacketiser {
  const format = soundFormat(track);
  if (format?.codec !== 'aac') return g711Depacketiser(events);
  // A frame is 1024 samples of its own rate; RTP may count in the doubled rate of HE-AAC.
  const frameTicks = Math.round((1024 * track.clockRate) / format.sampleRate);
  const rules = track.encoding === 'MP4A-LATM' ? null : aacRules(track.parameters);
  return rules === null ? new LatmDepacketiser(events, frameTicks) : new AacDepacketiser(events, rules, frameTicks);
}

/** RFC 3551 §4.5.14: every payload stands for itself. */
function g711Depacketiser(events: DepacketiserEvents): Depacketiser {
  return {
    holdsBack: false,
    push: (payload, timestamp) => {
      if (payload.length > 0) events.unit(new Uint8Array(payload), timestamp);
    },
    lost: () => undefined,
    reset: () => undefined,
  };
}

/** Parameter sets a session description announces, as Annex B. */
import type { SdpTrack } from './sdp.ts';

const maxSets = 32;
const maxBytes = 64 * 1024;
const startCode = Buffer.from([0, 0, 0, 1]);

/** May be empty: cameras that send them in band are right to announce none. Start codes inside (V380) stay, they mean the same. */
export function announcedParameterSets(track: SdpTrack): Uint8Array {
  const names = track.codec === 'h264' ? ['sprop-parameter-sets'] : track.codec === 'hevc' ? ['sprop-vps', 'sprop-sps', 'sprop-pps'] : [];
  const sets = names
    .flatMap((name) => (track.parameters.get(name) ?? '').split(','))
    .slice(0, maxSets)
    .map((text) => withoutStartCode(Buffer.from(text.trim(), 'base64')))
    .filter((set) => set.length > 1);
  const joined = Buffer.concat(sets.flatMap((set) => [startCode, set]));
  return joined.length > maxBytes ? new Uint8Array(0) : new Uint8Array(joined);
}

/** The NAL unit without a start code in front of it. */
export function withoutStartCode(nal: Uint8Array): Uint8Array {
  let zeros = 0;
  while (nal[zeros] === 0) zeros += 1;
  return zeros >= 2 && nal[zeros] === 1 ? nal.subarray(zeros + 1) : nal;
}

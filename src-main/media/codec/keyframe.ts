import type { Codec } from '../source.ts';
import { visitNals } from './annex-b.ts';
import { H264Nal } from './h264.ts';
import { HevcNal, hevcType } from './hevc.ts';

/**
 * Whether a unit decodes on its own, from its own bytes: the container's key flag also marks
 * recovery points, which a fresh decoder refuses. `hint` decides for codecs without a rule here.
 */
export function isKeyframe(codec: Codec, data: Uint8Array, hint: boolean): boolean {
  switch (codec) {
    case 'h264':
      return firstSlice(data, (byte) => {
        const type = byte & 0x1f;
        return type >= H264Nal.slice && type <= H264Nal.idr ? type === H264Nal.idr : null;
      });
    case 'hevc':
      return firstSlice(data, (byte) => {
        const type = hevcType(byte);
        return type <= HevcNal.lastSlice ? type >= HevcNal.firstIrap && type <= HevcNal.lastIrap : null;
      });
    case 'mjpeg':
      return true;
    case 'mpeg4':
      return firstSlice(data, (byte, next) => (byte === 0xb6 ? next >> 6 === 0 : null));
    case 'other':
      return hint;
  }
}

/** Asks `judge` about each NAL unit's first bytes until it has an answer. */
function firstSlice(data: Uint8Array, judge: (byte: number, next: number) => boolean | null): boolean {
  const verdicts: boolean[] = [];
  visitNals(data, (byte, begin) => {
    const verdict = judge(byte, data[begin + 1] ?? 0);
    if (verdict !== null) verdicts.push(verdict);
    return verdict === null;
  });
  return verdicts[0] ?? false;
}

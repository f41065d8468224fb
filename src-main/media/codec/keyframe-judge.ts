/**
 * Which units of a stream a newcomer may begin with. That is IDR pictures; but some cameras ("smart" codecs, intra
 * refresh) send one only at their own start, if at all, and mark where decoding may begin by recovery point messages
 * instead. Whoever waits for an IDR there waits for ever.
 */
import type { PtsUs } from '../../../src-contract/time.ts';
import type { Codec } from '../source.ts';
import { visitNals } from './annex-b.ts';
import { H264Nal } from './h264.ts';
import { isKeyframe } from './keyframe.ts';

/** Longer than cameras' usual groups of pictures: until then an IDR, which is clean from its first picture, is worth waiting for. */
const idrPatienceUs = 4_000_000;

export class KeyframeJudge {
  readonly #codec: Codec;
  /** Presentation time of the last IDR, or of the first unit. */
  #waitingSinceUs: PtsUs | null = null;

  constructor(codec: Codec) {
    this.#codec = codec;
  }

  /** As `isKeyframe`, and recovery points too where no IDR came for longer than cameras usually take. */
  judge(data: Uint8Array, hint: boolean, ptsUs: PtsUs): boolean {
    if (isKeyframe(this.#codec, data, hint)) {
      this.#waitingSinceUs = ptsUs;
      return true;
    }
    if (this.#codec !== 'h264') return false;
    this.#waitingSinceUs ??= ptsUs;
    return ptsUs - this.#waitingSinceUs > idrPatienceUs && hasRecoveryPoint(data);
  }
}

const recoveryPoint = 6;

/** Whether a recovery point message (ITU-T H.264 D.1.8) stands in front of the picture. */
export function hasRecoveryPoint(data: Uint8Array): boolean {
  const found: boolean[] = [];
  visitNals(data, (byte, begin, end) => {
    const type = byte & 0x1f;
    if (type === H264Nal.sei) found.push(holdsMessage(data, begin + 1, end(), recoveryPoint));
    return type < H264Nal.slice || type > H264Nal.idr;
  });
  return found.includes(true);
}

/** Goes through the messages of one SEI unit (7.3.2.3.1). Sizes are read with emulation bytes in place: past a message that holds one it may lose its way, and then finds nothing. */
function holdsMessage(data: Uint8Array, from: number, end: number, wanted: number): boolean {
  // One byte of trailing bits always follows the last message.
  for (let at = from; at + 2 < end;) {
    const type = codedNumber(data, at, end);
    const size = codedNumber(data, type.next, end);
    if (type.value === wanted) return true;
    at = size.next + size.value;
  }
  return false;
}

function codedNumber(data: Uint8Array, from: number, end: number): { readonly value: number; readonly next: number } {
  let [value, at] = [0, from];
  while (at < end && data[at] === 0xff) {
    value += 0xff;
    at += 1;
  }
  return { value: value + (data[at] ?? 0), next: at + 1 };
}

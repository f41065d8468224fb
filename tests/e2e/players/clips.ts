/** Elementary streams for the players' tests, encoded on the spot; every picture carries its number as a row of blocks. */
import { execFileSync } from 'node:child_process';
import { parseH264Sps } from '../../../src-main/media/codec/h264.ts';
import type { PictureFacts } from '../../../src-main/media/codec/picture-facts.ts';

export interface ClipUnit {
  readonly data: Uint8Array;
  readonly keyframe: boolean;
}

export interface Clip {
  readonly codecString: string;
  /** As the media process reads it from the stream. */
  readonly facts: PictureFacts;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly units: readonly ClipUnit[];
}

/** Blocks in the top row, least significant left; the clip repeats after 64 pictures. */
export const BLOCK_COUNT = 6;
export const BLOCK_PX = 40;
const PICTURES = 64;

/** H.264 Annex B with a keyframe every `keyframeEvery` pictures; a block is a fixed share of the width whatever the size. */
export function encodeClip(width: number, height: number, fps: number, keyframeEvery: number): Clip {
  // Drawn small and enlarged, because FFmpeg evaluates the expression for every pixel.
  const block = BLOCK_PX / 4;
  const lum = `if(lt(Y\\,${block})*lt(X\\,${block * BLOCK_COUNT})\\,16+219*mod(floor(N/pow(2\\,floor(X/${block})))\\,2)\\,60+X)`;
  const drawn = `color=gray:s=160x90:r=${fps},format=yuv420p,geq=lum=${lum}:cb=110:cr=140`;
  const encoder = ['-preset', 'ultrafast', '-tune', 'zerolatency', '-g', String(keyframeEvery), '-frames:v', String(PICTURES)];
  return { ...encodeUnits(`${drawn},scale=${width}:${height}:flags=neighbor`, encoder), width, height, fps };
}

/** Encodes what an FFmpeg source filter draws; `encoder` are libx264 options, `describe` those of FFmpeg's `h264_metadata`. */
export function encodeUnits(filter: string, encoder: readonly string[], describe = ''): Pick<Clip, 'codecString' | 'facts' | 'units'> {
  const bytes = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', filter, '-c:v', 'libx264', '-profile:v', 'main', '-pix_fmt', 'yuv420p', ...encoder],
      ...['-bf', '0', '-bsf:v', `h264_metadata=aud=insert${describe}`, '-f', 'h264', 'pipe:1'],
    ],
    { maxBuffer: 1 << 28 },
  );
  const units = splitAtDelimiters(bytes);
  const first = units[0];
  if (!first) throw new Error('ffmpeg made no picture');
  return { ...factsOf(first.data), units };
}

/** Cuts at access unit delimiters and leaves them out. */
export function splitAtDelimiters(stream: Uint8Array): ClipUnit[] {
  const starts = nalStarts(stream);
  const units: ClipUnit[] = [];
  let from = -1;
  let keyframe = false;
  for (const { at, payloadAt } of starts) {
    const type = (stream[payloadAt] ?? 0) & 31;
    if (type === 9) {
      if (from >= 0) units.push({ data: stream.slice(from, at), keyframe });
      from = -1;
      keyframe = false;
    } else {
      if (from < 0) from = at;
      if (type === 5) keyframe = true;
    }
  }
  if (from >= 0) units.push({ data: stream.slice(from), keyframe });
  return units;
}

function nalStarts(stream: Uint8Array): { at: number; payloadAt: number }[] {
  const starts: { at: number; payloadAt: number }[] = [];
  for (let index = 0; index + 3 < stream.length; index += 1) {
    if (stream[index] !== 0 || stream[index + 1] !== 0 || stream[index + 2] !== 1) continue;
    starts.push({ at: index > 0 && stream[index - 1] === 0 ? index - 1 : index, payloadAt: index + 3 });
    index += 2;
  }
  return starts;
}

function factsOf(unit: Uint8Array): Pick<Clip, 'codecString' | 'facts'> {
  const sps = nalStarts(unit).find(({ payloadAt }) => ((unit[payloadAt] ?? 0) & 31) === 7);
  const read = sps === undefined ? null : parseH264Sps(unit.subarray(sps.payloadAt));
  if (typeof read?.codecString !== 'string') throw new Error('the first unit has no parameter sets');
  return { codecString: read.codecString, facts: read };
}

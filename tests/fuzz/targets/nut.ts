/** What an FFmpeg child writes into its pipe. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nutCrc } from '../../../src-main/media/nut/crc.ts';
import { NutError } from '../../../src-main/media/nut/cursor.ts';
import { NutReader } from '../../../src-main/media/nut/reader.ts';
import type { RandomSource } from '../../../tools/camera-sim/random.ts';
import { promise, type FuzzTarget } from '../fuzz-target.ts';

const fixtures = resolve(import.meta.dirname, '../../fixtures/nut');
/** A stream's head and a few of its frames. */
const seedBytes = 5000;

interface Outcome {
  readonly said: string;
  readonly bytes: number;
}

/** Small enough that a length of gigabytes and one of twice the limit are refused alike. */
const limits = { frameBytes: 4 * 1024 * 1024, headerBytes: 256 * 1024 };

function read(pieces: readonly Uint8Array[]): Outcome {
  const said: string[] = [];
  let bytes = 0;
  const reader = new NutReader(
    {
      stream: ({ fourcc, width, height, extradata }) => {
        bytes += extradata.length;
        said.push(`stream ${fourcc} ${width}x${height}`);
      },
      frame: ({ data, ptsUs, key }) => {
        bytes += data.length;
        promise(Number.isSafeInteger(ptsUs), `a frame at ${ptsUs} µs`);
        said.push(`frame ${data.length} ${ptsUs} ${key}`);
      },
    },
    limits,
  );
  try {
    for (const piece of pieces) reader.push(piece);
  } catch (failure) {
    if (!(failure instanceof NutError)) throw failure;
    said.push('failed');
  }
  return { said: said.join('\n'), bytes };
}

/** Frames come to no more than was sent, the elided beginnings (256 bytes each at most) and repeated headers apart. */
function run(input: Uint8Array): void {
  const whole = read([input]);
  const frames = whole.said.split('\n').length;
  promise(whole.bytes <= input.length + frames * 256, `${whole.bytes} bytes out of ${input.length}`);
  const cut = input.length < 2 ? 0 : 1 + (((input[input.length >> 1] ?? 0) * 251) % (input.length - 1));
  const pieces = [input.subarray(0, cut >> 1), input.subarray(cut >> 1, cut), input.subarray(cut)];
  promise(read(pieces).said === whole.said, 'another result when split');
}

interface Packet {
  readonly begin: number;
  readonly content: number;
  readonly end: number;
}

const N = 0x4e;
const kinds = new Set([0x4e4d, 0x4e53, 0x4e4b, 0x4e58, 0x4e49]);

/** Header packets, found by their start codes. */
function packetsOf(bytes: Uint8Array): readonly Packet[] {
  const found: Packet[] = [];
  for (let at = bytes.indexOf(N); at !== -1 && at + 9 < bytes.length; at = bytes.indexOf(N, at + 1)) {
    if (!kinds.has((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0))) continue;
    let [content, size] = [at + 8, 0];
    for (let more = true; more && content < bytes.length; content += 1) {
      size = size * 128 + ((bytes[content] ?? 0) & 0x7f);
      more = (bytes[content] ?? 0) >= 0x80;
    }
    const end = content + size;
    if (size >= 4 && size <= 4096 && end <= bytes.length) found.push({ begin: at, content, end });
  }
  return found;
}

/** Changes inside a header with its checksum made right again: without that nothing behind the checksum is ever reached. */
function reshape(input: Uint8Array, random: RandomSource): Uint8Array | null {
  const packets = packetsOf(input);
  const packet = packets[random.integer(packets.length)];
  if (packet === undefined || packet.end - packet.content <= 4) return null;
  const bytes = Buffer.from(input);
  const body = packet.end - packet.content - 4;
  for (let left = 1 + random.integer(4); left > 0; left -= 1) {
    const at = packet.content + random.integer(body);
    bytes[at] = random.integer(3) === 0 ? (bytes[at] ?? 0) ^ (1 << random.integer(8)) : random.integer(256);
  }
  bytes.writeUInt32BE(nutCrc(bytes, packet.content, packet.end - 4), packet.end - 4);
  if (random.integer(4) > 0) return bytes;
  return Buffer.concat([bytes.subarray(0, packet.end), bytes.subarray(packet.begin, packet.end), bytes.subarray(packet.end)]);
}

const words = ['4e4d7a561f5f04ad', '4e5311405bf2f9db', '4e4be4adeeca4569', '4e58dd672f23e64e', '4e49ab68b596ba78', 'ffffffffffffff7f', '8080808000', 'ff7f', '81807f']; // prettier-ignore

export const nutTarget: FuzzTarget = {
  name: 'nut',
  seeds: () =>
    readdirSync(fixtures)
      .filter((name) => name.endsWith('.nut'))
      .map((name) => readFileSync(join(fixtures, name)).subarray(0, seedBytes)),
  words: words.map((hex) => Buffer.from(hex, 'hex')),
  reshape,
  run,
};

/** What a listener hears of units that came over the link: G.711 by our own table, AAC by FFmpeg. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SoundFormat } from '../../../src-contract/link/sound.ts';
import { expandG711 } from '../../../src-renderer/lib/g711.ts';

/** The left channel, −1…1. */
export async function decodedSound(format: SoundFormat, units: readonly Uint8Array[], ffmpeg: string): Promise<readonly number[]> {
  if (format.codec === 'aac') {
    const stream = Buffer.concat(units.flatMap((unit) => [adts(format.config, unit.length), unit]));
    const samples = sixteenBits(await throughFfmpeg(ffmpeg, ['-f', 'aac'], stream));
    return samples.filter((_, at) => at % format.channels === 0);
  }
  const { codec } = format;
  return codec === 's16le' ? sixteenBits(Buffer.concat(units)) : units.flatMap((unit) => [...expandG711(codec, unit)]);
}

/** Decodes `bytes`, whose format the input arguments name, to 16-bit samples. */
export async function throughFfmpeg(ffmpeg: string, input: readonly string[], bytes: Uint8Array): Promise<Buffer> {
  const child = spawn(ffmpeg, ['-v', 'error', ...input, '-i', 'pipe:0', '-f', 's16le', 'pipe:1'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(bytes);
  await once(child, 'close');
  return Buffer.concat(chunks);
}

export function sixteenBits(bytes: Buffer): readonly number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(2 * at) / 32_768);
}

/** The header FFmpeg wants in front of a raw frame (ISO/IEC 13818-7 §6.2), from the first two bytes of an AudioSpecificConfig. */
function adts(config: string, length: number): Buffer {
  const bits = Number.parseInt(config.slice(0, 4), 16);
  const [type, rate, channels] = [bits >> 11, (bits >> 7) & 15, (bits >> 3) & 15];
  const size = length + 7;
  const third = ((type - 1) << 6) | (rate << 2) | (channels >> 2);
  return Buffer.from([0xff, 0xf1, third, ((channels & 3) << 6) | (size >> 11), (size >> 3) & 0xff, ((size & 7) << 5) | 0x1f, 0xfc]);
}

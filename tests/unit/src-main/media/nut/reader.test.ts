import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NutError } from '../../../../../src-main/media/nut/cursor.ts';
import { NutReader, type NutFrame } from '../../../../../src-main/media/nut/reader.ts';
import type { NutStream } from '../../../../../src-main/media/nut/headers.ts';

const folder = resolve(import.meta.dirname, '../../../../fixtures/nut');
const names = ['h264', 'h264-syncpoints', 'hevc', 'mjpeg', 'mpeg4', 'rawvideo'] as const;
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(resolve(folder, `${name}.nut`)));
const truthOf = (name: string): unknown => JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8'));

function read(
  pieces: readonly Uint8Array[],
  limits?: ConstructorParameters<typeof NutReader>[1],
): { streams: NutStream[]; frames: NutFrame[] } {
  const streams: NutStream[] = [];
  const frames: NutFrame[] = [];
  const reader = new NutReader({ stream: (stream) => streams.push(stream), frame: (frame) => frames.push(frame) }, limits);
  for (const piece of pieces) reader.push(piece);
  return { streams, frames };
}

const summary = (found: ReturnType<typeof read>): unknown => ({
  fourcc: found.streams[0]?.fourcc,
  width: found.streams[0]?.width,
  height: found.streams[0]?.height,
  frames: found.frames.map(({ data, ptsUs, key }) => ({
    ptsUs,
    size: data.length,
    key,
    md5: createHash('md5').update(data).digest('hex'),
  })),
});

function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const points = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].toSorted((a, b) => a - b);
  return points.slice(1).map((end, index) => bytes.slice(points[index], end));
}

describe('NutReader', () => {
  it.each(names)('reads %s as ffprobe does', (name) => {
    expect(summary(read([bytesOf(name)]))).toEqual(truthOf(name));
  });

  it.each(names)('reads %s byte by byte', (name) => {
    const bytes = bytesOf(name).slice(0, 12_000);
    expect(summary(read([...bytes].map((byte) => Uint8Array.of(byte))))).toEqual(summary(read([bytes])));
  });

  it('reads the same however the bytes are split', () => {
    const bytes = bytesOf('h264');
    const whole = summary(read([bytes]));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
        expect(summary(read(split(bytes, cuts)))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('gives every complete frame of a stream that is cut off', () => {
    const bytes = bytesOf('hevc');
    const whole = read([bytes]).frames;
    fc.assert(
      fc.property(fc.nat(bytes.length), (length) => {
        const frames = read([bytes.slice(0, length)]).frames;
        expect(frames.map(({ data }) => data)).toEqual(whole.slice(0, frames.length).map(({ data }) => data));
      }),
      { numRuns: 60 },
    );
  });

  it('never does anything but deliver or throw NutError on damaged bytes', () => {
    const originals = names.map((name) => bytesOf(name).slice(0, 6000));
    const damage = fc.array(fc.tuple(fc.nat(5999), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...originals), damage, (original, changes) => {
        const bytes = original.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        onlyNutErrors(bytes);
      }),
      { numRuns: 400 },
    );
  });

  it('survives random bytes after a valid beginning', () => {
    const head = bytesOf('h264').slice(0, 400);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (tail) => {
        onlyNutErrors(tail);
        onlyNutErrors(Buffer.concat([head, tail]));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a frame larger than the limit before it allocates it', () => {
    expect(() => read([bytesOf('h264')], { frameBytes: 2000, headerBytes: 1_000_000 })).toThrow(/frame of 2\d{3} bytes/u);
  });

  it('refuses a header larger than the limit', () => {
    expect(() => read([bytesOf('h264')], { frameBytes: 1_000_000, headerBytes: 40 })).toThrow(/header of \d+ bytes/u);
  });

  it('notices a damaged header by its checksum', () => {
    const bytes = bytesOf('h264');
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    expect(() => read([bytes])).toThrow(NutError);
  });

  it('stays dead after an error', () => {
    const reader = new NutReader({ stream: () => undefined, frame: () => undefined });
    expect(() => {
      reader.push(new Uint8Array(100));
    }).toThrow('not NUT');
    expect(() => {
      reader.push(bytesOf('h264'));
    }).toThrow('already failed');
  });

  it('announces a repeated, unchanged stream header once', () => {
    const bytes = bytesOf('h264');
    const beforeFrames = new TextDecoder('latin1').decode(bytes).indexOf('NK');
    expect(beforeFrames).toBeGreaterThan(25);
    const found = read([bytes.slice(0, beforeFrames), bytes.slice(25)]);
    expect(found.streams).toHaveLength(1);
    expect(summary(found)).toEqual(truthOf('h264'));
  });
});

function onlyNutErrors(bytes: Uint8Array): void {
  try {
    const { frames } = read([bytes]);
    expect(frames.reduce((total, { data }) => total + data.length, 0)).toBeLessThan(bytes.length * 4 + 1024);
  } catch (failure) {
    if (!(failure instanceof NutError)) throw failure;
  }
}

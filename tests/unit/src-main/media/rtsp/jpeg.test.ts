import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJpeg as pictureFacts } from '../../../../../src-main/media/codec/jpeg.ts';
import { jpegHeader, scaledTables } from '../../../../../src-main/media/rtsp/jpeg-header.ts';
import { packetiseJpeg, parseJpeg, splitJpegs } from '../../../../../tools/camera-sim/packetise/jpeg.ts';
import { bytes, listen } from './pieces.ts';

const clip = readFileSync(resolve(import.meta.dirname, '../../../../../tools/camera-sim/clips/8-mjpeg.mjpeg')).subarray(0, 400_000);
const picture = splitJpegs(clip)[0] ?? Buffer.alloc(0);

/** The segments of a JPEG with that marker. */
function segments(jpeg: Uint8Array, marker: number): string[] {
  const found: string[] = [];
  const all = Buffer.from(jpeg);
  for (let at = 2; at + 4 <= all.length && all[at] === 0xff && all[at + 1] !== 0xda; at += 2 + all.readUInt16BE(at + 2))
    if (all[at + 1] === marker) found.push(all.subarray(at + 4, at + 2 + all.readUInt16BE(at + 2)).toString('hex'));
  return found;
}

describe('JPEG over RTP', () => {
  it('puts the picture together again: scan, tables and size are those of the original', () => {
    const one = listen('mjpeg');
    const parts = parseJpeg(picture);
    const payloads = packetiseJpeg(parts, 1400);
    for (const [index, payload] of payloads.entries()) one.say(payload, 0, { marker: index === payloads.length - 1 });
    const [unit] = one.units;
    if (unit === undefined) throw new Error('no picture');
    const whole = Buffer.from(unit.data);
    expect(unit.keyframe).toBe(true);
    expect(pictureFacts(whole)).toEqual(pictureFacts(picture));
    expect(whole.subarray(-parts.scan.length - 2).equals(Buffer.concat([parts.scan, bytes('ffd9')]))).toBe(true);
    expect(
      segments(whole, 0xdb)
        .map((table) => table.slice(2))
        .join(''),
    ).toBe(parts.tables.toString('hex'));
    // The clip was made with the standard Huffman tables, so ours must be the same bytes.
    expect(segments(whole, 0xc4).join('')).toBe(segments(picture, 0xc4).join(''));
  });

  it('computes the tables of RFC 2435 appendix A', () => {
    expect([...scaledTables(50)].slice(0, 8)).toEqual([16, 11, 12, 14, 12, 10, 16, 14]);
    expect([...scaledTables(50)].slice(64, 68)).toEqual([17, 18, 18, 24]);
    expect([...scaledTables(99)].slice(0, 3)).toEqual([1, 1, 1]);
    expect([...scaledTables(1)].slice(0, 3)).toEqual([255, 255, 255]);
    expect([...scaledTables(25)].slice(0, 3)).toEqual([32, 22, 24]);
  });

  it('writes restart intervals, remembers in-band tables below 255, takes 16-bit tables', () => {
    const one = listen('mjpeg');
    const tables = '01'.repeat(128);
    one.say(`00000000 41 80 0a 0a 0004ffff 00000080 ${tables} aa`, 0, { marker: true });
    one.say('00000000 41 80 0a 0a 0004ffff 00000000 bb', 9000, { marker: true });
    expect(one.units).toHaveLength(2);
    expect(segments(one.units[1]?.data ?? bytes(''), 0xdd)).toEqual(['0004']);
    expect(segments(one.units[1]?.data ?? bytes(''), 0xdb)).toEqual([`00${'01'.repeat(64)}`, `01${'01'.repeat(64)}`]);
    const wide = jpegHeader({ type: 0, width: 16, height: 16, tables: new Uint8Array(128), precision: 1, restartInterval: 0 });
    expect(segments(wide ?? bytes(''), 0xdb)[0]?.slice(0, 2)).toBe('10');
  });

  it('needs the announced size where the header cannot say it', () => {
    const scan = '00000000 01 32 00 00 aa';
    const [without, with_] = [listen('mjpeg'), listen('mjpeg', { width: 2592, height: 1944 })];
    for (const one of [without, with_]) one.say(scan, 0, { marker: true });
    expect(without.units).toEqual([]);
    expect(pictureFacts(with_.units[0]?.data ?? bytes(''))).toMatchObject({ width: 2592, height: 1944 });
  });

  it('drops a picture with a hole, without tearing the stream, and one without an end only when lost', () => {
    const one = listen('mjpeg');
    one.say('00000000 01 32 0a 0a aabb', 0);
    one.lose();
    one.say('00000004 01 32 0a 0a ccdd', 0, { marker: true });
    expect([one.units.length, one.torn()]).toEqual([0, 0]);
    one.say('00000000 01 32 0a 0a aabb', 9000);
    one.say('00000000 01 32 0a 0a aabb', 18_000);
    expect(one.units).toHaveLength(1);
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 30 }), (payloads) => {
        const one = listen('mjpeg');
        for (const [index, payload] of payloads.entries()) one.say(payload, index >> 1, { marker: index % 2 === 1 });
      }),
      { numRuns: 400 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { H264Depacketiser } from '../../../../../src-main/media/rtsp/h264.ts';
import { packetiseH264 } from '../../../../../tools/camera-sim/packetise/h264.ts';
import { listen } from './pieces.ts';

const idr = (rest = ''): string => `6588${rest}`;
const slice = (rest = ''): string => `4188${rest}`;
const start = '00000001';

describe('H.264 over RTP', () => {
  it('gives a picture with the packet that carries the marker, nothing held back', () => {
    const one = listen('h264');
    one.say('674d401e', 0);
    one.say('68ee', 0);
    expect(one.hex()).toEqual([]);
    one.say(idr(), 0, { marker: true });
    expect(one.hex()).toEqual([`${start}674d401e${start}68ee${start}${idr()}`]);
    expect(one.units[0]).toMatchObject({ keyframe: true, ptsUs: 0, arrivalMs: 1000, wallClock: null });
    one.say(slice(), 3600, { marker: true });
    expect(one.units[1]).toMatchObject({ keyframe: false, ptsUs: 40_000 });
    expect(one.track.holdsBack).toBe(false);
  });

  it('takes aggregates and fragments, empty ones included', () => {
    const one = listen('h264');
    one.say('780002674d000268ee', 0);
    one.say('7c85', 0);
    one.say('7c05', 0);
    one.say('', 0);
    one.say('7c05 88aa', 0);
    one.say('7c45 bb', 0, { marker: true });
    expect(one.hex()).toEqual([`${start}674d${start}68ee${start}6588aabb`]);
    expect(one.torn()).toBe(0);
  });

  it('does not believe a type that changes inside one NAL unit (Tiandy)', () => {
    const one = listen('h264');
    one.say('7c85 88', 0);
    one.say('7c01 aa', 0);
    one.say('7c41 bb', 0, { marker: true });
    expect(one.hex()).toEqual([`${start}6588aabb`]);
  });

  it('ends no picture at a marker on SEI or parameter sets (Ivel)', () => {
    const one = listen('h264');
    one.say('0605', 0, { marker: true });
    one.say('674d', 0, { marker: true });
    one.say(idr(), 0, { marker: true });
    expect(one.hex()).toEqual([`${start}0605${start}674d${start}${idr()}`]);
  });

  it('keeps parameter sets that come with a time of their own for the picture after them', () => {
    const one = listen('h264');
    one.say(slice(), 0, { marker: true });
    one.say('674d', 1800);
    one.say(idr(), 3600, { marker: true });
    expect(one.hex()[1]).toBe(`${start}674d${start}${idr()}`);
  });

  it('passes Annex B inside a payload through, and sees the picture in it (V380)', () => {
    const one = listen('h264');
    one.say(`674d ${start} 68ee ${start} ${idr()}`, 0, { marker: true });
    one.say(`${start} ${slice()}`, 3600, { marker: true });
    expect(one.hex()).toEqual([`${start}674d${start}68ee${start}${idr()}`, `${start}${slice()}`]);
    expect(one.units.map(({ keyframe }) => keyframe)).toEqual([true, false]);
  });

  it('joins the slices of a picture', () => {
    const one = listen('h264');
    for (const [index, first] of ['88', '40', '30'].entries()) one.say(`65${first}`, 0, { marker: index === 2 });
    expect(one.hex()).toEqual([`${start}6588${start}6540${start}6530`]);
  });

  it('stops believing markers that stand on every slice, and then says that it holds one picture', () => {
    const one = listen('h264');
    const picture = (at: number): void => {
      one.say('6588', at, { marker: true });
      one.say('6540', at, { marker: true });
    };
    picture(0);
    expect(one.torn()).toBe(1);
    for (let at = 3600; at <= 4 * 3600; at += 3600) picture(at);
    expect(one.hex().slice(1)).toEqual([`${start}6588${start}6540`, `${start}6588${start}6540`, `${start}6588${start}6540`]);
    expect(one.track.holdsBack).toBe(true);
  });

  it('goes by time where nothing is marked, and says so', () => {
    const one = listen('h264');
    for (let at = 0; at <= 6 * 3600; at += 3600) one.say(slice(), at);
    expect(one.units).toHaveLength(6);
    expect(one.track.holdsBack).toBe(true);
  });

  it('drops what a loss damaged, and says that it is torn', () => {
    const one = listen('h264');
    one.say('7c85 88', 0);
    one.lose();
    one.say('7c45 bb', 0, { marker: true });
    expect(one.units).toEqual([]);
    expect(one.torn()).toBe(1);
    one.say(slice('01'), 3600, { marker: true });
    expect(one.hex()).toEqual([`${start}${slice('01')}`]);
  });

  it('drops a picture whose beginning is missing', () => {
    const one = listen('h264');
    one.say(slice(), 0, { marker: true });
    one.lose();
    one.say('6540', 3600);
    one.say('6530', 3600, { marker: true });
    one.say('7c05 aa', 7200, { marker: true });
    one.say(idr(), 10_800, { marker: true });
    expect(one.hex()).toEqual([`${start}${slice()}`, `${start}${idr()}`]);
    expect(one.torn()).toBeGreaterThanOrEqual(1);
  });

  it('gives back what the simulator packetised, whatever the sizes', () => {
    const nal = fc.tuple(fc.constantFrom(0x67, 0x68, 0x06), fc.uint8Array({ minLength: 1, maxLength: 50 }));
    fc.assert(
      fc.property(
        fc.array(nal, { maxLength: 4 }),
        fc.uint8Array({ maxLength: 5000 }),
        fc.integer({ min: 60, max: 1400 }),
        (sets, body, size) => {
          const nals = [...sets.map(([type, rest]) => Buffer.from([type, ...rest])), Buffer.from([0x65, 0x88, ...body])];
          const one = listen('h264');
          const payloads = packetiseH264(nals, size);
          for (const [index, payload] of payloads.entries()) one.say(payload, 0, { marker: index === payloads.length - 1 });
          expect(one.hex()).toEqual([nals.map((bytes) => start + bytes.toString('hex')).join('')]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('survives anything and keeps nothing of it beyond its bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(3), fc.boolean()), { maxLength: 60 }), (packets) => {
        const depacketiser = new H264Depacketiser({ unit: (data) => expect(data.length).toBeGreaterThan(4), torn: () => undefined });
        for (const [payload, at, marker] of packets) depacketiser.push(payload, at, marker);
        depacketiser.lost();
        depacketiser.reset();
      }),
      { numRuns: 500 },
    );
  });
});

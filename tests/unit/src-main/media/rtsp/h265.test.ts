import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packetiseH265 } from '../../../../../tools/camera-sim/packetise/h265.ts';
import { listen } from './pieces.ts';

const start = '00000001';
/** An IDR slice that begins its picture. */
const idr = '260188';

describe('H.265 over RTP', () => {
  it('takes single units, aggregates and fragments', () => {
    const one = listen('hevc');
    one.say('6001 0003 40010c 0003 420101', 0);
    one.say('4401c1', 0);
    one.say('6201 93 88', 0);
    one.say('6201 13', 0);
    one.say('6201 53 aabb', 0, { marker: true });
    expect(one.hex()).toEqual([`${start}40010c${start}420101${start}4401c1${start}260188aabb`]);
    expect(one.units[0]?.keyframe).toBe(true);
  });

  it('gives back what the simulator packetised', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), fc.integer({ min: 10, max: 1400 }), (body, size) => {
        const nal = Buffer.concat([Buffer.from(idr, 'hex'), body]);
        const one = listen('hevc');
        const payloads = packetiseH265([nal], size);
        for (const [index, payload] of payloads.entries()) one.say(payload, 0, { marker: index === payloads.length - 1 });
        expect(one.hex()).toEqual([start + nal.toString('hex')]);
      }),
      { numRuns: 60 },
    );
  });

  it('drops a picture with a hole, tells pictures by their first slice, survives anything', () => {
    const one = listen('hevc');
    one.say('6201 93 88', 0);
    one.lose();
    one.say('6201 53 aa', 0, { marker: true });
    one.say('020108', 3600, { marker: true });
    one.say(idr, 7200, { marker: true });
    expect([one.hex(), one.torn() > 0]).toEqual([[start + idr], true]);
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 40 }), (payloads) => {
        const other = listen('hevc');
        for (const [index, payload] of payloads.entries()) other.say(payload, index >> 2, { marker: index % 4 === 3 });
      }),
      { numRuns: 300 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ptsUs } from '../../../../../src-contract/time.ts';
import { joinNals } from '../../../../../src-main/media/codec/annex-b.ts';
import { hasRecoveryPoint, KeyframeJudge } from '../../../../../src-main/media/codec/keyframe-judge.ts';

const at = (milliseconds: number) => ptsUs(milliseconds * 1000);
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
/** SEI with a user message of 300 bytes in front of the recovery point. */
const longSei = Uint8Array.from([6, 5, 0xff, 45, ...Array.from({ length: 300 }, () => 7), 6, 1, 0xc4, 0x80]);
const recovery = joinNals([hex('0606 01c480'.replace(' ', '')), hex('419a20')]);
const delta = joinNals([hex('419a21')]);
const idr = joinNals([hex('658880')]);

describe('recovery points', () => {
  it('are found among other messages, and only in front of the picture', () => {
    expect(hasRecoveryPoint(recovery)).toBe(true);
    expect(hasRecoveryPoint(joinNals([longSei, hex('41aa')]))).toBe(true);
    expect(hasRecoveryPoint(joinNals([hex('0605010780'), hex('41aa')]))).toBe(false);
    expect(hasRecoveryPoint(joinNals([hex('41aa'), hex('060601c480')]))).toBe(false);
    expect(hasRecoveryPoint(delta)).toBe(false);
  });

  it('are looked for without trouble in any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof hasRecoveryPoint(joinNals([Uint8Array.from([6, ...bytes])]))).toBe('boolean');
      }),
    );
  });
});

describe('KeyframeJudge', () => {
  it('begins at IDR pictures alone while they come', () => {
    const judge = new KeyframeJudge('h264');
    for (let ms = 0; ms < 20_000; ms += 2000) {
      expect(judge.judge(idr, false, at(ms))).toBe(true);
      expect(judge.judge(recovery, true, at(ms + 1000))).toBe(false);
    }
  });

  it('takes recovery points of a camera that sends nothing better, after a while', () => {
    const judge = new KeyframeJudge('h264');
    expect(judge.judge(recovery, false, at(0))).toBe(false);
    expect(judge.judge(recovery, false, at(3000))).toBe(false);
    expect(judge.judge(delta, false, at(5000))).toBe(false);
    expect(judge.judge(recovery, false, at(6000))).toBe(true);
    expect(judge.judge(recovery, false, at(8000))).toBe(true);
    expect(judge.judge(idr, false, at(9000))).toBe(true);
    expect(judge.judge(recovery, false, at(10_000))).toBe(false);
  });

  it('leaves other codecs as they are', () => {
    const judge = new KeyframeJudge('mjpeg');
    expect(judge.judge(hex('ffd8'), false, at(0))).toBe(true);
    expect(new KeyframeJudge('hevc').judge(recovery, true, at(60_000))).toBe(false);
  });
});

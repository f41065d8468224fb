import { describe, expect, it } from 'vitest';
import { UnitThinning } from '../../../../../src-renderer/players/decode-worker/unit-thinning.ts';

const nal = (...bytes: number[]): Uint8Array => Uint8Array.from([0, 0, 0, 1, ...bytes, 0x80]);
const idr = nal(0x65, 0x88);
const reference = nal(0x41, 0x9a);
const spare = nal(0x01, 0x9e);
const hevc = (type: number, layer = 0): Uint8Array => nal(type << 1, layer + 1);

describe('leaving units out', () => {
  it('feeds everything while nothing is asked of it', () => {
    const thinning = new UnitThinning();
    expect([thinning.take('h264', idr, true), thinning.take('h264', reference, false), thinning.take('h264', spare, false)]).toEqual([
      'feed',
      'feed',
      'feed',
    ]);
    expect(thinning.halvable).toBe(true);
  });

  it('at half rate leaves out only what nothing refers to', () => {
    const thinning = new UnitThinning();
    thinning.level = 'half';
    const sei = Uint8Array.from([...nal(0x06, 0x05, 1, 1), ...spare]);
    expect([idr, reference, spare, sei].map((unit, index) => thinning.take('h264', unit, index === 0))).toEqual([
      'feed',
      'feed',
      'skip',
      'skip',
    ]);
  });

  it('of H.265 spares sub-layer non-reference pictures of the highest layer', () => {
    const thinning = new UnitThinning();
    thinning.level = 'half';
    expect(thinning.take('hevc', hevc(0), false)).toBe('skip');
    expect(thinning.take('hevc', hevc(1), false)).toBe('feed');
    expect(thinning.take('hevc', hevc(2, 1), false)).toBe('skip');
    // A layer lies above it now, which may refer to it.
    expect(thinning.take('hevc', hevc(0), false)).toBe('feed');
    expect(thinning.take('hevc', hevc(39), false)).toBe('feed');
  });

  it('forgets that a stream could be halved when it no longer can', () => {
    const thinning = new UnitThinning();
    thinning.take('h264', spare, false);
    for (let count = 0; count < 100; count += 1) thinning.take('h264', reference, false);
    expect(thinning.halvable).toBe(false);
  });

  it('resumes after keyframes only with a gap that a keyframe mends', () => {
    const thinning = new UnitThinning();
    thinning.level = 'keyframes';
    expect(thinning.take('h264', idr, true)).toBe('feed');
    expect(thinning.flushes).toBe(true);
    expect(thinning.take('h264', reference, false)).toBe('skip');
    thinning.level = 'none';
    expect(thinning.take('h264', reference, false)).toBe('feed-after-gap');
    expect(thinning.take('h264', idr, true)).toBe('feed');
    expect(thinning.take('h264', reference, false)).toBe('feed');
  });

  it('treats a keyframe after which the decoder was flushed as a gap, even when nothing was left out yet', () => {
    const thinning = new UnitThinning();
    thinning.level = 'keyframes';
    thinning.take('h264', idr, true);
    thinning.level = 'half';
    expect(thinning.take('h264', reference, false)).toBe('feed-after-gap');
  });

  it('never leaves out part of what it cannot read', () => {
    const thinning = new UnitThinning();
    thinning.level = 'half';
    expect(thinning.take('mpeg4', spare, false)).toBe('feed');
    expect(thinning.take('h264', new Uint8Array(), false)).toBe('feed');
  });
});

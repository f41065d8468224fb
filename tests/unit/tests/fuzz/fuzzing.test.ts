import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../tools/camera-sim/random.ts';
import { startCoverage } from '../../../fuzz/block-coverage.ts';
import { distilled } from '../../../fuzz/campaign.ts';
import { targetNames, type FuzzTarget } from '../../../fuzz/fuzz-target.ts';
import { maxInputBytes, mutate } from '../../../fuzz/mutate.ts';
import { targets } from '../../../fuzz/targets/all.ts';

describe('mutations', () => {
  const many = (seed: number): readonly string[] => {
    const random = seededRandom(seed);
    const input = Buffer.from('v=0\r\nm=video 0 RTP/AVP 96\r\n');
    const mutator = { random, words: [Buffer.from('a=')], other: () => Buffer.from('o=- 1') };
    return Array.from({ length: 400 }, () => Buffer.from(mutate(input, mutator)).toString('hex'));
  };

  it('are the same for the same seed, others for another, and bounded', () => {
    expect(many(3)).toEqual(many(3));
    expect(many(3)).not.toEqual(many(4));
    expect(new Set(many(3)).size).toBeGreaterThan(300);
    expect(Math.max(...many(3).map((hex) => hex.length / 2))).toBeLessThanOrEqual(maxInputBytes);
  });

  it.each(targetNames)('that keep the form of %s change it, now and then at least', (name) => {
    const random = seededRandom(5);
    const [seed = new Uint8Array(1)] = targets[name].seeds();
    const reshaped = Array.from({ length: 60 }, () => targets[name].reshape(seed, random));
    expect(reshaped.some((input) => input !== null && Buffer.compare(input, seed) !== 0)).toBe(true);
  });
});

describe('coverage', () => {
  it('tells inputs that reach new code from those that do not', () => {
    const coverage = startCoverage((url) => url.includes('fuzzing.test'));
    const target: FuzzTarget = { ...targets.sdp, seeds: () => [], run: (input) => void branch(input) };
    const inputs = [[1], [2], [1, 1], [3]].map((bytes) => Uint8Array.from(bytes));
    expect(distilled(target, inputs, coverage).map((input) => [...input])).toEqual([[1], [2]]);
    expect(coverage.covered()).toBeGreaterThan(0);
    coverage.dispose();
  });
});

function branch(input: Uint8Array): number {
  if (input[0] === 2) return input.length + 1;
  return 0;
}

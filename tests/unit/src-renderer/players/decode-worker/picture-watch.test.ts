import { expect, test } from 'vitest';
import { PictureWatch, PROBE_PLACES, type ProbeSample } from '../../../../../src-renderer/players/decode-worker/picture-watch.ts';

const pixels = 1920 * 1080;
const grey = (hash: number): ProbeSample => ({ hash, mean: 90, darkest: 40, brightest: 200 });
const black: ProbeSample = { hash: 1, mean: 17, darkest: 16, brightest: 20 };

interface Second {
  /** The picture at this moment. */
  readonly sample: ProbeSample;
  readonly keyframe: number;
  readonly delta: number;
}

/** Plays `seconds` of 15 fps with a keyframe every two seconds. */
function play(watch: PictureWatch, seconds: number, at: (second: number) => Second, from = 0): void {
  for (let second = from; second < from + seconds; second += 1) {
    const now = at(second);
    for (let unit = 0; unit < 15; unit += 1) {
      const keyframe = second % 2 === 0 && unit === 0;
      watch.unit(keyframe ? now.keyframe : now.delta, keyframe, pixels);
    }
    watch.sample(second % PROBE_PLACES, now.sample, second * 1000);
  }
}
const frozen = (): Second => ({ sample: grey(7), keyframe: 40_000, delta: 90 });

test('says nothing about the first seconds', () => {
  const watch = new PictureWatch();
  play(watch, PROBE_PLACES + 1, frozen);
  expect(watch.suspicion).toBeNull();
});

test('suspects a picture that never changes, after every place was looked at twice', () => {
  const watch = new PictureWatch();
  play(watch, 2 * PROBE_PLACES + 2, frozen);
  expect(watch.suspicion).toBeNull();
  play(watch, 2, frozen, 2 * PROBE_PLACES + 2);
  expect(watch.suspicion).toBe('frozen');
});

test('suspects a recorder that sends the last keyframe over and over', () => {
  const watch = new PictureWatch();
  for (let second = 0; second < 30; second += 1) {
    for (let unit = 0; unit < 15; unit += 1) watch.unit(40_000, true, pixels);
    watch.sample(second % PROBE_PLACES, grey(7), second * 1000);
  }
  expect(watch.suspicion).toBe('frozen');
});

test.each<readonly [string, (second: number) => Second]>([
  ['noise that shows only at keyframes, nothing but skips between them', (s) => ({ ...frozen(), keyframe: 40_000 + (s % 7) * 30 })],
  ['noise that changes some pixels', (s) => ({ ...frozen(), sample: grey(s % 16 < 8 ? 7 : 8) })],
  ['noise that makes deltas larger than skips', (s) => ({ ...frozen(), delta: s % 9 === 0 ? 2600 : 90 })],
])('does not call a still scene at night frozen: %s', (_, night) => {
  const watch = new PictureWatch();
  for (let second = 0; second < 300; second += 1) {
    play(watch, 1, night, second);
    expect(watch.suspicion).not.toBe('frozen');
  }
});

test('believes a picture again at its first change', () => {
  const watch = new PictureWatch();
  play(watch, 40, frozen);
  expect(watch.suspicion).toBe('frozen');
  watch.sample(40 % PROBE_PLACES, grey(9), 40_000);
  expect(watch.suspicion).toBeNull();
});

test('begins anew with another connection', () => {
  const watch = new PictureWatch();
  play(watch, 40, frozen);
  watch.forget();
  expect(watch.suspicion).toBeNull();
});

test('calls a picture black when every place of it is, even with a covered lens’s noise', () => {
  const watch = new PictureWatch();
  const covered = (second: number): Second => ({
    sample: { ...black, hash: second, mean: 22, brightest: 30 },
    keyframe: 9_000,
    delta: 3_000,
  });
  play(watch, PROBE_PLACES - 1, covered);
  expect(watch.suspicion).not.toBe('black');
  play(watch, 1, covered, PROBE_PLACES - 1);
  expect(watch.suspicion).toBe('black');
});

test('does not call a night with one lamp black', () => {
  const watch = new PictureWatch();
  play(watch, 60, (second) => ({
    sample: second % PROBE_PLACES === 3 ? { ...black, brightest: 210 } : black,
    keyframe: 9_000 + second,
    delta: 3_000,
  }));
  expect(watch.suspicion).not.toBe('black');
});

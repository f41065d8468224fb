import { expect, test } from 'vitest';
import { FrameLedger } from '../../../../../src-renderer/players/decode-worker/frame-ledger.ts';
import { PictureProbe } from '../../../../../src-renderer/players/decode-worker/picture-probe.ts';
import { PROBE_PLACES, type ProbeSample } from '../../../../../src-renderer/players/decode-worker/picture-watch.ts';

/** A 64×64 I420 frame whose luma is `luma(x, y)`. */
function frame(luma: (x: number, y: number) => number, format: string | null = 'I420'): VideoFrame {
  const made = {
    format,
    visibleRect: { x: 0, y: 0, width: 64, height: 64 },
    clone: () => frame(luma, format),
    close: () => undefined,
    allocationSize: ({ rect }: { rect: DOMRectInit }) => ((rect.width ?? 0) * (rect.height ?? 0) * 3) / 2,
    copyTo: (target: Uint8Array, { rect }: { rect: Required<DOMRectInit> }) => {
      for (let y = 0; y < rect.height; y += 1) for (let x = 0; x < rect.width; x += 1) target[y * rect.width + x] = luma(x, rect.y + y);
      return Promise.resolve([{ offset: 0, stride: rect.width }]);
    },
  };
  return made as unknown as VideoFrame; // only the members above are used
}
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function probe(at: (second: number) => VideoFrame, seconds: number, framesPerSecond = 1) {
  const ledger = new FrameLedger();
  const samples: (ProbeSample & { place: number })[] = [];
  const one = new PictureProbe(ledger, (place, sample) => samples.push({ place, ...sample }));
  for (let number = 0; number < seconds * framesPerSecond; number += 1) {
    one.look(at(Math.floor(number / framesPerSecond)), (number * 1000) / framesPerSecond);
    await settle();
  }
  return { samples, ledger };
}

test('looks once a second at every place in turn, and closes what it cloned', async () => {
  const { samples, ledger } = await probe(() => frame(() => 50), 2 * PROBE_PLACES, 15);
  expect(samples).toHaveLength(2 * PROBE_PLACES);
  expect(new Set(samples.map(({ place }) => place)).size).toBe(PROBE_PLACES);
  expect([ledger.created, ledger.closed]).toEqual([16, 16]);
});

test('tells one changed value in the place it looks at', async () => {
  const { samples } = await probe(
    (second) => frame((x, y) => (second >= PROBE_PLACES && x === 63 && y === 12 ? 51 : 50)),
    2 * PROBE_PLACES,
  );
  const changed = samples.slice(PROBE_PLACES).filter((later, index) => later.hash !== samples[index]?.hash);
  expect(changed.map(({ darkest, brightest }) => [darkest, brightest])).toEqual([[50, 51]]);
});

test('measures darkness and bounds', async () => {
  const { samples } = await probe(() => frame((x) => (x === 5 ? 48 : 16)), 1);
  expect(samples[0]).toMatchObject({ mean: 16.5, darkest: 16, brightest: 48 });
});

test('leaves alone what has no luma plane of bytes', async () => {
  expect((await probe(() => frame(() => 1, null), 3)).samples).toEqual([]);
  expect((await probe(() => frame(() => 1, 'RGBX'), 3)).samples).toEqual([]);
});

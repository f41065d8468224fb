/** What the settings say instant replay holds, held against what the rings do hold. */
import { expect, it } from 'vitest';
import { defaultSettings } from '../../../../../src-contract/model/settings.ts';
import { monotonicMs, ptsUs } from '../../../../../src-contract/time.ts';
import { ReplayRings } from '../../../../../src-main/media/replay/replay-rings.ts';
import type { StreamFormat } from '../../../../../src-main/media/stream-unit.ts';
import { replayReach } from '../../../../../src-renderer/lib/replay-reach.ts';

const format: StreamFormat = {
  codec: 'h264',
  facts: { codecString: null, width: 640, height: 360 } as StreamFormat['facts'],
  sourceHoldMs: 0,
}; // the ring only passes it on
const FPS = 10;
const GROUP_SECONDS = 2;

/** Seconds that the stream with the least holds after a minute and a half of 500 kbit/s each. */
function held(streams: number, replayMemoryMb: number, replaySeconds: number): number {
  const rings = new ReplayRings({ seconds: replaySeconds, bytes: replayMemoryMb * 1024 * 1024 });
  const open = Array.from({ length: streams }, () => rings.open().ring);
  for (const ring of open) ring.format(format);
  // A keyframe of a quarter of its group, the rest in equal parts.
  const groupBytes = 62_500 * GROUP_SECONDS;
  const [key, other] = [new Uint8Array(groupBytes / 4), new Uint8Array((groupBytes * 0.75) / (GROUP_SECONDS * FPS - 1))];
  const units = 90 * FPS;
  for (let count = 0; count < units; count += 1)
    for (const [index, ring] of open.entries()) {
      const keyframe = (count + index) % (GROUP_SECONDS * FPS) === 0;
      const atMs = (count * 1000) / FPS + index;
      ring.add({
        ...{ data: keyframe ? key : other, ptsUs: ptsUs(atMs * 1000), arrivalMs: monotonicMs(atMs) },
        ...{ keyframe, discontinuity: false, wallClock: null },
      });
    }
  const spans = open.map(({ groups }) => ((groups.at(-1)?.endMs ?? 0) - (groups[0]?.startMs ?? 0)) / 1000);
  rings.wipe();
  return Math.min(...spans);
}

it.each([
  [64, defaultSettings.replayMemoryMb],
  [64, 96],
  [16, 64],
])('%i streams over %i MB reach back as far as it says, to a group of pictures', (streams, megabytes) => {
  const said = replayReach({ replaySeconds: 60, replayMemoryMb: megabytes }, streams);
  const really = held(streams, megabytes, 60);
  expect(Math.abs(really - said), `${really} s instead of ${said}`).toBeLessThanOrEqual(GROUP_SECONDS + 0.5);
});

it('keeps the whole minute of sixteen cameras and a good part of it of sixty-four as delivered', () => {
  expect([replayReach(defaultSettings, 16), replayReach(defaultSettings, 64) >= 10]).toEqual([60, true]);
});

it('never promises more than was wanted, nor less than nothing', () => {
  expect(replayReach({ replaySeconds: 30, replayMemoryMb: 8192 }, 1)).toBe(30);
  expect(replayReach({ replaySeconds: 60, replayMemoryMb: 64 }, 4096)).toBe(0);
});

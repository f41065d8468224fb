/** Instant replay and digital zoom in the built client, judged by the codes on the glass. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { epochMs } from '../../../src-contract/time.ts';
import { timeOfDayText } from '../../../src-renderer/lib/time-text.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startClient, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { tileCodes } from './glass.ts';
import { allLive, clickInTile, tileStates, tileText } from './tiles.ts';

/** Small enough for sub streams. */
const TILES = 9;

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let client: RunningClient;

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: TILES });
  const rows = Array.from({ length: TILES }, (_, index) => index + 1).map((number) => ({
    number,
    name: `Camera thử ${number}`,
    mainUrl: sim.url(number, 'main'),
    subUrl: sim.url(number, 'sub'),
  }));
  client = await startClient({ cameras: rows, wall: TILES });
  await eventually('all tiles live', 60_000, () => allLive(client.page, TILES));
});
afterAll(async () => {
  await client.stop();
  sim.dispose();
  display.dispose();
});

/** Presses a key while the wall has the focus and `cell` is selected. */
const press = (cell: number, key: string): Promise<void> =>
  client.page.evaluate(
    ({ index, pressed }) => {
      document.querySelector<HTMLElement>(`[data-cell="${index}"]`)?.focus();
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
    },
    { index: cell, pressed: key },
  );
const stateOf = async (cell: number) => (await tileStates(client.page)).get(cell);
const frameOf = async (cell: number) => (await tileCodes(client.page)).get(cell)?.frame ?? null;

/** The code of a picture that stands still. */
const stillFrame = (what: string, other: number | null = null): Promise<number> =>
  eventually(what, 10_000, async () => {
    const frame = await frameOf(0);
    return frame !== null && frame !== other && (await frameOf(0)) === frame ? frame + 1 : null;
  }).then((found) => found - 1);

it('shows an earlier picture of its own camera with its time, marked as a replay, and the live one again after Esc', async () => {
  await eventually('seven seconds of video', 30_000, () => sim.frameLog.frames(1, 'sub').length > 105);
  await press(0, 'r');
  const openedAt = Date.now();
  await eventually('the tile says replay', 5_000, async () => (await stateOf(0)) === 'replay');
  await press(0, ' ');
  const past = await stillFrame('a picture that stands still');
  const shown = await eventually('its time', 5_000, async () => /\d\d:\d\d:\d\d/u.exec(await tileText(client.page, 0))?.[0]);
  const sent = sim.frameLog.frames(1, 'sub').filter(({ index, sentAt }) => index === past && sentAt < openedAt - 4_000);
  const times = sent.flatMap(({ sentAt }) => [0, 999].map((late) => timeOfDayText(epochMs(Math.round(sentAt) + late))));
  expect(times).toContain(shown);
  expect(await tileText(client.page, 0)).toMatch(/XEM LẠI[\s\S]*chậm \d+ giây/u);
  expect([await stateOf(1), await stateOf(2), await stateOf(3)]).toEqual(['live', 'live', 'live']);

  await press(0, '.');
  const next = await stillFrame('the next frame', past);
  expect(next).toBe((past + 1) % 150);
  await press(0, ',');
  expect(await stillFrame('the frame before', next)).toBe(past);

  await press(0, 'Enter');
  await new Promise((done) => setTimeout(done, 3_000));
  expect([await stateOf(0), await stillFrame('the same picture, enlarged')]).toEqual(['replay', past]);
  await press(0, 'Enter');

  await press(0, 'Escape');
  await eventually('live again', 5_000, async () => (await stateOf(0)) === 'live');
  expect(await tileText(client.page, 0)).not.toContain('XEM LẠI');
  await eventually('the present picture', 10_000, async () => {
    const frame = await frameOf(0);
    return (['sub', 'main'] as const).some((profile) =>
      sim.frameLog.frames(1, profile, Date.now() - 2_500).some(({ index }) => index === frame),
    );
  });
});

it('zooms into the picture and back by keys, and says how far', async () => {
  const whole = await eventually('a readable code', 10_000, () => frameOf(2));
  expect(whole).toBeGreaterThanOrEqual(0);
  for (let step = 0; step < 4; step += 1) await press(2, '+');
  await eventually('the factor is shown', 5_000, async () => (await tileText(client.page, 2)).includes('2,4×'));
  const transform = await client.page.evaluate(() => document.querySelector<HTMLElement>('[data-cell="2"] video')?.style.transform ?? '');
  expect(transform).toContain('scale(2.44');
  await press(2, '0');
  await eventually('the whole picture', 5_000, async () => (await frameOf(2)) !== null);
  expect(await clickInTile(client.page, 2, '.zoom-mark')).toBe(false);
});

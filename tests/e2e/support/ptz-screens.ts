/** Pictures of a camera that is being moved, or cannot be, over the fake main. */
import type { Page } from 'playwright-core';
import { allAbilities, fakeMount, type FakeMount } from '../../fakes/fake-ptz.ts';
import { scenario } from './scenario.ts';
import type { Screen } from './screen.ts';

const PICTURES_MS = 4_000;
const ids = scenario({ cameras: 12 }).snapshot.cameras.map(({ id }) => id);
/** What stands in the first tile. */
export const movedCamera = ids[0] ?? '';

export const namedPresets: FakeMount['presets'] = [
  'Toàn cảnh vòng xuyến',
  'Vạch dừng hướng Bắc',
  'Lối sang đường',
  'Cổng trường',
  'Bến xe buýt',
].map((name, index) => ({ preset: { token: String(index + 1), name }, picture: null }));

export function mountOf(changes: Partial<FakeMount> = {}): FakeMount {
  return { ...fakeMount(movedCamera, allAbilities), presets: [...namedPresets], ...changes };
}

const startWith = (mount: FakeMount | null, grid: 1 | 4 | 9 = 4): Screen['start'] => ({
  ...{ cameras: 12, grid, placed: grid },
  answers: mount === null ? {} : { mounts: { [movedCamera]: mount } },
});

/** Presses the key for PTZ once the camera is known to move. */
export async function enterPtz(page: Page): Promise<void> {
  await page.locator('[data-cell="0"]').click();
  await page.locator('[data-cell="0"] .ptz-enter').waitFor();
  await page.keyboard.press('p');
  await page.locator('.ptz-layer').waitFor();
}

/** Each preset but the last gets what the tile shows now. */
async function picturePresets(page: Page): Promise<void> {
  await page.evaluate((cameraId) => {
    const mount = window.mocked?.main.mounts.get(cameraId);
    const video = document.querySelector('[data-cell="0"] video');
    if (mount === undefined || !(video instanceof HTMLVideoElement)) return;
    const canvas = Object.assign(document.createElement('canvas'), { width: 192, height: 108 });
    canvas.getContext('2d')?.drawImage(video, 0, 0, 192, 108);
    const picture = canvas.toDataURL('image/jpeg', 0.5);
    mount.presets = mount.presets.map((one, index) => (index < 4 ? { ...one, picture } : one));
  }, movedCamera);
}

async function tell(page: Page, changes: Partial<FakeMount['state']>): Promise<void> {
  await page.evaluate(
    ({ cameraId, state }) =>
      window.mocked?.main.notifier.ptz.onState({ cameraId, motion: 'still', holder: null, touring: false, ...state }),
    { cameraId: movedCamera, state: changes },
  );
}

const mine = { name: 'Nguyễn Thị Lan', level: 120, locked: false, mine: true } as const;
const other = { name: 'Trần Văn Hùng', level: 200, locked: true, mine: false } as const;

export const ptzScreens: readonly Screen[] = [
  {
    name: 'ptz',
    start: startWith(mountOf()),
    async act(page) {
      await page.waitForTimeout(PICTURES_MS);
      await picturePresets(page);
      await enterPtz(page);
      await tell(page, { motion: 'moving', holder: mine });
    },
  },
  {
    name: 'ptz-presets',
    start: startWith(mountOf(), 1),
    async act(page) {
      await page.waitForTimeout(PICTURES_MS);
      await picturePresets(page);
      await enterPtz(page);
      await tell(page, { touring: true, holder: mine });
    },
  },
  {
    name: 'ptz-held',
    start: startWith(mountOf({ answer: { kind: 'held', holder: other } }), 1),
    async act(page) {
      await page.waitForTimeout(PICTURES_MS);
      await enterPtz(page);
      await tell(page, { motion: 'moving', holder: other });
      await page.keyboard.press('ArrowLeft');
    },
  },
  {
    name: 'ptz-small',
    start: startWith(mountOf(), 9),
    async act(page) {
      await page.waitForTimeout(PICTURES_MS);
      await enterPtz(page);
      await tell(page, { motion: 'unconfirmed', holder: mine });
    },
  },
  {
    name: 'ptz-none',
    start: startWith(null),
    async act(page) {
      await page.locator('[data-cell="0"]').click();
      await page.waitForTimeout(PICTURES_MS);
      await page.keyboard.press('p');
    },
  },
  {
    name: 'ptz-unreachable',
    start: startWith(mountOf()),
    async act(page) {
      await page.evaluate(() =>
        window.mocked?.fail('ptz.describe', { kind: 'unavailable', key: 'onvif-unreachable', details: { code: 'EHOSTUNREACH' } }),
      );
      await page.locator('[data-cell="1"]').click();
      await page.waitForTimeout(PICTURES_MS);
      await page.keyboard.press('p');
    },
  },
];

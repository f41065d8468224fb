/**
 * Takes pictures of the real client with real RTSP from the camera simulator, in both languages:
 * `node tests/e2e/live-screens.ts [FOLDER]`, by default into `docs/screens`. Needs `npm run build`.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '../../src-contract/model/settings.ts';
import { startCameraSim, type CameraSim } from '../../tools/camera-sim/camera-sim.ts';
import { virtualDisplay } from '../hosts/virtual-display.ts';
import { startClient, type CameraRow } from './full/client.ts';
import { eventually } from './full/eventually.ts';
import { allLive, tileStates } from './full/tiles.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../docs/screens'));
const password = 'mat-khau-gia-lap';

interface LiveScreen {
  readonly name: string;
  readonly wall: number;
  readonly size?: { readonly width: number; readonly height: number };
  act(page: Page, sim: CameraSim, language: Language): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();
const words = (language: Language, vi: string, en: string): string => (language === 'vi' ? vi : en);

const screens: readonly LiveScreen[] = [
  { name: 'wall', wall: 16, act: nothing },
  { name: 'wall-64', wall: 64, act: nothing },
  { name: 'wall-4k', wall: 16, size: { width: 3840, height: 2160 }, act: nothing },
  {
    name: 'enlarged',
    wall: 9,
    async act(page) {
      await page.locator('[data-cell="3"]').dblclick();
      await page.waitForTimeout(4_000);
    },
  },
  {
    name: 'trouble',
    wall: 16,
    async act(page, sim) {
      sim.faults.set(2, { kind: 'stall' });
      sim.faults.set(5, { kind: 'answer', status: 401, method: 'DESCRIBE' });
      sim.faults.set(5, { kind: 'drop' });
      sim.faults.set(10, { kind: 'answer', status: 404, method: 'DESCRIBE' });
      sim.faults.set(10, { kind: 'drop' });
      await eventually('three tiles in trouble', 20_000, async () => {
        const states = await tileStates(page);
        return states.get(1) === 'stale' && states.get(4) === 'failed' && states.get(9) === 'failed';
      });
    },
  },
  {
    name: 'camera-test',
    wall: 4,
    async act(page, sim, language) {
      await page
        .getByRole('button', { name: words(language, 'Thêm camera', 'Add camera'), exact: true })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(words(language, 'Tên camera', 'Camera name')).fill('Cổng UBND phường');
      await dialog.getByLabel(words(language, 'Địa chỉ luồng chính', 'Main stream address')).fill(sim.url(6, 'main'));
      await dialog.getByRole('button', { name: words(language, 'Kiểm tra luồng chính', 'Test main stream') }).click();
      await dialog.locator('img').waitFor({ timeout: 20_000 });
    },
  },
];

function rows(sim: CameraSim): readonly CameraRow[] {
  return sim.cameras.map(({ number, name }) => {
    const profile = number === 7 ? 'hevc' : number === 12 ? 'mjpeg' : 'sub';
    return {
      number,
      name,
      mainUrl: sim.url(number, profile === 'sub' ? 'main' : profile),
      subUrl: sim.url(number, profile),
      username: 'giamsat',
      password,
    };
  });
}

async function take(screen: LiveScreen, language: Language): Promise<void> {
  const { name, wall, size } = screen;
  const display = await virtualDisplay(size?.width ?? 1920, size?.height ?? 1080);
  Object.assign(process.env, display.environment);
  const sim = await startCameraSim({
    cameras: Math.max(24, wall),
    auth: { kind: 'digest', username: 'giamsat', password, qop: true, nonceSeconds: 3600 },
  });
  const client = await startClient({ cameras: rows(sim), wall, language });
  try {
    await eventually(`${wall} tiles live`, 90_000, () => allLive(client.page, wall));
    const notices = client.page.locator('.notice');
    while ((await notices.count()) > 0) await notices.first().locator('button').last().click();
    await client.page.waitForTimeout(5_000);
    await screen.act(client.page, sim, language);
    await client.page.mouse.move(0, 0);
    await client.page.waitForTimeout(1_500);
    await client.page.screenshot({ path: join(folder, `${name}-${language}.png`) });
  } finally {
    await client.stop();
    sim.dispose();
    display.dispose();
  }
}

await mkdir(folder, { recursive: true });
for (const language of ['vi', 'en'] as const) for (const screen of screens) await take(screen, language);

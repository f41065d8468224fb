/**
 * Takes pictures of the real client with real RTSP from the camera simulator, in both languages:
 * `node tests/e2e/live-screens.ts [FOLDER [NAME…]]`, by default into `docs/screens`. Needs `npm run build`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import type { Language } from '../../src-contract/model/settings.ts';
import { startCameraSim, type CameraSim } from '../../tools/camera-sim/camera-sim.ts';
import { virtualDisplay } from '../hosts/virtual-display.ts';
import { startBurners } from './full/burner.ts';
import { startClient, type CameraRow, type RunningClient } from './full/client.ts';
import { eventually } from './full/eventually.ts';
import { allLive, tileStates } from './full/tiles.ts';
import { wallClaims } from './full/wall-watch.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../docs/screens'));
/** Names of single pictures, as `trouble-vi`; all when none is named. */
const wanted = new Set(process.argv.slice(3));
const password = 'mat-khau-gia-lap';

interface LiveScreen {
  readonly name: string;
  readonly wall: number;
  readonly size?: { readonly width: number; readonly height: number };
  /** Other programs, for each processor, that take all they can get while the picture is taken. */
  readonly burners?: number;
  act(client: RunningClient, sim: CameraSim, language: Language): Promise<void>;
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
    async act({ page }) {
      await page.evaluate(() => document.querySelector('[data-cell="3"]')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })));
      await delay(4_000);
    },
  },
  {
    name: 'trouble',
    wall: 16,
    async act({ page }, sim) {
      sim.faults.set(2, { kind: 'stall' });
      sim.faults.set(5, { kind: 'answer', status: 401, method: 'DESCRIBE' });
      sim.faults.set(5, { kind: 'drop' });
      sim.faults.set(10, { kind: 'answer', status: 404, method: 'DESCRIBE' });
      sim.faults.set(10, { kind: 'drop' });
      await eventually('three tiles in trouble', 20_000, async () => {
        const states = await tileStates(page);
        return [1, 4, 9].every((cell) => ['stale', 'failed'].includes(states.get(cell) ?? ''));
      });
    },
  },
  {
    name: 'overload',
    wall: 64,
    burners: 6,
    act: ({ page }) =>
      eventually('a wall that gives something up', 120_000, async () => {
        const { loadNote, tiles } = await wallClaims(page);
        return loadNote !== '' && tiles.filter(({ note }) => note !== '').length >= 3;
      }).then(nothing),
  },
  {
    name: 'camera-test',
    wall: 4,
    act: (client, sim, language) =>
      drive(client, async (page) => {
        await page
          .getByRole('button', { name: words(language, 'Thêm camera', 'Add camera'), exact: true })
          .first()
          .click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(words(language, 'Tên camera', 'Camera name')).fill('Cổng UBND phường');
        await dialog.getByLabel(words(language, 'Địa chỉ luồng chính', 'Main stream address')).fill(sim.url(6, 'main'));
        await dialog.getByLabel(words(language, 'Tên đăng nhập', 'User name')).fill('giamsat');
        await dialog.getByLabel(words(language, 'Mật khẩu', 'Password')).fill(password);
        await dialog.getByRole('button', { name: words(language, 'Kiểm tra luồng chính', 'Test main stream') }).click();
        await dialog.locator('img').waitFor({ timeout: 20_000 });
      }),
  },
];

/** Lends the page to a full browser driver, only as long as it is needed: attached, it copies all video. */
async function drive(client: RunningClient, act: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${client.debugPort}`);
  try {
    const page = browser
      .contexts()[0]
      ?.pages()
      .find((candidate) => candidate.url().includes('view=wall'));
    if (page === undefined) throw new Error('the client has no window');
    await act(page);
  } finally {
    await browser.close();
  }
}

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
  const { name, wall, size, burners = 0 } = screen;
  const display = await virtualDisplay(size?.width ?? 1920, size?.height ?? 1080);
  Object.assign(process.env, display.environment);
  const sim = await startCameraSim({
    cameras: Math.max(24, wall),
    auth: { kind: 'digest', username: 'giamsat', password, qop: true, nonceSeconds: 3600 },
  });
  const client = await startClient({ cameras: rows(sim), wall, language });
  try {
    await eventually(`${wall} tiles live`, 90_000, () => allLive(client.page, wall));
    await client.page.evaluate(() => {
      for (const close of document.querySelectorAll<HTMLElement>('.notice > :last-child')) close.click();
    });
    await delay(5_000);
    const burning = startBurners(burners * availableParallelism());
    try {
      await screen.act(client, sim, language);
      await delay(1_500);
      await writeFile(join(folder, `${name}-${language}.png`), await client.page.screenshot());
    } finally {
      burning.dispose();
    }
  } finally {
    await client.stop();
    sim.dispose();
    display.dispose();
  }
}

await mkdir(folder, { recursive: true });
for (const language of ['vi', 'en'] as const) {
  for (const screen of screens) if (wanted.has(`${screen.name}-${language}`) || wanted.size === 0) await take(screen, language);
}

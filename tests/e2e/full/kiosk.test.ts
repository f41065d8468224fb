/** A workstation that boots straight into its walls, and links from outside, in the built program. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { CdpPage } from './cdp-page.ts';
import { projectRoot, startClient, windowPages, type ClientOptions, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { allLive, tileText } from './tiles.ts';

const CAMERAS = 6;
const LAYOUT = 'Cổng chính';
const OTHER = 'Ngã ba';

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let profile: string;
let client: RunningClient | null = null;
let second: CdpPage | null = null;

const cameras = (): ClientOptions['cameras'] =>
  Array.from({ length: CAMERAS }, (_, index) => ({ number: index + 1, name: `Cam ${index + 1}`, mainUrl: sim.url(index + 1, 'sub') }));

async function start(options: Partial<ClientOptions> = {}): Promise<RunningClient> {
  client = await startClient({ cameras: [], wall: 0, profile, ...options });
  return client;
}

/** Lends the window to a full browser driver, as long as it is needed. */
async function drive({ debugPort }: RunningClient, act: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`);
  try {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((candidate) => candidate.url().includes('window=w1'));
    if (page === undefined) throw new Error('the client has no window');
    await act(page);
  } finally {
    await browser.close();
  }
}

async function saveLayout(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: 'Bố cục' }).click();
  await page.getByRole('button', { name: 'Lưu thành…' }).click();
  await page.getByLabel('Tên', { exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await page.locator('.kept-current-name', { hasText: name }).waitFor();
}

async function choose(page: Page, screen: number, name: string): Promise<void> {
  await page.getByLabel(`Bố cục khởi động của cửa sổ ${screen}`).click();
  const list = page.locator('.ant-select-dropdown:visible');
  await list.locator('.ant-select-item-option', { hasText: name }).click();
  // A list that still closes would be taken for the next one, and its options are never to be clicked again.
  await list.waitFor({ state: 'hidden' });
}

/** What the program keeps of a layout of that name: links name it by its id. */
function layoutId(name: string): string {
  const database = new DatabaseSync(join(profile, 'local.db'), { readOnly: true });
  try {
    const rows = database.prepare('SELECT id, content FROM arrangement').all();
    return String(rows.find(({ content }) => String(content).includes(`"${name}"`))?.['id']);
  } finally {
    database.close();
  }
}

/** Where the page of the second window is driven. */
const otherWindow = ({ debugPort }: RunningClient): Promise<string> =>
  eventually('a second window', 30_000, async () => {
    const pages = await windowPages(debugPort);
    return pages.find(({ url }) => url.includes('window=w2'))?.webSocketDebuggerUrl ?? null;
  });

/** What the operating system does when somebody presses a link: it starts the program once more. */
async function pressLink(link: string): Promise<void> {
  const entry = join(projectRoot, 'out/main/main.chromium.js');
  const child = spawn(process.execPath, [entry, '--profile', profile, link], { stdio: 'ignore' });
  const ended: readonly unknown[] = await once(child, 'exit');
  expect(ended[0]).toBe(0);
}

const notices = ({ page }: RunningClient): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLElement>('.notices')?.innerText ?? '');
// Chromium keeps a window that is no window manager's one pixel smaller than the display.
const fullscreen = (page: CdpPage): Promise<boolean> =>
  page.evaluate(() => Math.abs(innerWidth - screen.width) < 2 && Math.abs(innerHeight - screen.height) < 2);

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: CAMERAS });
  profile = mkdtempSync(join(tmpdir(), 'vms kiosk '));
  const running = await start({ cameras: cameras(), wall: 4 });
  await eventually('four tiles live', 60_000, () => allLive(running.page, 4));
  await drive(running, async (page) => {
    await saveLayout(page, LAYOUT);
    await page.getByRole('button', { name: '1 ô', exact: true }).click();
    await saveLayout(page, OTHER);
  });
});
afterEach(async () => {
  second?.close();
  second = null;
  await client?.stop();
  client = null;
});
afterAll(() => {
  sim.dispose();
  display.dispose();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

it('shows the camera or the layout of a link in the running window, and says what it cannot', async () => {
  const running = client ?? (await start());
  await eventually('one tile live', 60_000, () => allLive(running.page, 1));
  await pressLink('vmstn://camera/5');
  await eventually('camera 5', 20_000, async () => (await tileText(running.page, 0)).includes('Cam 5'));
  await pressLink(`vmstn://layout/${layoutId(LAYOUT)}`);
  await eventually('the four tiles of the layout', 60_000, () => allLive(running.page, 4));
  expect(await tileText(running.page, 0)).toContain('Cam 1');
  await pressLink('vmstn://camera/999');
  await eventually('a word about the camera', 10_000, async () => (await notices(running)).includes('camera'));
});

it('starts on the layout it is asked for by name, and on the camera of a link', async () => {
  const running = await start({ extra: ['--wall', OTHER.toLocaleLowerCase('vi'), 'vmstn://camera/6'] });
  await eventually('camera 6 alone', 60_000, async () => {
    return (await allLive(running.page, 1)) && (await tileText(running.page, 0)).includes('Cam 6');
  });
});

it('says which layout there is none of', async () => {
  const running = await start({ extra: ['--wall', 'không có'] });
  await eventually('a word about it', 30_000, async () => (await notices(running)).includes('không có'));
});

it('boots into the kiosk profile: every window full screen, on its layout', async () => {
  const before = await start();
  await eventually('a wall', 60_000, () => allLive(before.page, 1));
  // Before the full driver comes: it holds every new page back until it has looked at it.
  await before.page.press('N', 'KeyN', { ctrl: true, shift: true });
  await otherWindow(before);
  await drive(before, async (page) => {
    await page.keyboard.press('F7');
    await choose(page, 1, OTHER);
    await choose(page, 2, LAYOUT);
  });
  await before.stop();
  const running = await start();
  await eventually('the first wall', 60_000, () => allLive(running.page, 1));
  const other = await CdpPage.connect(await otherWindow(running));
  second = other;
  await eventually('the second wall', 60_000, () => allLive(other, 4));
  expect(await tileText(other, 3)).toContain('Cam 4');
  expect(await fullscreen(running.page)).toBe(true);
  expect(await fullscreen(other)).toBe(true);
});

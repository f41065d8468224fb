/** Takes a picture of every screen that needs no live video (those: `live-screens.ts`) in both languages: `node tests/e2e/screens.ts [FOLDER [NAME…]]`, by default all into `docs/screens`. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '../../src-contract/model/settings.ts';
import { deskDisplay, screenOn } from '../fakes/fake-screens.ts';
import { findingScreens } from './support/finding-screens.ts';
import { devicePassword, onvifDevices } from '../fakes/onvif-devices.ts';
import { importPreview } from './support/import-preview.ts';
import { layoutScreens } from './support/layout-screens.ts';
import { startMockedWindows, type MockedWindows } from './support/mocked-window.ts';
import { ptzScreens } from './support/ptz-screens.ts';
import { provinceScreens } from './support/province-screens.ts';
import { scenario, type ScenarioOptions } from './support/scenario.ts';
import { plugIn } from './support/synthetic-pad.ts';
import type { Screen } from './support/screen.ts';

const SETTLE_MS = 600;
const PICTURES_MS = 4_000;

const notices: ScenarioOptions['notices'] = [
  { id: 'database-corrupt', severity: 'error', key: 'database-corrupt', details: { file: 'local.db.corrupt-20261121' } },
  { id: 'keystore', severity: 'warning', key: 'keystore-unavailable', details: {} },
];
const light: ScenarioOptions = { settings: { appearance: 'light' } };
const pictures = (page: Page): Promise<void> => page.waitForTimeout(PICTURES_MS);
const nothing = (): Promise<void> => Promise.resolve();
const words = (language: Language, vi: string, en: string): string => (language === 'vi' ? vi : en);

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}

async function fillCamera(page: Page, language: Language, url: string): Promise<void> {
  await press(page, words(language, 'Thêm camera', 'Add camera'));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words(language, 'Tên camera', 'Camera name')).fill('Cổng UBND phường');
  await dialog.getByLabel(words(language, 'Địa chỉ luồng chính', 'Main stream address')).fill(url);
}

/** Three monitors, one of them gone: its window waits on another. */
async function showDesk(page: Page): Promise<void> {
  const large = deskDisplay('2', 'SAMSUNG 55"', 1920, { area: { x: 1920, y: -180, width: 2560, height: 1440 }, scale: 1.5 });
  const [left, right] = [deskDisplay('1', 'DELL U2722D', 0), deskDisplay('3', 'DELL U2722D', 4480)];
  const half = { ...right.area, width: right.area.width / 2 };
  const desk = {
    displays: [left, large, right],
    screens: [
      screenOn(1, left),
      screenOn(2, large, { fullscreen: true }),
      screenOn(3, right, { area: half }),
      screenOn(4, right, { area: { ...half, x: half.x + half.width }, away: true }),
    ],
  };
  await page.evaluate((given) => {
    if (window.mocked !== undefined) window.mocked.main.desk = given;
  }, desk);
  await page.keyboard.press('F7');
}

async function openSettings(page: Page, language: Language, section: string): Promise<void> {
  await press(page, words(language, 'Cài đặt', 'Settings'));
  await page.getByRole('tab', { name: section, exact: true }).click();
}

async function openImport(page: Page, language: Language): Promise<void> {
  await press(page, words(language, 'Nhập từ CSV', 'Import CSV'));
}

async function findDevices(page: Page, language: Language): Promise<void> {
  await press(page, words(language, 'Tìm thiết bị ONVIF', 'Find ONVIF devices'));
  await page.getByText(words(language, 'Tìm thấy 6 thiết bị', '6 devices found')).waitFor();
}

async function readDevices(page: Page, language: Language): Promise<void> {
  await findDevices(page, language);
  const dialog = page.getByRole('dialog');
  await dialog.locator('.ant-table-thead input[type=checkbox]').first().check();
  await dialog.getByLabel(words(language, 'Tên đăng nhập trên thiết bị', 'User name on the devices')).fill('admin');
  await dialog.getByLabel(words(language, 'Mật khẩu', 'Password'), { exact: true }).fill(devicePassword);
  await dialog.getByRole('button', { name: words(language, 'Đọc 6 thiết bị', 'Read 6 devices') }).click();
  await dialog.getByText(words(language, 'không trả lời kịp', 'did not answer in time')).waitFor();
}

/** Every screen and dialog that can be shown without live video; the pictures and the check for accessibility go through them. */
export const screens: readonly Screen[] = [
  { name: 'devices-found', start: { grid: 4, placed: 2, answers: { devices: onvifDevices } }, act: findDevices },
  { name: 'devices-read', start: { grid: 4, placed: 2, answers: { devices: onvifDevices } }, act: readDevices },
  {
    name: 'devices-none',
    start: { grid: 4, placed: 2 },
    async act(page, language) {
      await press(page, words(language, 'Tìm thiết bị ONVIF', 'Find ONVIF devices'));
      await page.getByText(words(language, 'Không có thiết bị nào trả lời', 'No device answers')).waitFor();
    },
  },
  { name: 'wall-scaled-200', start: { grid: 4, placed: 2 }, size: { width: 960, height: 540 }, act: pictures },
  { name: 'no-cameras', start: { cameras: 0 }, act: nothing },
  ...findingScreens,
  {
    name: 'search',
    start: { cameras: 300, grid: 9, placed: 4 },
    async act(page) {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('dinh hoa');
      await pictures(page);
    },
  },
  {
    name: 'diagnosis',
    start: { grid: 9, placed: 6, streams: { 2: { kind: 'retrying', reason: 'unauthorised', attempt: 2, inMs: 60_000 } } },
    async act(page) {
      await page.locator('[data-cell="2"]').click();
      await page.keyboard.press('i');
      await pictures(page);
      await pictures(page);
    },
  },
  {
    name: 'diagnosis-overview',
    start: { grid: 9, placed: 9, streams: { 4: { kind: 'retrying', reason: 'unreachable', attempt: 3, inMs: 9_000 } } },
    async act(page) {
      await page.locator('[data-cell="0"]').click();
      await page.keyboard.press('Shift+I');
      await pictures(page);
      await pictures(page);
    },
  },
  {
    name: 'context-menu',
    start: { grid: 9, placed: 3 },
    act: (page) => page.getByRole('treeitem', { name: 'Cầu Gia Bảy' }).click({ button: 'right' }),
  },
  {
    name: 'removed',
    start: { grid: 9, placed: 3 },
    async act(page) {
      await page.getByRole('treeitem', { name: 'Cầu Gia Bảy' }).click();
      await page.keyboard.press('Delete');
    },
  },
  {
    name: 'camera-invalid',
    start: {},
    async act(page, language) {
      await fillCamera(page, language, 'http://10.0.0.1');
      await page.getByRole('dialog').locator('.ant-btn-primary').click();
    },
  },
  { name: 'import', start: {}, act: openImport },
  {
    name: 'import-preview',
    start: { answers: { preview: importPreview(300) } },
    async act(page, language) {
      await openImport(page, language);
      const file = { name: 'camera tỉnh.csv', mimeType: 'text/csv', buffer: Buffer.from('name,main_url\nCổng,rtsp://10.0.0.1/') };
      await page.locator('input[type=file]').setInputFiles(file);
    },
  },
  { name: 'screens', start: { grid: 4, placed: 4 }, act: showDesk },
  {
    name: 'identify',
    start: { grid: 9, placed: 9 },
    async act(page, language) {
      await showDesk(page);
      await press(page, words(language, 'Hiện số', 'Show numbers'));
    },
  },
  { name: 'settings', start: {}, act: (page, language) => press(page, words(language, 'Cài đặt', 'Settings')) },
  {
    name: 'settings-ffmpeg',
    start: { notices, ffmpeg: { kind: 'unusable', path: 'C:\\Công cụ\\ffmpeg.exe', reason: 'too-old' } },
    act: (page, language) => press(page, words(language, 'Mở cài đặt', 'Open settings')),
  },
  {
    name: 'about',
    start: {},
    async act(page, language) {
      await press(page, words(language, 'Cài đặt', 'Settings'));
      await page.getByRole('dialog').getByRole('tab').last().click();
    },
  },
  {
    name: 'audit',
    start: {},
    async act(page) {
      await page.keyboard.press('Shift+F8');
      await page.getByRole('option').nth(2).click();
    },
  },
  {
    name: 'audit-seen',
    start: {},
    async act(page, language) {
      await page.keyboard.press('Shift+F8');
      await page.getByRole('tab', { name: words(language, 'Ai đã xem gì', 'What did they see') }).click();
      const panel = page.getByRole('tabpanel');
      await panel.getByLabel(words(language, 'Từ', 'From'), { exact: true }).fill('21/11/2026 08:00');
      await panel.getByLabel(words(language, 'Đến', 'To'), { exact: true }).fill('21/11/2026 11:00');
      await press(page, words(language, 'Xem', 'Show'));
    },
  },
  {
    name: 'audit-log',
    start: {},
    async act(page, language) {
      await page.keyboard.press('Shift+F8');
      await page.getByRole('tab', { name: words(language, 'Tình trạng nhật ký', 'State of the log') }).click();
      await press(page, words(language, 'Kiểm tra toàn bộ nhật ký', 'Check the whole log'));
    },
  },
  { name: 'notices', start: { notices, ffmpeg: { kind: 'missing' } }, act: nothing },
  {
    name: 'palette',
    start: { cameras: 300, grid: 9, placed: 4 },
    async act(page) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('o');
    },
  },
  {
    name: 'typed-number',
    start: { cameras: 300, grid: 9, placed: 4, controls: { tileNumbers: 'always' } },
    async act(page) {
      await pictures(page);
      await page.keyboard.type('5-12');
    },
  },
  {
    name: 'settings-keys',
    start: { controls: { keys: { 'wall.diagnose': ['I', 'F2'] } } },
    async act(page, language) {
      await openSettings(page, language, words(language, 'Phím', 'Keys'));
      const record = words(language, 'Thêm phím cho: Chẩn đoán ô đang chọn', 'Add a key for: Diagnose the selected tile');
      await page.getByRole('button', { name: record }).click();
      await page.keyboard.press('q');
    },
  },
  {
    name: 'settings-stick',
    start: {},
    async act(page, language) {
      await openSettings(page, language, words(language, 'Cần điều khiển', 'Joystick'));
      await plugIn(page, { axes: [0.62, -0.48, 0, 0], down: [2] });
    },
  },
  { name: 'shortcuts', start: { grid: 9 }, act: (page) => page.keyboard.press('?') },
  { name: 'light-wall', start: { grid: 9, placed: 6, notices, ...light }, act: pictures },
  {
    name: 'light-settings',
    start: { grid: 4, placed: 2, ...light },
    act: (page, language) => press(page, words(language, 'Cài đặt', 'Settings')),
  },
  {
    name: 'light-audit',
    start: light,
    async act(page) {
      await page.keyboard.press('Shift+F8');
      await page.getByRole('option').nth(2).click();
    },
  },
  ...layoutScreens,
  ...provinceScreens,
  ...ptzScreens,
];

/** Opens a screen in a language as it is to be looked at; the caller closes the page. */
export async function openScreen(windows: MockedWindows, { start, size, landmark, act }: Screen, language: Language): Promise<Page> {
  const { page } = await windows.open(scenario({ ...start, settings: { ...start.settings, language } }), size, landmark);
  await page.waitForTimeout(SETTLE_MS);
  await act(page, language);
  await page.waitForTimeout(SETTLE_MS);
  return page;
}

async function takePictures(folder: string, wanted: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const windows = await startMockedWindows();
  try {
    for (const language of ['vi', 'en'] as const) {
      for (const screen of screens.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
        const page = await openScreen(windows, screen, language);
        await page.screenshot({ path: join(folder, `${screen.name}-${language}.png`) });
        await page.close();
      }
    }
  } finally {
    await windows.dispose();
  }
}

if (import.meta.main) {
  const [, , into, ...wanted] = process.argv;
  await takePictures(resolve(into ?? join(import.meta.dirname, '../../docs/screens')), wanted);
}

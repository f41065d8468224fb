/**
 * A camera of the province is moved through the real window, and everything that holds it is taken away in turn. What
 * counts is what the camera did: the simulator's own record of when its mount moved, and of what it was told.
 */
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEAD_MAN_MS, DEVICE_TIMEOUT_MS } from '../../../src-main/services/ptz/ptz-rules.ts';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { enrolmentSlip } from '../../../tools/reference-backend/devices/slip.ts';
import { demoPeople } from '../../../tools/reference-backend/seed/people.ts';
import { readTree } from '../../bench/process-tree.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startClient, type RunningClient } from './client.ts';
import { eventually } from './eventually.ts';
import { openJoining } from './joining.ts';
import { onLinux } from './processes.ts';

const account = { username: 'giamsat', password: 'ThaiNguyen-2026' };
/** Joining, the first configuration and a first picture, on a busy machine. */
const PATIENCE = { timeout: 60_000 };
/** A safety limit, with the slack of a loaded machine; what is measured is printed. */
const SLACK_MS = 1500;
const PRESSES = 3;
const LOGIN = 'trucban.ioc';
/** The first of the simulator's in the demo province. */
const CAMERA = 'dao tron trung tam huong bac';

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let province: TestProvince;
let keepTime: NodeJS.Timeout;
let client: RunningClient;
let browser: Browser;

const report = () => {
  const found = sim.devices.report(1);
  if (found === undefined) throw new Error('the simulator has no such camera');
  return found;
};
const moves = () => report().heard.filter(({ action }) => action === 'ContinuousMove');
const stops = (): number => report().heard.filter(({ action }) => action === 'Stop').length;

async function windowPage(which: 'w1' | 'w2'): Promise<Page> {
  return eventually(`window ${which}`, 30_000, async () => {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const found = pages.filter((one) => one.url().includes('view=wall') && one.url().includes('window=w2') === (which === 'w2'));
    for (const page of found)
      if (
        (await page
          .locator('.shell, .session-page')
          .count()
          .catch(() => 0)) > 0
      )
        return page;
    return null;
  });
}

const renderers = () => readTree(client.pid).filter(({ command }) => command.includes('--type=renderer'));

/** A crashed page is known to the driver as crashed for good, and one met before it has come back too. */
async function connectAnew(killed: ReadonlySet<number>): Promise<void> {
  await browser.close();
  await eventually('another process of the window', 30_000, () => Promise.resolve(renderers().some(({ pid }) => !killed.has(pid))));
  browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(client.debugPort)}`);
}

async function callCamera(page: Page): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.keyboard.type(CAMERA);
  await page.keyboard.press('Enter');
  await eventually('the camera is live', PATIENCE.timeout, async () =>
    (await page.locator('[data-cell="0"]').innerText()).includes('TRỰC TIẾP'),
  );
}

/** The key is down and the camera turns; nobody lets it go. */
async function holdRight(page: Page): Promise<void> {
  await page.bringToFront();
  await page.locator('[data-cell="0"]').focus();
  await page.locator('[data-cell="0"] .ptz-enter').waitFor({ state: 'attached', ...PATIENCE });
  await page.keyboard.press('p');
  await page.locator('.ptz-layer .ptz-panel').waitFor(PATIENCE);
  // a starved window loses its hold to the dead man's timer, rightly; then the key is pressed anew
  for (let press = 0; press < PRESSES && !(await isHeld(page)); press += 1) await page.keyboard.up('ArrowRight');
  expect(report().moving).toBe(true);
}

/** Presses, and waits until the move has been told again: what is seen afterwards is not the end of the first one. */
async function isHeld(page: Page): Promise<boolean> {
  const before = moves().length;
  await page.keyboard.down('ArrowRight');
  await eventually('the camera moves', 20_000, () => Promise.resolve(report().moving));
  await eventually('it was told again, or stopped', 20_000, () => Promise.resolve(moves().length - before > 3 || !report().moving));
  return report().moving;
}

/** How long the camera moved on after the cause, ms by one clock. */
async function movedOn(cause: number): Promise<number> {
  await eventually('the camera stands', 20_000, () => Promise.resolve(!report().moving));
  const took = Math.round((report().movements.at(-1)?.to ?? cause) - cause);
  process.stdout.write(`${expect.getState().currentTestName ?? ''}: moved on for ${String(took)} ms\n`);
  return took;
}

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: 2, auth: { kind: 'digest', ...account, qop: true, nonceSeconds: 3600 } });
  const simulator = {
    simulatorUrl: `rtsp://127.0.0.1:${String(sim.rtspPort)}`,
    simulatorOnvifUrl: `http://127.0.0.1:${String(sim.onvifPort)}`,
  };
  province = await startTestProvince(null, { ...simulator, liveCount: 2, cameraAccount: account, badRows: false }, Date.now());
  const ahead = province.clock.nowMs - Date.now();
  keepTime = setInterval(() => {
    province.clock.nowMs = Date.now() + ahead;
  }, 100);
  client = await startClient({ cameras: [], wall: 4 });
  browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(client.debugPort)}`);
  const page = await windowPage('w1');
  const slip = { ...(await enrolmentSlip(province.backend, 'unit-ioc')), url: province.url };
  await openJoining(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Hoặc dán nội dung phiếu').fill(JSON.stringify(slip));
  await dialog.getByText(province.url, { exact: true }).waitFor();
  await dialog.getByLabel('Tôi đã so sánh, phiếu đúng').check();
  await dialog.getByRole('button', { name: 'Gia nhập', exact: true }).click();
  await page.getByText('Đang liên lạc được với máy chủ của tỉnh').waitFor(PATIENCE);
  await page.getByLabel('Tên đăng nhập').fill(LOGIN);
  await page.getByLabel('Mật khẩu').fill(demoPeople.find(({ user }) => user.login === LOGIN)?.password ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('radio').first().check(PATIENCE);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await callCamera(page);
}, 180_000);

afterAll(async () => {
  clearInterval(keepTime);
  await browser.close().catch(() => undefined);
  await client.stop();
  await province.close();
  sim.dispose();
  display.dispose();
});

it('is moved by holding a key, and stands once it is let go, told so at least twice', async () => {
  const page = await windowPage('w1');
  await holdRight(page);
  const before = stops();
  const cause = Date.now();
  await page.keyboard.up('ArrowRight');
  expect(await movedOn(cause)).toBeLessThan(SLACK_MS);
  await expect.poll(() => page.locator('.ptz-motion').innerText(), PATIENCE).toBe('Đứng yên');
  expect(stops() - before).toBeGreaterThanOrEqual(2);
  await page.keyboard.press('Escape');
});

it('stands by its own timeout while its network is cut, and is known to stand once it is back', async () => {
  const page = await windowPage('w1');
  await holdRight(page);
  const cause = Date.now();
  sim.faults.set(1, { kind: 'refuse' });
  expect(await movedOn(cause)).toBeLessThan(DEVICE_TIMEOUT_MS + SLACK_MS);
  await page.keyboard.up('ArrowRight');
  await expect.poll(() => page.locator('.ptz-motion').innerText(), PATIENCE).not.toBe('Đứng yên');
  await sim.faults.clear(1);
  await expect.poll(() => page.locator('.ptz-motion').innerText(), PATIENCE).toBe('Đứng yên');
  await page.keyboard.press('Escape');
});

it('stands when the window is closed with the key down', async () => {
  const first = await windowPage('w1');
  await first.keyboard.press('Control+Shift+N');
  const second = await windowPage('w2');
  await callCamera(second);
  await holdRight(second);
  const before = stops();
  const cause = Date.now();
  await second.close();
  expect(await movedOn(cause)).toBeLessThan(DEAD_MAN_MS + SLACK_MS);
  expect(stops() - before).toBeGreaterThanOrEqual(1);
});

it.runIf(onLinux)('stands when the process of the window is killed', async () => {
  await holdRight(await windowPage('w1'));
  const before = stops();
  const killed = new Set(renderers().map(({ pid }) => pid));
  expect(killed.size).toBeGreaterThan(0);
  const cause = Date.now();
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  expect(await movedOn(cause)).toBeLessThan(DEAD_MAN_MS + SLACK_MS);
  await eventually('it is told twice', 10_000, () => Promise.resolve(stops() - before >= 2));
  await connectAnew(killed);
  await windowPage('w1'); // it comes back by itself
});

it('and when main is killed, by the timeout every move carries: nobody is left to say Stop', async () => {
  await holdRight(await windowPage('w1'));
  const before = stops();
  const left = readTree(client.pid).map(({ pid }) => pid);
  const cause = Date.now();
  process.kill(client.pid, 'SIGKILL');
  try {
    expect(await movedOn(cause)).toBeLessThan(DEVICE_TIMEOUT_MS + SLACK_MS);
    expect(stops()).toBe(before);
    const told = moves();
    expect(told.length).toBeGreaterThan(5);
    expect(new Set(told.map(({ detail }) => (JSON.parse(detail) as { timeoutMs: number }).timeoutMs))).toEqual(
      new Set([DEVICE_TIMEOUT_MS]),
    );
  } finally {
    for (const pid of left) killIfThere(pid);
  }
});

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended with main
  }
}

/** A workstation joins a real province through its window, people come and go, and the province takes one away. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCameraSim, type CameraSim } from '../../../tools/camera-sim/camera-sim.ts';
import { enrolmentSlip } from '../../../tools/reference-backend/devices/slip.ts';
import { commit, livingOf } from '../../../tools/reference-backend/feed/feed.ts';
import { cameraIdOf } from '../../../tools/reference-backend/seed/cameras.ts';
import { demoPeople } from '../../../tools/reference-backend/seed/people.ts';
import { revokeUser } from '../../fakes/province/revoke-user.ts';
import { signInOf, startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { provideDisplay } from '../../hosts/virtual-display.ts';
import { startClient, type RunningClient } from './client.ts';
import { openJoining } from './joining.ts';

/** The last of them looks at a hospital, whose way in is hidden. */
const LIVE = 8;
const HOSPITAL = 8;
const account = { username: 'giamsat', password: 'ThaiNguyen-2026' };
/** Of the feed: the one in the first tile. */
const FIRST = cameraIdOf(0);
/** Joining, the first configuration and a first picture, on a busy machine. */
const PATIENCE = { timeout: 60_000 };

let display: Awaited<ReturnType<typeof provideDisplay>>;
let sim: CameraSim;
let province: TestProvince;
let keepTime: NodeJS.Timeout;
let client: RunningClient;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  display = await provideDisplay();
  Object.assign(process.env, display.environment);
  sim = await startCameraSim({ cameras: LIVE, auth: { kind: 'digest', ...account, qop: true, nonceSeconds: 3600 } });
  const simulatorUrl = `rtsp://127.0.0.1:${String(sim.rtspPort)}`;
  province = await startTestProvince(null, { simulatorUrl, liveCount: LIVE, cameraAccount: account, badRows: false }, Date.now());
  const [started, serverStarted] = [Date.now(), province.clock.nowMs];
  let ahead = 0;
  let told = serverStarted;
  keepTime = setInterval(() => {
    ahead += province.clock.nowMs - told; // what the test itself moved the server's clock by
    told = serverStarted + (Date.now() - started) + ahead;
    province.clock.nowMs = told;
  }, 100);
  client = await startClient({ cameras: [], wall: 4 });
  browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(client.debugPort)}`);
  const found = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((one) => one.url().includes('view=wall'));
  if (found === undefined) throw new Error('the client has no window');
  page = found;
});
afterAll(async () => {
  clearInterval(keepTime);
  await browser.close();
  await client.stop();
  await province.close();
  sim.dispose();
  display.dispose();
});

const passwordOf = (login: string): string => demoPeople.find(({ user }) => user.login === login)?.password ?? '';
const heading = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor(PATIENCE);
async function signIn(login: string): Promise<void> {
  const other = page.getByRole('button', { name: 'Người khác' });
  if ((await other.count()) > 0) await other.click();
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill(passwordOf(login));
  await page.keyboard.press('Enter');
}
async function namePurpose(): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').first().check(PATIENCE);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

it('joins by the slip, after showing what it says', async () => {
  const slip = { ...(await enrolmentSlip(province.backend, 'unit-ioc')), url: province.url };
  await openJoining(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Hoặc dán nội dung phiếu').fill(JSON.stringify(slip));
  await dialog.getByText(province.url, { exact: true }).waitFor();
  await dialog.getByLabel('Tôi đã so sánh, phiếu đúng').check();
  await dialog.getByRole('button', { name: 'Gia nhập', exact: true }).click();
  await heading('Đăng nhập');
  await page.getByText('Đang liên lạc được với máy chủ của tỉnh').waitFor(PATIENCE);
});

it('signs in, names a purpose, and plays a camera of the province', async () => {
  await page.getByLabel('Tên đăng nhập').fill('trucban.ioc');
  await page.getByLabel('Mật khẩu').fill('không phải mật khẩu');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor(PATIENCE);
  await signIn('trucban.ioc');
  await page.getByRole('button', { name: 'Phiên làm việc của Nguyễn Văn An' }).waitFor(PATIENCE);
  await namePurpose();
  await expect.poll(() => page.locator('.list-count').innerText(), PATIENCE).toMatch(/^1[\d.]* camera|^\d{3,} camera/u);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('dao tron trung tam huong bac'); // the first of the simulator's
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-cell="0"]').innerText(), PATIENCE).toContain('TRỰC TIẾP');
});

/** Rests the pointer on the hospital's camera in the list. */
async function lookQuickly(): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('bv trung uong bai xe');
  const row = page.locator('.list-camera').first();
  await expect.poll(() => row.innerText(), PATIENCE).toContain('BV Trung ương Thái Nguyên');
  await row.hover();
  await page.locator('.quick-look').waitFor(PATIENCE);
}
const playedBySim = (): boolean => sim.status().sessions.some(({ camera }) => camera === HOSPITAL);

it('shows a still of a camera the pointer rests on, with what the province hides hidden in it', async () => {
  expect(sim.signIns(HOSPITAL)).toEqual({ right: 0, wrong: 0 });
  await lookQuickly();
  const still = page.locator('.quick-look canvas');
  await still.waitFor(PATIENCE);
  await page.getByText(/^Ảnh tĩnh lúc/u).waitFor();
  const strongest = await still.evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
    /** The brightest and the most colourful pixel of a part of the picture, 0…255. */
    const within = (left: number, top: number, right: number, bottom: number) => {
      const [x, y] = [Math.ceil(left * canvas.width), Math.ceil(top * canvas.height)];
      const size = [Math.floor(right * canvas.width) - x, Math.floor(bottom * canvas.height) - y] as const;
      const data = canvas.getContext('2d')?.getImageData(x, y, ...size).data ?? new Uint8ClampedArray();
      const found = { bright: 0, colour: 0 };
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
        found.bright = Math.max(found.bright, red, green, blue);
        found.colour = Math.max(found.colour, Math.max(red, green, blue) - Math.min(red, green, blue));
      }
      return found;
    };
    return { hidden: within(0.05, 0.13, 0.33, 0.45), whole: within(0, 0, 1, 1) };
  });
  expect(strongest.hidden.bright).toBeLessThan(100);
  expect(strongest.hidden.colour).toBeLessThan(24);
  expect(strongest.whole.bright).toBeGreaterThan(150);
  expect(strongest.whole.colour).toBeGreaterThan(60);
  expect(sim.signIns(HOSPITAL).right).toBeGreaterThan(0);
  await page.mouse.move(900, 20);
  await page.locator('.quick-look').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
});

it('locks, is not opened by a wrong password, and goes on where it was', async () => {
  await page.keyboard.press('Control+l');
  await heading('Đã khóa');
  expect(await page.locator('.shell').count()).toBe(0);
  await page.getByLabel('Mật khẩu').fill('sai');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor(PATIENCE);
  await page.getByLabel('Mật khẩu').fill(passwordOf('trucban.ioc'));
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-cell="0"]').innerText(), PATIENCE).toContain('TRỰC TIẾP');
});

/** The province gives its first camera another owner, or takes the owner's consent away. */
const give = (ownership: { readonly ownershipClass: string; readonly consent: unknown }): Promise<void> =>
  province.backend.database.transaction(async (transaction) => {
    const camera = (await livingOf(transaction, 'camera')).find(({ id }) => id === FIRST);
    if (camera === undefined) throw new Error('no such camera');
    await commit(transaction, province.clock.nowMs, [{ type: 'camera', id: FIRST, document: { ...camera, ...ownership } }]);
  });

it('plays a camera that takes part voluntarily, and within a minute no more once its consent is withdrawn', async () => {
  const tile = page.locator('[data-cell="0"]');
  const consent = { documentNo: '19/VB-ĐY', validFrom: '2026-01-01T00:00:00.000Z', validTo: null };
  await give({ ownershipClass: 'VOLUNTARY', consent });
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('dao tron trung tam huong bac');
  await page.locator('.list-camera').first().getByLabel('Camera tự nguyện, có văn bản đồng ý').waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  expect(await tile.innerText()).toContain('TRỰC TIẾP');
  expect(sim.status().sessions.some(({ camera }) => camera === 1)).toBe(true);
  await give({ ownershipClass: 'VOLUNTARY', consent: null });
  await expect.poll(() => tile.innerText(), PATIENCE).toContain('Camera không còn trong danh sách');
  expect(await tile.locator('video').count()).toBe(0);
  await expect.poll(() => sim.status().sessions.some(({ camera }) => camera === 1), PATIENCE).toBe(false);
  await give({ ownershipClass: 'STATE', consent: null });
  await expect.poll(() => tile.innerText(), PATIENCE).toContain('TRỰC TIẾP');
});

it('makes room for the next person, and puts them out when the province revokes them', async () => {
  await page.keyboard.press('Control+l');
  await heading('Đã khóa');
  await page.getByRole('button', { name: 'Đổi người dùng' }).click();
  await heading('Đăng nhập');
  await signIn('trucban2.ioc');
  await page.getByRole('button', { name: 'Phiên làm việc của Lê Thị Bình' }).waitFor(PATIENCE);
  await namePurpose();
  await revokeUser(province, 'user-truc-ban-2');
  await page.getByText('Tỉnh đã thu hồi tài khoản vừa dùng').waitFor(PATIENCE);
  expect(await page.locator('.shell').count()).toBe(0);
});

it('neither shows nor dials a camera for somebody who may set it up and not watch it', async () => {
  const login = signInOf('thietbi', province.clock.nowMs);
  await page.getByRole('button', { name: 'Người khác' }).click();
  await page.getByLabel('Tên đăng nhập').fill(login.login);
  await page.getByLabel('Mật khẩu').fill(login.password);
  await page.getByText('Tài khoản có mã xác thực').click();
  await page.getByLabel('Mã xác thực (6 số)').fill(login.totp ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Phiên làm việc của Lý Văn Khánh' }).waitFor(PATIENCE);
  await namePurpose();
  await expect.poll(playedBySim, PATIENCE).toBe(false);
  const before = sim.signIns(HOSPITAL);
  await lookQuickly();
  await page.locator('.quick-look').getByText('Bạn không có quyền xem hình của camera này').waitFor();
  await page.waitForTimeout(3_000); // longer than the list waits before it reads a camera ahead
  expect(await page.locator('.quick-look canvas').count()).toBe(0);
  expect([sim.signIns(HOSPITAL), playedBySim()]).toEqual([before, false]);
});

it('kept the contract with the province all the while', () => {
  expect(province.proxy.violations).toEqual([]);
  expect(province.faults).toEqual([]);
});

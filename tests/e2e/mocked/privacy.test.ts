/** Masks, four eyes and the watermark as the person at the wall meets them. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ApprovalView } from '../../../src-contract/model/approvals.ts';
import { noPrivacy, type MaskShape, type PictureMasks } from '../../../src-contract/model/privacy.ts';
import { fakeMount } from '../../fakes/fake-ptz.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import type { MockedWindow } from '../support/mocked-window.ts';
import { inStep, within } from '../support/province-states.ts';
import { scenario, type Scenario, type ScenarioOptions } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const watermark = { text: 'Nguyễn Thị Hoà · IOC tỉnh · MAY-07', time: true, opacityPercent: 30, density: 'normal' } as const;
const gate: MaskShape = [
  { x: 0.4, y: 0.3 },
  { x: 0.6, y: 0.3 },
  { x: 0.6, y: 0.7 },
  { x: 0.4, y: 0.7 },
];
const covered: PictureMasks = { style: 'solid', always: [gate], lifted: null };
const liftedFor = (forMs: number): PictureMasks => ({ style: 'solid', always: [], lifted: { shapes: [gate], forMs } });

/** A wall of one tile whose camera hides a window, in a province with a watermark and a second person at hand. */
function hiding(options: ScenarioOptions = {}): Scenario {
  const start = scenario({
    ...{ province: 12, grid: 1, placed: 1, session: within(), sync: inStep() },
    ...{ privacy: { ...noPrivacy, watermark, secondPersonHere: true } },
    ...options,
  });
  const cameras = start.snapshot.cameras.map((camera, index) =>
    index === 0 && camera.province !== undefined ? { ...camera, province: { ...camera.province, masks: { all: 1, liftable: 1 } } } : camera,
  );
  return { ...start, snapshot: { ...start.snapshot, cameras } };
}
const idOf = ({ snapshot }: Scenario): string => snapshot.cameras[0]?.id ?? '';

/** The camera hides its window from its first picture on. */
async function openHiding(start: Scenario): Promise<MockedWindow> {
  const opened = await windows.open(start);
  await maskNow(opened.page, idOf(start), covered);
  return opened;
}
async function maskNow(page: Page, cameraId: string, masks: PictureMasks): Promise<void> {
  await page.evaluate(
    ({ id, given }) => {
      window.mocked?.main.masks.set(id, given);
      window.mocked?.main.notifier.privacy.onMasks({ cameraId: id, masks: given });
    },
    { id: cameraId, given: masks },
  );
}

/** How bright the middle of the picture is, 0…255: what is hidden is black, the fake's pictures never are. */
async function middle(page: Page): Promise<number> {
  return page.locator('[data-cell="0"] video').evaluate((video) => {
    if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0) return -1;
    const context = new OffscreenCanvas(8, 8).getContext('2d');
    if (context === null) return -1;
    const [width, height] = [video.videoWidth, video.videoHeight];
    context.drawImage(video, width * 0.47, height * 0.47, width * 0.06, height * 0.06, 0, 0, 8, 8);
    return Math.max(...context.getImageData(0, 0, 8, 8).data.filter((_, at) => at % 4 !== 3));
  });
}
const isCovered = async (page: Page): Promise<boolean> => {
  const brightness = await middle(page);
  return brightness >= 0 && brightness < 30;
};
/** The marks are in a closed tree: what can be seen of them is that they are where they belong. */
const isMarked = (page: Page): Promise<boolean> =>
  page.locator('[data-cell="0"]').evaluate((tile) => {
    const [host, picture] = [tile.querySelector('.tile-watermark'), tile.querySelector('.tile-view')];
    if (host === null || picture === null) return false;
    const [mark, whole] = [host.getBoundingClientRect(), picture.getBoundingClientRect()];
    return host.checkVisibility() && Math.abs(mark.width - whole.width) < 2 && Math.abs(mark.height - whole.height) < 2;
  });
/** The share of the middle of the glass that the marks take; the last thing done with a window. */
async function markedShare(page: Page): Promise<number> {
  const { width, height } = page.viewportSize() ?? { width: 1920, height: 1080 };
  const clip = { x: width * 0.35, y: height * 0.2, width: width * 0.5, height: height * 0.55 };
  const shoot = async (): Promise<string> => (await page.screenshot({ clip })).toString('base64');
  const hide = (selector: string): Promise<void> =>
    page.evaluate((chosen) => {
      for (const element of document.querySelectorAll<HTMLElement>(chosen)) element.style.visibility = 'hidden';
    }, selector);
  await hide('.tile-video'); // first, for a picture that is seen without its marks goes dark
  const marked = await shoot();
  await hide('.tile-watermark');
  const bare = await shoot();
  return page.evaluate(
    async (pictures) => {
      const [one, other] = await Promise.all(
        pictures.map(async (png) => {
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes]));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height).data;
        }),
      );
      if (one === undefined || other === undefined) return -1;
      let different = 0;
      for (let at = 0; at < one.length; at += 4) if (Math.abs((one[at] ?? 0) - (other[at] ?? 0)) > 12) different += 1;
      return different / (one.length / 4);
    },
    [marked, bare],
  );
}

it('asks why and for a second person by key, lifts, says for how long, and masks again at once by the same key', async () => {
  const start = hiding();
  const { page, complaints } = await openHiding(start);
  await expect.poll(() => isCovered(page), { timeout: 15_000 }).toBe(true);
  await page.locator('[data-cell="0"]').click();
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Bỏ che vùng riêng tư' });
  await dialog.getByText('Người thứ hai tại máy này').click();
  const confirm = dialog.getByRole('button', { name: 'Xác nhận và bỏ che' });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel('Lý do').fill('Tìm người đi lạc, vụ 118/2026');
  await dialog.getByLabel('Tài khoản của người thứ hai').fill('phe.duyet');
  await dialog.getByLabel('Mật khẩu').fill('mật khẩu của người thứ hai');
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  const call = await page.evaluate(() => window.mocked?.main.calls.find(({ channel }) => channel === 'approvals.here'));
  expect(call?.args).toMatchObject({ act: 'unmask', cameraId: idOf(start), reason: 'Tìm người đi lạc, vụ 118/2026', login: 'phe.duyet' });
  await maskNow(page, idOf(start), liftedFor(60_000));
  await expect.poll(() => isCovered(page)).toBe(false);
  await expect.poll(() => page.locator('.tile-opened').innerText()).toMatch(/ĐÃ BỎ CHE, còn (29:\d\d|30:00)/u);
  expect(await isMarked(page)).toBe(true);
  await page.locator('[data-cell="0"]').focus();
  await page.keyboard.press('u');
  await expect
    .poll(() => page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel === 'privacy.shut').length))
    .toBe(1);
  await expect.poll(() => page.locator('.tile-opened').count()).toBe(0);
  expect(complaints).toEqual([]);
});

/** Long enough for a starved machine to show it. */
const LIFTED_MS = 12_000;

it('covers again by itself when the time is over, though nobody says so', async () => {
  const start = hiding();
  const id = idOf(start);
  const { page } = await openHiding(start);
  await expect.poll(() => isCovered(page), { timeout: 15_000 }).toBe(true);
  await page.evaluate(
    ({ cameraId, privacy, forMs }) => {
      const opening = { act: 'unmask', cameraId, forMs, byName: 'Nguyễn Thị Hoà', secondName: 'Vũ Đức Hải' } as const;
      window.mocked?.main.notifier.privacy.onState({ ...privacy, openings: [opening] });
    },
    { cameraId: id, privacy: start.snapshot.privacy, forMs: LIFTED_MS },
  );
  await maskNow(page, id, liftedFor(LIFTED_MS));
  await expect.poll(() => isCovered(page), { interval: 100, timeout: 10_000 }).toBe(false);
  await page.locator('.tile-opened').waitFor();
  await expect.poll(() => isCovered(page), { timeout: 30_000 }).toBe(true);
  await expect.poll(() => page.locator('.tile-opened').count()).toBe(0);
});

it('asks an approver, waits, and lifts once with what was approved; refused and denied are said', async () => {
  const { page, complaints } = await openHiding(hiding());
  await page.locator('[data-cell="0"]').click();
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Bỏ che vùng riêng tư' });
  await dialog.getByRole('button', { name: 'Gửi yêu cầu phê duyệt' }).click();
  await dialog.getByText('Ghi lý do để người phê duyệt quyết định').waitFor();
  await dialog.getByLabel('Lý do').fill('Vụ 118/2026');
  await dialog.getByRole('button', { name: 'Gửi yêu cầu phê duyệt' }).click();
  await dialog.getByText('Đang chờ người phê duyệt').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.evaluate(() => {
    const main = window.mocked?.main;
    if (main === undefined) return;
    const mine = main.snapshot.approvals.mine.map((one) => ({ ...one, state: 'approved' as const, approverName: 'Vũ Đức Hải' }));
    main.snapshot = { ...main.snapshot, approvals: { ...main.snapshot.approvals, mine } };
    main.notifier.approvals.onChanged(main.snapshot.approvals);
  });
  await page.getByRole('button', { name: 'Phê duyệt: 1 việc đang chờ' }).waitFor();
  await page.keyboard.press('F6');
  const inbox = page.getByRole('dialog', { name: 'Phê duyệt của người thứ hai' });
  await inbox.getByRole('tab', { name: 'Yêu cầu của tôi (1)' }).click();
  await inbox.getByRole('button', { name: 'Bỏ che ngay' }).click();
  await inbox.waitFor({ state: 'detached' });
  await page.locator('.tile-opened').waitFor();
  expect(complaints).toEqual([]);
});

const request = (id: string, requesterName: string): ApprovalView => ({
  ...{ id, act: 'unmask', state: 'waiting', reason: 'Tìm xe bỏ chạy', camera: { id: 'cam', label: '12 Cầu Gia Bảy' } },
  ...{ requesterName, approverName: null, decisionReason: null, askedAt: Date.now(), expiresAt: Date.now() + 3_600_000 },
});

it('has an inbox by key for who decides: approve one, refuse another and say why', async () => {
  const toDecide = [request('a1', 'Trần Văn Nam'), request('a2', 'Lê Thị Bình')];
  const { page, complaints } = await windows.open(hiding({ approvals: { toDecide, mine: [] } }));
  await page.keyboard.press('F6');
  const inbox = page.getByRole('dialog', { name: 'Phê duyệt của người thứ hai' });
  await inbox.locator('.request', { hasText: 'Trần Văn Nam' }).getByRole('button', { name: 'Phê duyệt' }).click();
  const other = inbox.locator('.request', { hasText: 'Lê Thị Bình' });
  await expect.poll(() => inbox.locator('.request').count()).toBe(1);
  await other.getByRole('button', { name: 'Từ chối' }).click();
  expect(await other.getByRole('button', { name: 'Từ chối' }).isDisabled()).toBe(true);
  await other.getByLabel('Lý do từ chối').fill('Không có số vụ việc');
  await other.getByRole('button', { name: 'Từ chối' }).click();
  await inbox.getByText('Không có yêu cầu nào chờ quyết định.').waitFor();
  const decided = await page.evaluate(() =>
    window.mocked?.main.calls.filter(({ channel }) => /^approvals\.(?:approve|reject)$/u.test(channel)),
  );
  expect(decided).toEqual([
    { channel: 'approvals.approve', args: { id: 'a1', reason: null } },
    { channel: 'approvals.reject', args: { id: 'a2', reason: 'Không có số vụ việc' } },
  ]);
  expect(complaints).toEqual([]);
});

it('keeps masks and watermark at zoom and in full screen', async () => {
  const start = hiding();
  const { page, complaints } = await openHiding(start);
  await expect.poll(() => isCovered(page), { timeout: 15_000 }).toBe(true);
  expect(await isMarked(page)).toBe(true);
  await page.locator('[data-cell="0"]').click();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('+');
  await page.locator('.zoom-mark').waitFor();
  expect(await isMarked(page)).toBe(true);
  expect(await isCovered(page)).toBe(true);
  await page.keyboard.press('F11');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await expect.poll(() => isMarked(page)).toBe(true);
  expect(await isCovered(page)).toBe(true);
  await page.evaluate((id) => window.mocked?.freeze(id), idOf(start));
  await page.waitForTimeout(500);
  const share = await markedShare(page);
  expect(share).toBeGreaterThan(0.001);
  expect(share).toBeLessThan(0.2); // more would be the picture itself that went
  expect(complaints).toEqual([]);
});

it('lays the watermark over kept pictures of presets too, and keeps none while masks are lifted', async () => {
  const start = hiding();
  const id = idOf(start);
  const picture =
    'data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z';
  const mount = { ...fakeMount(id), presets: [{ preset: { token: '1', name: 'Cổng' }, picture }] };
  const opened = await windows.open({ ...start, answers: { ...start.answers, mounts: { [id]: mount } } });
  const { page } = opened;
  await page.locator('[data-cell="0"] [data-state=live]').waitFor();
  await page.locator('[data-cell="0"]').click();
  await page.locator('.ptz-enter').waitFor();
  await page.keyboard.press('p');
  const kept = page.getByTitle('Đến “Cổng”');
  await kept.locator('img').waitFor();
  const box = await kept.locator('.picture-mark').boundingBox();
  const whole = await kept.locator('img').boundingBox();
  expect(box).toEqual(whole);
  await page.evaluate(
    ({ cameraId, privacy }) => {
      const opening = { act: 'unmask', cameraId, forMs: 60_000, byName: 'Nguyễn Thị Hoà', secondName: 'Vũ Đức Hải' } as const;
      window.mocked?.main.notifier.privacy.onState({ ...privacy, openings: [opening] });
    },
    { cameraId: id, privacy: start.snapshot.privacy },
  );
  await page.getByRole('button', { name: 'Lưu vị trí này' }).click();
  await page.keyboard.type('Sân sau');
  await page.keyboard.press('Enter');
  await page.getByTitle('Đến “Sân sau”').waitFor();
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => window.mocked?.main.calls.some(({ channel }) => channel === 'ptz.keepPicture'))).toBe(false);
});

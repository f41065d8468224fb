/** The screens of a workstation that belongs to a province. */
import type { Page } from 'playwright-core';
import { provinceCameras } from '../../fakes/demo-province.ts';
import {
  conflicts,
  inStep,
  locked,
  out,
  pending,
  proposedAddition,
  proposedEdit,
  refused,
  refusedAddition,
  remembered,
  slip,
  waiting,
  within,
} from './province-states.ts';
import type { Screen } from './screen.ts';

const SIGN_IN = '.session-page';
const nothing = (): Promise<void> => Promise.resolve();
const wall = { cameras: 1_200, grid: 9, placed: 9, session: within(), sync: inStep() } as const;
const PICTURES_MS = 4_000;

async function openMenu(page: Page): Promise<void> {
  await page.locator('.person-button').click();
}
async function openSync(page: Page, tab: number): Promise<void> {
  await page.evaluate(
    ({ edits, items, waits }) => {
      window.mocked?.main.pendingEdits.push(...waits);
      window.mocked?.main.conflicts.push(...edits);
      window.mocked?.main.refusedItems.push(...items);
    },
    { edits: conflicts, items: refused, waits: pending },
  );
  await page.keyboard.press('F9');
  await page.getByRole('dialog').getByRole('tab').nth(tab).click();
}

/** What the province refused, opened in its form. */
async function openCorrection(page: Page, at: number): Promise<void> {
  const [camera] = provinceCameras(1_200);
  const [collided] = conflicts;
  if (camera === undefined || collided === undefined) throw new Error('the demo has both');
  const edit = { ...collided, subject: { ...collided.subject, id: camera.id, name: camera.name } };
  await page.evaluate(
    ({ refusal, addition, changed, change }) => {
      const { main } = window.mocked ?? {};
      main?.conflicts.push(changed, refusal);
      main?.proposed.additions.set(refusal.proposalId, addition);
      main?.proposed.edits.set(changed.proposalId, change);
    },
    { refusal: refusedAddition, addition: proposedAddition, changed: edit, change: { ...proposedEdit, login: 'lost' as const } },
  );
  await page.keyboard.press('F9');
  await page.locator('.conflict').nth(at).locator('.ant-btn-primary').click();
}
const troubled = waiting({ conflicts: 3, pendingEdits: 2, refusedItems: 4, clock: { offsetMs: 4_200, uncertaintyMs: 60 } });

export const provinceScreens: readonly Screen[] = [
  { name: 'sign-in', start: { session: out() }, landmark: SIGN_IN, act: nothing },
  { name: 'sign-in-offline', start: { session: out({ reach: 'offline', remembered, reason: 'ended' }) }, landmark: SIGN_IN, act: nothing },
  {
    name: 'sign-in-refused',
    start: { session: out({ remembered }) },
    landmark: SIGN_IN,
    async act(page) {
      await page.evaluate(() =>
        window.mocked?.fail('session.signIn', {
          kind: 'denied',
          key: 'province-credentials-refused',
          details: { attemptsLeft: 2 },
        }),
      );
      await page.locator('input[type=password]').fill('sai');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'sign-in-passphrase',
    start: {
      session: out({
        reach: 'offline',
        ways: { password: false, oidc: true },
        remembered: remembered.map((person) => ({ ...person, by: 'passphrase' })),
      }),
    },
    landmark: SIGN_IN,
    act: nothing,
  },
  {
    name: 'offline-passphrase',
    start: { ...wall, session: within({ passphrase: 'unset' }) },
    act: (page) => page.waitForTimeout(PICTURES_MS),
  },
  { name: 'lock-passphrase', start: { session: locked({ unlockBy: 'oidc', passphrase: true }) }, landmark: SIGN_IN, act: nothing },
  { name: 'change-password', start: { session: within({ mustChangePassword: true }) }, landmark: SIGN_IN, act: nothing },
  { name: 'lock', start: { session: locked() }, landmark: SIGN_IN, act: nothing },
  {
    name: 'lock-over-wall',
    start: { ...wall, session: locked({ displayOnly: true }) },
    async act(page) {
      await page.waitForTimeout(PICTURES_MS);
      await page.locator('.lock-bar .ant-btn').click();
    },
  },
  {
    name: 'session-menu',
    start: wall,
    async act(page) {
      await page.waitForTimeout(PICTURES_MS);
      await openMenu(page);
    },
  },
  {
    name: 'session-offline',
    start: {
      ...wall,
      session: within({ mode: 'offline', graceEndsAt: Date.now() + 40 * 3_600_000, purpose: null }),
      sync: troubled,
    },
    act: (page) => page.waitForTimeout(PICTURES_MS),
  },
  {
    name: 'session-scaled-200',
    start: { ...wall, grid: 4, placed: 2, sync: troubled },
    size: { width: 960, height: 540 },
    act: (page) => page.waitForTimeout(PICTURES_MS),
  },
  {
    name: 'session-4k',
    start: { ...wall, grid: 16, placed: 16 },
    size: { width: 3840, height: 2160 },
    act: (page) => page.waitForTimeout(2 * PICTURES_MS),
  },
  {
    name: 'purpose',
    start: { ...wall, session: within({ purpose: null }) },
    act: nothing,
  },
  {
    name: 'take-over',
    start: {
      ...wall,
      session: within({
        handOver: {
          fromName: 'Trần Văn Hùng',
          note: 'Camera 17 Cầu Gia Bảy mất hình từ 05:20, đã báo đơn vị vận hành.\nĐám cưới ở P. Phan Đình Phùng, đường đông từ 09:00.',
          at: Date.UTC(2026, 10, 21, 23, 2),
        },
      }),
    },
    act: nothing,
  },
  {
    name: 'hand-over',
    start: wall,
    async act(page) {
      await openMenu(page);
      await page.locator('[data-menu-id$="-hand-over"]').click();
    },
  },
  {
    name: 'enrol',
    start: {},
    async act(page) {
      await page.locator('.header .anticon-setting').click();
      await page.locator('[data-node-key=province]').click();
      await page.locator('.settings-section .ant-btn').last().click();
      await page.locator('.slip-text').fill(slip);
    },
  },
  { name: 'sync-state', start: { ...wall, sync: troubled }, act: (page) => openSync(page, 0) },
  { name: 'sync-pending', start: { ...wall, sync: troubled }, act: (page) => openSync(page, 1) },
  { name: 'sync-conflicts', start: { ...wall, sync: troubled }, act: (page) => openSync(page, 2) },
  { name: 'sync-refused', start: { ...wall, sync: troubled }, act: (page) => openSync(page, 3) },
  {
    name: 'register-camera',
    start: { ...wall, province: 1_200 },
    async act(page) {
      await page.locator('.list-toolbar .anticon-plus').click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('.camera-fields input').first().fill('[AN] Cổng UBND phường Gia Sàng');
      await dialog.locator('.camera-fields input').nth(1).fill('rtsp://10.20.7.31:554/main');
      await dialog.locator('.registration-choice input').first().click();
      await page.keyboard.type('gia sang');
      await page.keyboard.press('Enter');
      await dialog.locator('.ant-btn-primary').click();
    },
  },
  {
    name: 'correct-addition',
    start: { ...wall, province: 1_200, sync: inStep({ conflicts: 2 }) },
    act: (page) => openCorrection(page, 1),
  },
  {
    name: 'correct-edit',
    start: { ...wall, province: 1_200, sync: inStep({ conflicts: 2 }) },
    act: (page) => openCorrection(page, 0),
  },
  {
    name: 'sync-transfer',
    start: { ...wall, sync: troubled },
    async act(page) {
      await openSync(page, 4);
      await page.locator('.transfer .ant-btn').first().click();
      await page
        .locator('.transfer input[type=file]')
        .setInputFiles({ name: 'TRUCBAN-01-0007.vmsync', mimeType: '', buffer: Buffer.from('x') });
      await page.locator('.transfer .ant-alert').nth(1).waitFor();
    },
  },
];

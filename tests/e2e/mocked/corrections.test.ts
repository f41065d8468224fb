import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startMockedWindows, type MockedWindows } from '../support/mocked-window.ts';
import { conflicts, inStep, proposedAddition, proposedEdit, refusedAddition, within } from '../support/province-states.ts';
import { provinceCameras } from '../../fakes/demo-province.ts';
import { scenario } from '../support/scenario.ts';

let windows: MockedWindows;
beforeAll(async () => {
  windows = await startMockedWindows();
});
afterEach(() => windows.closePages());
afterAll(async () => {
  await windows.dispose();
});

const calls = (page: Page, channel: string): Promise<readonly unknown[] | undefined> =>
  page.evaluate((name) => window.mocked?.main.calls.filter((call) => call.channel === name).map(({ args }) => args), channel);

async function openConflicts() {
  const opened = await windows.open(scenario({ province: 40, session: within(), sync: inStep({ conflicts: 2 }) }));
  const { page } = opened;
  const [camera] = provinceCameras(40);
  const [first] = conflicts;
  if (camera === undefined || first === undefined) throw new Error('the demo has both');
  const edit = { ...first, subject: { ...first.subject, id: camera.id, name: camera.name } };
  await page.evaluate(
    ({ refused, addition, changed, change }) => {
      const { main } = window.mocked ?? {};
      main?.conflicts.push(changed, refused);
      main?.proposed.additions.set(refused.proposalId, addition);
      main?.proposed.edits.set(changed.proposalId, change);
    },
    { refused: refusedAddition, addition: proposedAddition, changed: edit, change: proposedEdit },
  );
  await page.getByRole('button', { name: 'Đồng bộ với tỉnh: Đã đồng bộ, 2 xung đột' }).click();
  return { ...opened, camera };
}

it('opens a refused addition in its form with the reason at its field, and sends it corrected in its own place', async () => {
  const { page, complaints } = await openConflicts();
  const card = page.getByRole('listitem', { name: `Camera ${refusedAddition.subject.name}` });
  await card.getByText('Mã này đã được dùng. Chọn “Sửa và gửi lại” để sửa mục này.').waitFor();
  await card.getByRole('button', { name: 'Sửa và gửi lại' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sửa và gửi lại đề nghị thêm camera' });
  await dialog.getByText('Tỉnh không nhận vì mục được đánh dấu bên dưới.').waitFor();
  const code = dialog.getByLabel('Mã camera');
  expect(await code.inputValue()).toBe('19-05710-AN-0007');
  expect(await dialog.getByRole('alert').getByText('Mã này đã được dùng.').count()).toBe(1);
  await expect.poll(() => code.evaluate((field) => field === document.activeElement)).toBe(true);
  await dialog.getByText('Để trống để gửi lại đúng mật khẩu đó').waitFor();
  await code.fill('19-05710-AN-0008');
  expect(await dialog.getByText('Mã này đã được dùng.').count()).toBe(0);
  await dialog.getByLabel('Địa chỉ luồng chính').fill('rtsp://10.20.7.99:554/main');
  await dialog.getByRole('button', { name: 'Gửi lại' }).click();
  await dialog.getByRole('alert').getByText('Gõ lại tên đăng nhập và mật khẩu').waitFor();
  expect(await calls(page, 'corrections.offerAddition')).toEqual([]);
  await dialog.getByLabel('Địa chỉ luồng chính').fill('rtsp://10.20.7.31:554/other');
  await page.evaluate(() => window.mocked?.fail('corrections.offerAddition', { kind: 'storage-full', key: 'storage-full', details: {} }));
  await dialog.getByRole('button', { name: 'Gửi lại' }).click();
  await dialog.getByText('Ổ đĩa đã đầy').waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await dialog.getByRole('button', { name: 'Gửi lại' }).click();
  await page.getByRole('tab', { name: 'Chờ gửi (1)' }).waitFor();
  await page.getByRole('tab', { name: 'Xung đột (1)' }).waitFor();
  await card.waitFor({ state: 'detached' });
  const { registration } = proposedAddition;
  // Another address is not the one ONVIF read them from.
  const unread = { onvif: null, device: { ...registration.device, firmware: '', serial: '' } };
  expect((await calls(page, 'corrections.offerAddition'))?.at(-1)).toMatchObject({
    ...{
      proposalId: refusedAddition.proposalId,
      login: 'sealed',
      registration: { ...registration, ...unread, code: '19-05710-AN-0008' },
    },
    draft: { name: proposedAddition.name, mainUrl: 'rtsp://10.20.7.31:554/other', username: null, password: null },
  });
  expect(complaints).toEqual([]);
});

it('opens an edit that collided over what the province has, and goes back to the page without sending it', async () => {
  const { page, complaints, camera } = await openConflicts();
  const card = page.getByRole('listitem', { name: `Camera ${camera.name}` });
  await card.getByRole('button', { name: 'Sửa và gửi lại' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sửa và gửi lại sửa đổi camera' });
  await dialog.getByText(`Tỉnh đang có: ${camera.name}`).waitFor();
  const name = dialog.getByLabel('Tên camera');
  expect(await name.inputValue()).toBe(proposedEdit.name);
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: 'Sửa và gửi lại' }).click();
  await name.fill('[GT] Cầu Gia Bảy - hai đầu');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Chờ gửi (1)' }).waitFor();
  expect(await calls(page, 'corrections.offerEdit')).toMatchObject([
    { proposalId: conflicts[0]?.proposalId, cameraId: camera.id, login: 'drafted', draft: { name: '[GT] Cầu Gia Bảy - hai đầu' } },
  ]);
  expect(complaints).toEqual([]);
});

it('says so when it was settled meanwhile, and leads back', async () => {
  const { page, complaints } = await openConflicts();
  await page.evaluate(() => window.mocked?.main.proposed.additions.clear());
  const card = page.getByRole('listitem', { name: `Camera ${refusedAddition.subject.name}` });
  await card.getByRole('button', { name: 'Sửa và gửi lại' }).click();
  await page.getByRole('dialog').getByRole('alert').getByText('đã được xử lý').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Xung đột (2)' }).waitFor();
  expect(complaints).toEqual([]);
});

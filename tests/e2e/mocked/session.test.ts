import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { SessionState } from '../../../src-contract/model/session.ts';
import { windowsOfThisFile } from '../support/file-windows.ts';
import { locked, out, remembered, slip, waiting, within } from '../support/province-states.ts';
import { scenario } from '../support/scenario.ts';

const windows = windowsOfThisFile();

const SIGN_IN = '.session-page';
const lastCall = (page: Page, channel: string): Promise<unknown> =>
  page.evaluate((name) => window.mocked?.main.calls.findLast((call) => call.channel === name)?.args, channel);
const tell = (page: Page, session: SessionState): Promise<void> =>
  page.evaluate((state) => {
    const main = window.mocked?.main;
    if (main === undefined) return;
    main.snapshot = { ...main.snapshot, session: state };
    main.notifier.session.onChanged(state);
  }, session);
const title = (page: Page, text: string): Promise<void> => page.getByRole('heading', { level: 1, name: text }).waitFor();
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const toWork = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Phiên làm việc của Nguyễn Thị Hoà' }).waitFor();
};

it('shows nothing of the province on a workstation of its own', async () => {
  const { page, complaints } = await windows.open(scenario());
  expect(await page.locator('.header-session, .sync-mark').count()).toBe(0);
  await page.keyboard.press('Control+l');
  await page.keyboard.press('F9');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await lastCall(page, 'session.lock')).toBeUndefined();
  expect(complaints).toEqual([]);
  await page.close();
});

it('lets a workstation of the province keep its wall up when it locks by itself', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within() }));
  await press(page, 'Cài đặt');
  await page.getByRole('switch', { name: 'Giữ tường hình khi tự khóa' }).click();
  await expect.poll(() => lastCall(page, 'settings.update')).toEqual({ patch: { wallStaysWhenLocked: true } });
  expect(complaints).toEqual([]);
  await page.close();
});

it('signs in by keyboard alone, asks for the purpose, and shows who is at work', async () => {
  const { page, complaints } = await windows.open(scenario({ session: out() }), undefined, SIGN_IN);
  await title(page, 'Đăng nhập');
  expect(await page.locator('.shell').count()).toBe(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByText('Cần điền mục này').count()).toBe(2);
  await page.keyboard.type('trucban.ioc');
  await page.keyboard.press('Tab');
  await page.keyboard.type('mật khẩu');
  await page.keyboard.press('Enter');
  expect(await lastCall(page, 'session.signIn')).toEqual({ kind: 'password', login: 'trucban.ioc', password: 'mật khẩu' });
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Mục đích sử dụng', { exact: true }).waitFor();
  await dialog.getByLabel('Xác minh vụ việc').check();
  await page.keyboard.press('Enter');
  await dialog.getByText('Mục đích này cần số hồ sơ vụ việc').waitFor();
  await dialog.getByLabel('Số hồ sơ vụ việc').fill('12/2026');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await lastCall(page, 'session.choosePurpose')).toEqual({ purposeId: 'case-work', caseNo: '12/2026' });
  await page.getByRole('button', { name: 'Mục đích: Xác minh vụ việc · HS 12/2026' }).waitFor();
  await toWork(page);
  expect(complaints).toEqual([]);
  await page.close();
});

it('says why it was refused, how many tries are left, offers the code, and sends it', async () => {
  const { page, complaints } = await windows.open(scenario({ session: out({ remembered }) }), undefined, SIGN_IN);
  await page.evaluate(() =>
    window.mocked?.fail('session.signIn', { kind: 'denied', key: 'province-credentials-refused', details: { attemptsLeft: 3 } }),
  );
  await press(page, 'Trần Văn Hùng hung.tv');
  expect(await page.getByLabel('Tên đăng nhập').count()).toBe(0);
  await page.keyboard.type('sai');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Số lần thử còn lại trước khi bị khóa: 3.').waitFor();
  await page.getByText('Nếu tài khoản có xác thực đa yếu tố').waitFor();
  expect(await page.getByLabel('Mật khẩu').inputValue()).toBe('');
  await press(page, 'Tài khoản có mã xác thực');
  await page.keyboard.type('123 456');
  await page.getByLabel('Mật khẩu').fill('đúng');
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await page.keyboard.press('Enter');
  await expect
    .poll(() => lastCall(page, 'session.signIn'))
    .toEqual({ kind: 'password', login: 'hung.tv', password: 'đúng', totp: '123456' });
  await toWork(page);
  expect(complaints).toEqual([]);
  await page.close();
});

it('names an offline sign-in as such, says why the last session ended, and keeps the browser for when there is contact', async () => {
  const session = out({ reach: 'offline', remembered, reason: 'grace-over' });
  const { page } = await windows.open(scenario({ session }), undefined, SIGN_IN);
  await title(page, 'Đăng nhập ngoại tuyến');
  await page.getByText('Đã hết thời hạn làm việc ngoại tuyến').waitFor();
  expect(await page.getByRole('button', { name: 'Đăng nhập qua trình duyệt' }).isDisabled()).toBe(true);
  await tell(page, within({ mode: 'offline', graceEndsAt: Date.now() + 71.5 * 3_600_000 }));
  await page.getByText('Ngoại tuyến, còn 3 ngày').waitFor();
  await page.close();
});

it('waits for the browser and can be told to stop waiting', async () => {
  const { page, complaints } = await windows.open(scenario({ session: out() }), undefined, SIGN_IN);
  await page.evaluate(() => window.mocked?.hold('session.signIn'));
  await press(page, 'Đăng nhập qua trình duyệt');
  await page.getByText('Đang chờ đăng nhập trong trình duyệt').waitFor();
  expect(await page.getByLabel('Mật khẩu').count()).toBe(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => lastCall(page, 'session.cancelSignIn')).toEqual({});
  await page.evaluate(() => window.mocked?.release('session.signIn', { kind: 'cancelled', key: 'cancelled', details: {} }));
  await page.getByLabel('Mật khẩu').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('locks by key, shows whose session it is and nothing else, and unlocks', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within(), placed: 4 }));
  await page.keyboard.press('Control+l');
  await title(page, 'Đã khóa');
  await page.getByText('Nguyễn Thị Hoà', { exact: true }).waitFor();
  expect(await page.locator('.shell, video, canvas').count()).toBe(0);
  await page.evaluate(() => window.mocked?.fail('session.unlock', { kind: 'denied', key: 'province-credentials-refused', details: {} }));
  await page.keyboard.type('sai');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await page.keyboard.type('đúng');
  await page.keyboard.press('Enter');
  await toWork(page);
  expect(await lastCall(page, 'session.unlock')).toEqual({ kind: 'password', password: 'đúng' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('keeps the wall in sight and still under a display-only lock, out of reach of mouse and keyboard', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within(), placed: 4 }));
  await expect.poll(() => page.locator('[data-cell="0"]').innerText(), { timeout: 15_000 }).toContain('TRỰC TIẾP');
  const before = await page.locator('[data-cell="0"]').boundingBox();
  await page.locator('[data-cell="1"]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Bỏ khỏi ô' }).waitFor();
  // what the chosen camera can do is asked a moment after the choice, and is not an act of the lock screen
  await expect.poll(() => lastCall(page, 'ptz.describe')).toEqual({ cameraId: '00000000-0000-4000-8000-000000000002' });
  await tell(page, locked({ displayOnly: true }));
  await title(page, 'Đã khóa');
  expect(await page.locator('[data-cell="0"]').boundingBox()).toEqual(before);
  expect(await page.getByRole('menuitem').count()).toBe(0);
  expect(await page.getByRole('treeitem').count()).toBe(0);
  const wall = await page.evaluate(() => JSON.stringify(window.mocked?.main.snapshot.wall));
  const calls = await page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel !== 'live.report').length);
  for (const key of ['Delete', '9', 'Enter', 'i', 'F8', 'F9', 'Control+z', '?', 'Shift+I', 'Control+f']) await page.keyboard.press(key);
  await page.mouse.dblclick(1_200, 600);
  await page.mouse.click(1_200, 600, { button: 'right' });
  await page.waitForTimeout(500);
  expect(await page.getByRole('dialog').count()).toBe(1); // Enter opened the panel to unlock, which has the focus
  expect(await page.evaluate(() => JSON.stringify(window.mocked?.main.snapshot.wall))).toBe(wall);
  expect(await page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel !== 'live.report').length)).toBe(calls);
  await expect.poll(() => page.locator('[data-cell="0"]').innerText()).toContain('TRỰC TIẾP');
  await page.getByRole('dialog').getByLabel('Mật khẩu').fill('đúng');
  await page.keyboard.press('Enter');
  await toWork(page);
  expect(await page.locator('[data-cell="0"]').boundingBox()).toEqual(before);
  expect(complaints).toEqual([]);
  await page.close();
});

it('makes room for somebody else from the lock screen', async () => {
  const { page } = await windows.open(scenario({ session: locked({ unlockBy: 'oidc' }) }), undefined, SIGN_IN);
  await page.getByRole('button', { name: 'Mở khóa qua trình duyệt' }).waitFor();
  await press(page, 'Đổi người dùng');
  await title(page, 'Đăng nhập');
  await page.close();
});

it('lets nobody work before the password is changed, and checks what it can while it is typed', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within({ mustChangePassword: true }) }), undefined, SIGN_IN);
  await title(page, 'Đổi mật khẩu');
  const save = page.getByRole('button', { name: 'Đổi mật khẩu' });
  await page.getByLabel('Mật khẩu hiện tại').fill('cũ');
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill('Sông Cầu 2026!');
  await page.getByLabel('Nhập lại mật khẩu mới').fill('Sông Cầu 2026');
  await page.getByText('Hai lần nhập không giống nhau').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel('Nhập lại mật khẩu mới').fill('Sông Cầu 2026!');
  await page.keyboard.press('Enter');
  await toWork(page);
  expect(await lastCall(page, 'session.changePassword')).toEqual({ current: 'cũ', next: 'Sông Cầu 2026!' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('offers a passphrase after the browser, sets it twice the same, and asks the browser again when that was long ago', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within({ passphrase: 'unset' }) }));
  const dialog = page.getByRole('dialog', { name: 'Mật khẩu ngoại tuyến' });
  const first = dialog.getByLabel('Mật khẩu ngoại tuyến mới');
  const set = dialog.getByRole('button', { name: 'Đặt mật khẩu ngoại tuyến' });
  await first.waitFor();
  await page.keyboard.type('12345678');
  await dialog.getByLabel('Nhập lại').fill('12345678');
  expect(await set.isDisabled()).toBe(true);
  await first.fill('Sông Cầu về đêm');
  await dialog.getByText('Hai lần nhập không giống nhau').waitFor();
  await dialog.getByLabel('Nhập lại').fill('Sông Cầu về đêm');
  await page.evaluate(() => window.mocked?.fail('session.setPassphrase', { kind: 'denied', key: 'passphrase-prove-again', details: {} }));
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').getByText('cần xác nhận lại qua trình duyệt').waitFor();
  expect(await lastCall(page, 'session.setPassphrase')).toEqual({ passphrase: 'Sông Cầu về đêm', proof: 'recent' });
  await page.evaluate(() => window.mocked?.main.failures.clear());
  await dialog.getByRole('button', { name: 'Xác nhận qua trình duyệt rồi đặt' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await lastCall(page, 'session.setPassphrase')).toEqual({ passphrase: 'Sông Cầu về đêm', proof: 'browser' });
  await page.getByText('Đã đặt mật khẩu ngoại tuyến cho máy này').waitFor();
  await page.getByRole('button', { name: 'Phiên làm việc của Nguyễn Thị Hoà' }).click();
  await page.getByRole('menuitem', { name: 'Mật khẩu ngoại tuyến…' }).click();
  await dialog.getByRole('button', { name: 'Xóa mật khẩu ngoại tuyến' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await lastCall(page, 'session.dropPassphrase')).toEqual({});
  expect(complaints).toEqual([]);
  await page.close();
});

it('does not offer it again to whoever wants none, nor to people with a password', async () => {
  const { page } = await windows.open(scenario({ session: within({ passphrase: 'unset' }) }));
  await press(page, 'Không dùng, đừng hỏi lại');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await lastCall(page, 'session.dropPassphrase')).toEqual({});
  await tell(page, within({ passphrase: 'not-offered' }));
  await page.getByRole('button', { name: 'Phiên làm việc của Nguyễn Thị Hoà' }).click();
  await page.getByRole('menuitem', { name: 'Bàn giao ca…' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Mật khẩu ngoại tuyến…' }).count()).toBe(0);
  await page.close();
});

it('signs in with the passphrase while the province is away, where the browser is the only other way', async () => {
  const ways = { password: false, oidc: true };
  const people = [{ login: 'trucban.ioc', name: 'Nguyễn Thị Hoà', by: 'passphrase' } as const];
  const { page, complaints } = await windows.open(scenario({ session: out({ ways, remembered: people }) }), undefined, SIGN_IN);
  await page.getByRole('button', { name: 'Đăng nhập qua trình duyệt' }).waitFor();
  expect(await page.getByLabel('Mật khẩu ngoại tuyến của máy này').count()).toBe(0);
  await tell(page, out({ ways, remembered: people, reach: 'offline' }));
  await page.getByLabel('Mật khẩu ngoại tuyến của máy này').fill('Sông Cầu về đêm');
  await page.keyboard.press('Enter');
  await toWork(page);
  expect(await lastCall(page, 'session.signIn')).toEqual({ kind: 'passphrase', login: 'trucban.ioc', passphrase: 'Sông Cầu về đêm' });
  await tell(page, out({ ways, reach: 'offline' }));
  await page.getByText('Chưa ai đặt mật khẩu ngoại tuyến ở máy này').waitFor();
  await tell(page, locked({ unlockBy: 'oidc', passphrase: true }));
  await page.getByLabel('Mật khẩu ngoại tuyến của máy này').fill('Sông Cầu về đêm');
  await page.keyboard.press('Enter');
  await toWork(page);
  expect(await lastCall(page, 'session.unlock')).toEqual({ kind: 'passphrase', passphrase: 'Sông Cầu về đêm' });
  expect(complaints).toEqual([]);
  await page.close();
});

it('hands a shift over with a note, and takes one over by reading it', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within() }));
  await page.getByRole('button', { name: 'Phiên làm việc của Nguyễn Thị Hoà' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Bàn giao ca…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Bàn giao và đăng xuất' }).click();
  await dialog.getByText('Ghi ít nhất một câu').waitFor();
  await dialog.getByLabel('Nội dung bàn giao').fill('Camera 17 mất hình từ 05:20.');
  await dialog.getByRole('button', { name: 'Bàn giao và đăng xuất' }).click();
  await page.getByText('Đã bàn giao ca.').waitFor();
  expect(await lastCall(page, 'session.handOver')).toEqual({ note: 'Camera 17 mất hình từ 05:20.' });
  const handOver = { fromName: 'Nguyễn Thị Hoà', note: 'Camera 17 mất hình từ 05:20.', at: Date.UTC(2026, 10, 21, 23) };
  await tell(page, within({ handOver }));
  await dialog.getByText('Nguyễn Thị Hoà bàn giao lúc 22/11/2026 06:00:00 +07:00').waitFor();
  await dialog.getByRole('button', { name: 'Đã đọc, nhận ca' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await lastCall(page, 'session.takeOver')).toEqual({});
  expect(complaints).toEqual([]);
  await page.close();
});

it('puts a person out at once when main says so, whatever they were doing', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within(), placed: 4 }));
  await page.getByRole('button', { name: 'Cài đặt' }).click();
  await page.getByRole('dialog').waitFor();
  await tell(page, out({ reason: 'revoked' }));
  await page.getByText('Tỉnh đã thu hồi tài khoản vừa dùng').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.locator('.shell').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('shows what a slip says before it is used, and uses it only once it was compared', async () => {
  const { page, complaints } = await windows.open(scenario());
  await press(page, 'Cài đặt');
  await page.getByRole('tab', { name: 'Hệ thống của tỉnh' }).click();
  await press(page, 'Gia nhập hệ thống của tỉnh…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Hoặc dán nội dung phiếu').fill('{"version":1');
  await dialog.getByText('đây không phải phiếu đăng ký máy').waitFor();
  await dialog.locator('input[type=file]').setInputFiles({ name: 'máy trực ban.vmsslip', mimeType: '', buffer: Buffer.from(slip) });
  await dialog.getByText('https://vms.thainguyen.example:7443', { exact: true }).waitFor();
  await expect.poll(() => dialog.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/u).count()).toBe(2); // root and signing key
  expect(await dialog.getByText('K7QX-2MPA', { exact: false }).locator('visible=true').count()).toBe(1); // only in the pasted text itself
  const join = dialog.getByRole('button', { name: 'Gia nhập', exact: true });
  expect(await join.isDisabled()).toBe(true);
  await dialog.getByLabel('Tôi đã so sánh, phiếu đúng').check();
  await join.click();
  await title(page, 'Đăng nhập');
  expect(await lastCall(page, 'session.enrol')).toEqual({ slip });
  expect(complaints).toEqual([]);
  await page.close();
});

it('asks for the purpose when main refuses something for lack of it, whoever asked', async () => {
  const { page, complaints } = await windows.open(scenario({ session: within() }));
  await page.evaluate(() => window.mocked?.fail('wall.save', { kind: 'denied', key: 'denied-purpose-missing', details: {} }));
  await press(page, '16 ô');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Việc vừa rồi cần mục đích sử dụng').waitFor();
  await dialog.getByLabel('Điều hành giao thông').check();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Mục đích: Điều hành giao thông' }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('says why there are no cameras where the province hands them out, and keeps its header on a small screen', async () => {
  const session = within({ mode: 'offline', graceEndsAt: Date.now() + 7_200_000, purpose: null });
  const sync = waiting({ conflicts: 3, clock: { offsetMs: 4_200, uncertaintyMs: 60 } });
  const { page, complaints } = await windows.open(scenario({ cameras: 0, session, sync }), { width: 960, height: 540 });
  await page.getByText('Camera do tỉnh cấp theo quyền của bạn').waitFor();
  expect(await page.getByRole('button', { name: 'Thêm camera' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  for (const name of [
    'Phiên làm việc của Nguyễn Thị Hoà',
    'Chưa chọn mục đích',
    'Đồng bộ với tỉnh: Chờ liên lạc, 3 xung đột, đồng hồ chậm 4,2 giây',
  ]) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox();
    expect(box === null ? name : box.x >= 0 && box.x + box.width <= 960).toBe(true);
  }
  const before = await page.locator('[data-cell="0"]').boundingBox();
  await page.keyboard.press('Control+Shift+l');
  await title(page, 'Đã khóa');
  expect(await page.locator('[data-cell="0"]').boundingBox()).toEqual(before);
  expect(complaints).toEqual([]);
  await page.close();
});

it('tells main that somebody is there, but not with every move', async () => {
  const { page } = await windows.open(scenario({ session: within() }));
  for (let step = 0; step < 40; step += 1) await page.mouse.move(400 + step * 10, 500);
  const reports = (): Promise<number | undefined> =>
    page.evaluate(() => window.mocked?.main.calls.filter(({ channel }) => channel === 'session.reportActivity').length);
  await expect.poll(reports).toBe(1);
  await page.close();
});

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { VmsError } from '../../../src-contract/errors.ts';
import { demoPeople } from '../../../tools/reference-backend/seed/people.ts';
import { refusalOf } from '../../fakes/refusal-of.ts';
import { signInOf, startTestProvince, TEST_DAY_MS, type TestProvince } from '../../fakes/province/running-backend.ts';
import { startLink, type CuttableLink } from '../../fakes/province/cuttable-link.ts';
import { freshDisk, slipOf, startSession, type Disk, type SessionRig } from '../../fakes/province/session-rig.ts';
import { blockDevice, revokeUser } from '../../fakes/province/revoke-user.ts';

const HOUR = 3_600_000;
let province: TestProvince;
let link: CuttableLink;
const rigs: SessionRig[] = [];

beforeAll(async () => {
  province = await startTestProvince(null);
  link = await startLink(province.url);
});
afterEach(() => {
  link.cut(false);
  for (const rig of rigs.splice(0)) rig.dispose();
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});
afterAll(async () => {
  await link.close();
  await province.close();
});

const start = async (disk: Disk): Promise<SessionRig> => {
  const rig = await startSession(disk);
  rigs.push(rig);
  return rig;
};
const restart = (rig: SessionRig): Promise<SessionRig> => {
  rigs.splice(rigs.indexOf(rig), 1);
  rig.dispose();
  return start(rig.disk);
};
/** A machine whose clock is right. */
const enrolled = async (): Promise<SessionRig> => {
  const rig = await start(freshDisk(province.clock.nowMs));
  await rig.service.enrol(await slipOf(province, { url: link.url }));
  return rig;
};
const passBoth = (rig: SessionRig, ms: number): void => {
  province.clock.nowMs += ms;
  rig.pass(ms);
};
const password = (login: string): string => demoPeople.find(({ user }) => user.login === login)?.password ?? '';

it('joins a province by its slip, and is a member after a restart', async () => {
  const rig = await enrolled();
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-out', ways: { password: true, oidc: false }, province: { url: link.url } });
  expect(rig.written[0]).toMatchObject({ action: 'config.change', outcome: 'pending', seat: 'standalone' });
  const id = rig.service.membership()?.deviceId;
  const again = await restart(rig);
  expect(again.seat.current().kind).toBe('signed-out');
  expect(again.service.membership()?.deviceId).toBe(id);
  await again.service.poll();
  expect(again.seat.current()).toMatchObject({ reach: 'online' });
});

it('takes only a new address from a slip of the province it belongs to, and nothing from another’s', async () => {
  const rig = await enrolled();
  const id = rig.service.membership()?.deviceId;
  await rig.service.enrol(await slipOf(province));
  expect(rig.service.membership()?.deviceId).toBe(id);
  expect(rig.seat.current()).toMatchObject({ province: { url: province.url } });
  const other = await slipOf(province, { signingKey: 'ab'.repeat(32) });
  expect(await refusalOf(rig.service.enrol(other))).toMatchObject({ kind: 'conflict', key: 'already-enrolled' });
});

it.each([
  { of: 'no slip', slip: () => Promise.resolve('{"version":1}'), key: 'slip-unreadable' },
  { of: 'another signing key', slip: () => slipOf(province, { signingKey: 'ab'.repeat(32) }), key: 'slip-other-province' },
  { of: 'a code nobody gave', slip: () => slipOf(province, { code: 'AAAA-AAAA-AAAA-AAAA' }), key: 'slip-code-unknown' },
  { of: 'an expired slip', slip: () => slipOf(province, { expiresAt: '2020-01-01T00:00:00Z' }), key: 'slip-expired' },
  { of: 'nobody there', slip: () => slipOf(province, { url: 'https://127.0.0.1:9' }), key: 'province-unreachable' },
  { of: 'a root that is none', slip: () => slipOf(province, { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n' }), key: 'slip-unreadable' },
])('refuses to join by $of, and says so', async ({ slip, key }) => {
  const rig = await start(freshDisk(province.clock.nowMs));
  expect((await refusalOf(rig.service.enrol(await slip()))).key).toBe(key);
  expect(rig.seat.current().kind).toBe('standalone');
});

it('becomes the same device when the answer was lost', async () => {
  const slip = await slipOf(province);
  const rig = await start(freshDisk(province.clock.nowMs));
  const keep = rig.membershipMemory.keep.bind(rig.membershipMemory);
  let lost = '';
  rig.membershipMemory.keep = (value) => {
    if (value.kind === 'member') {
      lost = value.device.deviceId;
      return Promise.reject(new VmsError('storage-full', 'storage-full'));
    }
    return keep(value);
  };
  await refusalOf(rig.service.enrol(slip));
  const again = await restart(rig);
  expect(again.seat.current().kind).toBe('standalone');
  await again.service.enrol(slip);
  expect(again.service.membership()?.deviceId).toBe(lost);
});

it('signs in with name, password and second factor; the log names the person before the seat is theirs', async () => {
  const rig = await enrolled();
  passBoth(rig, 30_000);
  await rig.service.signIn(signInOf('quantri', province.clock.nowMs));
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-in', mode: 'online', person: { login: 'quantri' } });
  expect(rig.written.at(-1)).toMatchObject({
    action: 'session.sign-in',
    by: { userId: 'user-quan-tri', mode: 'online' },
    seat: 'signed-out',
  });
  await rig.service.poll();
  expect(rig.seat.standing()).toEqual({ kind: 'online' });
});

it('writes down a refused sign-in with the name given, and stays closed', async () => {
  const rig = await enrolled();
  const wrong = { kind: 'password', login: 'trucban2.ioc', password: 'nope' } as const;
  expect((await refusalOf(rig.service.signIn(wrong))).key).toBe('province-credentials-refused');
  expect(rig.written.at(-1)).toMatchObject({ action: 'session.refused', outcome: 'refused', params: { login: 'trucban2.ioc' } });
  expect(rig.seat.acting()).toBeNull();
});

it('lets people in without the province who signed in here before, marked offline, until their grace ends', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  await rig.service.signOut();
  link.cut(true);
  const state = await rig.service.signIn(signInOf('trucban.ioc', 0));
  expect(state).toMatchObject({ kind: 'signed-in', mode: 'offline', person: { login: 'trucban.ioc' } });
  expect(rig.seat.actor()).toMatchObject({ userId: 'user-truc-ban', mode: 'offline' });
  await rig.service.signOut();
  const stranger = await refusalOf(rig.service.signIn({ kind: 'password', login: 'trucban2.ioc', password: password('trucban2.ioc') }));
  expect(stranger.key).toBe('sign-in-offline-unknown');
  rig.pass(73 * HOUR);
  expect((await refusalOf(rig.service.signIn(signInOf('trucban.ioc', 0)))).key).toBe('sign-in-grace-over');
});

it('gains nobody time to turn the clock back, over a restart or without', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  await rig.service.signOut();
  link.cut(true);
  rig.pass(71 * HOUR);
  rig.time().tick();
  rig.disk.machine.wallMs -= 400 * 24 * HOUR;
  expect(rig.time().tick()).toEqual({ byMs: -400 * 24 * HOUR });
  const again = await restart(rig);
  again.pass(2 * HOUR);
  expect((await refusalOf(again.service.signIn(signInOf('trucban.ioc', 0)))).key).toBe('sign-in-grace-over');
});

it('never lets an administrator in without the province', async () => {
  const rig = await enrolled();
  passBoth(rig, 30_000);
  await rig.service.signIn(signInOf('quantri2', province.clock.nowMs));
  await rig.service.signOut();
  link.cut(true);
  expect((await refusalOf(rig.service.signIn(signInOf('quantri2', 0)))).key).toBe('sign-in-never-offline');
  expect(rig.seat.current()).toMatchObject({ remembered: [] });
});

it('closes after five wrong passwords, and stays closed over a restart and against a clock turned forward and back', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  await rig.service.signOut();
  link.cut(true);
  const wrong = { kind: 'password', login: 'trucban.ioc', password: 'wrong' } as const;
  const keys: unknown[] = [];
  for (let turn = 0; turn < 3; turn += 1) keys.push((await refusalOf(rig.service.signIn(wrong))).details);
  expect(keys).toEqual([{ attemptsLeft: 4 }, { attemptsLeft: 3 }, { attemptsLeft: 2 }]);
  const again = await restart(rig);
  await refusalOf(again.service.signIn(wrong));
  expect((await refusalOf(again.service.signIn(wrong))).key).toBe('sign-in-locked');
  expect((await refusalOf(again.service.signIn(signInOf('trucban.ioc', 0)))).key).toBe('sign-in-locked');
  again.pass(901_000);
  expect((await again.service.signIn(signInOf('trucban.ioc', 0))).kind).toBe('signed-in');
});

it('puts a revoked person out at the next sign of life, online or let in offline, and forgets them', async () => {
  const online = await enrolled();
  const offline = await enrolled();
  await offline.service.signIn(signInOf('nghiviec', province.clock.nowMs));
  await offline.service.signOut();
  link.cut(true);
  await offline.service.signIn(signInOf('nghiviec', 0));
  link.cut(false);
  await online.service.signIn(signInOf('nghiviec', province.clock.nowMs));
  await revokeUser(province, 'user-nghi-viec');
  for (const rig of [online, offline]) {
    await rig.service.poll();
    await expect.poll(() => rig.seat.current()).toMatchObject({ kind: 'signed-out', reason: 'revoked', remembered: [] });
    expect(rig.written.at(-1)).toMatchObject({
      action: 'session.sign-out',
      params: { reason: 'revoked' },
      by: { userId: 'user-nghi-viec' },
    });
  }
  link.cut(true);
  expect((await refusalOf(offline.service.signIn(signInOf('nghiviec', 0)))).key).toBe('sign-in-offline-unknown');
});

it('puts everybody out of a workstation the province has blocked, also who was let in offline', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  await rig.service.signOut();
  link.cut(true);
  await rig.service.signIn(signInOf('trucban.ioc', 0));
  link.cut(false);
  await blockDevice(province, rig.service.membership()?.deviceId ?? '');
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-out', reason: 'device-blocked' });
  expect((await refusalOf(rig.service.signIn(signInOf('trucban.ioc', 0)))).key).toBe('province-device-blocked');
});

it('locks, lets nobody act behind the lock, and opens to the same person only', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  await rig.service.lock(true);
  expect(rig.seat.current()).toMatchObject({ kind: 'locked', displayOnly: true, person: { login: 'trucban.ioc' } });
  expect(rig.seat.acting()).toBeNull();
  expect(rig.seat.watching()).not.toBeNull();
  expect((await refusalOf(rig.service.unlock({ kind: 'password', password: 'wrong' }))).key).toBe('sign-in-refused');
  expect((await refusalOf(rig.service.handOver('x'))).key).toBe('sign-in-needed');
  await rig.service.unlock({ kind: 'password', password: password('trucban.ioc') });
  expect(rig.written.slice(-3).map(({ action }) => action)).toEqual(['session.lock', 'session.refused', 'session.unlock']);
});

it('empties the seat after five wrong passwords at the lock', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban2.ioc', province.clock.nowMs));
  await rig.service.lock(false);
  for (let turn = 0; turn < 5; turn += 1) await refusalOf(rig.service.unlock({ kind: 'password', password: 'wrong' }));
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-out', reason: 'too-many-failures' });
});

it('locks a seat nobody touches, and not one that is touched', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  rig.pass(800_000);
  rig.service.reportActivity();
  rig.pass(800_000);
  await rig.service.checkIdle();
  expect(rig.seat.current().kind).toBe('signed-in');
  rig.pass(100_000);
  await rig.service.checkIdle();
  expect(rig.seat.current()).toMatchObject({ kind: 'locked', displayOnly: true });
});

it('hands a shift over with a note that the next person takes', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  const left: string[] = [];
  rig.service.leaving.on(() => left.push(rig.seat.actor().userId));
  await rig.service.handOver('Camera cầu Gia Bảy mất hình từ 21:40');
  expect(left).toEqual(['user-truc-ban']);
  const next = await restart(rig);
  const state = await next.service.signIn(signInOf('trucban2.ioc', province.clock.nowMs));
  expect(state).toMatchObject({ handOver: { fromName: 'Nguyễn Văn An', note: 'Camera cầu Gia Bảy mất hình từ 21:40' } });
  expect(await next.service.takeOver()).toMatchObject({ handOver: null });
  expect(next.written.at(-1)).toMatchObject({ action: 'shift.hand-over', params: { step: 'taken', from: 'Nguyễn Văn An' } });
});

it('takes a purpose, and its case number where one is needed', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  expect((await refusalOf(rig.service.choosePurpose('none', null))).key).toBe('purpose-unknown');
  expect((await refusalOf(rig.service.choosePurpose('traffic', null))).key).toBe('purpose-case-number-missing');
  await rig.service.choosePurpose('traffic', 'VA-2026-17');
  expect(rig.seat.purpose()).toEqual({ id: 'traffic', name: 'Giao thông', caseNo: 'VA-2026-17' });
});

it('changes a password, and this machine knows the new one', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban2.ioc', province.clock.nowMs));
  const next = 'Mật-khẩu-mới-2026';
  expect((await refusalOf(rig.service.changePassword(password('trucban2.ioc'), 'short'))).key).toBe('province-password-refused');
  await rig.service.changePassword(password('trucban2.ioc'), next);
  await rig.service.lock(false);
  expect((await refusalOf(rig.service.unlock({ kind: 'password', password: password('trucban2.ioc') }))).key).toBe('sign-in-refused');
  expect((await rig.service.unlock({ kind: 'password', password: next })).kind).toBe('signed-in');
});

it('goes on under the grace when contact is lost, and is online again when it is back', async () => {
  const rig = await enrolled();
  await rig.service.signIn(signInOf('trucban.ioc', province.clock.nowMs));
  link.cut(true);
  rig.pass(30_000);
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ mode: 'online' });
  rig.pass(30_000);
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-in', mode: 'offline' });
  link.cut(false);
  province.clock.nowMs += 60_000;
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-in', mode: 'online', graceEndsAt: null });
});

it('puts an administrator out once the province’s last word has run out', async () => {
  const rig = await enrolled();
  passBoth(rig, 30_000);
  await rig.service.signIn(signInOf('thietbi', province.clock.nowMs));
  link.cut(true);
  rig.pass(300_000);
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-in' });
  rig.pass(400_000);
  await rig.service.poll();
  expect(rig.seat.current()).toMatchObject({ kind: 'signed-out', reason: 'grace-over' });
});

it('renews the device certificate a month before its end', async () => {
  const rig = await enrolled();
  const membership = rig.service.membership();
  expect(await membership?.renewCertificate()).toBe(false);
  passBoth(rig, 61 * 24 * HOUR);
  rig.time().tick();
  expect(await membership?.renewCertificate()).toBe(true);
  expect(await membership?.renewCertificate()).toBe(false);
  expect(province.clock.nowMs).toBeGreaterThan(TEST_DAY_MS);
});

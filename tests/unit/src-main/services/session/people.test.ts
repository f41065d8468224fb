import { expect, it } from 'vitest';
import type { OfflineGracePayload } from '../../../../../src-contract/province/schemas.ts';
import { epochMs } from '../../../../../src-contract/time.ts';
import { usualLockOut } from '../../../../../src-main/base/lock-out.ts';
import { Remembered } from '../../../../../src-main/services/remembered.ts';
import { People, storedPeopleSchema } from '../../../../../src-main/services/session/people.ts';
import { SealedMemory } from '../../../../../src-main/services/session/sealed-memory.ts';
import { createFakeStorage, type FakeStorage } from '../../../../fakes/fake-storage.ts';
import { createFakeVault } from '../../../../fakes/fake-vault.ts';
import { user } from '../../../../fakes/rights-world.ts';

const DEVICE = '01940000-0000-7000-8000-000000000001';
const NOW = Date.UTC(2026, 10, 29, 1);
const grace = (graceS = 72 * 3600): OfflineGracePayload => ({
  userId: user.id,
  login: user.login,
  deviceId: DEVICE,
  roleIds: ['ioc-operator'],
  graceS,
  issuedAt: new Date(NOW).toISOString(),
});
const PASSPHRASE = 'Sông Cầu về đêm';

async function open(
  storage: FakeStorage = createFakeStorage(),
): Promise<{ people: People; storage: FakeStorage; pass: (ms: number) => void }> {
  let now = NOW;
  const memory = new SealedMemory(await Remembered.load(storage), createFakeVault(), 'people', storedPeopleSchema);
  const people = new People({ memory, random: (bytes) => new Uint8Array(bytes), now: () => epochMs(now), lockOut: () => usualLockOut });
  return { people, storage, pass: (ms) => (now += ms) };
}
const byBrowser = async (): ReturnType<typeof open> => {
  const opened = await open();
  await opened.people.remember(user, grace(), null);
  return opened;
};

it('knows nobody by a passphrase who has set none', async () => {
  const { people } = await byBrowser();
  expect(people.passphraseOf(user.id)).toBe('unset');
  expect(people.list(DEVICE)).toEqual([]);
  expect(await people.judge(user.login, 'passphrase', PASSPHRASE)).toEqual({ kind: 'unknown' });
});

it('takes the passphrase after a restart, however its letters are composed, and never as a password', async () => {
  const { people, storage } = await byBrowser();
  await people.setPassphrase(user.id, PASSPHRASE.normalize('NFD'));
  const again = (await open(storage)).people;
  expect(again.passphraseOf(user.id)).toBe('set');
  expect(again.list(DEVICE)).toEqual([{ login: user.login, name: user.name, by: 'passphrase' }]);
  expect(await again.judge(user.login.toUpperCase(), 'passphrase', PASSPHRASE)).toMatchObject({ kind: 'good' });
  expect(await again.judge(user.login, 'password', PASSPHRASE)).toEqual({ kind: 'unknown' });
});

it('keeps it over further sign-ins in the browser, with the tries somebody else used up', async () => {
  const { people } = await byBrowser();
  await people.setPassphrase(user.id, PASSPHRASE);
  expect(await people.judge(user.login, 'passphrase', 'đoán bừa một câu')).toEqual({ kind: 'wrong', left: 4 });
  await people.remember(user, grace(), null);
  expect(await people.judge(user.login, 'passphrase', 'đoán bừa một câu')).toEqual({ kind: 'wrong', left: 3 });
});

it('locks after five wrong ones over a restart, and a new one set in a session of the province begins anew', async () => {
  const { people, storage, pass } = await byBrowser();
  await people.setPassphrase(user.id, PASSPHRASE);
  for (let turn = 0; turn < 4; turn += 1) await people.judge(user.login, 'passphrase', 'wrong');
  const again = (await open(storage)).people;
  expect(await again.judge(user.login, 'passphrase', 'wrong')).toMatchObject({ kind: 'locked' });
  expect(await again.judge(user.login, 'passphrase', PASSPHRASE)).toMatchObject({ kind: 'locked' });
  pass(1000);
  await again.setPassphrase(user.id, 'Hồ Núi Cốc 2026');
  expect(await again.judge(user.login, 'passphrase', 'Hồ Núi Cốc 2026')).toMatchObject({ kind: 'good' });
});

it('asks nobody again who wants none, and forgets the one removed', async () => {
  const { people } = await byBrowser();
  await people.setPassphrase(user.id, PASSPHRASE);
  await people.dropPassphrase(user.id);
  expect(people.passphraseOf(user.id)).toBe('declined');
  await people.remember(user, grace(), null);
  expect(people.passphraseOf(user.id)).toBe('declined');
  expect(await people.judge(user.login, 'passphrase', PASSPHRASE)).toEqual({ kind: 'unknown' });
});

it('offers none to whoever may never work offline, or works with a password then', async () => {
  const { people } = await open();
  expect(people.passphraseOf(user.id)).toBe('not-offered');
  await people.remember(user, grace(0), null);
  expect(people.passphraseOf(user.id)).toBe('not-offered');
  await people.remember(user, grace(), 'Mật-khẩu-của-tỉnh-2026');
  expect(people.passphraseOf(user.id)).toBe('not-offered');
  expect(people.secretOf(user.login)).toBe('password');
});

it('takes the password of the province in its place once the person signs in with one', async () => {
  const { people } = await byBrowser();
  await people.setPassphrase(user.id, PASSPHRASE);
  await people.remember(user, grace(), 'Mật-khẩu-của-tỉnh-2026');
  expect(await people.judge(user.login, 'passphrase', PASSPHRASE)).toEqual({ kind: 'unknown' });
  expect(await people.judge(user.login, 'password', 'Mật-khẩu-của-tỉnh-2026')).toMatchObject({ kind: 'good' });
});

it('reads what an earlier version of the program kept', () => {
  const before = { user, verifier: null, grace: grace(), failures: 2, lockedUntilMs: 0 };
  const stored = storedPeopleSchema.parse({ pepper: 'AAAA', people: [before], revocations: { version: 0, users: [] } });
  expect(stored.people[0]).toMatchObject({ secret: 'password', declined: false, failures: 2 });
});

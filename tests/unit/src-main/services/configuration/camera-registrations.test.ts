import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CameraAddition, Proposal } from '../../../../../src-contract/province/schemas.ts';
import { IV_BYTES, namesOfJwe, openJwe } from '../../../../../src-main/base/jwe.ts';
import { additionOf } from '../../../../../src-main/services/configuration/camera-addition.ts';
import { CameraRegistrations } from '../../../../../src-main/services/configuration/camera-registrations.ts';
import { ConfigurationMemory } from '../../../../../src-main/services/configuration/configuration-memory.ts';
import type { HeldItem } from '../../../../../src-main/cache/config/contents.ts';
import { cameraRegistration } from '../../../../fakes/camera-registration.ts';
import { cameraDraft } from '../../../../fakes/camera-rows.ts';

const ID = '018f0000-0000-7000-8000-000000000001';
const AT = '2026-11-29T05:00:00.000Z';
const facts = {
  id: ID,
  at: AT,
  kept: null,
  seal: (credential: object) => `a..b.c.${Buffer.from(JSON.stringify(credential)).toString('base64url')}`,
};
const draft = (change: Parameters<typeof cameraDraft>[0] = {}) =>
  cameraDraft({ name: 'Cổng UBND', mainUrl: 'rtsp://10.0.0.9:554/main', subUrl: null, ...change });

it('makes a document of what a person said, of the State’s own and in use, without the password in the clear', () => {
  const addition = additionOf(
    draft({ mainUrl: 'rtsp://xem:bí%20mật@10.0.0.9:554/main' }),
    cameraRegistration({ device: { make: ' ', model: '', firmware: '1.2', serial: 'S', videoCodec: 'H265' } }),
    facts,
  );
  expect(addition).toMatchObject({
    kind: 'camera-add',
    id: ID,
    document: {
      ...{ id: ID, code: '19-05443-GT-9001', name: 'Cổng UBND', areaPath: '19/05443', managingUnitId: 'unit-ioc', unitSince: AT },
      ...{ ownershipClass: 'STATE', classification: 'NONE', consent: null, state: 'active', compliance: { state: 'CHUA_DANH_GIA' } },
      device: { make: 'Chưa rõ', model: 'Chưa rõ', firmware: '1.2', serial: 'S', videoCodec: 'H265', onvifProfiles: [] },
      connection: { mainStream: 'rtsp://10.0.0.9:554/main', subStream: null, onvif: null, credentialRev: null },
    },
  });
  expect(JSON.stringify(addition.document)).not.toContain('mật');
  const sealed = Buffer.from(addition.credential?.split('.').at(-1) ?? '', 'base64url').toString('utf8');
  expect(JSON.parse(sealed)).toEqual({ cameraId: ID, credentialRev: 1, username: 'xem', password: 'bí mật' });
  expect(additionOf(draft(), cameraRegistration(), { ...facts, seal: null }).credential).toBeNull();
});

it.each([
  [draft({ mainUrl: 'http://10.0.0.9' }), {}, 'address-scheme'],
  [draft({ mainUrl: `rtsp://10.0.0.9/${'x'.repeat(600)}` }), {}, 'camera-not-registrable'],
  [draft({ trustedCertificate: 'A'.repeat(64) }), {}, 'camera-field-of-province'],
  [draft(), { areaPath: '19/05710' }, 'camera-code-not-of-area'],
])('refuses what the province would not take: %#', (given, change, key) => {
  expect(() => additionOf(given, cameraRegistration(change), facts)).toThrow(expect.objectContaining({ key }) as Error);
});

it('says which address is not one of the province’s', () => {
  const subUrl = `rtsp://10.0.0.9/${'x'.repeat(600)}`;
  expect(() => additionOf(draft({ subUrl }), cameraRegistration(), facts)).toThrow(
    expect.objectContaining({ details: { field: 'subUrl' } }) as Error,
  );
});

it('keeps a password from a province that has no key to seal it to', () => {
  expect(() => additionOf(draft({ password: 'x' }), cameraRegistration(), { ...facts, seal: null })).toThrow(
    expect.objectContaining({ key: 'camera-password-not-sealable' }) as Error,
  );
});

const area = (path: string, name: string): HeldItem => ({
  type: 'area',
  id: `area-${path.replaceAll('/', '-')}`,
  rev: '1-0',
  document: { id: 'a', kind: 'XA', name, path, parentId: null, aliases: [], centre: null },
});
const unit = (id: string): HeldItem => ({ type: 'unit', id, rev: '1-0', document: { id, kind: 'CENTRE', name: id.toUpperCase() } });
const key = generateKeyPairSync('x25519');
const published = { keyid: 'transfer-1', publicKey: key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64') };

function registrationsOf(trust: { readonly transfer?: typeof published } | null) {
  const configuration = new ConfigurationMemory();
  configuration.replaceAll([
    area('19', 'Tỉnh'),
    area('19/05443', 'Phan Đình Phùng'),
    area('19/05710', 'Gia Sàng'),
    unit('unit-a'),
    unit('unit-b'),
  ]);
  const offered: Proposal[] = [];
  const registrations = new CameraRegistrations({
    configuration,
    member: () => (trust === null ? null : { trust: () => trust, serverClock: { now: () => Date.parse(AT) } }),
    mayManageAt: (path, unitId) => path === '19/05443' && unitId === 'unit-a',
    person: () => ({ unitId: 'unit-a', areaPaths: ['19/05443'] }),
    offer: (edits) => Promise.resolve(void offered.push(...edits)),
    newId: () => ID,
    chance: () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(IV_BYTES) }),
  });
  return { registrations, offered };
}

it('offers to choose from where the person may manage cameras, and from nothing else', () => {
  const { registrations } = registrationsOf({ transfer: published });
  expect(registrations.places()).toEqual({
    areas: [{ path: '19/05443', name: 'Phan Đình Phùng' }],
    units: [{ id: 'unit-a', name: 'UNIT-A' }],
    ownUnitId: 'unit-a',
    takesPasswords: true,
  });
  expect(registrationsOf({}).registrations.places().takesPasswords).toBe(false);
});

it('seals the password to the province’s key before anything is stored', async () => {
  const { registrations, offered } = registrationsOf({ transfer: published });
  await registrations.offer(draft({ username: 'xem', password: 'mật khẩu' }), cameraRegistration());
  const [addition] = offered as CameraAddition[];
  const sealed = addition?.credential ?? '';
  expect(namesOfJwe(sealed)).toEqual({ kid: 'transfer-1', cty: 'vms-camera-credential+json' });
  expect(JSON.stringify(offered)).not.toContain('mật khẩu');
  expect(JSON.parse(Buffer.from(openJwe(sealed, key.privateKey) ?? []).toString('utf8'))).toMatchObject({ password: 'mật khẩu' });
});

it('refuses by name in a profile that belongs to no province, and stores nothing of what is wrong', async () => {
  const none = registrationsOf(null);
  expect(() => none.registrations.places()).toThrow('sync-off');
  await expect(none.registrations.offer(draft(), cameraRegistration())).rejects.toMatchObject({ kind: 'unavailable' });
  const { registrations, offered } = registrationsOf({});
  await expect(registrations.offer(draft({ password: 'x' }), cameraRegistration())).rejects.toMatchObject({ kind: 'unavailable' });
  expect(offered).toEqual([]);
});

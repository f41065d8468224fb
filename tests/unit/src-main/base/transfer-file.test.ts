import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { TransferAnswerPayload, TrustKey } from '../../../../src-contract/province/schemas.ts';
import { sealJwe } from '../../../../src-main/base/jwe.ts';
import { preAuthenticated } from '../../../../src-main/base/signed-statement.ts';
import { openTransferAnswer } from '../../../../src-main/base/transfer-file.ts';

const deviceId = '0193c1a0-5b7e-7d10-8a44-3f0a9d1c2b11';
const atMs = Date.parse('2026-11-21T00:00:00.000Z');
const province = generateKeyPairSync('ed25519');
const device = generateKeyPairSync('x25519').privateKey;
const key = (changes: Partial<TrustKey> = {}): TrustKey => ({
  keyid: 'province-1',
  publicKey: province.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  uses: ['transfer'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  ...changes,
});
const statement = { payloadType: 'application/vnd.vms.x+json', payload: 'e30=', signatures: [{ keyid: 'k', sig: 'e30=' }] };
const answer: TransferAnswerPayload = {
  deviceId,
  transferId: '0193c1a0-5b7e-7d10-8a44-3f0a9d1c2b13',
  number: 1,
  answeredAt: '2026-11-21T00:00:00.000Z',
  head: { logId: deviceId, state: 'open', head: null, cosignedCheckpoint: null, serverTime: '2026-11-21T00:00:00.000Z' },
  auditProblem: null,
  checkpoint: null,
  proposals: [],
  snapshot: [],
  changes: [],
  credentials: [],
  trust: statement,
  revocations: statement,
};
const TYPE = 'application/vnd.vms.transfer-answer+json';

interface Changes {
  readonly payload?: unknown;
  readonly plain?: Uint8Array;
  readonly type?: string;
  readonly kid?: string;
  readonly cty?: string;
  readonly length?: number;
}

function fileOf({ payload = answer, type = TYPE, kid = deviceId, cty = 'vms-transfer-answer', plain, length }: Changes = {}): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(payload));
  const sig = sign(null, preAuthenticated(type, bytes), province.privateKey).toString('base64');
  const line = JSON.stringify({ payloadType: type, keyid: 'province-1', sig });
  const whole = plain ?? gzipSync(Buffer.concat([Buffer.from(`${line}\n`), bytes]));
  const chance = { ephemeral: generateKeyPairSync('x25519').privateKey, iv: new Uint8Array(12).fill(1) };
  const sealed = sealJwe(whole, { publicKey: createPublicKey(device), kid, cty }, chance);
  return Buffer.from(`vmsync 1 ${length ?? sealed.length}\n${sealed}`);
}
const open = (file: Uint8Array, changes: Partial<TrustKey> = {}) =>
  openTransferAnswer(file, { deviceId, encryption: device, keys: [key(changes)], atMs });
const refused = (reason: string) => ({ kind: 'refused', reason });

it('opens what the province signed and sealed for this device', async () => {
  expect(await open(fileOf())).toEqual({ kind: 'opened', answer });
});

it.each([
  ['nothing', () => new Uint8Array(0), 'not-a-transfer'],
  ['another file', () => Buffer.from('PK\u0003\u0004'), 'not-a-transfer'],
  ['a length of zero', () => Buffer.from('vmsync 1 0\n'), 'not-a-transfer'],
  ['a later version', () => Buffer.from('vmsync 2 3\nabc'), 'not-a-transfer'],
  ['one that was cut off', () => fileOf().subarray(0, 400), 'truncated'],
  ['one that says it is longer', () => fileOf({ length: 99_999 }), 'truncated'],
  ['one with something behind it', () => Buffer.concat([fileOf(), Buffer.from('\n')]), 'damaged'],
  ['no seal', () => Buffer.from('vmsync 1 3\nabc'), 'damaged'],
  ['one of another kind', () => fileOf({ cty: 'vms-camera-credential+json' }), 'not-a-transfer'],
  ['one on its way to a province', () => fileOf({ cty: 'vms-transfer' }), 'outgoing'],
  ['one for another device', () => fileOf({ kid: '0193c1a0-5b7e-7d10-8a44-3f0a9d1c2b99' }), 'other-device'],
  ['one whose inside is another device’s', () => fileOf({ payload: { ...answer, deviceId: answer.transferId } }), 'other-device'],
  ['content that is not packed', () => fileOf({ plain: Buffer.from('{}\n{}') }), 'not-understood'],
  ['content without a signature', () => fileOf({ plain: gzipSync('no line end') }), 'not-understood'],
  ['content with a line that is none', () => fileOf({ plain: gzipSync('{"keyid":1}\n{}') }), 'not-understood'],
  ['another statement', () => fileOf({ type: 'application/vnd.vms.transfer+json' }), 'not-understood'],
  ['a form of another version', () => fileOf({ payload: { ...answer, number: 'one' } }), 'not-understood'],
] as const)('refuses %s', async (_, file, reason) => {
  expect(await open(file())).toEqual(refused(reason));
});

it('refuses what is signed by nobody who may, each bit of it', async () => {
  expect(await open(fileOf(), { keyid: 'other' })).toEqual(refused('other-province'));
  expect(await open(fileOf(), { uses: ['feed'] })).toEqual(refused('other-province'));
  const foreign = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  expect(await open(fileOf(), { publicKey: foreign })).toEqual(refused('other-province'));
  expect(await open(fileOf(), { notAfter: '2026-11-20T00:00:00.000Z' })).toEqual(refused('key-not-valid-now'));
  const file = Buffer.from(fileOf());
  for (let at = 0; at < file.length; at += 97) {
    const flipped = Buffer.from(file);
    flipped[at] = (flipped[at] ?? 0) ^ 2;
    expect((await open(flipped)).kind, `byte ${at}`).toBe('refused');
  }
});

import { compactDecrypt, CompactEncrypt } from 'jose';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { namesOfJwe, openJwe, sealJwe } from '../../../../src-main/base/jwe.ts';

const device = generateKeyPairSync('x25519').privateKey;
const other = generateKeyPairSync('x25519').privateKey;
const text = 'mật khẩu của camera';

const sealed = (header: Record<string, unknown> = {}, key = device): Promise<string> =>
  new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'máy 1', ...header })
    .encrypt(createPublicKey(key));

const opened = (value: string): string | null => {
  const plain = openJwe(value, device);
  return plain === null ? null : Buffer.from(plain).toString('utf8');
};

it('opens what an independent library sealed to the device', async () => {
  expect(opened(await sealed())).toBe(text);
});

it('takes the parties’ names of the header into the key', async () => {
  const encrypt = new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .setKeyManagementParameters({ apu: Buffer.from('tỉnh'), apv: Buffer.from('máy') });
  expect(opened(await encrypt.encrypt(createPublicKey(device)))).toBe(text);
});

it('opens nothing that is changed, sealed to another, or of another kind', async () => {
  const good = await sealed();
  for (let part = 0; part < 5; part += 1) {
    const parts = good.split('.');
    const one = parts[part] ?? '';
    parts[part] = one === '' ? 'AAAA' : `${one.slice(0, -2)}${one.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(opened(parts.join('.')), `part ${part}`).toBeNull();
  }
  expect(opened(await sealed({}, other))).toBeNull();
  expect(opened(await sealed({ enc: 'A128GCM' }))).toBeNull();
  expect(opened(await sealed({ alg: 'ECDH-ES+A256KW' }))).toBeNull();
  for (const hostile of ['', '....', `${good}.x`, 'e30....', '😀.😀.😀.😀.😀']) expect(opened(hostile)).toBeNull();
});

it('seals what the independent library, and this one, open with the right key alone', async () => {
  const chance = { ephemeral: generateKeyPairSync('x25519').privateKey, iv: new Uint8Array(12).fill(5) };
  const value = sealJwe(Buffer.from(text), { publicKey: createPublicKey(device), kid: 'máy 1', cty: 'vms-test' }, chance);
  const { plaintext, protectedHeader } = await compactDecrypt(value, device);
  expect([Buffer.from(plaintext).toString('utf8'), protectedHeader.kid, protectedHeader.cty]).toEqual([text, 'máy 1', 'vms-test']);
  expect(opened(value)).toBe(text);
  expect(openJwe(value, other)).toBeNull();
  expect(namesOfJwe(value)).toEqual({ kid: 'máy 1', cty: 'vms-test' });
});

it('tells whom something is sealed to only of what has a head that says so', async () => {
  expect(namesOfJwe(await sealed())).toBeNull();
  for (const hostile of ['', 'no dot', 'e30.x', '!.x', 'bnVsbA.x']) expect(namesOfJwe(hostile)).toBeNull();
});

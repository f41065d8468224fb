import { createPublicKey, generateKeyPairSync, hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseWitnessKey } from '../../../../../src-main/base/ledger/verifier-key.ts';
import { uuidV7 } from '../../../../../src-main/base/ledger/uuid-v7.ts';

const { publicKey } = generateKeyPairSync('ed25519');
const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
const keyOf = (name: string, type: number, key: Uint8Array, id?: string): string => {
  const data = Buffer.concat([Uint8Array.of(type), key]);
  return `${name}+${id ?? hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), data])).slice(0, 8)}+${data.toString('base64')}`;
};

it('reads the key of who cosigns, with its name', () => {
  const read = parseWitnessKey(keyOf('thainguyen.gov.vn/witness', 4, raw));
  expect(read?.name).toBe('thainguyen.gov.vn/witness');
  expect(read === null ? null : createPublicKey(read.publicKey.export({ format: 'pem', type: 'spki' })).equals(publicKey)).toBe(true);
});

it.each([
  ['another type of signature', keyOf('w', 1, raw)],
  ['a key that is too short', keyOf('w', 4, raw.subarray(1))],
  ['a hash of another key', keyOf('w', 4, raw, '00000000')],
  ['no name', `+12345678+${raw.toString('base64')}`],
  ['a name with a blank', keyOf('a b', 4, raw)],
  ['no key at all', 'w+12345678+'],
  ['nothing', ''],
])('reads none from %s', (_, text) => {
  expect(parseWitnessKey(text)).toBeNull();
});

it('makes ids of version 7 that sort by their time', () => {
  const random = new Uint8Array(10).fill(255);
  const ids = [1_763_700_000_000, 1_763_700_000_001, 1_763_700_100_000].map((ms) => uuidV7(ms, random));
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u.test(id))).toBe(true);
  expect([...ids].sort()).toEqual(ids);
});

import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { openStatement, signStatement } from '../../../../../tools/reference-backend/keys/dsse.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const payload = { name: 'Tỉnh Thái Nguyên', n: 1 };
const statement = signStatement({ keyid: 'k', privateKey }, 'approval', payload);

it('signs the pre-authentication encoding of DSSE v1', () => {
  const bytes = Buffer.from(JSON.stringify(payload));
  const type = 'application/vnd.vms.approval+json';
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${String(type.length)} ${type} ${String(bytes.length)} `), bytes]);
  expect(verify(null, signed, publicKey, Buffer.from(statement.signatures[0]?.sig ?? '', 'base64'))).toBe(true);
});

it('opens for its key, type and bytes only', () => {
  expect(openStatement(statement, 'approval', 'k', publicKey)).toEqual(payload);
  expect(openStatement(statement, 'revocations', 'k', publicKey)).toBeNull();
  expect(openStatement({ ...statement, payloadType: 'application/vnd.vms.revocations+json' }, 'revocations', 'k', publicKey)).toBeNull();
  expect(openStatement(statement, 'approval', 'other', publicKey)).toBeNull();
  expect(openStatement(statement, 'approval', 'k', generateKeyPairSync('ed25519').publicKey)).toBeNull();
  const changed = Buffer.from(JSON.stringify({ ...payload, n: 2 })).toString('base64');
  expect(openStatement({ ...statement, payload: changed }, 'approval', 'k', publicKey)).toBeNull();
});

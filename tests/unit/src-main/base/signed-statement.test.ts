import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { SignedStatement, TrustKey } from '../../../../src-contract/province/schemas.ts';
import { openStatement, preAuthenticated } from '../../../../src-main/base/signed-statement.ts';

const pair = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const key: TrustKey = {
  keyid: 'feed-1',
  publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  uses: ['feed'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
};
const type = 'application/vnd.vms.feed-checkpoint+json';
const schema = z.object({ id: z.number() });

function envelope(payload: string | Uint8Array, by = pair.privateKey, keyid = 'feed-1', payloadType = type): SignedStatement {
  const bytes = Buffer.from(payload);
  const sig = sign(null, preAuthenticated(payloadType, bytes), by).toString('base64');
  return { payloadType, payload: bytes.toString('base64'), signatures: [{ keyid, sig }] };
}

const open = (statement: SignedStatement, keys: readonly TrustKey[] = [key], at = '2026-06-01T00:00:00.000Z') =>
  openStatement(statement, { name: 'feed-checkpoint', use: 'feed', keys, atMs: Date.parse(at), schema });
const reason = (...given: Parameters<typeof open>) => {
  const opened = open(...given);
  return opened.kind === 'refused' ? opened.reason : 'good';
};

it("writes DSSE's own example of what is signed", () => {
  expect(Buffer.from(preAuthenticated('http://example.com/HelloWorld', Buffer.from('hello world'))).toString()).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
});

it('opens what a trusted key signed', () => {
  expect(open(envelope('{"id":7}'))).toEqual({ kind: 'good', payload: { id: 7 } });
});

it('takes any one good signature of several', () => {
  const good = envelope('{"id":7}');
  expect(reason({ ...good, signatures: [{ keyid: 'nobody', sig: 'AAAA' }, ...good.signatures] })).toBe('good');
});

it('refuses another payload, another signer, another key, another use', () => {
  const good = envelope('{"id":7}');
  expect(reason({ ...good, payload: Buffer.from('{"id":8}').toString('base64') })).toBe('bad-signature');
  expect(reason(envelope('{"id":7}', other.privateKey))).toBe('bad-signature');
  expect(reason(envelope('{"id":7}', pair.privateKey, 'feed-2'))).toBe('unknown-key');
  expect(reason(good, [{ ...key, uses: ['grace'] }])).toBe('unknown-key');
  expect(reason({ ...good, signatures: [{ keyid: 'feed-1', sig: 'AAAA' }] })).toBe('bad-signature');
  expect(reason(good, [{ ...key, publicKey: 'AAAA' }])).toBe('bad-signature');
});

it('refuses a statement signed for something else, even by the same key', () => {
  expect(reason(envelope('{"id":7}', pair.privateKey, 'feed-1', 'application/vnd.vms.revocations+json'))).toBe('other-type');
  expect(reason({ ...envelope('{"id":7}', pair.privateKey, 'feed-1', 'application/vnd.vms.revocations+json'), payloadType: type })).toBe(
    'bad-signature',
  );
});

it('believes a key only in its time', () => {
  const good = envelope('{"id":7}');
  expect(reason(good, [key], '2025-12-31T23:59:59.999Z')).toBe('key-not-valid-now');
  expect(reason(good, [key], '2026-01-01T00:00:00.000Z')).toBe('good');
  expect(reason(good, [key], '2027-01-01T00:00:00.000Z')).toBe('key-not-valid-now');
});

it('refuses a signed payload of another shape, that is no JSON or no UTF-8', () => {
  for (const payload of ['{"id":"7"}', '{', Uint8Array.of(0x22, 0xff, 0x22)]) expect(reason(envelope(payload))).toBe('bad-payload');
});

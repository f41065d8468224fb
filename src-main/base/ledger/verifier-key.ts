/** C2SP verifier keys: `name+hash+base64`, whose bytes are a signature type and an Ed25519 key. */
import { createPublicKey } from 'node:crypto';
import { sha256 } from './hash.ts';
import type { NoteVerifier } from './signed-note.ts';

/** What the form finds in a text; all of it, or there is no match. */
interface Found {
  readonly name: string;
  readonly hash: string;
  readonly data: string;
}

const COSIGNATURE = 4;
const KEY_BYTES = 33;

/** Who cosigns checkpoints; `null` for anything that is no such key, or whose hash does not fit. */
export function parseWitnessKey(text: string): NoteVerifier | null {
  const found = /^(?<name>[^+ \n]+)\+(?<hash>[0-9a-f]{8})\+(?<data>[A-Za-z0-9+/]+={0,2})$/u.exec(text)?.groups as Found | undefined; // the form's own groups, none of them optional
  if (found === undefined) return null;
  const { name } = found;
  const data = Buffer.from(found.data, 'base64');
  if (data.byteLength !== KEY_BYTES || data[0] !== COSIGNATURE) return null;
  const hash = Buffer.from(sha256(Buffer.from(`${name}\n`), data).subarray(0, 4)).toString('hex');
  if (hash !== found.hash) return null;
  return {
    name,
    publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: data.subarray(1).toString('base64url') }, format: 'jwk' }),
  };
}

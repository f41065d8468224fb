/**
 * Signed notes, the C2SP text form that tree heads travel in: lines of text, a blank line, signature lines.
 * Ed25519 signatures (type 1) by whoever keeps a log, cosignatures (`cosignature/v1`, type 4) by whoever watches it.
 */
import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256 } from './hash.ts';

const ED25519 = 1;
const COSIGNATURE = 4;
const KEY_ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
const DASH = '\u2014';
/** Far beyond any note of ours; bounds what a hostile file makes us look at. */
const MAX_SIGNATURES = 16;

/** A name and its key: who a signature claims to be from. Names hold no blank and no `+`. */
export interface NoteSigner {
  readonly name: string;
  readonly privateKey: KeyObject;
}
export interface NoteVerifier {
  readonly name: string;
  readonly publicKey: KeyObject;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** Without the key id. */
  readonly bytes: Uint8Array;
}

export interface SignedNote {
  /** The signed lines, each with its line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The 32 bytes of an Ed25519 public key. Throws `TypeError` for any other key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined) throw new TypeError('not an Ed25519 key');
  return new Uint8Array(Buffer.from(x, 'base64url'));
}

function keyIdOf(name: string, type: number, publicKey: KeyObject): Uint8Array {
  return sha256(Buffer.from(`${name}\n`), Uint8Array.of(type), rawPublicKey(publicKey)).subarray(0, KEY_ID_BYTES);
}

/** Signs `text`, which must end in a line feed and hold no blank line. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n') || text.includes('\n\n')) throw new TypeError('a note is lines of text without a blank one');
  return `${text}\n${signatureLine(signer, ED25519, sign(null, Buffer.from(text), signer.privateKey))}`;
}

/** Adds a watcher's cosignature, made at `atSeconds` of Unix time, to a signed note. */
export function cosignNote(note: string, signer: NoteSigner, atSeconds: number): string {
  const { text } = parseNoteOrThrow(note);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(atSeconds));
  const signature = sign(null, cosigned(text, atSeconds), signer.privateKey);
  return note + signatureLine(signer, COSIGNATURE, Buffer.concat([time, signature]));
}

function cosigned(text: string, atSeconds: number): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${atSeconds}\n${text}`);
}

function signatureLine({ name, privateKey }: NoteSigner, type: number, signature: Uint8Array): string {
  return `${DASH} ${name} ${Buffer.concat([keyIdOf(name, type, privateKey), signature]).toString('base64')}\n`;
}

/** `null` for anything that is no signed note. Checks the form, not the signatures. */
export function parseNote(note: string): SignedNote | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return null;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return null;
  const signatures = lines.map(parseSignature);
  const text = note.slice(0, end + 1);
  if (text.includes('\n\n') || signatures.some((signature) => signature === null)) return null;
  return { text, signatures: signatures.filter((signature) => signature !== null) };
}

function parseSignature(line: string): NoteSignature | null {
  const found = /^\u2014 (?<name>[^ +]+) (?<data>[A-Za-z0-9+/]+={0,2})$/u.exec(line)?.groups;
  if (found?.['name'] === undefined || found['data'] === undefined) return null;
  const data = new Uint8Array(Buffer.from(found['data'], 'base64'));
  if (data.byteLength <= KEY_ID_BYTES) return null;
  return { name: found['name'], keyId: data.subarray(0, KEY_ID_BYTES), bytes: data.subarray(KEY_ID_BYTES) };
}

/**
 * Whether `verifier` signed the note itself: `unsigned` when no line is from that name and key,
 * `forged` when one claims to be and is not.
 */
export function checkSignature(note: SignedNote, verifier: NoteVerifier): 'good' | 'forged' | 'unsigned' {
  const claims = claimsOf(note, verifier, ED25519);
  if (claims.length === 0) return 'unsigned';
  return claims.every(({ bytes }) => verify(null, Buffer.from(note.text), verifier.publicKey, bytes)) ? 'good' : 'forged';
}

/** When `verifier` cosigned, Unix seconds; `null` when it did not, or not truly. */
export function cosignedAt(note: SignedNote, verifier: NoteVerifier): number | null {
  for (const { bytes } of claimsOf(note, verifier, COSIGNATURE)) {
    if (bytes.byteLength !== 8 + SIGNATURE_BYTES) continue;
    const atSeconds = Number(Buffer.from(bytes.subarray(0, 8)).readBigUInt64BE());
    if (verify(null, cosigned(note.text, atSeconds), verifier.publicKey, bytes.subarray(8))) return atSeconds;
  }
  return null;
}

function claimsOf(note: SignedNote, { name, publicKey }: NoteVerifier, type: number): NoteSignature[] {
  const keyId = keyIdOf(name, type, publicKey);
  return note.signatures.filter((signature) => signature.name === name && Buffer.compare(signature.keyId, keyId) === 0);
}

function parseNoteOrThrow(note: string): SignedNote {
  const parsed = parseNote(note);
  if (parsed === null) throw new TypeError('not a signed note');
  return parsed;
}

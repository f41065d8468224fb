import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointSealFits, checkpointText, parseCheckpoint } from '../../../../../src-main/base/ledger/checkpoint.ts';
import { asSha256, hexOf, parseSha256, sha256 } from '../../../../../src-main/base/ledger/hash.ts';
import { nextSealingKey, sealFits, sealOf } from '../../../../../src-main/base/ledger/sealing-key.ts';
import {
  checkSignature,
  cosignedAt,
  cosignNote,
  parseNote,
  rawPublicKey,
  signNote,
} from '../../../../../src-main/base/ledger/signed-note.ts';

const keys = (name: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { signer: { name, privateKey }, verifier: { name, publicKey } };
};
const device = keys('may-tram-01');
const province = keys('tinh.thainguyen.vn');
const root = sha256(Buffer.from('root'));
const firstKey = { step: 0, secret: new Uint8Array(32).fill(7) };
const text = checkpointText({ logId: 'l1', epoch: 1 }, { size: 256, root }, firstKey);
const noteOf = (note: string) => {
  const parsed = parseNote(note);
  if (parsed === null) throw new Error('no note');
  return parsed;
};

describe('signed notes', () => {
  it('keep their text and tell who signed', () => {
    const note = noteOf(signNote(text, device.signer));
    expect(note.text).toBe(text);
    expect(checkSignature(note, device.verifier)).toBe('good');
    expect(checkSignature(note, province.verifier)).toBe('unsigned');
    expect(checkSignature(note, { ...device.verifier, publicKey: province.verifier.publicKey })).toBe('unsigned');
  });

  it('with one changed digit are forged', () => {
    const note = noteOf(signNote(text, device.signer).replace('\n256\n', '\n255\n'));
    expect(checkSignature(note, device.verifier)).toBe('forged');
  });

  it('are cosigned with the time of it', () => {
    const note = noteOf(cosignNote(signNote(text, device.signer), province.signer, 1_795_000_000));
    expect(checkSignature(note, device.verifier)).toBe('good');
    expect(cosignedAt(note, province.verifier)).toBe(1_795_000_000);
    expect(cosignedAt(note, device.verifier)).toBeNull();
    expect(cosignedAt({ ...note, text: text.replace('256', '300') }, province.verifier)).toBeNull();
  });

  it('with a cosignature of another length have none', () => {
    const note = noteOf(cosignNote(signNote(text, device.signer), province.signer, 1));
    const short = note.signatures.map((signature) => ({ ...signature, bytes: signature.bytes.subarray(0, 20) }));
    expect(cosignedAt({ ...note, signatures: short }, province.verifier)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['no signature', text],
    ['no last line feed', signNote(text, device.signer).slice(0, -1)],
    ['a signature line that is none', `${text}\n\u2014 name\n`],
    ['a signature without bytes', `${text}\n\u2014 name AAAA\n`],
    ['too many signatures', `${text}\n${`\u2014 name AAAAAAAA\n`.repeat(17)}`],
    ['a blank line in its text', `a\n\nb\n\n\u2014 name AAAAAAAA\n`],
  ])('are not read from %s', (_, note) => {
    expect(parseNote(note)).toBeNull();
  });

  it('are not made of text with a blank line or without an end, nor cosigned when they are none', () => {
    expect(() => signNote('a\n\nb\n', device.signer)).toThrow(TypeError);
    expect(() => signNote('a', device.signer)).toThrow(TypeError);
    expect(() => cosignNote('a', device.signer, 1)).toThrow(TypeError);
  });

  it('take Ed25519 keys only', () => {
    expect(rawPublicKey(device.signer.privateKey)).toEqual(rawPublicKey(device.verifier.publicKey));
    expect(() => rawPublicKey(createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey))).toThrow(TypeError);
  });

  it('are verified by OpenSSL too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vms điểm kiểm tra '));
    try {
      const [signature] = noteOf(signNote(text, device.signer)).signatures;
      writeFileSync(join(folder, 'device.pub'), device.verifier.publicKey.export({ format: 'pem', type: 'spki' }));
      writeFileSync(join(folder, 'checkpoint.txt'), text);
      writeFileSync(join(folder, 'checkpoint.sig'), signature?.bytes ?? sign(null, Buffer.alloc(0), province.signer.privateKey));
      const arguments_ = [
        'pkeyutl',
        '-verify',
        '-rawin',
        '-pubin',
        '-inkey',
        'device.pub',
        '-in',
        'checkpoint.txt',
        '-sigfile',
        'checkpoint.sig',
      ];
      expect(execFileSync('openssl', arguments_, { cwd: folder, encoding: 'utf8' })).toContain('Successfully');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('checkpoints', () => {
  it('are read back as they were written', () => {
    expect(text).toMatch(/^thainguyen\.gov\.vn\/vms\/l1\/1\n256\n[^\n]+\nkey 0\nseal [^\n]+\n$/u);
    expect(parseCheckpoint(text)).toMatchObject({ logId: 'l1', epoch: 1, size: 256, root, keyStep: 0 });
  });

  it('are sealed with the key of their time', () => {
    const checkpoint = parseCheckpoint(text);
    if (checkpoint === null) throw new Error('no checkpoint');
    expect(checkpointSealFits(text, checkpoint, firstKey)).toBe(true);
    expect(checkpointSealFits(text, checkpoint, nextSealingKey(firstKey))).toBe(false);
    expect(checkpointSealFits(text.replace('256', '257'), checkpoint, firstKey)).toBe(false);
  });

  it.each([
    ['an empty origin', text.replace(/^.*\n/u, '\n')],
    ['another origin', text.replace('thainguyen', 'elsewhere')],
    ['no epoch', text.replace('l1/1', 'l1')],
    ['epoch 0', text.replace('l1/1', 'l1/0')],
    ['a size with a leading zero', text.replace('256', '0256')],
    ['a negative size', text.replace('256', '-1')],
    ['a size beyond counting', text.replace('256', '9'.repeat(16))],
    ['a short root', 'o\n1\nAAAA\n'],
    ['no seal', text.replace(/seal.*\n/u, '')],
    ['more lines', `${text}more\n`],
  ])('are not read with %s', (_, wrong) => {
    expect(parseCheckpoint(wrong)).toBeNull();
  });
});

describe('hashes', () => {
  it('are read from hexadecimal digits and bytes of the right length only', () => {
    expect(hexOf(parseSha256(hexOf(root)) ?? new Uint8Array())).toBe(hexOf(root));
    expect(parseSha256('ab')).toBeNull();
    expect(parseSha256(hexOf(root).toUpperCase())).toBeNull();
    expect(asSha256(new Uint8Array(31))).toBeNull();
  });
});

describe('sealing key', () => {
  it('moves on by hashing, so that the way back is closed', () => {
    expect(nextSealingKey(firstKey)).toEqual({ step: 1, secret: sha256(firstKey.secret) });
  });

  it('seals with the key of its step only', () => {
    const seal = sealOf(firstKey, root);
    expect(sealFits(firstKey, root, seal)).toBe(true);
    expect(sealFits(nextSealingKey(firstKey), root, seal)).toBe(false);
    expect(sealFits(firstKey, sha256(root), seal)).toBe(false);
    expect(sealFits(firstKey, root, seal.subarray(1))).toBe(false);
  });
});

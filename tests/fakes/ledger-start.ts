/** What a ledger worker is started with, the same for every start of one test. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { LedgerStart } from '../../src-main/cache/ledger/protocol.ts';
import type { NoteVerifier } from '../../src-main/base/ledger/signed-note.ts';
import { LOG_ID } from './ledger-book.ts';

/** An Ed25519 key of no value: 32 bytes of seven, in its PKCS#8 frame (RFC 8410 §10.3). */
const SIGNING_KEY = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);

/** Both threads of a ledger, run from source. */
export const ledgerWorkers = {
  workerUrl: new URL('../../src-main/cache/ledger/worker.ts', import.meta.url),
  readerUrl: new URL('../../src-main/cache/ledger/reader.ts', import.meta.url),
};

export const ledgerStart = (directory: string, change: Partial<LedgerStart> = {}): LedgerStart => ({
  directory,
  keys: { logId: LOG_ID, signingKey: new Uint8Array(SIGNING_KEY), stateKey: new Uint8Array(32).fill(3) },
  previous: null,
  firstSealingKey: new Uint8Array(32).fill(9),
  bootId: 'boot-1',
  device: { id: 'd-1', host: 'MAY-TRAM-01', ip: '10.1.2.3', mac: '02:00:00:00:00:01', app: '0.1.0' },
  ...change,
});

export const ledgerDevice: NoteVerifier = {
  name: LOG_ID,
  publicKey: createPublicKey(createPrivateKey({ key: SIGNING_KEY, format: 'der', type: 'pkcs8' })),
};

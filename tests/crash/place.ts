import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../src-main/base/ledger/uuid-v7.ts';
import type { LedgerPlace } from '../../src-main/cache/ledger/open-ledger.ts';
import { ledgerStart } from '../fakes/ledger-start.ts';

/** The ledger of a test, opened without its thread: what is killed here is what writes. */
export function crashPlace(directory: string): LedgerPlace {
  const { keys, firstSealingKey, device } = ledgerStart(directory);
  const bootId = uuidV7(Date.now(), randomBytes(10));
  return {
    directory,
    keys,
    previous: null,
    firstKey: { step: 0, secret: firstSealingKey },
    now: () => new Date(),
    moment: () => ({
      epochMs: Date.now(),
      monoMs: performance.now(),
      bootId,
      clock: { state: 'unsynced', offsetMs: null, uncertaintyMs: null, lastSync: null },
      device,
      entryId: uuidV7(Date.now(), randomBytes(10)),
    }),
  };
}

/** A workstation's line to a running province, and its audit log: what sends entries, and what keeps them. */
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { ServerClock } from '../../../src-main/base/server-clock.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { ProvinceLine } from '../../../src-main/rest/province-line.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { ledgerStart, ledgerWorkers } from '../ledger-start.ts';
import type { TestProvince } from './running-backend.ts';

export const lineTo = (
  province: TestProvince,
  { keys }: DeviceClient,
  serverClock: ServerClock = new ServerClock(systemClock, null),
): ProvinceLine =>
  new ProvinceLine({
    url: province.url,
    signing: keys.signing,
    trusted: { roots: [province.backend.keys.authority.rootPem], revocationList: null, revoked: new Set() },
    serverClock,
    clock: systemClock,
    newId: randomUUID,
  });

/** Under the keys the province knows. */
export function openWorkstationLedger(directory: string, { keys, device }: DeviceClient): Promise<LedgerDatabase> {
  const signingKey = new Uint8Array(keys.signing.export({ format: 'der', type: 'pkcs8' }));
  const start = ledgerStart(directory, {
    keys: { logId: device.logId, signingKey, stateKey: new Uint8Array(32).fill(3) },
    firstSealingKey: new Uint8Array(keys.sealKey),
  });
  return openLedgerDatabase({ ...ledgerWorkers, start, log: silentLog });
}

/** Opens this workstation's audit log and says what had to be done to it. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { basename, join } from 'node:path';
import type { Notice } from '../../../src-contract/ipc/app.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import { writeFileAtomic } from '../../base/atomic-file.ts';
import type { Log } from '../../base/log.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../cache/ledger/ledger-database.ts';
import type { LedgerEvent } from '../../cache/ledger/open-ledger.ts';
import type { LedgerKeys } from '../../cache/ledger/writer.ts';
import type { HeldKeys } from './ledger-keys.ts';

export interface OpenAuditOptions {
  readonly directory: string;
  readonly workerUrl: URL;
  readonly readerUrl: URL;
  /** `null` where no key can be kept. */
  readonly held: HeldKeys | null;
  readonly appVersion: string;
  readonly bootId: string;
  readonly log: Log;
}

export interface OpenedAudit {
  /** `null` where the log cannot be opened: acts that need an entry are refused then. */
  readonly ledger: LedgerDatabase | null;
  readonly notices: readonly Notice[];
  /** The program that had the log before did not close it. */
  readonly afterCrash: boolean;
}

/** Never rejects. */
export async function openAudit(options: OpenAuditOptions): Promise<OpenedAudit> {
  const { directory, held, bootId, log } = options;
  if (held === null) return { ledger: null, notices: [unwritableNotice], afterCrash: false };
  const { keys, previous, firstSealingKey } = held;
  const device = thisDevice(keys.logId, options.appVersion);
  const start = { directory, keys, previous, firstSealingKey, bootId, device };
  try {
    const ledger = await openLedgerDatabase({ workerUrl: options.workerUrl, readerUrl: options.readerUrl, start, log });
    keepPublicKey(options, 'ledger.pub', keys);
    if (previous !== null) keepPublicKey(options, `ledger-${previous.logId}.pub`, previous);
    const { events } = ledger.opened;
    return { ledger, notices: events.flatMap(noticesOf), afterCrash: events.some(({ kind }) => kind === 'not-closed') };
  } catch (failure) {
    log.error('audit log cannot be opened', { failure });
    return { ledger: null, notices: [unwritableNotice], afterCrash: false };
  }
}

/** Stands as long as nothing can be written. */
export const unwritableNotice: Notice = { id: 'ledger-unwritable', severity: 'error', key: 'ledger-unwritable', details: {} };

function noticesOf(event: LedgerEvent): Notice[] {
  switch (event.kind) {
    case 'created':
    case 'not-closed':
      return [];
    case 'quarantined':
      return [
        { id: 'ledger-corrupt', severity: 'error', key: 'ledger-corrupt', details: { file: basename(event.file), count: event.kept } },
      ];
    case 'tampered':
      return [{ id: 'ledger-tampered', severity: 'error', key: 'ledger-tampered', details: { epoch: event.epoch, seq: event.seq } }];
  }
}

/** For whoever verifies the log without the province; the log does not need it. */
function keepPublicKey({ directory, log }: OpenAuditOptions, name: string, keys: LedgerKeys): void {
  try {
    writeFileAtomic(join(directory, name), publicKeyOf(keys));
  } catch (failure) {
    log.error('public key of the audit log cannot be written', { failure });
  }
}

function publicKeyOf({ signingKey }: LedgerKeys): string {
  const key = createPrivateKey({ key: Buffer.from(signingKey), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
}

/** The first address that leads out of the machine, as R-AUD-03 asks; a machine without a network has none. */
function thisDevice(id: string, app: string): AuditEntry['device'] {
  const outward = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  return { id, host: hostname(), ip: outward?.address ?? null, mac: outward?.mac ?? null, app };
}

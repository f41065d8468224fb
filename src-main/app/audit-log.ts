/** The audit log of this workstation, opened before anything may be done. */
import { randomBytes } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import type { Log } from '../base/log.ts';
import type { LedgerDatabase } from '../cache/ledger/ledger-database.ts';
import type { LedgerKeys } from '../cache/ledger/writer.ts';
import type { Host } from '../hosts/host.ts';
import { Audit } from '../services/audit/audit.ts';
import { ledgerKeys } from '../services/audit/ledger-keys.ts';
import { openAudit } from '../services/audit/open-audit.ts';
import { recordStart } from '../services/audit/record.ts';
import type { NoticeBoard } from '../services/notices.ts';
import type { Remembered } from '../services/remembered.ts';
import type { CurrentSession } from '../services/session/current-session.ts';
import type { Storage } from '../services/storage.ts';

export interface AuditLogNeeds {
  readonly host: Host;
  readonly storage: Storage;
  readonly remembered: Remembered;
  readonly notices: NoticeBoard;
  /** Asked at every entry. */
  readonly seat: Pick<CurrentSession, 'actor'>;
  readonly log: Log;
}

/** Never rejects: without a log the program shows pictures and refuses the rest. */
export async function openAuditLog({ host, storage, remembered, notices, seat, log }: AuditLogNeeds): Promise<{
  readonly audit: Audit;
  readonly ledger: LedgerDatabase | null;
}> {
  const newId = (): string => uuidV7(Date.now(), randomBytes(10));
  const {
    ledger,
    notices: found,
    afterCrash,
  } = await openAudit({
    directory: host.paths.userData,
    workerUrl: workerUrl(),
    keys: await keysOf(storage, remembered, newId, log),
    appVersion: packageJson.version,
    bootId: newId(),
    random: randomBytes,
    log,
  });
  for (const notice of found) notices.post(notice);
  const audit = new Audit({ ledger, actor: () => seat.actor(), log });
  await recordStart(audit, afterCrash, host.kind);
  return { audit, ledger };
}

/** With storage that lives in memory only, the keys of the log on disk are unknown: it must not be set aside for new ones. */
async function keysOf({ database, vault }: Storage, remembered: Remembered, newId: () => string, log: Log): Promise<LedgerKeys | null> {
  if (database.report.mode === 'memory') return null;
  try {
    return await ledgerKeys(remembered, vault, { random: randomBytes, newId });
  } catch (failure) {
    log.error('keys of the audit log cannot be stored', { failure });
    return null;
  }
}

function workerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? '../cache/ledger/worker.ts' : './ledger-worker.js', import.meta.url);
}

/** The audit log of this workstation, opened before anything may be done. */
import { randomBytes } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import en from '../../resources/locales/en.json' with { type: 'json' };
import vi from '../../resources/locales/vi.json' with { type: 'json' };
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import type { Language } from '../../src-contract/model/settings.ts';
import type { Log } from '../base/log.ts';
import type { LedgerDatabase } from '../cache/ledger/ledger-database.ts';
import type { LedgerKeys } from '../cache/ledger/writer.ts';
import type { Host } from '../hosts/host.ts';
import { AuditReading, type ExportWords } from '../services/audit/audit-reading.ts';
import { Audit } from '../services/audit/audit.ts';
import { ledgerKeys } from '../services/audit/ledger-keys.ts';
import { openAudit } from '../services/audit/open-audit.ts';
import { personsFolder } from './persons-folder.ts';
import { recordStart } from '../services/audit/record.ts';
import type { Configuration } from '../services/configuration/configuration.ts';
import type { NoticeBoard } from '../services/notices.ts';
import type { Remembered } from '../services/remembered.ts';
import type { CurrentSession } from '../services/session/current-session.ts';
import type { SettingsService } from '../services/settings.ts';
import type { Storage } from '../services/storage.ts';

const exportWords: Readonly<Record<Language, ExportWords>> = { vi: vi.audit, en: en.audit };

export interface AuditLogNeeds {
  readonly host: Host;
  readonly storage: Storage;
  readonly remembered: Remembered;
  readonly settings: SettingsService;
  readonly notices: NoticeBoard;
  /** Asked at every entry. */
  readonly seat: Pick<CurrentSession, 'actor' | 'purpose'>;
  readonly configuration: Pick<Configuration, 'cameras'>;
  readonly log: Log;
}

/** Never rejects: without a log the program shows pictures and refuses the rest. */
export async function openAuditLog({ host, storage, remembered, settings, notices, seat, configuration, log }: AuditLogNeeds): Promise<{
  readonly audit: Audit;
  readonly auditReading: AuditReading;
  readonly ledger: LedgerDatabase | null;
}> {
  const newId = (): string => uuidV7(Date.now(), randomBytes(10));
  const bootId = newId();
  const {
    ledger,
    notices: found,
    afterCrash,
  } = await openAudit({
    directory: host.paths.userData,
    workerUrl: besideUs('../cache/ledger/worker.ts', './ledger-worker.js'),
    readerUrl: besideUs('../cache/ledger/reader.ts', './ledger-reader.js'),
    keys: await keysOf(storage, remembered, newId, log),
    appVersion: packageJson.version,
    bootId,
    previous: null,
    firstSealingKey: randomBytes(32),
    log,
  });
  for (const notice of found) notices.post(notice);
  const audit = new Audit({
    ledger,
    actor: () => seat.actor(),
    purpose: () => seat.purpose(),
    areaOf: (id) => configuration.cameras.get(id)?.document.areaPath ?? null,
    log,
  });
  await recordStart(audit, afterCrash, host.kind);
  const auditReading = new AuditReading({
    ledger,
    audit,
    bootId,
    folder: personsFolder(host, 'audit'),
    words: () => exportWords[settings.current().language],
    now: () => new Date(),
  });
  return { audit, auditReading, ledger };
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

/** A worker's file, run from source or built. */
const besideUs = (source: string, built: string): URL => new URL(import.meta.url.endsWith('.ts') ? source : built, import.meta.url);

/** The audit log of this workstation, opened before anything may be done. */
import { randomBytes } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import en from '../../resources/locales/en.json' with { type: 'json' };
import vi from '../../resources/locales/vi.json' with { type: 'json' };
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import { VmsError } from '../../src-contract/errors.ts';
import type { Language } from '../../src-contract/model/settings.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Host } from '../hosts/host.ts';
import { AuditReading, type ExportWords } from '../services/audit/audit-reading.ts';
import { Audit } from '../services/audit/audit.ts';
import { LedgerInUse } from '../services/audit/ledger-in-use.ts';
import { forgetFirstSealingKey, joinLedgerKeys, ledgerKeys, type HeldKeys, type JoinedLog } from '../services/audit/ledger-keys.ts';
import { openAudit, type OpenedAudit } from '../services/audit/open-audit.ts';
import { ProvinceAudit } from '../services/audit/province-audit.ts';
import { auditClientDays } from '../services/audit/retention.ts';
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
  readonly configuration: Pick<Configuration, 'cameras' | 'policies'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface AuditLog {
  readonly audit: Audit;
  readonly auditReading: AuditReading;
  /** `null` where the log cannot be opened. */
  readonly ledger: LedgerInUse | null;
  /** `null` where there is no log to bring to a province. */
  readonly provinceAudit: ProvinceAudit | null;
}

/** Never rejects: without a log the program shows pictures and refuses the rest. */
export async function openAuditLog(needs: AuditLogNeeds): Promise<AuditLog> {
  const { host, storage, remembered, settings, notices, seat, configuration, clock, log } = needs;
  const newId = (): string => uuidV7(Date.now(), randomBytes(10));
  const bootId = newId();
  const open = (held: HeldKeys | null): Promise<OpenedAudit> =>
    openAudit({ ...placeOf(host), held, appVersion: packageJson.version, bootId, log });
  const held = await keysOf(storage, remembered, newId, log);
  const opened = await open(held);
  for (const notice of opened.notices) notices.post(notice);
  const ledger = opened.ledger === null ? null : new LedgerInUse(opened.ledger);
  if (held !== null && ledger !== null) await forgetFirstSealingKey(remembered, storage.vault, held.keys).catch(() => undefined); // it is tried again at the next start
  const audit = new Audit({
    ledger,
    actor: () => seat.actor(),
    purpose: () => seat.purpose(),
    areaOf: (id) => configuration.cameras.get(id)?.document.areaPath ?? null,
    log,
  });
  await recordStart(audit, opened.afterCrash, host.kind);
  const takeOver = async (to: LedgerInUse, joined: JoinedLog): Promise<void> => {
    const next = await joinLedgerKeys(remembered, storage.vault, joined, randomBytes);
    await to.replace(async () => {
      const { ledger: fresh, notices: found } = await open(next);
      for (const notice of found) notices.post(notice);
      if (fresh === null) throw new VmsError('unavailable', 'ledger-unwritable');
      return fresh;
    });
    await forgetFirstSealingKey(remembered, storage.vault, next.keys);
  };
  const provinceAudit =
    ledger === null
      ? null
      : new ProvinceAudit({
          ledger,
          takeOver: (joined) => takeOver(ledger, joined),
          notices,
          clock,
          random: Math.random,
          keptDays: () => auditClientDays(configuration),
          log,
        });
  const auditReading = new AuditReading({
    ledger,
    audit,
    bootId,
    folder: personsFolder(host, 'audit'),
    words: () => exportWords[settings.current().language],
    upload: () => provinceAudit?.state() ?? { kind: 'off' },
    now: () => new Date(),
  });
  return { audit, auditReading, ledger, provinceAudit };
}

const placeOf = (host: Host) => ({
  directory: host.paths.userData,
  workerUrl: besideUs('../cache/ledger/worker.ts', './ledger-worker.js'),
  readerUrl: besideUs('../cache/ledger/reader.ts', './ledger-reader.js'),
});

/** With storage that lives in memory only, the keys of the log on disk are unknown: it must not be set aside for new ones. */
async function keysOf({ database, vault }: Storage, remembered: Remembered, newId: () => string, log: Log): Promise<HeldKeys | null> {
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

/** Reads the audit log for people. Every question and every file is itself written into the log first; without that there is no answer. */
import { join } from 'node:path';
import type { AuditCell, AuditDetail, AuditFilter, AuditUploadState, Share, Sighting } from '../../../src-contract/model/audit-log.ts';
import { VmsError } from '../../../src-contract/errors.ts';
import type { LedgerFinding } from '../../base/ledger/finding.ts';
import { exportColumns, type Exported, type ExportOrder } from '../../cache/ledger/export-file.ts';
import type { LedgerDatabase } from '../../cache/ledger/ledger-database.ts';
import type { LogAbout } from '../../cache/ledger/log-state.ts';
import type { Audit } from './audit.ts';

/** What a file of the log says in a person's language. */
export interface ExportWords {
  readonly column: Readonly<Record<string, string>>;
  readonly action: Readonly<Record<string, string>>;
}

export interface AuditReadingNeeds {
  /** `null` where the log cannot be opened: then there is nothing to read. */
  readonly ledger: Pick<LedgerDatabase, 'read' | 'ask'> | null;
  readonly audit: Pick<Audit, 'act'>;
  readonly bootId: string;
  /** Where files for the person go. */
  readonly folder: string;
  readonly words: () => ExportWords;
  /** How the log gets to the province. */
  readonly upload: () => AuditUploadState;
  readonly now: () => Date;
}

export interface Reading {
  readonly readingId: string;
  readonly total: number;
  readonly more: number;
  readonly asOfMs: number;
  readonly shares: Share[];
}

export interface Verified {
  readonly entries: number;
  readonly wrong: number;
  readonly findings: readonly {
    readonly kind: string;
    readonly epoch: number | null;
    readonly from: number | null;
    readonly to: number | null;
  }[];
  readonly tookMs: number;
}

const FINDINGS_TOLD = 100;

export class AuditReading {
  readonly #needs: AuditReadingNeeds;

  constructor(needs: AuditReadingNeeds) {
    this.#needs = needs;
  }

  /** Rejects `unavailable` where there is no log; so do the others. */
  async about(): Promise<LogAbout & { readonly upload: AuditUploadState }> {
    return { ...(await this.#ledger().read('about', {})), upload: this.#needs.upload() };
  }

  find(filter: AuditFilter): Promise<Reading> {
    const ledger = this.#ledger();
    return this.#needs.audit.act({ action: 'log.read', params: paramsOf(filter) }, async () => {
      const found = await ledger.read('find', filter);
      return { ...found, shares: [...found.shares], asOfMs: this.#needs.now().getTime() };
    });
  }

  page(readingId: string, from: number, count: number): Promise<readonly AuditCell[]> {
    return this.#ledger().read('page', { readingId, from, count });
  }

  entry(readingId: string, at: number): Promise<AuditDetail> {
    return this.#ledger().read('entry', { readingId, at });
  }

  whatWasSeen(question: {
    readonly userId: string | null;
    readonly fromMs: number;
    readonly toMs: number;
  }): Promise<{ readonly sightings: readonly Sighting[]; readonly truncated: boolean }> {
    const ledger = this.#ledger();
    const params = { question: 'seen', ...dates(question), ...(question.userId === null ? {} : { userId: question.userId }) };
    return this.#needs.audit.act({ action: 'log.read', params }, () =>
      ledger.read('whatWasSeen', { ...question, bootId: this.#needs.bootId }),
    );
  }

  async verify(): Promise<Verified> {
    const startedMs = performance.now();
    const { entries, findings } = await this.#ledger().read('verify', { elsewhere: [] });
    return {
      entries,
      wrong: findings.length,
      findings: findings.slice(0, FINDINGS_TOLD).map(placeOf),
      tookMs: Math.round(performance.now() - startedMs),
    };
  }

  /** Signs a head first, so that the one beside the file covers all of it. */
  export(filter: AuditFilter, form: ExportOrder['form']): Promise<Exported & { readonly file: string }> {
    const { audit, folder, words, now } = this.#needs;
    const ledger = this.#ledger();
    const file = join(folder, `nhat-ky-vms-${now().toISOString().slice(0, 19).replaceAll(/[:T]/gu, '-')}.${form}`);
    return audit.act({ action: 'log.export', params: { form, ...paramsOf(filter) } }, async () => {
      await ledger.ask('checkpoint', {});
      const { column, action } = words();
      const headings = exportColumns.map((name) => column[name] ?? name);
      return { file, ...(await ledger.read('export', { filter, form, file, headings, actionWords: action })) };
    });
  }

  #ledger(): NonNullable<AuditReadingNeeds['ledger']> {
    if (this.#needs.ledger === null) throw new VmsError('unavailable', 'ledger-unwritable');
    return this.#needs.ledger;
  }
}

/** What was looked for, as the log tells it; what was left open is not told. */
function paramsOf({ fromMs, toMs, ...rest }: AuditFilter): Readonly<Record<string, string>> {
  const given = Object.entries(rest).filter((field): field is [string, string] => field[1] !== null && field[1] !== '');
  return { ...dates({ fromMs, toMs }), ...Object.fromEntries(given) };
}

function dates({ fromMs, toMs }: { readonly fromMs: number | null; readonly toMs: number | null }): Readonly<Record<string, string>> {
  const text = (name: string, ms: number | null): Record<string, string> =>
    ms === null ? {} : { [name]: new Date(Math.min(ms, LAST_DATE_MS)).toISOString() };
  return { ...text('from', fromMs), ...text('to', toMs) };
}

/** The furthest moment a date can name. */
const LAST_DATE_MS = 8_640_000_000_000_000;

function placeOf(finding: LedgerFinding): Verified['findings'][number] {
  const { kind } = finding;
  const epoch = 'epoch' in finding ? finding.epoch : null;
  if ('seq' in finding) return { kind, epoch, from: finding.seq, to: finding.seq };
  if ('size' in finding) return { kind, epoch, from: finding.size, to: finding.size };
  return 'to' in finding ? { kind, epoch, from: finding.from, to: finding.to } : { kind, epoch, from: null, to: null };
}

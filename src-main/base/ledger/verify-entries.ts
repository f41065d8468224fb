/** First half of verification: every entry by itself and against the one before it. One pass; memory does not grow with the ledger. */
import { parseEntryLink } from './entry-link.ts';
import { EpochWalk, type WalkedEpoch } from './epoch-walk.ts';
import type { LedgerFinding } from './finding.ts';
import type { LedgerRow } from './ledger-row.ts';
import { leafHexer } from './merkle.ts';

export interface EntriesToCheck {
  /** By epoch, and within it in the order they stand. */
  readonly rows: Iterable<LedgerRow>;
  /** Whose log it should be; `null` takes the first entry's word. */
  readonly logId: string | null;
  /** Sizes at which the caller wants to compare roots, by epoch. */
  readonly sizes: ReadonlyMap<number, ReadonlySet<number>>;
}

export interface EntriesReport {
  readonly logId: string | null;
  readonly findings: readonly LedgerFinding[];
  readonly epochs: readonly WalkedEpoch[];
}

export function verifyEntries(check: EntriesToCheck): EntriesReport {
  const findings: LedgerFinding[] = [];
  const walks: EpochWalk[] = [];
  const hexOfLeaf = leafHexer();
  let logId = check.logId;
  for (const row of check.rows) {
    const current = walks.at(-1);
    const walk = current?.epoch === row.epoch ? current : new EpochWalk(row.epoch, check.sizes.get(row.epoch) ?? new Set(), hexOfLeaf);
    if (walk !== current) walks.push(walk);
    const entry = row.bytes === null ? null : parseEntryLink(row.bytes);
    logId ??= entry?.logId ?? null;
    findings.push(...walk.take(row, entry, logId));
  }
  return { logId, findings: [...findings, ...walks.flatMap((walk) => walk.gaps())], epochs: walks.map((walk) => walk.result()) };
}

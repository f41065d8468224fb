/**
 * From the log of a workstation by itself to the log of a workstation of the province.
 *
 * The old log is closed with a signed head and kept beside the new one, whole and verifiable for ever under its own id and
 * key; the first entry of the new log names its last. Every step can be repeated, so a power cut leaves nothing half done.
 */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import { hexOf } from '../../base/ledger/hash.ts';
import { applyPragmas, get, openConnection } from '../database.ts';
import { migrate } from '../migrate.ts';
import { sql } from '../sql.ts';
import { ledgerFile } from './ledger-file.ts';
import { epochDraft } from './new-epoch.ts';
import { ledgerMigrations } from './schema.ts';
import { markClean, readState } from './state.ts';
import { LedgerWriter, type LedgerKeys } from './writer.ts';
import type { Moment } from '../../base/ledger/chain.ts';

export const previousFile = (directory: string, logId: string): string => join(directory, `ledger-${logId}.db`);

/** Closes and puts aside the log of `keys` if it is the one in use. Throws `CorruptDatabaseError` when it cannot be read. */
export function putPreviousAside(directory: string, keys: LedgerKeys, moment: () => Moment): void {
  const file = ledgerFile(directory);
  if (!existsSync(file) || logIdOf(file) !== keys.logId) return;
  const db = openConnection(file, { readonly: false });
  try {
    applyPragmas(db);
    migrate(db, ledgerMigrations);
    const stored = readState(db, keys.stateKey);
    if (stored !== null) new LedgerWriter(db, keys, stored.state, moment).checkpoint();
    markClean(db, true);
    // One file from here on: what is only beside it would stay behind.
    db.connection.pragma('journal_mode = DELETE');
  } finally {
    db.connection.close();
  }
  renameSync(file, previousFile(directory, keys.logId));
}

const idSchema = z.object({ log_id: z.string() });
const lastSchema = z.object({ epoch: z.int(), seq: z.int(), leaf: z.instanceof(Uint8Array) });

function logIdOf(file: string): string | null {
  const db = openConnection(file, { readonly: true });
  try {
    return idSchema.safeParse(get(db, sql`SELECT log_id FROM log_state`)).data?.log_id ?? null;
  } catch {
    return null; // no ledger, or none that can be read: opening it says what is wrong
  } finally {
    db.connection.close();
  }
}

/** The first entry of the new log; `null` where there was no log before. */
export function continuationDraft(directory: string, logId: string): AuditDraft | null {
  const file = previousFile(directory, logId);
  if (!existsSync(file)) return null;
  const db = openConnection(file, { readonly: true });
  try {
    const last = lastSchema.safeParse(get(db, sql`SELECT epoch, seq, leaf FROM entry ORDER BY epoch DESC, seq DESC LIMIT 1`)).data;
    const bound = { boundEpoch: last?.epoch ?? 0, boundSeq: last?.seq ?? 0, boundHash: last === undefined ? null : hexOf(last.leaf) };
    return epochDraft('enrolled', { previousLog: logId, ...bound });
  } finally {
    db.connection.close();
  }
}

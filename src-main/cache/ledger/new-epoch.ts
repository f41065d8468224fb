/** What a new epoch begins with when the province knows more of this log than this machine does. */
import { z } from 'zod';
import type { AuditAction, AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import type { AuditEntry, EntryHead } from '../../../src-contract/province/schemas.ts';
import { parseEntry } from '../../base/ledger/entry-line.ts';
import { hexOf } from '../../base/ledger/hash.ts';
import { all, type ReadableDb } from '../database.ts';
import { sql } from '../sql.ts';
import type { LedgerState } from './state.ts';

/** The program as the one who writes about its own log. */
export const program: AuditDraft['actor'] = {
  userId: 'system',
  name: 'Thái Nguyên VMS',
  unit: null,
  role: null,
  session: null,
  mode: 'system',
};

export function epochDraft(reason: string, params: AuditDraft['params']): AuditDraft {
  return {
    actor: program,
    action: 'log.epoch',
    phase: 'event',
    object: null,
    area: null,
    purpose: null,
    caseNumber: null,
    requestId: null,
    outcome: 'done',
    reason,
    params,
  };
}

const rowSchema = z.object({ epoch: z.int(), seq: z.int(), bytes: z.instanceof(Uint8Array).nullable(), leaf: z.instanceof(Uint8Array) });

/**
 * First what happened, bound to the province's head; then, told again under new numbers, what was written here meanwhile:
 * the province has other entries under the old ones and would take it for a second history.
 */
export function draftsAfterLoss(db: ReadableDb, { chain, acked }: LedgerState, head: EntryHead): AuditDraft[] {
  const rows = z
    .array(rowSchema)
    .parse(all(db, sql`SELECT epoch, seq, bytes, leaf FROM entry WHERE (epoch, seq) > (${acked.epoch}, ${acked.seq}) ORDER BY epoch, seq`));
  const last = rows.at(-1);
  const opening = epochDraft('server-ahead', {
    previousEpoch: head.epoch,
    boundSeq: head.seq,
    boundHash: head.hash,
    reason: 'server-ahead',
    hereEpoch: chain.epoch,
    hereSeq: chain.frontier.size,
    hereHash: last === undefined ? null : hexOf(last.leaf),
    toldAgain: rows.length,
  });
  const entries = rows.flatMap(({ bytes }) => (bytes === null ? [] : (parseEntry(bytes) ?? [])));
  return [opening, ...entries.map(toldAgain)];
}

function toldAgain(entry: AuditEntry): AuditDraft {
  const { actor, phase, object, area, purpose, caseNumber, requestId, outcome, reason, params, epoch, seq, entryId, utc } = entry;
  const first = { firstEpoch: epoch, firstSeq: seq, firstId: entryId, firstUtc: utc };
  const said = { actor, phase, object, area, purpose, caseNumber, requestId, outcome, reason };
  return { ...said, action: entry.action as AuditAction, params: { ...params, ...first } }; // written by this or an earlier version of the program
}

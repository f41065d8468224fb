/** The audit log in a transfer file: what goes out of it, and what the province's file says of it. */
import type { AuditHead, Problem, TransferPayload } from '../../../src-contract/province/schemas.ts';
import type { Answer } from '../../base/sync/province-answer.ts';
import type { LedgerDatabase } from '../../cache/ledger/ledger-database.ts';
import type { ProvinceLog } from '../../rest/audit-log.ts';
import { MOST_BYTES, MOST_ENTRIES } from './upload-step.ts';

export interface OutgoingLog extends Pick<TransferPayload, 'logId' | 'batches' | 'checkpoint'> {
  readonly entries: number;
  /** That found no place in this file. */
  readonly left: number;
}

/** A head is signed first, so that what goes out can be witnessed. */
export async function collectLog(ledger: Pick<LedgerDatabase, 'ask'>, logId: string, most: number): Promise<OutgoingLog> {
  await ledger.ask('checkpoint', {});
  const unsent = await ledger.ask('countUnsent', {});
  const batches: TransferPayload['batches'][number][] = [];
  let [entries, last] = [0, undefined as { readonly epoch: number; readonly seq: number } | undefined]; // until the first batch there is no last entry
  while (entries < most) {
    const after = last === undefined ? {} : { after: { epoch: last.epoch, seq: last.seq } };
    const batch = await ledger.ask('unsent', { most: Math.min(MOST_ENTRIES, most - entries), mostBytes: MOST_BYTES, ...after });
    const [first] = batch;
    if (first === undefined) break;
    batches.push({
      epoch: first.epoch,
      first: first.seq,
      lines: batch.map(({ bytes }) => `${Buffer.from(bytes).toString('utf8')}\n`).join(''),
    });
    entries += batch.length;
    last = batch.at(-1);
  }
  const through = last === undefined ? {} : { through: { epoch: last.epoch, seq: last.seq } };
  const head = await ledger.ask('headToWitness', through);
  return { logId, batches, checkpoint: head?.note ?? null, entries, left: unsent - entries };
}

/** What a file of the province says of the log. */
export interface LogAnswer {
  readonly head: AuditHead;
  readonly auditProblem: Problem | null;
  /** The note that went out, cosigned; unverified. */
  readonly checkpoint: string | null;
}

/** The province as the file has it: it can be asked what stands there, and takes nothing. */
export function logOfAnswer({ head, checkpoint }: LogAnswer): ProvinceLog {
  const notInIt: Answer<never> = { kind: 'network', code: 'not-in-file' };
  return {
    head: () => Promise.resolve({ kind: 'answered', value: head }),
    push: () => Promise.resolve(notInIt),
    witness: (note) => Promise.resolve(checkpoint?.startsWith(note) === true ? { kind: 'answered', value: checkpoint } : notInIt),
  };
}

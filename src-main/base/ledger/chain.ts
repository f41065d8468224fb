/** How a ledger grows: each entry names the hash of the one before and is a leaf of the tree. Pure. */
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import { encodeEntry } from './entry-line.ts';
import { hexOf, type Sha256 } from './hash.ts';
import { appendLeaf, emptyFrontier, leafHash, type Frontier } from './merkle.ts';

/** What the first entry of an epoch names as the one before. */
export const NO_ENTRY = '0'.repeat(64);

/** All a ledger must know to take the next entry. */
export interface Chain {
  readonly logId: string;
  readonly epoch: number;
  readonly frontier: Frontier;
  readonly last: Sha256 | null;
}

export const startOfEpoch = (logId: string, epoch: number): Chain => ({ logId, epoch, frontier: emptyFrontier, last: null });

/** When and where an entry is written. */
export interface Moment {
  readonly epochMs: number;
  readonly monoMs: number;
  readonly bootId: string;
  readonly clock: AuditEntry['clock'];
  readonly device: AuditEntry['device'];
  readonly entryId: string;
}

export interface ChainedEntry {
  readonly epoch: number;
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly leaf: Sha256;
}

export function chainEntry(chain: Chain, draft: AuditDraft, moment: Moment): { chain: Chain; entry: ChainedEntry } {
  const seq = chain.frontier.size + 1;
  const bytes = encodeEntry({
    v: 1,
    logId: chain.logId,
    epoch: chain.epoch,
    seq,
    entryId: moment.entryId,
    utc: new Date(moment.epochMs).toISOString(),
    local: vietnamTime(moment.epochMs),
    mono: Math.round(moment.monoMs),
    bootId: moment.bootId,
    clock: moment.clock,
    device: moment.device,
    ...draft,
    prev: chain.last === null ? NO_ENTRY : hexOf(chain.last),
  });
  const leaf = leafHash(bytes);
  return {
    chain: { ...chain, frontier: appendLeaf(chain.frontier, leaf), last: leaf },
    entry: { epoch: chain.epoch, seq, bytes, leaf },
  };
}

/** Vietnam has one zone and no summer time. */
function vietnamTime(epochMs: number): string {
  return new Date(epochMs + 7 * 3_600_000).toISOString().replace('Z', '+07:00');
}

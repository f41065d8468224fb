/**
 * Verifies a ledger: its entries, the checkpoints it keeps, and checkpoints of it that others kept.
 *
 * The claim it stands for: no entry at or before the last witnessed checkpoint can be changed,
 * removed or reordered unnoticed; what comes after is shown as unwitnessed.
 */
import { checkpointSealFits, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { WalkedEpoch } from './epoch-walk.ts';
import type { LedgerFinding } from './finding.ts';
import { sameBytes } from './hash.ts';
import type { LedgerRow } from './ledger-row.ts';
import { nextSealingKey, type SealingKey } from './sealing-key.ts';
import { checkSignature, cosignedAt, parseNote, type NoteVerifier, type SignedNote } from './signed-note.ts';
import { verifyEntries } from './verify-entries.ts';

export interface LedgerToVerify {
  readonly rows: Iterable<LedgerRow>;
  /** Signed notes the ledger itself keeps, oldest first. */
  readonly checkpoints: readonly string[];
  /** Signed notes of this log from outside: the province, an evidence package, a printed code. */
  readonly elsewhere: readonly string[];
  readonly logId: string | null;
  readonly device: NoteVerifier;
  /** Who cosigns; `null` where the province's key is not known. */
  readonly witness: NoteVerifier | null;
  /** As the province keeps it since enrolment; `null` where seals cannot be checked. */
  readonly firstSealingKey: Uint8Array | null;
}

export interface LedgerReport {
  readonly logId: string | null;
  readonly findings: readonly LedgerFinding[];
  readonly entries: number;
  readonly epochs: readonly EpochReport[];
}

export interface EpochReport {
  readonly epoch: number;
  readonly entries: number;
  /** Up to which entry a checkpoint of the workstation, or one cosigned by the province, vouches for what is here; 0 for none. */
  readonly signedThrough: number;
  readonly witnessedThrough: number;
}

interface Head extends Checkpoint {
  readonly from: 'ledger' | 'elsewhere';
  readonly witnessed: boolean;
}

export function verifyLedger(ledger: LedgerToVerify): LedgerReport {
  const { heads, findings } = readHeads(ledger);
  const sizes = new Map<number, Set<number>>();
  for (const { epoch, size } of heads) sizes.set(epoch, (sizes.get(epoch) ?? new Set()).add(size));
  const walked = verifyEntries({ ...ledger, sizes });
  const epochs = [...new Set([...walked.epochs.map(({ epoch }) => epoch), ...sizes.keys()])].sort((one, other) => one - other);
  const reports = epochs.map((epoch) => judgeEpoch(epoch, walked.epochs.find((walk) => walk.epoch === epoch) ?? emptyWalk(epoch), heads));
  return {
    logId: walked.logId,
    findings: [...findings, ...walked.findings, ...reports.flatMap((report) => report.findings)],
    entries: walked.epochs.reduce((sum, { entries }) => sum + entries, 0),
    epochs: reports.map((report) => report.epoch),
  };
}

const emptyWalk = (epoch: number): WalkedEpoch => ({ epoch, entries: 0, highestSeq: 0, roots: new Map() });

function readHeads(ledger: LedgerToVerify): { heads: Head[]; findings: LedgerFinding[] } {
  const heads: Head[] = [];
  const findings: LedgerFinding[] = [];
  const keyOf = sealingKeys(ledger.firstSealingKey);
  for (const from of ['ledger', 'elsewhere'] as const) {
    for (const [place, text] of (from === 'ledger' ? ledger.checkpoints : ledger.elsewhere).entries()) {
      const note = parseNote(text);
      const checkpoint = note === null ? null : parseCheckpoint(note.text);
      if (note === null || checkpoint === null) {
        findings.push({ kind: 'unreadable-checkpoint', place, from });
        continue;
      }
      const wrong = problemOf(note, checkpoint, ledger, keyOf);
      if (wrong !== null) findings.push(wrong);
      else heads.push({ ...checkpoint, from, witnessed: ledger.witness !== null && cosignedAt(note, ledger.witness) !== null });
    }
  }
  return { heads: heads.sort((one, other) => one.size - other.size), findings };
}

function problemOf(
  note: SignedNote,
  checkpoint: Checkpoint,
  { device, logId }: LedgerToVerify,
  keyOf: (step: number) => SealingKey | null,
): LedgerFinding | null {
  const at = { epoch: checkpoint.epoch, size: checkpoint.size };
  if (logId !== null && checkpoint.logId !== logId) return { kind: 'foreign-checkpoint', ...at, logId: checkpoint.logId };
  if (checkSignature(note, device) !== 'good') return { kind: 'wrong-key', ...at };
  const key = keyOf(checkpoint.keyStep);
  return key === null || checkpointSealFits(note.text, checkpoint, key) ? null : { kind: 'seal-broken', ...at };
}

/** A step that is further than any log got is answered with a key that fits nothing, instead of hashing for hours. */
const MAX_STEPS = 10_000_000;

/** Keys by step; checkpoints come mostly in order, so that each key is made once. */
function sealingKeys(first: Uint8Array | null): (step: number) => SealingKey | null {
  if (first === null) return () => null;
  const start: SealingKey = { step: 0, secret: first };
  let key = start;
  return (step) => {
    if (step > MAX_STEPS) return start;
    if (step < key.step) key = start;
    while (key.step < step) key = nextSealingKey(key);
    return key;
  };
}

function judgeEpoch(epoch: number, walk: WalkedEpoch, all: readonly Head[]): { findings: LedgerFinding[]; epoch: EpochReport } {
  const heads = all.filter((head) => head.epoch === epoch);
  const fits = (head: Head): boolean => {
    const root = walk.roots.get(head.size);
    return head.size === 0 || (root !== undefined && sameBytes(root, head.root));
  };
  const good = heads.filter(fits);
  const through = (wanted: (head: Head) => boolean): number => Math.max(0, ...good.filter(wanted).map(({ size }) => size));
  return {
    findings: [...beyondEnd(walk, heads), ...otherHistory(walk, heads, good)],
    epoch: { epoch, entries: walk.entries, signedThrough: through(() => true), witnessedThrough: through((head) => head.witnessed) },
  };
}

/** Heads that cover more than there is. */
function beyondEnd(walk: WalkedEpoch, heads: readonly Head[]): LedgerFinding[] {
  const own = heads.filter((head) => head.from === 'ledger').at(-1)?.size ?? 0;
  const outside = heads.filter((head) => head.from === 'elsewhere').at(-1)?.size ?? 0;
  const from = walk.highestSeq + 1;
  if (own > walk.highestSeq) return [{ kind: 'tail-missing', epoch: walk.epoch, from, to: Math.max(own, outside) }];
  return outside > walk.highestSeq ? [{ kind: 'rolled-back', epoch: walk.epoch, from, to: outside }] : [];
}

/** Heads of sizes that are here, over other entries than are here: named by the stretch between the last that fits and the first that does not. */
function otherHistory(walk: WalkedEpoch, heads: readonly Head[], good: readonly Head[]): LedgerFinding[] {
  const wrong = heads.filter((head) => walk.roots.has(head.size) && !good.includes(head));
  return (['ledger', 'elsewhere'] as const).flatMap((from): LedgerFinding[] => {
    const first = wrong.find((head) => head.from === from);
    if (first === undefined) return [];
    const before = Math.max(0, ...good.filter((head) => head.size < first.size).map(({ size }) => size));
    return [{ kind: from === 'ledger' ? 'rewritten' : 'fork', epoch: walk.epoch, from: before + 1, to: first.size }];
  });
}

/** One step of bringing the audit log to the province: ask how far it has it, send what it lacks, have the newest head witnessed. */
import type { EntryHead, Problem } from '../../../src-contract/province/schemas.ts';
import { checkSignature, cosignedAt, parseNote, type NoteVerifier } from '../../base/ledger/signed-note.ts';
import { isPassing, type Answer, type ProvinceFailure } from '../../base/sync/province-answer.ts';
import type { LedgerDatabase } from '../../cache/ledger/ledger-database.ts';
import type { ProvinceLog } from '../../rest/audit-log.ts';

export interface UploadPlace {
  readonly province: ProvinceLog;
  readonly ledger: Pick<LedgerDatabase, 'ask'>;
  readonly logId: string;
  /** Who signs the heads of this log. */
  readonly device: NoteVerifier;
  /** Who cosigns them; `null` where the trust bundle names no key that can be read. */
  readonly witness: () => NoteVerifier | null;
}

/** What one knows between steps. */
export interface UploadCourse {
  /** The province's head was compared with this log since the program started, and since anything was odd. */
  readonly compared: boolean;
  /** Entries a batch may have; halved when the province finds it too large. */
  readonly most: number;
}

/** Contract: `pushAudit`. */
export const MOST_ENTRIES = 500;
export const MOST_BYTES = 1_048_576;
export const freshCourse: UploadCourse = { compared: false, most: MOST_ENTRIES };

/** Why nothing more is sent until somebody has looked into it. Every one has a text `notice.audit-upload-…`. */
export type StopReason = 'fork' | 'refused' | 'pruned' | 'not-witnessed';

export type UploadEnd =
  | { readonly kind: 'go-on'; readonly course: UploadCourse; readonly lost?: EntryHead }
  | { readonly kind: 'up-to-date'; readonly course: UploadCourse }
  | { readonly kind: 'failed'; readonly failure: ProvinceFailure }
  | { readonly kind: 'stopped'; readonly reason: StopReason; readonly problem: string; readonly at: EntryHead | null };

export async function uploadStep(place: UploadPlace, course: UploadCourse): Promise<UploadEnd> {
  if (!course.compared) return compare(place, course);
  const batch = await place.ledger.ask('unsent', { most: course.most, mostBytes: MOST_BYTES });
  const [first] = batch;
  if (first !== undefined) return push(place, course, { epoch: first.epoch, first: first.seq, lines: batch.map(({ bytes }) => bytes) });
  // What is not acknowledged and not here any more can never be sent.
  if ((await place.ledger.ask('countUnsent', {})) > 0) return stopped('pruned', 'pruned', null);
  return witness(place, course);
}

/** What a file says of how far the province has the log, and of the head it was given. Sends nothing. */
export async function takeHead(place: UploadPlace, problem: Problem | null): Promise<UploadEnd> {
  const compared = await compare(place, freshCourse);
  // Entries before these are missing over there: they go with the next file.
  if (problem !== null && problem.kind !== 'log-gap' && compared.kind === 'go-on')
    return endOf({ kind: 'refused', status: problem.status, problem });
  return compared.kind === 'go-on' && compared.lost === undefined ? witness(place, compared.course) : compared;
}

const stopped = (reason: StopReason, problem: string, at: EntryHead | null): UploadEnd => ({ kind: 'stopped', reason, problem, at });

async function compare({ province, ledger }: UploadPlace, course: UploadCourse): Promise<UploadEnd> {
  const answer = await province.head();
  if (answer.kind !== 'answered') return endOf(answer);
  const { head, state } = answer.value;
  if (state === 'forked') return stopped('fork', 'log-fork', head);
  const place = await ledger.ask('placeOfHead', { head });
  const compared = { ...course, compared: true };
  switch (place.kind) {
    case 'ours':
    case 'behind':
      await ledger.ask('acknowledge', { epoch: head?.epoch ?? 0, seq: head?.seq ?? 0 });
      return { kind: 'go-on', course: compared };
    case 'ahead':
      if (head === null) return { kind: 'go-on', course: compared }; // nothing cannot be further than something
      await ledger.ask('openEpoch', { head });
      return { kind: 'go-on', course: compared, lost: head };
    case 'other':
      // Sent from there on, so that the province sees both histories, keeps both and tells whom it concerns.
      if (head !== null) await ledger.ask('acknowledge', { epoch: head.epoch, seq: head.seq - 1 });
      return { kind: 'go-on', course: compared };
  }
}

async function push(
  { province, ledger, logId }: UploadPlace,
  course: UploadCourse,
  batch: { readonly epoch: number; readonly first: number; readonly lines: readonly Uint8Array[] },
): Promise<UploadEnd> {
  const answer = await province.push({ logId, ...batch });
  if (answer.kind === 'answered') {
    const { ackedThrough } = answer.value;
    // An answer about another log, or about entries that are not ours, acknowledges nothing.
    const place = answer.value.logId === logId ? await ledger.ask('placeOfHead', { head: ackedThrough }) : { kind: 'other' as const };
    if (place.kind === 'other') return stopped('fork', 'log-fork', ackedThrough);
    if (place.kind === 'ahead') return { kind: 'go-on', course: { ...course, compared: false } };
    await ledger.ask('acknowledge', { epoch: ackedThrough.epoch, seq: ackedThrough.seq });
    return { kind: 'go-on', course };
  }
  if (answer.kind !== 'refused') return endOf(answer);
  if (answer.status === 413 && batch.lines.length > 1) {
    return { kind: 'go-on', course: { ...course, most: Math.ceil(batch.lines.length / 2) } };
  }
  if (answer.problem.kind === 'log-gap') return { kind: 'go-on', course: { ...course, compared: false } };
  return endOf(answer);
}

async function witness({ province, ledger, device, witness: witnessOf }: UploadPlace, course: UploadCourse): Promise<UploadEnd> {
  const head = await ledger.ask('headToWitness', {});
  const by = witnessOf();
  if (head === null || by === null) return { kind: 'up-to-date', course };
  const answer = await province.witness(head.note);
  if (answer.kind !== 'answered') return endOf(answer);
  const note = parseNote(answer.value);
  const sameText = note !== null && answer.value.startsWith(head.note) && checkSignature(note, device) === 'good';
  const atSeconds = sameText ? cosignedAt(note, by) : null;
  if (atSeconds === null) return stopped('not-witnessed', 'checkpoint-unverifiable', null);
  await ledger.ask('keepWitnessed', { ...head, note: answer.value, witnessedMs: atSeconds * 1000 });
  return { kind: 'up-to-date', course };
}

const forks: ReadonlySet<string> = new Set(['log-fork', 'device-blocked', 'checkpoint-inconsistent', 'epoch-refused']);
const mayPass: ReadonlySet<number> = new Set([401, 403, 404]);

/** A refusal stops, for an entry is never left out; but one that is about who asks can pass. */
function endOf(failure: Exclude<Answer<unknown>, { readonly kind: 'answered' }>): UploadEnd {
  if (failure.kind !== 'refused' || isPassing(failure)) return { kind: 'failed', failure };
  const { kind, head } = failure.problem;
  if (forks.has(kind)) return stopped('fork', kind, head ?? null);
  return mayPass.has(failure.status) ? { kind: 'failed', failure } : stopped('refused', kind, head ?? null);
}

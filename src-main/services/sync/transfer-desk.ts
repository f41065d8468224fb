/**
 * The way to the province without a network: a file out, a file in, through the same steps as over the line.
 *
 * Every step can be repeated: a file taken in twice, or only in part before a power cut, does what is left to do.
 */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import type { TransferImported, TransferExported, TransferStep } from '../../../src-contract/model/transfer.ts';
import type {
  SignedStatement,
  TransferAnswerPayload,
  TransferPayload,
  TrustBundlePayload,
} from '../../../src-contract/province/schemas.ts';
import type { SealChance } from '../../base/jwe.ts';
import type { ServerClock } from '../../base/server-clock.ts';
import { openTransferAnswer, packTransfer, transferReceiver } from '../../base/transfer-file.ts';
import type { CopyFacts } from '../../base/sync/proposal.ts';
import type { LogAnswer, OutgoingLog } from '../audit/log-transfer.ts';
import type { CameraCredentials } from '../configuration/camera-credentials.ts';
import type { Remembered } from '../remembered.ts';
import type { EditBook } from './edit-book.ts';
import { feedStep, proposalStep, type ConfigPlace, type StepEnd } from './step.ts';
import { feedOfAnswer } from './transfer-answer.ts';

/** What of the membership a file needs. */
export interface TransferMember {
  readonly deviceId: string;
  /** Ed25519, private. */
  readonly signing: KeyObject;
  /** X25519, private. */
  readonly encryption: KeyObject;
  trust(): TrustBundlePayload;
  readonly serverClock: Pick<ServerClock, 'now' | 'atLeast'>;
  takeTrust(statement: SignedStatement): Promise<unknown>;
  takeRevocations(statement: SignedStatement): Promise<void>;
}

export interface TransferDeskNeeds {
  readonly member: TransferMember;
  /** `null` where the log cannot be opened. */
  readonly log: { outgoing(most: number): Promise<OutgoingLog | null>; takeAnswer(answer: LogAnswer): Promise<number> } | null;
  readonly config: ConfigPlace;
  readonly checkpointId: () => number | null;
  readonly edits: EditBook;
  readonly credentials: Pick<CameraCredentials, 'has' | 'take'>;
  readonly cameraIds: () => Iterable<string>;
  readonly copyFacts: CopyFacts;
  readonly remembered: Remembered;
  /** Writes it where the person finds it, and says where. */
  readonly save: (name: string, content: Uint8Array) => Promise<string>;
  readonly machine: string;
  readonly newId: () => string;
  readonly chance: () => SealChance;
  readonly onStep: (step: TransferStep | null) => void;
}

/** Of one file; what is left goes with the next. */
const MOST_ENTRIES = 100_000;
/** Files whose answer may still come. */
const FILES_REMEMBERED = 50;

const bookSchema = z.object({
  deviceId: z.string(),
  /** Number of the last answer taken in. */
  taken: z.int(),
  made: z.array(z.object({ number: z.int(), transferId: z.string(), since: z.string().nullable() })),
});
type Book = z.infer<typeof bookSchema>;
const BOOK = 'sync.transfer';

export class TransferDesk {
  readonly #needs: TransferDeskNeeds;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(needs: TransferDeskNeeds) {
    this.#needs = needs;
  }

  /** Rejects `unavailable` where the province has no key for files or the log cannot be read, and as writing does. */
  export(): Promise<TransferExported> {
    return this.#alone(() => this.#export());
  }

  /** Rejects `invalid-argument` with why a file is not taken in, in no part of it. */
  import(content: Uint8Array): Promise<TransferImported> {
    return this.#alone(() => this.#import(content));
  }

  async #export(): Promise<TransferExported> {
    const { member, log, edits, config, machine, save, onStep, newId, chance } = this.#needs;
    const receiver = transferReceiver(member.trust());
    if (receiver === null) throw new VmsError('unavailable', 'transfer-no-key');
    onStep('collecting');
    const outgoing = await log?.outgoing(MOST_ENTRIES);
    if (outgoing == null) throw new VmsError('unavailable', 'ledger-unwritable');
    const step = await config.nextStep();
    const since = step.kind === 'changes' ? step.since : null;
    const book = this.#book();
    const number = (book.made.at(-1)?.number ?? book.taken) + 1;
    const transferId = newId();
    const proposals = edits.pending.flatMap(({ proposalId, madeBy, content }) =>
      madeBy === null ? [] : [{ proposalId, madeBy, content }],
    );
    // Counted before it exists: a number is never used for two files.
    const made = [...book.made, { number, transferId, since }].slice(-FILES_REMEMBERED);
    await this.#needs.remembered.keep(BOOK, { ...book, made });
    const payload: TransferPayload = {
      ...{ deviceId: member.deviceId, transferId, number, since, proposals },
      madeAt: new Date(member.serverClock.now()).toISOString(),
      ...{ logId: outgoing.logId, batches: outgoing.batches, checkpoint: outgoing.checkpoint },
      credentials: this.#lacking(),
    };
    onStep('sealing');
    const content = await packTransfer(payload, member.signing, receiver, chance());
    onStep('writing');
    const file = await save(`${machine}-${String(number).padStart(4, '0')}.vmsync`, content);
    return { file, number, entries: outgoing.entries, left: outgoing.left, edits: proposals.length, bytes: content.byteLength };
  }

  async #import(content: Uint8Array): Promise<TransferImported> {
    const { member, onStep, log, credentials, checkpointId } = this.#needs;
    onStep('opening');
    const { deviceId, encryption } = member;
    const opened = await openTransferAnswer(content, { deviceId, encryption, keys: member.trust().keys, atMs: member.serverClock.now() });
    if (opened.kind === 'refused') throw new VmsError('invalid-argument', `transfer-${opened.reason}`);
    const { answer } = opened;
    const { since, again } = this.#placeOf(answer);
    member.serverClock.atLeast(Date.parse(answer.answeredAt));
    await member.takeTrust(answer.trust);
    await member.takeRevocations(answer.revocations);
    onStep('log');
    const acknowledged = (await log?.takeAnswer(answer)) ?? 0;
    onStep('edits');
    const edits = await this.#takeEdits(answer);
    onStep('configuration');
    const configuration = await this.#takeConfiguration(answer, since);
    onStep('passwords');
    await credentials.take(answer.credentials);
    await this.#needs.remembered.keep(BOOK, { ...this.#book(), taken: answer.number });
    const { number, answeredAt, auditProblem } = answer;
    return {
      ...{ number, again, acknowledged, ...edits, ...configuration },
      answeredAt: Date.parse(answeredAt),
      checkpointId: checkpointId(),
      logProblem: auditProblem?.kind ?? null,
    };
  }

  /** Throws for an answer to a file of another time, or to none of this machine's. */
  #placeOf({ number, transferId }: TransferAnswerPayload): { readonly since: string | null; readonly again: boolean } {
    const { made, taken } = this.#book();
    const asked = made.find((each) => each.number === number);
    if (number < taken) throw new VmsError('invalid-argument', 'transfer-old', { number, taken });
    if (asked?.transferId !== transferId) throw new VmsError('invalid-argument', 'transfer-not-asked', { number });
    return { since: asked.since, again: number === taken };
  }

  async #takeEdits(answer: TransferAnswerPayload): Promise<{ readonly accepted: number; readonly kept: number }> {
    const { edits, copyFacts } = this.#needs;
    const open = new Set(answer.proposals.map(({ proposalId }) => proposalId));
    const counts = { accepted: 0, kept: 0 };
    const place = edits.place();
    const next = (): string | undefined => edits.pending.find(({ proposalId }) => open.has(proposalId))?.proposalId;
    for (let id = next(); id !== undefined; id = next()) {
      await proposalStep(
        feedOfAnswer(answer, null),
        {
          oldest: () => Promise.resolve(edits.pending.find(({ proposalId }) => proposalId === id) ?? null),
          end: async (proposalId, end) => {
            if (end.kind === 'accepted') counts.accepted += 1;
            if (end.kind === 'rejected') counts.kept += 1;
            await place.end(proposalId, end);
          },
        },
        copyFacts,
      );
      open.delete(id);
    }
    return counts;
  }

  async #takeConfiguration(
    answer: TransferAnswerPayload,
    since: string | null,
  ): Promise<Pick<TransferImported, 'configuration' | 'changes'>> {
    const { config } = this.#needs;
    const feed = feedOfAnswer(answer, since);
    const step = await config.nextStep();
    const reaches = answer.changes.at(-1)?.cursor ?? answer.snapshot.at(-1)?.cursor;
    if (step.kind === 'changes' && step.since === reaches) return { configuration: 'applied', changes: 0 };
    // A snapshot half fetched over the line goes on with pages of its own.
    if (step.kind === 'snapshot' && step.page !== null) await config.startAgain();
    let end: StepEnd = await feedStep(feed, config);
    while (end.kind === 'go-on') end = await feedStep(feed, config);
    switch (end.kind) {
      case 'up-to-date':
        return { configuration: 'applied', changes: end.changes.length };
      case 'failed':
        return { configuration: 'other-state', changes: 0 };
      case 'distrusted':
        return { configuration: 'refused', changes: 0 };
    }
  }

  #lacking(): readonly string[] {
    const { cameraIds, credentials } = this.#needs;
    return [...cameraIds()].filter((id) => !credentials.has(id));
  }

  /** Another device's numbers are not this one's. */
  #book(): Book {
    const { member, remembered } = this.#needs;
    const kept = remembered.get(BOOK, bookSchema);
    return kept?.deviceId === member.deviceId ? kept : { deviceId: member.deviceId, taken: 0, made: [] };
  }

  #alone<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(act).finally(() => {
      this.#needs.onStep(null);
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

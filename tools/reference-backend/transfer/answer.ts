/** Does what a transfer file asks, each part by the handler of its request, and answers all of it in one file. */
import { createPublicKey, hash } from 'node:crypto';
import type {
  ChangesPage,
  CredentialAnswer,
  Problem,
  Proposal,
  SnapshotPage,
  TransferAnswerPayload,
  TransferPayload,
  TransferVerdict,
} from '../../../src-contract/province/schemas.ts';
import { auditHead, pushAudit } from '../audit/batches.ts';
import { pushCheckpoint } from '../audit/checkpoints.ts';
import { fetchCredentials } from '../devices/credentials.ts';
import { deviceById } from '../devices/devices.ts';
import { trustBundle } from '../devices/trust.ts';
import { propose } from '../feed/proposals.ts';
import type { Call, DeviceRecord, Province, TokenCaller } from '../http/calls.ts';
import { problemOf } from '../http/problems.ts';
import { refuse, Refusal } from '../http/refusal.ts';
import { userById } from '../sessions/accounts.ts';
import { revocations } from '../sessions/session-handlers.ts';
import { numberOf, one, textOf } from '../storage/database.ts';
import type { Transaction } from '../storage/database.ts';
import { openTransfer, packAnswer, TransferFault } from './file.ts';

export interface AnsweredTransfer {
  readonly file: Buffer;
  readonly deviceId: string;
  readonly number: number;
  /** New to the province. */
  readonly entries: number;
  readonly verdicts: readonly TransferVerdict[];
  readonly auditProblem: Problem | null;
}

const PAGE = 500;

/** @throws TransferFault for a file that is not taken, in no part of it */
export const answerTransfer = async (province: Province, file: Uint8Array): Promise<AnsweredTransfer> => {
  const { database, keys } = province;
  const { payload, device } = await openTransfer(file, keys.transfer, (id) =>
    database.transaction((transaction) => deviceById(transaction, id)),
  );
  await database.transaction((transaction) => countIn(transaction, payload, hash('sha256', file)));
  const desk = new TransferDesk(province, device, payload);
  const audit = await desk.takeLog();
  const verdicts = await desk.takeProposals();
  const answer = await desk.answer(audit, verdicts);
  const encryption = createPublicKey({ key: Buffer.from(device.encryptionKey, 'base64'), format: 'der', type: 'spki' });
  return {
    file: await packAnswer(answer, keys.statement, encryption),
    deviceId: device.deviceId,
    number: payload.number,
    entries: audit.stored,
    verdicts,
    auditProblem: audit.problem,
  };
};

/** An older file is refused, the newest answered again, and another of its number shows two machines with one identity. */
const countIn = async (transaction: Transaction, { deviceId, number }: TransferPayload, sha256: string): Promise<void> => {
  await transaction.lock(`transfer:${deviceId}`);
  const row = await one(transaction.all('SELECT * FROM transfer WHERE device_id = ?', deviceId));
  const newest = row === null ? 0 : numberOf(row, 'number');
  if (number < newest) throw new TransferFault('old');
  if (row !== null && number === newest && textOf(row, 'sha256') !== sha256) throw new TransferFault('number-reused');
  await transaction.run('DELETE FROM transfer WHERE device_id = ?', deviceId);
  await transaction.run('INSERT INTO transfer (device_id, number, sha256) VALUES (?, ?, ?)', deviceId, number, sha256);
};

interface LogTaken {
  readonly stored: number;
  readonly problem: Problem | null;
  /** The note that was given, cosigned. */
  readonly note: string | null;
}

/** What every part of a file is asked with. */
interface PartCall {
  readonly province: Province;
  readonly transaction: Transaction;
  readonly caller: TokenCaller;
  readonly path: { readonly deviceId: string };
  readonly query: Call<'propose'>['query'];
  readonly text: string;
  readonly nowMs: number;
  readonly receivedMs: number;
}

class TransferDesk {
  readonly #province: Province;
  readonly #device: DeviceRecord;
  readonly #payload: TransferPayload;

  constructor(province: Province, device: DeviceRecord, payload: TransferPayload) {
    this.#province = province;
    this.#device = device;
    this.#payload = payload;
  }

  /** Batch by batch, up to the first one refused; what was taken before it stays. */
  async takeLog(): Promise<LogTaken> {
    let stored = 0;
    for (const { epoch, first, lines } of this.#payload.batches) {
      const count = lines.split('\n').length - 1;
      const key = `${this.#payload.logId}:${String(epoch)}:${String(first)}-${String(first + count - 1)}:${hash('sha256', lines)}`;
      const end = await this.#asked('audit', async (call) =>
        pushAudit({ ...call, headers: { 'Idempotency-Key': key, 'Content-Encoding': undefined }, body: lines }),
      );
      if (end.kind === 'refused') return { stored, problem: end.problem, note: null };
      stored += end.value.body.stored;
    }
    const { checkpoint } = this.#payload;
    if (checkpoint === null) return { stored, problem: null, note: null };
    const end = await this.#asked('checkpoint', async (call) => pushCheckpoint({ ...call, headers: {}, body: checkpoint }));
    return end.kind === 'refused' ? { stored, problem: end.problem, note: null } : { stored, problem: null, note: end.value.body };
  }

  /** In the order they were made; a later edit of an item rests on the revision an earlier one of this file gave it. */
  async takeProposals(): Promise<readonly TransferVerdict[]> {
    const given = new Map<string, { readonly rev: string; readonly mergedFields: readonly string[] }>();
    const verdicts: TransferVerdict[] = [];
    for (const { proposalId, madeBy, content } of this.#payload.proposals) {
      const before = given.get(`${content.kind.split('-')[0] ?? ''} ${content.id}`);
      const body = before === undefined ? content : resting(content, before);
      const end = await this.#asked('proposal', async (call) => {
        const user = await userById(call.transaction, madeBy);
        // The machine vouches for who sat there; what they may do now is the province's own word.
        if (user?.state !== 'active') throw refuse('denied', { details: { permission: 'sign-in' } });
        const caller = { ...call.caller, user };
        return propose({ ...call, caller, path: { proposalId }, headers: {}, body });
      });
      if (end.kind === 'answered') given.set(`${content.kind.split('-')[0] ?? ''} ${content.id}`, end.value.body);
      verdicts.push(
        end.kind === 'answered'
          ? { proposalId, outcome: end.value.body, problem: null }
          : { proposalId, outcome: null, problem: end.problem },
      );
    }
    return verdicts;
  }

  answer(audit: LogTaken, proposals: readonly TransferVerdict[]): Promise<TransferAnswerPayload> {
    const { now, database } = this.#province;
    const { deviceId, transferId, number } = this.#payload;
    return database.transaction(async (transaction) => {
      const call = this.#call(transaction, 'answer');
      const path = { deviceId };
      const head = await auditHead({ ...call, path, headers: {}, body: null });
      const feed = await this.#feed(transaction);
      const revoked = await revocations({ ...call, path: {}, headers: { 'If-None-Match': undefined }, body: null });
      if (revoked.body === null) throw new Error('nothing was asked about what is known already');
      return {
        ...{ deviceId, transferId, number, proposals, ...feed },
        answeredAt: new Date(now()).toISOString(),
        head: head.body,
        auditProblem: audit.problem,
        checkpoint: audit.note,
        credentials: await this.#credentials(transaction, feed),
        trust: (await trustBundle(transaction, this.#province)).statement,
        revocations: revoked.body,
      };
    });
  }

  /** Changes where the cursor is still known, all of it otherwise. */
  async #feed(transaction: Transaction): Promise<{ readonly snapshot: readonly SnapshotPage[]; readonly changes: readonly ChangesPage[] }> {
    const { feed } = this.#province;
    const { since } = this.#payload;
    try {
      if (since !== null) return { snapshot: [], changes: await allChanges(since, (cursor) => feed.changes(transaction, cursor, PAGE)) };
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
    }
    const snapshot: SnapshotPage[] = [];
    let page: string | undefined;
    do {
      const next = await feed.snapshot(transaction, page, PAGE);
      snapshot.push(next);
      page = next.nextPage ?? undefined;
    } while (page !== undefined);
    return { snapshot, changes: [] };
  }

  /** Of the cameras it lacks them of, and of those that changed: what the workstation may have by itself. */
  async #credentials(
    transaction: Transaction,
    { snapshot, changes }: { readonly snapshot: readonly SnapshotPage[]; readonly changes: readonly ChangesPage[] },
  ): Promise<readonly CredentialAnswer[]> {
    const changed = [...snapshot, ...changes].flatMap(({ items }) =>
      items.flatMap(({ op, type, id }) => (op === 'upsert' && type === 'camera' ? [id] : [])),
    );
    const wanted = [...new Set([...this.#payload.credentials, ...changed])];
    const answers: CredentialAnswer[] = [];
    const call = this.#call(transaction, 'credentials');
    for (let from = 0; from < wanted.length; from += PAGE) {
      const path = { deviceId: this.#payload.deviceId };
      const answer = await fetchCredentials({ ...call, path, headers: {}, body: { cameraIds: wanted.slice(from, from + PAGE) } });
      answers.push(answer.body);
    }
    return answers;
  }

  #call(transaction: Transaction, what: string): PartCall {
    const { deviceId, transferId } = this.#payload;
    const nowMs = this.#province.now();
    const session = { sessionId: transferId, deviceId, userId: null };
    const caller: TokenCaller = { session, device: this.#device, user: null, tokenLeftMs: 0 };
    const path = { deviceId };
    return { province: this.#province, transaction, caller, path, query: {}, text: `transfer ${what}`, nowMs, receivedMs: nowMs };
  }

  /** As over the network: a transaction of its own, undone by a refusal that does not say otherwise. */
  async #asked<T>(
    what: string,
    ask: (call: PartCall) => Promise<T>,
  ): Promise<{ readonly kind: 'answered'; readonly value: T } | { readonly kind: 'refused'; readonly problem: Problem }> {
    try {
      const value = await this.#province.database.transaction(async (transaction) => {
        try {
          return await ask(this.#call(transaction, what));
        } catch (failure) {
          if (failure instanceof Refusal && failure.extras.keep === true) return failure;
          throw failure;
        }
      });
      if (value instanceof Refusal) throw value;
      return { kind: 'answered', value };
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      return { kind: 'refused', problem: problemOf(failure).problem };
    }
  }
}

const allChanges = async (since: string, ask: (cursor: string) => Promise<ChangesPage>): Promise<readonly ChangesPage[]> => {
  const pages: ChangesPage[] = [];
  let cursor = since;
  for (;;) {
    const page = await ask(cursor);
    pages.push(page);
    if (!page.more) return pages;
    ({ cursor } = page);
  }
};

const resting = (
  content: Proposal,
  { rev, mergedFields }: { readonly rev: string; readonly mergedFields: readonly string[] },
): Proposal => {
  switch (content.kind) {
    case 'camera-patch':
      // Where others changed one of its fields meanwhile the old base shows that both did.
      return mergedFields.some((field) => field in content.patch) ? content : { ...content, baseRev: rev };
    case 'layout-put':
    case 'layout-delete':
    case 'scenario-put':
    case 'scenario-delete':
      return { ...content, baseRev: rev };
    case 'camera-add':
    case 'other':
      return content;
  }
};

/** Takes entries: chained, stored and on disk when `append` returns. Runs in the ledger worker. */
import { createPrivateKey } from 'node:crypto';
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import type { EntryHead } from '../../../src-contract/province/schemas.ts';
import { chainEntry, startOfEpoch, type Moment } from '../../base/ledger/chain.ts';
import { checkpointText } from '../../base/ledger/checkpoint.ts';
import { rootOf } from '../../base/ledger/merkle.ts';
import { nextSealingKey } from '../../base/ledger/sealing-key.ts';
import { signNote, type NoteSigner } from '../../base/ledger/signed-note.ts';
import { inTransaction, run, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';
import { draftsAfterLoss } from './new-epoch.ts';
import type { OwnHead } from './outbox.ts';
import { writeState, type Acknowledged, type LedgerState } from './state.ts';

/** A checkpoint at the latest after so many entries (trust notes §2.2). */
export const CHECKPOINT_EVERY = 256;

/** What of a workstation's keys the ledger needs; lives in memory only. */
export interface LedgerKeys {
  readonly logId: string;
  /** PKCS#8 DER of the Ed25519 key that signs checkpoints. */
  readonly signingKey: Uint8Array;
  /** 32 bytes that protect the sealing key at rest. */
  readonly stateKey: Uint8Array;
}

export interface EntryPlace {
  readonly epoch: number;
  readonly seq: number;
}

/** A head with the province's cosignature. */
export interface WitnessedHead extends OwnHead {
  /** When it cosigned, by its own clock. */
  readonly witnessedMs: number;
}

/** About twenty milliseconds of work, which entries may wait for. */
const PRUNED_AT_ONCE = 2_000;

export class LedgerWriter {
  readonly #db: WritableDb;
  readonly #stateKey: Uint8Array;
  readonly #signer: NoteSigner;
  readonly #moment: () => Moment;
  #state: LedgerState;

  constructor(db: WritableDb, keys: LedgerKeys, state: LedgerState, moment: () => Moment) {
    this.#db = db;
    this.#stateKey = keys.stateKey;
    this.#signer = { name: keys.logId, privateKey: createPrivateKey({ key: Buffer.from(keys.signingKey), format: 'der', type: 'pkcs8' }) };
    this.#moment = moment;
    this.#state = state;
  }

  get state(): LedgerState {
    return this.#state;
  }

  /** All of them or none. Throws SQLite's own errors; nothing was taken then. */
  append(drafts: readonly AuditDraft[]): EntryPlace[] {
    return this.#change((state) => this.#appendTo(state, drafts));
  }

  /** The province is further than this log: its epoch ends here, and a new one is bound to the province's head. */
  openEpoch(head: EntryHead): EntryPlace[] {
    return this.#change((state) => {
      if (head.epoch < state.chain.epoch) throw new RangeError(`epoch ${state.chain.epoch} cannot follow the province's ${head.epoch}`);
      const drafts = draftsAfterLoss(this.#db, state, head);
      const signed = state.checkpointSize === state.chain.frontier.size ? state : this.#signHead(state);
      const chain = startOfEpoch(state.chain.logId, head.epoch + 1);
      return this.#appendTo({ ...signed, chain, checkpointSize: 0, acked: { epoch: head.epoch, seq: head.seq } }, drafts);
    });
  }

  keepWitnessed({ epoch, size, note, witnessedMs }: WitnessedHead): void {
    run(this.#db, sql`UPDATE checkpoint SET note = ${note}, witnessed_ms = ${witnessedMs} WHERE epoch = ${epoch} AND size = ${size}`);
  }

  /** Takes bodies and what was noted of them; the hashes stay for ever. */
  prune(beforeMs: number): number {
    const { epoch, seq } = this.#state.acked;
    return inTransaction(this.#db, () =>
      run(
        this.#db,
        sql`UPDATE entry SET bytes = NULL, at_ms = 0, action = '', user_id = '', object_id = NULL, outcome = ''
            WHERE rowid IN (SELECT rowid FROM entry WHERE at_ms BETWEEN 1 AND ${Math.floor(beforeMs) - 1} AND (epoch, seq) <= (${epoch}, ${seq})
                            ORDER BY at_ms LIMIT ${PRUNED_AT_ONCE})`,
      ),
    );
  }

  #appendTo(state: LedgerState, drafts: readonly AuditDraft[]): { readonly state: LedgerState; readonly value: EntryPlace[] } {
    const places: EntryPlace[] = [];
    let { chain } = state;
    for (const draft of drafts) {
      const moment = this.#moment();
      const next = chainEntry(chain, draft, moment);
      chain = next.chain;
      const { epoch, seq, bytes, leaf } = next.entry;
      run(
        this.#db,
        sql`INSERT INTO entry (epoch, seq, bytes, leaf, at_ms, action, user_id, object_id, outcome)
              VALUES (${epoch}, ${seq}, ${bytes}, ${leaf}, ${Math.round(moment.epochMs)}, ${draft.action}, ${draft.actor.userId}, ${draft.object?.id ?? null}, ${draft.outcome})`,
      );
      places.push({ epoch, seq });
    }
    const grown = { ...state, chain };
    const due = chain.frontier.size - state.checkpointSize >= CHECKPOINT_EVERY;
    return { state: due ? this.#signHead(grown) : grown, value: places };
  }

  /** Signs the head of now unless it already is. Returns whether it did. */
  checkpoint(): boolean {
    if (this.#state.checkpointSize === this.#state.chain.frontier.size) return false;
    return this.#change((state) => ({ state: this.#signHead(state), value: true }));
  }

  acknowledge(acked: Acknowledged): void {
    this.#change((state) => ({ state: { ...state, acked }, value: undefined }));
  }

  #signHead(state: LedgerState): LedgerState {
    const { chain, key } = state;
    const { size } = chain.frontier;
    const note = signNote(checkpointText(chain, { size, root: rootOf(chain.frontier) }, key), this.#signer);
    const atMs = Math.round(this.#moment().epochMs);
    run(this.#db, sql`INSERT INTO checkpoint (epoch, size, note, at_ms) VALUES (${chain.epoch}, ${size}, ${note}, ${atMs})`);
    return { ...state, checkpointSize: size, key: nextSealingKey(key) };
  }

  #change<T>(change: (state: LedgerState) => { readonly state: LedgerState; readonly value: T }): T {
    const changed = inTransaction(this.#db, () => {
      const next = change(this.#state);
      writeState(this.#db, next.state, this.#stateKey);
      return next;
    });
    this.#state = changed.state;
    return changed.value;
  }
}

/**
 * Writes down what is done, before it is done.
 *
 * An act with an effect leaves an intent and a result, and is refused where the intent cannot be written (R-AUD-05).
 * Watching leaves one entry and goes on without: a wall must not go dark because a disk is full; a red bar says so.
 */
import { VmsError } from '../../../src-contract/errors.ts';
import type { AuditAction, AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import { Emitter } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { LedgerDatabase } from '../../cache/ledger/ledger-database.ts';

/** What a caller knows of an act; the rest has a usual value. */
export interface Deed extends Partial<Pick<AuditDraft, 'object' | 'area' | 'purpose' | 'caseNumber' | 'requestId' | 'params' | 'reason'>> {
  readonly action: AuditAction;
  /** `null`: the program itself. */
  readonly actor?: AuditDraft['actor'];
}

export interface AuditNeeds {
  /** `null` where the ledger cannot be opened. */
  readonly ledger: Pick<LedgerDatabase, 'ask'> | null;
  /** Who sits here. */
  readonly actor: () => AuditDraft['actor'];
  /** What they do it for, as they said once for their session or case; `null`: nobody was asked. */
  readonly purpose: () => { readonly id: string; readonly caseNo: string | null } | null;
  /** The area path of a camera, where it has one. */
  readonly areaOf: (cameraId: string) => string | null;
  readonly log: Log;
}

/** The program as the one who acts. */
export const systemActor: AuditDraft['actor'] = {
  userId: 'system',
  name: 'Thái Nguyên VMS',
  unit: null,
  role: null,
  session: null,
  mode: 'system',
};

export class Audit {
  /** Whether entries can be written, told on every change. */
  readonly writable = new Emitter<boolean>();
  readonly #needs: AuditNeeds;
  #couldWrite: boolean;

  constructor(needs: AuditNeeds) {
    this.#needs = needs;
    this.#couldWrite = needs.ledger !== null;
  }

  get canWrite(): boolean {
    return this.#couldWrite;
  }

  /** Runs `effect` between its intent and its result, which also has the facts only the result knows. Rejects `unavailable`, with nothing done, where the intent cannot be written. */
  async act<T>(deed: Deed, effect: () => Promise<T> | T, resultFacts: (value: T) => Deed['params'] = () => ({})): Promise<T> {
    if (!(await this.#write(this.#draft(deed, 'intent', 'pending')))) throw new VmsError('unavailable', 'ledger-unwritable');
    try {
      const value = await effect();
      await this.#write(this.#draft({ ...deed, params: { ...deed.params, ...resultFacts(value) } }, 'result', 'done'));
      return value;
    } catch (failure) {
      const reason = failure instanceof VmsError ? failure.key : 'internal';
      await this.#write(
        this.#draft({ ...deed, reason }, 'result', failure instanceof VmsError && failure.kind === 'denied' ? 'refused' : 'failed'),
      );
      throw failure;
    }
  }

  /** Never rejects; resolves when the entry is on disk, or cannot be written. */
  async happened(deed: Deed, outcome: 'done' | 'refused' | 'failed' = 'done'): Promise<void> {
    await this.#write(this.#draft(deed, 'event', outcome));
  }

  #draft({ action, actor, ...facts }: Deed, phase: AuditDraft['phase'], outcome: AuditDraft['outcome']): AuditDraft {
    const purpose = actor === undefined ? this.#needs.purpose() : null;
    const camera = facts.object?.kind === 'camera' ? facts.object.id : null;
    return {
      actor: actor ?? this.#needs.actor(),
      object: null,
      area: camera === null ? null : this.#needs.areaOf(camera),
      purpose: purpose?.id ?? null,
      caseNumber: purpose?.caseNo ?? null,
      requestId: null,
      reason: null,
      params: {},
      ...facts,
      action,
      phase,
      outcome,
    };
  }

  async #write(draft: AuditDraft): Promise<boolean> {
    const written = await this.#tryToWrite(draft);
    if (written !== this.#couldWrite) {
      this.#couldWrite = written;
      this.writable.emit(written);
    }
    return written;
  }

  async #tryToWrite(draft: AuditDraft): Promise<boolean> {
    if (this.#needs.ledger === null) return false;
    try {
      await this.#needs.ledger.ask('append', { drafts: [draft] });
      return true;
    } catch (failure) {
      this.#needs.log.error('audit entry not written', { action: draft.action, failure });
      return false;
    }
  }
}

/** Edits of the province's configuration made on this machine: stored before they are acknowledged, offered later, settled by people. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { CameraProposal, Proposal } from '../../../src-contract/province/schemas.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter } from '../../base/disposable.ts';
import { resolveEdit, type Choice } from '../../base/sync/resolution.ts';
import type { QueryRunner } from '../../cache/local-database.ts';
import type { MadeProposal, RejectedProposal } from '../../cache/queries/proposals.ts';
import type { ProposalPlace } from './step.ts';

export interface EditNeeds {
  readonly storage: QueryRunner;
  readonly clock: Pick<Clock, 'wall'>;
  /** UUIDv7, in the order they are made. */
  readonly newId: () => string;
  /** Who edits now; `null`: nobody who could. */
  readonly editor: () => string | null;
  /** Who is signed in with the province's word at this moment: only their edits may be offered. */
  readonly offerer: () => string | null;
}

export class EditBook {
  /** Something was added, ended or settled. */
  readonly changed = new Emitter<void>();
  readonly #needs: EditNeeds;
  #pending: readonly MadeProposal[] = [];
  #rejected: readonly RejectedProposal[] = [];

  constructor(needs: EditNeeds) {
    this.#needs = needs;
  }

  static async load(needs: EditNeeds): Promise<EditBook> {
    const book = new EditBook(needs);
    await book.#refresh();
    return book;
  }

  get pending(): readonly MadeProposal[] {
    return this.#pending;
  }

  get rejected(): readonly RejectedProposal[] {
    return this.#rejected;
  }

  /** Patches of a camera still waiting, oldest first. */
  patchesOf(cameraId: string): readonly CameraProposal['patch'][] {
    return this.#pending.flatMap(({ content }) => (content.kind === 'camera-patch' && content.id === cameraId ? [content.patch] : []));
  }

  /** Resolves when all of them are on disk. Rejects `denied` when nobody is signed in, or as storage does. */
  async propose(contents: readonly Proposal[]): Promise<void> {
    await this.#needs.storage.query('addProposals', this.#made(contents));
    await this.#told();
  }

  /** What the loop asks of it. */
  place(): ProposalPlace {
    const { storage, clock, offerer } = this.#needs;
    return {
      oldest: async () => {
        const by = offerer();
        return by === null ? null : storage.query('oldestPending', by);
      },
      end: async (proposalId, end) => {
        await storage.query('endProposal', { proposalId, end, nowMs: clock.wall() });
        await this.#told();
      },
    };
  }

  /** Rejects `not-found` for an edit settled before, `conflict` where nothing is left that it could be an edit of. */
  async settle(proposalId: string, choice: Choice, currentRev: (edit: RejectedProposal) => string | null): Promise<void> {
    const edit = this.refused(proposalId);
    const resolved = resolveEdit(edit, choice, currentRev(edit));
    if (resolved.kind === 'impossible') throw new VmsError('conflict', 'sync-nothing-to-edit');
    const drop = resolved.dropCopy ? (edit.copy?.proposalId ?? null) : null;
    const settled = await this.#needs.storage.query('settleRejected', { proposalId, offer: this.#made(resolved.offer), drop });
    if (!settled) throw new VmsError('not-found', 'sync-edit-gone');
    await this.#told();
  }

  /** An edit the province did not take, by its id. Throws `not-found` for one settled before. */
  refused(proposalId: string): RejectedProposal {
    const edit = this.#rejected.find((one) => one.proposalId === proposalId);
    if (edit === undefined) throw new VmsError('not-found', 'sync-edit-gone');
    return edit;
  }

  /** Offers this in the place of an edit the province did not take, both in one step. Rejects `not-found` for one settled before. */
  async replace(proposalId: string, content: Proposal): Promise<void> {
    const offer = this.#made([content]);
    const settled = await this.#needs.storage.query('settleRejected', { proposalId, offer, drop: null });
    if (!settled) throw new VmsError('not-found', 'sync-edit-gone');
    await this.#told();
  }

  /** The workstation left its province. */
  async forget(): Promise<void> {
    await this.#needs.storage.query('forgetProposals');
    await this.#told();
  }

  #made(contents: readonly Proposal[]): readonly MadeProposal[] {
    if (contents.length === 0) return [];
    const madeBy = this.#needs.editor();
    if (madeBy === null) throw new VmsError('denied', 'sync-nobody-edits');
    return contents.map((content) => ({ proposalId: this.#needs.newId(), content, madeMs: this.#needs.clock.wall(), madeBy }));
  }

  async #told(): Promise<void> {
    await this.#refresh();
    this.changed.emit();
  }

  async #refresh(): Promise<void> {
    const { storage } = this.#needs;
    [this.#pending, this.#rejected] = await Promise.all([storage.query('pendingProposals'), storage.query('rejectedProposals')]);
  }
}

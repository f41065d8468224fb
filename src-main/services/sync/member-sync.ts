/** A member's configuration kept in step: the loop, what it fills, and what windows are told of both. */
import type {
  PendingEdit,
  SyncConflict,
  SyncFacts,
  SyncReason,
  SyncState,
  RefusedItem,
  Resolution,
} from '../../../src-contract/model/sync.ts';
import type { Proposal } from '../../../src-contract/province/schemas.ts';
import type { TransferExported, TransferImported, TransferStep } from '../../../src-contract/model/transfer.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import type { ClockOffset } from '../../base/server-clock.ts';
import type { Log } from '../../base/log.ts';
import { typeOfEdit, type CopyFacts } from '../../base/sync/proposal.ts';
import type { ConfigDatabase } from '../../cache/config/config-database.ts';
import type { CameraCredentials } from '../configuration/camera-credentials.ts';
import type { ConfigurationKeeper } from '../configuration/configuration-keeper.ts';
import type { Held } from '../configuration/configuration.ts';
import type { ConfigurationMemory } from '../configuration/configuration-memory.ts';
import { shownConflict, shownPending } from './conflict-view.ts';
import type { EditBook } from './edit-book.ts';
import type { ProvinceFeed } from './step.ts';
import { TransferDesk, type TransferDeskNeeds } from './transfer-desk.ts';
import { SyncLoop, type SyncState as LoopState } from './sync-loop.ts';
import type { ProvinceSync } from './sync-service.ts';
import { isContact, reasonOfDistrust, reasonOfFailure } from './sync-words.ts';

export interface MemberSyncNeeds {
  readonly feed: ProvinceFeed;
  readonly database: Pick<ConfigDatabase, 'ask'>;
  readonly keeper: ConfigurationKeeper;
  readonly memory: ConfigurationMemory;
  readonly credentials: CameraCredentials;
  readonly edits: EditBook;
  /** Whose edits can go to the province now; `null`: nobody's. */
  readonly offerer: () => string | null;
  readonly copyFacts: CopyFacts;
  readonly clock: Clock;
  readonly random: () => number;
  readonly clockOffset: () => ClockOffset | null;
  /** UTC ms of the last contact before this run; `null`: none is known. */
  readonly lastContactAt: number | null;
  readonly keepLastContact: (atMs: number) => void;
  /** Of a configuration not to be believed, once for each reason. */
  readonly onDistrust: (reason: SyncReason) => void;
  /** What the way without a network needs besides. */
  readonly transfer: Pick<TransferDeskNeeds, 'member' | 'log' | 'remembered' | 'save' | 'machine' | 'newId' | 'chance'>;
  readonly log: Log;
}

/** A revoked right must be gone within a minute, with time to spare for the answer itself. */
const EVERY_MS = 30_000;
const CONSENTS_MS = 60_000;

/** What an edit is of, as it stands here. */
function heldBy({ cameras, layouts, scenarios }: ConfigurationMemory, edit: Proposal): Held<unknown> | undefined {
  switch (typeOfEdit(edit)) {
    case 'camera':
      return cameras.get(edit.id);
    case 'layout':
      return layouts.get(edit.id);
    case 'scenario':
      return scenarios.get(edit.id);
    case null:
      return undefined;
  }
}

export class MemberSync implements ProvinceSync, Disposable {
  readonly changed = new Emitter<SyncState>();
  readonly transferring = new Emitter<TransferStep | null>();
  readonly #needs: MemberSyncNeeds;
  readonly #owned = new DisposableStore();
  readonly #loop: SyncLoop;
  readonly #desk: TransferDesk;
  #line: LoopState = { kind: 'working' };
  #lastContactAt: number | null;

  constructor(needs: MemberSyncNeeds) {
    this.#needs = needs;
    this.#lastContactAt = needs.lastContactAt;
    const { feed, keeper, edits, copyFacts, clock, random, log, memory } = needs;
    this.#desk = new TransferDesk({
      ...needs.transfer,
      ...{ config: keeper.place(), checkpointId: () => keeper.checkpointId, edits, copyFacts },
      credentials: needs.credentials,
      cameraIds: () => memory.cameras.keys(),
      onStep: (step) => {
        this.transferring.emit(step);
      },
    });
    this.#loop = this.#owned.add(
      new SyncLoop({
        province: feed,
        config: keeper.place(),
        proposals: edits.place(),
        facts: copyFacts,
        clock,
        random,
        everyMs: EVERY_MS,
        onState: (state) => {
          this.#hear(state);
        },
        onChanges: () => {
          this.#tell();
        },
        onFault: (failure) => {
          log.error('sync failed', { failure });
        },
      }),
    );
    this.#owned.add(
      edits.changed.on(() => {
        this.#tell();
        if (edits.pending.length > 0) this.#loop.wake();
      }),
    );
    this.#owned.add(
      memory.changed.on((changes) => {
        this.#keepCredentials(changes.filter(({ type }) => type === 'camera').map(({ id }) => id));
      }),
    );
    this.#owned.add(clock.every(CONSENTS_MS, () => void keeper.endConsents().catch(() => undefined)));
  }

  start(): void {
    this.#keepCredentials([]);
    this.#loop.wake();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  state(): SyncState {
    const line = this.#line;
    switch (line.kind) {
      case 'working':
      case 'in-step':
        return { kind: line.kind, ...this.#facts() };
      case 'waiting':
        return { kind: 'waiting', reason: reasonOfFailure(line.failure), ...this.#facts() };
      case 'distrusting':
        return { kind: 'distrusting', reason: reasonOfDistrust(line.reason), ...this.#facts() };
      case 'broken':
        return { kind: 'broken', reason: 'storage', ...this.#facts() };
    }
  }

  wake(): void {
    this.#loop.wake();
  }

  networkReturned(): void {
    this.#loop.networkReturned();
  }

  /** Somebody else is signed in, or nobody any more: what was refused may be given, and waiting edits may go. */
  sessionChanged(): void {
    this.#needs.credentials.askAgain();
    this.#keepCredentials([]);
    this.#loop.wake();
  }

  pending(): readonly PendingEdit[] {
    const { edits, memory, offerer } = this.#needs;
    return edits.pending.flatMap((edit) => shownPending(edit, offerer(), memory) ?? []);
  }

  conflicts(): Promise<readonly SyncConflict[]> {
    const { edits, memory } = this.#needs;
    return Promise.resolve(edits.rejected.flatMap((edit) => shownConflict(edit, memory) ?? []));
  }

  resolve(proposalId: string, resolution: Resolution): Promise<void> {
    const { edits, memory } = this.#needs;
    return edits.settle(proposalId, resolution, ({ content }) => heldBy(memory, content)?.rev ?? null);
  }

  refused(): Promise<readonly RefusedItem[]> {
    return this.#needs.database.ask('refused', {});
  }

  pendingEdits(): readonly Proposal[] {
    return this.#needs.edits.pending.map(({ content }) => content);
  }

  offer(edits: readonly Proposal[]): Promise<void> {
    return this.#needs.edits.propose(edits);
  }

  exportTransfer(): Promise<TransferExported> {
    return this.#desk.export();
  }

  async importTransfer(content: Uint8Array): Promise<TransferImported> {
    try {
      return await this.#desk.import(content);
    } finally {
      this.#tell();
    }
  }

  #hear(state: LoopState): void {
    const before = this.state();
    this.#line = state;
    if (state.kind === 'in-step' || state.kind === 'distrusting' || (state.kind === 'waiting' && isContact(state.failure))) this.#contact();
    const after = this.state();
    const isNews = after.kind === 'distrusting' && !(before.kind === 'distrusting' && before.reason === after.reason);
    if (isNews) this.#needs.onDistrust(after.reason);
    this.#tell();
  }

  #contact(): void {
    this.#lastContactAt = this.#needs.clock.wall();
    this.#needs.keepLastContact(this.#lastContactAt);
  }

  #facts(): SyncFacts {
    const { keeper, edits, clockOffset } = this.#needs;
    return {
      lastContactAt: this.#lastContactAt,
      checkpointId: keeper.checkpointId,
      pendingEdits: edits.pending.length,
      conflicts: edits.rejected.length,
      refusedItems: keeper.refusedItems,
      clock: clockOffset(),
    };
  }

  #tell(): void {
    this.changed.emit(this.state());
  }

  /** Of `changed` those no longer here are dropped; whatever is wanted and missing is fetched. */
  #keepCredentials(changed: readonly string[]): void {
    const { credentials, memory, log } = this.#needs;
    const gone = changed.filter((id) => !memory.cameras.has(id));
    credentials
      .drop(gone)
      .then(() => credentials.fetch(memory.cameras.keys()))
      .catch((failure: unknown) => {
        log.warn('credentials of cameras not kept', { failure });
      });
  }
}

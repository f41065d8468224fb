/** Keeping in step with the province, as windows see it. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { RefusedItem, Resolution, SyncConflict, SyncState } from '../../../src-contract/model/sync.ts';
import type { Proposal } from '../../../src-contract/province/schemas.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';

/** The working parts of a workstation that belongs to a province. */
export interface ProvinceSync {
  readonly changed: Emitter<SyncState>;
  state(): SyncState;
  wake(): void;
  conflicts(): Promise<readonly SyncConflict[]>;
  resolve(proposalId: string, resolution: Resolution): Promise<void>;
  refused(): Promise<readonly RefusedItem[]>;
  /** Edits made here that the province has not answered yet, oldest first. */
  pendingEdits(): readonly Proposal[];
  /** Resolves when they are on disk. */
  offer(edits: readonly Proposal[]): Promise<void>;
}

export class SyncService {
  readonly changed = new Emitter<SyncState>();
  #province: ProvinceSync | null = null;
  #listening: Disposable | null = null;

  state(): SyncState {
    return this.#province?.state() ?? { kind: 'off' };
  }

  /** `null`: the workstation left its province. */
  use(province: ProvinceSync | null): void {
    this.#listening?.dispose();
    this.#province = province;
    this.#listening =
      province?.changed.on((state) => {
        this.changed.emit(state);
      }) ?? null;
    this.changed.emit(this.state());
  }

  /** Asks at once, as far as back-off allows; does nothing in a profile that belongs to no province. */
  now(): void {
    this.#province?.wake();
  }

  conflicts(): Promise<readonly SyncConflict[]> {
    return this.#enrolled().conflicts();
  }

  resolve(proposalId: string, resolution: Resolution): Promise<void> {
    return this.#enrolled().resolve(proposalId, resolution);
  }

  refused(): Promise<readonly RefusedItem[]> {
    return this.#enrolled().refused();
  }

  pendingEdits(): readonly Proposal[] {
    return this.#province?.pendingEdits() ?? [];
  }

  offer(edits: readonly Proposal[]): Promise<void> {
    return this.#enrolled().offer(edits);
  }

  #enrolled(): ProvinceSync {
    if (this.#province === null) throw new VmsError('unavailable', 'sync-off');
    return this.#province;
  }
}

/** Keeping in step with the province, as windows see it. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { PendingEdit, RefusedItem, Resolution, SyncConflict, SyncState } from '../../../src-contract/model/sync.ts';
import type { Proposal } from '../../../src-contract/province/schemas.ts';
import type { TransferExported, TransferImported, TransferStep } from '../../../src-contract/model/transfer.ts';
import { DisposableStore, Emitter } from '../../base/disposable.ts';

/** The working parts of a workstation that belongs to a province. */
export interface ProvinceSync {
  readonly changed: Emitter<SyncState>;
  state(): SyncState;
  wake(): void;
  /** Edits the province has not answered yet, as people see them, oldest first. */
  pending(): readonly PendingEdit[];
  conflicts(): Promise<readonly SyncConflict[]>;
  resolve(proposalId: string, resolution: Resolution): Promise<void>;
  refused(): Promise<readonly RefusedItem[]>;
  /** Edits made here that the province has not answered yet, oldest first. */
  pendingEdits(): readonly Proposal[];
  /** Resolves when they are on disk. */
  offer(edits: readonly Proposal[]): Promise<void>;
  readonly transferring: Emitter<TransferStep | null>;
  exportTransfer(): Promise<TransferExported>;
  importTransfer(content: Uint8Array): Promise<TransferImported>;
}

export class SyncService {
  readonly changed = new Emitter<SyncState>();
  /** What a transfer file is doing; `null`: it is done with. */
  readonly transferring = new Emitter<TransferStep | null>();
  #province: ProvinceSync | null = null;
  #listening = new DisposableStore();

  state(): SyncState {
    return this.#province?.state() ?? { kind: 'off' };
  }

  /** `null`: the workstation left its province. */
  use(province: ProvinceSync | null): void {
    this.#listening.dispose();
    this.#listening = new DisposableStore();
    this.#province = province;
    if (province !== null) this.#listen(province);
    this.changed.emit(this.state());
  }

  /** Asks at once, as far as back-off allows; does nothing in a profile that belongs to no province. */
  now(): void {
    this.#province?.wake();
  }

  pending(): readonly PendingEdit[] {
    return this.#enrolled().pending();
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

  exportTransfer(): Promise<TransferExported> {
    return this.#enrolled().exportTransfer();
  }

  importTransfer(content: Uint8Array): Promise<TransferImported> {
    return this.#enrolled().importTransfer(content);
  }

  #listen(province: ProvinceSync): void {
    this.#listening.add(
      province.changed.on((state) => {
        this.changed.emit(state);
      }),
    );
    this.#listening.add(
      province.transferring.on((step) => {
        this.transferring.emit(step);
      }),
    );
  }

  #enrolled(): ProvinceSync {
    if (this.#province === null) throw new VmsError('unavailable', 'sync-off');
    return this.#province;
  }
}

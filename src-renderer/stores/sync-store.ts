import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { TransferExported, TransferImported, TransferStep } from '../../src-contract/model/transfer.ts';
import type { PendingEdit, RefusedItem, Resolution, SyncConflict, SyncState } from '../../src-contract/model/sync.ts';

type SyncCalls = Client<VmsContract>['sync'];

/** What was asked of main for the sync page. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  | { readonly kind: 'ready'; readonly items: readonly T[]; readonly truncated: boolean };

export interface SyncStoreState {
  readonly sync: SyncState;
  /** Edits made here that the province has not answered yet. */
  readonly pending: Loaded<PendingEdit>;
  readonly conflicts: Loaded<SyncConflict>;
  readonly refused: Loaded<RefusedItem>;
  /** What a transfer file is doing; `null`: none is under way. */
  readonly transferStep: TransferStep | null;
}
export interface SyncActions {
  replace(sync: SyncState): void;
  /** Asks for waiting edits, conflicts and refused items; only the newest answer is kept. */
  load(): Promise<void>;
  /** The calls below reject with `VmsError`. */
  now(): Promise<void>;
  resolve(proposalId: string, resolution: Resolution): Promise<void>;
  exportTransfer(): Promise<TransferExported>;
  /** @param content base64 */
  importTransfer(content: string): Promise<TransferImported>;
  transferring(step: TransferStep | null): void;
}
export type SyncStore = StoreApi<SyncStoreState & SyncActions>;

const loading = { kind: 'loading' } as const;

async function loaded<T>(asked: Promise<{ readonly items: readonly T[]; readonly truncated: boolean }>): Promise<Loaded<T>> {
  try {
    return { kind: 'ready', ...(await asked) };
  } catch (thrown) {
    return { kind: 'failed', thrown };
  }
}

/** How far this workstation is in step with the province, and what a person has to decide. */
export function createSyncStore(initial: SyncState, calls: SyncCalls): SyncStore {
  let asked = 0;
  return createStore<SyncStoreState & SyncActions>((set, get) => ({
    sync: initial,
    pending: loading,
    conflicts: loading,
    refused: loading,
    transferStep: null,
    replace(sync) {
      set({ sync });
    },
    async load() {
      asked += 1;
      const own = asked;
      const answers = await Promise.all([
        loaded(calls.conflicts({}).then(({ conflicts, truncated }) => ({ items: conflicts, truncated }))),
        loaded(calls.refused({})),
        loaded(calls.pending({})),
      ]);
      if (own === asked) set({ conflicts: answers[0], refused: answers[1], pending: answers[2] });
    },
    async now() {
      await calls.now({});
    },
    async resolve(proposalId, resolution) {
      await calls.resolve({ id: proposalId, resolution });
      const { conflicts } = get();
      if (conflicts.kind === 'ready') {
        set({ conflicts: { ...conflicts, items: conflicts.items.filter((other) => other.proposalId !== proposalId) } });
      }
    },
    exportTransfer: () => calls.exportTransfer({}),
    importTransfer: (content) => calls.importTransfer({ content }),
    transferring(transferStep) {
      set({ transferStep });
    },
  }));
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { FoundDevice } from '../../src-contract/model/device.ts';

type Calls = Client<VmsContract>['devices'];

export type SearchState =
  | { readonly kind: 'none' }
  /** `searchId: null` until main has answered. */
  | { readonly kind: 'running'; readonly searchId: string | null }
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly thrown: unknown };

export interface DevicesState {
  readonly search: SearchState;
  /** By address. */
  readonly found: readonly FoundDevice[];
}
export interface DevicesActions {
  /** Begins anew; what was found before goes. Never rejects: a refusal is the state. */
  start(range: string): Promise<void>;
  stop(): void;
  apply(news: Parameters<Parameters<Calls['onSearch']>[0]>[0]): void;
  readonly inspect: Calls['inspect'];
  readonly addMany: Calls['addMany'];
}
export type DevicesStore = StoreApi<DevicesState & DevicesActions>;

/** Devices that answer on the network. Forgets nothing of a search that has ended until the next begins. */
export function createDevicesStore(calls: Calls): DevicesStore {
  return createStore<DevicesState & DevicesActions>((set, get) => ({
    search: { kind: 'none' },
    found: [],
    async start(range) {
      set({ search: { kind: 'running', searchId: null }, found: [] });
      try {
        const { searchId } = await calls.search({ range });
        if (get().search.kind === 'running') set({ search: { kind: 'running', searchId } });
        else calls.stopSearch({ searchId });
      } catch (thrown) {
        set({ search: { kind: 'failed', thrown } });
      }
    },
    stop() {
      const { search } = get();
      if (search.kind !== 'running') return;
      if (search.searchId !== null) calls.stopSearch({ searchId: search.searchId });
      set({ search: { kind: 'ended' } });
    },
    apply({ searchId, found, gone, ended }) {
      const { search } = get();
      if (search.kind !== 'running' || (search.searchId !== null && search.searchId !== searchId)) return;
      const known = new Map(get().found.map((device) => [device.id, device]));
      for (const device of found) known.set(device.id, device);
      for (const id of gone) known.delete(id);
      set({ found: [...known.values()].sort(byAddress), ...(ended ? { search: { kind: 'ended' } } : {}) });
    },
    inspect: (wanted) => calls.inspect(wanted),
    addMany: (wanted) => calls.addMany(wanted),
  }));
}

/** So that 10.0.0.9 comes before 10.0.0.10. */
const byAddress = (left: FoundDevice, right: FoundDevice): number => left.address.localeCompare(right.address, 'en', { numeric: true });

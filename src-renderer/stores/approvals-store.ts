import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { ApprovalsState } from '../../src-contract/model/approvals.ts';

type Calls = Client<VmsContract>['approvals'];
export type ApprovalWish = Parameters<Calls['ask']>[0];
export type HereWish = Parameters<Calls['here']>[0];

export interface ApprovalsStoreState {
  readonly approvals: ApprovalsState;
}
/** All reject with `VmsError`; what came of them comes by itself as the new state. */
export interface ApprovalsActions {
  replace(approvals: ApprovalsState): void;
  ask(wish: ApprovalWish): Promise<void>;
  use(id: string): Promise<void>;
  approve(id: string): Promise<void>;
  reject(id: string, reason: string): Promise<void>;
  here(wish: HereWish): Promise<void>;
  look(): Promise<void>;
}
export type ApprovalsStore = StoreApi<ApprovalsStoreState & ApprovalsActions>;

/** Acts that wait for a second person, as main says it. Nothing is decided in the window. */
export function createApprovalsStore(initial: ApprovalsState, calls: Calls): ApprovalsStore {
  return createStore<ApprovalsStoreState & ApprovalsActions>((set) => ({
    approvals: initial,
    replace(approvals) {
      set({ approvals });
    },
    async ask(wish) {
      await calls.ask(wish);
    },
    async use(id) {
      await calls.use({ id });
    },
    async approve(id) {
      await calls.approve({ id, reason: null });
    },
    async reject(id, reason) {
      await calls.reject({ id, reason });
    },
    async here(wish) {
      await calls.here(wish);
    },
    async look() {
      set({ approvals: await calls.look({}) });
    },
  }));
}

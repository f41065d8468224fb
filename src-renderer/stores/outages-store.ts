import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Outage, OutageTotal } from '../../src-contract/model/outage.ts';

export interface OutageQuestion {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cameraId: string | null;
}

export type OutagesAnswer =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  | { readonly kind: 'ready'; readonly outages: readonly Outage[]; readonly truncated: boolean; readonly totals: readonly OutageTotal[] };

export interface OutagesState {
  readonly answer: OutagesAnswer;
}
export interface OutagesActions {
  /** Only the newest question's answer is kept. */
  ask(question: OutageQuestion): Promise<void>;
}
export type OutagesStore = StoreApi<OutagesState & OutagesActions>;

/** The log of tiles that were not live, as far as it was asked for. */
export function createOutagesStore(calls: Pick<Client<VmsContract>['outages'], 'list'>): OutagesStore {
  let asked = 0;
  return createStore<OutagesState & OutagesActions>((set) => ({
    answer: { kind: 'loading' },
    async ask(question) {
      asked += 1;
      const own = asked;
      set({ answer: { kind: 'loading' } });
      const answer = await calls.list(question).then(
        (found): OutagesAnswer => ({ kind: 'ready', ...found }),
        (thrown: unknown): OutagesAnswer => ({ kind: 'failed', thrown }),
      );
      if (own === asked) set({ answer });
    },
  }));
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type {
  AuditCell,
  AuditDetail,
  AuditFilter,
  AuditLogState,
  AuditUploadState,
  Share,
  Sighting,
} from '../../src-contract/model/audit-log.ts';

type Calls = Client<VmsContract>['audit'];
type Verified = Awaited<ReturnType<Calls['verify']>>;
type Exported = Awaited<ReturnType<Calls['export']>>;

export interface Named {
  readonly id: string;
  readonly label: string;
}
export interface About {
  readonly state: AuditLogState;
  readonly upload: AuditUploadState;
  readonly people: readonly Named[];
  readonly objects: readonly Named[];
  readonly actions: readonly string[];
}
export interface ReadingShown {
  readonly readingId: string;
  readonly total: number;
  readonly more: number;
  readonly asOfMs: number;
  /** Of what was done offline: how much each person did. */
  readonly shares: readonly Share[];
}
export interface SeenQuestion {
  readonly userId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}
export interface Seen extends SeenQuestion {
  readonly sightings: readonly Sighting[];
  readonly truncated: boolean;
}

/** An answer on its way, not to be had, or there. */
export type Answer<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  | { readonly kind: 'ready'; readonly value: T };

export const ROWS_A_PAGE = 100;
/** Pages kept; further ones are asked for again when they come into sight. */
const PAGES_KEPT = 40;

export interface AuditState {
  readonly about: Answer<About>;
  readonly reading: Answer<ReadingShown>;
  readonly pages: ReadonlyMap<number, readonly AuditCell[]>;
  /** Position in the reading that keys act on; -1: none. */
  readonly active: number;
  readonly detail: Answer<AuditDetail>;
  readonly seen: Answer<Seen>;
  readonly verified: Answer<Verified>;
  readonly exported: Answer<Exported>;
}
export interface AuditActions {
  lookUp(): Promise<void>;
  find(filter: AuditFilter): Promise<void>;
  /** Fetches what of these positions of an answer is not here yet; nothing for an answer that is not the newest. */
  show(reading: ReadingShown, first: number, last: number): void;
  select(position: number): Promise<void>;
  ask(question: SeenQuestion): Promise<void>;
  verify(): Promise<void>;
  export(filter: AuditFilter, form: 'csv' | 'ndjson'): Promise<void>;
}
export type AuditStore = StoreApi<AuditState & AuditActions>;

const none = { kind: 'none' } as const;
const loading = { kind: 'loading' } as const;

async function answerOf<T>(asked: Promise<T>): Promise<Answer<T>> {
  return asked.then(
    (value): Answer<T> => ({ kind: 'ready', value }),
    (thrown: unknown): Answer<T> => ({ kind: 'failed', thrown }),
  );
}

type Holder = Pick<AuditStore, 'setState' | 'getState'>;

/** Fetches pages of the answer that is shown; one that comes for an older answer is dropped. */
function createPages(calls: Calls, { setState, getState }: Holder) {
  let of: ReadingShown | null = null;
  const coming = new Set<number>();
  const fetchPage = async (reading: ReadingShown, page: number): Promise<void> => {
    const asked = calls.page({ readingId: reading.readingId, from: page * ROWS_A_PAGE, count: ROWS_A_PAGE });
    const answer = await answerOf(asked);
    if (of !== reading) return;
    coming.delete(page);
    if (answer.kind === 'failed') setState({ reading: answer });
    if (answer.kind === 'ready') setState({ pages: new Map([...[...getState().pages].slice(-PAGES_KEPT), [page, answer.value.rows]]) });
  };
  return (shown: ReadingShown, first: number, last: number): void => {
    const { reading, pages } = getState();
    if (reading.kind !== 'ready' || reading.value !== shown) return;
    if (of !== shown) coming.clear();
    of = shown;
    const end = Math.min(last, shown.total) - 1;
    for (let page = Math.floor(first / ROWS_A_PAGE); page <= Math.floor(end / ROWS_A_PAGE); page += 1) {
      if (pages.has(page) || coming.has(page)) continue;
      coming.add(page);
      void fetchPage(shown, page);
    }
  };
}

const nothingAsked: AuditState = {
  about: none,
  reading: none,
  pages: new Map(),
  active: -1,
  detail: none,
  seen: none,
  verified: none,
  exported: none,
};

/** What this window asked of the audit log. Only the newest question's answer is kept. */
export function createAuditStore(calls: Calls): AuditStore {
  return createStore<AuditState & AuditActions>((set, get, store) => {
    const newest = { find: 0, select: 0, ask: 0 };
    return {
      ...nothingAsked,
      show: createPages(calls, store),
      async lookUp() {
        set({ about: await answerOf(calls.about({})) });
      },
      async find(filter) {
        newest.find += 1;
        const own = newest.find;
        set({ reading: loading, pages: new Map(), active: -1, detail: none, exported: none });
        const reading = await answerOf(calls.find(filter));
        if (own === newest.find) set({ reading });
      },
      async select(position) {
        const { reading } = get();
        if (reading.kind !== 'ready' || position < 0 || position >= reading.value.total) return;
        newest.select += 1;
        const own = newest.select;
        set({ active: position, detail: loading });
        const detail = await answerOf(calls.entry({ readingId: reading.value.readingId, at: position }));
        if (own === newest.select && get().reading === reading) set({ detail });
      },
      async ask(question) {
        newest.ask += 1;
        const own = newest.ask;
        set({ seen: loading });
        const answer = await answerOf(calls.whatWasSeen(question));
        if (own === newest.ask)
          set({ seen: answer.kind === 'ready' ? { kind: 'ready', value: { ...question, ...answer.value } } : answer });
      },
      async verify() {
        set({ verified: loading });
        set({ verified: await answerOf(calls.verify({})) });
      },
      async export(filter, form) {
        set({ exported: loading });
        set({ exported: await answerOf(calls.export({ filter, form })) });
      },
    };
  });
}

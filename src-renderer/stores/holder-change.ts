/** Brings in what belongs to whoever signs in before the window lets them in, and forgets it when they leave. */
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import type { SessionState } from '../../src-contract/model/session.ts';
import { holderOf } from './session-screen.ts';

export interface HolderPorts {
  readonly snapshot: () => Promise<Snapshot>;
  readonly fill: (snapshot: Snapshot) => void;
  readonly empty: () => void;
}
export interface HolderChange {
  /** `null` when the session may be shown at once; else resolves when it may, also where main did not answer. */
  prepare(session: SessionState): Promise<void> | null;
  /** The stores hold what belongs to this session already. */
  filledFor(session: SessionState): void;
}

export function createHolderChange(first: SessionState, { snapshot, fill, empty }: HolderPorts): HolderChange {
  let filled = holderOf(first);
  let pending: { readonly holder: string; readonly done: Promise<void> } | null = null;
  const fetchFor = (holder: string): Promise<void> => {
    const take = (fresh: Snapshot | null): void => {
      if (pending?.done !== done) return; // somebody else came, or everybody left, meanwhile
      pending = null;
      filled = holder;
      if (fresh !== null) fill(fresh);
    };
    const done: Promise<void> = snapshot().then(take, () => {
      take(null);
    });
    pending = { holder, done };
    return done;
  };
  return {
    prepare(session) {
      const holder = holderOf(session);
      if (holder === filled && pending === null) return null;
      if (holder !== null) return pending?.holder === holder ? pending.done : fetchFor(holder);
      pending = null;
      filled = null;
      empty();
      return null;
    },
    filledFor(session) {
      pending = null;
      filled = holderOf(session);
    },
  };
}

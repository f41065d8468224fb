import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { AskedWall, Desk, ScreenNumber } from '../../src-contract/model/screen.ts';

export type DeskAnswer =
  { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly thrown: unknown } | { readonly kind: 'ready'; readonly desk: Desk };

/** What this window shows large so that people can tell the screens apart; `null` most of the time. */
export interface Identity {
  readonly screen: ScreenNumber;
  /** Name of the monitor; empty where the system does not tell. */
  readonly display: string;
}

/** What the workstation boots into, and what it could. */
export interface Kiosk {
  readonly walls: readonly AskedWall[];
  readonly choices: readonly { readonly id: string; readonly name: string; readonly kind: 'layout' | 'scenario' }[];
}

export interface ScreensState {
  /** Number of this very window. */
  readonly own: ScreenNumber;
  readonly answer: DeskAnswer;
  readonly identity: Identity | null;
}
export interface ScreensActions {
  ask(): Promise<void>;
  replace(desk: Desk): void;
  ownIs(screen: ScreenNumber): void;
  identified(identity: Identity | null): void;
  /** These reject with `VmsError`. */
  open(displayId: string | null): Promise<void>;
  close(screen: ScreenNumber): Promise<void>;
  move(screen: ScreenNumber, displayId: string): Promise<void>;
  focus(screen: ScreenNumber): Promise<void>;
  identify(): Promise<void>;
  kiosk(): Promise<Kiosk>;
  setKiosk(walls: readonly AskedWall[]): Promise<void>;
}
export type ScreensStore = StoreApi<ScreensState & ScreensActions>;

/** The desk as far as somebody looked at it: the monitors, and which window stands where. */
export function createScreensStore(own: ScreenNumber, calls: Client<VmsContract>['screens']): ScreensStore {
  return createStore<ScreensState & ScreensActions>((set) => ({
    own,
    answer: { kind: 'loading' },
    identity: null,
    async ask() {
      const answer = await calls.desk({}).then(
        (desk): DeskAnswer => ({ kind: 'ready', desk }),
        (thrown: unknown): DeskAnswer => ({ kind: 'failed', thrown }),
      );
      set({ answer });
    },
    replace(desk) {
      set({ answer: { kind: 'ready', desk } });
    },
    ownIs(screen) {
      set({ own: screen });
    },
    identified(identity) {
      set({ identity });
    },
    async open(displayId) {
      await calls.open({ displayId });
    },
    async close(screen) {
      await calls.close({ screen });
    },
    async move(screen, displayId) {
      await calls.move({ screen, displayId });
    },
    async focus(screen) {
      await calls.focus({ screen });
    },
    kiosk: () => calls.kiosk({}),
    async setKiosk(walls) {
      await calls.setKiosk({ walls: [...walls] });
    },
    async identify() {
      await calls.identify({});
    },
  }));
}

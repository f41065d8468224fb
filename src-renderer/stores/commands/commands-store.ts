import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Command, Contribution, SheetNote } from './command.ts';

export interface CommandsState {
  readonly commands: readonly Command[];
  readonly notes: readonly SheetNote[];
  /** Whoever has commands that come and go. */
  readonly offering: readonly NonNullable<Contribution['offers']>[];
  /** Ids of what was chosen in the palette, commands and cameras, the last first. */
  readonly recent: readonly string[];
}
export interface CommandsActions {
  /** Adds what the features bring, in the order in which it is listed to people. Once, by the composition root. */
  contribute(contributions: readonly Contribution[]): void;
  used(id: string): void;
}
export type CommandsStore = StoreApi<CommandsState & CommandsActions>;

const MOST_RECENT = 20;

/** The one place that knows every command: keys, cheat sheet, hints and palette are drawn from it. */
export function createCommandsStore(): CommandsStore {
  return createStore<CommandsState & CommandsActions>((set, get) => ({
    commands: [],
    notes: [],
    offering: [],
    recent: [],
    contribute(contributions) {
      set({
        commands: [...get().commands, ...contributions.flatMap(({ commands }) => commands)],
        notes: [...get().notes, ...contributions.flatMap(({ notes = [] }) => notes)],
        offering: [...get().offering, ...contributions.flatMap(({ offers }) => offers ?? [])],
      });
    },
    used(id) {
      set({ recent: [id, ...get().recent.filter((other) => other !== id)].slice(0, MOST_RECENT) });
    },
  }));
}

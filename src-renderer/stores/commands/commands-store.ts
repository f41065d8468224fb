import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Command, Contribution, SheetNote } from './command.ts';

export interface CommandsState {
  readonly commands: readonly Command[];
  readonly notes: readonly SheetNote[];
}
export interface CommandsActions {
  /** Adds what the features bring, in the order in which it is listed to people. Once, by the composition root. */
  contribute(contributions: readonly Contribution[]): void;
}
export type CommandsStore = StoreApi<CommandsState & CommandsActions>;

/** The one place that knows every command: keys, cheat sheet, hints and palette are drawn from it. */
export function createCommandsStore(): CommandsStore {
  return createStore<CommandsState & CommandsActions>((set, get) => ({
    commands: [],
    notes: [],
    contribute(contributions) {
      set({
        commands: [...get().commands, ...contributions.flatMap(({ commands }) => commands)],
        notes: [...get().notes, ...contributions.flatMap(({ notes = [] }) => notes)],
      });
    },
  }));
}

import { useStore } from 'zustand';
import type { Chord } from '../../lib/keys/chord.ts';
import { useStores } from '../stores-context.tsx';
import { chordsOf } from './key-map.ts';

/** The first key of a command as the person has it, for menus and buttons; `null` where it has none. */
export function useKeyOf(id: string): Chord | null {
  const { commands } = useStores();
  const command = useStore(commands, (state) => state.commands.find((candidate) => candidate.id === id));
  return command === undefined ? null : (chordsOf(command, {})[0] ?? null);
}

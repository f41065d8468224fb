import { useStore } from 'zustand';
import type { Chord } from '../../lib/keys/chord.ts';
import { useStores } from '../stores-context.tsx';
import { keysOf } from './key-map.ts';

/** The first key of a command as the person has it, for menus and buttons; `null` where it has none. */
export function useKeyOf(id: string): Chord | null {
  const { commands, controls } = useStores();
  const own = useStore(controls, (state) => state.controls.keys);
  const command = useStore(commands, (state) => state.commands.find((candidate) => candidate.id === id));
  return command === undefined ? null : (keysOf(command, own)[0] ?? null);
}

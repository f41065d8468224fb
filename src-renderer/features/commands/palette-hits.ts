/** What the command palette shows for a query; pure. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import { foldText } from '../../lib/vietnamese-search.ts';
import type { Command } from '../../stores/commands/command.ts';

export type PaletteEntry =
  | { readonly kind: 'command'; readonly id: string; readonly title: string; readonly command: Command }
  | { readonly kind: 'camera'; readonly id: string; readonly title: string; readonly camera: Camera };

export interface PaletteSection {
  readonly kind: 'recent' | 'command' | 'camera';
  readonly entries: readonly PaletteEntry[];
}

/** A command with its words folded once. */
export interface FoldedCommand {
  readonly command: Command;
  readonly title: string;
  readonly folded: string;
}

export interface PaletteSources {
  /** What can be done now, in the order of the registry. */
  readonly commands: readonly FoldedCommand[];
  /** Best first; asked only for a query that is not empty. */
  findCameras(query: string): readonly Camera[];
  camera(id: string): Camera | undefined;
  /** Ids of entries chosen before, the last first. */
  readonly recent: readonly string[];
}

const MOST_CAMERAS = 40;
const MOST_RECENT = 6;

/** @param titleOf a command's title in the person's language, with the name of its group */
export function foldCommands(commands: readonly Command[], titleOf: (command: Command) => string): readonly FoldedCommand[] {
  return commands.map((command) => {
    const title = titleOf(command);
    return { command, title, folded: ` ${foldText(title)}` };
  });
}

export const commandEntry = ({ command, title }: FoldedCommand): PaletteEntry => ({ kind: 'command', id: command.id, title, command });
export const cameraEntry = (camera: Camera): PaletteEntry => ({ kind: 'camera', id: camera.id, title: camera.name, camera });

const wordsOf = (query: string): readonly string[] =>
  foldText(query)
    .split(/\s+/u)
    .filter((word) => word !== '');

/** Every word somewhere; better where each begins a word. `null`: not this one. */
function rank(folded: string, words: readonly string[]): 0 | 1 | null {
  if (!words.every((word) => folded.includes(word))) return null;
  return words.every((word) => folded.includes(` ${word}`)) ? 0 : 1;
}

function recentFirst(entries: readonly PaletteEntry[], recent: readonly string[]): readonly PaletteEntry[] {
  const place = (entry: PaletteEntry): number => {
    const at = recent.indexOf(entry.id);
    return at === -1 ? recent.length : at;
  };
  return [...entries].sort((one, other) => place(one) - place(other));
}

function everything({ commands, recent, camera }: PaletteSources): readonly PaletteSection[] {
  const known = new Map(commands.map((command) => [command.command.id, command]));
  const before = recent.slice(0, MOST_RECENT).flatMap((id): PaletteEntry[] => {
    const command = known.get(id);
    const found = command === undefined ? camera(id) : undefined;
    if (command !== undefined) return [commandEntry(command)];
    return found === undefined ? [] : [cameraEntry(found)];
  });
  const shown = new Set(before.map(({ id }) => id));
  const others = commands.filter(({ command }) => !shown.has(command.id)).map(commandEntry);
  return [
    { kind: 'recent', entries: before },
    { kind: 'command', entries: others },
  ];
}

/** Without a query what was chosen lately, then every command. A number means a camera first; else whichever begins so. */
export function paletteHits(query: string, sources: PaletteSources): readonly PaletteSection[] {
  const words = wordsOf(query);
  if (words.length === 0) return everything(sources).filter(({ entries }) => entries.length > 0);
  const ranked = sources.commands.map((command) => ({ command, rank: rank(command.folded, words) }));
  const of = (wanted: 0 | 1): readonly PaletteEntry[] =>
    recentFirst(
      ranked.filter((one) => one.rank === wanted).map((one) => commandEntry(one.command)),
      sources.recent,
    );
  const [good, fair] = [of(0), of(1)];
  const commands: PaletteSection = { kind: 'command', entries: [...good, ...fair] };
  const cameras: PaletteSection = { kind: 'camera', entries: sources.findCameras(query).slice(0, MOST_CAMERAS).map(cameraEntry) };
  const commandsFirst = good.length > 0 && !/^\d/u.test(words[0] ?? '');
  return (commandsFirst ? [commands, cameras] : [cameras, commands]).filter(({ entries }) => entries.length > 0);
}

/** Booting straight into named walls: what is asked for on which screen, found by name among what people keep. Pure. */
import { z } from 'zod';
import type { Arrangement } from '../../../src-contract/model/arrangement.ts';
import { askedWallSchema, FIRST_SCREEN, MAX_SCREENS, type AskedWall, type ScreenNumber } from '../../../src-contract/model/screen.ts';
import { emptyWall, type Wall } from '../../../src-contract/model/wall.ts';

/** What the kiosk profile and `--wall` may name; the library of layouts gives what the person at the seat may know of. */
export interface LayoutLibrary {
  layouts(): readonly NamedLayout[];
  scenarios(): readonly NamedScenario[];
}
export interface NamedLayout extends Pick<Wall, 'shape' | 'cells' | 'hotspot'> {
  readonly id: string;
  readonly name: string;
}
export interface NamedScenario {
  readonly id: string;
  readonly name: string;
  readonly screens: readonly { readonly screen: ScreenNumber; readonly layoutId: string }[];
}

/** What the workstation boots into, as it is remembered. */
export const kioskProfileSchema = z.object({ walls: z.array(askedWallSchema).max(MAX_SCREENS).readonly() }).readonly();

export interface FoundWalls {
  readonly walls: ReadonlyMap<ScreenNumber, Wall>;
  /** Asked for, and not there or not for this person. */
  readonly missing: readonly AskedWall[];
}

/** The layouts and scenarios a person has, personal ones before the province's. */
export function libraryOf(list: () => readonly Arrangement[]): LayoutLibrary {
  return {
    layouts: () => list().flatMap((kept) => (kept.kind === 'layout' ? [kept] : [])),
    scenarios: () =>
      list().flatMap((kept) =>
        kept.kind === 'scenario'
          ? [
              {
                id: kept.id,
                name: kept.scenario.name,
                screens: kept.scenario.screens.map(({ screen, layout }) => ({ screen, layoutId: layout.id })),
              },
            ]
          : [],
      ),
  };
}

/** A scenario brings all its screens, or the one asked for; a layout without a screen goes to the first one. */
export function findWalls(asked: readonly AskedWall[], library: LayoutLibrary): FoundWalls {
  const walls = new Map<ScreenNumber, Wall>();
  const missing: AskedWall[] = [];
  for (const wanted of asked) {
    const found = wallsOf(wanted, library);
    if (found.size === 0) missing.push(wanted);
    for (const [screen, wall] of found) walls.set(screen, wall);
  }
  return { walls, missing };
}

function wallsOf({ screen, name }: AskedWall, library: LayoutLibrary): ReadonlyMap<ScreenNumber, Wall> {
  const layouts = library.layouts();
  const layout = named(layouts, name);
  if (layout !== undefined) return new Map([[screen ?? FIRST_SCREEN, wallOf(layout)]]);
  const parts = named(library.scenarios(), name)?.screens ?? [];
  return new Map(
    parts.flatMap((part): readonly (readonly [ScreenNumber, Wall])[] => {
      const of = layouts.find(({ id }) => id === part.layoutId);
      return of === undefined || (screen !== null && screen !== part.screen) ? [] : [[part.screen, wallOf(of)]];
    }),
  );
}

/** By id, else by name however it is written in upper and lower case; of several of one name the first. */
function named<Kept extends { readonly id: string; readonly name: string }>(kept: readonly Kept[], name: string): Kept | undefined {
  const plain = (text: string): string => text.trim().normalize('NFC').toLocaleLowerCase('vi');
  return kept.find(({ id }) => id === name) ?? kept.find((each) => plain(each.name) === plain(name));
}

function wallOf({ shape, cells, hotspot }: NamedLayout): Wall {
  return { ...emptyWall, shape, cells: emptyWall.cells.map((_, cell) => cells[cell] ?? null), hotspot };
}

/** Where a window opens: as it was left, as far as the displays of today allow. Pure. */
import { z } from 'zod';
import type { Bounds, Display, WindowPlace } from '../hosts/host.ts';

const side = z.number().min(-1_000_000).max(1_000_000);
const boundsSchema = z.object({ x: side, y: side, width: side.positive(), height: side.positive() });

/** A place as it is stored, with the display it was on. */
export const placementSchema = z.object({
  bounds: boundsSchema,
  maximised: z.boolean(),
  fullscreen: z.boolean(),
  display: z.object({ id: z.string(), label: z.string(), workArea: boundsSchema }),
});
export type Placement = Readonly<z.infer<typeof placementSchema>>;

/** For a host that cannot name its displays. */
const withoutDisplays: Bounds = { x: 0, y: 0, width: 1280, height: 800 };
/** A remembered window smaller than this was an accident. */
const LEAST = { width: 640, height: 400 };

/** First start (`null`): the whole primary display. Later: the same place on the same display, or the nearest that fits. */
export function placeFor(remembered: Placement | null, displays: readonly Display[]): WindowPlace {
  const primary = displays.find((display) => display.primary) ?? displays[0];
  if (remembered === null) return { bounds: primary?.workArea ?? withoutDisplays, maximised: true, fullscreen: false };
  const home = sameDisplay(remembered.display, displays) ?? primary;
  return home === undefined ? asItWas(remembered) : placeOn(remembered, home);
}

/** All of a display. */
export function placeOver(display: Display, fullscreen: boolean): WindowPlace {
  return { bounds: display.workArea, maximised: true, fullscreen };
}

/** Where a window goes, and whether that is away from the display it belongs to. */
export interface Rehomed {
  readonly place: WindowPlace;
  readonly away: boolean;
}

/**
 * Where every window goes on the displays of now: home, where its display is there, whatever has become of it; else on
 * the display with the fewest windows, the primary one before others. `null` for one that belongs nowhere yet.
 */
export function rehomed<Key>(homes: ReadonlyMap<Key, Placement | null>, displays: readonly Display[]): ReadonlyMap<Key, Rehomed> {
  const primary = displays.find((display) => display.primary) ?? displays[0];
  const found = new Map([...homes].map(([key, home]) => [key, home === null ? primary : sameDisplay(home.display, displays)]));
  const load = new Map(displays.map(({ id }) => [id, [...found.values()].filter((display) => display?.id === id).length]));
  const emptiest = (): Display | undefined =>
    [...displays].sort(
      (one, other) => (load.get(one.id) ?? 0) - (load.get(other.id) ?? 0) || Number(other.primary) - Number(one.primary),
    )[0];
  return new Map(
    [...homes].map(([key, home]): [Key, Rehomed] => {
      const at = found.get(key);
      if (home === null) return [key, { place: placeFor(null, displays), away: false }];
      if (at !== undefined) return [key, { place: placeOn(home, at), away: false }];
      const refuge = emptiest();
      if (refuge === undefined) return [key, { place: asItWas(home), away: false }];
      load.set(refuge.id, (load.get(refuge.id) ?? 0) + 1);
      return [key, { place: placeOn(home, refuge), away: true }];
    }),
  );
}

/** The display that shows most of a window; `undefined` while none is known. */
export function displayUnder({ bounds }: WindowPlace, displays: readonly Display[]): Display | undefined {
  const [first, ...rest] = displays;
  return first && rest.reduce((best, each) => (overlap(bounds, each.bounds) > overlap(bounds, best.bounds) ? each : best), first);
}

/** `null` while no display is known. */
export function placementOf(place: WindowPlace, displays: readonly Display[]): Placement | null {
  const display = displayUnder(place, displays);
  return display === undefined ? null : { ...place, display: { id: display.id, label: display.label, workArea: display.workArea } };
}

/** By its id and name; else the one of the same name where only one has it: ids change when a cable moves to another port. */
function sameDisplay({ id, label }: Placement['display'], displays: readonly Display[]): Display | undefined {
  const exact = displays.find((display) => display.id === id && display.label === label);
  if (exact !== undefined || label === '') return exact;
  const named = displays.filter((display) => display.label === label);
  return named.length === 1 ? named[0] : undefined;
}

const asItWas = ({ bounds, maximised, fullscreen }: Placement): WindowPlace => ({ bounds, maximised, fullscreen });

function placeOn(remembered: Placement, home: Display): WindowPlace {
  const { maximised, fullscreen } = remembered;
  return { bounds: fitInto(home.workArea, movedWith(remembered, home)), maximised, fullscreen };
}

/**
 * The same part of the display, wherever that lies now: a display whose scale changed has other numbers for what looks
 * the same. On a display it does not belong to, the window keeps its size.
 */
function movedWith({ bounds, display }: Placement, home: Display): Bounds {
  const [was, now] = [display.workArea, home.workArea];
  const own = display.label === home.label;
  const [across, down] = own ? [now.width / was.width, now.height / was.height] : [1, 1];
  return {
    x: now.x + (bounds.x - was.x) * across,
    y: now.y + (bounds.y - was.y) * down,
    width: bounds.width * across,
    height: bounds.height * down,
  };
}

function fitInto(area: Bounds, wanted: Bounds): Bounds {
  const width = Math.min(Math.max(wanted.width, LEAST.width), area.width);
  const height = Math.min(Math.max(wanted.height, LEAST.height), area.height);
  const within = (at: number, from: number, room: number): number => Math.min(Math.max(at, from), from + room);
  return {
    x: Math.round(within(wanted.x, area.x, area.width - width)),
    y: Math.round(within(wanted.y, area.y, area.height - height)),
    width: Math.round(width),
    height: Math.round(height),
  };
}

function overlap(left: Bounds, right: Bounds): number {
  const shared = (from: number, size: number, otherFrom: number, otherSize: number): number =>
    Math.max(0, Math.min(from + size, otherFrom + otherSize) - Math.max(from, otherFrom));
  return shared(left.x, left.width, right.x, right.width) * shared(left.y, left.height, right.y, right.height);
}

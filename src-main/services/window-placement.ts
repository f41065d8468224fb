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
  const { maximised, fullscreen } = remembered;
  const home = sameDisplay(remembered.display, displays) ?? primary;
  if (home === undefined) return { bounds: remembered.bounds, maximised, fullscreen };
  return { bounds: fitInto(home.workArea, movedWith(remembered, home)), maximised, fullscreen };
}

/** `null` while no display is known. */
export function placementOf(place: WindowPlace, displays: readonly Display[]): Placement | null {
  const [first, ...rest] = displays;
  if (first === undefined) return null;
  const display = rest.reduce(
    (best, each) => (overlap(place.bounds, each.bounds) > overlap(place.bounds, best.bounds) ? each : best),
    first,
  );
  return { ...place, display: { id: display.id, label: display.label, workArea: display.workArea } };
}

/** By its id and name; else the one of the same name where only one has it: ids change when a cable moves to another port. */
function sameDisplay({ id, label }: Placement['display'], displays: readonly Display[]): Display | undefined {
  const exact = displays.find((display) => display.id === id && display.label === label);
  if (exact !== undefined || label === '') return exact;
  const named = displays.filter((display) => display.label === label);
  return named.length === 1 ? named[0] : undefined;
}

/** The same corner of the display, wherever that lies now. */
function movedWith({ bounds, display }: Placement, home: Display): Bounds {
  return { ...bounds, x: bounds.x - display.workArea.x + home.workArea.x, y: bounds.y - display.workArea.y + home.workArea.y };
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

/** The desk drawn to scale; pure. */
import type { Desk, DeskDisplay, DeskScreen } from '../../../src-contract/model/screen.ts';

/** In percent of the picture, so that it scales with it. */
export interface Spot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface DeskPicture {
  /** Width over height of the whole desk. */
  readonly ratio: number;
  readonly displays: readonly { readonly display: DeskDisplay; readonly spot: Spot }[];
  readonly screens: readonly { readonly screen: DeskScreen; readonly spot: Spot }[];
}

type Area = DeskDisplay['area'];

/** `null` where no monitor is known. */
export function deskPicture({ displays, screens }: Desk): DeskPicture | null {
  if (displays.length === 0) return null;
  const areas = displays.map(({ area }) => area);
  const left = Math.min(...areas.map(({ x }) => x));
  const top = Math.min(...areas.map(({ y }) => y));
  const width = Math.max(...areas.map((area) => area.x + area.width)) - left;
  const height = Math.max(...areas.map((area) => area.y + area.height)) - top;
  const spot = (area: Area): Spot => ({
    left: ((area.x - left) / width) * 100,
    top: ((area.y - top) / height) * 100,
    width: (area.width / width) * 100,
    height: (area.height / height) * 100,
  });
  return {
    ratio: width / height,
    displays: displays.map((display) => ({ display, spot: spot(display.area) })),
    screens: screens.map((screen) => {
      const display = displays.find(({ id }) => id === screen.displayId);
      return { screen, spot: spot(display === undefined ? screen.area : within(screen.area, display.area)) };
    }),
  };
}

/** The monitor under a point of the picture, both in percent; `null` between monitors. */
export function displayAt({ displays }: DeskPicture, x: number, y: number): string | null {
  const hit = displays.find(({ spot }) => x >= spot.left && x < spot.left + spot.width && y >= spot.top && y < spot.top + spot.height);
  return hit?.display.id ?? null;
}

/** What of a window can be seen; one that lies outside of every monitor is drawn in the corner of its nearest. */
function within(area: Area, display: Area): Area {
  const x = Math.min(Math.max(area.x, display.x), display.x + display.width * 0.8);
  const y = Math.min(Math.max(area.y, display.y), display.y + display.height * 0.8);
  return {
    x,
    y,
    width: Math.max(display.width * 0.2, Math.min(area.x + area.width, display.x + display.width) - x),
    height: Math.max(display.height * 0.2, Math.min(area.y + area.height, display.y + display.height) - y),
  };
}

/** The display beside this one in a direction, as people see them; the same where there is none. */
export function neighbourDisplay(
  displays: readonly DeskDisplay[],
  from: string | null,
  direction: 'left' | 'right' | 'up' | 'down',
): string | null {
  const own = displays.find(({ id }) => id === from);
  if (own === undefined) return displays[0]?.id ?? null;
  const middle = ({ area }: DeskDisplay) => ({ x: area.x + area.width / 2, y: area.y + area.height / 2 });
  const at = middle(own);
  const along = (display: DeskDisplay): number => {
    const { x, y } = middle(display);
    return { left: at.x - x, right: x - at.x, up: at.y - y, down: y - at.y }[direction];
  };
  const across = (display: DeskDisplay): number => {
    const { x, y } = middle(display);
    return direction === 'left' || direction === 'right' ? Math.abs(y - at.y) : Math.abs(x - at.x);
  };
  const beside = displays
    .filter((display) => along(display) > 1)
    .sort((one, other) => along(one) + 2 * across(one) - along(other) - 2 * across(other));
  return beside[0]?.id ?? own.id;
}

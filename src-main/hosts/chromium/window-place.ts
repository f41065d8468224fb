/** What the browser says of a window's place. Pure. */
import { z } from 'zod';
import type { Bounds, WindowPlace } from '../host.ts';

/** Answer of `Browser.getWindowForTarget`. */
export const windowReportSchema = z.object({
  windowId: z.int(),
  bounds: z.object({
    left: z.number(),
    top: z.number(),
    width: z.number(),
    height: z.number(),
    windowState: z.enum(['normal', 'minimized', 'maximized', 'fullscreen']),
  }),
});
export type WindowReport = z.infer<typeof windowReportSchema>;

/** The browser tells only what is on the glass: what lies under a maximised or full-screen window is as it was `before`. */
export function placeAfter(before: WindowPlace, { bounds }: WindowReport): WindowPlace {
  switch (bounds.windowState) {
    case 'minimized':
      return before;
    case 'fullscreen':
      return { ...before, fullscreen: true };
    case 'maximized':
      return { ...before, maximised: true, fullscreen: false };
    case 'normal': {
      const { left: x, top: y, width, height } = bounds;
      return { bounds: { x, y, width, height }, maximised: false, fullscreen: false };
    }
  }
}

export function samePlace(left: WindowPlace, right: WindowPlace): boolean {
  return (
    left.maximised === right.maximised &&
    left.fullscreen === right.fullscreen &&
    (['x', 'y', 'width', 'height'] as const).every((side) => left.bounds[side] === right.bounds[side])
  );
}

/** The browser's names of a place. */
export function browserBounds({ x, y, width, height }: Bounds): Readonly<Record<string, number>> {
  return { left: x, top: y, width, height };
}

/** Monitors as the browser reports them. */
import { z } from 'zod';
import type { Display } from '../host.ts';

/** Answer of `Emulation.getScreenInfos`, which under a real window lists the physical screens. */
export const screenInfosSchema = z.object({
  screenInfos: z.array(
    z.object({
      left: z.number(),
      top: z.number(),
      width: z.number(),
      height: z.number(),
      availLeft: z.number(),
      availTop: z.number(),
      availWidth: z.number(),
      availHeight: z.number(),
      devicePixelRatio: z.number(),
      isPrimary: z.boolean(),
      label: z.string(),
      id: z.string(),
    }),
  ),
});

export function displaysOf(answer: z.infer<typeof screenInfosSchema>): readonly Display[] {
  return answer.screenInfos.map((screen) => ({
    id: screen.id,
    label: screen.label,
    bounds: { x: screen.left, y: screen.top, width: screen.width, height: screen.height },
    workArea: { x: screen.availLeft, y: screen.availTop, width: screen.availWidth, height: screen.availHeight },
    scale: screen.devicePixelRatio,
    primary: screen.isPrimary,
  }));
}

export function sameDisplays(left: readonly Display[], right: readonly Display[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

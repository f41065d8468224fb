/** Digital zoom of a picture in its box, as pure functions. Lengths are fractions of the box, so that it survives any resize. */

export interface Zoom {
  /** 1 = the whole picture. */
  readonly scale: number;
  /** Where the picture's top left corner lies, in boxes: from `1 - scale` (far right or bottom is seen) to 0. */
  readonly x: number;
  readonly y: number;
}

/** A place in the box, 0…1 from its top left. */
export interface BoxPoint {
  readonly x: number;
  readonly y: number;
}

export const MAX_ZOOM = 16;
export const ZOOM_STEP = 1.25;
/** Less than this is the whole picture. */
const WHOLE = 1.02;
const CENTRE: BoxPoint = { x: 0.5, y: 0.5 };

/** Zooms by `factor` so that what lies at `at` stays there; `null` once the whole picture is seen again. */
export function zoomBy(zoom: Zoom | null, factor: number, at: BoxPoint = CENTRE): Zoom | null {
  const from = zoom ?? { scale: 1, x: 0, y: 0 };
  const scale = Math.min(MAX_ZOOM, from.scale * factor);
  if (!(scale >= WHOLE)) return null;
  const ratio = scale / from.scale;
  return held({ scale, x: at.x - (at.x - from.x) * ratio, y: at.y - (at.y - from.y) * ratio });
}

/** Moves what is seen, by fractions of the box; never past the picture's edge. */
export function pannedBy(zoom: Zoom, dx: number, dy: number): Zoom {
  return held({ ...zoom, x: zoom.x + dx, y: zoom.y + dy });
}

/** Which part of the picture is seen, for the overview. */
export function seenPart({ scale, x, y }: Zoom): { readonly x: number; readonly y: number; readonly size: number } {
  return { x: -x / scale, y: -y / scale, size: 1 / scale };
}

/** How far one notch or pinch of a wheel zooms; trackpads send many small steps, some mice one large one. */
export function wheelFactor(deltaY: number, deltaMode: number, pinch: boolean): number {
  const pixels = deltaMode === 0 ? deltaY : deltaY * 40;
  const bounded = Math.max(-200, Math.min(200, pixels));
  return Math.exp(-bounded * (pinch ? 0.01 : 0.0022));
}

function held({ scale, x, y }: Zoom): Zoom {
  const within = (value: number): number => Math.min(0, Math.max(1 - scale, value));
  return { scale, x: within(x), y: within(y) };
}

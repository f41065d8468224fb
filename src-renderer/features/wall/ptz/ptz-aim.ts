/** From the pointer on a tile to a place in its picture; pure. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Aim {
  /** −1…1 from the picture's centre, right and up. */
  readonly x: number;
  readonly y: number;
  /** How many times larger; 1 for a click. */
  readonly closer: number;
}

/** A drag shorter than that is a click, CSS pixels. */
export const LEAST_BOX = 14;

/** Where the picture is inside its tile, which it fills in one direction. */
export function pictureIn(tile: Box, picture: { readonly width: number; readonly height: number }): Box {
  if (picture.width <= 0 || picture.height <= 0) return tile;
  const scale = Math.min(tile.width / picture.width, tile.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: tile.x + (tile.width - width) / 2, y: tile.y + (tile.height - height) / 2, width, height };
}

/** A drag from one point to another, or a click where both are the same. `null` outside the picture. */
export function aimAt(
  picture: Box,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): Aim | null {
  const [width, height] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  const isBox = width >= LEAST_BOX && height >= LEAST_BOX;
  const centre = isBox ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : to;
  const x = ((centre.x - picture.x) / picture.width) * 2 - 1;
  const y = 1 - ((centre.y - picture.y) / picture.height) * 2;
  if (Math.abs(x) > 1 || Math.abs(y) > 1) return null;
  const closer = isBox ? Math.min(25, Math.max(1, Math.min(picture.width / width, picture.height / height))) : 1;
  return { x, y, closer };
}

/** What several scenes share: rows of shops, paving, roofs, water. */
import { hash, rgb, shade, type Brush, type Colour } from './brush.ts';
import { building, solid } from './solids.ts';

const white = rgb('#ecebe4');

export const shopRow = (brush: Brush, z: number, x0: number, x1: number, seed: number): void => {
  let x = x0;
  for (let i = 0; x < x1; i += 1) {
    const width = 7 + 6 * hash(seed + i);
    const floors = 3 + Math.floor(3 * hash(seed + i * 3));
    const colour =
      [rgb('#d9cdb4'), rgb('#c9b9a6'), rgb('#b8c3bd'), rgb('#d6b98f'), rgb('#c3a79a'), rgb('#e0dccf')][
        Math.floor(hash(seed + i * 5) * 6)
      ] ?? white;
    const shop = [rgb('#b3261e'), rgb('#1f5fa8'), rgb('#2c7a4b'), rgb('#d79a1f')][Math.floor(hash(seed + i * 7) * 4)] ?? white;
    building(brush, {
      x: x + width / 2,
      z: z + 6,
      width: width - 0.3,
      depth: 12,
      height: floors * 3.5,
      colour,
      top: rgb('#9a948a'),
      floors,
      windows: Math.round(width / 2.4),
      seed: seed + i,
      shop,
      lit: 0.4,
    });
    x += width;
  }
};

export function slabs(brush: Brush, x0: number, z0: number, x1: number, z1: number, size: number, colour: Colour, alpha: number): void {
  for (let x = x0; x <= x1; x += size) brush.strip([x, z0], [x, z1], 0.09, colour, alpha);
  for (let z = z0; z <= z1; z += size) brush.strip([x0, z], [x1, z], 0.09, colour, alpha);
}

export function roof(brush: Brush, x: number, z: number, y: number, width: number, depth: number, height: number, colour: Colour): void {
  solid(brush, { x, z, y, width: width + 1.6, depth: depth + 1.6, height, taper: [0.72, 0.06], colour, top: shade(colour, 1.1) });
}

export const awnings = ['#c23b2e', '#2a6fb0', '#d9a326', '#2d8259', '#e3dccb', '#b0542f'].map(rgb);

export function ripples(
  brush: Brush,
  turn: number,
  area: readonly [number, number, number, number],
  y: number,
  count: number,
  light: Colour,
  dark: Colour,
): void {
  const [x0, z0, x1, z1] = area;
  for (let i = 0; i < count; i += 1) {
    const z = z0 + (z1 - z0) * Math.pow(hash(i * 1.3), 2.1);
    const x = x0 + ((hash(i * 2.9) + 0.5) % 1) * (x1 - x0);
    const sway = Math.sin((turn * 2 + hash(i * 5)) * Math.PI * 2);
    const half = 0.5 + z * 0.035 + sway * 0.3;
    const glint = 0.08 + 0.18 * (0.5 + 0.5 * Math.sin((turn * 4 + hash(i * 7)) * Math.PI * 2));
    brush.ground(
      [
        [x - half, z],
        [x, z - 0.12 - z * 0.003],
        [x + half, z],
        [x, z + 0.12 + z * 0.003],
      ].map(([a = 0, b = 0]) => [a + sway * 0.4, b] as const),
      hash(i * 3) > 0.5 ? light : dark,
      glint,
      y,
    );
  }
}

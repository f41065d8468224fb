/** Solids: boxes and tapered boxes with shaded faces, buildings with windows. */
import { hash, mix, rgb, shade, type Brush, type Colour } from './brush.ts';
import type { Vec } from './view.ts';

export interface Solid {
  readonly x: number;
  readonly z: number;
  readonly y?: number;
  readonly width: number;
  readonly depth: number;
  readonly height: number;
  readonly yaw?: number;
  /** Size of the top as a share of the base, width and depth; a plain box is 1, 1. */
  readonly taper?: readonly [number, number];
  readonly colour: Colour;
  readonly top?: Colour;
}

export interface Face {
  /** Point of the face: u 0…1 left to right as seen from outside, v 0…1 upwards. */
  at(u: number, v: number): Vec;
  readonly side: 'front' | 'right' | 'back' | 'left';
  readonly brightness: number;
}

/** Draws the faces that look at the viewer and hands back the walls for decoration. */
export function solid(brush: Brush, shape: Solid): Face[] {
  const { base, top } = corners(shape);
  const faces: Face[] = [];
  const sides = ['front', 'right', 'back', 'left'] as const;
  sides.forEach((side, index) => {
    const next = (index + 1) % 4;
    const face = wall(base, top, index, next, side, brush);
    if (face === null) return;
    brush.polygon(
      [face.at(0, 0), face.at(1, 0), face.at(1, 1), face.at(0, 1)],
      brush.hazed(shade(shape.colour, face.brightness), face.at(0.5, 0.5)),
    );
    faces.push(face);
  });
  if (brush.view.pose.eye[1] > (shape.y ?? 0) + shape.height)
    brush.polygon(top, brush.hazed(shape.top ?? shade(shape.colour, 1.12), top[0] ?? [0, 0, 0]));
  return faces;
}

function corners(shape: Solid): { base: Vec[]; top: Vec[] } {
  const yaw = shape.yaw ?? 0;
  const [tw, td] = shape.taper ?? [1, 1];
  const y = shape.y ?? 0;
  const ring = (w: number, d: number, level: number): Vec[] =>
    [
      [-w, -d],
      [w, -d],
      [w, d],
      [-w, d],
    ].map(([dx = 0, dz = 0]): Vec => [
      shape.x + dx * Math.cos(yaw) + dz * Math.sin(yaw),
      level,
      shape.z - dx * Math.sin(yaw) + dz * Math.cos(yaw),
    ]);
  return { base: ring(shape.width / 2, shape.depth / 2, y), top: ring((shape.width / 2) * tw, (shape.depth / 2) * td, y + shape.height) };
}

function wall(base: readonly Vec[], top: readonly Vec[], from: number, to: number, side: Face['side'], brush: Brush): Face | null {
  const [a, b, c, d] = [base[from], base[to], top[to], top[from]];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  const length = Math.hypot(b[0] - a[0], b[2] - a[2]) || 1;
  const normal: readonly [number, number] = [(b[2] - a[2]) / length, -(b[0] - a[0]) / length];
  const [ex, , ez] = brush.view.pose.eye;
  if ((ex - (a[0] + b[0]) / 2) * normal[0] + (ez - (a[2] + b[2]) / 2) * normal[1] <= 0) return null;
  const lit = normal[0] * brush.light.sun[0] + normal[1] * brush.light.sun[1];
  const at = (u: number, v: number): Vec =>
    [0, 1, 2].map((i) => {
      const low = (a[i] ?? 0) + ((b[i] ?? 0) - (a[i] ?? 0)) * u;
      const high = (d[i] ?? 0) + ((c[i] ?? 0) - (d[i] ?? 0)) * u;
      return low + (high - low) * v;
    }) as unknown as Vec; // three coordinates by construction
  return { at, side, brightness: 0.78 + 0.24 * lit };
}

/** A rectangle within a face, by shares of it. */
export function patch(brush: Brush, face: Face, u0: number, v0: number, u1: number, v1: number, colour: Colour, alpha = 1): void {
  brush.polygon([face.at(u0, v0), face.at(u1, v0), face.at(u1, v1), face.at(u0, v1)], colour, alpha);
}

export interface Building extends Solid {
  readonly floors: number;
  /** Windows a floor on the wide side. */
  readonly windows: number;
  readonly seed: number;
  /** Share of windows lit after dark. */
  readonly lit?: number;
  readonly shop?: Colour;
}

const glassDay = rgb('#5d7486');
const glassLit = rgb('#ffdc96');

export function building(brush: Brush, shape: Building): void {
  const walls = solid(brush, shape);
  for (const face of walls) {
    const wide = face.side === 'front' || face.side === 'back';
    const count = Math.max(1, Math.round(wide ? shape.windows : (shape.windows * shape.depth) / shape.width));
    for (let floor = 0; floor < shape.floors; floor += 1) {
      if (floor === 0 && shape.shop !== undefined) {
        shopFront(brush, face, shape, shape.floors);
        continue;
      }
      windowRow(brush, face, shape, floor, count);
    }
    patch(brush, face, 0, 0.965, 1, 1, brush.hazed(shade(shape.colour, face.brightness * 0.8), face.at(0.5, 1)));
  }
}

function windowRow(brush: Brush, face: Face, shape: Building, floor: number, count: number): void {
  const v0 = (floor + 0.3) / shape.floors;
  const v1 = (floor + 0.78) / shape.floors;
  for (let index = 0; index < count; index += 1) {
    const u0 = (index + 0.22) / count;
    const u1 = (index + 0.78) / count;
    const random = hash(shape.seed + floor * 31 + index * 7 + face.side.length * 101);
    const glass = brush.hazed(shade(mix(glassDay, rgb('#9fb6c4'), random * 0.6), face.brightness), face.at(u0, v0));
    patch(brush, face, u0, v0, u1, v1, glass);
    patch(brush, face, u0, v0 - 0.03 / shape.floors, u1, v0, brush.hazed(shade(shape.colour, face.brightness * 1.15), face.at(u0, v0)));
    if (brush.light.night && random < (shape.lit ?? 0.3)) {
      brush.glow(() => {
        patch(
          brush,
          face,
          u0,
          v0,
          u1,
          v1,
          mix(glassLit, rgb('#cfe4ff'), hash(random * 99) > 0.7 ? 0.8 : 0),
          0.55 + 0.3 * hash(random * 57),
        );
      });
    }
  }
}

function shopFront(brush: Brush, face: Face, shape: Building, floors: number): void {
  const top = 1 / floors;
  const dark = brush.hazed(shade(rgb('#3a3f45'), face.brightness), face.at(0.5, 0));
  patch(brush, face, 0.06, 0, 0.94, top * 0.7, dark);
  patch(brush, face, 0.5, 0, 0.9, top * 0.66, shade(dark, 1.35));
  patch(brush, face, 0.02, top * 0.72, 0.98, top * 0.98, brush.hazed(shade(shape.shop ?? dark, face.brightness), face.at(0.5, 0)));
  if (brush.light.night) {
    brush.glow(() => {
      patch(brush, face, 0.06, 0, 0.94, top * 0.7, glassLit, 0.5);
      patch(brush, face, 0.02, top * 0.72, 0.98, top * 0.98, shape.shop ?? glassLit, 0.6);
    });
  }
}

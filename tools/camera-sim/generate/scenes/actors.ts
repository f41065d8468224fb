/** What moves: cars, trucks, motorbikes, people. Each is a `Thing` at a place and a heading. */
import { hash, rgb, shade, type Brush, type Colour, type Thing } from './brush.ts';
import { patch, solid, type Face } from './solids.ts';
import type { Vec } from './view.ts';

const paints = ['#b9bec4', '#e8e8e6', '#23272d', '#8c1f22', '#1f3f72', '#6c7278', '#d9d4c5', '#3d4b3c'].map(rgb);
const shirts = ['#c0392b', '#2d6da3', '#e6e2d8', '#3b3f45', '#d8a13a', '#2f7d5b', '#9b5fa8', '#e9c7b0'].map(rgb);
const rubber = rgb('#15171a');
const glass = rgb('#2a3642');

export const paintOf = (seed: number): Colour => paints[Math.floor(hash(seed) * paints.length)] ?? rubber;
export const shirtOf = (seed: number): Colour => shirts[Math.floor(hash(seed) * shirts.length)] ?? rubber;

export interface Placing {
  readonly x: number;
  readonly z: number;
  /** Radians; 0 drives away from the viewer (+z), positive turns right. */
  readonly heading: number;
  readonly y?: number;
}

interface CarShape {
  readonly length: number;
  readonly width: number;
  readonly body: number;
  readonly cabin: number;
  readonly cabinLength: number;
  readonly cabinTaper: number;
}

const shapes = {
  sedan: { length: 4.5, width: 1.8, body: 0.62, cabin: 0.58, cabinLength: 0.56, cabinTaper: 0.66 },
  suv: { length: 4.6, width: 1.9, body: 0.8, cabin: 0.68, cabinLength: 0.7, cabinTaper: 0.82 },
  van: { length: 5.2, width: 2, body: 0.95, cabin: 1.05, cabinLength: 0.86, cabinTaper: 0.92 },
} as const satisfies Record<string, CarShape>;

export function car(place: Placing, seed: number, lights = false, braking = false): Thing {
  const kind = (['sedan', 'suv', 'sedan', 'van'] as const)[Math.floor(hash(seed + 3) * 4)] ?? 'sedan';
  const shape = shapes[kind];
  const colour = paintOf(seed);
  const y = place.y ?? 0;
  return {
    at: [place.x, y, place.z],
    draw(brush) {
      shadow(brush, place, shape.width + 0.5, shape.length + 0.5);
      const lower = solid(brush, block(place, shape.width, shape.length, 0.28 + y, shape.body, colour, [0.96, 0.97]));
      for (const face of lower) carSkirt(brush, face, lights, braking);
      const cabin = solid(brush, {
        ...block(
          place,
          shape.width * 0.94,
          shape.length * shape.cabinLength,
          0.28 + y + shape.body,
          shape.cabin,
          glass,
          [0.82, shape.cabinTaper],
          -0.3,
        ),
        top: shade(colour, 1.05),
      });
      for (const face of cabin) {
        patch(brush, face, 0, 0.9, 1, 1, shade(colour, face.brightness));
        if (face.side === 'left' || face.side === 'right') patch(brush, face, 0.46, 0, 0.52, 1, shade(colour, face.brightness * 0.9));
        else patch(brush, face, 0.12, 0.15, 0.6, 0.8, rgb('#7f97a8'), 0.35);
      }
      if (lights) headlights(brush, place, shape.length, shape.width);
    },
  };
}

function block(
  place: Placing,
  width: number,
  length: number,
  y: number,
  height: number,
  colour: Colour,
  taper: readonly [number, number],
  ahead = 0,
): Parameters<typeof solid>[1] {
  return {
    x: place.x + Math.sin(place.heading) * ahead,
    z: place.z + Math.cos(place.heading) * ahead,
    y,
    width,
    depth: length,
    height,
    yaw: place.heading,
    taper,
    colour,
  };
}

/** Wheels, bumpers and lamps on a body face. `back` is the nose: it points along the heading. */
function carSkirt(brush: Brush, face: Face, lights: boolean, braking: boolean): void {
  if (face.side === 'left' || face.side === 'right') {
    for (const u of [0.2, 0.8]) {
      wheel(brush, face, u);
    }
    patch(brush, face, 0, 0, 1, 0.14, rubber, 0.55);
    return;
  }
  patch(brush, face, 0, 0, 1, 0.22, rubber, 0.6);
  const nose = face.side === 'back';
  const lamp = nose ? rgb(lights ? '#fff6d8' : '#e9edf0') : rgb(braking || lights ? '#ff2a1e' : '#8f1714');
  for (const u of [0.04, 0.78]) patch(brush, face, u, 0.5, u + 0.18, 0.78, lamp);
  patch(brush, face, 0.36, 0.25, 0.64, 0.45, rgb('#f1f1ec'));
}

function wheel(brush: Brush, face: Face, u: number): void {
  const ring = (size: number): Vec[] =>
    Array.from({ length: 12 }, (_, i) =>
      face.at(u + Math.cos((i / 6) * Math.PI) * 0.075 * size, -0.02 + Math.sin((i / 6) * Math.PI) * 0.46 * size),
    );
  brush.polygon(ring(1), rubber);
  brush.polygon(ring(0.55), rgb('#8d9297'));
}

export function shadow(brush: Brush, place: Placing, width: number, length: number): void {
  if (brush.light.night) return;
  const [sx, sz] = brush.light.sun;
  const ring: [number, number][] = [
    [-width / 2, -length / 2],
    [width / 2, -length / 2],
    [width / 2, length / 2],
    [-width / 2, length / 2],
  ];
  const c = Math.cos(place.heading);
  const s = Math.sin(place.heading);
  const at = (grow: number, slide: number): (readonly [number, number])[] =>
    ring.map(([dx, dz]) => [place.x + (dx * c + dz * s) * grow - sx * slide, place.z + (-dx * s + dz * c) * grow - sz * slide] as const);
  brush.ground(at(1.12, 0.55), [12, 16, 26], 0.22, place.y ?? 0);
  brush.ground(at(0.95, 0.2), [8, 10, 18], 0.32, place.y ?? 0);
}

function headlights(brush: Brush, place: Placing, length: number, width: number): void {
  const dx = Math.sin(place.heading);
  const dz = Math.cos(place.heading);
  const toViewer = (brush.view.pose.eye[0] - place.x) * dx + (brush.view.pose.eye[2] - place.z) * dz > 0;
  for (const side of [-0.36, 0.36]) {
    const x = place.x + dz * side * width;
    const z = place.z - dx * side * width;
    const y = (place.y ?? 0) + 0.7;
    if (toViewer) brush.spot([x + (dx * length) / 2, y, z + (dz * length) / 2], 0.22, [255, 244, 214], 0.95);
    else brush.spot([x - (dx * length) / 2, y, z - (dz * length) / 2], 0.13, [255, 40, 24], 0.75);
  }
  for (const [ahead, radius, alpha] of [
    [4.5, 2.6, 0.34],
    [8, 4, 0.22],
    [13, 5.5, 0.12],
  ] as const) {
    brush.pool([place.x + dx * ahead, place.y ?? 0, place.z + dz * ahead], radius, [255, 240, 205], alpha);
  }
}

export function truck(place: Placing, seed: number, lights = false): Thing {
  const box = [rgb('#d8d9d6'), rgb('#3b6a8f'), rgb('#b9502f'), rgb('#6d7a52')][Math.floor(hash(seed) * 4)] ?? rubber;
  const along = (distance: number): Placing => ({
    ...place,
    x: place.x + Math.sin(place.heading) * distance,
    z: place.z + Math.cos(place.heading) * distance,
  });
  return {
    at: [place.x, place.y ?? 0, place.z],
    draw(brush) {
      shadow(brush, place, 2.9, 9.2);
      const cab = (): void => {
        const faces = solid(brush, block(along(3.6), 2.3, 1.9, 0.5, 2.1, paintOf(seed + 9), [0.96, 0.86]));
        for (const face of faces) {
          if (face.side !== 'front') patch(brush, face, 0.1, 0.5, 0.9, 0.9, glass);
          if (face.side === 'back') carSkirt(brush, face, lights, false);
        }
      };
      const load = (): void => {
        const faces = solid(brush, block(along(-0.9), 2.5, 6.4, 0.9, 2.6, box, [1, 1]));
        for (const face of faces) {
          patch(brush, face, 0, 0, 1, 0.05, rubber);
          for (let u = 0.1; u < 0.95; u += 0.1) patch(brush, face, u, 0.05, u + 0.012, 1, [0, 0, 0], 0.12);
        }
        const under = solid(brush, block(along(-0.9), 2.1, 6.2, 0.15, 0.75, rubber, [1, 1]));
        for (const face of under)
          if (face.side === 'left' || face.side === 'right') for (const u of [0.12, 0.28, 0.9]) wheel(brush, face, u);
      };
      const [ex, , ez] = brush.view.pose.eye;
      const cabNearer = (ex - place.x) * Math.sin(place.heading) + (ez - place.z) * Math.cos(place.heading) > 0;
      for (const part of cabNearer ? [load, cab] : [cab, load]) part();
      if (lights) headlights(brush, place, 9, 2.4);
    },
  };
}

/** A rider on a motorbike. */
export function motorbike(place: Placing, seed: number, lights = false): Thing {
  return {
    at: [place.x, place.y ?? 0, place.z],
    draw(brush) {
      shadow(brush, place, 0.7, 1.7);
      const [x, y] = brush.view.project([place.x, place.y ?? 0, place.z]);
      const size = brush.view.scale([place.x, place.y ?? 0, place.z]);
      if (brush.view.depth([place.x, 0, place.z]) < 2) return;
      const sideways = Math.sin(place.heading - brush.view.pose.yaw);
      drawRider(brush, x, y, size, sideways, seed);
      if (lights) headlightOfBike(brush, place);
    },
  };
}

function drawRider(brush: Brush, x: number, y: number, size: number, sideways: number, seed: number): void {
  const { g } = brush;
  g.save();
  g.translate(x, y);
  g.scale(size * (sideways < 0 ? -1 : 1), -size);
  const spread = Math.max(0.12, Math.abs(sideways) * 0.62);
  ellipse(brush, -spread, 0.29, 0.1 + spread * 0.3, 0.29, rubber);
  ellipse(brush, spread, 0.29, 0.1 + spread * 0.3, 0.29, rubber);
  shape(brush, paintOf(seed + 5), [
    [-spread - 0.12, 0.42],
    [spread * 0.9, 0.36],
    [spread + 0.06, 0.95],
    [spread - 0.1, 0.98],
    [0, 0.6],
    [-spread - 0.18, 0.78],
  ]);
  shape(brush, rgb('#2b3038'), [
    [-0.16, 0.7],
    [0.14, 0.72],
    [0.26 * Math.abs(sideways) + 0.1, 0.4],
    [0.02, 0.36],
    [-0.2, 0.62],
  ]);
  shape(brush, shirtOf(seed), [
    [-0.2, 0.7],
    [0.17, 0.7],
    [0.2, 1.28],
    [-0.12, 1.32],
    [-0.24, 1.2],
  ]);
  shape(brush, shade(shirtOf(seed), 0.8), [
    [0.06, 1.24],
    [0.18, 1.2],
    [spread + 0.02, 0.96],
    [spread - 0.08, 0.9],
  ]);
  ellipse(brush, 0.04, 1.48, 0.15, 0.17, paintOf(seed + 11));
  ellipse(brush, 0.04 + 0.08 * Math.abs(sideways), 1.44, 0.07, 0.08, rgb('#c99a78'));
  g.restore();
}

function headlightOfBike(brush: Brush, place: Placing): void {
  const away = Math.cos(place.heading - brush.view.pose.yaw) > 0;
  const ahead = away ? -0.8 : 0.8;
  const at: Vec = [place.x + Math.sin(place.heading) * ahead, 0.9, place.z + Math.cos(place.heading) * ahead];
  brush.spot(at, away ? 0.1 : 0.16, away ? [255, 40, 24] : [255, 242, 210], away ? 0.7 : 0.9);
  brush.pool([place.x + Math.sin(place.heading) * 5, 0, place.z + Math.cos(place.heading) * 5], 2.6, [255, 240, 205], 0.25);
}

/** A walking (or, with `pace` 0, standing) person; `step` is the phase of the walk in turns. */
export function person(place: Placing, seed: number, step: number, pace = 1): Thing {
  return {
    at: [place.x, place.y ?? 0, place.z],
    draw(brush) {
      const at: Vec = [place.x, place.y ?? 0, place.z];
      if (brush.view.depth(at) < 2) return;
      shadow(brush, place, 0.5, 0.5);
      const { g } = brush;
      const [x, y] = brush.view.project(at);
      const size = brush.view.scale(at) * (0.92 + 0.12 * hash(seed + 1));
      const swing = Math.sin(step * Math.PI * 2) * 0.22 * pace;
      g.save();
      g.translate(x, y);
      g.scale(size, -size);
      const trousers = hash(seed + 2) > 0.5 ? rgb('#2c3340') : rgb('#54504a');
      shape(brush, trousers, [
        [-0.1, 0.82],
        [0.02, 0.82],
        [swing + 0.05, 0.02],
        [swing - 0.07, 0.02],
      ]);
      shape(brush, shade(trousers, 0.85), [
        [0, 0.82],
        [0.11, 0.82],
        [-swing + 0.1, 0.02],
        [-swing - 0.02, 0.02],
      ]);
      shape(brush, shirtOf(seed), [
        [-0.15, 0.8],
        [0.15, 0.8],
        [0.19, 1.36],
        [-0.19, 1.36],
      ]);
      shape(brush, shade(shirtOf(seed), 0.82), [
        [0.13, 1.34],
        [0.21, 1.32],
        [0.17 - swing * 0.7, 0.78],
        [0.09 - swing * 0.7, 0.78],
      ]);
      ellipse(brush, 0, 1.53, 0.11, 0.14, rgb('#c59673'));
      ellipse(brush, 0, 1.59, 0.12, 0.1, hash(seed + 4) > 0.7 ? rgb('#d8c48c') : rgb('#1d1a19'));
      if (hash(seed + 4) > 0.86)
        shape(brush, rgb('#d9c58d'), [
          [-0.27, 1.56],
          [0.27, 1.56],
          [0, 1.8],
        ]);
      g.restore();
    },
  };
}

function shape(brush: Brush, colour: Colour, points: readonly (readonly [number, number])[]): void {
  brush.g.beginPath();
  for (const [x, y] of points) brush.g.lineTo(x, y);
  brush.g.closePath();
  brush.g.fillStyle = `rgb(${colour.map(Math.round).join(',')})`;
  brush.g.fill();
}

function ellipse(brush: Brush, x: number, y: number, rx: number, ry: number, colour: Colour): void {
  brush.g.beginPath();
  brush.g.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  brush.g.fillStyle = `rgb(${colour.map(Math.round).join(',')})`;
  brush.g.fill();
}

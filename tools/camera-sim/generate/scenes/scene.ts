/** What a scene is, and the ways things move in it so that the clip loops without a seam. */
import type { Brush, Light, Thing } from './brush.ts';
import type { Placing } from './actors.ts';
import type { Pose } from './view.ts';

/** Seconds after which every scene is back where it began. */
export const loopSeconds = 10;

export interface Scene {
  readonly id: number;
  /** As a camera would burn it in. */
  readonly name: string;
  /** Seconds after midnight shown on frame 0. */
  readonly clock: number;
  readonly pose: Pose;
  readonly light: Light;
  /** Everything that stands still behind what moves; painted once. */
  backdrop(brush: Brush): void;
  /** What moves over the backdrop but lies flat: water, clouds. `turn` is 0…1 of the loop. */
  flat?(brush: Brush, turn: number): void;
  things(turn: number): Thing[];
}

export type Path = readonly (readonly [number, number])[];

/** A path from `x,z` pairs set apart by blanks. */
export function path(points: string): [number, number][] {
  return points.split(' ').map((pair) => {
    const [x = 0, z = 0] = pair.split(',').map(Number);
    return [x, z];
  });
}

/** Place and heading at a share of a path's length. */
export function onPath(way: Path, share: number): Placing {
  const lengths = way.slice(1).map((point, i) => Math.hypot(point[0] - (way[i]?.[0] ?? 0), point[1] - (way[i]?.[1] ?? 0)));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (let i = 0; i < lengths.length; i += 1) {
    const from = way[i];
    const to = way[i + 1];
    const length = lengths[i] ?? 0;
    if (from === undefined || to === undefined) break;
    if (left <= length || i === lengths.length - 1) {
      const part = length === 0 ? 0 : left / length;
      return {
        x: from[0] + (to[0] - from[0]) * part,
        z: from[1] + (to[1] - from[1]) * part,
        heading: Math.atan2(to[0] - from[0], to[1] - from[1]),
      };
    }
    left -= length;
  }
  return { x: 0, z: 0, heading: 0 };
}

/** `count` things spread over a path, each passing `cycles` places a loop, so that the loop closes. */
export function flow(path: Path, count: number, cycles: number, turn: number, make: (place: Placing, index: number) => Thing): Thing[] {
  return Array.from({ length: count }, (_, index) => {
    const share = (((index + turn * cycles) / count) % 1) + 0;
    // The thing that has moved one place on is, a loop later, the next one: colours must follow that.
    return make(onPath(path, share), index);
  });
}

/** Like `flow` for things that each run the whole path `cycles` times a loop, at uneven distances. */
export function stream(
  path: Path,
  starts: readonly number[],
  cycles: number,
  turn: number,
  make: (place: Placing, index: number) => Thing,
): Thing[] {
  return starts.map((start, index) => make(onPath(path, (start + turn * cycles) % 1), index));
}

/** There and back again, for people who pace. */
export function paced(path: Path, start: number, cycles: number, turn: number): Placing {
  const share = (start + turn * cycles) % 1;
  const place = onPath(path, share < 0.5 ? share * 2 : 2 - share * 2);
  return share < 0.5 ? place : { ...place, heading: place.heading + Math.PI };
}

/** A circle as a path, starting at `from` radians, going anticlockwise for a positive `turns`. */
export function arc(x: number, z: number, radius: number, from: number, turns: number): [number, number][] {
  const steps = 48;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from + (i / steps) * turns * Math.PI * 2;
    return [x + Math.cos(angle) * radius, z + Math.sin(angle) * radius];
  });
}

export const day = (sun: readonly [number, number] = [0.6, -0.8]): Light => ({
  haze: [203, 214, 221],
  hazeAt: 260,
  sun,
  tint: [255, 255, 255],
  night: false,
});

export const dusk = (): Light => ({ haze: [196, 160, 140], hazeAt: 220, sun: [-0.7, -0.4], tint: [150, 128, 150], night: true });
export const night = (): Light => ({ haze: [60, 66, 88], hazeAt: 260, sun: [0.2, -0.9], tint: [86, 94, 132], night: true });

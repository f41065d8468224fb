/** What stood in each tile before, to go back to and forward again; pure. */
import type { CameraId } from '../../src-contract/model/camera.ts';
import { shownCells, type Wall } from '../../src-contract/model/wall.ts';

/** Cameras a tile remembers besides the one it shows. */
export const TRAIL_LENGTH = 8;

export interface Trail {
  /** Oldest first. */
  readonly past: readonly CameraId[];
  /** Next first. */
  readonly future: readonly CameraId[];
}
export type Trails = ReadonlyMap<number, Trail>;

const noTrail: Trail = { past: [], future: [] };

/** Every tile whose camera changed remembers the one it had, and forgets what it was taken back from. */
export function trailsAfter(trails: Trails, before: Wall, after: Wall): Trails {
  if (before.cells === after.cells) return trails;
  const next = new Map(trails);
  for (const [cell, camera] of shownCells(after).entries()) {
    const was = before.cells[cell] ?? null;
    if (was === camera) continue;
    const { past } = next.get(cell) ?? noTrail;
    next.set(cell, { past: was === null ? past : [...past, was].slice(-TRAIL_LENGTH), future: [] });
  }
  return next;
}

export interface TrailStep {
  readonly camera: CameraId;
  readonly trails: Trails;
}

/** One step of a tile; `null` where there is nothing to go to. */
export function trailStep(trails: Trails, cell: number, shown: CameraId | null, way: 'back' | 'forward'): TrailStep | null {
  const { past, future } = trails.get(cell) ?? noTrail;
  const camera = way === 'back' ? past.at(-1) : future[0];
  if (camera === undefined) return null;
  const here = shown === null ? [] : [shown];
  const trail =
    way === 'back'
      ? { past: past.slice(0, -1), future: [...here, ...future].slice(0, TRAIL_LENGTH) }
      : { past: [...past, ...here].slice(-TRAIL_LENGTH), future: future.slice(1) };
  return { camera, trails: new Map(trails).set(cell, trail) };
}

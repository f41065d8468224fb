/** All scenes by number. */
import { bridge } from './bridge.ts';
import { carPark } from './car-park.ts';
import { communeOffice } from './commune-office.ts';
import { dam } from './dam.ts';
import { industrialGate } from './industrial-gate.ts';
import { junctionDay, junctionNight } from './junctions.ts';
import { lake } from './lake.ts';
import { market } from './market.ts';
import { roundabout } from './roundabout.ts';
import type { Scene } from './scene.ts';
import { school } from './school.ts';
import { square } from './square.ts';

export const scenes: readonly Scene[] = [
  roundabout,
  junctionDay,
  square,
  junctionNight,
  market,
  dam,
  lake,
  carPark,
  school,
  bridge,
  industrialGate,
  communeOffice,
];

export function sceneById(id: number): Scene {
  const scene = scenes.find((candidate) => candidate.id === id);
  if (scene === undefined) throw new Error(`no scene ${String(id)}`);
  return scene;
}

/** The car park of a hospital. */
import { car, person } from './actors.ts';
import { hash, rgb, type Brush } from './brush.ts';
import { board, lamp, plain, sky, tree, wear } from './place.ts';
import { day, path, stream, type Scene } from './scene.ts';
import { building, solid } from './solids.ts';

const white = rgb('#ecebe4');
const asphalt = rgb('#5e6164');

export const carPark: Scene = {
  id: 8,
  name: 'BV TRUNG ƯƠNG TN - BÃI XE',
  clock: 14 * 3600 + 8 * 60 + 44,
  pose: { eye: [-10, 12.5, -4], yaw: 0.2, pitch: 0.33, focal: 1180 },
  light: day([0.75, -0.55]),
  backdrop(brush) {
    sky(brush, rgb('#88b4d9'), rgb('#e8ecec'));
    plain(brush, rgb('#7f9c62'));
    brush.ground(path('-46,-4 60,-4 60,62 -46,62'), asphalt);
    wear(brush, 17, 320, [-40, 4, 56, 60], rgb('#292b2e'), 0.09);
    for (const z of [14, 30, 46])
      for (let i = 0; i <= 26; i += 1) brush.strip([-32 + i * 2.9, z - 2.6], [-32 + i * 2.9, z + 2.6], 0.13, white, 0.85);
    for (const z of [22, 38]) for (const x of [-24, 0, 24]) arrow(brush, x, z, z === 22 ? 1 : -1);
    brush.ground(path('-46,55 60,55 60,62 -46,62'), rgb('#aea493'));
    building(brush, { x: 14, z: 78, width: 76, depth: 20, height: 24, colour: rgb('#dfe4e4'), floors: 6, windows: 22, seed: 71 });
    building(brush, { x: -44, z: 76, width: 30, depth: 24, height: 15, colour: rgb('#d6dbd6'), floors: 4, windows: 8, seed: 75 });
    solid(brush, { x: 12, z: 66, y: 4, width: 18, depth: 6, height: 1.2, colour: rgb('#2f6f9f') });
    for (const x of [5, 19]) solid(brush, { x, z: 64, width: 0.6, depth: 0.6, height: 4, colour: white });
    board(12, 4.7, 62.8, 0.9, 'CẤP CỨU', rgb('#ffffff'), rgb('#c3272b')).draw(brush);
  },
  things(turn) {
    const parked = [14, 30, 46].flatMap((z, row) =>
      Array.from({ length: 25 }, (_, i) => i)
        .filter((i) => hash(row * 40 + i * 3) > 0.3 && !(row === 1 && i === 14))
        .map((i) => car({ x: -30.55 + i * 2.9, z: z + (hash(i) - 0.5) * 0.5, heading: hash(i + row) > 0.5 ? 0 : Math.PI }, row * 50 + i)),
    );
    return [
      ...parked,
      ...stream(path('-44,21 58,21'), [0.1, 0.58], 1, turn, (place, i) => car(place, 700 + i)),
      ...stream(path('58,39 -44,39'), [0.3, 0.82], 1, turn, (place, i) => car(place, 710 + i)),
      ...stream(path('-14,9 -6,24 4,40 11,60'), [0.12, 0.2, 0.62], 1, turn, (place, i) => person(place, 720 + i, turn * 14 + hash(i))),
      ...stream(path('14,60 20,40 16,18 2,6'), [0.4, 0.85], 1, turn, (place, i) => person(place, 730 + i, turn * 14 + hash(i))),
      ...[-34, -20, -6, 26, 40, 54].map((x, i) => tree(x, 58, 5.5 + (i % 2), i, turn)),
      ...[-18, 12, 42].map((x) => lamp(x, 30, 8, 1.8)),
    ];
  },
};

function arrow(brush: Brush, x: number, z: number, way: number): void {
  brush.strip([x - way * 1.6, z], [x + way * 0.6, z], 0.35, white, 0.8);
  brush.ground(
    [
      [x + way * 0.6, z - 0.8],
      [x + way * 2, z],
      [x + way * 0.6, z + 0.8],
    ],
    white,
    0.8,
  );
}

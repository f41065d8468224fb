/** The square before the assembly house. */
import { car, person } from './actors.ts';
import { hash, rgb, type Thing } from './brush.ts';
import { clouds, flag, hills, lamp, plain, sky, tree, wear } from './place.ts';
import { day, paced, path, stream, type Scene } from './scene.ts';
import { building, solid } from './solids.ts';
import { slabs, roof } from './town.ts';

const roofRed = rgb('#9c4433');

export const square: Scene = {
  id: 3,
  name: 'QUẢNG TRƯỜNG VÕ NGUYÊN GIÁP',
  clock: 16 * 3600 + 20 * 60 + 48,
  pose: { eye: [-16, 13, -4], yaw: 0.3, pitch: 0.23, focal: 1150 },
  light: day([-0.75, -0.6]),
  backdrop(brush) {
    sky(brush, rgb('#78aee0'), rgb('#f0ead8'));
    hills(brush, 6.1, 80, rgb('#93a8a4'));
    plain(brush, rgb('#7f9b5f'));
    brush.ground(path('-80,2 90,2 90,88 -80,88'), rgb('#c9bda6'));
    slabs(brush, -80, 2, 90, 88, 4, rgb('#8f8371'), 0.5);
    brush.ground(path('-14,22 22,22 22,74 -14,74'), rgb('#b98f78'), 0.55);
    for (const [x, z] of [
      [-32, 34],
      [-32, 58],
      [44, 34],
      [44, 58],
    ] as const) {
      brush.ground(
        [
          [x - 12, z - 8],
          [x + 12, z - 8],
          [x + 12, z + 8],
          [x - 12, z + 8],
        ],
        rgb('#9a9284'),
      );
      brush.ground(
        [
          [x - 11.4, z - 7.4],
          [x + 11.4, z - 7.4],
          [x + 11.4, z + 7.4],
          [x - 11.4, z + 7.4],
        ],
        rgb('#77a052'),
      );
    }
    wear(brush, 3, 200, [-40, 6, 60, 80], rgb('#6d6252'), 0.06);
    for (let i = 0; i < 3; i += 1)
      solid(brush, { x: 5, z: 112 - i * 2, y: i * 0.6, width: 92 - i * 6, depth: 30, height: 0.6, colour: rgb('#cfc6b4') });
    building(brush, { x: 5, z: 114, y: 1.8, width: 70, depth: 22, height: 12, colour: rgb('#e2d3ad'), floors: 3, windows: 18, seed: 4 });
    building(brush, { x: 5, z: 110, y: 1.8, width: 22, depth: 24, height: 17, colour: rgb('#eadcb9'), floors: 4, windows: 6, seed: 9 });
    roof(brush, 5, 110, 18.8, 22, 24, 4, roofRed);
    for (let i = -4; i <= 4; i += 1)
      solid(brush, { x: 5 + i * 2.4, z: 97, y: 1.8, width: 0.8, depth: 0.8, height: 11, colour: rgb('#f1e8d2') });
  },
  flat: (brush, turn) => {
    clouds(brush, turn, 6, [255, 255, 255], 0.22);
  },
  things: (turn) => [
    flag(5, 84, 17, turn),
    ...Array.from({ length: 26 }, (_, i): Thing => {
      const x = -30 + 66 * hash(i * 3);
      const z = 14 + 62 * hash(i * 7);
      const angle = hash(i * 11) * 6.28;
      const reach = 3 + 7 * hash(i * 13);
      return person(
        paced(
          [
            [x, z],
            [x + Math.cos(angle) * reach, z + Math.sin(angle) * reach],
          ],
          hash(i),
          1,
          turn,
        ),
        i * 5 + 1,
        turn * 12 + hash(i),
      );
    }),
    ...Array.from({ length: 14 }, (_, i) =>
      person({ x: -4 + (i % 7) * 2.4, z: 40 + Math.floor(i / 7) * 2.6, heading: 0 }, 300 + i, turn * 5 + i * 0.13, 0.5),
    ),
    ...stream(path('-60,92 80,92'), [0.1, 0.4, 0.75], 1, turn, (place, i) => car(place, 310 + i)),
    ...[-26, -34, -42, 40, 48, 56].flatMap((x, i) => [tree(x, 66 + (i % 3) * 2, 6, i, turn), tree(x, 30 + (i % 2) * 6, 4.5, i + 1, turn)]),
    ...[-20, 30].flatMap((x) => [lamp(x, 24, 8, 1.5), lamp(x, 56, 8, 1.5)]),
  ],
};

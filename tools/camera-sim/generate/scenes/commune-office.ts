/** The forecourt of a ward office. */
import { car, motorbike, person, shirtOf } from './actors.ts';
import { hash, rgb, type Brush } from './brush.ts';
import { board, clouds, flag, hills, plain, sky, tree, wear } from './place.ts';
import { day, path, stream, type Scene } from './scene.ts';
import { building, solid } from './solids.ts';
import { slabs, roof } from './town.ts';

const roofRed = rgb('#9c4433');

export const communeOffice: Scene = {
  id: 12,
  name: 'UBND P. SÔNG CÔNG - SÂN TRƯỚC',
  clock: 9 * 3600 + 5 * 60 + 57,
  pose: { eye: [12, 7.4, -6], yaw: -0.25, pitch: 0.19, focal: 1180 },
  light: day([-0.4, -0.85]),
  backdrop(brush) {
    sky(brush, rgb('#92bfe2'), rgb('#f1eee2'));
    hills(brush, 9.7, 90, rgb('#93ac94'));
    plain(brush, rgb('#81a25f'));
    brush.ground(path('-24,-6 26,-6 26,46 -24,46'), rgb('#b9ae9c'));
    slabs(brush, -24, -6, 26, 46, 2.5, rgb('#877c6a'), 0.45);
    wear(brush, 21, 180, [-20, 4, 24, 44], rgb('#4a4236'), 0.07);
    for (const x of [-17, 17]) {
      brush.ground(
        [
          [x - 5, 26],
          [x + 5, 26],
          [x + 5, 40],
          [x - 5, 40],
        ],
        rgb('#8f8879'),
      );
      brush.ground(
        [
          [x - 4.6, 26.4],
          [x + 4.6, 26.4],
          [x + 4.6, 39.6],
          [x - 4.6, 39.6],
        ],
        rgb('#6f9a4d'),
      );
    }
    for (let i = 0; i < 4; i += 1)
      solid(brush, { x: 0, z: 50 - i * 0.6, y: i * 0.25, width: 18 - i, depth: 6, height: 0.25, colour: rgb('#cdc4b3') });
    building(brush, { x: 0, z: 58, width: 46, depth: 13, height: 11, colour: rgb('#ecd9a6'), floors: 3, windows: 15, seed: 50 });
    building(brush, { x: 0, z: 54.5, y: 1, width: 15, depth: 9, height: 12.5, colour: rgb('#f1e3ba'), floors: 3, windows: 5, seed: 54 });
    roof(brush, 0, 54.5, 13.5, 15, 9, 2.8, roofRed);
    roof(brush, -15, 58, 11, 15, 13, 2.4, roofRed);
    roof(brush, 15, 58, 11, 15, 13, 2.4, roofRed);
    for (const x of [-6, -2, 2, 6]) solid(brush, { x, z: 48.6, y: 1, width: 0.7, depth: 0.7, height: 6, colour: rgb('#f6efdb') });
    solid(brush, { x: 0, z: 48.4, y: 7, width: 15, depth: 2.4, height: 1.3, colour: rgb('#a3271f') });
    board(0, 7.65, 47.1, 0.72, 'ỦY BAN NHÂN DÂN PHƯỜNG SÔNG CÔNG', rgb('#ffe58a'), null).draw(brush);
  },
  flat: (brush, turn) => {
    clouds(brush, turn, 6, [255, 255, 255], 0.25);
  },
  things: (turn) => [
    flag(-10.5, 40, 11, turn),
    ...stream(path('3,-3 2,20 0,46'), [0.06, 0.3, 0.37, 0.68], 1, turn, (place, i) =>
      person({ ...place, x: place.x + i * 0.4 }, 500 + i, turn * 14 + hash(i)),
    ),
    ...stream(path('-2,46 -4,22 -9,-3'), [0.16, 0.55, 0.85], 1, turn, (place, i) => person(place, 520 + i, turn * 14 + hash(i))),
    ...Array.from({ length: 5 }, (_, i) => person({ x: 8 + i * 0.9, z: 30 + (i % 2), heading: i }, 530 + i, turn * 3 + hash(i), 0.2)),
    ...Array.from({ length: 11 }, (_, i) => motorbike({ x: 19.5, z: 8 + i * 1.5, heading: -1.5 }, 540 + i)),
    ...[10, 15, 20].map((z, i) => car({ x: -18, z, heading: 1.57 }, 550 + i)),
    ...stream(path('22,3 4,9 -9,17 -14,24'), [0.3], 1, turn, (place) => motorbike(place, 561)),
    ...[-17, 17].flatMap((x, i) => [tree(x - 2, 31, 5, i, turn), tree(x + 2, 36, 6.5, i + 2, turn)]),
    ...[-30, -34, 32, 36].map((x, i) => tree(x, 50, 8, i, turn)),
    { at: [19.5, 4, 24], draw: parkingRoof },
  ],
};

function parkingRoof(brush: Brush): void {
  for (const z of [8, 16, 24]) solid(brush, { x: 21, z, width: 0.15, depth: 0.15, height: 3, colour: shirtOf(3) });
  solid(brush, { x: 20, z: 16, y: 3, width: 4.6, depth: 18, height: 0.25, colour: rgb('#6f8ea3') });
}

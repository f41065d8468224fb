/** The gate of the university before lessons. */
import { car, motorbike, person } from './actors.ts';
import { hash, rgb } from './brush.ts';
import { board, clouds, flag, hills, plain, sky, tree, wear } from './place.ts';
import { day, path, stream, type Scene } from './scene.ts';
import { building, solid } from './solids.ts';
import { slabs } from './town.ts';

const white = rgb('#ecebe4');
const asphalt = rgb('#5e6164');
const paving = rgb('#b3a894');
const roofRed = rgb('#9c4433');

export const school: Scene = {
  id: 9,
  name: 'ĐẠI HỌC THÁI NGUYÊN - CỔNG TRƯỜNG',
  clock: 6 * 3600 + 55 * 60 + 3,
  pose: { eye: [-14, 8.2, -5], yaw: 0.32, pitch: 0.2, focal: 1180 },
  light: day([0.35, -0.9]),
  backdrop(brush) {
    sky(brush, rgb('#86b8e4'), rgb('#eaf0ec'));
    hills(brush, 8.2, 120, rgb('#7fa07c'));
    plain(brush, rgb('#86a866'));
    brush.strip([-120, 14], [140, 14], 13, asphalt);
    brush.dashes([-120, 14], [140, 14], 0.2, 2.4, 3, white);
    brush.strip([-120, 22.2], [140, 22.2], 3.6, paving);
    slabs(brush, -40, 20.6, 60, 23.8, 1.6, rgb('#857b6b'), 0.5);
    brush.ground(path('0,24 16,24 18,80 -2,80'), rgb('#b5ada0'));
    wear(brush, 13, 200, [-30, 7, 50, 22], rgb('#2b2d30'), 0.07);
    for (let i = 0; i < 9; i += 1) brush.strip([2 + i * 1.5, 8.5], [2 + i * 1.5, 19.5], 0.75, white, 0.8);
    building(brush, {
      x: 8,
      z: 92,
      width: 64,
      depth: 16,
      height: 18,
      colour: rgb('#e7cf94'),
      top: roofRed,
      floors: 5,
      windows: 18,
      seed: 33,
    });
    building(brush, { x: -38, z: 66, width: 18, depth: 44, height: 14, colour: rgb('#ead8a8'), floors: 4, windows: 5, seed: 35 });
    building(brush, { x: 52, z: 66, width: 18, depth: 44, height: 14, colour: rgb('#ead8a8'), floors: 4, windows: 5, seed: 37 });
    for (let x = -60; x < 90; x += 3) {
      if (x > -3 && x < 17) continue;
      solid(brush, { x, z: 25, width: 0.35, depth: 0.35, height: 2.1, colour: rgb('#d9cdb0') });
      for (let k = 0.4; k < 3; k += 0.4)
        solid(brush, { x: x + k, z: 25, y: 0.3, width: 0.06, depth: 0.06, height: 1.6, colour: rgb('#54708a') });
      solid(brush, { x: x + 1.5, z: 25, y: 0, width: 3, depth: 0.3, height: 0.5, colour: rgb('#cfc3a6') });
    }
    for (const x of [-2, 18]) solid(brush, { x, z: 25, width: 2, depth: 2, height: 6.5, colour: rgb('#c4b48e') });
    solid(brush, { x: 8, z: 25, y: 6.2, width: 24, depth: 1.4, height: 2.2, colour: rgb('#1f4f8f') });
    board(8, 7.3, 24.2, 1.15, 'ĐẠI HỌC THÁI NGUYÊN', rgb('#fff4cf'), null).draw(brush);
  },
  flat: (brush, turn) => {
    clouds(brush, turn, 7, [255, 255, 255], 0.25);
  },
  things: (turn) => [
    ...stream(path('-26,22.4 0,22.6 6,27 9,70'), [0.04, 0.12, 0.21, 0.33, 0.4, 0.52, 0.6, 0.71, 0.83, 0.92], 1, turn, (place, i) =>
      person({ ...place, x: place.x + hash(i) * 1.4 }, 400 + i, turn * 15 + hash(i)),
    ),
    ...stream(path('44,22.2 17,22.4 10,28 7,72'), [0.08, 0.17, 0.29, 0.45, 0.55, 0.78, 0.88], 1, turn, (place, i) =>
      person({ ...place, x: place.x + hash(i) * 1.2 }, 430 + i, turn * 15 + hash(i)),
    ),
    ...stream(path('7,7 7.5,26 8,60'), [0.1, 0.5, 0.56], 1, turn, (place, i) => person(place, 450 + i, turn * 12)),
    ...stream(path('-110,17 130,17'), [0.02, 0.3, 0.55, 0.85], 1, turn, (place, i) =>
      i === 2 ? motorbike(place, 6) : car(place, 460 + i),
    ),
    ...stream(path('130,10.8 -110,10.8'), [0.12, 0.36, 0.62, 0.7, 0.95], 1, turn, (place, i) =>
      i % 2 === 0 ? motorbike(place, 470 + i) : car(place, 480 + i),
    ),
    ...stream(path('-60,18.8 -4,19 4,23 8,74'), [0.15, 0.5, 0.8], 1, turn, (place, i) => motorbike(place, 490 + i)),
    ...[-12, -20, -30, 26, 36, 48].map((x, i) => tree(x, 29, 6 + (i % 3), i, turn, rgb(i % 3 === 1 ? '#a8443a' : '#4d7a3c'))),
    ...[-14, 27].map((x, i) => tree(x, 46, 8, i + 2, turn)),
    flag(8, 62, 13, turn),
    board(-15, 3.1, 24.6, 0.5, 'KHU VỰC TRƯỜNG HỌC', rgb('#ffffff'), rgb('#1c5fae')),
  ],
};

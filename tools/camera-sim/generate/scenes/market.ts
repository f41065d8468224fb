/** A market street in the morning. */
import { motorbike, person } from './actors.ts';
import { hash, rgb, shade, type Thing } from './brush.ts';
import { board, plain, sky, wear } from './place.ts';
import { day, path, stream, type Scene } from './scene.ts';
import { building, patch, solid } from './solids.ts';
import { slabs, awnings } from './town.ts';

const white = rgb('#ecebe4');

function stall(x: number, z: number, seed: number, facing: 1 | -1): Thing {
  const colour = awnings[Math.floor(hash(seed) * awnings.length)] ?? white;
  return {
    at: [x, 0, z],
    draw(brush) {
      brush.ground(
        [
          [x - 2.4, z - 1.8],
          [x + 2.4, z - 1.8],
          [x + 2.4, z + 1.8],
          [x - 2.4, z + 1.8],
        ],
        [10, 10, 16],
        0.3,
      );
      solid(brush, { x, z, width: 3.8, depth: 2.2, height: 0.85, colour: rgb('#8a6a48'), top: rgb('#a98a5e') });
      for (let i = 0; i < 16; i += 1) {
        const fruit =
          ['#e0662a', '#cf2f2a', '#6da539', '#e8c63c', '#8e4a92', '#f0e2c8'].map(rgb)[Math.floor(hash(seed * 3 + Math.floor(i / 3)) * 6)] ??
          white;
        solid(brush, {
          x: x - 1.6 + (i % 6) * 0.62,
          z: z - 0.7 + Math.floor(i / 6) * 0.65,
          y: 0.85,
          width: 0.5,
          depth: 0.5,
          height: 0.28,
          taper: [0.6, 0.6],
          colour: fruit,
        });
      }
      for (const [dx, dz] of [
        [-2, -1.4],
        [2, -1.4],
        [-2, 1.4],
        [2, 1.4],
      ] as const)
        solid(brush, { x: x + dx, z: z + dz, width: 0.08, depth: 0.08, height: 2.5, colour: rgb('#777b80') });
      const faces = solid(brush, {
        x: x - facing * 0.2,
        z,
        y: 2.35,
        width: 4.9,
        depth: 3.6,
        height: 0.55,
        taper: [0.9, 0.35],
        colour,
        top: shade(colour, 1.15),
      });
      for (const face of faces) for (let u = 0.05; u < 1; u += 0.2) patch(brush, face, u, 0, u + 0.1, 1, [255, 255, 255], 0.35);
    },
  };
}

export const market: Scene = {
  id: 5,
  name: 'CHỢ THÁI - CỔNG CHÍNH',
  clock: 6 * 3600 + 48 * 60 + 21,
  pose: { eye: [1.5, 6.8, -3], yaw: 0.02, pitch: 0.21, focal: 1150 },
  light: day([0.7, -0.5]),
  backdrop(brush) {
    sky(brush, rgb('#a5c4da'), rgb('#efe6d4'));
    plain(brush, rgb('#8f8778'));
    brush.ground(path('-4.2,-4 4.6,-4 4.6,64 -4.2,64'), rgb('#837b70'));
    slabs(brush, -4.2, 0, 4.6, 64, 1.6, rgb('#5c554b'), 0.4);
    wear(brush, 8, 260, [-9, 4, 9, 60], rgb('#3a342c'), 0.1);
    for (let i = 0; i < 7; i += 1) {
      for (const side of [-1, 1]) {
        building(brush, {
          x: side * 15.5,
          z: 70 - i * 11,
          width: 13,
          depth: 10.6,
          height: 6 + 5 * hash(i * 3 + side),
          colour: [rgb('#d8c7a2'), rgb('#bfae93'), rgb('#c7cfc4'), rgb('#d3a888')][Math.floor(hash(i * 5 + side * 2) * 4)] ?? white,
          floors: 3,
          windows: 4,
          seed: i * 9 + side,
          shop: awnings[(i * 2 + (side > 0 ? 1 : 0)) % awnings.length] ?? white,
        });
      }
    }
    for (const x of [-8, 8]) solid(brush, { x, z: 64, width: 1.6, depth: 1.6, height: 8, colour: rgb('#c9a45b') });
    solid(brush, { x: 0, z: 64, y: 6.6, width: 18, depth: 1.2, height: 2.6, colour: rgb('#a7281f') });
    board(0, 7.9, 63.2, 1.5, 'CHỢ THÁI', rgb('#ffe27a'), null).draw(brush);
  },
  things: (turn) => [
    ...Array.from({ length: 9 }, (_, i) => stall(-6.6, 9 + i * 5.6, i * 3 + 1, -1)),
    ...Array.from({ length: 9 }, (_, i) => stall(6.9, 9 + i * 5.6, i * 5 + 2, 1)),
    ...Array.from({ length: 18 }, (_, i) =>
      person({ x: (i % 2 === 0 ? -4.1 : 4.2) + hash(i) * 0.6, z: 9 + i * 2.9, heading: i }, i * 7 + 3, turn * 2 + hash(i), 0.25),
    ),
    ...stream(path('-1.6,60 -1.2,20 -2,1'), [0.02, 0.17, 0.35, 0.52, 0.68, 0.87], 1, turn, (place, i) =>
      person({ ...place, x: place.x + hash(i * 3) }, 20 + i, turn * 14 + hash(i)),
    ),
    ...stream(path('1.2,1 1.8,24 1,60'), [0.1, 0.22, 0.41, 0.58, 0.74, 0.93], 1, turn, (place, i) =>
      person({ ...place, x: place.x + hash(i * 5) }, 40 + i, turn * 14 + hash(i)),
    ),
    ...stream(path('0.2,62 0.3,0'), [0.3, 0.8], 1, turn, (place, i) => motorbike(place, 60 + i)),
    ...stream(path('3,0 2.6,62'), [0.55], 1, turn, (place) => motorbike(place, 66)),
    ...[14, 28, 42].map((z): Thing => ({
      at: [0, 4, z],
      draw(brush) {
        for (let i = 0; i < 13; i += 1) {
          const y = 5.6 - Math.sin((i / 12) * Math.PI) * 0.7;
          brush.polygon(
            [
              [-9 + i * 1.5, y, z],
              [-8.3 + i * 1.5, y, z],
              [-8.65 + i * 1.5, y - 0.65, z],
            ],
            i % 2 === 0 ? rgb('#d5202a') : rgb('#f4cf3a'),
          );
        }
      },
    })),
  ],
};

/** A dam with its spillway open. */
import { person } from './actors.ts';
import { hash, rgb, type Brush, type Thing } from './brush.ts';
import { board, clouds, hills, plain, sky, tree } from './place.ts';
import { day, path, stream, type Scene } from './scene.ts';
import { patch, solid } from './solids.ts';
import { ripples } from './town.ts';

export const dam: Scene = {
  id: 6,
  name: 'ĐẬP NÚI CỐC - TRÀN XẢ LŨ',
  clock: 10 * 3600 + 31 * 60 + 12,
  pose: { eye: [-26, 21, -12], yaw: 0.36, pitch: 0.24, focal: 1150 },
  light: day([-0.6, -0.7]),
  backdrop(brush) {
    sky(brush, rgb('#7fb2dc'), rgb('#e5ece9'));
    hills(brush, 1.7, 210, rgb('#6d8f80'));
    hills(brush, 4.9, 120, rgb('#5b8362'));
    plain(brush, rgb('#5c8250'));
    brush.ground(path('-160,62 190,62 260,330 -220,330'), rgb('#5f8fa0'), 1, 9);
    brush.ground(path('-160,180 190,180 260,330 -220,330'), rgb('#a6c3c8'), 0.5, 9);
    brush.ground(path('-40,-12 50,-12 44,54 -14,54'), rgb('#557f86'));
    for (const [x, width] of [
      [-64, 96],
      [78, 92],
    ] as const) {
      const faces = solid(brush, { x, z: 58, width, depth: 26, height: 12, taper: [1, 0.3], colour: rgb('#8c9a6c'), top: rgb('#8d8f8c') });
      for (const face of faces) for (let v = 0.2; v < 1; v += 0.2) patch(brush, face, 0, v, 1, v + 0.015, [255, 255, 255], 0.25);
    }
    solid(brush, { x: 8, z: 60, width: 50, depth: 14, height: 8, taper: [1, 0.7], colour: rgb('#a9aaa4') });
  },
  flat(brush, turn) {
    clouds(brush, turn, 7, [255, 255, 255], 0.25);
    ripples(brush, turn, [-150, 66, 200, 300], 9, 260, rgb('#dff0f2'), rgb('#3c6a7c'));
    ripples(brush, turn, [-34, -6, 44, 46], 0, 150, rgb('#e8f4f4'), rgb('#36616b'));
    for (let gate = 0; gate < 5; gate += 1) spill(brush, -8 + gate * 8, turn, gate);
  },
  things(turn) {
    const piers = Array.from({ length: 6 }, (_, i): Thing => ({
      at: [-12 + i * 8, 0, 53],
      draw(brush) {
        solid(brush, { x: -12 + i * 8, z: 56, width: 1.8, depth: 6.4, height: 13.4, colour: rgb('#b7b6ad') });
      },
    }));
    const deck: Thing = {
      at: [8, 12, 50],
      draw(brush) {
        for (let gate = 0; gate < 5; gate += 1)
          solid(brush, { x: -8 + gate * 8, z: 53, y: 8.6, width: 6.2, depth: 0.6, height: 3.6, colour: rgb('#3f6f94') });
        solid(brush, { x: 8, z: 57, y: 13.2, width: 56, depth: 7, height: 0.9, colour: rgb('#c1bfb5'), top: rgb('#8e8f8c') });
        for (let x = -19; x <= 35; x += 3)
          solid(brush, { x, z: 53.6, y: 14.1, width: 0.16, depth: 0.16, height: 1.1, colour: rgb('#dfe3e6') });
        solid(brush, { x: 8, z: 53.6, y: 15.1, width: 55, depth: 0.12, height: 0.12, colour: rgb('#dfe3e6') });
        solid(brush, { x: 30, z: 57, y: 14.1, width: 5, depth: 4.5, height: 4, colour: rgb('#e3d4a9'), top: rgb('#9c4433') });
      },
    };
    return [
      ...piers,
      deck,
      ...stream(path('-18,56 27,56'), [0.2, 0.7], 1, turn, (place, i) => ({
        ...person({ ...place, y: 14.1 }, 600 + i, turn * 12),
        at: [8, 14, 49.5] as const,
      })),
      ...[-58, -50, -44, 60, 70, 52].map((x, i) => tree(x, 34 + (i % 3) * 5, 8 + (i % 3), i, turn, rgb('#3f6f3a'))),
      ...[-30, -36, 48].map((x, i) => tree(x, 14 + i * 5, 7, i + 1, turn, rgb('#4a7a3d'))),
      board(-30, 4, 30, 1.2, 'VÙNG NGUY HIỂM', rgb('#ffffff'), rgb('#b3261e')),
    ];
  },
};

function spill(brush: Brush, x: number, turn: number, gate: number): void {
  brush.polygon(
    [
      [x - 3.1, 8.6, 52.6],
      [x + 3.1, 8.6, 52.6],
      [x + 3.6, 0, 44],
      [x - 3.6, 0, 44],
    ],
    rgb('#cfe2e4'),
  );
  for (let i = 0; i < 46; i += 1) {
    const fall = (hash(gate * 50 + i) + turn * 6) % 1;
    const drop = fall * fall;
    const dx = (hash(gate * 70 + i * 3) - 0.5) * 5.8;
    const y = 8.6 * (1 - drop);
    const z = 52.6 - 8.6 * fall;
    brush.polygon(
      [
        [x + dx - 0.16, y, z],
        [x + dx + 0.16, y, z],
        [x + dx + 0.22, y - 1.6 * (0.4 + fall), z - 1.1],
        [x + dx - 0.22, y - 1.6 * (0.4 + fall), z - 1.1],
      ],
      i % 3 === 0 ? rgb('#86aeb8') : [255, 255, 255],
      0.5,
    );
  }
  for (let i = 0; i < 22; i += 1) {
    const age = (hash(gate * 90 + i) + turn * 4) % 1;
    brush.disc(x + (hash(i * 3 + gate) - 0.5) * 8, 44 - age * 16 * (0.4 + hash(i)), 0.5 + age * 1.9, [255, 255, 255], 0.34 * (1 - age));
  }
}

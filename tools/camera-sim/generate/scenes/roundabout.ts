/** The roundabout in the middle of town, by day. */
import { car, truck, motorbike, person } from './actors.ts';
import { hash, rgb, type Thing } from './brush.ts';
import { flag, hills, lamp, plain, sky, tree, wear } from './place.ts';
import { arc, day, flow, path, stream, type Scene } from './scene.ts';
import { solid } from './solids.ts';
import { shopRow } from './town.ts';

const asphalt = rgb('#5b5f63');
const white = rgb('#e9e9e4');
const kerb = rgb('#a9a7a0');
const paving = rgb('#a39a8c');
const grass = rgb('#6f9150');

const roundaboutRing = arc(0, 44, 14.5, -0.4, 1);

export const roundabout: Scene = {
  id: 1,
  name: 'ĐẢO TRÒN TRUNG TÂM - HƯỚNG BẮC',
  clock: 7 * 3600 + 42 * 60 + 10,
  pose: { eye: [-3, 15, -2], yaw: 0.04, pitch: 0.31, focal: 1250 },
  light: day([0.55, -0.83]),
  backdrop(brush) {
    sky(brush, rgb('#7fb0d8'), rgb('#dfe8ea'));
    hills(brush, 2, 70, rgb('#8fa7ae'));
    plain(brush, paving);
    brush.ground(path('-140,62 140,62 140,72 -140,72'), paving);
    shopRow(brush, 74, -95, -14, 11);
    shopRow(brush, 74, 16, 100, 31);
    brush.strip([-150, 44], [150, 44], 15, asphalt);
    brush.strip([0, -10], [0, 160], 15, asphalt);
    brush.disc(0, 44, 21.5, kerb);
    brush.disc(0, 44, 21, asphalt);
    wear(brush, 5, 240, [-30, 6, 30, 76], rgb('#2e3033'), 0.07);
    for (const [from, to] of [
      [
        [-150, 44],
        [-23, 44],
      ],
      [
        [23, 44],
        [150, 44],
      ],
      [
        [0, -10],
        [0, 20],
      ],
      path('0,68 0,160'),
    ] as const)
      brush.strip(from, to, 0.3, rgb('#d8b24a'), 0.9);
    for (const x of [-6, -4.4, -2.8, -1.2, 1.2, 2.8, 4.4, 6]) brush.strip([x, 17], [x, 20.5], 0.8, white, 0.85);
    for (const z of [38.5, 40.1, 41.7, 46.3, 47.9, 49.5]) {
      brush.strip([-27, z], [-23.5, z], 0.8, white, 0.8);
      brush.strip([23.5, z], [27, z], 0.8, white, 0.8);
    }
    for (let i = 0; i < 40; i += 2)
      brush.strip(
        [Math.cos(i * 0.157) * 17.8, 44 + Math.sin(i * 0.157) * 17.8],
        [Math.cos((i + 1) * 0.157) * 17.8, 44 + Math.sin((i + 1) * 0.157) * 17.8],
        0.2,
        white,
        0.7,
      );
    brush.disc(0, 44, 11, kerb, 1, 0.2);
    brush.disc(0, 44, 10.4, grass, 1, 0.25);
    for (let i = 0; i < 90; i += 1)
      brush.disc(
        Math.cos(i * 2.4) * (7.3 + hash(i) * 2.2),
        44 + Math.sin(i * 2.4) * (7.3 + hash(i) * 2.2),
        0.3,
        hash(i * 3) > 0.5 ? rgb('#d5475a') : rgb('#e8c13e'),
        0.9,
        0.3,
      );
    brush.disc(0, 44, 5, rgb('#c9c3b4'), 1, 0.3);
  },
  flat(brush, turn) {
    brush.disc(0, 44, 4.6, rgb('#6fa5b8'), 1, 0.35);
    for (let i = 0; i < 3; i += 1) brush.disc(0, 44, 1 + 3.4 * ((turn * 5 + i / 3) % 1), [230, 245, 250], 0.22, 0.36);
  },
  things(turn) {
    const monument: Thing = {
      at: [0, 0, 44],
      draw(brush) {
        solid(brush, { x: 0, z: 44, width: 2.6, depth: 2.6, height: 1.6, colour: rgb('#bdb7a8') });
        solid(brush, { x: 0, z: 44, y: 1.6, width: 1.5, depth: 1.5, height: 8.5, taper: [0.45, 0.45], colour: rgb('#d8d2c4') });
        solid(brush, { x: 0, z: 44, y: 10.1, width: 0.9, depth: 0.9, height: 0.9, taper: [0.1, 0.1], colour: rgb('#d6a93c') });
      },
    };
    const inbound: [number, number][] = [[3.6, -6], [3.6, 24], [8, 30], ...arc(0, 44, 14.5, -0.75, 0.9).slice(0, 18), [4, 66], [3.6, 150]];
    const across: [number, number][] = [
      [130, 47.4],
      [24, 47.4],
      [17, 52],
      ...arc(0, 44, 17, 0.6, 0.46),
      [-18, 48],
      [-24, 47.4],
      [-130, 47.4],
    ];
    return [
      monument,
      ...flow(roundaboutRing, 3, 3, turn, (place) => car(place, 12)),
      ...stream(inbound, [0.05, 0.3, 0.62], 1, turn, (place, i) => car(place, 40 + i)),
      ...stream(across, [0.02, 0.2, 0.44, 0.7, 0.85], 1, turn, (place, i) => (i === 2 ? truck(place, 7) : car(place, 60 + i))),
      ...stream(path('-130,40.8 -25,40.8 -17,35.5 -8,28 -4,22 -3.8,-8'), [0, 0.22, 0.5, 0.78], 1, turn, (place, i) => car(place, 90 + i)),
      ...stream(arc(0, 44, 18.6, -1.4, 1), [0, 0.13, 0.3, 0.42, 0.66, 0.81], 1, turn, (place, i) => motorbike(place, 120 + i)),
      ...stream(
        [[5.6, -6], [5.6, 20], [11, 30], ...arc(0, 44, 18, -0.7, 0.25), [22, 50], [130, 51]],
        [0.1, 0.25, 0.31, 0.6, 0.77, 0.9],
        1,
        turn,
        (place, i) => motorbike(place, 150 + i),
      ),
      ...stream(path('-9,18.7 9,18.7'), [0.1, 0.6], 1, turn, (place, i) => person(place, 170 + i, turn * 10)),
      ...[-26, -13, 13, 26, 40, -40].map((x, i) => tree(x, 68, 7 + (i % 3), i, turn)),
      ...[-20, 20].map((x) => lamp(x, 26, 9, x < 0 ? 2 : -2)),
      tree(-17, 21, 6, 3, turn),
      tree(18, 21, 5.5, 2, turn),
      flag(-1.2, 72, 11, turn),
    ];
  },
};

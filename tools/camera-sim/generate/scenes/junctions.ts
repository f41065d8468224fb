/** A junction with signals, by day and by night. */
import { car, truck, motorbike, person } from './actors.ts';
import { rgb, type Brush, type Thing } from './brush.ts';
import { board, clouds, hills, lamp, plain, signal, sky, tree, wear, type SignalColour } from './place.ts';
import { day, night, path, stream, type Scene } from './scene.ts';
import { shopRow } from './town.ts';

const asphalt = rgb('#5b5f63');
const white = rgb('#e9e9e4');
const paving = rgb('#a39a8c');

interface SignalPhase {
  readonly main: SignalColour;
  readonly cross: SignalColour;
}

const phaseAt = (turn: number): SignalPhase => {
  if (turn < 0.46) return { main: 'green', cross: 'red' };
  if (turn < 0.52) return { main: 'amber', cross: 'red' };
  return turn < 0.94 ? { main: 'red', cross: 'green' } : { main: 'red', cross: 'amber' };
};

const onGreen = (turn: number, offset: number): number => {
  const t = turn < 0.5 ? 0 : (turn - 0.5) / 0.5;
  const eased = t * t * (1.6 - 0.6 * t);
  return Math.min(1, offset + eased * (1 - offset));
};

function junctionGround(brush: Brush): void {
  brush.strip([-160, 36], [160, 36], 16, asphalt);
  brush.strip([4, -20], [4, 190], 17, asphalt);
  wear(brush, 9, 260, [-40, 6, 44, 80], rgb('#2a2c2f'), 0.08);
  for (const x of [-2.8, -1.2, 0.4, 2, 5.6, 7.2, 8.8, 10.4]) {
    brush.strip([x, 22], [x, 25.5], 0.8, white, 0.85);
    brush.strip([x, 46.5], [x, 50], 0.8, white, 0.8);
  }
  for (const z of [29.6, 31.2, 32.8, 37.4, 39, 40.6, 42.2]) {
    brush.strip([-11, z], [-7.5, z], 0.8, white, 0.85);
    brush.strip([15.5, z], [19, z], 0.8, white, 0.85);
  }
  brush.strip([3.9, -20], [3.9, 20], 0.35, rgb('#d8b24a'));
  brush.strip([3.9, 52], [3.9, 190], 0.35, rgb('#d8b24a'));
  brush.strip([-160, 36], [-13, 36], 0.3, rgb('#d8b24a'));
  brush.strip([21, 36], [160, 36], 0.3, rgb('#d8b24a'));
  brush.dashes([8.2, -20], [8.2, 20], 0.16, 2, 3, white);
  brush.dashes([-0.4, -20], [-0.4, 20], 0.16, 2, 3, white);
  brush.dashes([8.2, 52], [8.2, 190], 0.2, 2, 3, white);
  brush.strip([4.6, 20.6], [12, 20.6], 0.5, white);
  brush.strip([-4.2, 51.6], [3.4, 51.6], 0.5, white);
}

function junctionTraffic(turn: number, lights: boolean): Thing[] {
  const phase = phaseAt(turn);
  const shifted = (turn + 0.5) % 1;
  const wait = (offset: number, x: number, heading: 0 | 1, seed: number): Thing => {
    const share = onGreen(shifted, offset);
    const z = heading === 0 ? -30 + share * 190 : 200 - share * 230;
    return car({ x, z, heading: heading === 0 ? 0 : Math.PI }, seed, lights, share === offset);
  };
  const bike = (offset: number, x: number, seed: number): Thing =>
    motorbike({ x, z: -30 + onGreen(shifted, offset) * 200, heading: 0 }, seed, lights);
  const cross = (direction: 1 | -1, z: number, offset: number, seed: number): Thing => {
    const share = onGreen(turn, offset);
    const x = direction * (-150 + share * 300);
    const place = { x, z, heading: direction > 0 ? Math.PI / 2 : -Math.PI / 2 };
    return seed % 5 === 0 ? truck(place, seed, lights) : car(place, seed, lights, share === offset);
  };
  return [
    wait(0.23, 6.2, 0, 3),
    wait(0.2, 10.2, 0, 16),
    wait(0.16, 6.3, 0, 25),
    wait(0.62, 1.6, 1, 44),
    wait(0.59, -2.4, 1, 48),
    wait(0.56, 1.5, 1, 54),
    bike(0.225, 8.6, 5),
    bike(0.228, 11.4, 9),
    bike(0.19, 11.6, 13),
    bike(0.235, 4.9, 21),
    cross(1, 40.4, 0.44, 31),
    cross(1, 40.2, 0.41, 32),
    cross(1, 40.4, 0.37, 35),
    cross(-1, 31.9, 0.42, 51),
    cross(-1, 31.8, 0.385, 53),
    ...[0.43, 0.425, 0.41].map((offset, i) =>
      motorbike({ x: -150 + onGreen(turn, offset) * 300, z: 42.8 + i * 0.5, heading: Math.PI / 2 }, 70 + i, lights),
    ),
    ...stream(path('-12,24 17,24'), [0.05, 0.2, 0.55], 1, turn, (place, i) => person({ ...place, z: 23 + i * 0.8 }, 80 + i, turn * 12)),
    ...stream(path('17.4,50 17.4,20'), [0.3, 0.7], 1, turn, (place, i) => person(place, 90 + i, turn * 12)),
    signal(14.4, 21, -4.6, phase.main),
    signal(-12.5, 51, 5, phase.main),
  ];
}

export const junctionDay: Scene = {
  id: 2,
  name: 'NÚT GIAO TÂN LẬP - HƯỚNG QL3',
  clock: 8 * 3600 + 15 * 60 + 32,
  pose: { eye: [14, 10.5, -1], yaw: -0.24, pitch: 0.24, focal: 1180 },
  light: day([-0.5, -0.86]),
  backdrop(brush) {
    sky(brush, rgb('#6ea4d4'), rgb('#e4ecee'));
    hills(brush, 4.4, 90, rgb('#86a08f'));
    plain(brush, paving);
    shopRow(brush, 50, -150, -12, 61);
    shopRow(brush, 50, 22, 110, 77);
    junctionGround(brush);
  },
  flat(brush, turn) {
    clouds(brush, turn, 5, [255, 255, 255], 0.2);
  },
  things: (turn) => [
    ...junctionTraffic(turn, false),
    ...[-24, -36, -50, -66].map((x, i) => tree(x, 27, 6 + (i % 2), i + 1, turn)),
    ...[-18, -30, -46].map((x, i) => tree(x, 47, 6.5, i + 2, turn)),
    board(26, 6.5, 49.5, 0.9, 'NHÀ THUỐC', rgb('#ffffff'), rgb('#1d7a46')),
    lamp(-10, 26, 9, 2.4),
  ],
};

export const junctionNight: Scene = {
  id: 4,
  name: 'NGÃ BA CHỢ MỚI - HƯỚNG BẮC KẠN',
  clock: 21 * 3600 + 37 * 60 + 5,
  pose: { eye: [-9, 9.5, -3], yaw: 0.2, pitch: 0.235, focal: 1150 },
  light: night(),
  backdrop(brush) {
    sky(brush, rgb('#3a4468'), rgb('#8a86a0'));
    hills(brush, 7.1, 150, rgb('#4c5468'));
    hills(brush, 1.3, 80, rgb('#4a505f'));
    plain(brush, rgb('#8b8378'));
    shopRow(brush, 50, -120, -13, 101);
    shopRow(brush, 50, 22, 120, 123);
    junctionGround(brush);
  },
  things: (turn) => [
    ...junctionTraffic((turn + 0.25) % 1, true),
    ...[-14, 22].map((x) => lamp(x, 26, 9, x < 0 ? 3 : -3)),
    ...[-14, 22, 60, -50].map((x) => lamp(x, 47, 9, x < 0 ? 3 : -3, [255, 196, 118])),
    ...[30, 44, -26].map((x, i) => tree(x, 47.5, 6.5, i, turn)),
    board(32, 4.6, 49.4, 1, 'QUÁN CƠM - PHỞ', rgb('#ffe9a8'), rgb('#8d1c16')),
    board(-22, 4.6, 49.4, 1, 'TẠP HOÁ', rgb('#e8fff0'), rgb('#14543a')),
  ],
};

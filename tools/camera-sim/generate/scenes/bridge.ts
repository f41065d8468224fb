/** A road bridge over the river, at dusk. */
import { car, truck, motorbike, person } from './actors.ts';
import { hash, rgb, type Thing } from './brush.ts';
import { hills, lamp, plain, sky } from './place.ts';
import { dusk, path, stream, type Scene } from './scene.ts';
import { solid } from './solids.ts';

const asphalt = rgb('#5b5f63');
const white = rgb('#e9e9e4');

export const bridge: Scene = {
  id: 10,
  name: 'CẦU GIA BẢY - SÔNG CẦU',
  clock: 17 * 3600 + 52 * 60 + 40,
  pose: { eye: [-15, 12, -4], yaw: 0.26, pitch: 0.17, focal: 1200 },
  light: dusk(),
  backdrop(brush) {
    sky(brush, rgb('#8fa6d8'), rgb('#ffc894'));
    const { g } = brush;
    const glow = g.createRadialGradient(520, brush.view.horizon - 20, 10, 520, brush.view.horizon - 20, 620);
    glow.addColorStop(0, 'rgba(255,236,190,.95)');
    glow.addColorStop(1, 'rgba(255,180,110,0)');
    g.fillStyle = glow;
    g.fillRect(0, 0, 1920, 700);
    hills(brush, 3.3, 130, rgb('#7f7490'));
    hills(brush, 5.5, 70, rgb('#6c6478'));
    plain(brush, rgb('#8f8a92'));
  },
  flat(brush, turn) {
    brush.ground(path('-400,6 400,6 400,120 -400,150'), rgb('#7c8399'), 1, -6);
    for (let i = 0; i < 130; i += 1) {
      const z = 8 + 120 * Math.pow(hash(i), 1.8);
      const x = ((hash(i * 3) + turn) % 1) * 260 - 130;
      brush.strip(
        [x - 1.2 - z * 0.03, z],
        [x + 1.2 + z * 0.03, z],
        0.16 + z * 0.004,
        hash(i * 5) > 0.45 ? rgb('#ffd9b0') : rgb('#4e566e'),
        0.2,
      );
    }
    brush.ground(path('-300,122 400,118 400,134 -300,140'), rgb('#5d6a4c'), 1, -4);
    for (const z of [28, 58, 88, 118])
      solid(brush, { x: 8, z, y: -7, width: 12, depth: 3, height: 6.4, taper: [1.1, 1], colour: rgb('#a7a197') });
    brush.strip([8, -20], [8, 190], 15, asphalt);
    brush.strip([8, -20], [8, 190], 0.3, rgb('#d8b24a'));
    brush.dashes([11.7, -20], [11.7, 190], 0.16, 2, 3, white);
    brush.dashes([4.3, -20], [4.3, 190], 0.16, 2, 3, white);
    for (const x of [0.4, 15.6]) brush.strip([x, -20], [x, 190], 1.6, rgb('#b5afa6'));
  },
  things(turn) {
    const rails = Array.from({ length: 34 }, (_, i): Thing => ({
      at: [8, 0, 4 + i * 5],
      draw(brush) {
        for (const x of [-0.4, 16.4]) {
          solid(brush, { x, z: 4 + i * 5, width: 0.3, depth: 0.3, height: 1.25, colour: rgb('#8d99a8') });
          for (const y of [0.5, 1.05]) solid(brush, { x, z: 6.5 + i * 5, y, width: 0.1, depth: 5, height: 0.12, colour: rgb('#9aa5b3') });
        }
      },
    }));
    return [
      ...rails,
      ...stream(path('13.5,-10 13.5,185'), [0.1, 0.36, 0.7], 1, turn, (place, i) => car(place, 210 + i, true)),
      ...stream(path('10,-10 10,185'), [0.24, 0.55, 0.86], 1, turn, (place, i) =>
        i === 1 ? truck(place, 5, true) : car(place, 220 + i, true),
      ),
      ...stream(path('6,185 6,-10'), [0.05, 0.3, 0.48, 0.8], 1, turn, (place, i) => car(place, 230 + i, true)),
      ...stream(path('2.6,185 2.6,-10'), [0.16, 0.23, 0.41, 0.66, 0.92], 1, turn, (place, i) => motorbike(place, 240 + i, true)),
      ...stream(path('0.2,30 0.2,8'), [0.4], 1, turn, (place, i) => person(place, 250 + i, turn * 14)),
      ...[20, 50, 80, 110, 140].flatMap((z) => [lamp(-0.2, z, 8, 2.4), lamp(16.2, z, 8, -2.4)]),
    ];
  },
};

/** The gate of an industrial park at night. */
import { car, truck, person } from './actors.ts';
import { rgb, type Thing } from './brush.ts';
import { board, hills, lamp, plain, sky, wear } from './place.ts';
import { night, paced, path, stream, type Scene } from './scene.ts';
import { building, patch, solid } from './solids.ts';

const asphalt = rgb('#5e6164');

export const industrialGate: Scene = {
  id: 11,
  name: 'KCN YÊN BÌNH - CỔNG SỐ 1',
  clock: 22 * 3600 + 14 * 60 + 19,
  pose: { eye: [-13, 8.6, -5], yaw: 0.3, pitch: 0.2, focal: 1160 },
  light: { ...night(), tint: [96, 104, 136] },
  backdrop(brush) {
    sky(brush, rgb('#2f3a5c'), rgb('#837f96'));
    hills(brush, 3.9, 60, rgb('#454c60'));
    plain(brush, rgb('#7b8072'));
    brush.ground(path('-40,4 60,4 60,24 -40,24'), asphalt);
    brush.ground(path('-3,22 19,22 22,120 -4,120'), asphalt);
    wear(brush, 27, 240, [-30, 5, 40, 60], rgb('#24262a'), 0.1);
    brush.strip([8, 26], [8, 120], 0.3, rgb('#d8b24a'));
    brush.strip([-40, 14], [60, 14], 0.25, rgb('#d8b24a'));
    for (const [x, z, width, height, seed] of [
      [-36, 84, 46, 13, 81],
      [54, 80, 50, 15, 83],
      [10, 140, 80, 20, 85],
    ] as const) {
      building(brush, {
        x,
        z,
        width,
        depth: 44,
        height,
        colour: rgb('#a8b3bc'),
        top: rgb('#7d8a94'),
        floors: 2,
        windows: Math.round(width / 4),
        seed,
        lit: 0.55,
      });
      for (let i = 0; i < 4; i += 1)
        solid(brush, {
          x: x - width / 2 + (i + 0.5) * (width / 4),
          z,
          y: height,
          width: width / 5,
          depth: 40,
          height: 2,
          taper: [0.2, 1],
          colour: rgb('#8f9ba5'),
        });
    }
    for (const x of [30, 36]) solid(brush, { x, z: 118, width: 3.4, depth: 3.4, height: 36, taper: [0.6, 0.6], colour: rgb('#b5aca4') });
    for (let x = -60; x < 80; x += 2.5)
      if (x < -4.5 || x > 19) {
        solid(brush, { x, z: 27, width: 0.14, depth: 0.14, height: 2.6, colour: rgb('#8b949c') });
        solid(brush, { x: x + 1.25, z: 27, y: 0, width: 2.5, depth: 0.1, height: 2.2, colour: rgb('#66727c') });
      }
  },
  flat(brush, turn) {
    for (let i = 0; i < 12; i += 1) {
      const age = (i / 12 + turn * 2) % 1;
      const [x, y] = brush.view.project([30 + (i % 2) * 6 + age * 22, 37 + age * 22, 118]);
      const size = (2 + age * 9) * brush.view.scale([30, 37, 118]);
      const puff = brush.g.createRadialGradient(x, y, 0, x, y, size);
      puff.addColorStop(0, `rgba(205,205,214,${String(0.32 * (1 - age))})`);
      puff.addColorStop(1, 'rgba(205,205,214,0)');
      brush.g.fillStyle = puff;
      brush.g.fillRect(x - size, y - size, size * 2, size * 2);
    }
  },
  things(turn) {
    const raised = turn > 0.3 && turn < 0.62 ? Math.min(1, Math.min((turn - 0.3) / 0.06, (0.62 - turn) / 0.06)) : 0;
    const lorry = leavingLorry(turn);
    return [
      gateHouse(),
      barrier(-1, 1, raised),
      barrier(17, -1, 0),
      truck(lorry, 4, true),
      ...stream(path('60,10.5 -40,10.5'), [0.2, 0.7], 1, turn, (place, i) => car(place, 800 + i, true)),
      ...stream(path('-40,17.5 60,17.5'), [0.05, 0.48, 0.9], 1, turn, (place, i) =>
        i === 1 ? truck(place, 11, true) : car(place, 810 + i, true),
      ),
      person(paced(path('1.6,29 5.4,29.4'), 0.1, 1, turn), 831, turn * 12),
      person({ x: 9.8, z: 26.5, heading: 1 }, 835, turn * 2, 0.2),
      ...[
        [-8, 25],
        [24, 25],
        [-8, 60],
        [24, 60],
        [24, 95],
      ].map(([x = 0, z = 0]) => lamp(x, z, 9, x < 0 ? 2.5 : -2.5, [214, 228, 255])),
      board(8, 8.2, 27, 1.1, 'KHU CÔNG NGHIỆP YÊN BÌNH', rgb('#dff3ff'), rgb('#124a7a')),
      {
        at: [8, 0, 27.1],
        draw(brush) {
          for (const x of [-3.6, 19]) solid(brush, { x, z: 27.1, width: 0.8, depth: 0.8, height: 9.4, colour: rgb('#9aa6b0') });
        },
      },
    ];
  },
};

function gateHouse(): Thing {
  return {
    at: [8, 0, 29],
    draw(brush) {
      const faces = solid(brush, { x: 8, z: 30, width: 3.4, depth: 4.4, height: 3, colour: rgb('#c9d0d4'), top: rgb('#54626e') });
      solid(brush, { x: 8, z: 30, y: 3, width: 4.6, depth: 5.6, height: 0.35, colour: rgb('#56646f') });
      for (const face of faces) {
        patch(brush, face, 0.14, 0.38, 0.86, 0.86, rgb('#3a4650'));
        brush.glow(() => {
          patch(brush, face, 0.14, 0.38, 0.86, 0.86, [255, 224, 160], 0.75);
        });
      }
      brush.pool([8, 0, 27], 6, [255, 224, 170], 0.45);
    },
  };
}

function barrier(x: number, way: 1 | -1, raised: number): Thing {
  return {
    at: [x, 0, 27.5],
    draw(brush) {
      solid(brush, { x, z: 27.5, width: 0.5, depth: 0.5, height: 1.15, colour: rgb('#d8a52c') });
      const angle = raised * 1.35;
      for (let i = 0; i < 9; i += 1) {
        const [r0, r1] = [i * 0.8, (i + 1) * 0.8];
        const at = (r: number, dy: number): readonly [number, number, number] => [
          x + way * r * Math.cos(angle),
          1 + r * Math.sin(angle) + dy,
          27.5,
        ];
        brush.polygon([at(r0, 0), at(r1, 0), at(r1, 0.2), at(r0, 0.2)], i % 2 === 0 ? rgb('#d32f2f') : rgb('#f4f4f0'));
      }
    },
  };
}

/** Comes up the yard, waits for the barrier, drives out and turns left. */
function leavingLorry(turn: number): { x: number; z: number; heading: number } {
  if (turn < 0.28) return { x: 4, z: 33 + 85 * Math.pow(1 - turn / 0.28, 2), heading: Math.PI };
  if (turn < 0.38) return { x: 4, z: 33, heading: Math.PI };
  const way = (turn - 0.38) / 0.62;
  if (way < 0.34) return { x: 4, z: 33 - way * 58, heading: Math.PI };
  return { x: 4 - (way - 0.34) * 70, z: Math.max(10.5, 33 - way * 58), heading: Math.PI + Math.min(1.57, (way - 0.34) * 9) };
}

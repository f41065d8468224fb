/** A landing stage on a lake, with mist. */
import { person } from './actors.ts';
import { css, hash, mix, rgb, shade, type Thing } from './brush.ts';
import { hills, sky, tree } from './place.ts';
import { day, paced, path, stream, type Scene } from './scene.ts';
import { solid } from './solids.ts';
import { ripples } from './town.ts';

const white = rgb('#ecebe4');

export const lake: Scene = {
  id: 7,
  name: 'HỒ BA BỂ - BẾN THUYỀN',
  clock: 6 * 3600 + 12 * 60 + 36,
  pose: { eye: [5, 7.5, -6], yaw: -0.12, pitch: 0.13, focal: 1120 },
  light: { ...day([-0.5, -0.8]), haze: [214, 219, 214], hazeAt: 200 },
  backdrop(brush) {
    sky(brush, rgb('#9cc0da'), rgb('#f6e9d2'));
    hills(brush, 2.2, 300, rgb('#9fb3b5'));
    hills(brush, 5.4, 220, rgb('#7f9d97'));
    hills(brush, 8.8, 130, rgb('#5f8677'));
    const { g } = brush;
    const horizon = brush.view.horizon + 12;
    const water = g.createLinearGradient(0, horizon, 0, 1080);
    water.addColorStop(0, '#a9bdb6');
    water.addColorStop(0.18, '#7fa19a');
    water.addColorStop(1, '#33615f');
    g.fillStyle = water;
    g.fillRect(0, horizon, 1920, 1080 - horizon);
    for (let i = 0; i < 60; i += 1) {
      g.fillStyle = css(mix(rgb('#4d7466'), rgb('#8fae9f'), hash(i)), 0.12);
      g.fillRect(1920 * hash(i * 3) - 120, horizon + 4 + 120 * hash(i * 7), 240, 3);
    }
    brush.ground(path('-4,-6 40,-6 60,22 16,15 4,9'), rgb('#8d9a63'), 1, 0.3);
  },
  flat(brush, turn) {
    ripples(brush, turn, [-130, 8, 130, 220], 0, 420, rgb('#eef4ea'), rgb('#27504e'));
    for (let i = 0; i < 4; i += 1) {
      const { g } = brush;
      const y = brush.view.horizon - 20 + i * 9;
      const x = (((turn + i * 0.31) % 1) * 3200 - 900) % 3200;
      const mist = g.createRadialGradient(0, 0, 0, 0, 0, 420);
      mist.addColorStop(0, 'rgba(248,244,232,.34)');
      mist.addColorStop(1, 'rgba(248,244,232,0)');
      g.save();
      g.translate(x, y);
      g.scale(1.6, 0.12);
      g.fillStyle = mist;
      g.fillRect(-420, -420, 840, 840);
      g.restore();
    }
  },
  things: (turn) => [
    ...[0, 1, 2, 3].map((i) =>
      boat(9 + i * 2.6 + Math.sin((turn * 2 + i * 0.3) * Math.PI * 2) * 0.12, 17 + i * 1.4, 0.15 * i - 0.5, i, turn),
    ),
    ...stream(path('70,42 -80,52'), [0.1, 0.62], 1, turn, (place, i) => boat(place.x, place.z, place.heading, 10 + i, turn, true)),
    ...stream(path('-90,96 90,90'), [0.35, 0.85], 1, turn, (place, i) => boat(place.x, place.z, place.heading, 20 + i, turn, true)),
    {
      at: [9, 0, 18.2],
      draw(brush) {
        for (let i = 0; i < 12; i += 1)
          solid(brush, {
            x: 5.6,
            z: 6 + i * 1.4,
            y: 0.35,
            width: 2.6,
            depth: 1.25,
            height: 0.18,
            colour: shade(rgb('#9a7a54'), 0.9 + 0.2 * hash(i)),
          });
        for (let i = 0; i < 6; i += 1)
          for (const x of [4.3, 6.9]) solid(brush, { x, z: 6 + i * 3, y: -0.6, width: 0.2, depth: 0.2, height: 2, colour: rgb('#5f4b36') });
      },
    },
    ...[
      [5.3, 14],
      [6, 16.5],
      [5.2, 20],
    ].map(([x = 0, z = 0], i) => ({ ...person({ x, z, y: 0.55, heading: 0 }, 620 + i, turn * 3, 0.2), at: [x, 0, z - 3] as const })),
    {
      ...person(paced(path('5,9 5.6,21'), 0.2, 1, turn), 630, turn * 14),
      at: [5.5, 0, 8] as const,
    },
    tree(17, 15, 8, 1, turn, rgb('#4b7340'), 0.3),
    tree(23, 18, 9, 2, turn, rgb('#57803f'), 0.3),
    tree(13, 9, 5.5, 0, turn, rgb('#5a8244'), 0.3),
    ...birds(turn),
  ],
};

function birds(turn: number): Thing[] {
  return Array.from({ length: 6 }, (_, i): Thing => ({
    at: [0, 0, 180],
    draw(brush) {
      const { g } = brush;
      const x = ((turn + 0.1 * hash(i) + 0.2) % 1) * 2300 - 200 + i * 34;
      const y = 150 + i * 16 * (i % 2 === 0 ? 1 : -0.6) + Math.sin((turn * 3 + i * 0.2) * Math.PI * 2) * 12;
      const flap = Math.sin((turn * 24 + hash(i)) * Math.PI * 2) * 8;
      g.strokeStyle = 'rgba(40,48,52,.75)';
      g.lineWidth = 3;
      g.beginPath();
      g.moveTo(x - 14, y - flap);
      g.quadraticCurveTo(x - 5, y - 3, x, y);
      g.quadraticCurveTo(x + 5, y - 3, x + 14, y - flap);
      g.stroke();
    },
  }));
}

function boat(x: number, z: number, heading: number, seed: number, turn: number, moving = false): Thing {
  const lift = Math.sin((turn * 3 + hash(seed)) * Math.PI * 2) * 0.06;
  return {
    at: [x, 0, z],
    draw(brush) {
      brush.disc(x, z, 1.9, rgb('#1f4443'), 0.35);
      if (moving)
        for (let i = 1; i < 6; i += 1)
          brush.disc(x - Math.sin(heading) * i * 1.6, z - Math.cos(heading) * i * 1.6, 0.4 + i * 0.28, [245, 250, 248], 0.22 / i);
      solid(brush, {
        x,
        z,
        y: -0.2 + lift,
        width: 1.2,
        depth: 5.2,
        height: 0.62,
        yaw: heading,
        taper: [1.35, 1.12],
        colour: [rgb('#35627c'), rgb('#7a4a2e'), rgb('#3f6b4a')][Math.floor(hash(seed) * 3)] ?? white,
        top: rgb('#8b6f4e'),
      });
      for (const along of [-1.2, 1.2])
        solid(brush, {
          x: x + Math.sin(heading) * along,
          z: z + Math.cos(heading) * along,
          y: 0.4 + lift,
          width: 0.1,
          depth: 0.1,
          height: 1.5,
          colour: rgb('#6b6f73'),
        });
      solid(brush, { x, z, y: 1.9 + lift, width: 1.6, depth: 3.4, height: 0.2, yaw: heading, taper: [0.8, 0.95], colour: rgb('#d7dcd8') });
      if (moving)
        person({ x: x - Math.sin(heading) * 2, z: z - Math.cos(heading) * 2, y: 0.3 + lift, heading }, seed, turn * 3, 0.2).draw(brush);
    },
  };
}

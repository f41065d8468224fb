/** What stands: sky, hills, trees, lamps, signals, signs, textures. */
import { css, hash, mix, rgb, shade, type Brush, type Canvas2D, type Colour, type Thing } from './brush.ts';
import { solid } from './solids.ts';
import type { Vec } from './view.ts';

/** Gradient sky down to the horizon, and a little below it. */
export function sky(brush: Brush, top: Colour, low: Colour): void {
  const bottom = Math.max(10, brush.view.horizon + 30);
  const gradient = brush.g.createLinearGradient(0, Math.min(0, bottom - 500), 0, bottom);
  gradient.addColorStop(0, css(top));
  gradient.addColorStop(1, css(low));
  brush.g.fillStyle = gradient;
  brush.g.fillRect(0, 0, 1920, bottom + 4);
}

/** Soft clouds that drift a little and, so that the loop closes, back. */
export function clouds(brush: Brush, turn: number, count: number, colour: Colour, alpha: number): void {
  for (let i = 0; i < count; i += 1) {
    const span = 3000;
    const x = hash(i) * span - 540 + Math.sin((turn + hash(i + 5)) * Math.PI * 2) * 26;
    const y = brush.view.horizon * (0.15 + 0.6 * hash(i + 20));
    for (let puff = 0; puff < 7; puff += 1) {
      const size = 60 + 110 * hash(i * 9 + puff);
      const px = x + (puff - 3) * 62;
      const py = y + 24 * hash(i * 5 + puff) - size * 0.16;
      const gradient = brush.g.createRadialGradient(px, py, 0, px, py, size);
      gradient.addColorStop(0, css(colour, alpha));
      gradient.addColorStop(1, css(colour, 0));
      brush.g.save();
      brush.g.translate(0, py * 0.55);
      brush.g.scale(1, 0.45);
      brush.g.fillStyle = gradient;
      brush.g.fillRect(px - size, py - size, size * 2, size * 2);
      brush.g.restore();
    }
  }
}

/** A ridge line against the sky; `rise` in pixels above the horizon. */
export function hills(brush: Brush, seed: number, rise: number, colour: Colour): void {
  const base = brush.view.horizon + 14;
  brush.g.beginPath();
  brush.g.moveTo(-20, base);
  for (let x = -20; x <= 1960; x += 20) {
    const wave = Math.sin(x * 0.0021 + seed) * 0.5 + Math.sin(x * 0.0057 + seed * 2.3) * 0.3 + Math.sin(x * 0.017 + seed * 5.1) * 0.08;
    brush.g.lineTo(x, base - rise * (0.6 + 0.55 * wave));
  }
  brush.g.lineTo(1960, base);
  brush.g.closePath();
  const gradient = brush.g.createLinearGradient(0, base - rise, 0, base);
  gradient.addColorStop(0, css(colour));
  gradient.addColorStop(1, css(mix(colour, brush.light.haze, 0.55)));
  brush.g.fillStyle = gradient;
  brush.g.fill();
}

/** The ground plane from below the viewer to the horizon, hazing with distance. */
export function plain(brush: Brush, colour: Colour): void {
  const horizon = brush.view.horizon;
  const gradient = brush.g.createLinearGradient(0, Math.max(0, horizon), 0, 1080);
  gradient.addColorStop(0, css(mix(colour, brush.light.haze, 0.75)));
  gradient.addColorStop(0.25, css(mix(colour, brush.light.haze, 0.25)));
  gradient.addColorStop(1, css(shade(colour, 0.92)));
  brush.g.fillStyle = gradient;
  brush.g.fillRect(0, Math.max(0, horizon), 1920, 1080 - Math.max(0, horizon));
}

/** Wear, stains and patches, so that ground is not a flat colour. */
export function wear(
  brush: Brush,
  seed: number,
  count: number,
  area: readonly [number, number, number, number],
  colour: Colour,
  alpha = 0.05,
): void {
  const [x0, z0, x1, z1] = area;
  for (let i = 0; i < count; i += 1) {
    const x = x0 + (x1 - x0) * hash(seed + i * 1.7);
    const z = z0 + (z1 - z0) * Math.pow(hash(seed + i * 2.3), 1.4);
    const size = 0.15 + 0.9 * hash(seed + i * 3.1);
    brush.disc(x, z, size, hash(i + seed) > 0.35 ? colour : shade(colour, 3), alpha * (0.4 + hash(i * 7)));
  }
}

const sprites = new Map<string, OffscreenCanvas>();

function crown(seed: number, colour: Colour): OffscreenCanvas {
  const key = `${String(seed)}${css(colour)}`;
  const known = sprites.get(key);
  if (known !== undefined) return known;
  const canvas = new OffscreenCanvas(320, 400);
  const g = canvas.getContext('2d');
  if (g !== null) paintCrown(g, seed, colour);
  sprites.set(key, canvas);
  return canvas;
}

function paintCrown(g: Canvas2D, seed: number, colour: Colour): void {
  g.fillStyle = '#4a3a2c';
  g.beginPath();
  g.moveTo(150, 400);
  g.lineTo(154, 210);
  g.lineTo(168, 210);
  g.lineTo(173, 400);
  g.fill();
  for (let i = 0; i < 230; i += 1) {
    const angle = hash(seed + i) * Math.PI * 2;
    const reach = Math.sqrt(hash(seed + i * 2.1));
    const x = 160 + Math.cos(angle) * reach * 118;
    const y = 150 + Math.sin(angle) * reach * 112;
    const light = 0.55 + 0.6 * (1 - (y - 30) / 240) + 0.16 * (hash(i * 3.3) - 0.5) - 0.12 * ((x - 160) / 118);
    g.fillStyle = css(shade(colour, light), 0.9);
    g.beginPath();
    g.ellipse(x, y, 13 + 15 * hash(i * 5), 11 + 10 * hash(i * 4), angle, 0, Math.PI * 2);
    g.fill();
  }
}

/** `sway` in turns of the loop moves the crown a little. */
export function tree(x: number, z: number, height: number, seed: number, sway: number, colour: Colour = rgb('#4d7a3c'), y = 0): Thing {
  return {
    at: [x, y, z],
    draw(brush) {
      if (brush.view.depth([x, y, z]) < 2) return;
      const [sx, sy] = brush.view.project([x, y, z]);
      const size = brush.view.scale([x, y, z]) * height;
      if (!brush.light.night)
        brush.disc(x - brush.light.sun[0] * height * 0.22, z - brush.light.sun[1] * height * 0.22, height * 0.3, [10, 14, 20], 0.28, y);
      const { g } = brush;
      g.save();
      g.translate(sx, sy);
      g.transform(1, 0, Math.sin((sway + hash(seed)) * Math.PI * 2) * 0.018, 1, 0, 0);
      g.drawImage(crown(Math.floor(seed) % 4, mix(brush.hazed(colour, [x, y, z]), colour, 0.3)), -size * 0.4, -size, size * 0.8, size);
      g.restore();
    },
  };
}

export function lamp(x: number, z: number, height: number, reach: number, colour: Colour = [255, 205, 130]): Thing {
  return {
    at: [x, 0, z],
    draw(brush) {
      const post = rgb('#6d747b');
      solid(brush, { x, z, width: 0.18, depth: 0.18, height, taper: [0.6, 0.6], colour: post });
      solid(brush, { x: x + reach / 2, z, y: height - 0.12, width: Math.abs(reach), depth: 0.12, height: 0.12, colour: post });
      solid(brush, { x: x + reach, z, y: height - 0.22, width: 0.7, depth: 0.3, height: 0.14, colour: rgb('#9aa1a8') });
      if (!brush.light.night) return;
      brush.spot([x + reach, height - 0.25, z], 0.28, colour, 0.9);
      brush.pool([x + reach, 0, z], 8, colour, 0.42);
    },
  };
}

export type SignalColour = 'red' | 'amber' | 'green';

export function signal(x: number, z: number, reach: number, colour: SignalColour): Thing {
  return {
    at: [x, 0, z],
    draw(brush) {
      const post = rgb('#5b6168');
      solid(brush, { x, z, width: 0.22, depth: 0.22, height: 6, colour: post });
      solid(brush, { x: x + reach / 2, z, y: 5.8, width: Math.abs(reach), depth: 0.15, height: 0.15, colour: post });
      const [faceX, faceZ] = [x + reach, z];
      const [front] = solid(brush, { x: faceX, z: faceZ, y: 4.9, width: 0.55, depth: 0.3, height: 1.6, colour: rgb('#1b1e22') });
      if (front === undefined) return;
      (['red', 'amber', 'green'] as const).forEach((name, index) => {
        const on = name === colour;
        const level = 6.2 - index * 0.5;
        const paint = { red: rgb('#ff3b2f'), amber: rgb('#ffb52e'), green: rgb('#35e07a') }[name];
        const ring = Array.from({ length: 14 }, (_, i): Vec => [
          faceX + Math.cos((i / 7) * Math.PI) * 0.2,
          level + Math.sin((i / 7) * Math.PI) * 0.2,
          faceZ - 0.17,
        ]);
        brush.polygon(ring, on ? paint : shade(paint, 0.22));
        if (on) brush.spot([faceX, level, faceZ - 0.2], brush.light.night ? 0.16 : 0.08, paint, brush.light.night ? 0.8 : 0.35);
      });
    },
  };
}

/** Lettering that stands in the world, facing the viewer. */
export function board(x: number, y: number, z: number, height: number, text: string, ink: Colour, paper: Colour | null): Thing {
  return {
    at: [x, 0, z],
    draw(brush) {
      const [sx, sy] = brush.view.project([x, y, z]);
      const size = brush.view.scale([x, y, z]) * height;
      const { g } = brush;
      g.font = `bold ${String(size)}px "DejaVu Sans Condensed", "DejaVu Sans", sans-serif`;
      g.textAlign = 'center';
      g.textBaseline = 'middle';
      if (paper !== null) {
        const width = g.measureText(text).width + size;
        g.fillStyle = css(paper);
        g.fillRect(sx - width / 2, sy - size * 0.85, width, size * 1.7);
      }
      g.fillStyle = css(ink);
      g.fillText(text, sx, sy);
      if (brush.light.night && paper !== null) {
        brush.glow(() => {
          g.globalAlpha = 0.8;
          g.font = `bold ${String(size)}px "DejaVu Sans Condensed", "DejaVu Sans", sans-serif`;
          g.textAlign = 'center';
          g.textBaseline = 'middle';
          g.fillStyle = css(ink);
          g.fillText(text, sx, sy);
          g.globalAlpha = 1;
        });
      }
    },
  };
}

/** A flag on a pole that waves with whole waves a loop. */
export function flag(x: number, z: number, height: number, turn: number, y = 0): Thing {
  return {
    at: [x, y, z],
    draw(brush) {
      solid(brush, { x, z, y, width: 0.14, depth: 0.14, height, colour: rgb('#c9cdd1') });
      const wide = 2.7;
      const steps = 12;
      for (let i = 0; i < steps; i += 1) {
        const wave = (share: number): number => Math.sin((share * 1.6 - turn * 6) * Math.PI * 2) * 0.16 * (0.2 + share);
        const [u0, u1] = [i / steps, (i + 1) / steps];
        const top = y + height - 0.1;
        brush.polygon(
          [
            [x + u0 * wide, top + wave(u0), z],
            [x + u1 * wide + 0.02, top + wave(u1), z],
            [x + u1 * wide + 0.02, top - 1.8 + wave(u1), z],
            [x + u0 * wide, top - 1.8 + wave(u0), z],
          ],
          shade(rgb('#d5202a'), 0.95 + 0.5 * wave(u0 + 0.1)),
        );
      }
      star(brush, x + wide / 2, y + height - 1, z, Math.sin((0.8 - turn * 6) * Math.PI * 2) * 0.1);
    },
  };
}

function star(brush: Brush, x: number, y: number, z: number, lift: number): void {
  const points = Array.from({ length: 10 }, (_, i): Vec => {
    const radius = i % 2 === 0 ? 0.55 : 0.22;
    const angle = Math.PI / 2 + (i / 5) * Math.PI;
    return [x + Math.cos(angle) * radius, y + lift + Math.sin(angle) * radius, z - 0.02];
  });
  brush.polygon(points, rgb('#ffdd2e'));
}

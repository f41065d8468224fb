/** Painting in the world: polygons, solids, light. Day colours are given; night is a multiply pass with glows added after it. */
import { View, type Pose, type Vec } from './view.ts';

export type Colour = readonly [number, number, number];
export type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface Light {
  readonly haze: Colour;
  /** Distance in metres at which half of a colour has become haze. */
  readonly hazeAt: number;
  /** Direction the light comes from, on the ground. */
  readonly sun: readonly [number, number];
  /** Multiply tint of the whole picture; white by day. */
  readonly tint: Colour;
  readonly night: boolean;
}

/** A thing with a place, drawn far to near. */
export interface Thing {
  readonly at: Vec;
  draw(brush: Brush): void;
}

export const rgb = (hex: string): Colour => [0, 2, 4].map((at) => parseInt(hex.slice(at + 1, at + 3), 16)) as unknown as Colour; // three channels by construction
export const css = ([r, g, b]: Colour, alpha = 1): string =>
  `rgba(${String(Math.round(r))},${String(Math.round(g))},${String(Math.round(b))},${String(alpha)})`;
export const mix = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];
export const shade = (colour: Colour, factor: number): Colour =>
  mix([0, 0, 0], colour, factor).map((v) => Math.min(255, v)) as unknown as Colour; // three channels by construction

/** Same number for the same seed on every machine, 0…1. */
export function hash(seed: number): number {
  const value = Math.sin(seed * 127.1 + 311.7) * 43758.5453;
  return value - Math.floor(value);
}

export class Brush {
  g: Canvas2D;
  readonly view: View;
  readonly light: Light;
  readonly #glows: (() => void)[] = [];

  constructor(g: Canvas2D, pose: Pose, light: Light) {
    this.g = g;
    this.view = new View(pose);
    this.light = light;
  }

  hazed(colour: Colour, at: Vec): Colour {
    const depth = Math.max(0, this.view.depth(at));
    return mix(colour, this.light.haze, Math.min(0.85, 1 - Math.pow(0.5, depth / this.light.hazeAt)));
  }

  polygon(points: readonly Vec[], colour: Colour, alpha = 1): void {
    const outline = this.view.outline(points);
    if (outline.length < 3) return;
    this.g.beginPath();
    for (const [x, y] of outline) this.g.lineTo(x, y);
    this.g.closePath();
    this.g.fillStyle = css(colour, alpha);
    this.g.fill();
  }

  /** A polygon on the ground given as x,z pairs. */
  ground(points: readonly (readonly [number, number])[], colour: Colour, alpha = 1, y = 0): void {
    this.polygon(
      points.map(([x, z]): Vec => [x, y, z]),
      colour,
      alpha,
    );
  }

  /** A straight strip on the ground: roads, kerbs, lane lines. */
  strip(from: readonly [number, number], to: readonly [number, number], width: number, colour: Colour, alpha = 1): void {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    const nx = (((to[1] - from[1]) / length) * width) / 2;
    const nz = ((-(to[0] - from[0]) / length) * width) / 2;
    this.ground(
      [
        [from[0] + nx, from[1] + nz],
        [to[0] + nx, to[1] + nz],
        [to[0] - nx, to[1] - nz],
        [from[0] - nx, from[1] - nz],
      ],
      colour,
      alpha,
    );
  }

  dashes(
    from: readonly [number, number],
    to: readonly [number, number],
    width: number,
    dash: number,
    gap: number,
    colour: Colour,
    alpha = 0.8,
  ): void {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const at = (distance: number): readonly [number, number] => [
      from[0] + ((to[0] - from[0]) * distance) / length,
      from[1] + ((to[1] - from[1]) * distance) / length,
    ];
    for (let start = 0; start < length; start += dash + gap)
      this.strip(at(start), at(Math.min(length, start + dash)), width, colour, alpha);
  }

  /** A disc on the ground. */
  disc(x: number, z: number, radius: number, colour: Colour, alpha = 1, y = 0): void {
    this.ground(
      Array.from({ length: 48 }, (_, i) => [x + Math.cos((i / 24) * Math.PI) * radius, z + Math.sin((i / 24) * Math.PI) * radius] as const),
      colour,
      alpha,
      y,
    );
  }

  /** A soft pool of light on the ground, after dark. */
  pool(at: Vec, radius: number, colour: Colour, alpha: number): void {
    this.glow(() => {
      const depth = this.view.depth(at);
      if (depth < 1) return;
      const [x, y] = this.view.project(at);
      const size = radius * this.view.scale(at);
      const flat = Math.max(0.08, Math.min(0.8, this.view.pose.eye[1] / Math.max(depth, this.view.pose.eye[1])));
      this.g.save();
      this.g.translate(x, y);
      this.g.scale(1, flat);
      this.#radial(size, colour, alpha);
      this.g.restore();
    });
  }

  /** A bright spot with a halo, after dark. */
  spot(at: Vec, radius: number, colour: Colour, alpha: number): void {
    this.glow(() => {
      if (this.view.depth(at) < 1) return;
      const [x, y] = this.view.project(at);
      const size = Math.max(2, radius * this.view.scale(at));
      this.g.save();
      this.g.translate(x, y);
      this.#radial(size * 5, colour, alpha * 0.55);
      this.#radial(size, [255, 255, 245], alpha);
      this.g.restore();
    });
  }

  /** Runs after the night tint, adding light. */
  glow(paint: () => void): void {
    this.#glows.push(paint);
  }

  /** Gives another brush, painting over this one's picture, the lights of this one to add after its own tint. */
  lendGlows(to: Brush): void {
    for (const paint of this.#glows)
      to.#glows.push(() => {
        const own = this.g;
        this.g = to.g;
        paint();
        this.g = own;
      });
  }

  finishLight(): void {
    if (this.light.night) {
      this.g.globalCompositeOperation = 'multiply';
      this.g.fillStyle = css(this.light.tint);
      this.g.fillRect(0, 0, 1920, 1080);
    }
    this.g.globalCompositeOperation = 'lighter';
    for (const paint of this.#glows) paint();
    this.#glows.length = 0;
    this.g.globalCompositeOperation = 'source-over';
  }

  #radial(size: number, colour: Colour, alpha: number): void {
    const gradient = this.g.createRadialGradient(0, 0, 0, 0, 0, size);
    gradient.addColorStop(0, css(colour, alpha));
    gradient.addColorStop(0.35, css(colour, alpha * 0.4));
    gradient.addColorStop(1, css(colour, 0));
    this.g.fillStyle = gradient;
    this.g.fillRect(-size, -size, size * 2, size * 2);
  }
}

/** A pinhole camera over a flat world in metres: x right, y up, z away from the viewer. Screen units are those of a 1920×1080 picture. */
export type Vec = readonly [number, number, number];
export type Point = readonly [number, number];

export interface Pose {
  readonly eye: Vec;
  /** Radians; positive turns right. */
  readonly yaw: number;
  /** Radians; positive looks down. */
  readonly pitch: number;
  /** Pixels. */
  readonly focal: number;
}

const near = 0.6;

export class View {
  readonly pose: Pose;
  readonly #cosYaw: number;
  readonly #sinYaw: number;
  readonly #cosPitch: number;
  readonly #sinPitch: number;

  constructor(pose: Pose) {
    this.pose = pose;
    this.#cosYaw = Math.cos(pose.yaw);
    this.#sinYaw = Math.sin(pose.yaw);
    this.#cosPitch = Math.cos(pose.pitch);
    this.#sinPitch = Math.sin(pose.pitch);
  }

  get horizon(): number {
    return 540 - this.pose.focal * Math.tan(this.pose.pitch);
  }

  toCamera([x, y, z]: Vec): Vec {
    const [ex, ey, ez] = this.pose.eye;
    const dx = x - ex;
    const dy = y - ey;
    const dz = z - ez;
    const ahead = dx * this.#sinYaw + dz * this.#cosYaw;
    return [
      dx * this.#cosYaw - dz * this.#sinYaw,
      dy * this.#cosPitch + ahead * this.#sinPitch,
      ahead * this.#cosPitch - dy * this.#sinPitch,
    ];
  }

  depth(point: Vec): number {
    return this.toCamera(point)[2];
  }

  /** Pixels a metre at that point. */
  scale(point: Vec): number {
    return this.pose.focal / Math.max(near, this.depth(point));
  }

  project(point: Vec): Point {
    return this.#toScreen(this.toCamera(point));
  }

  /** The polygon as seen, cut where it comes behind the viewer; empty when nothing is left. */
  outline(points: readonly Vec[]): Point[] {
    const seen = points.map((point) => this.toCamera(point));
    const kept: Vec[] = [];
    seen.forEach((current, index) => {
      const previous = seen[(index + seen.length - 1) % seen.length] ?? current;
      if (current[2] >= near !== previous[2] >= near) {
        const share = (near - previous[2]) / (current[2] - previous[2]);
        kept.push([previous[0] + (current[0] - previous[0]) * share, previous[1] + (current[1] - previous[1]) * share, near]);
      }
      if (current[2] >= near) kept.push(current);
    });
    return kept.map((point) => this.#toScreen(point));
  }

  #toScreen([x, y, z]: Vec): Point {
    const k = this.pose.focal / Math.max(near, z);
    return [960 + x * k, 540 - y * k];
  }
}

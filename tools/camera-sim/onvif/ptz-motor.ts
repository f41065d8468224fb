/**
 * The moving part of a camera: where it looks, and how long it has been on its way. Positions are ONVIF's generic
 * spaces: pan and tilt −1…1, zoom 0…1. Time is monotonic milliseconds and comes as an argument.
 */

export interface Position {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

/** From here to there, in epoch or monotonic milliseconds as the caller's clock gives them; `to` is null while it turns. */
export interface Movement {
  readonly from: number;
  to: number | null;
}

/** Full pan range in 5 s, tilt in 5 s, zoom in 4 s at speed 1. */
const unitsPerSecond: Position = { pan: 0.4, tilt: 0.4, zoom: 0.25 };
const keptMovements = 500;

type Course =
  | { readonly kind: 'still' }
  | { readonly kind: 'turning'; readonly velocity: Position; readonly until: number | null }
  | { readonly kind: 'going'; readonly target: Position; readonly speed: Position };

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

export class PtzMotor {
  readonly #movements: Movement[] = [];
  #position: Position = { pan: 0, tilt: 0, zoom: 0 };
  #course: Course = { kind: 'still' };
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  position(now: number): Position {
    this.#advance(now);
    return this.#position;
  }

  /** Whether it is under way, an end stop it presses against included: what turns is what has not been stopped. */
  moving(now: number): boolean {
    this.#advance(now);
    return this.#course.kind !== 'still';
  }

  /** Every stretch of movement so far, the last 500. */
  movements(now: number): readonly Movement[] {
    this.#advance(now);
    return this.#movements;
  }

  /** Velocities −1…1; `null` leaves an axis as it is. `forMs` null turns until somebody stops it. */
  turn(
    velocity: { readonly pan: number | null; readonly tilt: number | null; readonly zoom: number | null },
    forMs: number | null,
    now: number,
  ): void {
    this.#advance(now);
    const before = this.#course.kind === 'turning' ? this.#course.velocity : { pan: 0, tilt: 0, zoom: 0 };
    const wanted = { pan: velocity.pan ?? before.pan, tilt: velocity.tilt ?? before.tilt, zoom: velocity.zoom ?? before.zoom };
    if (wanted.pan === 0 && wanted.tilt === 0 && wanted.zoom === 0) this.#rest(now);
    else this.#set({ kind: 'turning', velocity: wanted, until: forMs === null ? null : now + forMs }, now);
  }

  /** Goes there and stops by itself. Speed 0…1 per axis. */
  go(target: Position, now: number, speed: Position = { pan: 1, tilt: 1, zoom: 1 }): void {
    this.#advance(now);
    const kept = { pan: clamp(target.pan, -1, 1), tilt: clamp(target.tilt, -1, 1), zoom: clamp(target.zoom, 0, 1) };
    this.#set({ kind: 'going', target: kept, speed }, now);
  }

  stop(axes: { readonly panTilt: boolean; readonly zoom: boolean }, now: number): void {
    this.#advance(now);
    const course = this.#course;
    if (course.kind === 'turning' && !(axes.panTilt && axes.zoom)) {
      const { velocity } = course;
      this.turn(
        { pan: axes.panTilt ? 0 : velocity.pan, tilt: axes.panTilt ? 0 : velocity.tilt, zoom: axes.zoom ? 0 : velocity.zoom },
        course.until === null ? null : course.until - now,
        now,
      );
    } else this.#rest(now);
  }

  #set(course: Course, now: number): void {
    if (this.#course.kind === 'still') this.#movements.push({ from: now, to: null });
    if (this.#movements.length > keptMovements) this.#movements.shift();
    this.#course = course;
  }

  #rest(at: number): void {
    const last = this.#movements.at(-1);
    if (this.#course.kind !== 'still' && last !== undefined) last.to = at;
    this.#course = { kind: 'still' };
  }

  #advance(now: number): void {
    const course = this.#course;
    const until = course.kind === 'turning' && course.until !== null ? Math.min(now, course.until) : now;
    const seconds = Math.max(0, until - this.#at) / 1000;
    this.#at = Math.max(this.#at, now);
    if (course.kind === 'turning') {
      this.#position = {
        pan: clamp(this.#position.pan + course.velocity.pan * unitsPerSecond.pan * seconds, -1, 1),
        tilt: clamp(this.#position.tilt + course.velocity.tilt * unitsPerSecond.tilt * seconds, -1, 1),
        zoom: clamp(this.#position.zoom + course.velocity.zoom * unitsPerSecond.zoom * seconds, 0, 1),
      };
      if (course.until !== null && now >= course.until) this.#rest(course.until);
    } else if (course.kind === 'going') this.#approach(course, seconds, now);
  }

  #approach(course: Extract<Course, { kind: 'going' }>, seconds: number, now: number): void {
    const near = (axis: keyof Position): number => {
      const reach = unitsPerSecond[axis] * Math.max(0.05, course.speed[axis]) * seconds;
      return this.#position[axis] + clamp(course.target[axis] - this.#position[axis], -reach, reach);
    };
    this.#position = { pan: near('pan'), tilt: near('tilt'), zoom: near('zoom') };
    const { pan, tilt, zoom } = course.target;
    if (this.#position.pan === pan && this.#position.tilt === tilt && this.#position.zoom === zoom) this.#rest(now);
  }
}

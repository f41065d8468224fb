/** From a stick's raw axes to what a hand wants: dead zone, curve, direction; pure. */
import type { Stick, StickAxis } from '../../../src-contract/model/controls.ts';
import type { PtzVelocity } from '../ptz-intents.ts';

/** Finer steps than this are trembling. */
const STEP = 0.02;

const stepped = (value: number): number => Math.round(value / STEP) * STEP + 0; // + 0 makes −0 plain

/** Of a way 0…1 beyond which the dead zone is left out; 0…1. A cubic mixed in makes the middle finer and leaves the end as it is. */
export function shaped(way: number, { deadZone, curve }: Pick<Stick, 'deadZone' | 'curve'>): number {
  const beyond = Math.min(1, Math.max(0, (way - deadZone) / (1 - deadZone)));
  return (1 - curve) * beyond + curve * beyond ** 3;
}

/** An axis that is not there, or gives no number, is at rest. */
function raw(axes: readonly number[], { axis, inverted }: StickAxis): number {
  const value = axes[axis] ?? 0;
  const way = Number.isFinite(value) ? Math.min(1, Math.max(-1, value)) : 0;
  return inverted ? -way : way;
}

/**
 * Pan and tilt share one round dead zone, so that a diagonal is as sensitive as a straight push and never faster than one.
 * Browsers count a stick pulled towards the person as +1; tilt counts up.
 */
export function velocityOf(axes: readonly number[], stick: Stick): PtzVelocity {
  const right = raw(axes, stick.pan);
  const up = -raw(axes, stick.tilt);
  const way = Math.hypot(right, up);
  const factor = way === 0 ? 0 : shaped(Math.min(1, way), stick) / way;
  const zoom = raw(axes, stick.zoom);
  return { pan: stepped(right * factor), tilt: stepped(up * factor), zoom: stepped(Math.sign(zoom) * shaped(Math.abs(zoom), stick)) };
}

export const isAtRest = ({ pan, tilt, zoom }: PtzVelocity): boolean => pan === 0 && tilt === 0 && zoom === 0;

export const sameVelocity = (one: PtzVelocity, other: PtzVelocity): boolean =>
  one.pan === other.pan && one.tilt === other.tilt && one.zoom === other.zoom;

/** The direction a stick is pushed far enough to mean a step; `null` while it is not, or not clearly in one. */
export function flickOf({ pan, tilt }: PtzVelocity): 'left' | 'right' | 'up' | 'down' | null {
  const [sideways, upwards] = [Math.abs(pan), Math.abs(tilt)];
  if (Math.max(sideways, upwards) < 0.5 || Math.abs(sideways - upwards) < 0.1) return null;
  if (sideways > upwards) return pan > 0 ? 'right' : 'left';
  return tilt > 0 ? 'up' : 'down';
}

/** How fast a camera turns at a zoom, and whether two looks at it say that it stands. Pure. */
import type { PtzVelocity } from '../../../src-contract/model/ptz.ts';
import type { PtzStatus } from '../../onvif/ptz-spaces.ts';

/** At full zoom a picture must not race past: a twelfth of the speed at the widest. */
const SLOWEST_SHARE = 1 / 12;
/** Slower than that many motors do not turn at all. */
const LEAST_SPEED = 0.02;

/** `zoom` 0…1. Pan and tilt slow down evenly in the logarithm, as the picture grows; zoom and focus keep their speed. */
export function slowedByZoom({ pan, tilt, zoom: zooming, focus }: PtzVelocity, zoom: number): PtzVelocity {
  const share = SLOWEST_SHARE ** Math.min(1, Math.max(0, zoom));
  const slowed = (speed: number): number =>
    speed === 0 ? 0 : Math.sign(speed) * Math.max(Math.min(Math.abs(speed), LEAST_SPEED), Math.abs(speed) * share);
  return { pan: slowed(pan), tilt: slowed(tilt), zoom: zooming, focus };
}

const SAME_PLACE = 0.0005;

/** The camera's own word first; where it has none, two looks at the same place. */
export function judgeStanding(before: PtzStatus | null, now: PtzStatus): 'moving' | 'standing' | 'unknown' {
  if (now.moving !== null) return now.moving ? 'moving' : 'standing';
  const [one, other] = [before?.position ?? null, now.position];
  if (other === null) return 'unknown';
  if (one === null) return 'moving';
  const stands = (['pan', 'tilt', 'zoom'] as const).every((axis) => Math.abs(one[axis] - other[axis]) < SAME_PLACE);
  return stands ? 'standing' : 'moving';
}

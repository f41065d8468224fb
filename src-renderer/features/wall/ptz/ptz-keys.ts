/** From keys that are held to a movement; pure. */
import { noVelocity, type PtzVelocity } from '../../../../src-contract/model/ptz.ts';

/** What one held key adds, −1…1. */
export type PtzPart = Partial<PtzVelocity>;

/** The number pad is a stick whatever NumLock says, which makes digits or arrows of the same keys: told by place, and the same for everybody. */
const pad: Readonly<Record<string, PtzPart>> = {
  Numpad4: { pan: -1 },
  Numpad6: { pan: 1 },
  Numpad8: { tilt: 1 },
  Numpad2: { tilt: -1 },
  Numpad7: { pan: -1, tilt: 1 },
  Numpad9: { pan: 1, tilt: 1 },
  Numpad1: { pan: -1, tilt: -1 },
  Numpad3: { pan: 1, tilt: -1 },
};

/** @param code `KeyboardEvent.code`; `null` for what is no direction of the number pad */
export const padPart = (code: string): PtzPart | null => pad[code] ?? null;

const USUAL_SPEED = 0.5;

/** Of all keys held together: opposite ones cancel each other; `fast` is full speed. */
export function velocityOf(parts: Iterable<PtzPart>, fast: boolean): PtzVelocity {
  const held = [...parts];
  const speed = fast ? 1 : USUAL_SPEED;
  const sum = (axis: keyof PtzVelocity): number => {
    const total = held.reduce((all, part) => all + (part[axis] ?? 0), 0);
    return total === 0 ? 0 : Math.sign(total) * speed;
  };
  return held.length === 0 ? noVelocity : { pan: sum('pan'), tilt: sum('tilt'), zoom: sum('zoom'), focus: sum('focus') };
}

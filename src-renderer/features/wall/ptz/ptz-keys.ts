/** What keys do while a camera is being moved; pure. Keys are told by their place where an arrow or the number pad is meant. */
import { noVelocity, type PtzVelocity } from '../../../../src-contract/model/ptz.ts';

export interface PtzKey {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  /** `KeyboardEvent.code`. */
  readonly code: string;
}

type Part = Partial<Pick<PtzVelocity, 'pan' | 'tilt' | 'zoom' | 'focus'>>;

const byCode: Readonly<Record<string, Part>> = {
  ArrowLeft: { pan: -1 },
  ArrowRight: { pan: 1 },
  ArrowUp: { tilt: 1 },
  ArrowDown: { tilt: -1 },
  Numpad4: { pan: -1 },
  Numpad6: { pan: 1 },
  Numpad8: { tilt: 1 },
  Numpad2: { tilt: -1 },
  Numpad7: { pan: -1, tilt: 1 },
  Numpad9: { pan: 1, tilt: 1 },
  Numpad1: { pan: -1, tilt: -1 },
  Numpad3: { pan: 1, tilt: -1 },
  NumpadAdd: { zoom: 1 },
  NumpadSubtract: { zoom: -1 },
  PageUp: { zoom: 1 },
  PageDown: { zoom: -1 },
  Equal: { zoom: 1 },
  Minus: { zoom: -1 },
  BracketLeft: { focus: -1 },
  BracketRight: { focus: 1 },
};

/** Whether a key moves the camera while it is held. */
export const isMoving = ({ code }: PtzKey): boolean => code in byCode;

const USUAL_SPEED = 0.5;

/** Of all keys held together; with Shift at full speed. */
export function velocityOf(codes: ReadonlySet<string>, fast: boolean): PtzVelocity {
  const speed = fast ? 1 : USUAL_SPEED;
  const sum = (axis: keyof PtzVelocity): number => {
    const total = [...codes].reduce((all, code) => all + (byCode[code]?.[axis] ?? 0), 0);
    return Math.sign(total) * speed;
  };
  return codes.size === 0 ? noVelocity : { pan: sum('pan'), tilt: sum('tilt'), zoom: sum('zoom'), focus: sum('focus') };
}

export type PtzCommand =
  /** By its place in the list, from 1. */
  | { readonly kind: 'preset'; readonly place: number }
  | { readonly kind: 'leave' | 'stop' | 'home' | 'lock' | 'tour' | 'auto-focus' | 'iris-open' | 'iris-close' | 'iris-auto' };

/** `null` for a key that is not about the camera. */
export function ptzCommandOf({ key, code }: PtzKey): PtzCommand | null {
  const digit = /^Digit([1-9])$/u.exec(code)?.[1];
  if (digit !== undefined) return { kind: 'preset', place: Number(digit) };
  switch (key.toLowerCase()) {
    case 'escape':
    case 'p':
      return { kind: 'leave' };
    case ' ':
      return { kind: 'stop' };
    case 'h':
    case 'home':
      return { kind: 'home' };
    case 'l':
      return { kind: 'lock' };
    case 't':
      return { kind: 'tour' };
    case 'f':
      return { kind: 'auto-focus' };
    case '.':
      return { kind: 'iris-open' };
    case ',':
      return { kind: 'iris-close' };
    case 'a':
      return { kind: 'iris-auto' };
    default:
      return null;
  }
}

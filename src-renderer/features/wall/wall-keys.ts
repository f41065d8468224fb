/** What keys do on the wall; pure. */
import type { Direction } from '../../../src-contract/model/layout.ts';

export type WallCommand =
  | { readonly kind: 'move' | 'swap'; readonly direction: Direction }
  | { readonly kind: 'enlarge' | 'clear' | 'quality' | 'sound' | 'diagnose' | 'overview' | 'escape' | 'erase-digit' }
  | { readonly kind: 'call' }
  | { readonly kind: 'digit'; readonly digit: string };

const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

export interface WallKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift?: boolean;
  /** Digits typed so far. */
  readonly typed: string;
}

/** `null` for keys that are none of the wall's business. Numbers have at most six digits. */
export function wallCommandOf({ key, ctrl, typed, shift }: WallKey): WallCommand | null {
  const direction = arrows[key];
  if (direction !== undefined) return { kind: ctrl ? 'swap' : 'move', direction };
  if (ctrl) return null;
  if (/^\d$/u.test(key)) return typed.length < 6 ? { kind: 'digit', digit: key } : null;
  switch (key) {
    case 'Enter':
      return typed === '' ? { kind: 'enlarge' } : { kind: 'call' };
    case 'Backspace':
      return { kind: typed === '' ? 'clear' : 'erase-digit' };
    case 'Delete':
      return { kind: 'clear' };
    case 'q':
    case 'Q':
      return { kind: 'quality' };
    case 'm':
    case 'M':
      return { kind: 'sound' };
    case 'i':
      return { kind: 'diagnose' };
    case 'I':
      return { kind: shift === true ? 'overview' : 'diagnose' };
    case 'Escape':
      return { kind: 'escape' };
    default:
      return null;
  }
}

/** What keys do with the selected tile's own picture; pure. Asked before the wall's keys. */
import type { ReplayAct } from '../../../src-contract/link/messages.ts';

export type TileCommand =
  | { readonly kind: 'replay' | 'live' | 'toggle-pause' }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'act'; readonly act: ReplayAct }
  | { readonly kind: 'zoom'; readonly change: 'in' | 'out' | 'reset' };

export interface TileKey {
  readonly key: string;
  readonly ctrl: boolean;
  /** Digits typed so far: they have their own use of 0 and Esc. */
  readonly typed: string;
  readonly replaying: boolean;
  readonly zoomed: boolean;
}

/** The replay's speeds, one after the other. */
export function nextSpeed(speed: 0.5 | 1 | 2): 0.5 | 1 | 2 {
  if (speed === 1) return 2;
  return speed === 2 ? 0.5 : 1;
}

/** `null` for keys that are not about the picture. Esc undoes one thing at a time: zoom, then replay. */
export function tileCommandOf({ key, ctrl, typed, replaying, zoomed }: TileKey): TileCommand | null {
  if (ctrl) return null;
  if (typed === '') {
    if (zoomed && (key === '0' || key === 'Escape')) return { kind: 'zoom', change: 'reset' };
    if (replaying && key === 'Escape') return { kind: 'live' };
  }
  switch (key) {
    case 'r':
    case 'R':
      return replaying ? null : { kind: 'replay' };
    case 's':
    case 'S':
      return { kind: 'snapshot' };
    case '+':
    case '=':
      return { kind: 'zoom', change: 'in' };
    case '-':
      return { kind: 'zoom', change: 'out' };
    default:
      return replaying ? replayCommandOf(key) : null;
  }
}

function replayCommandOf(key: string): TileCommand | null {
  switch (key) {
    case ' ':
      return { kind: 'toggle-pause' };
    case ',':
      return { kind: 'act', act: { kind: 'step', direction: -1 } };
    case '.':
      return { kind: 'act', act: { kind: 'step', direction: 1 } };
    case '<':
      return { kind: 'act', act: { kind: 'play', speed: 0.5 } };
    case '>':
      return { kind: 'act', act: { kind: 'play', speed: 2 } };
    default:
      return null;
  }
}

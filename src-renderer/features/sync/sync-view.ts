/** What the header and the sync page say about a state; pure. */
import type { SyncFacts, SyncState } from '../../../src-contract/model/sync.ts';
import type { MarkShape } from '../../ui/StateMark.tsx';

export const markShapes: Readonly<Record<SyncState['kind'], MarkShape>> = {
  off: 'ring',
  working: 'ring',
  'in-step': 'dot',
  waiting: 'triangle',
  distrusting: 'crossed-square',
  broken: 'cross',
};

/** Below this nobody need care (trust.md: warn above two seconds). */
export const CLOCK_TOLERANCE_MS = 2_000;
/** From here on it is an alarm. */
export const CLOCK_ALARM_MS = 60_000;

export type ClockView =
  | { readonly kind: 'unknown' | 'right' }
  /** How far this machine's clock is behind or ahead of the province's. */
  | { readonly kind: 'slow' | 'fast'; readonly byMs: number; readonly alarming: boolean };

/** Told only where the measurement's own doubt leaves no doubt. */
export function clockView(clock: SyncFacts['clock']): ClockView {
  if (clock === null) return { kind: 'unknown' };
  const byMs = Math.abs(clock.offsetMs);
  if (byMs - clock.uncertaintyMs <= CLOCK_TOLERANCE_MS) return { kind: 'right' };
  return { kind: clock.offsetMs > 0 ? 'slow' : 'fast', byMs, alarming: byMs > CLOCK_ALARM_MS };
}

/** Whether somebody should look: colour and order of the header follow it. */
export function needsLook(sync: Exclude<SyncState, { kind: 'off' }>): boolean {
  return sync.kind === 'distrusting' || sync.kind === 'broken' || sync.conflicts > 0;
}

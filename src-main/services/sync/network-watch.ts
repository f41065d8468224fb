/** Notices that the machine may have a network again: an outward address is new, or the machine has slept. */
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';

export interface NetworkWatchNeeds {
  readonly clock: Clock;
  /** Addresses that lead out of the machine. */
  readonly addresses: () => readonly string[];
  readonly onReturn: () => void;
}

const PERIOD_MS = 5000;
/** A timer late by this much was not late for load: the machine slept. */
const SLEPT_MS = 30_000;

export function watchNetwork({ clock, addresses, onReturn }: NetworkWatchNeeds): Disposable {
  let known = new Set(addresses());
  let [wallMs, nowMs]: [number, number] = [clock.wall(), clock.now()];
  return clock.every(PERIOD_MS, () => {
    const next = new Set(addresses());
    const gained = [...next].some((address) => !known.has(address));
    // One of the two clocks stands still while a machine sleeps, which one depends on the system.
    const passedMs = Math.max(clock.wall() - wallMs, clock.now() - nowMs);
    known = next;
    [wallMs, nowMs] = [clock.wall(), clock.now()];
    if (gained || passedMs > SLEPT_MS) onReturn();
  });
}

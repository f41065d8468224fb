/** What a refused sign-in or unlock tells the person: what went wrong, how many tries are left, and when the next makes sense. */
import type { i18n } from 'i18next';
import { toWireError } from '../../src-contract/errors.ts';
import { epochMs, type EpochMs } from '../../src-contract/time.ts';
import { errorText } from './message-text.ts';
import { clockText } from './time-text.ts';

const numberOr = (value: unknown, otherwise: number | null): number | null => (typeof value === 'number' ? value : otherwise);

/** @param at when it was refused, by this machine's clock, for servers that say how many seconds from then */
export function signInProblemText(texts: i18n, thrown: unknown, at: EpochMs): string {
  const { details } = toWireError(thrown);
  const left = numberOr(details['attemptsLeft'], null);
  const waitS = numberOr(details['retryAfterS'], null);
  const until = numberOr(details['untilMs'], waitS === null ? null : at + waitS * 1000);
  const parts = [errorText(texts, thrown)];
  if (left !== null) parts.push(texts.t('session.attemptsLeft', { left }));
  if (until !== null) parts.push(texts.t('session.lockedUntil', { at: clockText(epochMs(until)) }));
  return parts.join(' ');
}

/** Whether the person ended the waiting themselves: nothing to tell then. */
export function isCancelled(thrown: unknown): boolean {
  return toWireError(thrown).kind === 'cancelled';
}

/** Whether it was name, password or code that was wrong, so that an account with a code may need it. */
export function isRefusedProof(thrown: unknown): boolean {
  const { key } = toWireError(thrown);
  return key === 'province-credentials-refused' || key.startsWith('sign-in-refused') || key.startsWith('sign-in-code');
}

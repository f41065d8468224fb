import type { i18n } from 'i18next';
import { epochMs, type EpochMs } from '../../../src-contract/time.ts';
import { clockText, lengthText } from '../../lib/time-text.ts';

const JUST_NOW_MS = 60_000;

/** When the province last answered, as how long ago and as a moment. */
export function contactText(at: number | null, now: EpochMs, texts: i18n): string {
  if (at === null) return texts.t('sync.never');
  const moment = clockText(epochMs(at));
  const agoMs = now - at;
  if (agoMs < JUST_NOW_MS) return texts.t('sync.justNow', { at: moment });
  return texts.t('sync.lastContactAgo', { ago: lengthText(agoMs, texts), at: moment });
}

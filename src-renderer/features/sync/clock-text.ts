import type { i18n } from 'i18next';
import { lengthText } from '../../lib/time-text.ts';
import type { ClockView } from './sync-view.ts';

/** For the header: nothing while the clock is right enough. */
export function clockMarkText(clock: ClockView, texts: i18n): string | null {
  if (clock.kind === 'slow') return texts.t('sync.markClockSlow', { by: lengthText(clock.byMs, texts) });
  return clock.kind === 'fast' ? texts.t('sync.markClockFast', { by: lengthText(clock.byMs, texts) }) : null;
}

/** For the page: what is known, and what to do where it is wrong. */
export function clockLineText(clock: ClockView, texts: i18n): string {
  switch (clock.kind) {
    case 'unknown':
      return texts.t('sync.clockUnknown');
    case 'right':
      return texts.t('sync.clockOk');
    case 'slow':
    case 'fast': {
      const by = lengthText(clock.byMs, texts);
      const how = clock.kind === 'slow' ? texts.t('sync.clockSlow', { by }) : texts.t('sync.clockFast', { by });
      return `${how}. ${texts.t('sync.clockAdvice')}`;
    }
  }
}

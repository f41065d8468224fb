import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText } from '../../lib/time-text.ts';

/** Date and time in Vietnam, written straight into the page so that a tick renders nothing. */
export function Clock() {
  const { t } = useTranslation();
  const face = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    let timer = 0;
    const tick = (): void => {
      const now = Date.now();
      if (face.current !== null) face.current.textContent = clockText(epochMs(now));
      timer = window.setTimeout(tick, 1000 - (now % 1000));
    };
    tick();
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return <time ref={face} className="header-clock" role="timer" aria-label={t('header.clock')} aria-live="off" />;
}
